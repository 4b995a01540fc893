"""Figures as Excel: writing the entry form, and taking over a filled-in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.unit.records import RecordKind
from desktop.documents.form_book.reading import FormIdentity, Refusal
from desktop.documents.form_book.workbook import read_entry_workbook, render_entry_workbook
from desktop.services.keeping import back_up_before
from desktop.services.unit.given import NOT_GIVEN
from desktop.services.unit.printing import print_content
from desktop.services.unit.year import YearChange, YearDesk
from forms.codes.base import BaseCode
from forms.codes.code import CodeTrait, ErrorCode
from forms.errors import Problem
from forms.figures.quantity import parse_quantity
from forms.frozen import frozen
from forms.reporting.given import is_from_base
from forms.reporting.layout import Cell

MAX_WORKBOOK_BYTES = 10_000_000
"""Largest workbook that is read. Chosen far above one of ours, with room for pictures that were pasted in."""


@frozen
class WorkbookPreview:
    """The changes that a filled-in workbook would make.

    Attributes:
        changes: cell, its present text and its new text; only cells that differ.
        refused: cells that cannot be taken over, each with sheet, cell and how to mend it.
        notes: remarks about sheets and rows.
        same: how many cells with content state what is stored already.
        sources: first cell of a row, its present source and its new one, where they differ.
        outside: how many cells with content stand outside their form and are not taken; the notes name the
            first one of each sheet.
    """

    changes: tuple[tuple[Cell, str, str], ...]
    refused: tuple[Refusal, ...]
    notes: tuple[Problem, ...]
    same: int = 0
    outside: int = 0
    sources: tuple[tuple[Cell, str, str], ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether taking it over would change no figure and no source."""
        return not self.changes and not self.sources

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Notes about what may hold figures and was not taken: whole sheets, and cells outside a form."""
        return tuple(note for note in self.notes if not note.code.traits.isdisjoint(_UNREAD))

    @property
    def unnamed(self) -> int:
        """How many cells outside their form no note of :attr:`unread` names."""
        return self.outside - sum(CodeTrait.OUTSIDE in note.code.traits for note in self.notes)


_UNREAD = frozenset((CodeTrait.OUTSIDE, CodeTrait.UNREAD))


def entry_workbook(year: YearDesk) -> bytes:
    """The Excel form to fill in elsewhere, with what is entered so far and last year beside it."""
    return render_entry_workbook(print_content(year), year.desk.pack.digest)


def read_workbook(year: YearDesk, data: bytes) -> WorkbookPreview:
    """Read a filled-in Excel form without changing anything.

    Raises:
        UserInputError: not our workbook, dangerous, damaged, or of another unit or year.
    """
    desk = year.desk
    names = {unit.code: unit.official_name for unit in desk.plan.units}
    expected = FormIdentity(
        plan_id=desk.plan.id,
        plan_digest=desk.pack.digest,
        unit=desk.unit.code,
        year=year.year,
        plan_title=desk.plan.shown_title,
        unit_names=names,
    )
    reading = read_entry_workbook(data, year.layout, expected)
    changes, same = [], 0
    refused: list[Refusal] = list(reading.refused)
    for address, text in reading.cells:
        cell = year.entry_cell(address)
        present = year.reading(cell.key)
        unit = year.desk.plan.item_by_code[cell.key.code].unit
        if not parse_quantity(text, unit).says_the_same(present):
            if why := year.why_given(cell.key):
                refused += [_given(year, address, text, f"填的“{text[:20]}”没有采用：{why}")] if text else []
                continue
            changes.append((cell, present.text, text))
        elif not present.is_blank:
            same += 1
    return WorkbookPreview(
        changes=tuple(changes),
        refused=(*refused, *_other_sources(year, reading.sources)),
        notes=reading.problems,
        same=same,
        outside=reading.outside,
        sources=tuple(
            (cell, present, text)
            for cell, present, text in _new_sources(year, reading.sources)
            if not year.why_given(cell.key) and not is_from_base(text)
        ),
    )


def _given(
    year: YearDesk, address: str, text: str, message: str, code: ErrorCode = BaseCode.GIVEN
) -> Refusal:
    """A cell whose figure, or whose source, is not the unit's to write, named as its form names it."""
    row, form = year.layout.row_by_cell[address], year.layout.form_of(address).form
    return Refusal(
        sheet=form.title,
        cell=f"{row.code} {row.name}",
        address=address,
        text=text,
        code=code,
        message=f"《{form.title}》{row.code} {row.name}：{message}",
    )


def _other_sources(year: YearDesk, read: Iterable[tuple[str, str]]) -> Iterator[Refusal]:
    """Sources of given figures that a workbook states otherwise, and those that claim to be of one."""
    for cell, present, text in _new_sources(year, read):
        if year.why_given(cell.key) and text != present:
            yield _given(year, cell.address, text, "数据来源由统计局给定，改的没有采用。")
        elif not year.why_given(cell.key) and is_from_base(text):
            yield _given(year, cell.address, text, f"{NOT_GIVEN}。", BaseCode.MARK)


def _new_sources(year: YearDesk, read: Iterable[tuple[str, str]]) -> Iterator[tuple[Cell, str, str]]:
    """Sources that a workbook states and no cell of their row has."""
    for address, text in read:
        row, cell = year.layout.row_by_cell[address], year.entry_cell(address)
        present = [o.source for c in row.cells if (o := year.figures.observations.get(c.key)) is not None]
        if text not in present:
            yield cell, next((source for source in present if source), ""), text


def take_over(year: YearDesk, preview: WorkbookPreview) -> YearChange:
    """Enter what a preview showed, as one step that one undo takes back; a backup is made first.

    Where it changes nothing, there is neither backup nor step.

    Raises:
        StateError, UserInputError, EnvironmentFault: as of :meth:`YearDesk.enter`; the backup cannot be made.
    """
    if not preview.changes_nothing:
        back_up_before(year.desk, "before-import")
    sources = {cell.key: text for cell, _, text in preview.sources}
    return year.enter({cell.key: text for cell, _, text in preview.changes}, RecordKind.IMPORT, sources)
