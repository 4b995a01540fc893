"""Beside the thread: other years, the facts and files of an entry, what the unit sent last, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from desktop.models.grid.roles import Mark
from desktop.models.unit.thread import NextStep, ThreadLine, YearLine
from desktop.services.unit.filing.exported import StandingExport
from desktop.views.frame.look.theme import bold
from desktop.views.frame.opening import open_folder_of, open_place
from desktop.views.frame.parts.lines import Lines, RowLink, WrappedLines, cut, mark_label, muted


class YearLines(Lines):
    """各年度: the state of each, which leads to it."""

    year_wanted = Signal(int)

    def show_years(self, years: Sequence[YearLine], current: int) -> None:
        """Show the years; the open one is no link."""
        if not self.begin(tuple(years), current):
            return
        self.grid.setColumnStretch(2, 1)
        for row, line in enumerate(years):
            name = f"{line.year} 年度"
            shown = QLabel(name) if line.year == current else RowLink(name, partial(self._want, line.year))
            shown.setFont(bold(self.font()) if line.year == current else self.font())
            self.add(row, mark_label(Mark.DONE if line.is_done else Mark.UNDER_WAY), shown, muted(line.state))

    def _want(self, year: int) -> None:
        self.year_wanted.emit(year)


class EntryFacts(Lines):
    """From whom an entry is, what it answers, and its files, each opened from here."""

    def show_entry(self, line: ThreadLine | None) -> None:
        """Show the entry that is chosen; nothing where none is."""
        self.setVisible(line is not None)
        if line is None or not self.begin(line.key, line.facts, line.files):
            return
        self.grid.setColumnStretch(1, 1)
        for row, (label, text) in enumerate(line.facts):
            words = QLabel(text)
            words.setWordWrap(True)
            self.add(row, muted(label), words)
        for row, file in enumerate(line.files, start=len(line.facts)):
            self.add(row, RowLink("打开", partial(open_place, file)), cut(file.name))
            self.grid.addWidget(RowLink("文件夹", partial(open_folder_of, file)), row, 2)


class SentLines(WrappedLines):
    """我方最近一次: files of the revision in force, as they lie on the disk now, each opened from here."""

    def show_standing(self, standing: StandingExport | None, nothing: str) -> None:
        """Show what was exported.

        Args:
            standing: what is in force; None for nothing.
            nothing: what is said then.
        """
        self.begin()
        self.grid.setColumnStretch(0, 1)
        if standing is None or standing.made is None:
            told = standing.trouble if standing is not None else nothing
            words = muted(told)
            words.setWordWrap(True)
            self.grid.addWidget(words, 0, 0)
            return
        made = standing.made
        self.add(0, cut(made.sent.name), RowLink("文件夹", partial(open_folder_of, made.sent)))
        if standing.has_mail:
            self.add(1, cut(made.mail_path.name), RowLink("打开", partial(open_place, made.mail_path)))
        words = muted(f"第 {standing.revision} 次报送，校验码 {made.check_code}")
        words.setWordWrap(True)
        self.grid.addWidget(words, 2, 0, 1, 2)


class NextLines(WrappedLines):
    """接下来: what is to be done, in its order."""

    def show_steps(self, steps: Sequence[NextStep]) -> None:
        """Show the steps."""
        if not self.begin(tuple(steps)):
            return
        self.grid.setColumnStretch(1, 1)
        for row, step in enumerate(steps):
            words = QLabel(step.text) if step.mark is not Mark.TO_COME else muted(step.text)
            words.setWordWrap(True)
            self.add(row, mark_label(step.mark), words)
