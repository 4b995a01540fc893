"""Files that are known by fixed bytes at a fixed place."""

from __future__ import annotations

import re
from typing import Final

from desktop.kinds.kind import Kind

SQLITE: Final = b"SQLite format 3\x00"
_STORES: Final = {b"tbao": Kind.STORE, b"tbof": Kind.OFFICE_STORE}
"""``application_id`` of each kind of store of this program."""
_STORE_ID_AT = 68
"""Where SQLite has the application id in its header (its file format, section 1.3)."""

_STARTS: Final = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"MSCF\x00\x00\x00\x00", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (b"\x04\x22\x4d\x18", Kind.ARCHIVE),  # lz4
    (b"\x1f\x9d", Kind.ARCHIVE),  # compress
    (b"!<arch>\n", Kind.ARCHIVE),
    (b"MSWIM\x00\x00\x00", Kind.ARCHIVE),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", Kind.PROGRAM),  # a Windows shortcut
    (b"\x78\x9f\x3e\x22", Kind.MAIL),  # winmail.dat
    (b"\x37\x7f\x06\x82", Kind.STORE_JOURNAL),
    (b"\x37\x7f\x06\x83", Kind.STORE_JOURNAL),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", Kind.STORE_JOURNAL),
    (b"{\\rtf", Kind.DOCUMENT),
)
_ARCHIVES: Final = (
    (re.compile(rb"..-l[hz][0-9a-z]-", re.DOTALL), 0),  # lzh
    (re.compile(rb"\x60\xea..[\x1e-\x30]", re.DOTALL), 0),  # arj: the size of its first header follows
    (re.compile(rb"07070[127][0-7A-Fa-f]{70}"), 0),  # cpio: a line of numbers without any blank
    (re.compile(rb"ustar"), 257),  # tar
    (re.compile(rb"CD001"), 0x8001),  # ISO 9660
)
"""Archives that two fixed bytes, or letters alone, do not tell from other files: a pattern and its place (ISO
9660, section 8.1, and the headers that each format describes)."""
_PDF_REACH = 1024
"""Bytes within which viewers accept the mark of a PDF (PDF reference 1.4, appendix H, note to 3.4.1)."""
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_PARTS: Final = (
    ("EncryptedPackage", Kind.LOCKED_OFFICE),
    ("__properties_version1.0", Kind.MAIL),
    ("WordDocument", Kind.DOCUMENT),
    ("PowerPoint Document", Kind.PRESENTATION),
    ("Workbook", Kind.OLD_WORKBOOK),
    ("Book", Kind.OLD_WORKBOOK),
)
"""Streams by which a compound file is known, as its directory writes them."""

_INSTALLER: Final = bytes.fromhex("84100c0000000000c000000000000046")
"""Class of the root of a Windows Installer package ({000C1084-...}), as its directory has it."""
_LOCK_SIZES: Final = (162, 165)
"""Sizes of the files by which Word and Excel mark a file as open."""
_LOCK_NAME = 54
"""Bytes of the user's name in them, behind a byte with its length, filled up with blanks or zeros;
chosen for the layout seen in such files."""

_SEQUENCE = 0x30
"""Identifier octet of a SEQUENCE (ITU-T X.680, table 1)."""
_OPEN_LENGTH = 0x80
"""Length octet of an element that is ended by a mark (ITU-T X.690, 8.1.3.6)."""
_VERSION_3 = b"\x02\x01\x03"
_VERSION_0 = b"\x02\x01\x00"
_CMS_TYPES: Final = (
    (bytes.fromhex("060b2a864886f70d0109100117"), Kind.ENCRYPTED),  # authEnvelopedData
    # What mail programs encrypt with. Ours would show an altered byte, this does not (RFC 5083, 1).
    (bytes.fromhex("06092a864886f70d010703"), Kind.OTHER_ENCRYPTED),  # envelopedData
    (bytes.fromhex("06092a864886f70d010706"), Kind.OTHER_ENCRYPTED),  # encryptedData
    (bytes.fromhex("060b2a864886f70d0109100109"), Kind.ARCHIVE),  # compressedData
    (bytes.fromhex("06092a864886f70d010702"), Kind.SIGNATURE),  # signedData
)
_SIGNED_REACH = 4_096
"""Bytes within which a signature says whether it encloses what it signs. Chosen by us: only a few names of
algorithms stand before that."""
_INTEGER, _SET, _OBJECT, _FIRST_OWN = 0x02, 0x31, 0x06, 0xA0
"""Identifier octets of INTEGER, SET, OBJECT IDENTIFIER and first fields of a context (ITU-T X.690, 8.1)."""


def kind_of_binary(data: bytes) -> Kind | None:
    """The kind by fixed bytes, None where there are none of those known here."""
    if data.startswith(SQLITE):
        return _STORES.get(data[_STORE_ID_AT : _STORE_ID_AT + 4], Kind.DATABASE)
    found = next((kind for start, kind in _STARTS if data.startswith(start)), None)
    found = Kind.OFFICE_LOCK if found is None and _is_office_lock(data) else found
    if found is not None:
        return found
    if data.startswith(_OLE):
        return _kind_of_compound(data)
    # From here on the first letters alone also begin other files and texts: a second mark is asked for.
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if data[4:8] == b"ftyp" or is_webp or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        return Kind.IMAGE
    if any(pattern.match(data, place) for pattern, place in _ARCHIVES):
        return Kind.ARCHIVE
    if data.startswith(b"MZ") and len(data) > 2 and b"PE\x00\x00" in data[:4096]:
        return Kind.PROGRAM
    if b"%PDF-" in data[:_PDF_REACH] and b"startxref" in data[-_PDF_REACH:]:
        return Kind.PDF
    return _kind_of_der(data)


def _kind_of_compound(data: bytes) -> Kind:
    """Which program wrote an OLE compound file: old Office, Outlook, an installer, Office with a password."""
    for part, kind in _OLE_PARTS:
        if part.encode("utf-16-le") in data:
            return kind
    return Kind.PROGRAM if _INSTALLER in data else Kind.UNKNOWN


def _is_office_lock(data: bytes) -> bool:
    """Whether it is the file that Office keeps beside an open one."""
    if len(data) not in _LOCK_SIZES or not 0 < data[0] < _LOCK_NAME:
        return False
    name, rest = data[1 : 1 + data[0]], data[1 + data[0] : _LOCK_NAME]
    return min(name) >= ord(" ") and not rest.strip(b" \0")


def _kind_of_der(data: bytes) -> Kind | None:
    """Certificates, keys and CMS by the first fields of their DER, or of BER with open lengths."""
    content = _content(data[:64])
    if content is None:
        return None
    for start, kind in _CMS_TYPES:
        if content.startswith(start) and kind is Kind.SIGNATURE:
            return Kind.SIGNED if _encloses(data[:_SIGNED_REACH]) else kind
        if content.startswith(start):
            is_open = data[1] == _OPEN_LENGTH and kind is Kind.ENCRYPTED  # ours are DER
            return Kind.OTHER_ENCRYPTED if is_open else kind
    if content.startswith(_VERSION_3):
        return Kind.KEY
    if content.startswith(_VERSION_0):
        return Kind.PRIVATE_KEY
    inner = _content(content)
    if inner is None:
        return None
    if inner.startswith(b"\xa0\x03\x02\x01"):
        return Kind.CERTIFICATE
    return Kind.CERTIFICATE_REQUEST if inner.startswith(_VERSION_0) and _content(inner[3:]) else None


def _encloses(data: bytes) -> bool:
    """Whether a signedData holds what it signs (RFC 5652, 5.1 and 5.2); False where that cannot be read."""
    fields = data
    # ContentInfo { type, [0] { SignedData { version, algorithms, EncapsulatedContent { type, [0] ...
    for enter, passed in (
        (_SEQUENCE, (_OBJECT,)),
        (_FIRST_OWN, ()),
        (_SEQUENCE, (_INTEGER, _SET)),
        (_SEQUENCE, (_OBJECT,)),
    ):
        found = _element(fields)
        if found is None or found[0] != enter:
            return False
        fields = found[1]
        for tag in passed:
            over = _element(fields)
            if over is None or over[0] != tag or over[2] is None:
                return False
            fields = over[2]
    return fields[:1] == bytes([_FIRST_OWN])


def _element(data: bytes) -> tuple[int, bytes, bytes | None] | None:
    """Identifier of the first element, its content as far as it is there, and what follows it.

    What follows is None where the element is ended by a mark, or does not end in these bytes.
    """
    if len(data) < 2:
        return None
    length, start = data[1], 2
    if length > _OPEN_LENGTH:
        start += length & 0x7F
        length = int.from_bytes(data[2:start], "big")
    elif length == _OPEN_LENGTH:
        return data[0], data[start:], None
    content = data[start : start + length]
    return data[0], content, data[start + length :] if len(content) == length else None


def _content(data: bytes) -> bytes | None:
    """What follows the header of a DER SEQUENCE, None where there is no such header."""
    if len(data) < 2 or data[0] != _SEQUENCE:
        return None
    length = data[1]
    return data[2 + (length & 0x7F if length > 0x80 else 0) :]
