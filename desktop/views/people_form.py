"""Who answers for the figures: the line of names under every form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from desktop.services.desk import Desk
from desktop.services.year import YearDesk
from forms.errors import TianbaoError

ROLES = {
    "head": "单位负责人",
    "statistician": "统计负责人",
    "filler": "填表人",
    "phone": "联系电话",
}


class PeopleForm(QWidget):
    """Names are stored when a line is left."""

    named = Signal()
    """The people changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty lines."""
        super().__init__(parent)
        self._desk: Desk | None = None
        self.lines = {role: QLineEdit() for role in ROLES}
        self._trouble = QLabel()
        self._trouble.setProperty("tone", "bad")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(7)
        for role, label in ROLES.items():
            self.lines[role].setMaxLength(60)
            self.lines[role].setAccessibleName(label)
            self.lines[role].editingFinished.connect(self.store)
            form.addRow(label, self.lines[role])
        self._frozen = QLabel()
        self._frozen.setProperty("tone", "alarm")
        self._frozen.setWordWrap(True)
        self._frozen.hide()
        form.addRow(self._trouble)
        form.addRow(self._frozen)

    def show_year(self, year: YearDesk) -> None:
        """Show who stands on the form of a year; a frozen one keeps the people it was frozen with."""
        self._desk, people = year.desk, year.people
        for role, line in self.lines.items():
            line.setText(getattr(people, role))
            line.setReadOnly(not year.is_editable)
        self._say_frozen("现在登记的人员与此不同，下一次定稿才用。" if people != self._desk.people else "")

    def _say_frozen(self, sentence: str) -> None:
        self._frozen.setText(sentence)
        self._frozen.setVisible(bool(sentence))

    def ask_for(self, role: str, why: str) -> None:
        """Put the cursor where a name is missing and say what it is wanted for."""
        self._trouble.setText(why)
        self._trouble.show()
        self.lines[role].setFocus()

    def texts(self) -> dict[str, str]:
        """Names as they stand in the lines."""
        return {role: line.text().strip() for role, line in self.lines.items()}

    def store(self) -> None:
        """Store what differs."""
        if self._desk is None or self.lines["head"].isReadOnly():
            return
        people = self._desk.people
        changed = {role: text for role, text in self.texts().items() if text != getattr(people, role)}
        if not changed:
            return
        try:
            self._desk.name_people(**changed)
        except TianbaoError as error:
            self._trouble.setText(error.message)
            self._trouble.show()
            return
        self._trouble.hide()
        self.named.emit()
        self._say_frozen(self._desk.people_caution())
