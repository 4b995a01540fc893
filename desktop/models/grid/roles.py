"""Item roles and marks shared by models and views."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

_FIRST = 256
"""``Qt.ItemDataRole.UserRole``. Importing the namespace would delay the first paint by 15 ms."""


class Role(IntEnum):
    """Roles of an index beyond Qt's own."""

    ADDRESS = _FIRST + 1
    """Cell address ``<form>/<row>/<breakdown>``, or the cell at which a finding points."""
    KIND = _FIRST + 2
    """``CellKind`` of a value cell, None elsewhere."""
    MARK = _FIRST + 3
    """``Mark`` to be drawn, or None."""
    PROBLEM = _FIRST + 4
    """Whether the text of the cell was not understood or not stored."""
    FINDING = _FIRST + 5
    """The ``Finding`` itself."""
    FORM = _FIRST + 6
    """Form code of a node in the tree of forms; None for a domain."""
    PROGRESS = _FIRST + 7
    """``Progress`` of a form."""
    DERIVED_ROW = _FIRST + 8
    """Whether the whole row is computed."""
    DETAIL = _FIRST + 9
    """Second line of a list row: what to do next. In the grid: a word or letter beside a name or figure."""
    EXPLAINED = _FIRST + 10
    """Whether the finding is explained for its present values."""
    LABEL = _FIRST + 11
    """Word in front of a list row, beside its mark."""
    WARNING = _FIRST + 12
    """The ``EarlyWarning`` itself."""
    SUBJECT = _FIRST + 13
    """What a list row is about: code and name of a form row."""
    GROUP = _FIRST + 14
    """Heading above a list row that begins a group, and the number of its rows; None elsewhere."""
    STATE = _FIRST + 15
    """Word at the end of a list row: what is still to be done."""
    ASKED = _FIRST + 16
    """Whether the office asks about the figure and waits for an answer."""
    GIVEN = _FIRST + 17
    """Whether the statistics office gave the figure, which locks its cell."""
    TONE = _FIRST + 18
    """In which tone a text is written: bad, alarm, good, muted, accent; empty for ink."""


class Mark(StrEnum):
    """A shape with a meaning, the same on every page, always shown together with words."""

    GOOD = "good"
    """Disc: met."""
    UNDER_WAY = "under-way"
    """Ring: not due yet, and nothing is wrong with the pace."""
    SLOW = "slow"
    """Hollow triangle: slower than needed."""
    ALARM = "alarm"
    """Triangle: needs an explanation or attention."""
    BAD = "bad"
    """Cross: missed, or must be corrected."""
    NOTHING = "nothing"
    """Dash: no figure to be judged."""
    BLANK = "blank"
    """Dot: not filled in yet."""
    HINT = "hint"
    """Diamond: for information."""
    DONE = "done"
    """Tick: explained, finished."""
    TO_COME = "to-come"
    """Dotted ring: a later step."""
    NEW = "new"
    """Ring with a plus: was not there before."""
    CHANGED = "changed"
    """Stroke of a pencil: is another than before."""
    UNASKED = "unasked"
    """Two strokes of a pencil: is another than before, and nobody had asked about it."""
    SAME = "same"
    """Two lines: is the same as before."""
    DROPPED = "dropped"
    """Ring with a stroke through it: is not asked for any more."""
    MOVED = "moved"
    """Arrow: somebody else has it now."""
    DUE = "due"
    """Flag: must be reached this year."""
    ASKED = "asked"
    """Speech bubble: somebody waits for an answer."""
    HALF = "half"
    """Ring that is half filled: the office is at it."""
    BACK = "back"
    """Arrow that turns back: sent back to the unit."""
    FORK = "fork"
    """Fork: two that contradict each other, of which one must be chosen."""

    @property
    def shape(self) -> str:
        """What it looks like (Chinese)."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """What it says, wherever it stands (Chinese)."""
        return _WORDS[self][1]


_WORDS = {
    Mark.GOOD: ("绿点", "达标"),
    Mark.UNDER_WAY: ("灰圈", "进行中：还没到期，没有预警，也没有偏慢"),
    Mark.SLOW: ("空心三角", "进度偏慢"),
    Mark.ALARM: ("橙色三角", "要说明，或要留意（预警）"),
    Mark.BAD: ("红叉", "要改正，或到期没有达到"),
    Mark.NOTHING: ("短横", "没有可以判断的数"),
    Mark.BLANK: ("小点", "还没有填"),
    Mark.HINT: ("菱形", "提示，供参考"),
    Mark.DONE: ("绿勾", "办好了"),
    Mark.TO_COME: ("虚线圈", "还没到这一步"),
    Mark.NEW: ("加号圈", "新的"),
    Mark.CHANGED: ("笔划", "改了"),
    Mark.UNASKED: ("两笔划", "改了，没有人问过"),
    Mark.SAME: ("双线", "没有变"),
    Mark.DROPPED: ("划去的圈", "不再填"),
    Mark.MOVED: ("箭头", "改由他处"),
    Mark.DUE: ("小旗", "本年到期"),
    Mark.ASKED: ("气泡", "统计局的提问，等答复"),
    Mark.HALF: ("半圆", "统计局正在审"),
    Mark.BACK: ("回箭头", "已退回单位，等更正或答复"),
    Mark.FORK: ("叉形", "有两份不同的，要选定一份"),
}


def mark_at(index: QModelIndex | QPersistentModelIndex) -> Mark | None:
    """The mark of an index; Qt hands a ``StrEnum`` back as plain text."""
    text = index.data(Role.MARK)
    return Mark(text) if text else None
