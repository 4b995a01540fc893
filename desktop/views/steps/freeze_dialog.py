"""The one question before 定稿: what is about to be fixed, and how it can be changed afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.models.unit.freezing import AFTERWARDS, frozen_facts
from desktop.services.unit.printing import by_hand_words, left_by_hand
from desktop.services.unit.year import YearDesk
from desktop.views.frame.dialog_room import give_room
from desktop.views.frame.facts_table import facts_html
from desktop.views.frame.keys import let_enter_go_back
from desktop.views.frame.theme import POINT_SIZE, bold
from desktop.views.steps.clock_word import ClockWord


class FreezeDialog(QDialog):
    """Enter and Esc go back, until 定稿 is chosen; nothing is changed here.

    Args:
        year: a year that can be frozen.
    """

    def __init__(self, year: YearDesk, parent: QWidget | None = None) -> None:
        """Say what will be fixed, and what cannot be printed."""
        super().__init__(parent)
        self.setWindowTitle("定稿")
        self.setMinimumWidth(560)
        heading = QLabel("将要定稿的内容")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 2))
        self.facts, afterwards = QLabel(facts_html(frozen_facts(year))), QLabel(AFTERWARDS)
        afterwards.setProperty("tone", "muted")
        for words in (self.facts, afterwards):
            words.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.freeze = buttons.addButton("定稿", QDialogButtonBox.ButtonRole.AcceptRole)
        self.freeze.setProperty("kind", "primary")
        buttons.addButton("再看看", QDialogButtonBox.ButtonRole.RejectRole)
        self.by_hand = self._by_hand_box(by_hand_words(left_by_hand(year)))
        self.annex = QCheckBox("正式报表后附上预警清单（附件，可以不附）")
        self.annex.setChecked(True)
        self.annex.setVisible(bool(year.warnings))
        self.clock_word = ClockWord()
        self.clock_word.answered.connect(self._look_at_words)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        asked = (self.annex, *self._blanks, self.by_hand, self.clock_word)
        for widget in (heading, self.facts, *asked, afterwards, buttons):
            layout.addWidget(widget)
        self.clock_word.look(year.desk)
        self._look_at_words()
        let_enter_go_back(buttons)
        give_room(self)

    def _by_hand_box(self, blank: str) -> QCheckBox:
        """The box to confirm that what no font can draw will be written by hand; hidden where nothing is."""
        box = QCheckBox("打印后会手写补上这些字")
        box.setVisible(bool(blank))
        box.toggled.connect(self._look_at_words)
        self._blanks: list[QLabel] = []
        if blank:
            words = QLabel(f"纸质报表上留空线的字：{blank}。程序的字库里没有，数据里照原样保存。")
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setProperty("tone", "alarm")
            self._blanks.append(words)
        return box

    def _look_at_words(self) -> None:
        """Enable 定稿 once every confirmation that is asked for is given."""
        is_wanted = not self.by_hand.isHidden() and not self.by_hand.isChecked()
        self.freeze.setEnabled(not is_wanted and not self.clock_word.is_open)
