"""The words of the board, for its window, its workbook and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.facts.told_fact import step_in_window
from desktop.services.office.overview.board import Board, BoardRow
from forms.letters.fact_words import fact_word

UNIT, STATE, CAME, REVISION, PAPER, ASKED, GAPS, WARNED, BAD, NEXT = (
    "单位", "状态", "收到", "版次", "纸质", "疑问", "缺格", "预警", "异常", "下一步",
)  # fmt: skip
"""Heads of the columns, in their order."""
PAPER_WORDS: Final[Mapping[str, str]] = {"matched": "相符", "mismatch": "不符", "waived": "不要求"}
"""The paper of the revision that counts, by its status; any other is still to be checked."""
PAPER_TO_CHECK: Final = "待核"
COMPARED: Final = frozenset(
    {NextKind.DOUBT, NextKind.DOUBT_AFTER, NextKind.PAPER, NextKind.OTHER_PAPER, NextKind.ACCEPT}
)
"""What follows only once figures were compared."""
_DOUBTS: Final = frozenset({NextKind.DOUBT, NextKind.DOUBT_AFTER})
_WORDS: Final[Mapping[NextKind, str]] = {
    NextKind.NOTHING: "—",
    NextKind.MISTRUSTED: "原来的决定不再成立，再看一遍",
    NextKind.CHOOSE: "比较后选定",
    NextKind.REGISTER: "核指纹，登记",
    NextKind.SEND_AGAIN: "已报新的一版：再发一次退回单",
    NextKind.REOPENED: "已重开，等再报一版",
    NextKind.PAPER: "核对纸质表",
    NextKind.ACCEPT: "可以验收",
    NextKind.LATE_CHANGE: "验收后又来一份：要更正的先重开",
}


def paper_word(row: BoardRow) -> str:
    """The paper of what counts; empty where nothing counts yet."""
    return "" if row.revision is None else PAPER_WORDS.get(row.paper, PAPER_TO_CHECK)


def asked_word(row: BoardRow) -> str:
    """Questions about a unit's year, what is ours first; empty where none is open."""
    counts = ((row.to_send, "未发"), (row.answered, "已答"), (row.to_answer, "未答"))
    return next((f"{word} {count}" for count, word in counts if count), "")


def bad_words(row: BoardRow) -> str:
    """The facts that do not hold, or differ and nobody decided, by name."""
    return "、".join(map(fact_word, row.bad))


def next_words(row: BoardRow, board: Board) -> str:
    """What is to be done next, without commands; a dash where nothing is."""
    kind, fact = row.next.kind, row.next.fact
    if not board.is_whole and kind in COMPARED:
        return "正在核对……"
    if kind is NextKind.AWAITED:
        return _awaited(row, board.day)
    if kind in _DOUBTS and fact is not None:
        since = "验收以后才不同，" if kind is NextKind.DOUBT_AFTER else ""
        return f"{since}看{fact_word(fact.name)}：{step_in_window(fact.code, fact.step)}"
    if kind is NextKind.HELD and fact is not None:
        return step_in_window(fact.code, fact.step)
    if kind is NextKind.ACCEPT and row.look:
        return "看一遍，单独验收"
    counted = {
        NextKind.SEND: f"{row.to_send} 问没有发出：发退回单或取消",
        NextKind.ANSWERED: f"看 {row.answered} 个答复",
        NextKind.HELD_ANSWER: f"{row.answers_waiting} 个答复在待处理的一份里",
        NextKind.WAITS: f"等答复 {row.to_answer} 问",
        NextKind.OTHER_PAPER: f"等补交第 {row.revision} 版的纸质表",
    }
    return counted.get(kind, _WORDS.get(kind, ""))


def _awaited(row: BoardRow, today: date) -> str:
    if row.deadline is None:
        return "等报送"
    days = (today - row.deadline).days
    return f"催报，已过 {days} 天" if days > 0 else f"等报送，限 {short_day(row.deadline)}"


def short_day(day: date) -> str:
    """A day within the year that is received, ``04-30``."""
    return f"{day:%m-%d}"


def share_of(count: int, total: int) -> str:
    """A share rounded half up to one decimal, ``81.8%``, without it where that is 0; a dash without total."""
    if not total:
        return "—"
    tenths = (2000 * count + total) // (2 * total)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"
