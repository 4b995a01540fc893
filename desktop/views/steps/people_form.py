"""Who answers for the figures: the line of names under every form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from desktop.services.unit.desk import Desk
from desktop.services.unit.text_word import TextWord, text_word
from desktop.services.unit.year import YearDesk
from desktop.views.frame.text_note import TextNote
from forms.errors import TianbaoError
from forms.filing.people import LABELS, ROLES
from forms.text.typed import LONGEST_NAME


def role_word(role: str, text: str) -> TextWord:
    """What there is to say about the name or number typed for a role."""
    return text_word(LABELS[role], text, longest=LONGEST_NAME)


class PeopleForm(QWidget):
    """Names are stored when a line is left; what is wrong with one, or not printed, stands below it."""

    named = Signal()
    """The people changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty lines."""
        super().__init__(parent)
        self._desk: Desk | None = None
        self.lines = {role.key: QLineEdit() for role in ROLES}
        self.notes = {role.key: TextNote() for role in ROLES}
        self._refused: set[str] = set()
        self._trouble = QLabel()
        self._trouble.setProperty("tone", "bad")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(7)
        for role in ROLES:
            line, note = self.lines[role.key], self.notes[role.key]
            line.setAccessibleName(role.label)
            line.editingFinished.connect(self.store)
            note.accepted.connect(partial(self._replace, role.key))
            form.addRow(role.label, line)
            form.addRow(note)
        self._frozen = QLabel()
        self._frozen.setProperty("tone", "alarm")
        self._frozen.setWordWrap(True)
        self._frozen.hide()
        form.addRow(self._trouble)
        form.addRow(self._frozen)

    def show_year(self, year: YearDesk) -> None:
        """Show who stands on the form of a year; a frozen one keeps the people it was frozen with."""
        if self._desk is not year.desk or not year.is_editable:
            self._refused.clear()
        self._desk, people = year.desk, year.people
        self._trouble.hide()
        for role, line in self.lines.items():
            is_typed = line.hasFocus() and line.isModified() and year.is_editable
            line.setReadOnly(not year.is_editable)
            if role not in self._refused and not is_typed:
                line.setText(getattr(people, role))
                self.notes[role].show_word(role_word(role, getattr(people, role)))
                self.notes[role].mend.setEnabled(year.is_editable)
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

    def unsaved_lines(self) -> list[str]:
        """Names that are refused as they are typed."""
        lines = [(LABELS[role], self.lines[role].text()) for role in sorted(self._refused)]
        return [f"{label}：“{text}”" for label, text in lines]

    def store(self) -> None:
        """Store what differs; a line with characters that are refused keeps its text and says why."""
        if self._desk is None or self.lines["head"].isReadOnly():
            return
        people = self._desk.people
        changed = {role: text for role, text in self.texts().items() if text != getattr(people, role)}
        words = {role: role_word(role, text) for role, text in changed.items()}
        self._refused = {role for role, word in words.items() if word.is_refused}
        sound = {role: text for role, text in changed.items() if role not in self._refused}
        if sound and not self._name(sound):
            return
        for role, line in self.lines.items():
            if role in sound:
                line.setText(getattr(self._desk.people, role))
            self.notes[role].show_word(words.get(role) or role_word(role, line.text()))

    def _name(self, roles: dict[str, str]) -> bool:
        """Store names; False where they could not be."""
        assert self._desk is not None
        try:
            self._desk.name_people(**roles)
        except TianbaoError as error:
            self._trouble.setText(error.message)
            self._trouble.show()
            return False
        self._trouble.hide()
        self.named.emit()
        self._say_frozen(self._desk.people_caution())
        return True

    def _replace(self, role: str, text: str) -> None:
        self.lines[role].setText(text)
        self.store()
        self.lines[role].setFocus()
