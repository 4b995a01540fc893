"""What a table of base figures says and would change, in the words in which people read it before signing."""

from __future__ import annotations

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.task.base_figures import BasePreview
from forms.plan.series_name import series_name

SHOWN = 20
"""Lines of one kind that a person is shown on a command line; the JSON document has all. Chosen by us."""


def fates(preview: BasePreview) -> str:
    """How many cells of the table were taken, and what became of the others (Chinese)."""
    reading = preview.reading
    word = "采用" if preview.is_sound else "可以采用"
    return (
        f"{word} {len(reading.figures)} 个，重复 {reading.repeated} 个，"
        f"拒收 {reading.refused} 格，没有用到 {reading.left} 格"
    )


def preview_lines(desk: OfficeDesk, preview: BasePreview, shown: int = SHOWN) -> list[str]:
    """What was refused and why, what is lacking, what differs from the figures in force, and what that moves.

    Args:
        desk: the office's desk.
        preview: of the table.
        shown: lines of one kind at most.
    """
    reading = preview.reading
    lines = [f"  {problem}" for problem in (*reading.problems, *reading.unused)[:shown]]
    for told in (_lacking, _changes, _moved):
        lines += told(desk, preview)[: shown + 1]
    return lines


def figure_lines(desk: OfficeDesk, preview: BasePreview, shown: int) -> list[str]:
    """Every figure that would be signed, with its unit and its source; nobody signs what was not seen.

    Args:
        desk: the office's desk.
        preview: of the table.
        shown: lines at most.
    """
    figures = preview.reading.figures
    lines = [
        f"  {series_name(desk.plan, one.key)} {one.year} 年：{one.text} {one.unit}"
        f"（{one.status.label}，{one.source}）"
        for one in figures[:shown]
    ]
    return [*lines, f"…… 共 {len(figures)} 个"] if figures[shown:] else lines


def _lacking(desk: OfficeDesk, preview: BasePreview) -> list[str]:
    if not preview.lacking:
        return []
    told = [
        f"  {series_name(desk.plan, key)}（{key}）：{'、'.join(map(desk.unit_name, units))}"
        for key, units in preview.lacking
    ]
    return [f"各单位报表上要用、表里没有的 {len(told)} 个，仍由单位手工录入：", *told]


def _changes(desk: OfficeDesk, preview: BasePreview) -> list[str]:
    if preview.before is None or not preview.changes:
        return []
    lines = [f"与第 {preview.before.stored.number} 号比，改了 {len(preview.changes)} 个；已报的不重算："]
    for one in preview.changes:
        old, new = (figure.text if figure is not None else "没有" for figure in (one.old, one.new))
        filed = f"；已用原数报送：{'、'.join(map(desk.unit_name, one.units))}" if one.units else ""
        lines.append(
            f"  {series_name(desk.plan, one.figure.key)} {one.figure.year} 年：{old} 改为 {new}{filed}"
        )
    return lines


def _moved(desk: OfficeDesk, preview: BasePreview) -> list[str]:
    """What would become of the rates that were filed with the former figures."""
    if not preview.moved:
        return []
    told = []
    for one in preview.moved:
        old, new = one.texts
        accepted = "，已验收" if one.is_accepted else ""
        told.append(f"  {desk.unit_name(one.unit)}{series_name(desk.plan, one.key)}：{old} → {new}{accepted}")
    return [f"报来的率按新数算会变的 {len(told)} 个（只列出，没有重算，也不改单位的数）：", *told]
