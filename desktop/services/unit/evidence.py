"""Evidence behind a figure: where it was taken from, and the files that prove it (统计台账)."""

from __future__ import annotations

from pathlib import Path

from db.records import Attachment, StoredDocument
from desktop.services.files import read_file
from desktop.services.unit.year import YearDesk
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.content import AttachedFile
from forms.text.typed import require_text

MAX_ATTACHMENT_BYTES = 5_000_000
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
"""What may be attached. Programs, macros and archives are refused by mail gateways and stay out."""


def attach(year: YearDesk, key: SeriesKey, path: Path) -> Attachment:
    """Attach a file to a figure; the file is copied into the store.

    Raises:
        UserInputError: a kind of file that is not taken (E-EVIDENCE-001), too large, or its name
            holds control or direction characters (E-TEXT-001).
        StateError: the year is frozen.
        EnvironmentFault: the file cannot be read.
    """
    year.require_editable()
    name = require_text(path.name, "附件的文件名")
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        kinds = "、".join(sorted(suffix.lstrip(".") for suffix in MEDIA_TYPES))
        raise UserInputError("E-EVIDENCE-001", f"“{path.name}”不能作为附件，可以附 {kinds} 文件")
    data = read_file(path, MAX_ATTACHMENT_BYTES)
    desk = year.desk
    return desk.store.add_attachment(
        year.year, key, name, media_type, data, actor=desk.actor, now=desk.clock()
    )


def attachments(year: YearDesk, key: SeriesKey | None = None) -> list[Attachment]:
    """Files attached to one figure, or to any figure of the year."""
    found = year.desk.store.attachments(year.year)
    return [entry for entry in found if key is None or entry.key == key]


def detach(year: YearDesk, attachment: Attachment) -> None:
    """Take an attachment off its figure; the change log remembers it."""
    year.require_editable()
    desk = year.desk
    desk.store.remove_attachment(
        year.year, attachment.key, attachment.digest, actor=desk.actor, now=desk.clock()
    )


def source_reminder(year: YearDesk, key: SeriesKey) -> str:
    """Where last year's figure was taken from: a reminder beside the cell, never a value in it."""
    before = year.desk.store.observations(year.year - 1).get(key)
    return before.source if before is not None else ""


def attached_documents(year: YearDesk) -> tuple[list[AttachedFile], list[StoredDocument]]:
    """The year's attachments under ASCII names for a package, and what each belongs to."""
    files, documents = [], []
    for number, entry in enumerate(attachments(year), start=1):
        suffix = Path(entry.name).suffix.lower()
        name = f"attachments/{number:03}-{entry.digest[:12]}{suffix}"
        files.append(AttachedFile(name, entry.key.code, entry.key.breakdown, entry.name, entry.digest))
        documents.append(
            StoredDocument(name, entry.media_type, year.desk.store.attachment_data(entry.digest))
        )
    return files, documents
