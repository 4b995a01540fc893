"""How a unit's year at the office is told in the window: shape, word, and what is to be done next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from desktop.models.grid.roles import Mark
from desktop.models.office.told_fact import step_in_window
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.overview.board import BoardRow
from desktop.services.office.overview.today import Today
from forms.letters.fact_words import fact_word
from forms.receiving.state import OfficeState

STATE_MARKS: Mapping[OfficeState, Mark] = {
    OfficeState.EXPECTED: Mark.TO_COME,
    OfficeState.EXCUSED: Mark.NOTHING,
    OfficeState.QUARANTINED: Mark.ALARM,
    OfficeState.CONFLICT: Mark.FORK,
    OfficeState.RECEIVED: Mark.HALF,
    OfficeState.QUESTIONED: Mark.BACK,
    OfficeState.ANSWERED: Mark.HALF,
    OfficeState.ACCEPTED: Mark.DONE,
    OfficeState.CLOSED: Mark.DONE,
}
"""The shape of each state, which stands before its word."""
PAPERS: Mapping[str, tuple[Mark, str]] = {
    "matched": (Mark.DONE, "相符"),
    "mismatch": (Mark.BAD, "不符"),
    "waived": (Mark.NOTHING, "不要求"),
}
"""The paper of the revision that counts, by its status; any other is still to be checked."""
PAPER_TO_CHECK = (Mark.TO_COME, "待核")


class ToneText(NamedTuple):
    """A text with the tone in which it is written.

    Attributes:
        text: Chinese; empty where there is nothing to say.
        tone: ``bad``, ``alarm``, ``good``, ``muted``, or empty for ink.
    """

    text: str
    tone: str = ""


def paper_of(row: BoardRow) -> tuple[Mark, str] | None:
    """The paper of what counts; None where nothing counts yet."""
    return None if row.revision is None else PAPERS.get(row.paper, PAPER_TO_CHECK)


def questions_of(row: BoardRow) -> ToneText:
    """Questions about a unit's year: what is ours first; a grey 0 where nothing was asked."""
    if row.to_send:
        return ToneText(f"未发 {row.to_send}", "alarm")
    if row.answered:
        return ToneText(f"已答 {row.answered}", "accent")
    if row.to_answer:
        return ToneText(f"未答 {row.to_answer}", "alarm")
    return ToneText("" if row.revision is None else "0", "muted")


COMPARED = frozenset({NextKind.DOUBT, NextKind.PAPER, NextKind.OTHER_PAPER, NextKind.ACCEPT})
"""What follows only once figures were compared."""


def next_words(row: BoardRow, today: Today) -> str:
    """What is to be done next, as the window says it; a dash where nothing is."""
    kind, fact = row.next.kind, row.next.fact
    if not today.is_whole and kind in COMPARED:
        return "正在核对……"
    if kind is NextKind.AWAITED:
        return _awaited(row, today)
    if kind is NextKind.DOUBT and fact is not None:
        return f"看{fact_word(fact.name)}：{step_in_window(fact.code, fact.step)}"
    if kind is NextKind.HELD and fact is not None:
        return step_in_window(fact.code, fact.step)
    counted = {
        NextKind.SEND: f"{row.to_send} 问没有发出：发退回单或取消",
        NextKind.ANSWERED: f"看 {row.answered} 个答复",
        NextKind.HELD_ANSWER: f"{row.answers_waiting} 个答复在待处理的一份里",
        NextKind.WAITS: f"等答复 {row.to_answer} 问",
        NextKind.OTHER_PAPER: f"等补交第 {row.revision} 版的纸质表",
    }
    return counted.get(kind, _WORDS.get(kind, ""))


_WORDS: Mapping[NextKind, str] = {
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


def _awaited(row: BoardRow, today: Today) -> str:
    dossier = today.dossiers.get(row.unit)
    until = None if dossier is None else dossier.deadline
    if until is None:
        return "等报送"
    days = (today.day - until).days
    return f"催报，已过 {days} 天" if days > 0 else f"等报送，限 {short_day(until)}"


def short_day(day: date) -> str:
    """A day within the year that is received, ``04-30``."""
    return f"{day:%m-%d}"


def share_of(count: int, total: int) -> str:
    """A share with one decimal, half up, ``81.8%``; a dash where there is no total."""
    if not total:
        return "—"
    tenths = (2000 * count + total) // (2 * total)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def deadline_words(today: Today) -> tuple[str, bool]:
    """Until when the year is due, and whether that is past; empty where no day is set."""
    if today.deadlines is None:
        return "还没有规定期限", False
    first, last = today.deadlines
    days = (today.day - last).days
    left = f"已过 {days} 天" if days > 0 else "今天截止" if days == 0 else f"还有 {-days} 天"
    until = f"{last}" if first == last else f"{short_day(first)} 至 {last}"
    return f"截止 {until}（{left}）", days > 0
