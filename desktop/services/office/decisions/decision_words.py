"""What officers decided about a unit's year, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from db.office.records import Decision, DecisionKind
from desktop.services.office.decisions.deciding import (
    COUNTS,
    DEFINITION_ANSWERS,
    HISTORY_ANSWERS,
    PAPER_ANSWERS,
)
from forms.canonical import format_check_code
from forms.filing.receipt_time import minute_in_beijing


def decision_line(
    one: Decision, undone: Decision | None = None, subject_name: Callable[[Decision], str] = lambda _: ""
) -> str:
    """What was decided, its number, when, by whom and why; of one that was taken back, by which.

    Args:
        one: the decision.
        undone: which one takes it back; None where it stands.
        subject_name: what it was decided for, by its name; empty where it has none but its code.
    """
    name = subject_name(one)
    words = "".join(filter(None, (_DECIDED[one.kind], f" {name}" if name else _subject(one), _answer(one))))
    reason = f"：{one.reason}" if one.reason else ""
    back = "" if undone is None else f"（已由第 {undone.id} 号撤回）"
    return f"第 {one.id} 号 {minute_in_beijing(one.at)} {one.actor}{words}{reason}{back}"


def _subject(one: Decision) -> str:
    if one.kind is DecisionKind.CHOOSE or not one.subject:
        return ""
    if one.kind is DecisionKind.UNDO:
        return f"第 {one.subject} 号决定（{_DECIDED[DecisionKind(one.answer)]}）"
    if one.kind is DecisionKind.ASIDE:
        return f" {one.subject[:16]}"
    # Of a figure of an earlier year without the one that the office held.
    return f" {one.subject.rpartition('=')[0] if one.kind is DecisionKind.HISTORY else one.subject}"


_ANSWERS: Mapping[DecisionKind, Mapping[str, str]] = {
    DecisionKind.BRIDGE: {COUNTS: ""},
    DecisionKind.HISTORY: HISTORY_ANSWERS,
    DecisionKind.DEFINITION: DEFINITION_ANSWERS,
    DecisionKind.PAPER: PAPER_ANSWERS,
}


def _answer(one: Decision) -> str:
    """An answer in Chinese; a 校验码 in its groups."""
    if one.kind in _OF_QUESTIONS or one.kind is DecisionKind.UNDO or not one.answer:
        return ""
    known = _ANSWERS.get(one.kind, {})
    if one.answer in known:
        return f" {known[one.answer]}".rstrip()
    is_code = one.kind in {DecisionKind.PAPER, DecisionKind.CHOOSE}
    return f" {format_check_code(one.answer) if is_code else one.answer}"


_OF_QUESTIONS = frozenset(
    {DecisionKind.WITHDRAW_QUESTION, DecisionKind.ASK_AGAIN, DecisionKind.CLOSE_QUESTION}
)
"""Kinds whose answer is the number of a letter, which says nothing to people."""
_DECIDED: Mapping[DecisionKind, str] = {
    DecisionKind.EXCUSE: "办免报",
    DecisionKind.CALL: "取消免报",
    DecisionKind.BRIDGE: "认定缺版",
    DecisionKind.CHOOSE: "选定",
    DecisionKind.ACCEPT: "验收",
    DecisionKind.REOPEN: "重开",
    DecisionKind.PAPER: "核对纸质表",
    DecisionKind.ARRIVAL: "写明到达日期",
    DecisionKind.HISTORY: "决定往年数",
    DecisionKind.DEFINITION: "决定口径",
    DecisionKind.BASE: "决定基础数据",
    DecisionKind.ASIDE: "不予采用",
    DecisionKind.UNDO: "撤回",
    DecisionKind.WITHDRAW_QUESTION: "取消问题",
    DecisionKind.ASK_AGAIN: "再问",
    DecisionKind.CLOSE_QUESTION: "了结问题",
    DecisionKind.REMIND: "催报已发出",
    DecisionKind.ASK_WHICH: "都没有选定，写出邮件请单位说明以哪一份为准",
}
