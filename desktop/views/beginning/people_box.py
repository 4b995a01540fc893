"""Who answers for the figures, asked before a file is made: one name is needed, the others can wait."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from desktop.models.beginning import NEEDED
from desktop.services.unit.text_word import TextWord
from desktop.views.steps.people_form import role_word
from forms.filing.people import ROLES
from forms.filing.stage import Stage

_HINT = f"填表人记在每一次修改旁边，现在就要；其余三项定稿以前在{Stage.FINALISE.place}写上。"


class PeopleBox(QWidget):
    """Lines for all roles; nothing is stored by it."""

    edited = Signal()
    left = Signal()
    """A line was left, so that what is wrong with a name can be told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty lines, the one that is needed first."""
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        roles = sorted(ROLES, key=lambda role: role.key != NEEDED)
        self.lines = {role.key: QLineEdit() for role in roles}
        for number, role in enumerate(roles):
            line = self.lines[role.key]
            line.setAccessibleName(role.label)
            line.setPlaceholderText("" if role.key == NEEDED else "可以以后写")
            line.editingFinished.connect(self.left)
            line.textEdited.connect(self.edited)
            grid.addWidget(QLabel(role.label), number // 2, number % 2 * 2)
            grid.addWidget(line, number // 2, number % 2 * 2 + 1)
        hint = QLabel(_HINT)
        hint.setProperty("tone", "muted")
        hint.setWordWrap(True)
        grid.addWidget(hint, len(roles), 0, 1, 4)

    def texts(self) -> dict[str, str]:
        """What was written, by role; an empty text where nothing was."""
        return {role: line.text().strip() for role, line in self.lines.items()}

    def words(self) -> list[TextWord]:
        """What there is to say about each name, in the order of the form."""
        return [role_word(role.key, self.lines[role.key].text()) for role in ROLES]
