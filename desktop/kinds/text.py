"""The kind of a text: a web page, a message, a certificate, data, or just text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from desktop.kinds.kind import Kind

_REACH = 65_536
"""Bytes of a text that are looked at. Chosen by us: kinds are told by their beginning."""
_HTML: Final = re.compile(r"<(!doctype\s+html|html|head|body|table|meta|style|title)[\s>]", re.IGNORECASE)
_MARKUP_BEFORE: Final = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*", re.DOTALL)
_FIELD: Final = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
_MAIL_FIELDS: Final = frozenset(
    ("from", "to", "subject", "date", "mime-version", "content-type", "received", "return-path", "message-id",
     "delivered-to", "content-transfer-encoding", "x-mailer", "x-unsent", "cc")
)  # fmt: skip
_MAIL_FIELDS_NEEDED = 2
"""Fields at the beginning of a text by which it is a message. Chosen by us: one word with a colon begins
other texts as well."""
_SAVED_PAGE: Final = re.compile(
    r"^(snapshot-content-location:|from: <?(saved by|由 ?.{0,40}保存))", re.IGNORECASE | re.MULTILINE
)
_ONE_PAGE: Final = re.compile(
    r"^content-type:\s*multipart/related;[^:]{0,300}text/html", re.IGNORECASE | re.MULTILINE
)
_ADDRESSED: Final = re.compile(r"^(to|cc|delivered-to|received):", re.IGNORECASE | re.MULTILINE)
_PEM: Final = (
    ("CERTIFICATE REQUEST", Kind.CERTIFICATE_REQUEST),
    ("NEW CERTIFICATE REQUEST", Kind.CERTIFICATE_REQUEST),
    ("PRIVATE KEY", Kind.PRIVATE_KEY),
    ("CERTIFICATE", Kind.CERTIFICATE),
    ("PKCS7", Kind.SIGNATURE),
    ("CMS", Kind.OTHER_ENCRYPTED),
)
_XML: Final = (
    ("urn:schemas-microsoft-com:office:spreadsheet", Kind.XML_WORKBOOK),
    ("application/vnd.oasis.opendocument.spreadsheet", Kind.XML_WORKBOOK),
    ("http://schemas.microsoft.com/office/word", Kind.DOCUMENT),
    ("application/vnd.oasis.opendocument.text", Kind.DOCUMENT),
)
_OURS: Final = (("tianbao/submission/", Kind.UNPACKED), ("tianbao/letter/", Kind.UNPACKED))
_PLAN_MEMBERS: Final = ("assumptions", "indicators", "region_code")
_BYTE_ORDERS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLANK_LINE: Final = re.compile(rb"\n\r?\n")
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")


def beginning_of_text(data: bytes) -> str | None:
    """The first characters of a text in UTF-8, UTF-16 or GBK; None where the bytes are no text."""
    encodings = [name for mark, name in _BYTE_ORDERS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        decoder = codecs.getincrementaldecoder(encoding)()
        start = data[:_REACH].removeprefix(codecs.BOM_UTF8)  # some put it before other encodings, too
        try:
            text = decoder.decode(start, final=len(data) <= _REACH)
        except UnicodeDecodeError:
            continue
        return None if _NO_TEXT.search(text) else text
    return None


def beginning_of_mail(data: bytes) -> str | None:
    """The head of a message whose parts have different encodings, or are bytes; None for anything else."""
    blank = _BLANK_LINE.search(data[:_REACH])
    head = data[: blank.start()].removeprefix(codecs.BOM_UTF8) if blank else b""
    text = head.decode("utf-8", "replace")
    return None if _NO_TEXT.search(text) or not is_mail(text) else text


def in_utf8(data: bytes) -> bytes:
    """A text that was saved in UTF-16, as Notepad and PowerShell do, in UTF-8; anything else as it stands."""
    if not data.startswith(tuple(mark for mark, _ in _BYTE_ORDERS)):
        return data
    try:
        return codecs.getincrementaldecoder("utf-16")().decode(data).encode()
    except UnicodeError:
        return data


def kind_of_text(text: str) -> Kind:
    """The kind of a text by its beginning."""
    bare = text[_MARKUP_BEFORE.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text
    if is_mail(text):
        return Kind.WEB_PAGE if _is_saved_page(text[:4096]) else Kind.MAIL
    if _HTML.match(bare):
        return Kind.WEB_PAGE
    if text.lstrip().startswith("<"):
        found = next((kind for mark, kind in _XML if mark in text), None)
        return found or (Kind.WEB_PAGE if _HTML.search(text[:4096]) else Kind.TEXT)
    if text.lstrip().startswith("{"):
        return _kind_of_json(text)
    labels = re.findall(r"-----BEGIN ([A-Z0-9 ]{1,40})-----", text)
    return next((kind for end, kind in _PEM for label in labels if label.endswith(end)), Kind.TEXT)


def is_mail(text: str) -> bool:
    """Whether a text begins with the head of a message."""
    body = text.lstrip("\n\r")
    if body.startswith("From "):  # a mailbox file
        body = body.partition("\n")[2]
    head = re.split(r"\r?\n\r?\n", body, maxsplit=1)[0]
    fields = [name.lower() for name in _FIELD.findall(head)]
    starts_right = bool(re.match(r"[A-Za-z][A-Za-z0-9-]*:", head))
    return starts_right and len(_MAIL_FIELDS.intersection(fields)) >= _MAIL_FIELDS_NEEDED


def _is_saved_page(head: str) -> bool:
    """Whether a message is a page that a browser saved: it says so, or is one page and goes to nobody."""
    return bool(_SAVED_PAGE.search(head)) or bool(_ONE_PAGE.search(head) and not _ADDRESSED.search(head))


def _kind_of_json(text: str) -> Kind:
    schema = re.search(r'"schema"\s*:\s*"(tianbao/[a-z-]+/)', text)
    if schema is not None:  # a plan pack names none
        return next((kind for mark, kind in _OURS if mark == schema[1]), Kind.JSON)
    return Kind.PLAN_PACK if any(f'"{member}"' in text for member in _PLAN_MEMBERS) else Kind.JSON
