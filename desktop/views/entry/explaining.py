"""Room for an explanation, of one finding or of several at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.models.unit.unsaved_words import reason_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.text_word import text_word
from desktop.views.frame.parts.text_note import TextNote
from forms.findings import Finding
from forms.text.kept import why_no_reason

_HOW_STORED = "离开即保存；Ctrl+Enter 保存并到下一处"


class ExplanationEditor(QPlainTextEdit):
    """Signals when its text is to be stored (the focus leaves, or Ctrl+Enter), and Escape."""

    left = Signal()
    entered = Signal()
    """Ctrl+Enter."""
    escaped = Signal()
    passed = Signal()
    """Enter where nothing can be written: what is to be done is done elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty editor."""
        super().__init__(parent)
        self.setPlaceholderText("原因说明：数据来源、政策变化、未达标原因及拟采取的措施……")
        self.setAccessibleName("原因说明")
        self.setTabChangesFocus(True)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QWidget.eventFilter."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.entered.emit()
                return True
            if entered and self.isReadOnly():
                self.passed.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
        return super().eventFilter(watched, event)


class Explaining(QWidget):
    """Box, and what is to be said about the text in it. What is typed is stored, or kept, when it is left."""

    stored = Signal()
    """The text was stored for all findings that it is about."""
    said = Signal()
    """What became of the text is said anew, or no longer."""
    confirmed = Signal()
    """Ctrl+Enter, and nothing is left to be stored."""
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None, *, with_hint: bool = True) -> None:
        """Make an empty box.

        Args:
            parent: as every widget has it.
            with_hint: the line that says what became of the text stands below it, and in no other place.
        """
        super().__init__(parent)
        self._with_hint = with_hint
        self._working: WorkingYear | None = None
        self.findings: tuple[Finding, ...] = ()
        """What the text is about; the first one's text is shown."""
        self.editor, self.note, self.hint = ExplanationEditor(), TextNote(self), QLabel(self)
        self.note.accepted.connect(self.write)
        self.hint.setWordWrap(True)
        self.hint.hide()
        self.editor.left.connect(self._on_editor_left)
        self.editor.entered.connect(self.confirm)
        self.editor.escaped.connect(self.escaped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        below: list[QWidget] = [self.note, self.hint] if with_hint else [self.note]
        for widget in (self.editor, *below):
            column.addWidget(widget)

    def show_year(self, working: WorkingYear) -> None:
        """Explain findings of a year."""
        if self._working is None or self._working.words is not working.words:
            working.words.changed.connect(self._follow_words)
        self._working, self.findings = working, ()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the text of the first finding, and write for all; what is in the box is stored or kept first.

        Args:
            findings: at least one; with the same one in front the box keeps what is being typed.
        """
        if [f.identity for f in findings[:1]] == [f.identity for f in self.findings[:1]]:
            is_anew = (
                findings[0].digest != self.findings[0].digest and not self.editor.document().isModified()
            )
            self.findings = findings
            if is_anew:
                self._fill()
            self.refresh()
            return
        self.settle()
        self.findings = findings
        self._fill()
        self.refresh()

    def show_nothing(self) -> None:
        """Explain nothing; what is in the box is stored or kept first."""
        self.settle()
        self.findings = ()
        self.editor.clear()
        self.editor.setReadOnly(True)
        self.note.hide()
        self._say("", "")

    def _fill(self) -> None:
        """Show what is kept without being stored, else what is stored, else what was stored once."""
        assert self._working is not None
        finding, report = self.findings[0], self._working.year.report
        kept = self._working.unsaved_words(reason_of(finding))
        current, expired = report.explanation(finding), report.expired_explanation(finding)
        stored = current or expired
        self.editor.setPlainText(kept.text if kept else stored.text if stored else "")
        self.editor.document().setModified(kept is not None)
        word = text_word("原因说明", self.editor.toPlainText(), lines=True)
        self.note.show_word(word)
        if kept is not None:
            self._say_kept("" if word.is_refused else kept.reason)
        elif current is None and expired is not None:
            self._say("数值已变，原说明已失效；核对文字后按 Ctrl+Enter 重新保存。", "alarm")
        else:
            self._say("", "")

    def _follow_words(self) -> None:
        """Show what was written about the finding in another place, unless it is being written here."""
        if self.findings and not self.editor.hasFocus() and self._is_outdated():
            self._fill()

    def _is_outdated(self) -> bool:
        """Whether what is kept or stored now is another text than the editor shows."""
        assert self._working is not None
        kept = self._working.unsaved_words(reason_of(self.findings[0]))
        stored = self._working.year.report.explanation(self.findings[0])
        shown = self.editor.toPlainText().strip()
        if kept is not None:
            return kept.text.strip() != shown
        return stored is not None and stored.text.strip() != shown

    def refresh(self) -> None:
        """Show whether the year takes words, and what was written elsewhere."""
        if self._working is not None:
            self.editor.setReadOnly(not self._working.is_editable)
            if self.hint.text() in ("", _HOW_STORED):  # it depends on that
                self._say("", "")
            self._follow_words()

    def settle(self) -> None:
        """Store or keep what was typed, before something else is shown in this place."""
        if self.editor.document().isModified():
            self._on_editor_left()

    def confirm(self) -> bool:
        """Store the text for all findings; the draft of an expired one too. Returns whether it is stored."""
        stored = self._store(self.findings)
        if stored:
            self.confirmed.emit()
        return stored

    def write(self, text: str) -> None:
        """Put a text into the box and store it."""
        self.editor.setPlainText(text)
        self.editor.document().setModified(True)
        self._on_editor_left()

    def _on_editor_left(self) -> None:
        if self.editor.document().isModified():
            self._store(self.findings)

    def _store(self, findings: tuple[Finding, ...]) -> bool:
        """Store the text for the findings that have another one; returns whether all have it now."""
        if not findings or self._working is None or self.editor.isReadOnly():
            return False
        working, text = self._working, self.editor.toPlainText().strip()
        subject = reason_of(findings[0])
        lacking = [f for f in findings if self._stored_text(f) != text]
        if not text or not lacking:
            working.forget_words(subject)
            self.editor.document().setModified(False)
            self._say("", "")
            return bool(text)
        word = text_word("原因说明", text, lines=True)
        self.note.show_word(word)
        problem = "" if word.is_refused else why_no_reason(text)
        if word.is_refused or problem:
            working.keep_words(subject, text, problem or word.sentence)
            self._say_kept(problem)
        elif working.explain(lacking[0], text, *lacking[1:]):
            working.forget_words(subject)
            self.editor.document().setModified(False)
            self._say("✓ 说明已保存", "good")
            self.stored.emit()
            return True
        else:
            kept = working.unsaved_words(subject)
            self._say_kept(kept.reason if kept else "")
        return False

    def _stored_text(self, finding: Finding) -> str:
        assert self._working is not None
        stored = self._working.year.report.explanation(finding)
        return stored.text if stored is not None else ""

    def _say_kept(self, reason: str) -> None:
        """Say that the text is kept without being stored; the note says why where it is refused."""
        self._say(f"还没有保存：{reason.rstrip('。')}。" if reason else "", "bad")

    def _say(self, words: str, tone: str) -> None:
        """Say what became of the text; where nothing is to be said, how it is stored."""
        if not words and self._with_hint and self.findings and not self.editor.isReadOnly():
            words, tone = _HOW_STORED, "muted"
        self.hint.setText(words)
        self.hint.setProperty("tone", tone)
        self.hint.style().polish(self.hint)
        self.hint.setVisible(bool(words))
        self.said.emit()
