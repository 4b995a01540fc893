"""The four deeds under a unit's year: what each button says, whether it can be pressed, and why not."""

from __future__ import annotations

from collections.abc import Callable

from desktop.services.office.acceptance.accepting import QUESTIONS, REFILED
from desktop.services.office.facts.next_step import late_changes
from desktop.services.office.overview.reviewing import Review
from forms.filing.receipt_time import minute_in_beijing
from forms.frozen import frozen
from forms.letters.fact_words import fact_word
from forms.receiving.permission import Act
from forms.receiving.state import Deed, OfficeState

_ABOUT = {QUESTIONS: "问答", REFILED: "待重报"}
_ACCEPT = "验收　F9"
_NOBODY = "还没有报来"


@frozen
class DeedButton:
    """A button with the line under it.

    Attributes:
        text: words on it.
        is_open: whether it can be pressed.
        why: the line under it: why it is locked, in words and numbers, or what it does.
        is_good: whether the line tells something that is done.
    """

    text: str
    is_open: bool
    why: str
    is_good: bool = False


@frozen
class Deeds:
    """The buttons.

    Attributes:
        take: 收下, where taking in needs a decision.
        ask: 提问.
        send: 退回.
        accept: 验收, or 重开 of a year that was accepted.
        reopens: whether the last one opens the year again.
        is_clear: whether nothing is to be looked at before it is accepted: one key may do it.
    """

    take: DeedButton
    ask: DeedButton
    send: DeedButton
    accept: DeedButton
    reopens: bool
    is_clear: bool


def deeds_of(review: Review, why_not: Callable[[Act], str]) -> Deeds:
    """The buttons of a year.

    Args:
        review: the year.
        why_not: says why whoever works at the desk may not do something; empty where they may.
    """
    reopens, take = Deed.REOPEN not in review.refused, _take(review)
    if review.state is not OfficeState.CONFLICT:  # there it only leads to a page, which everybody may read
        take = _locked(take, why_not(Act.DECIDE))
    last, act = (_reopen(review), Act.REOPEN) if reopens else (_accept(review), Act.ACCEPT)
    return Deeds(
        take=take,
        ask=_locked(_ask(review), why_not(Act.ASK)),
        send=_locked(_send(review), why_not(Act.ASK)),
        accept=_locked(last, why_not(act)),
        reopens=reopens,
        is_clear=not (reopens or to_look_at(review) or review.unit_year.is_reopened),
    )


def _locked(button: DeedButton, why: str) -> DeedButton:
    return DeedButton(button.text, is_open=False, why=why.rstrip("。")) if why and button.is_open else button


def _take(review: Review) -> DeedButton:
    package, state = review.package, review.state
    if package is None:
        return DeedButton("收下", is_open=False, why=_NOBODY)
    if review.misses_one:
        return DeedButton("收下这一版", is_open=True, why="缺前一版，写明原因后认定")
    if state is OfficeState.CONFLICT:
        return DeedButton(
            "去选定", is_open=True, why=f"{len(review.unit_year.lineage.candidates)} 份内容不同"
        )
    if package.digest in review.unit_year.put_aside:
        return DeedButton("收下", is_open=False, why="不予采用，原样留存")
    waits = any(one.digest == package.digest for one in review.unit_year.waiting)
    if waits or review.unit_year.current is None:
        holding = [fact_word(one.name) for one in review.facts if one.holds_back]
        return DeedButton("收下", is_open=False, why=f"先处理 {len(holding)} 项：{'、'.join(holding)}")
    return DeedButton("收下", is_open=False, why=f"{minute_in_beijing(package.at)[5:]} 已收下", is_good=True)


def _ask(review: Review) -> DeedButton:
    if Deed.ASK in review.refused:
        return DeedButton("提问　F7", is_open=False, why=_not_now(review))
    return DeedButton("提问　F7", is_open=True, why="选一格或一条再问")


def _send(review: Review) -> DeedButton:
    if Deed.ASK in review.refused:
        return DeedButton("退回", is_open=False, why=_not_now(review))
    count = len(review.to_send)
    if count:
        return DeedButton("退回", is_open=True, why=f"发出 {count} 问")
    if review.unit_year.waits_on_another:
        return DeedButton("退回", is_open=True, why="换了版次，再发一次已问的")
    if review.unit_year.waits_since_restored:
        return DeedButton("退回", is_open=True, why="从备份恢复过，可再发一次已问的")
    return DeedButton("退回", is_open=False, why="先写好 1 问，现有 0 问")


def _accept(review: Review) -> DeedButton:
    if Deed.ACCEPT in review.refused:
        return DeedButton(_ACCEPT, is_open=False, why=_not_now(review))
    if review.in_the_way:
        count = sum(one.count for one in review.in_the_way)
        blocking = "，".join(f"{_about(one.about)} {one.count}" for one in review.in_the_way)
        return DeedButton(_ACCEPT, is_open=False, why=f"还差 {count} 件：{blocking}")
    named = to_look_at(review)
    why = f"可以验收；先看过：{'，'.join(named)}" if named else "没有疑问，可以验收"
    return DeedButton(_ACCEPT, is_open=True, why=why)


def _about(name: str) -> str:
    """A word for what stands in the way: a fact, or questions, or what is to be filed again."""
    return _ABOUT.get(name, fact_word(name))


def to_look_at(review: Review) -> list[str]:
    """What prevents nothing and is to be looked at first; accepting all together leaves such a year out."""
    unasked = len(review.unasked.differences) if review.unasked is not None else 0
    named = [f"未问而改 {unasked}"] if unasked else []
    return named + [fact_word(one.name) for one in review.facts if one.is_doubtful]


def _reopen(review: Review) -> DeedButton:
    late = set(late_changes(review.unit_year))
    came = sorted({one.revision for one in review.unit_year.packages if one.content in late})
    why = "已验收；单位要更正的，写明原因重开"
    if came:
        why = f"验收后又来第 {'、'.join(map(str, came))} 版：在报表上方的各版里点开看，再重开"
    return DeedButton("重开……", is_open=True, why=why)


def _not_now(review: Review) -> str:
    """Why nothing of the kind can be done in the present state."""
    waiting = sum(1 for one in review.unit_year.questions if one.state.is_open and not one.is_answered)
    if review.state is OfficeState.QUESTIONED:
        return f"已退回，等单位答复 {waiting} 问"
    if review.package is None:
        return _NOBODY
    if review.state is OfficeState.CONFLICT:
        return f"先选定一份，现有 {len(review.unit_year.lineage.candidates)} 份"
    return f"现在是“{review.state.label}”"
