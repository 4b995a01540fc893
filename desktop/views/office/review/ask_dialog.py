"""提问 (F7): a question about a cell, a check or the whole filing, with suggested texts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.models.office.review.suggested import AskedPlace, Suggested
from desktop.models.office.review.under_review import Ended, TypedQuestion, UnderReview
from desktop.views.frame.dialog import muted
from desktop.views.office.review.review_dialog import ReviewDialog, reason_line

_ADVICE = "文字里不要写数字：数由单位的程序按它自己的一版显示。问题先记下，点【退回】时签名，一并发给单位。"


class AskDialog(ReviewDialog):
    """Asks what is to be asked.

    Args:
        under_review: the unit's year.
        place: at what the question hangs.
        offered: texts that are suggested, those about the place first.
        parent: of the dialog.
    """

    def __init__(
        self, under_review: UnderReview, place: AskedPlace, offered: Sequence[Suggested], parent: QWidget
    ) -> None:
        """Suggest the first text that is about the place."""
        super().__init__("提问", "记下问题", self._ask, parent)
        self._under_review, self._place, self._offered = under_review, place, offered
        self._places = [place, *(one.place for one in offered)]
        self.choice, self.text, self._where = (
            QComboBox(),
            reason_line("问题", "要单位核对、说明什么"),
            QLabel(),
        )
        self.choice.setAccessibleName("建议的问法")
        self.choice.addItem("自己写")
        for one in offered:
            self.choice.addItem(one.label)
        self.choice.currentIndexChanged.connect(self._take)
        self.choice.setVisible(bool(offered))
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setWordWrap(True)
        self.day = QLineEdit()
        self.day.setAccessibleName("答复期限")
        self.day.setPlaceholderText(f"如 {under_review.in_two_weeks}，可以不写")
        until = QHBoxLayout()
        until.addWidget(QLabel("答复期限"))
        until.addWidget(self.day, 1)
        self.put(self._where, self.choice, self.text, until, muted(_ADVICE))
        about_here = offered and offered[0].place.is_same_as(place)
        self.choice.setCurrentIndex(1 if about_here else 0)
        self._show_place(self._current_place())
        self.text.setFocus()

    def _current_place(self) -> AskedPlace:
        return self._places[self.choice.currentIndex()]

    def _show_place(self, place: AskedPlace) -> None:
        self._where.setText(f"问：{place.words}")

    def _take(self, number: int) -> None:
        self._show_place(self._current_place())
        if number > 0:
            self.text.setPlainText(self._offered[number - 1].text)

    def _ask(self, ended: Ended) -> None:
        place = self._current_place()
        asked = TypedQuestion(
            scope=place.scope,
            cell=place.cell,
            code=place.code,
            text=self.text.toPlainText().strip(),
            day=self.day.text(),
        )
        self._under_review.ask(asked, ended)
