"""A decision with its reason: about a fact, a question, a package; the same dialog for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.models.office.review.under_review import Ended
from desktop.views.office.review.review_dialog import ReviewDialog, reason_line
from forms.frozen import frozen

ALL = "*"
"""Stands for all subjects at once; each gets a decision of its own."""
Words = Sequence[tuple[str, str]]
"""Codes with what people read of them."""


@frozen
class ToDecide:
    """What is decided.

    Attributes:
        title: of the dialog.
        go: words of the button.
        about: what it is about, in a sentence or two.
        subjects: for what it can be decided; empty where there is no choice.
        answers: how it can be decided; empty where there is no choice.
        hint: what is written as a reason.
    """

    title: str
    go: str
    about: str
    subjects: Words = ()
    answers: Words = ()
    hint: str = "写明为什么这样决定"


Store = Callable[[Sequence[str], str, str, Ended], object]
"""Stores decisions: takes subjects, answer, reason, and a function that is told the result."""


class DecideDialog(ReviewDialog):
    """Asks how it is decided, and why.

    Args:
        wanted: what is decided.
        store: stores it.
        parent: of the dialog.
        subject: code of the subject that is chosen at first; empty for the first one.
    """

    def __init__(self, wanted: ToDecide, store: Store, parent: QWidget, subject: str = "") -> None:
        """Offer what can be decided."""
        super().__init__(wanted.title, wanted.go, self._decide, parent)
        self._wanted, self._store = wanted, store
        about = QLabel(wanted.about)
        about.setWordWrap(True)
        about.setTextFormat(Qt.TextFormat.PlainText)
        self.subject, self.reason = QComboBox(), reason_line("原因", wanted.hint)
        self.subject.setAccessibleName("哪一项")
        for code, words in wanted.subjects:
            self.subject.addItem(words, code)
        if len(wanted.subjects) > 1:
            self.subject.addItem(f"全部 {len(wanted.subjects)} 项都这样决定", ALL)
        self.subject.setCurrentIndex(max(0, self.subject.findData(subject)))
        self.subject.setVisible(bool(wanted.subjects))
        self._group, answers = QButtonGroup(self), QVBoxLayout()
        self.answers: list[QRadioButton] = []
        for _, words in wanted.answers:
            button = QRadioButton(words)
            self._group.addButton(button)
            self.answers.append(button)
            answers.addWidget(button)
        if len(self.answers) == 1:
            self.answers[0].setChecked(True)
        self.put(about, self.subject, answers, self.reason)
        (self.answers[0] if len(self.answers) > 1 else self.reason).setFocus()

    def _decide(self, ended: Ended) -> None:
        chosen = [
            code for (code, _), b in zip(self._wanted.answers, self.answers, strict=True) if b.isChecked()
        ]
        if self._wanted.answers and not chosen:
            ended("请先选一种决定。")
            self.answers[0].setFocus()
            return
        subject = str(self.subject.currentData() or "")
        subjects = [code for code, _ in self._wanted.subjects] if subject == ALL else [subject]
        self._store(subjects, chosen[0] if chosen else "", self.reason.toPlainText(), ended)
