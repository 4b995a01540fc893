"""What is attached to a mail or packed in an archive, within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from desktop.kinds.encoded import uuencoded_in
from desktop.kinds.kind import shown_name
from desktop.kinds.mail_fields import file_name
from desktop.services.office.intake.mail_parts import (
    MailHead,
    TooDeep,
    head_of,
    mails_in,
    marked_lines,
    parts_of,
)
from desktop.services.office.intake.not_taken import NotTaken
from forms.frozen import frozen

MAX_MAIL = 30_000_000
"""Bytes of a mail that are read. Chosen above a file of ``MAX_PACKAGE_FILE``, 20 MB, in base64: 27 MB with
the ends of lines (RFC 2045, 6.8)."""
MOST_FILES = 200
"""Files in a mail or an archive. Chosen above the units of a county, each with one package."""
_MOST_BYTES = 60_000_000
"""Bytes of all files of an archive together. Chosen by us as for a mail."""
_PART_BEGINS = b"\n--"
_MOST_PARTS = 2_000
"""Lines of a mail that may divide it into parts. Chosen by us, ten times its files: texts have some, too."""
_MOST_MARKED = 20_000
"""Lines of a mailbox file that may begin another mail. Chosen by us, a hundred times its mails."""
_MOST_LINES = 500_000
"""Lines of a mail. Chosen above those of the largest one in base64, of 76 characters each (RFC 2045, 6.8)."""
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
_OTHER_METHODS = frozenset({9, 12, 14, 93, 95, 98})
"""Deflate64, bzip2, LZMA, zstd, xz and PPMd, by which other programs pack (APPNOTE.TXT 4.4.5)."""
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


def read_mailbox(data: bytes) -> list[bytes]:
    """Take a mailbox file apart into its mails; any other mail is one.

    Raises:
        Unopened: it has too many mails, or too many lines that could be their beginnings.
    """
    mails = [] if marked_lines(data) > _MOST_MARKED else mails_in(data, MOST_FILES)
    if not 0 < len(mails) <= MOST_FILES:
        raise Unopened(NotTaken.TOO_MANY)
    return mails


def read_mail(data: bytes) -> Mail:
    """Read a mail; nothing of it is trusted.

    Raises:
        Unopened: it holds too many files, parts or lines, or parts too deep within each other.
    """
    # What follows takes the longer the more parts and lines there are: so they are counted first.
    if data.count(_PART_BEGINS) > _MOST_PARTS:
        raise Unopened(NotTaken.TOO_MANY)
    if data.count(b"\n") > _MOST_LINES:
        raise Unopened(NotTaken.TOO_LARGE)
    try:
        return Mail(_sent(head_of(data)), tuple(_attachments(data)))
    except TooDeep as error:
        raise Unopened(NotTaken.DAMAGED) from error


def _attachments(mail: bytes) -> Iterator[Attached]:
    found = 0
    for part in parts_of(mail, MAX_MAIL):
        name = file_name(part.head.fields)
        if not name and part.head.is_text:
            # What was written, and not what was attached; old programs write files out in it.
            files = list(uuencoded_in(part.data, MAX_MAIL, MOST_FILES))
        else:
            files = [(name, part.data)]
        for own, content in files:
            found += 1
            if found > MOST_FILES:
                raise Unopened(NotTaken.TOO_MANY)
            yield Attached(shown_name(own) or f"{_UNNAMED}{found}", content)


def _sent(head: MailHead) -> datetime | None:
    """The date of a mail; None where there is none, or none that a year can have."""
    date = head.fields.get("date", b"").decode("latin-1")
    try:
        moment = parsedate_to_datetime(date[:_LONGEST_DATE])
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, LookupError):
        return None


def read_archive(data: bytes) -> tuple[Attached, ...]:
    """Read a zip, one level of it.

    Raises:
        Unopened: it is damaged or locked, packed by a method that is not read, too large, holds too many
            files, or one whose name leads outside.
    """
    # `zipfile` makes an object of every entry before it can be asked how many there are.
    if data.count(_LISTED) > _MOST_LISTED:
        raise Unopened(NotTaken.TOO_MANY)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # `is_dir` of the library fails on an empty name.
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if len(entries) > MOST_FILES:
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
        raise Unopened(NotTaken.CLOSED if entry.compress_type in _OTHER_METHODS else NotTaken.DAMAGED)


def _read_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Attached]:
    left = _MOST_BYTES
    for entry in entries:
        # By what is unpacked and not by what the entry states, which may be a lie.
        with archive.open(entry) as opened:
            # One byte more than is left: that alone tells that there is too much, however much there is.
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
        # The library has read a name without that mark as CP437, in which every byte is a character: so its
        # bytes come back unchanged.
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
