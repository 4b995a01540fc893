"""Evidence behind a figure: where it was taken from, and the files that prove it (统计台账)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from db.unit.records import Attachment, StoredDocument
from desktop.services.files import read_file
from desktop.services.unit.year import YearDesk
from desktop.submission.container.layout import MAX_ENTRIES, MAX_PACKAGE_BYTES
from desktop.submission.profile.media_types import ATTACHED_TYPES
from forms.canonical import digest_of
from forms.codes.desk import EvidenceCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.content import AttachedFile
from forms.findings import Explanation
from forms.reporting.given import is_from_base
from forms.text.typed import require_text

MAX_ATTACHMENT_BYTES = 5_000_000
"""Largest attached file. Chosen by us as half of a package; below ``ATTACHMENT_LIMIT`` of the store, which
counts in MiB."""
OTHER_ENTRIES = 20
"""Entries of a package that are kept free for everything else. Chosen above the 11 of today."""
MOST_ATTACHMENTS = MAX_ENTRIES - OTHER_ENTRIES
MOST_ATTACHED_BYTES = MAX_PACKAGE_BYTES - 1_000_000
"""Attachments of one year, and their bytes together, that a package can carry with everything else. Chosen so
that 1 MB is left, three times what tables, plan and print take (``tests/packages``)."""


def attach(year: YearDesk, key: SeriesKey, path: Path) -> Attachment:
    """Attach a file to a figure; the file is copied into the store.

    Raises:
        UserInputError: a kind of file that is not taken (E-EVIDENCE-001), one more than a package can carry
            (E-EVIDENCE-002), more bytes than it can carry (E-EVIDENCE-003), or its name holds control or
            direction characters (E-TEXT-001).
        StateError: the year is frozen (E-STATE-001), or nothing can be stored here (E-STATE-003).
        EnvironmentFault: the file cannot be read, or is larger than ``MAX_ATTACHMENT_BYTES`` (E-FILE-005).
    """
    year.require_editable()
    name = require_text(path.name, "附件的文件名")
    media_type = ATTACHED_TYPES.get(path.suffix.lower())
    if media_type is None:
        kinds = "、".join(sorted(suffix.lstrip(".") for suffix in ATTACHED_TYPES))
        raise UserInputError(EvidenceCode.KIND, f"“{path.name}”不能作为附件，可以附 {kinds} 文件")
    data = read_file(path, MAX_ATTACHMENT_BYTES)
    _require_room(year, key, data)
    desk = year.desk
    return desk.store.add_attachment(
        year.year, key, name, media_type, data, actor=desk.actor, now=desk.clock()
    )


def _require_room(year: YearDesk, key: SeriesKey, data: bytes) -> None:
    """Raise for a file that no package could hold beside those attached; a repeated file takes no room."""
    digest, present = digest_of(data), attachments(year)
    if any((entry.key, entry.digest) == (key, digest) for entry in present):
        return
    count, size = len(present) + 1, sum(entry.size for entry in present) + len(data)
    if count > MOST_ATTACHMENTS:
        raise UserInputError(
            EvidenceCode.TOO_MANY, f"{_too_many(len(present))}。请先删去不需要的，或合并成一个文件再附"
        )
    if size > MOST_ATTACHED_BYTES:
        raise UserInputError(
            EvidenceCode.TOO_LARGE, f"{_too_large(size)}。请压缩图片、只截取有关的几页，或删去不需要的"
        )


def over_room(year: YearDesk) -> list[str]:
    """Why the attachments of a year cannot be frozen: an older version let in more than a package carries."""
    present = attachments(year)
    size = sum(entry.size for entry in present)
    many = [_too_many(len(present))] if len(present) > MOST_ATTACHMENTS else []
    return many + ([_too_large(size)] if size > MOST_ATTACHED_BYTES else [])


def _too_many(count: int) -> str:
    return f"本年已有 {count} 个附件，一个报送包最多装 {MOST_ATTACHMENTS} 个"


def _too_large(size: int) -> str:
    most = MOST_ATTACHED_BYTES // 1_000_000
    return f"本年的附件合计 {size / 1_000_000:.1f} MB，一个报送包最多装 {most} MB"


def attachments(year: YearDesk, key: SeriesKey | None = None) -> list[Attachment]:
    """Files attached to one figure, or to any figure of the year."""
    found = year.desk.store.attachments(year.year)
    return [entry for entry in found if key is None or entry.key == key]


def detach(year: YearDesk, attachment: Attachment) -> None:
    """Remove an attachment from its figure; the change log records it.

    Raises:
        StateError: the year is frozen (E-STATE-001), or nothing can be stored here (E-STATE-003).
    """
    year.require_editable()
    desk = year.desk
    desk.store.remove_attachment(
        year.year, attachment.key, attachment.digest, actor=desk.actor, now=desk.clock()
    )


def said_last_year(year: YearDesk) -> Mapping[tuple[str, str], Explanation]:
    """What was explained in the year before, by code and first cell; of several texts the newest."""
    filed = (stored.filed for stored in year.desk.store.explanations(year.year - 1))
    return {(said.code, said.cell): said for said in filed}


def sources_last_year(year: YearDesk) -> Mapping[SeriesKey, str]:
    """Where last year's figures were taken from: reminders beside their cells, never values in them."""
    before = year.desk.store.observations(year.year - 1)
    # What the office gave last year says nothing of a figure that the unit types itself.
    return {key: one.source for key, one in before.items() if not is_from_base(one.source)}


def attached_documents(year: YearDesk) -> tuple[list[AttachedFile], list[StoredDocument]]:
    """The year's attachments under ASCII names for a package, and what each belongs to."""
    files, documents = [], []
    for number, entry in enumerate(attachments(year), start=1):
        suffix = Path(entry.name).suffix.lower()
        name = f"attachments/{number:03}-{entry.digest[:12]}{suffix}"
        files.append(
            AttachedFile(
                file=name,
                item=entry.key.code,
                breakdown=entry.key.breakdown,
                name=entry.name,
                digest=entry.digest,
            )
        )
        documents.append(
            StoredDocument(name, entry.media_type, year.desk.store.attachment_data(entry.digest))
        )
    return files, documents
