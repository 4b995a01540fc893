"""Who answers for the figures: the line of names under every form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from desktop.models.unit.unsaved_words import OF_UNIT, UnsavedText, WrittenAbout, name_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.text_word import TextWord, text_word
from desktop.views.frame.parts.text_note import TextNote
from forms.filing.people import LABELS, ROLES
from forms.text.typed import LONGEST_NAME


def role_word(role: str, text: str) -> TextWord:
    """What there is to say about the name or number typed for a role."""
    return text_word(LABELS[role], text, longest=LONGEST_NAME)


class PeopleForm(QWidget):
    """Names are stored when a line is left; what is wrong with one, or not printed, stands below it.

    A name that could not be stored stays in its line until it is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty lines."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._stored: dict[str, str] = {}
        self.lines = {role.key: QLineEdit() for role in ROLES}
        self.notes = {role.key: TextNote() for role in ROLES}
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
            line.returnPressed.connect(self._go_on)
            line.installEventFilter(self)
            note.accepted.connect(partial(self._replace, role.key))
            form.addRow(role.label, line)
            form.addRow(note)
        self._frozen = QLabel()
        self._frozen.setProperty("tone", "alarm")
        self._frozen.setWordWrap(True)
        self._frozen.hide()
        form.addRow(self._trouble)
        form.addRow(self._frozen)

    def show_year(self, working: WorkingYear) -> None:
        """Show who stands on the form of a year; a frozen one keeps the people it was frozen with."""
        self._working, year, people = working, working.year, working.year.people
        self._stored = {role: getattr(people, role) for role in self.lines}
        for role, line in self.lines.items():
            is_typed = line.hasFocus() and line.isModified() and working.is_editable
            line.setReadOnly(not working.is_editable)
            if not is_typed:
                kept = self._kept(role)
                line.setText(kept.text if kept is not None else self._stored[role])
                self.notes[role].show_word(role_word(role, line.text()))
                self.notes[role].mend.setEnabled(working.is_editable)
        self._say_kept()
        self._say_frozen("现在登记的人员与此不同，下一次定稿才用。" if people != year.desk.people else "")

    def _kept(self, role: str) -> UnsavedText | None:
        """What could not be stored for a role; a frozen year shows other people."""
        working = self._working
        if working is None or not working.is_editable:
            return None
        return working.words.find(OF_UNIT, name_of(role))

    def _say_kept(self) -> None:
        """Say why names could not be stored; what is wrong with the characters of one stands below it."""
        reasons: dict[str, list[str]] = {}
        for role in self.lines:
            kept = self._kept(role)
            if kept is not None and not role_word(role, kept.text).is_refused:
                reasons.setdefault(kept.reason, []).append(LABELS[role])
        told = [f"{'、'.join(names)}还没有保存：{why}" for why, names in reasons.items()]
        self._trouble.setText("\n".join(told))
        self._trouble.setVisible(bool(told))

    def _say_frozen(self, sentence: str) -> None:
        self._frozen.setText(sentence)
        self._frozen.setVisible(bool(sentence))

    def ask_for(self, role: str, why: str) -> None:
        """Put the cursor where a name is missing and say what it is wanted for."""
        self._trouble.setText(why)
        self._trouble.show()
        self.lines[role].setFocus()

    def attend_to(self, about: WrittenAbout) -> None:
        """Put the cursor into the line of a name that could not be stored."""
        for role, line in self.lines.items():
            if name_of(role) == about:
                line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def texts(self) -> dict[str, str]:
        """Names as they stand in the lines."""
        return {role: line.text().strip() for role, line in self.lines.items()}

    def store(self) -> None:
        """Store what differs; a line that is refused keeps its text and says why."""
        working = self._working
        if working is None or self.lines["head"].isReadOnly():
            return
        words, texts = working.words, self.texts()
        changed = {role: text for role, text in texts.items() if text != self._stored[role]}
        refused = {role: word for role in changed if (word := role_word(role, changed[role])).is_refused}
        for role, text in texts.items():
            if role in refused:
                words.keep(OF_UNIT, name_of(role), UnsavedText(text, refused[role].sentence))
            elif role not in changed:
                words.forget(OF_UNIT, name_of(role))
        sound = {role: text for role, text in changed.items() if role not in refused}
        is_stored = bool(sound) and working.name_people(sound)
        if is_stored:
            people = working.year.desk.people
            self._stored |= {role: getattr(people, role) for role in sound}
            self._say_frozen(working.year.desk.people_caution())
        for role, line in self.lines.items():
            if is_stored and role in sound:
                line.setText(self._stored[role])
            self.notes[role].show_word(role_word(role, texts[role]))  # says what was cleaned, too
        self._say_kept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: what Tab leads to may be enabled by the name that it leaves."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if is_key and event.type() == QEvent.Type.KeyPress:
            self.store()
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        """Enter leads to the next line, as on the first screen; from the last one to what follows."""
        self.focusNextChild()

    def _replace(self, role: str, text: str) -> None:
        self.lines[role].setText(text)
        self.store()
        self.lines[role].setFocus()
