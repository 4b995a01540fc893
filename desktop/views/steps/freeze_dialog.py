"""The one question before 定稿: what is about to be fixed, and how it can be changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QWidget

from desktop.models.unit.asked import QuestionLine
from desktop.models.unit.freezing import AFTERWARDS, frozen_facts
from desktop.services.unit.printing import by_hand_words, left_by_hand
from desktop.services.unit.year import YearDesk
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.keys import let_enter_go_back
from desktop.views.frame.parts.facts_table import facts_html
from desktop.views.steps.clock_word import ClockWord


class FreezeDialog(Dialog):
    """Enter and Esc go back, until 定稿 is chosen; nothing is changed here.

    Args:
        year: a year that can be frozen.
        questions: what the office still waits for.
    """

    chapter = "finalise.md"

    def __init__(
        self, year: YearDesk, parent: QWidget | None = None, *, questions: Sequence[QuestionLine] = ()
    ) -> None:
        """Say what will be fixed, and what cannot be printed."""
        super().__init__("定稿", parent, heading="将要定稿的内容")
        self.facts = QLabel(facts_html(frozen_facts(year, questions)))
        self.facts.setWordWrap(True)
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
        asked = (self.annex, *self._blanks, self.by_hand, self.clock_word)
        self.lay_out(self.facts, *asked, muted(AFTERWARDS), buttons=buttons)
        self.clock_word.look(year.desk)
        self._look_at_words()
        let_enter_go_back(buttons)

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
