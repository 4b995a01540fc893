"""What was exchanged with a unit about a year, in lines for the pane at the right."""

from __future__ import annotations

from typing import NamedTuple

from desktop.models.grid.roles import Mark
from desktop.services.office.overview.board_words import short_day
from desktop.services.office.overview.today import CameIn, Dossier, WentOut
from forms.filing.receipt_time import day_in_beijing


class PassedLine(NamedTuple):
    """A line.

    Attributes:
        day: ``04-25``.
        text: what came or went.
        mark: its shape; None for none.
        word: behind the mark; empty for none.
    """

    day: str
    text: str
    mark: Mark | None = None
    word: str = ""


def came_lines(dossier: Dossier) -> list[PassedLine]:
    """The files that were received, the newest first."""
    return [_came(one) for one in dossier.came]


def went_lines(dossier: Dossier) -> list[PassedLine]:
    """Letters and reminders, the newest first."""
    return [PassedLine(short_day(day_in_beijing(one.at)), _went(one)) for one in dossier.went]


def _came(one: CameIn) -> PassedLine:
    way = "邮件" if one.is_mail else "文件"
    mark, word = (
        (Mark.NOTHING, "不予采用")
        if one.is_aside
        else (Mark.ALARM, "待处理")
        if one.waits
        else (Mark.DONE, "现用")
        if one.is_current
        else (Mark.SAME, "留存")
    )
    return PassedLine(short_day(day_in_beijing(one.at)), f"第 {one.revision} 版　{way}", mark, word)


def _went(one: WentOut) -> str:
    if one.kind is None:
        return "请单位说明以哪一份为准" if one.asks_which else "催报已发出"
    asked = f"，{one.questions} 问" if one.questions else ""
    return f"发{one.kind.label}第 {one.number} 号{asked}"
