"""Whether a year can be frozen, and what stands against it: words above the signatures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.models.grid.roles import Mark
from desktop.services.unit.year import YearDesk
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.mark_label import MarkLabel
from forms.canonical import check_code, format_check_code
from forms.filing.state import YearState


class YearStanding(QWidget):
    """A heading, a sentence, and a line for each obstacle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._heading, self._told, self._obstacles = QLabel(), QLabel(), QVBoxLayout()
        self._heading.setFont(bold(self.font(), points=POINT_SIZE + 3))
        self._heading.setWordWrap(True)
        self._told.setWordWrap(True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._told)
        column.addLayout(self._obstacles)

    def show_year(self, year: YearDesk, obstacles: list[str]) -> None:
        """Show how a year stands.

        Args:
            year: the year.
            obstacles: sentences that say what stands against 定稿; not shown of a frozen year.
        """
        self._heading.setText(_headline(year, obstacles))
        self._told.setText(_explanation(year, obstacles))
        while (item := self._obstacles.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in () if year.state.is_frozen else obstacles:
            mark = Mark.TO_COME if year.state is YearState.EMPTY else Mark.BAD
            self._obstacles.addWidget(_line(mark, sentence))


def _headline(year: YearDesk, obstacles: list[str]) -> str:
    if year.state.is_frozen:
        return f"{year.state.label}（第 {year.record.revision} 次报送）"
    return "还不能定稿" if obstacles else "可以定稿"


def _explanation(year: YearDesk, obstacles: list[str]) -> str:
    digest = year.content_digest
    if year.state.is_frozen and digest is not None:
        code = format_check_code(check_code(digest))
        return f"校验码 {code}\n打印、盖章的纸质报表与导出的文件内容一致，每页印有同一校验码。"
    if obstacles:
        return "处理完下面几项后即可定稿；现在打印的每一页都标有“草稿”。"
    return "定稿后数据、说明和人员被固定，正式报表印上校验码。此后修改须先撤回并写明原因。"


def _line(shape: Mark, sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    mark, words = MarkLabel(shape), QLabel(sentence)
    words.setWordWrap(True)
    mark.setFixedHeight(words.fontMetrics().height())  # beside the middle of the first line
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return line
