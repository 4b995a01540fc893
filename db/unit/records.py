"""Records that the store takes and returns: plain frozen values, no database objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from forms import findings
from forms.figures.breakdown import SeriesKey
from forms.filing.people import People
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.reporting.entry import Observation

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


def record_of(kind: type[Record], row: Mapping[str, Any], **more: Any) -> Record:
    """Make a record from a row: each field has the value of the column of the same name.

    Args:
        kind: a dataclass; its field ``key``, if it has one, is made of code and breakdown.
        row: values by column; columns without a field are ignored.
        more: values of fields without a column, or in place of one.
    """
    found = {**row, **more}
    if "code" in row and "breakdown" in row:
        found["key"] = SeriesKey(row["code"], row["breakdown"])
    return kind(**{of.name: found[of.name] for of in fields(kind)})


class RecordKind(StrEnum):
    """How figures came into the cells."""

    ENTRY = "entry"
    PASTE = "paste"
    FILL = "fill"
    IMPORT = "import"
    CLEAR = "clear"
    ACCEPT = "accept"
    """A value suggested by a finding was accepted."""
    GIVEN = "given"
    """The statistics office gave it as a base figure; no step of undo leads before it."""
    UNDO = "undo"
    REDO = "redo"

    @property
    def label(self) -> str:
        """Chinese word for the undo menu and the change log."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    RecordKind.ENTRY: "填写",
    RecordKind.PASTE: "粘贴",
    RecordKind.FILL: "填充",
    RecordKind.IMPORT: "导入",
    RecordKind.CLEAR: "清除",
    RecordKind.ACCEPT: "采纳建议",
    RecordKind.GIVEN: "统计局给定",
    RecordKind.UNDO: "撤销",
    RecordKind.REDO: "重做",
}


@frozen
class StoreIdentity:
    """Facts about a store that never change."""

    store_id: str
    """Random, 32 hexadecimal digits; the same in all copies and backups of the file."""
    unit: str
    created_at: datetime


@frozen
class UnitProfile(People):
    """People responsible for a unit's figures, and names and addresses of the unit; empty where not given."""

    unit_name: str = ""
    """填报单位 as it is printed."""
    credit_code: str = ""
    """统一社会信用代码."""
    email: str = ""


@frozen
class YearRecord:
    """State, revision and deadline of one reporting year."""

    year: int
    state: YearState = YearState.EMPTY
    revision: int = 0
    """Number of the newest frozen revision, 0 before the first 定稿."""
    deadline: date | None = None
    reason: str = ""
    """Reason of the last change of state; while the year is withdrawn or returned, the reason of that."""
    changed_by: str = ""
    changed_at: datetime | None = None


@frozen
class UndoStep:
    """What an undo or redo did."""

    label: str
    kind: RecordKind
    """How the undone or redone change came about."""
    changes: tuple[Observation, ...]
    """The cells as they are now; a cell that is empty again has a blank reading."""


@frozen
class StoredExplanation:
    """An explanation of a finding; it counts only for the values that were explained."""

    code: str
    cells: tuple[str, ...]
    digest: str
    """Digest of the values explained."""
    text: str
    actor: str
    at: datetime

    @property
    def filed(self) -> findings.Explanation:
        """The explanation as :mod:`forms.findings` takes it; of several cells the first."""
        cell = self.cells[0] if self.cells else ""
        return findings.Explanation(
            code=self.code,
            cell=cell,
            digest=self.digest,
            text=self.text,
            by=self.actor,
            at=self.at.isoformat(),
        )


@frozen
class Attachment:
    """An attached file that supports a figure; its bytes are fetched by digest."""

    key: SeriesKey
    name: str
    media_type: str
    digest: str
    size: int
    actor: str
    at: datetime


@frozen
class HistoryValue:
    """An imported figure of an earlier year."""

    year: int
    key: SeriesKey
    value: Decimal


@frozen
class StoredDocument:
    """A file that was made at 定稿: the printed form, the workbook."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@frozen
class Revision:
    """A frozen revision of a year."""

    year: int
    number: int
    content: bytes = field(repr=False)
    """Canonical bytes of what was frozen."""
    content_digest: str
    plan_digest: str
    people: UnitProfile
    actor: str
    at: datetime
    log_head: str
    """Head of the change log when it was frozen."""
    log_entries: int


@frozen
class PackageRecord:
    """A package that was exported."""

    year: int
    revision: int
    file_name: str
    digest: str
    at: datetime


@frozen
class GivenBase:
    """Base figures that the office gave for a year.

    Attributes:
        year: reporting year.
        number: their number within the year, their version.
        digest: SHA-256 of ``figures``.
        figures: their table, ``data/base.csv``.
        actor: who opened them.
        at: when.
    """

    year: int
    number: int
    digest: str
    figures: bytes = field(repr=False)
    actor: str
    at: datetime


@frozen
class OpenedLetter:
    """A letter of the office that was opened.

    Attributes:
        year: reporting year.
        revision: number of the revision that it answers; 0 where it answers none of this store's.
        kind: what it is.
        digest: SHA-256 of ``data``.
        data: the signed container; empty where it was not asked for.
        actor: who opened it.
        at: when.
        number: its number; None where an older program stored it.
        is_applied: whether it was carried out; one that came late is kept as a record.
        seq: place in the change log; times do not tell what came first where a clock was put back.
    """

    year: int
    revision: int
    kind: OfficeLetter
    digest: str
    data: bytes = field(repr=False)
    actor: str
    at: datetime
    seq: int
    number: int | None = None
    is_applied: bool = False


@frozen
class TrustedOffice:
    """A signing certificate of the office that a person trusted.

    Attributes:
        fingerprint: its SHA-256.
        data: DER.
        since: from when on it is trusted.
        distrusted: from when on it no longer is; None where it is.
        actor: who trusted it, or ended that.
        at: when.
    """

    fingerprint: str
    data: bytes = field(repr=False)
    since: datetime
    distrusted: datetime | None
    actor: str
    at: datetime


@frozen
class StoredAnswer:
    """An answer to a question; the last one for a question counts. ``seq`` is its place in the change log."""

    question: str
    text: str
    actor: str
    at: datetime
    seq: int


@frozen
class CellChange:
    """One change of a cell, for the history beside the form."""

    seq: int
    at: datetime
    actor: str
    kind: RecordKind
    reason: str
    old: Observation | None
    new: Observation | None


@frozen
class HistoryChange:
    """One change of a figure of an earlier year that was taken over from outside.

    Attributes:
        at: when.
        actor: by whom.
        is_correction: whether a person corrected it here; else it was imported.
        reason: why, or the name of the file.
        old: the figure before, None where there was none.
        new: the figure since, None where it was taken away.
    """

    at: datetime
    actor: str
    is_correction: bool
    reason: str
    old: Decimal | None
    new: Decimal | None


@frozen
class YearDifference:
    """How one year in a backup differs from the present file."""

    year: int
    differing: int
    """Number of cells that both have with different contents."""
    only_here: int
    only_there: int
    state_here: YearState
    state_there: YearState


@frozen
class BackupComparison:
    """What restoring a backup would change."""

    path: str
    entries_here: int
    entries_there: int
    is_ancestor: bool
    """Whether the backup is an earlier state of the present file: its log is the beginning of this one."""
    years: tuple[YearDifference, ...]
    """Years that would change."""
    last_change_there: datetime | None
