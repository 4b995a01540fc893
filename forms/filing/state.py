"""States of a reporting year and the steps between them (contracts section 5).

Values can be changed only while a year is open. 定稿 freezes it; after that a change needs a
withdrawal or a return, with a reason, and leads to the next revision.
"""

from __future__ import annotations

from enum import StrEnum

from forms.codes.desk import StateCode
from forms.errors import StateError


class YearState(StrEnum):
    """The state of a unit's year."""

    EMPTY = "empty"
    """No figure is entered."""
    DRAFT = "draft"
    """Figures are entered, and 定稿 is not possible yet."""
    READY = "ready"
    """No finding blocks 定稿, and every 核实 is explained."""
    FINAL = "final"
    """A revision is frozen."""
    EXPORTED = "exported"
    """Its package was written."""
    DELIVERED = "delivered"
    """The office confirmed that it arrived."""
    RETURNED = "returned"
    """The office asks for changes; the year is open again."""
    ACCEPTED = "accepted"
    """The office accepted it."""
    WITHDRAWN = "withdrawn"
    """The unit withdrew the revision; the year is open again."""
    SUPERSEDED = "superseded"
    """The office chose what another data file of the unit froze; this one's year is for reading only."""

    @property
    def label(self) -> str:
        """Chinese name."""
        return _LABELS[self]

    @property
    def advice(self) -> str:
        """What to do first where a step is not possible in it, a clause."""
        return _ADVICE[self]

    @property
    def is_open(self) -> bool:
        """Whether figures may be changed."""
        return self in _OPEN

    @property
    def is_frozen(self) -> bool:
        """Whether a revision is in force that must not be changed."""
        return self not in _OPEN


_LABELS = {
    YearState.EMPTY: "未填报",
    YearState.DRAFT: "填报中",
    YearState.READY: "可定稿",
    YearState.FINAL: "已定稿",
    YearState.EXPORTED: "已导出",
    YearState.DELIVERED: "已送达",
    YearState.RETURNED: "已退回",
    YearState.ACCEPTED: "已验收",
    YearState.WITHDRAWN: "已撤回",
    YearState.SUPERSEDED: "未选用",
}
_OPEN = {YearState.EMPTY, YearState.DRAFT, YearState.READY, YearState.RETURNED, YearState.WITHDRAWN}
_SENT = (YearState.FINAL, YearState.EXPORTED, YearState.DELIVERED)
"""States in which the office may hold the revision in force; a restored file may not know of an export."""


class Step(StrEnum):
    """A step between two states of a year."""

    CLEAR = "clear"
    """The last figure was deleted."""
    ENTER = "enter"
    """A figure changed, and 定稿 is not possible."""
    PASS = "pass"  # noqa: S105 - not a password
    """A figure or explanation changed, and 定稿 has become possible."""
    FINALISE = "finalise"
    EXPORT = "export"
    DELIVER = "deliver"
    """A receipt arrived."""
    RETURN = "return"
    """The office returned it with questions."""
    ACCEPT = "accept"
    """The office accepted it."""
    RECALL = "recall"
    """The office takes a return back."""
    REOPEN = "reopen"
    """The office opens an accepted year again."""
    CHOOSE = "choose"
    """Of two data files of the unit, the office chose what this one froze."""
    PASS_OVER = "pass_over"  # noqa: S105 - not a password
    """Of two data files of the unit, the office chose what the other one froze."""
    WITHDRAW = "withdraw"


_STEP_NAMES = {
    Step.CLEAR: "清空",
    Step.ENTER: "修改数据",
    Step.PASS: "修改数据",
    Step.FINALISE: "定稿",
    Step.EXPORT: "导出报送包",
    Step.DELIVER: "登记回执",
    Step.RETURN: "登记退回",
    Step.ACCEPT: "登记验收",
    Step.RECALL: "登记撤回退回单",
    Step.REOPEN: "登记重开",
    Step.CHOOSE: "登记选定",
    Step.PASS_OVER: "登记选定",
    Step.WITHDRAW: "撤回",
}
_NEXT: dict[Step, dict[YearState, YearState]] = {
    Step.CLEAR: dict.fromkeys(_OPEN, YearState.EMPTY),
    Step.ENTER: dict.fromkeys(_OPEN, YearState.DRAFT),
    Step.PASS: dict.fromkeys(_OPEN, YearState.READY),
    Step.FINALISE: {
        # Also from a year that was opened again and in which nothing was changed since; DRAFT and READY say
        # that something was.
        YearState.READY: YearState.FINAL,
        YearState.RETURNED: YearState.FINAL,
        YearState.WITHDRAWN: YearState.FINAL,
    },
    Step.EXPORT: {
        # A package may be written again in a later state, which then stays as it is.
        YearState.FINAL: YearState.EXPORTED,
        YearState.EXPORTED: YearState.EXPORTED,
        YearState.DELIVERED: YearState.DELIVERED,
        YearState.ACCEPTED: YearState.ACCEPTED,
    },
    Step.DELIVER: dict.fromkeys(_SENT, YearState.DELIVERED),
    Step.RETURN: dict.fromkeys((*_SENT, YearState.ACCEPTED), YearState.RETURNED),
    Step.ACCEPT: dict.fromkeys((*_SENT, YearState.ACCEPTED), YearState.ACCEPTED),
    Step.RECALL: {YearState.RETURNED: YearState.DELIVERED},
    # Where the acceptance itself was lost, the reopening says that there was one.
    Step.REOPEN: dict.fromkeys((*_SENT, YearState.ACCEPTED), YearState.RETURNED),
    Step.CHOOSE: dict.fromkeys((*_SENT, YearState.SUPERSEDED), YearState.DELIVERED),
    Step.PASS_OVER: dict.fromkeys(YearState, YearState.SUPERSEDED),
    Step.WITHDRAW: {YearState.FINAL: YearState.WITHDRAWN, YearState.EXPORTED: YearState.WITHDRAWN},
}
_ADVICE = {
    YearState.EMPTY: "请先填报",
    YearState.DRAFT: "请先改正强制性问题，并说明核实性问题",
    YearState.READY: "请先定稿",
    YearState.FINAL: "如需修改，请先撤回定稿并写明原因",
    YearState.EXPORTED: "如需修改，请先撤回并写明原因",
    YearState.DELIVERED: "如需修改，请联系统计局退回",
    YearState.ACCEPTED: "已验收的数据不能再改，如有错误请联系统计局",
    YearState.RETURNED: "请按退回意见修改后重新定稿",
    YearState.WITHDRAWN: "请修改后重新定稿",
    YearState.SUPERSEDED: "统计局选定了本单位另一个数据文件的报送，请用那个文件",
}


def next_state(state: YearState, step: Step, chosen: str = "") -> YearState:
    """The state after a step.

    Args:
        state: the present state.
        step: what is to be done.
        chosen: 校验码 on the paper of what the office chose instead, of a year that was passed over; empty
            where it is not known.

    Raises:
        StateError: the step is not possible in this state (E-STATE-001); the sentence says what to do first.
    """
    following = _NEXT[step].get(state)
    if following is None:
        needless = step is Step.WITHDRAW and state.is_open
        advice = "还没有定稿，可以直接修改，不用撤回" if needless else state.advice
        if state is YearState.SUPERSEDED and chosen:
            advice += f"：它印的报表上校验码是 {chosen}"
        raise StateError(
            StateCode.NOT_NOW,
            f"本年度{state.label}，不能{_STEP_NAMES[step]}。{advice}。",
            state=state.value,
            step=step.value,
        )
    return following


def can_step(state: YearState, step: Step) -> bool:
    """Whether a step is possible in a state."""
    return state in _NEXT[step]
