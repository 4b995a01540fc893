"""The candidates of a fork: how each is called, and what is known of it beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop.models.grid.roles import Mark
from desktop.models.office.cells import Look, ShownCell, ShownLine
from desktop.services.office.acceptance.contending import Contender, Contention
from forms.canonical import format_check_code
from forms.filing.people import LABELS
from forms.filing.receipt_time import minute_in_beijing

NAMES = "甲乙丙丁戊己庚辛壬癸"
"""How candidates are called, by time of receipt."""
_DIGITS = 8
"""Digits by which a digest is named. Chosen by us, as on the printed form."""


def facts_of(found: Contention) -> Iterator[ShownLine]:
    """What is known of each candidate, a line for each fact; what equals the first one is grey."""
    rows: list[tuple[str, Callable[[Contender], ShownCell]]] = [
        ("收到", _arrived),
        ("签名人", lambda one: _signer(found, one)),
        ("签名时间", _signed),
        (LABELS["filler"], lambda one: ShownCell(one.people.filler or "（空）")),
        (LABELS["statistician"], lambda one: ShownCell(one.people.statistician or "（空）")),
        ("代替", lambda one: ShownCell(_replaced(found, one))),
        ("操作日志", lambda one: ShownCell(_log(found, one))),
        ("审核", lambda one: ShownCell(_findings(one))),
        ("校验码", lambda one: _code(found, one)),
        ("盖章纸质表", lambda one: _paper(found, one)),
    ]
    for label, tell in rows:
        cells = [tell(one) for one in found.contenders]
        yield ShownLine(
            (ShownCell(label, look=Look.GREY), cells[0], *(_greyed(one, cells[0]) for one in cells[1:]))
        )
    if found.otherwise and len(found.contenders) > 1:
        words = f"不同的还有：{'、'.join(found.otherwise)}"
        rest = (ShownCell(""),) * (len(found.contenders) - 1)
        yield ShownLine((ShownCell("数以外", look=Look.GREY), ShownCell(words), *rest))


_ALWAYS = frozenset({"校验码", "盖章纸质表"})
"""Facts that are told of each although they may be the same."""


def differing(facts: Sequence[ShownLine]) -> tuple[ShownLine, ...]:
    """The facts in which the candidates differ, and those that stamped paper decides; all of one alone."""
    if facts and len(facts[0].cells) == 2:
        return tuple(facts)
    return tuple(
        line
        for line in facts
        if line.cells[0].text in _ALWAYS or len({cell.text for cell in line.cells[1:]}) > 1
    )


def _arrived(one: Contender) -> ShownCell:
    return ShownCell(f"{minute_in_beijing(one.arrived)}　{'邮件附件' if one.is_mailed else '文件'}")


def _code(found: Contention, one: Contender) -> ShownCell:
    """The 校验码, once the paper of one of them was compared: read off the screen it would prove nothing."""
    if not is_compared(found):
        return ShownCell("照盖章纸质表输入后显示", look=Look.GREY)
    look = Look.STRONG if one.on_paper else Look.PLAIN
    return ShownCell(format_check_code(one.check_code), look=look)


def is_compared(found: Contention) -> bool:
    """Whether the stamped paper that was compared is that of a candidate."""
    return any(one.on_paper for one in found.contenders)


def called(found: Contention, place: int) -> str:
    """A candidate by its name and what tells it from the others; its 校验码 once that was compared.

    Args:
        found: the revisions between which a person chooses.
        place: of the candidate among them, from 0.
    """
    one = found.contenders[place]
    code = f"，校验码 {format_check_code(one.check_code)}" if is_compared(found) else ""
    return f"{NAMES[place]}（第 {one.revision} 版，{minute_in_beijing(one.arrived)} 收到{code}）"


def _greyed(one: ShownCell, first: ShownCell) -> ShownCell:
    """What equals the first one is grey; a shape keeps its colour."""
    return ShownCell(one.text, look=Look.GREY) if one == first and one.mark is None else one


def _signer(found: Contention, one: Contender) -> ShownCell:
    fact = one.signer
    if fact is None or not one.fingerprint:
        return ShownCell("签名不成立", Mark.BAD)
    if fact.is_bad:
        return ShownCell(fact.sentence, Mark.BAD)
    first = found.contenders[0]
    beside = ""
    if one is not first:
        beside = "，同一证书" if one.fingerprint == first.fingerprint else "，另一份证书"
    return ShownCell(f"已登记{beside}", Mark.DONE)


def _signed(one: Contender) -> ShownCell:
    return ShownCell("—" if one.signed_at is None else f"{minute_in_beijing(one.signed_at)}　单位电脑时钟")


def _replaced(found: Contention, one: Contender) -> str:
    if one.replaces is None:
        return "首次报送"
    held = next((link.revision for link in found.chain if link.content == one.replaces), None)
    # Two that nobody received may be different ones: only their digests tell.
    return f"没有收到的一版（摘要 {one.replaces[:_DIGITS]}）" if held is None else f"第 {held} 版"


def _log(found: Contention, one: Contender) -> str:
    if not one.log_head:
        return "没有写明"
    first = found.contenders[0]
    shared = found.log_shared if one.log_head != first.log_head or one is first else None
    said = [
        "" if one.log_count is None else f"{one.log_count} 条",
        "" if shared is None else f"至少前 {shared} 条相同",
        "" if one is first else f"末条{'相同' if one.log_head == first.log_head else '不同'}",
    ]
    return "，".join(filter(None, said)) or "写明了末条"


def _findings(one: Contender) -> str:
    if not one.queries:
        return f"强制 {one.blocking}，没有要核实的"
    explained = "都已说明" if one.explained == one.queries else f"已说明 {one.explained}"
    return f"强制 {one.blocking}，核实 {one.queries} {explained}"


def _paper(found: Contention, one: Contender) -> ShownCell:
    if one.on_paper is None:
        return ShownCell("不要求纸质表" if found.is_paper_waived else "还没有核对", Mark.BLANK)
    return ShownCell("相符", Mark.DONE) if one.on_paper else ShownCell("不符", Mark.BAD)
