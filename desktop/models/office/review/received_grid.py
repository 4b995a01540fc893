"""The grid of a received year: corners tell what was asked, changed, or differs in the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.models.grid.cell_text import (
    CellText,
    StatusText,
    row_verdict,
    value_text,
    verdict_mark,
    verdict_told,
)
from desktop.models.grid.roles import Mark
from desktop.models.grid.table import FormGridModel
from desktop.models.office.review.received_year import ReceivedYear, first_words
from forms.reporting.layout import NO_SURVEY, Cell, CellKind, FormLayout, LayoutRow
from forms.verdict import Outcome

_CORNERS = (Mark.BAD, Mark.UNASKED, Mark.ALARM, Mark.CHANGED)
LEGEND: Sequence[tuple[Mark, str]] = (
    (Mark.ASKED, "问过"),
    (Mark.CHANGED, "改过"),
    (Mark.UNASKED, "未问而改"),
    (Mark.ALARM, "待核实"),
    (Mark.BAD, "往年数不符"),
)
"""What stands in the corners of cells and names, each shape with its word."""
JUDGED_BY = "判定按已验收的往年数，本局没有的按包内的。"
"""By which past the column 判定 judges."""


class ReceivedGridModel(FormGridModel):
    """Shows one form of a received year; nothing can be typed into it.

    Args:
        received: the year.
        form: the form to show.
    """

    def __init__(self, received: ReceivedYear, form: FormLayout, parent: QObject | None = None) -> None:
        """Show a form."""
        self._received = received
        super().__init__(received, form, parent)

    def value_at(self, row: LayoutRow, cell: Cell) -> CellText:
        """Override FormGridModel.value_at."""
        text = value_text(self._received, row, cell)
        notes = self._received.notes_at(cell.address)
        if not notes or cell.kind is CellKind.CLOSED:
            return text
        marks = {one.mark for one in notes}
        return replace(
            text,
            mark=next((mark for mark in _CORNERS if mark in marks), None),
            tip="\n".join(one.told for one in notes),
            asked=Mark.ASKED in marks,
            said=first_words(notes),
        )

    def status_at(self, row: LayoutRow) -> StatusText:
        """Override FormGridModel.status_at: the verdict by the past that the office holds."""
        verdict = row_verdict(self._received, row)
        if verdict is None:
            return StatusText()
        if row.is_of_survey and verdict.outcome is Outcome.NO_DATA:
            return StatusText(NO_SURVEY, Mark.NOTHING)
        told = verdict_told(self._received.plan, verdict)
        return StatusText(verdict.summary, verdict_mark(verdict), told)

    def name_at(self, row: LayoutRow) -> StatusText:
        """Override FormGridModel.name_at: whether an earlier year differs from what the office holds."""
        name, past = super().name_at(row), self._received.past_notes(row)
        if not past:
            return name
        told = "\n".join(("往年数与已验收的不符：", *past, name.tip)).strip()
        return StatusText(name.text, Mark.BAD, told)

    def titles(self) -> list[str]:
        """Override FormGridModel.titles."""
        last = "上年 已验收" if self._received.holds_last_year else "上年 包内"
        return self.titled("本年", last, "判定")
