"""One finding with its sentence, its suggestion and room for an explanation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.models.grid.cell_text import level_mark
from desktop.models.grid.roles import Mark
from desktop.models.unit.suggestions import offers
from desktop.models.unit.unsaved_words import reason_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.text_word import text_word
from desktop.views.frame.marks import MARK_SIZE, mark_icon
from desktop.views.frame.text_note import TextNote
from forms.findings import Finding, Level, Trait
from forms.text.kept import why_no_reason


class ExplanationEditor(QPlainTextEdit):
    """Stores its text when it is left, or with Ctrl+Enter; Escape leads back to where one came from."""

    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty editor."""
        super().__init__(parent)
        self.setPlaceholderText("原因说明：数据来源、政策变化、未达标原因及拟采取的措施……")
        self.setAccessibleName("原因说明")
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 14)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QWidget.eventFilter."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
        return super().eventFilter(watched, event)


class FindingCard(QWidget):
    """A finding where it can be dealt with."""

    accepted = Signal(object)
    """The suggestions to take over as one step."""
    escaped = Signal()
    """The writer wants back to where they came from."""

    def __init__(
        self, working: WorkingYear, finding: Finding, *, brief: bool = False, with_key: bool = True
    ) -> None:
        """Show a finding.

        Args:
            working: the year.
            finding: what is shown.
            brief: leaves out the sentence about a verdict, whose arithmetic stands above.
            with_key: F4 is about this finding.
        """
        super().__init__()
        self._working = working
        self._brief = brief and Trait.VERDICT in finding.traits
        self.finding = finding
        self._with_key = with_key
        self.offers = offers(working, finding)
        self._mark = QLabel()
        self._mark.setFixedWidth(MARK_SIZE + 4)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.editor = ExplanationEditor() if finding.enforcement is Level.QUERY else None
        self.note = TextNote(self)
        self.note.accepted.connect(self._replace)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.hide()
        top = QHBoxLayout()
        top.setSpacing(4)
        self._mark.setContentsMargins(0, 4, 0, 0)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(top)
        self._add_suggestions(layout)
        if self.editor is not None:
            self._fill_editor(self.editor)
            layout.addWidget(self.editor)
            self.editor.left.connect(self._on_editor_left)
            self.editor.escaped.connect(self.escaped)
            working.words.changed.connect(self._follow_words)
        layout.addWidget(self.note)
        layout.addWidget(self._hint)
        self.refresh()

    def _add_suggestions(self, layout: QVBoxLayout) -> None:
        self._offered: list[QPushButton] = []
        for place, offer in enumerate(self.offers[:3]):
            button = QPushButton(offer.text + ("（F4）" if place == 0 and self._with_key else ""))
            button.clicked.connect(lambda _=False, s=offer.suggestions: self.accepted.emit(s))
            button.setProperty("kind", "offer")
            button.ensurePolished()
            # A long name must not make the pane wider than its window.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMaximumWidth(button.sizeHint().width())
            button.setToolTip(offer.text)
            self._offered.append(button)
            layout.addWidget(button)

    def _fill_editor(self, editor: ExplanationEditor) -> None:
        """Show what is kept without being stored, else what is stored, else what was stored once."""
        report = self._working.year.report
        kept = self._working.unsaved_words(reason_of(self.finding))
        current, expired = report.explanation(self.finding), report.expired_explanation(self.finding)
        stored = current or expired
        editor.setPlainText(kept.text if kept else stored.text if stored else "")
        editor.document().setModified(kept is not None)
        word = text_word("原因说明", editor.toPlainText(), lines=True)
        self.note.show_word(word)
        if kept is not None:
            self._say_kept("" if word.is_refused else kept.reason)
        elif current is None and expired is not None:
            self._say("数值已变，原说明已失效；核对文字后按 Ctrl+Enter 重新保存。", "alarm")
        else:
            self._say("", "")

    def _follow_words(self) -> None:
        """Show what was written about the finding in another place, unless it is being written here."""
        editor = self.editor
        if editor is not None and not editor.hasFocus() and self._is_outdated(editor):
            self._fill_editor(editor)

    def _is_outdated(self, editor: ExplanationEditor) -> bool:
        """Whether what is kept or stored now is another text than the editor shows."""
        kept = self._working.unsaved_words(reason_of(self.finding))
        stored = self._working.year.report.explanation(self.finding)
        shown = editor.toPlainText().strip()
        if kept is not None:
            return kept.text.strip() != shown
        return stored is not None and stored.text.strip() != shown

    def refresh(self) -> None:
        """Show the finding's present state."""
        explained = self.finding.enforcement is Level.QUERY and not self._working.is_open(self.finding)
        mark = Mark.DONE if explained else level_mark(self.finding.enforcement)
        self._mark.setPixmap(mark_icon(mark, 2.0).pixmap(QSize(MARK_SIZE, MARK_SIZE)))
        level = "已说明" if explained else self.finding.enforcement.label
        said = "" if self._brief else f"{_closed(self.finding.message)}"
        self._words.setText(f"{level}　{said}{self.finding.next_step}。")
        self._words.setToolTip(f"规则 {self.finding.code}")
        if self.editor is not None:
            self.editor.setReadOnly(not self._working.is_editable)
            self._follow_words()
        for button in self._offered:
            button.setEnabled(self._working.is_editable)

    def settle(self) -> None:
        """Store or keep what was typed, before something else is shown in this place."""
        if self.editor is not None and self.editor.document().isModified():
            self._on_editor_left()

    def _on_editor_left(self) -> None:
        editor = self.editor
        if editor is None or editor.isReadOnly():
            return
        report, text = self._working.year.report, editor.toPlainText().strip()
        stored = report.explanation(self.finding)
        if not (editor.document().isModified() or (stored is None and editor.hasFocus())):
            return
        subject = reason_of(self.finding)
        if not text or (stored is not None and stored.text == text):
            self._working.forget_words(subject)
            self._say("", "")
            return
        word = text_word("原因说明", text, lines=True)
        self.note.show_word(word)
        problem = "" if word.is_refused else why_no_reason(text)
        if word.is_refused or problem:
            self._working.keep_words(subject, text, problem or word.sentence)
            self._say_kept(problem)
        elif self._working.explain(self.finding, text):
            editor.document().setModified(False)
            self._say("✓ 说明已保存", "good")
        else:
            kept = self._working.unsaved_words(subject)
            self._say_kept(kept.reason if kept else "")

    def _say_kept(self, reason: str) -> None:
        """Say that the text is kept without being stored; the note says why where it is refused."""
        self._say(f"还没有保存：{reason.rstrip('。')}。" if reason else "", "bad")

    def _replace(self, text: str) -> None:
        assert self.editor is not None
        self.editor.setPlainText(text)
        self.editor.document().setModified(True)
        self._on_editor_left()

    def _say(self, words: str, tone: str) -> None:
        self._hint.setText(words)
        self._hint.setProperty("tone", tone)
        self._hint.style().polish(self._hint)
        self._hint.setVisible(bool(words))


def _closed(sentence: str) -> str:
    """A sentence with its full stop, unless it asks."""
    return sentence if sentence.endswith(("？", "。")) else f"{sentence}。"
