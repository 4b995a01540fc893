"""核对纸质表: the 校验码 of stamped pages, typed or scanned in turn; the window follows behind."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.models.office.papers import (
    PAPER_HEADS,
    PaperLine,
    can_take_back,
    compared_line,
    failed_line,
    place_of,
    shown_line,
    take_back_line,
)
from desktop.models.office.window_words import window_words
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.office.page import OfficeFrame
from desktop.views.office.shown_view import ShownView
from forms.errors import TianbaoError

_ADVICE = (
    "照盖章纸质表每页左下角输入 16 位校验码，或用扫码枪扫右下角的二维码；每一份按 Enter，扫码枪自己会按。"
    "找遍各单位各年度；找到的记下相符或不符，后面的窗口翻到那个单位那一年。"
)
_LONGEST = 200
"""Characters that the line takes; the QR code has 64. Chosen by us."""
_ROWS, _UNIT = 5, 190
"""Lines of the list in sight, and pixels of a unit's name; our own choice."""


class PaperDialog(Dialog):
    """Takes code after code.

    Args:
        frame: the window, which is led to the unit's year of each code.
        parent: of the dialog.
    """

    chapter = "desk-paper.md"

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Wait for the first code."""
        super().__init__("核对盖章纸质表", parent, width=820)
        self._office = frame
        self._lines: list[PaperLine] = []
        """Newest first."""
        self._waiting: list[str] = []
        """Codes that came while another one was compared: a scanner does not wait."""
        self._is_comparing = False
        self.line, self.told = QLineEdit(), QLabel()
        self.line.setAccessibleName("校验码")
        self.line.setPlaceholderText("输入或扫码，按 Enter")
        self.line.setMaxLength(_LONGEST)
        self.line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.told.setWordWrap(True)
        self.list = ShownView("核对过的纸质表", (3,), narrow={1: _UNIT})
        self.list.setMinimumHeight(self.list.height_of(_ROWS))
        buttons = QDialogButtonBox()
        self.back = buttons.addButton("撤回这一条", QDialogButtonBox.ButtonRole.ActionRole)
        self.close_ = buttons.addButton("关闭　Esc", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.back, self.close_):
            button.setAutoDefault(False)  # Enter belongs to the line, as a scanner has it
        self.back.clicked.connect(self._take_back)
        buttons.rejected.connect(self.reject)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.lay_out(muted(_ADVICE), self._row(), self.told, self.list, buttons=buttons)
        self._show_lines()
        self.line.setFocus()

    def _row(self) -> QHBoxLayout:
        self.go = QPushButton("核对")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._enter)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter compares what stands in the line, wherever the focus is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        text = self.line.text()
        self.line.clear()
        self.line.setFocus()
        if text.strip():
            self._waiting.append(text)
            self._compare_next()

    def _compare_next(self) -> None:
        if self._is_comparing or not self._waiting:
            return
        self._is_comparing = True
        text = self._waiting.pop(0)
        desk = self._office.desk_year.desk
        self._office.background.run(
            "正在核对校验码……",
            partial(compared_line, desk, text),
            self._take,
            lambda error: self._take(failed_line(text, error)),
        )

    def _take(self, line: PaperLine) -> None:
        self._is_comparing = False
        self._lines.insert(0, line)
        self._show_lines()
        self._tell(line)
        place = place_of(line)
        if place is not None:
            self._office.show_year_of(*place)
        self._compare_next()

    def _tell(self, line: PaperLine) -> None:
        found = None if line.compared is None else line.compared.found
        whose = f"{line.code}　" if found is None else f"{found.unit_name} {found.year} 年　"
        self.told.setText(window_words(f"{whose}{line.sentence}"))
        self.told.setProperty("tone", {"done": "good", "bad": "bad"}.get(line.mark.value, "alarm"))
        self.told.style().polish(self.told)

    def _show_lines(self) -> None:
        self.list.show_lines(PAPER_HEADS, [shown_line(line) for line in self._lines])
        if self._lines:
            self.list.selectRow(0)
        self._show_current()

    def _current(self) -> PaperLine | None:
        row = self.list.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _show_current(self) -> None:
        line = self._current()
        self.back.setEnabled(can_take_back(line))
        if line is not None:
            self._tell(line)

    # --- taking back -----------------------------------------------------------------------------

    def _take_back(self) -> None:
        line = self._current()
        if line is None or not can_take_back(line):
            return
        row = self._lines.index(line)

        def answer(changed: PaperLine) -> None:
            self._lines[row] = changed
            self._show_lines()
            self._tell(changed)
            self._office.desk_year.reread()

        desk = self._office.desk_year.desk
        self._office.background.run("正在撤回……", partial(take_back_line, desk, line), answer, self._refuse)
        self.line.setFocus()

    def _refuse(self, error: TianbaoError) -> None:
        self.told.setText(window_words(error.sentence))
        self.told.setProperty("tone", "bad")
        self.told.style().polish(self.told)
