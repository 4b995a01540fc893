"""Left on the page 审核: the unit, where its year stands, its revisions, its forms, what is attached."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.models.grid.forms_tree import FormsModel
from desktop.models.office.review.review_unit import UnitWords
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.lines import Lines, RowLink, muted
from desktop.views.frame.parts.mark_label import MarkLabel
from desktop.views.grid.forms_tree import FormsTree


class UnitPane(QWidget):
    """Shows what is about the whole of a unit's year."""

    revision_chosen = Signal(str)
    """Content digest of the revision that is to be looked at."""
    decisions_wanted = Signal()
    attachments_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._name, self._state, self._mark = QLabel(), ElidedLabel(), MarkLabel()
        self._name.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._name.setWordWrap(True)
        self._revisions, self._bar = Lines(), QProgressBar()
        self._bar.setFormat("已填 %v / %m 格")
        self.tree = FormsTree()
        self.attached, self.decided = QPushButton("附件"), QPushButton("办理记录")
        self.attached.clicked.connect(self.attachments_wanted)
        self.decided.clicked.connect(self.decisions_wanted)
        state, foot = QHBoxLayout(), QHBoxLayout()
        state.setSpacing(5)
        state.addWidget(self._mark)
        state.addWidget(self._state, 1)
        for button in (self.attached, self.decided):
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 6, 8)
        column.setSpacing(6)
        column.addWidget(self._name)
        column.addLayout(state)
        column.addWidget(self._revisions)
        column.addWidget(self._bar)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)

    def show_words(self, words: UnitWords) -> None:
        """Show what is said of the year."""
        self._name.setText(words.name)
        self._mark.show_mark(words.mark)
        self._state.show_text(words.state)
        if self._revisions.begin(words.revisions):
            for row, one in enumerate(words.revisions):
                link = RowLink(one.title, partial(self.revision_chosen.emit, one.content))
                link.setAccessibleName(f"{one.title}，{one.day}，{one.words}")
                self._revisions.add(row, link, muted(one.day), ElidedLabel(one.words))
            self._revisions.grid.setColumnStretch(2, 1)
        self.attached.setText(words.attached)
        self.attached.setEnabled(words.has_attached)
        self.decided.setText(words.decided)

    def show_forms(self, model: FormsModel | None) -> None:
        """Show the forms; None where there are none to be shown."""
        self.tree.setVisible(model is not None)
        self._bar.setVisible(model is not None)
        if model is not None:
            self.tree.show_model(model)
            self.show_totals(model)

    def show_totals(self, model: FormsModel) -> None:
        """Show how many cells are filled."""
        filled, total = model.totals()
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(filled)
