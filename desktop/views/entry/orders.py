"""Carries out in the year what keys, menu, clipboard and mouse ask of the grid, and tells the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.grid.moving import following_blank
from desktop.models.grid.selection import selection_text
from desktop.models.grid.table import GridColumn
from desktop.models.unit.entry_grid import EntryGridModel
from desktop.models.unit.filling import (
    Texts,
    texts_from_above,
    texts_from_left,
    texts_of_last_year,
    texts_of_reason,
)
from desktop.models.unit.suggestions import answers_at
from desktop.models.unit.withdrawal import can_withdraw
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import RecordKind
from desktop.views.frame.parts.notice import Notice
from desktop.views.grid.commands import REASONS, Command
from desktop.views.grid.view import FormGridView

_OF_ANY_YEAR = frozenset({Command.CLEAR, Command.CUT, Command.FILL_DOWN, Command.FILL_RIGHT, Command.PRINT})
_STAYED = (
    "刚才打的数没有填进去：这一格不能填。光标还在这里，用方向键到要填的那一格，或再按一次 Enter 到下一格。"
)
_ONLY_FIGURES = "往年数据只收数：没有数的清空；来源、附件和口径变动在本年报表里记。"
_NO_BLOCKS = "往年数据在这里一格一格更正；成批的，用【往年数据】里的“导入往年数据”。"


class GridOrders(QObject):
    """Carries out what is ordered in a grid.

    Args:
        grid: where it is ordered.
        notice: where it is said what was done, or why it could not be.
        page: parent of dialogs.
    """

    cell_wanted = Signal(str)
    """Address of a cell to go to, on whatever form it is."""
    files_wanted = Signal()
    """Files are to be chosen for the current cell."""
    redefinition_wanted = Signal(str)
    """Address of the cell whose change of definition is to be recorded."""
    print_wanted = Signal()
    withdrawal_wanted = Signal()
    """The year is closed, and is to be taken back."""
    past_typed = Signal(dict)
    """Figures of the earlier year in the grid are to be corrected: texts by address."""
    selection_said = Signal(str)
    """What the status line says of the chosen cells; empty for nothing."""

    def __init__(self, grid: FormGridView, notice: Notice, page: QWidget) -> None:
        """Listen to a grid."""
        super().__init__(page)
        self._grid, self._notice, self._page = grid, notice, page
        self._working: WorkingYear | None = None
        grid.commanded.connect(self.carry_out)
        grid.pasted.connect(self.paste)
        grid.refused.connect(self._on_refused)
        grid.stayed.connect(lambda: self._notice.say(_STAYED, lasting=True))
        grid.asked_back.connect(self._on_asked_back)
        grid.drops.dropped.connect(self.attach)
        grid.chosen_changed.connect(self._say_selection)
        self._answers: dict[Command, Callable[[], object]] = {
            Command.CLEAR: self._clear,
            Command.CUT: self._clear,
            Command.FILL_DOWN: self._fill_down,
            Command.FILL_RIGHT: self._fill_right,
            Command.LAST_YEAR: self._repeat_last_year,
            Command.NEXT_BLANK: lambda: self._go_to_blank(forward=True),
            Command.PREVIOUS_BLANK: lambda: self._go_to_blank(forward=False),
            Command.ATTACH: self._ask_files,
            Command.REDEFINE: lambda: self.redefinition_wanted.emit(grid.current_address()),
            Command.PRINT: self.print_wanted.emit,
        }

    def show_year(self, working: WorkingYear) -> None:
        """Follow a year."""
        self._working = working
        working.changed.connect(self._say_selection)
        self._say_selection()

    @property
    def _model(self) -> EntryGridModel:
        return cast("EntryGridModel", self._grid.grid_model())

    def carry_out(self, command: Command) -> None:
        """Do what a command says about the chosen cells."""
        if self._working is None:
            return
        if self._model.past is not None and command not in _OF_ANY_YEAR:
            self._notice.say(_ONLY_FIGURES)
        elif command in REASONS:
            chosen = self._grid.chosen_entries()
            if self._store(texts_of_reason(chosen, REASONS[command]), RecordKind.ENTRY):
                self._grid.go_on()
        else:
            self._answers[command]()

    def paste(self, text: str) -> None:
        """Enter one pasted figure at once, a block after a preview."""
        if self._working is None:
            return
        if self._model.past is not None:
            self._paste_into_past(text.strip())
            return
        from desktop.views.entry.pasted import paste_text

        refusal = paste_text(self._page, self._working, self._grid, text, self._notice.say)
        if refusal:
            self._notice.say(refusal)
        elif self._model.asks_back(self._grid.currentIndex()):
            self._on_asked_back(self._grid.current_address())

    def _paste_into_past(self, text: str) -> None:
        assert self._model.past is not None
        assert self._working is not None
        refusal = self._model.past.why_closed(self._working.cell(self._grid.current_address()))
        if refusal or len(text.split("\n")) > 1 or "\t" in text:
            self._notice.say(refusal or _NO_BLOCKS)
        else:
            self.past_typed.emit(dict.fromkeys(self._grid.chosen_entries(), text))

    def attach(self, address: str, paths: Sequence[Path]) -> None:
        """Attach files that were let go over a cell, which becomes the current one."""
        working = self._working
        cell = working.cell(address) if working is not None else None
        if working is None or cell is None:
            return
        self._grid.choose(address)
        reason = working.why_unwritten(address) if self._model.past is None else _ONLY_FIGURES
        if reason:
            self.say_closed(reason)
            return
        before = {file.digest for file in working.attachments_of(cell)}
        working.attach(address, paths)
        added = [f.name for f in working.attachments_of(cell) if f.digest not in before]
        if len(added) == len(paths):
            name = working.row(address).name
            self._notice.say(f"已附到“{name}”：{'、'.join(added)}。", "good")

    # --- commands --------------------------------------------------------------------------------

    def _clear(self) -> None:
        self._store(dict.fromkeys(self._grid.chosen_entries(), ""), RecordKind.CLEAR)

    def _fill_down(self) -> None:
        self._store(texts_from_above(self._model, self._grid.selectedIndexes()), RecordKind.FILL)

    def _fill_right(self) -> None:
        self._store(texts_from_left(self._model, self._grid.selectedIndexes()), RecordKind.FILL)

    def _repeat_last_year(self) -> None:
        assert self._working is not None
        chosen = self._grid.chosen_entries()
        texts = texts_of_last_year(self._working, chosen)
        if chosen and not texts:
            self._notice.say("上年没有可以沿用的数：没有填过，或者口径已变。")
        elif self._store(texts, RecordKind.FILL):
            without = len(chosen) - len(texts)
            rest = f"，另有 {without} 格上年没有可以沿用的数" if without else ""
            self._notice.say(f"已沿用上年数 {len(texts)} 格{rest}。请核对本年是否真的没有变化。", "good")

    def _go_to_blank(self, *, forward: bool) -> None:
        assert self._working is not None
        address = following_blank(self._working, self._grid.current_address(), forward=forward)
        if address:
            self.cell_wanted.emit(address)
        else:
            self._notice.say(f"各表各格都已填，{self._working.onward}。", "good")

    def _ask_files(self) -> None:
        address = self._grid.current_address()
        reason = self._working.why_unwritten(address) if self._working is not None else ""
        if reason:
            self.say_closed(reason)
        else:
            self.files_wanted.emit()

    def _store(self, texts: Texts, kind: RecordKind) -> bool:
        """Store texts as one step; what is refused is kept in its cells, and a closed cell says why it is."""
        assert self._working is not None
        if not texts:
            self._on_refused(self._grid.current_address())
            return False
        if self._model.past is not None:
            self.past_typed.emit(texts)
            return False
        stored = self._working.put(texts, kind)
        if not stored and kind is not RecordKind.CLEAR:
            self._model.keep(texts)
        return stored

    def say_closed(self, reason: str, *, lasting: bool = False) -> None:
        """Say why nothing can be typed, and offer to take the year back where that is what opens it."""
        working = self._working
        offers = working is not None and can_withdraw(working) and reason == working.why_nothing_changes()
        way = ("撤回定稿……", self.withdrawal_wanted.emit) if offers else None
        self._notice.say(reason, lasting=lasting, way=way)

    # --- answers ---------------------------------------------------------------------------------

    def _on_refused(self, address: str) -> None:
        past, current = self._model.past, self._grid.currentIndex()
        if current.isValid() and not self._model.is_value(current):
            # It stays: who types from paper looks up some keys later.
            self._notice.say(_beside(current.column(), self._model.titles()), lasting=True)
        elif past is not None and self._working is not None:
            self._notice.say(past.why_closed(self._working.cell(address)))
        elif self._working is not None:
            self.say_closed(self._working.why_closed(address), lasting=True)

    def _on_asked_back(self, address: str) -> None:
        if self._working is None:
            return
        typed, answers = str(self._grid.currentIndex().data()), answers_at(self._working, address)
        self._notice.say(_question(typed[:20], answers))

    def _say_selection(self, _change: object = None) -> None:
        if self._working is not None:
            chosen = self._grid.selectedIndexes()
            self.selection_said.emit(selection_text(self._working, self._model, chosen))


def _beside(column: int, titles: Sequence[str]) -> str:
    """Why nothing is typed into a column beside the figures of the year, and where it is."""
    side = "右" if column <= GridColumn.EARLIER else "左"
    where = f"数填在{side}边“{titles[GridColumn.FIRST_VALUE]}”起的各列"
    if column == GridColumn.EARLIER:
        return f"“{titles[column]}”这一列只供对照，没有填进去；{where}，往年的数在【往年数据】里导入和更正。"
    return f"“{titles[column]}”这一列不用填，没有填进去；{where}。"


def _question(typed: str, answers: Sequence[str]) -> str:
    """What is asked about a text that is no figure, with the keys of the answers."""
    if not answers:
        return (
            "这一格填数，打进去的是一句话。是原因说明的，按 Ctrl+X 剪下，到要说明的地方（F8）按 Ctrl+V 粘上；"
            "不要了，按 Ctrl+Z。"
        )
    if len(answers) == 1:
        return f"“{typed}”是不是 {answers[0]}？是的按 F4；不是的重填。"
    keys = [c.value[1] for c in REASONS]
    listed = "，".join(f"{answer} 按 {key}" for answer, key in zip(answers, keys, strict=False))
    return f"“{typed}”是哪一种？{listed}；数过，一个也没有的，填 0。"
