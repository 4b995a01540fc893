"""Who answers for the figures: the line of names under every form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from desktop.services.desk import Desk
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
        form.addRow(self._trouble)

    def show_desk(self, desk: Desk, *, editable: bool) -> None:
        """Show the people of a unit."""
        self._desk = desk
        for role, line in self.lines.items():
            line.setText(getattr(desk.people, role))
            line.setReadOnly(not editable)

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
