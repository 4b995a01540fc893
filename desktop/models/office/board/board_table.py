"""The board as a table: filtered, looked through by name or pinyin initials, sorted by who has to act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.grid.roles import Mark, Role
from desktop.models.office.standing import (
    STATE_MARKS,
    ToneText,
    paper_of,
    questions_of,
)
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.overview import board_words
from desktop.services.office.overview.board import BoardRow
from desktop.services.office.overview.board_filter import BoardFilter
from desktop.services.office.overview.board_words import bad_words, next_words, short_day
from desktop.services.office.overview.today import Today
from forms.filing.receipt_time import day_in_beijing, minute_in_beijing
from forms.text.pinyin import abbreviated_in, found_in

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

UNIT, STATE, CAME, REVISION, PAPER, ASKED, GAPS, WARNED, BAD, NEXT = range(10)
"""The columns."""
_HEADS: Final = (
    board_words.UNIT, board_words.STATE, board_words.CAME, board_words.REVISION, board_words.PAPER,
    board_words.ASKED, board_words.GAPS, board_words.WARNED, board_words.BAD, board_words.NEXT,
)  # fmt: skip
_ABOUT: Final[Mapping[int, str]] = {
    CAME: "现用一版收到的日期；迟几天从首次报来算起",
    GAPS: "现用一版里没有填、也没有写原因的格",
    WARNED: "按本局已验收的往年数判定，要预警的目标；空白是没有比",
    BAD: "不符合，或有不同还没有决定的核验项",
}
_THEIRS = frozenset({NextKind.AWAITED, NextKind.WAITS, NextKind.REOPENED, NextKind.OTHER_PAPER})
"""What the unit has to do next; whatever else there is to do is ours."""


class BoardModel(QAbstractTableModel):
    """Lines of units; what comes next is asked of ``today``."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.rows: Sequence[BoardRow] = ()
        self._today: Today | None = None
        self._names: Mapping[str, str] = {}
        self._to_come: Sequence[str] = ()
        self._filter, self._wanted = BoardFilter.EXPECTED, ""

    def show_today(self, today: Today, names: Mapping[str, str]) -> None:
        """Show where the year stands.

        Args:
            today: where it stands.
            names: short name of each unit of the plan, by its code.
        """
        self._today, self._names = today, names
        self._choose()

    def clear(self, names: Sequence[str] = ()) -> None:
        """Show the names of the units alone, until another year was read: they stand with the window."""
        self._today, self._to_come = None, names
        self._choose()

    def show_filter(self, wanted: BoardFilter) -> None:
        """Show the lines of a filter alone."""
        self._filter = wanted
        self._choose()

    def look_for(self, text: str) -> None:
        """Show the lines alone whose name holds a text, or whose initials do."""
        self._wanted = text.strip().casefold()
        self._choose()

    @property
    def has_late(self) -> bool:
        """Whether any line says by how many days it was late."""
        return any(row.late for row in self.rows)

    @property
    def narrowed_words(self) -> str:
        """What keeps some units from being shown (Chinese); empty where all are."""
        parts = [] if self._filter is BoardFilter.EXPECTED else [f"只看“{self._filter.value}”"]
        parts += [f"查找“{self._wanted}”"] if self._wanted else []
        count = 0 if self._today is None else len(self._today.board.rows)
        return f"{'，'.join(parts)}：{len(self.rows)} / {count} 个单位" if parts else ""

    def unit_at(self, row: int) -> str:
        """Code of the unit in a row; empty where there is no such row."""
        return self.rows[row].unit if 0 <= row < len(self.rows) else ""

    def row_of(self, unit: str) -> int:
        """Row of a unit; -1 where it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.unit == unit), -1)

    def name_of(self, row: BoardRow) -> str:
        """Short name of a unit, as the plan has it; the long one where the plan does not know it."""
        return self._names.get(row.unit, row.name)

    def _choose(self) -> None:
        rows = () if self._today is None else self._today.board.rows
        found = [row for row in rows if self._filter.has(row) and self._is_meant(row)]
        found.sort(key=_who_acts)
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def _is_meant(self, row: BoardRow) -> bool:
        name = self.name_of(row)
        return any(
            found_in(text, self._wanted) is not None or abbreviated_in(text, self._wanted)
            for text in (name, row.name)
        )

    # --- as a table ------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractTableModel.rowCount."""
        if parent.isValid():
            return 0
        return len(self._to_come if self._today is None else self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Override QAbstractTableModel.headerData."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return _ABOUT.get(section) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractTableModel.data."""
        if self._today is None:
            is_name = index.column() == UNIT and role == Qt.ItemDataRole.DisplayRole
            return self._to_come[index.row()] if is_name else None
        row, column = self.rows[index.row()], index.column()
        if role == Role.MARK:
            return self._mark(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Role.TONE):
            told = self._told(row, column)
            return told.text if role == Qt.ItemDataRole.DisplayRole else told.tone
        if role == Role.DETAIL:
            return f"迟 {row.late} 天" if column == CAME and row.late else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in (REVISION, GAPS, WARNED, BAD)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[column]}：{self._told(row, column).text or '没有'}"
        return None

    @staticmethod
    def _mark(row: BoardRow, column: int) -> Mark | None:
        if column == STATE:
            return STATE_MARKS[row.state]
        paper = paper_of(row) if column == PAPER else None
        return None if paper is None else paper[0]

    def _told(self, row: BoardRow, column: int) -> ToneText:
        assert self._today is not None
        today, paper = self._today, paper_of(row)
        cells: Mapping[int, Callable[[], ToneText]] = {
            UNIT: lambda: ToneText(self.name_of(row)),
            STATE: lambda: ToneText(row.state.label),
            CAME: lambda: self._came(row, today),
            REVISION: lambda: self._revision(row, today),
            PAPER: lambda: ToneText("—" if paper is None else paper[1]),
            ASKED: lambda: questions_of(row),
            GAPS: lambda: _counted(row, row.gaps, "alarm"),
            WARNED: lambda: _counted(row, row.warnings, "alarm"),
            BAD: lambda: _counted(row, len(row.bad), "bad"),
            NEXT: lambda: ToneText(next_words(row, today.board)),
        }
        return cells[column]()

    @staticmethod
    def _came(row: BoardRow, today: Today) -> ToneText:
        """When what counts arrived; where nothing counts yet, in grey what came last."""
        if row.arrived is not None:
            return ToneText(short_day(day_in_beijing(row.arrived)))
        came = today.dossiers[row.unit].came
        return ToneText(short_day(day_in_beijing(came[0].at)) if came else "—", "muted")

    @staticmethod
    def _revision(row: BoardRow, today: Today) -> ToneText:
        """Number of what counts; where nothing does, in grey the highest that came."""
        if row.revision is not None:
            return ToneText(str(row.revision))
        came = [one.revision for one in today.dossiers[row.unit].came]
        return ToneText(str(max(came)) if came else "—", "muted")

    def _tip(self, row: BoardRow, column: int) -> str | None:
        if column == UNIT:
            return row.name
        if column == CAME and row.arrived is not None:
            return f"{minute_in_beijing(row.arrived)} 收到"
        if column == BAD and row.bad:
            return bad_words(row)
        if column == WARNED and row.judged_otherwise:
            return f"其中有 {row.judged_otherwise} 个目标与单位自报的判定不同"
        return self._told(row, NEXT).text if column == NEXT else None


def _counted(row: BoardRow, count: int | None, tone: str) -> ToneText:
    """A grey 0 was counted; blank means that nothing has come, or that it was not counted."""
    if row.revision is None or count is None:
        return ToneText("")
    return ToneText(str(count), tone if count else "muted")


def _who_acts(row: BoardRow) -> int:
    """First what is ours, then what the unit has to do, then what is done."""
    if row.next.kind is NextKind.NOTHING:
        return len(_OURS) + 1
    return len(_OURS) if row.next.kind in _THEIRS else _OURS.index(row.next.kind)


_OURS: Final = (
    NextKind.CHOOSE,
    NextKind.MISTRUSTED,
    NextKind.REGISTER,
    NextKind.HELD,
    NextKind.LATE_CHANGE,
    NextKind.HELD_ANSWER,
    NextKind.ANSWERED,
    NextKind.SEND,
    NextKind.SEND_AGAIN,
    NextKind.DOUBT,
    NextKind.DOUBT_AFTER,
    NextKind.ACCEPT,
    NextKind.PAPER,
)
"""What is ours, in working order."""
