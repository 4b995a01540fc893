"""All facts about one cell as texts, for the pane beside the grid."""

from __future__ import annotations

from typing import Any

from desktop.models.grid.cell_text import earlier_text, reading_text, row_verdict, value_text
from desktop.models.grid.trend import Trend, trend_of
from desktop.models.unit.exchange import Asked
from desktop.models.unit.suggestions import suggesting_first
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import formula_text, size_text, target_part, target_sentences
from desktop.services.unit.evidence import MAX_ATTACHMENT_BYTES
from desktop.services.unit.letters.asked_words import cells_of
from desktop.submission.profile.media_types import ATTACHED_TYPES
from forms.figures.breakdown import TOTAL, breakdown_name
from forms.findings import Finding
from forms.frozen import frozen
from forms.reporting.asked_place import past_name, past_place
from forms.reporting.entry import Observation
from forms.reporting.layout import GIVEN, SURVEYED, Cell, CellKind, LayoutRow
from forms.text.typed import shown_name

LOG_LINES = 8
"""Changes of a cell that are shown, the newest; chosen by us, the change log has all."""


@frozen
class AttachmentLine:
    """A file that proves a figure.

    Attributes:
        name: file name at the unit.
        size: its size as text.
        attachment: the attachment of the store.
    """

    name: str
    size: str
    attachment: Any


@frozen
class CellFacts:
    """The facts about the current cell.

    Attributes:
        address: the cell.
        title: row code and name, with the column where it is not the total.
        value: this year's figure with unit, as shown in the grid.
        earlier: last year's figure, empty where not known.
        earlier_apart: one word why it is not compared with this year's figure; empty where it is.
        earlier_why: the same as a sentence.
        facts: label and text: definition, formula, source, period, targets, verdict.
        trend: chart, or None.
        findings: what the checks say about the cell, or about its row.
        note: remark of the clerk.
        source: where the figure was taken from.
        reminder: where last year's figure was taken from, empty where not known.
        attachments: files that prove the figure.
        log: changes of the cell, newest first, one line each.
        is_entry: whether remark and source can be stored with the cell.
        can_be_redefined: whether a change of its definition can be recorded.
        why_closed: why it cannot be typed into now; empty when it can.
        why_unwritten: why not even a remark can be stored with it now; empty when it can.
        questions: what the office asks about the cell and waits to be answered.
        when: word for the year of the figure.
        before: word for the year before it.
    """

    address: str
    title: str
    value: str
    earlier: str
    earlier_apart: str
    earlier_why: str
    facts: tuple[tuple[str, str], ...]
    trend: Trend | None
    findings: tuple[Finding, ...]
    note: str
    source: str
    reminder: str
    attachments: tuple[AttachmentLine, ...]
    log: tuple[str, ...]
    is_entry: bool
    can_be_redefined: bool
    why_closed: str
    why_unwritten: str
    questions: tuple[str, ...] = ()
    when: str = "本年"
    before: str = "上年"


def cell_facts(working: WorkingYear, address: str) -> CellFacts | None:
    """Collect what is known about a cell; None for an address of no cell."""
    cell = working.cell(address)
    if cell is None:
        return None
    row = working.row(address)
    observation = working.year.figures.observations.get(cell.key)
    is_entry = cell.kind is CellKind.ENTRY
    before = earlier_text(working, row, cell)
    # A cell without findings of its own shows those of its row, as the status column does.
    findings = working.findings_at(address) or working.findings_of_row(row)
    return CellFacts(
        address=address,
        title=place_text(working, row, cell),
        value=value_text(working, row, cell).shown,
        earlier=before.shown,
        earlier_apart=before.apart,
        earlier_why=before.why,
        facts=(*standing_facts(working, row), *_given_facts(working, cell), *_judged_facts(working, row)),
        trend=trend_of(working, row, cell) if cell.kind is not CellKind.CLOSED else None,
        findings=suggesting_first(findings),
        note=observation.note if observation else "",
        source=observation.source if observation else "",
        reminder=working.source_reminder(cell) if is_entry else "",
        attachments=tuple(_attached(working, cell)) if is_entry else (),
        log=tuple(_log_lines(working, cell, row.decimals)) if is_entry else (),
        is_entry=is_entry,
        can_be_redefined=working.is_editable and cell.kind is not CellKind.CLOSED,
        why_closed=working.why_closed(address),
        why_unwritten=working.why_unwritten(address),
        questions=tuple(_asked_text(working, one, address) for one in working.asked_at(address)),
    )


def _asked_text(working: WorkingYear, asked: Asked, address: str) -> str:
    """A question at one of its cells; of a pair with the name of the other one."""
    others = [one for one in cells_of(asked) if one != address]
    names = [past_name(working.plan, past) for one in others if (past := past_place(one)) is not None]
    rows = (working.row(one) for one in others if working.cell(one) is not None)
    names += [f"{row.code} {row.name}" for row in rows]
    return f"{asked.text}（连同 {'、'.join(names)}）" if names else asked.text


def in_one_line(facts: CellFacts) -> tuple[str, str]:
    """Title of a cell, and what its figure is: formula and definition."""
    known = dict(facts.facts)
    formula = f"= {known['公式']}" if "公式" in known else ""
    return facts.title, "，".join(part for part in (formula, known.get("定义", "")) if part)


def attachable_kinds() -> tuple[str, ...]:
    """Endings of the files that may be attached."""
    return tuple(ATTACHED_TYPES)


def largest_attachment() -> str:
    """Largest size of an attached file, as text."""
    return size_text(MAX_ATTACHMENT_BYTES)


def place_text(working: WorkingYear, row: LayoutRow, cell: Cell) -> str:
    """Row code and name of a cell, with the column where it is not the total."""
    column = cell.address.rpartition("/")[2]
    areas = working.year.desk.plan.areas
    return f"{row.code} {row.name}{'' if column == TOTAL else f' · {breakdown_name(column, areas)}'}"


def redefined_name(working: WorkingYear, address: str) -> str:
    """Name of the figure of a cell over all its columns, with the changes recorded so far."""
    row, cell = working.row(address), working.year.layout.cell_by_address[address]
    changes = [c for c in working.breaks_of(cell) if c.code == cell.key.code]
    known = "；".join(f"{change.year} 年起 {change.note}" for change in changes)
    return f"{row.code} {row.name}{f'（已记录：{known}）' if known else ''}"


def _attached(working: WorkingYear, cell: Cell) -> list[AttachmentLine]:
    return [AttachmentLine(a.name, size_text(a.size), a) for a in working.attachments_of(cell)]


def standing_facts(working: WorkingYear, row: LayoutRow) -> tuple[tuple[str, str], ...]:
    """What is so of a row in every year, label and text: definition, formula, source, period, origin."""
    year, form = working.year, working.year.layout.form_of(row.cells[0].address)
    subject = row.item if row.item is not None else row.indicator
    found = [("定义", subject.definition)] if subject is not None else []
    formula = formula_text(form, row)
    if formula:
        found.append(("公式", f"{formula}（{row.unit}）"))
    if subject is not None:
        found.append(("来源", subject.source))
        if subject.period is not form.form.period:
            found.append(("期间", subject.period.describe(year.year)))
    if not any(map(working.is_given, row.cells)):
        found += _origin_facts(row)
    return tuple((label, text) for label, text in found if text)


def _given_facts(working: WorkingYear, cell: Cell) -> tuple[tuple[str, str], ...]:
    """What the base figures that give a cell say of it beside the figure."""
    given, figure = working.year.given, working.year.given.figures.get(cell.key)
    if figure is None or not working.is_given(cell):
        return ()
    told = f"{GIVEN}：{given.title}，{figure.status.label}。已锁定，有不同意见写在备注里。"
    return (("归口", told), *((("口径", figure.definition),) if figure.definition else ()))


def _judged_facts(working: WorkingYear, row: LayoutRow) -> tuple[tuple[str, str], ...]:
    """Targets and verdict of a row."""
    found = []
    if row.targets:
        found.append(("目标", target_sentences(working.year.desk.plan, row.targets)))
    verdict = row_verdict(working, row)
    if verdict is not None and verdict.arithmetic:
        part = target_part(working.year.desk.plan, verdict.target)
        whose = f"{part}：" if part else ""  # beside 本年 97.30 of the total, 本年 100.00 would contradict it
        found.append(("判定", f"{whose}{verdict.summary}。{verdict.arithmetic}"))
    return tuple((label, text) for label, text in found if text)


def _origin_facts(row: LayoutRow) -> list[tuple[str, str]]:
    """What to know of a figure that the unit does not count itself."""
    if row.is_given:
        return [
            (
                "归口",
                f"{GIVEN}。现在由本单位手工录入，填了数，“数据来源”要写明统计局什么时候、用什么文件提供。",
            )
        ]
    survey = row.indicator.special_survey if row.indicator is not None else None
    if not row.is_of_survey:
        return []
    told = "没有调查的年份不填，也不用写原因；填了数，“数据来源”要写明抽样、样本量、时间、方法和误差。"
    asked = "".join(f"{name}：{text}。" for name, text in survey.facts) if survey is not None else ""
    return [(SURVEYED, f"{told}{asked}")]


def _log_lines(working: WorkingYear, cell: Cell, decimals: int) -> list[str]:
    lines = []
    for change in working.changes_of(cell, LOG_LINES):
        old, new = (_entry_text(o, decimals) for o in (change.old, change.new))
        moved = new if old == "空" else f"{old} → {new}"
        if old == new:
            before, after = _text_of(change.old), _text_of(change.new)
            moved = "改备注或来源" if before == after else f"改写为“{after}”"
        why = f"　{change.reason}" if change.reason else ""
        who = shown_name(change.actor)
        lines.append(f"{change.at.astimezone():%m-%d %H:%M}　{change.kind.label} {moved}　{who}{why}")
    return lines


def _text_of(observation: Observation | None) -> str:
    return observation.reading.text if observation is not None else ""


def _entry_text(observation: Observation | None, decimals: int) -> str:
    if observation is None or observation.reading.is_blank:
        return "空"
    return reading_text(observation.reading, decimals)
