"""A mail as a draft (.eml), which mail programs open as a new message to be checked and sent.

It has no date, sender or message id: the mail program sets them. The same content gives the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from email import policy
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from desktop.documents.paper.characters import storable
from forms.frozen import frozen

_WORD_BYTES = 39
"""Of an encoded word before base64: its line then has 73 of 76 characters at most (RFC 2047, 2)."""


@frozen
class Unsent:
    """The content of a draft.

    Attributes:
        subject: of the mail.
        lines: its text.
        boundary: ASCII, of what separates its parts.
        recipient: address; empty leaves the line to the clerk.
        addressee: name beside the address.
        attached: ASCII name, subtype of ``application/`` and bytes of each attachment.
    """

    subject: str
    lines: Sequence[str]
    boundary: str
    recipient: str = ""
    addressee: str = ""
    attached: tuple[tuple[str, str, bytes], ...] = ()


def unsent(draft: Unsent) -> bytes:
    """Write a draft (``X-Unsent``)."""
    message = MIMEMultipart(boundary=f"=_tianbao_{draft.boundary}_=")
    message["Subject"] = _encoded(draft.subject)
    if draft.recipient:
        message["To"] = f"{_encoded(draft.addressee)}\r\n <{draft.recipient}>".lstrip()
    message["X-Unsent"] = "1"
    # RFC 2045, 6.8: the line ends of a text are CRLF before it is base64; MIMEText takes them as they come.
    message.attach(MIMEText("\r\n".join(draft.lines) + "\r\n", _charset="utf-8"))
    for name, kind, data in draft.attached:
        attachment = MIMEApplication(data, kind)
        attachment.add_header("Content-Disposition", "attachment", filename=name)
        message.attach(attachment)
    # Headers stay as they are written here: folded by the library, a long file name becomes RFC 2231 parts,
    # which mail programs lose, and a name with commas further addresses.
    return message.as_bytes(policy=policy.SMTP.clone(refold_source="none"))


def _encoded(text: str) -> str:
    """Header text in encoded words (RFC 2047), one on a line; also what would do without.

    In plain words a name could hold the marks of addresses or encoded words of its own.
    """
    words = [b""]
    for character in one_line(text):
        encoded = character.encode("utf-8")
        if len(words[-1]) + len(encoded) > _WORD_BYTES:
            words.append(b"")
        words[-1] += encoded
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode('ascii')}?=" for word in words if word)


def one_line(text: str) -> str:
    """Text without line ends, so that nobody can add lines through a name, and without unseen characters."""
    return " ".join(storable(text).split())
