"""A file that is chosen and read before it counts: where it lies, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.models.office.window_words import window_words
from desktop.services.places import typed_path
from desktop.views.frame.background import Background
from desktop.views.frame.file.files import ask_open_place
from forms.errors import TianbaoError
from forms.turning import shown_plainly

P = TypeVar("P")
TABLES = "表 (*.xlsx *.csv);;所有文件 (*)"
_HEIGHT = 60
"""Pixels of what the table says at least; chosen by us."""


class ChosenTable(Generic[P]):
    """The line with the table, what it says below it, and what was read; the dialog lays both out.

    Args:
        name: of the table, for people: 往年数表.
        beside: folder by which a path that is typed in part is completed.
        background: runs the reading off the window's thread.
        read: what a table says, as it will be taken over and in words.
        changed: called when another table is read, or one was.

    Attributes:
        kinds: which files are offered, as Qt's file dialog takes it.
        found: what was read; None before that, and where it cannot be read.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        beside: Path,
        background: Background,
        read: Callable[[Path], tuple[P, str]],
        changed: Callable[[], object],
    ) -> None:
        """Wait for a table."""
        self.found: P | None = None
        self._parent, self._name, self._beside = parent, name, beside
        self._background, self._work, self._changed = background, read, changed
        self.kinds = TABLES
        self.line, self.says = QLineEdit(), QPlainTextEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(f"{name}（xlsx 或 csv）")
        self.line.editingFinished.connect(self._read_if_typed)
        self.says.setReadOnly(True)
        self.says.setTabChangesFocus(True)
        self.says.setAccessibleName(f"{name}说的")
        self.says.setMinimumHeight(_HEIGHT)
        self.says.setProperty("takesRoom", True)
        self.choose = QPushButton("选择……")
        self.choose.setAccessibleName(f"选择{name}")
        self.choose.clicked.connect(self._ask)

    def row(self, *before: QWidget) -> QHBoxLayout:
        """The line, behind other parts, with the way to choose."""
        row = QHBoxLayout()
        for part in before:
            row.addWidget(part)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        return row

    @property
    def path(self) -> Path:
        """The table that is named."""
        return typed_path(self.line.text(), self._beside)

    def _ask(self) -> None:
        place = ask_open_place(self._parent, self._name, self.kinds, self.line.text())
        if place:
            self.line.setText(place)
            self._read()

    def _read_if_typed(self) -> None:
        if self.line.isModified():
            self._read()

    def _read(self) -> None:
        if not self.line.text().strip():
            return
        path = self.path
        self.found = None
        self.line.setModified(False)
        self.says.setPlainText(f"正在看{self._name}……")
        self._changed()
        self._background.run(f"正在看{self._name}……", lambda: self._work(path), self._show, self._tell)

    def _show(self, found: tuple[P, str]) -> None:
        self.found, words = found
        self.says.setPlainText(shown_plainly(words))
        self._changed()

    def _tell(self, error: TianbaoError) -> None:
        self.says.setPlainText(shown_plainly(window_words(error.sentence)))
        self._changed()
