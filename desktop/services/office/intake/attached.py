"""What is attached to a mail or packed in an archive, within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import errors, policy
from email.message import Message
from email.parser import BytesFeedParser, HeaderParser
from email.utils import parsedate_to_datetime

from desktop.kinds.encoded import uuencoded_in
from desktop.kinds.kind import shown_name
from desktop.services.office.intake.not_taken import NotTaken
from forms.frozen import frozen

MAX_MAIL = 30_000_000
"""Bytes of a mail that are read. Chosen above a package of the largest size in base64, which has 27 MB."""
_MOST_FILES = 200
"""Files in a mail or an archive. Chosen above the units of a county, each with one package."""
_MOST_BYTES = 60_000_000
"""Bytes of all files of an archive together. Chosen by us as for a mail."""
_PIECE = 65_536
"""Bytes that are looked through at once. Chosen by us."""
_PART_BEGINS = b"\n--"
_MOST_PARTS = 2_000
"""Lines of a mail that may divide it into parts. Chosen by us, ten times its files: texts have some, too."""
_MOST_LINES = 1_000_000
"""Lines of a mail. Chosen above those of the largest one in base64, of 76 characters each (RFC 2045, 6.8)."""
_NAMING = frozenset(("content-disposition", "content-type"))
_LONGEST_FIELDS = 4_000
"""Characters of the fields that name a file, beyond which no name is read: the time grows with their square.
Chosen by us: each line has at most 998 (RFC 5322, 2.1.1)."""
_LONGEST_DATE = 100
"""Characters of a date. Chosen by us, three times those of one with its comment."""
_UNNAMED = "附件"
"""How an attached file without a name is called, with its number."""
_LISTED = b"PK\x01\x02"
"""What an entry of a list of contents begins with (APPNOTE.TXT 4.3.12)."""
_MOST_LISTED = 10_000
"""Such places in an archive, which are counted before the list is read. Chosen by us, five times those
of its most files, were each a package of ten files."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How entries may be packed: LZMA takes as much memory as its header demands, up to 4 GB."""
_LOCKED = 0x1
"""Bit 0 of the flags of an entry (APPNOTE.TXT 4.4.4)."""


class Unopened(Exception):
    """A mail or an archive that is not opened."""

    def __init__(self, why: NotTaken) -> None:
        """Keep why."""
        super().__init__(why)
        self.why = why


@frozen
class Attached:
    """A file in a mail or an archive.

    Attributes:
        name: as written there, fit to be shown.
        data: its bytes.
    """

    name: str
    data: bytes


@frozen
class Mail:
    """A mail.

    Attributes:
        sent: when it was sent, as it says itself; None where it does not say.
        files: what is attached.
    """

    sent: datetime | None
    files: tuple[Attached, ...]


def read_mail(data: bytes) -> Mail:
    """Read a mail; nothing of it is trusted.

    Raises:
        Unopened: it holds too many files, parts or lines, or cannot be taken apart.
    """
    # What follows takes the longer the more parts and lines there are: so they are counted first.
    if data.count(_PART_BEGINS) > _MOST_PARTS:
        raise Unopened(NotTaken.TOO_MANY)
    if data.count(b"\n") > _MOST_LINES:
        raise Unopened(NotTaken.TOO_LARGE)
    try:
        parser = BytesFeedParser(policy=policy.compat32)
        for start in range(0, len(data), _PIECE):  # handed over whole it would be copied several times
            parser.feed(data[start : start + _PIECE])
        message = parser.close()
        return Mail(_sent(message), tuple(_attachments(message)))
    except (errors.MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unopened(NotTaken.DAMAGED) from error  # what the parser raises on hostile mails


def _attachments(message: Message) -> Iterator[Attached]:
    found = 0
    for part in message.walk():
        if part.is_multipart():
            continue
        name = _file_name(part)
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if not name and part.get_content_maintype() == "text":
            # What was written, and not what was attached; old programs write files out in it.
            files = list(uuencoded_in(data, MAX_MAIL, _MOST_FILES))
        else:
            files = [(name, data)]
        for own, content in files:
            found += 1
            if found > _MOST_FILES:
                raise Unopened(NotTaken.TOO_MANY)
            yield Attached(shown_name(own) or f"{_UNNAMED}{found}", content)


def _file_name(part: Message) -> str:
    """The name of an attached file; empty where it has none, or none of a length that a name has."""
    fields = {name.lower(): _text(value) for name, value in part.raw_items() if name.lower() in _NAMING}
    if sum(map(len, fields.values())) > _LONGEST_FIELDS:
        return ""
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    try:
        return HeaderParser(policy=policy.default).parsestr(head + "\n").get_filename() or ""
    except (errors.MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""  # what the parser of a field raises; the file counts without its name


def _text(field: str) -> str:
    """A field in one line; Chinese programs write bytes of GBK into it without saying so."""
    line = " ".join(str(field).split())
    raw = line.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    return raw.decode("utf-8", "replace")


def _sent(message: Message) -> datetime | None:
    """The date of a mail; None where there is none, or none that a year can have."""
    date = str(message["Date"])
    try:
        moment = parsedate_to_datetime(date[:_LONGEST_DATE])
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, LookupError):
        return None


def read_archive(data: bytes) -> tuple[Attached, ...]:
    """Read a zip, one level of it.

    Raises:
        Unopened: it is damaged or locked, too large, holds too many files, or one whose name leads outside.
    """
    if data.count(_LISTED) > _MOST_LISTED:
        raise Unopened(NotTaken.TOO_MANY)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # `is_dir` of the library fails on an empty name.
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if len(entries) > _MOST_FILES:
                raise Unopened(NotTaken.TOO_MANY)
            for entry in entries:
                _require_safe(entry)
            return tuple(_read_all(archive, entries))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unopened(NotTaken.DAMAGED) from error


def _require_safe(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        raise Unopened(NotTaken.UNSAFE_NAME)
    if entry.flag_bits & _LOCKED:
        raise Unopened(NotTaken.LOCKED)
    if entry.compress_type not in _METHODS:
        raise Unopened(NotTaken.DAMAGED)


def _read_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Attached]:
    left = _MOST_BYTES
    for entry in entries:
        # By what is unpacked and not by what the entry states, which may be a lie.
        with archive.open(entry) as opened:
            content = opened.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Unopened(NotTaken.TOO_LARGE)
        yield Attached(shown_name(_name(entry).rpartition("/")[2]), content)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese programs write GBK without saying so."""
    name = entry.filename.replace("\\", "/")
    if entry.flag_bits & 0x800 or name.isascii():  # bit 11: the name is UTF-8 (APPNOTE.TXT 4.4.4)
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
