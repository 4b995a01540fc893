"""What stands behind a figure: where it was taken from, a remark, and the files that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.unit.cell_facts import AttachmentLine, CellFacts, attachable_kinds, largest_attachment
from desktop.models.unit.unsaved_words import WrittenAbout
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.text_word import text_word
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.frame.parts.text_note import TextNote

_SOURCE_EXAMPLE = "台账、报表名称、页码、提供人……"


class EvidenceBox(QWidget):
    """Source, remark and attachments of one entry cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty box."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._facts: CellFacts | None = None
        self.source, self.note = QLineEdit(), QLineEdit()
        self.note.setPlaceholderText("口径变化、特殊情况……")
        self.take_over = _quiet("沿用上年的来源")
        self.take_over.clicked.connect(self._on_take_over_clicked)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(6)
        self.words = {"数据来源": TextNote(), "备注": TextNote()}
        rooms = {"数据来源": self._source_room(), "备注": self.note}
        for name, line in self.lines.items():
            form.addRow(name, rooms[name])
            form.addRow(self.words[name])
            self.words[name].accepted.connect(partial(self._replace, line))
            line.setAccessibleName(name)
            line.editingFinished.connect(self._on_editing_finished)
        self.files = _Files()
        self.files.add.clicked.connect(self.ask_and_attach)
        self.files.removed.connect(self._on_removed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self.files)

    @property
    def lines(self) -> dict[str, QLineEdit]:
        """The lines by the names of what is written in them."""
        return {"数据来源": self.source, "备注": self.note}

    def _source_room(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.source)
        column.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        return room

    @classmethod
    def ask(cls, parent: QWidget) -> list[Path]:
        """Ask for files to attach."""
        from desktop.views.frame.file.files import ask_open_places

        kinds = " ".join(f"*{suffix}" for suffix in attachable_kinds())
        names = ask_open_places(parent, "添加附件", f"台账、报告、扫描件 ({kinds})")
        return [Path(name) for name in names]

    @classmethod
    def confirm(cls, parent: QWidget, file: AttachmentLine) -> bool:
        """Ask whether a file may be taken off."""
        from desktop.views.frame.asking import is_agreed

        question = f"移除附件“{file.name}”？\n数据文件里的这份副本会被删除，变更记录会记下这次移除。"
        return is_agreed(parent, "移除附件", question)

    def show_cell(self, working: WorkingYear, facts: CellFacts) -> None:
        """Show what stands behind a cell; hidden where nothing is typed."""
        before = self._facts
        is_other = before is None or working is not self._working or facts.address != before.address
        if is_other:
            self._on_editing_finished()  # what is being typed belongs to the cell that is left
        self._working, self._facts = working, facts
        self.setVisible(facts.is_entry)
        told = ((facts.source, facts.why_closed), (facts.note, facts.why_unwritten))
        for (name, line), (text, why_closed) in zip(self.lines.items(), told, strict=True):
            line.setReadOnly(bool(why_closed))
            if is_other or not (line.isModified() and (line.hasFocus() or self.words[name].is_refusal)):
                self._show_text(name, line, text)
                self.words[name].mend.setEnabled(not why_closed)
        reminder = f"上年取自：{facts.reminder}" if facts.reminder else ""
        self.source.setPlaceholderText(reminder or _SOURCE_EXAMPLE)
        self.source.setToolTip(reminder or _SOURCE_EXAMPLE)
        self.take_over.setToolTip(reminder)
        self.take_over.setVisible(bool(reminder) and not facts.source and not facts.why_closed)
        self.files.show_files(facts.attachments, closed=bool(facts.why_unwritten))

    def _show_text(self, name: str, line: QLineEdit, stored: str) -> None:
        """Show what is kept without being stored, else what is stored."""
        assert self._working is not None
        assert self._facts is not None
        kept = self._working.unsaved_words(WrittenAbout(name, self._facts.address))
        text = kept.text if kept is not None else stored
        line.setText(text)
        if line.isReadOnly():
            line.setCursorPosition(0)  # what cannot be changed is read from its beginning
        line.setModified(kept is not None)
        word = text_word(name, text)
        if kept is not None and not word.is_refused:
            self.words[name].say(f"还没有保存：{kept.reason.rstrip('。')}。", "bad")
        else:
            self.words[name].show_word(word)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the cell."""
        if self._working is not None and self._facts is not None and self._facts.is_entry:
            self._working.attach(self._facts.address, paths)

    def ask_and_attach(self) -> None:
        """Ask for files and attach them to the cell."""
        self.attach(self.ask(self))

    def _on_removed(self, file: AttachmentLine) -> None:
        if self._working is not None and self.confirm(self, file):
            self._working.detach(file.attachment)

    def _on_take_over_clicked(self) -> None:
        if self._working is not None and self._facts is not None:
            self.source.setFocus(Qt.FocusReason.OtherFocusReason)
            self._working.annotate(self._facts.address, source=self._facts.reminder)

    def settle(self) -> None:
        """Store or keep what was typed, before another cell is shown."""
        self._on_editing_finished()

    def _on_editing_finished(self) -> None:
        if self._working is None or self._facts is None:
            return
        modified = [(name, line) for name, line in self.lines.items() if line.isModified()]
        typed = {name: text_word(name, line.text()) for name, line in modified}
        for name, word in typed.items():
            self.words[name].show_word(word)
            if word.is_refused:
                about = WrittenAbout(name, self._facts.address)
                self._working.keep_words(about, dict(modified)[name].text(), word.sentence)
        sound = {name: line for name, line in modified if not typed[name].is_refused}
        if sound:
            texts = {name: line.text() for name, line in sound.items()}
            # Before it is stored: the change shows the cell anew, and a line that has the focus and is still
            # marked as typed keeps its text instead of what was stored.
            for line in sound.values():
                line.setModified(False)
            stored = self._working.annotate(
                self._facts.address, note=texts.get("备注"), source=texts.get("数据来源")
            )
            for name, line in sound.items():
                if stored:
                    self.words[name].show_word(typed[name])
                else:
                    self._show_text(name, line, texts[name])

    def _replace(self, line: QLineEdit, text: str) -> None:
        line.setText(text)
        line.setModified(True)
        self._on_editing_finished()
        line.setFocus()


class _Files(QWidget):
    """The files of a cell, one line each."""

    removed = Signal(object)
    """The ``AttachmentLine`` to take off."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        heading = QLabel("附件")
        heading.setFont(bold(self.font()))
        self.add = _quiet("＋ 添加附件")
        most = largest_attachment()
        self.add.setToolTip(f"台账、抽样报告、文件扫描件等，每个不超过 {most}；也可以把文件拖到这里")
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addLayout(self._rows)
        self._lines: list[QWidget] = []
        self._shown: tuple[AttachmentLine, ...] | None = None
        self._closed = False

    def show_files(self, files: tuple[AttachmentLine, ...], *, closed: bool) -> None:
        """Show files; they can be neither added nor removed where the cell is closed."""
        self.add.setVisible(not closed)
        self.setVisible(bool(files) or not closed)
        if (files, closed) == (self._shown, self._closed):
            return
        self._shown, self._closed = files, closed
        for line in self._lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(file, closed=closed) for file in files]
        for line in self._lines:
            self._rows.addWidget(line)

    def _line(self, file: AttachmentLine, *, closed: bool) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        size = QLabel(file.size)
        size.setProperty("tone", "muted")
        line.addWidget(ElidedLabel(file.name), 1)
        line.addWidget(size)
        if not closed:
            remove = _quiet("移除")
            remove.setAccessibleName(f"移除附件 {file.name}")
            remove.clicked.connect(lambda: self.removed.emit(file))
            line.addWidget(remove)
        return widget


def _quiet(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "quiet")
    button.setAutoDefault(False)
    return button
