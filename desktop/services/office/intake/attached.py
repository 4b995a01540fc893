"""What is attached to a mail or packed in an archive, within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import errors, policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from desktop.kinds.kind import shown_name
from desktop.services.office.intake.not_taken import NotTaken
from forms.frozen import frozen

MAX_MAIL = 60_000_000
"""Bytes of a mail that are read. Chosen above four packages of the largest size in base64."""
_MOST_FILES = 200
"""Files in a mail or an archive. Chosen above the units of a county, each with one package."""
_MOST_BYTES = 60_000_000
"""Bytes of all files of an archive together. Chosen by us as for a mail."""
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
        Unopened: it holds too many files, or cannot be taken apart.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        files = tuple(_attachments(message))
    except Unopened:
        raise
    except (errors.MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unopened(NotTaken.DAMAGED) from error  # what the parser raises on hostile mails
    return Mail(_sent(message), files)


def _attachments(message: EmailMessage) -> Iterator[Attached]:
    found = 0
    for part in message.walk():
        name = part.get_filename()
        if part.is_multipart() or not name:
            continue
        found += 1
        if found > _MOST_FILES:
            raise Unopened(NotTaken.TOO_MANY)
        payload = part.get_payload(decode=True)
        yield Attached(shown_name(name), payload if isinstance(payload, bytes) else b"")


def _sent(message: EmailMessage) -> datetime | None:
    """The date of a mail; None where there is none, or none that a year can have."""
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, LookupError):
        return None


def read_archive(data: bytes) -> tuple[Attached, ...]:
    """Read a zip, one level of it.

    Raises:
        Unopened: it is damaged or locked, too large, holds too many files, or one whose name leads outside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
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
