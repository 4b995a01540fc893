"""A collection in a few lines: its state, its counts, both rates, warnings, and what changed by name."""

from __future__ import annotations

from desktop.services.office.county.closing import ClosedYear, LastClosing
from desktop.services.office.county.collecting import Collection
from desktop.services.office.county.looking_back import YearBefore
from desktop.services.office.county.tables import rate_text, rates_in_order, state_line
from desktop.services.office.desk import OfficeDesk
from forms.county.counting import count
from forms.county.standing import DUE, NOT_DUE, GoalClass
from forms.filing.receipt_time import minute_in_beijing


def summary_lines(collection: Collection, before: YearBefore) -> list[str]:
    """Lines for people (Chinese), the state of the figures first."""
    plan, counted = collection.pack.plan, count(collection.table)
    classes = "，".join(
        f"{one.label} {counted.by_class[one]}" for one in (*DUE, *NOT_DUE) if counted.by_class[one]
    )
    left = counted.by_class[GoalClass.NOT_APPLICABLE]
    missing = "、".join(plan.unit_by_code[unit].official_name for unit in collection.missing)
    return [
        f"{plan.shown_title}　{collection.year} 年度　{state_line(collection)}",
        *([f"没有计入的单位：{missing}"] if missing else []),
        f"监测指标 {counted.total} 项：{classes}" + (f"；另有不适用 {left} 项" if left else ""),
        *(f"达标率（{name}）：{rate_text(rate)}" for name, rate in rates_in_order(collection, counted)),
        f"预警 {len(collection.warnings)} 项",
        *(f"{word}：{told}" for word, told in before.lines),
    ]


def closed_lines(desk: OfficeDesk, closed: ClosedYear) -> list[str]:
    """What became of freezing a year (定库), for people (Chinese)."""
    stored = closed.stored
    if not closed.is_new:
        return [f"第 {stored.number} 次定库以来没有变动，没有再签名；再写出原来的文件：{closed.path.name}"]
    changed = [
        f"{desk.unit_name(one.unit)}（{one.reason or '没有重开，另一份计入'}）" for one in closed.revised
    ]
    return [
        f"已定库，第 {stored.number} 次：{closed.path.name}，签了名，也存在数据文件里",
        "各单位的这一年转为“已入库”；要更正的，先重开那个单位，验收以后再定库一次",
        *([f"比上一次更正的单位：{'、'.join(changed)}"] if changed else []),
    ]


def closing_words(last: LastClosing | None) -> str:
    """Whether a year was frozen before, when and by whom (Chinese)."""
    if last is None:
        return "还没有定过库。"
    return f"上一次定库：第 {last.number} 次，{minute_in_beijing(last.at)}，{last.actor}办理。"
