"""The texts and marks of one cell of the grid, computed from a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.models.grid.roles import Mark
from desktop.models.grid.shown_year import ShownYear
from desktop.models.wording import target_part
from forms.figures.quantity import MAX_DECIMALS, Missing, Reading, decimal_places, format_quantity
from forms.findings import Finding, Level
from forms.frozen import frozen
from forms.plan.definitions import formula_inputs
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import NO_SURVEY, Cell, CellKind, LayoutRow
from forms.reporting.measured import Gap
from forms.verdict import Outcome, Outlook, Verdict, headline

_GAP_TEXTS = {
    Gap.ZERO_DENOMINATOR: "不适用",
    Gap.MISSING: "无数据",
    Gap.UNREADABLE: "待改正",
}


_WAITS_TIP = "所依据的数有须改正的，改正以后再判定。"
_NO_SURVEY_TIP = "没有部门经常统计，只在举办专项调查的年份填；没有调查的年份空着，也不用写原因。"


_AT_EASE = (Mark.GOOD, Mark.UNDER_WAY, Mark.SLOW, Mark.NOTHING)
"""Marks of verdicts that need nothing, behind which a question of the row would not be seen."""
_IN_STATUS = (
    Mark.GOOD,
    Mark.UNDER_WAY,
    Mark.SLOW,
    Mark.ALARM,
    Mark.BAD,
    Mark.NOTHING,
    Mark.BLANK,
    Mark.HINT,
    Mark.DONE,
    Mark.ASKED,
)


@frozen
class CellText:
    """A value cell ready to be painted.

    Attributes:
        shown: text in the cell.
        edited: text with which an editor opens: as it was typed.
        problem: whether the text was not understood.
        mark: most serious open finding at the cell.
        tip: sentences for the tool tip.
        asked: whether the office asks about it and waits for an answer.
        said: a word that is spoken behind the figure, as its mark says it; empty for none.
        attached: whether files are attached to the figure.
    """

    shown: str = ""
    edited: str = ""
    problem: bool = False
    mark: Mark | None = None
    tip: str = ""
    asked: bool = False
    said: str = ""
    attached: bool = False


@frozen
class EarlierText:
    """Last year's figure of a cell.

    Attributes:
        shown: the figure, empty where none is known.
        apart: one word why it is not compared with this year's figure (口径已变, 不可能); empty where it is.
        why: the same as a sentence.
    """

    shown: str = ""
    apart: str = ""
    why: str = ""


@frozen
class StatusText:
    """The status column of a row."""

    text: str = ""
    mark: Mark | None = None
    tip: str = ""


def value_text(year: ShownYear, row: LayoutRow, cell: Cell) -> CellText:
    """Text of a value cell of this year."""
    if cell.kind is CellKind.CLOSED:
        return CellText(tip=year.why_closed(cell.address))
    findings = year.findings_at(cell.address)
    asked = [f"统计局提问：{question.text}" for question in year.asked_at(cell.address)]
    tip = "\n".join([*asked, *(f"{f.enforcement.label}：{f.message}" for f in findings)])
    mark = next((level_mark(f.enforcement) for f in findings if year.is_open(f)), None)
    if cell.kind is CellKind.DERIVED:
        shown = derived_text(year, row, cell)
        return CellText(shown=shown, mark=mark, tip=tip, asked=bool(asked))
    reading = year.reading(cell.key)
    return CellText(
        shown=reading_text(reading, row.decimals),
        edited=reading.text,
        problem=reading.problem is not None,
        mark=mark,
        tip=tip or _understood(reading, row),
        asked=bool(asked),
    )


def reading_text(reading: Reading, decimals: int) -> str:
    """The shown text of an entry: figure with all its digits, reason for none, or the text as typed."""
    if reading.value is not None:
        return format_quantity(reading.value, max(decimals, decimal_places(reading.value)))
    return reading.missing.label if reading.missing is not None else reading.text


def derived_text(year: ShownYear, row: LayoutRow, cell: Cell) -> str:
    """The shown text of a computed value; empty where a part of it is not filled in yet."""
    measured = year.figures.measured(cell.key)
    if measured.value is not None:
        return format_quantity(measured.value, row.decimals)
    if measured.missing is Missing.NOT_APPLICABLE:
        return "不适用"
    return _GAP_TEXTS.get(measured.gap, "") if measured.gap is not None else ""


def earlier_text(year: ShownYear, row: LayoutRow, cell: Cell) -> EarlierText:
    """Last year's value of a cell as it is shown; empty where none is known."""
    if cell.kind is CellKind.CLOSED:
        return EarlierText()
    before, figures = year.desk_year - 1, year.figures
    comparable = past_value(figures, cell, before)
    if comparable is not None:
        return EarlierText(format_quantity(comparable, max(row.decimals, 0)))
    impossible = figures.left_out(cell.key).get(before)
    if impossible is not None:
        digits = max(row.decimals, min(decimal_places(impossible), MAX_DECIMALS))
        return EarlierText(
            format_quantity(impossible, digits), "不可能", "这个数不可能，没有用于审核和判断。"
        )
    value = past_value(year.across_breaks, cell, before)
    if value is None:
        return EarlierText()
    notes = [f"{c.year} 年起：{c.note}" for c in year.breaks_of(cell) if c.year > before]
    why = f"口径已变，不与本年比较。{'；'.join(notes)}"
    return EarlierText(format_quantity(value, max(row.decimals, 0)), "口径已变", why)


def past_value(figures: Figures, cell: Cell, year: int) -> Decimal | None:
    """Value of a cell in any year, computed where the cell is."""
    if cell.kind is CellKind.DERIVED:
        return figures.measured(cell.key, year).value
    return figures.value(cell.key, year)


def status_text(year: ShownYear, row: LayoutRow) -> StatusText:
    """The status column: what must be corrected or explained first, then the verdict.

    A verdict that raises an alarm stands before what is to be explained: it calls to the row and says why.
    """
    findings = year.findings_of_row(row)
    tip = "\n".join(f"{f.enforcement.label}：{f.message}" for f in findings)
    if any(f.enforcement is Level.MANDATORY for f in findings):
        # Before the verdict: a verdict on a figure that must be corrected would mislead.
        return StatusText("须改正", Mark.BAD, tip)
    asked = [question.text for cell in row.cells for question in year.asked_at(cell.address)]
    if asked:
        told = "\n".join((*(f"统计局提问：{text}" for text in asked), tip)).strip()
        return StatusText("待答复", Mark.ASKED, told)
    queries = [f for f in findings if f.enforcement is Level.QUERY]
    is_waiting = any(year.is_open(f) for f in queries)
    judged = _judged_text(year, row, findings, tip)
    # 达标 in green beside a figure that is in doubt would mislead; an alarm calls to the row as it is.
    hides = is_waiting and judged is not None and judged.mark in _AT_EASE and not _rests_on_wrong(year, row)
    if judged is not None and not hides:
        return judged
    if is_waiting:
        return StatusText("待说明", Mark.ALARM, tip if judged is None else judged.tip)
    if queries:
        return StatusText("已说明", Mark.DONE, tip)
    return StatusText("提示", Mark.HINT, tip) if findings else StatusText()


def _judged_text(year: ShownYear, row: LayoutRow, findings: Sequence[Finding], tip: str) -> StatusText | None:
    """What is said of the row's verdict; None where there is none."""
    if _rests_on_wrong(year, row):
        return StatusText("等改正", Mark.NOTHING, f"{_WAITS_TIP}\n{tip}".strip())
    verdict = row_verdict(year, row)
    if row.is_of_survey and (verdict is None or verdict.outcome is Outcome.NO_DATA):
        entries = [year.reading(c.key) for c in row.cells if c.kind is CellKind.ENTRY]
        if not findings and all(reading.is_blank for reading in entries):
            return StatusText(NO_SURVEY, Mark.NOTHING, _NO_SURVEY_TIP)
    if verdict is not None:
        told = "\n".join(filter(None, (tip, verdict_told(year.plan, verdict))))
        if verdict.outcome is Outcome.NO_DATA and not value_text(year, row, row.cells[0]).shown:
            return StatusText("未填", Mark.BLANK, told)
        return StatusText(verdict.summary, verdict_mark(verdict), told)
    return None


def _rests_on_wrong(year: ShownYear, row: LayoutRow) -> bool:
    """Whether a figure from which the row is computed must be corrected: a verdict on it would mislead."""
    if row.indicator is None:
        return False
    computed = [cell for cell in row.cells if cell.kind is CellKind.DERIVED]
    keys = {key for cell in computed for key in formula_inputs(row.indicator, cell.key.breakdown)}
    cells = [cell for key in keys for cell in year.layout.cells_by_key.get(key, ())]
    return any(f.enforcement is Level.MANDATORY for cell in cells for f in year.findings_at(cell.address))


def row_verdict(year: ShownYear, row: LayoutRow) -> Verdict | None:
    """The most urgent verdict on the row's indicator; None without indicator or targets."""
    if row.indicator is None:
        return None
    return headline(year.verdicts.get(row.indicator.code, ()))


def verdict_told(plan: Plan, verdict: Verdict) -> str:
    """Of which target a verdict is, of which part, and how it was reached, in Chinese."""
    part = target_part(plan, verdict.target)
    return f"{verdict.target.place}：{f'{part}，' if part else ''}{verdict.arithmetic}"


def verdict_mark(verdict: Verdict) -> Mark:
    """Shape of a verdict, in the status column and on the page 概况."""
    if verdict.outcome is Outcome.MET:
        return Mark.ALARM if verdict.is_alarm else Mark.GOOD
    if verdict.outcome is Outcome.NEARLY_MET:
        return Mark.GOOD
    # Missed by small numbers alone is no miss for sure, so it asks for attention only.
    if verdict.outcome is Outcome.NOT_MET and verdict.is_due:
        return Mark.ALARM if verdict.reliability.small_numbers else Mark.BAD
    if verdict.outcome is not Outcome.NOT_MET:
        return Mark.NOTHING
    if verdict.is_alarm:
        return Mark.ALARM
    is_slow = verdict.outlook is Outlook.LAGGING and not verdict.reliability.small_numbers
    return Mark.SLOW if is_slow else Mark.UNDER_WAY


def status_legend() -> str:
    """What the shapes of the status column mean, a line each."""
    return "\n".join(f"{mark.shape}：{mark.meaning}" for mark in _IN_STATUS)


def level_mark(level: Level) -> Mark:
    """Shape of a finding's level."""
    return {Level.MANDATORY: Mark.BAD, Level.QUERY: Mark.ALARM, Level.ADVISORY: Mark.HINT}[level]


def _understood(reading: Reading, row: LayoutRow) -> str:
    """A sentence with what was understood, where it differs from what was typed."""
    if reading.missing is not None:
        return f"{reading.missing.label}（打印为 {reading.missing.printed}）"
    if reading.value is None:
        return ""
    shown = reading_text(reading, row.decimals)
    # Typed with or without separators of thousands, it was understood as it stands; nothing is to be said.
    if reading.text.replace(",", "") == shown.replace(",", ""):
        return ""
    return f"填的是“{reading.text}”，理解为 {shown} {row.unit}"
