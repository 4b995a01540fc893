"""A mail taken apart into its files, in a time that grows with its bytes and with nothing that it says.

Python's own reader of mails takes gigabytes for a boundary of megabytes, and the product of lines and depth
for parts within each other. Here a part is a place in the bytes of the mail: what divides it is looked for as
bytes, and of its head only the fields that say what it is are read, as far as such a field goes.
"""

from __future__ import annotations

import binascii
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import islice, pairwise

from desktop.kinds.encoded import uuencoded_in
from desktop.kinds.mail_fields import fields_of, parameters
from forms.frozen import frozen

LONGEST_BOUNDARY = 200
"""Bytes of what divides a mail into parts. Chosen by us, well above the 70 that are allowed (RFC 2046,
5.1.1)."""
_DEEPEST = 16
"""Levels of parts within each other. Chosen by us: a mail that was forwarded five times has as many."""
_BLANK_LINE = re.compile(rb"\n\r?\n")
_MAILBOX, _MAILBOX_LINE = b"From ", b"\nFrom "
_NEXT_MAIL = re.compile(rb"From [^\r\n]{1,200}\r?\n[A-Za-z][A-Za-z0-9-]{0,60}[ \t]*:")
"""The line before each mail of a mailbox file, and the field behind it."""
_TEXT, _MAIL = "text/plain", "message/rfc822"
_IN_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]*=*\s*")
_UUENCODED = frozenset(("x-uuencode", "uuencode", "uue", "x-uue"))


class TooDeep(Exception):
    """Parts lie within each other more often than in any mail."""


@frozen
class MailHead:
    """The fields of a head that are read here.

    Attributes:
        fields: by name in small letters, without line breaks; of several of one name the first.
        kind: media type; that of a text where none is given.
    """

    fields: dict[str, bytes]
    kind: str

    @property
    def is_text(self) -> bool:
        """Whether it is that of something written."""
        return self.kind.startswith("text/")

    @property
    def transfer(self) -> str:
        """How the content is encoded, in small letters; empty where nothing is said."""
        return self.fields.get("content-transfer-encoding", b"").decode("latin-1").strip().lower()


@frozen
class MailPart:
    """A part that holds no other parts.

    Attributes:
        head: its fields.
        data: its content, decoded.
    """

    head: MailHead
    data: bytes


def head_of(mail: bytes) -> MailHead:
    """The head of a whole mail."""
    return _split(mail, _begin(mail), len(mail), _TEXT)[0]


def parts_of(mail: bytes, largest: int) -> Iterator[MailPart]:
    """All parts without parts, those of forwarded mails included, in the order of the mail.

    Args:
        mail: its bytes; nothing of them is trusted.
        largest: most bytes of a file that is written out in lines (uuencode).

    Raises:
        TooDeep: they lie within each other more often than in any mail.
    """
    return _walk(mail, _begin(mail), len(mail), _TEXT, _DEEPEST, largest)


def marked_lines(data: bytes) -> int:
    """How many lines of a mailbox file (RFC 4155) may begin another mail; 0 for any other file."""
    return data.count(_MAILBOX_LINE) if data.startswith(_MAILBOX, _begin(data)) else 0


def mails_in(data: bytes, most: int) -> list[bytes]:
    """The mails of a mailbox file, at most one beyond ``most``; of any other file that itself."""
    if not marked_lines(data):
        return [data]
    starts = [0, *islice(_next_mails(data), most)]
    return [data[first:last] for first, last in pairwise([*starts, len(data)])]


def _next_mails(data: bytes) -> Iterator[int]:
    """Where the mails of a mailbox file begin, the first one apart: behind an empty line."""
    place = data.find(_MAILBOX_LINE)
    while place >= 0:
        is_behind_blank = data.endswith((b"\n", b"\n\r"), max(0, place - 2), place)
        if is_behind_blank and _NEXT_MAIL.match(data, place + 1):
            yield place + 1
        place = data.find(_MAILBOX_LINE, place + 1)


def _begin(mail: bytes) -> int:
    """Where the first line stands that is not empty."""
    return len(mail) - len(mail.removeprefix(BOM_UTF8).lstrip(b"\r\n"))


def _walk(mail: bytes, start: int, end: int, default: str, depth: int, largest: int) -> Iterator[MailPart]:
    if not depth:
        raise TooDeep
    head, body = _split(mail, start, end, default)
    # A forwarded mail is gone through where it lies. One that is encoded, which RFC 2046 (5.2.1) forbids,
    # does not lie in these bytes: it is given out as a file.
    is_plain = head.transfer not in {"base64", "quoted-printable", *_UUENCODED}
    if head.kind.startswith("message/") and is_plain:
        yield from _walk(mail, body, end, _TEXT, depth - 1, largest)
        return
    boundary = _boundary(head) if head.kind.startswith("multipart/") else b""
    spans = list(_divided(mail, body, end, boundary)) if boundary else []
    # A part that says it is divided, and is not, is given out whole: nothing that was sent is passed over.
    if not spans:
        yield MailPart(head, _decoded(head, mail[body:end], largest))
    inner = _MAIL if head.kind == "multipart/digest" else _TEXT
    for first, last in spans:
        yield from _walk(mail, first, last, inner, depth - 1, largest)


def _split(mail: bytes, start: int, end: int, default: str) -> tuple[MailHead, int]:
    """The head of a part, and where its body begins."""
    if mail.startswith((b"\n", b"\r\n"), start, end):
        return MailHead({}, default), mail.index(b"\n", start) + 1
    blank = _BLANK_LINE.search(mail, start, end)
    last, body = (blank.start(), blank.end()) if blank is not None else (end, end)
    fields = fields_of(mail[start:last])
    return MailHead(fields, _kind(fields.get("content-type"), default)), body


def _kind(field: bytes | None, default: str) -> str:
    if field is None:
        return default
    kind = field.partition(b";")[0].decode("latin-1").strip().lower()
    return kind if kind.count("/") == 1 else _TEXT


def _boundary(head: MailHead) -> bytes:
    """What divides a part; empty where nothing does, or nothing of a length that it has in mails."""
    boundary = parameters(head.fields["content-type"]).get("boundary", "").rstrip().encode()
    return boundary if len(boundary) <= LONGEST_BOUNDARY else b""


def _divided(mail: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where the parts between the lines of a boundary begin and end; the last may lack its end."""
    mark = b"--" + boundary
    place = start if mail.startswith(mark, start, end) else _next(mail, mark, start, end)
    first = -1
    while place >= 0:
        after = place + len(mark)
        line_end = mail.find(b"\n", after, end)
        line_end = end if line_end < 0 else line_end
        is_last = mail.startswith(b"--", after, line_end)
        # Only blanks may follow: otherwise the line has a longer boundary, of a part within this one, which
        # begins with the same characters.
        if not mail[after + 2 * is_last : line_end].strip(b" \t\r"):
            if first >= 0:
                # The line end before a boundary belongs to that and not to the part (RFC 2046, 5.1.1); an
                # empty part has none of its own.
                yield first, max(first, place - (2 if mail.startswith(b"\r\n", place - 2) else 1))
            if is_last:
                return
            first = min(line_end + 1, end)
        place = _next(mail, mark, after, end)
    if first >= 0:
        yield first, end


def _next(mail: bytes, mark: bytes, start: int, end: int) -> int:
    """Where the next line begins with a mark; -1 where none does."""
    return (mail.find(b"\n" + mark, start, end) + 1) or -1


def _decoded(head: MailHead, body: bytes, largest: int) -> bytes:
    """The content of a part; as it stands where it is not encoded, or not as it says."""
    if head.transfer == "base64":
        if not _IN_BASE64.fullmatch(body):
            return body
        letters = b"".join(body.rstrip(b"= \t\r\n").split())
        # A mail that was cut off may end within a group of four: of that one letter says nothing.
        whole = letters[:-1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(whole + b"==")
    if head.transfer == "quoted-printable":
        return binascii.a2b_qp(body)
    if head.transfer in _UUENCODED:
        return next((data for _, data in uuencoded_in(body, largest, 1)), body)
    return body
