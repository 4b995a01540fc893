"""The facts that 定稿 will freeze, as texts for the question before it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.unit.asked import QuestionLine
from desktop.services.unit.filing.never_exported import never_exported, told_of_never_exported
from desktop.services.unit.since_frozen import since_frozen
from desktop.services.unit.year import YearDesk
from forms.findings import Level
from forms.reporting.measured import Gap

AFTERWARDS = "定稿后数据、说明和人员固定下来，正式报表印上校验码。以后要改，须先撤回定稿并写明原因。"


_MOST_LINES = 12
"""Changes since the last 定稿 that are listed one by one; chosen by us, as many as are read."""


def frozen_facts(year: YearDesk, questions: Sequence[QuestionLine] = ()) -> list[tuple[str, str]]:
    """Labels and words: which revision, how many figures, who answers for them, and what has changed.

    Args:
        year: a year against which nothing stands (``finalising.obstacles`` is empty).
        questions: what the office still waits for; it comes first, and stands against nothing.
    """
    people = "、".join(f"{role.label} {text}" for role, text in year.desk.people.by_role())
    return [
        *_open(questions),
        ("报送", f"{year.desk.unit.official_name} {year.year} 年，第 {year.record.revision + 1} 次报送"),
        ("数据", _cells(year)),
        ("审核", _findings(year)),
        ("人员", people),
        *_changes(year),
        *(("缺版", told) for told in told_of_never_exported(never_exported(year))),
    ]


def _open(questions: Sequence[QuestionLine]) -> list[tuple[str, str]]:
    """What is frozen without an answer."""
    if not questions:
        return []
    listed = [f"第 {one.number} 问　{one.place}" for one in questions[:_MOST_LINES]]
    head = f"统计局的提问还有 {len(questions)} 问没有答复。可以定稿；答复了再定稿，就随报送一起送出："
    return [("未答复", "\n".join((head, *listed)))]


def _changes(year: YearDesk) -> list[tuple[str, str]]:
    """What differs from the last 定稿; nothing before the first."""
    since = since_frozen(year)
    if since is None:
        return []
    if since.is_unreadable:
        return [("改动", f"第 {since.number} 次定稿的内容读不出来，没有比较")]
    if not since.lines:
        return [("改动", f"与第 {since.number} 次相同：数、说明和人员都没有改")]
    more = len(since.lines) - _MOST_LINES
    rest = (f"另有 {more} 处",) if more > 0 else ()
    head = f"与第 {since.number} 次比，改了 {len(since.lines)} 处："
    return [("改动", "\n".join((head, *since.lines[:_MOST_LINES], *rest)))]


def _cells(year: YearDesk) -> str:
    cells = year.layout.entry_cells
    gaps = [year.figures.gap(cell.key) for cell in cells]
    unheld = sum(g is Gap.BLANK and cell.is_surveyed for g, cell in zip(gaps, cells, strict=True))
    parts = [f"{gaps.count(None)} 格有数"]
    if gaps.count(Gap.MISSING):
        parts.append(f"{gaps.count(Gap.MISSING)} 格写明没有数的原因")
    if unheld:
        parts.append(f"{unheld} 格本年没有专项调查")
    if gaps.count(Gap.BLANK) > unheld:
        parts.append(f"{gaps.count(Gap.BLANK) - unheld} 格未填")
    return f"共 {len(gaps)} 格：{'，'.join(parts)}"


def _findings(year: YearDesk) -> str:
    explained, hints = year.report.count(Level.QUERY), year.report.count(Level.ADVISORY)
    asked = f"{explained} 条核实性问题已说明原因" if explained else "没有要说明的问题"
    return asked + (f"，另有 {hints} 条提示" if hints else "")
