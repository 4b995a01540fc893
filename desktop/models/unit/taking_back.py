"""Undo, redo and what is taken over: the sentence that tells what became of it, and its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.models.grid.cell_text import reading_text
from desktop.models.unit.cell_facts import place_text
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import YearChange
from forms.errors import TianbaoError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.findings import Suggestion
from forms.reporting.entry import Figures, Observation
from forms.text.told import told_change


class Told(NamedTuple):
    """A sentence, its tone (``alarm``, ``bad`` or ``good``), and the first cell that changed, if any did."""

    sentence: str
    tone: str
    address: str = ""


def take_back(working: WorkingYear, *, undo: bool) -> Told:
    """Undo the last step, or redo the one that was undone; nothing changes where there is none."""
    closed = working.why_nothing_changes()
    if closed:
        return Told(closed, "alarm")
    word = "撤销" if undo else "重做"
    try:
        label = working.year.undo_label if undo else working.year.redo_label
    except TianbaoError as error:  # the file is asked, and another program may hold it
        return Told(error.sentence, "bad")
    if label is None:
        return Told(f"没有可以{word}的操作。", "alarm")
    before = working.year.figures
    if not (working.undo() if undo else working.redo()):
        return Told(working.refusal, "bad")
    return _told(working, before, word, label)


def take_over(working: WorkingYear, suggestions: Sequence[Suggestion]) -> Told:
    """Take over what a finding suggests, and tell what was there before and what is now."""
    before = working.year.figures
    if not working.accept(suggestions):
        return Told(working.refusal, "bad")
    told = _told(working, before, "按建议改正", f"共 {len(suggestions)} 格")
    return told._replace(sentence=f"{told.sentence}。按 Ctrl+Z 可撤销。")


def words_of_change(working: WorkingYear, change: YearChange) -> str:
    """What was changed last, in a few words, e.g. ``刚改：活产数 合计 2,105``; empty where no figure was."""
    if not change.keys:
        return ""
    if len(change.keys) > 1:
        return f"刚改了 {len(change.keys)} 格"
    cell = working.year.layout.cells_by_key[change.keys[0]][0]
    row = working.row(cell.address)
    reading = _observation(working.year.figures, cell.key).reading
    return f"刚改：{place_text(working, row, cell)}，{reading_text(reading, row.decimals) or '清空'}"


def _told(working: WorkingYear, before: Figures, word: str, label: str) -> Told:
    """Where a step changed something: form, row, year, what it was and what it is now."""
    changed = _changed(working, before)
    if not changed:
        return Told(f"已{word}：{label}", "good")
    cell = working.year.layout.cells_by_key[changed[0]][0]
    row, form = working.row(cell.address), working.year.layout.form_of(cell.address)
    place = f"《{form.form.title}》{place_text(working, row, cell)}，{working.desk_year} 年"
    was, now = (_observation(figures, cell.key) for figures in (before, working.year.figures))
    what = _difference(was, now, row.decimals)
    several = f"（{label}，这是第一格）" if len(changed) > 1 else ""
    return Told(f"已{word}：{place}{what}{several}", "good", cell.address)


def _changed(working: WorkingYear, before: Figures) -> Sequence[SeriesKey]:
    """The figures that differ, in the order of the forms."""
    after, cells = working.year.figures, working.year.layout.entry_cells
    keys = dict.fromkeys(cell.key for cell in cells)
    return [key for key in keys if _observation(before, key) != _observation(after, key)]


def _observation(figures: Figures, key: SeriesKey) -> Observation:
    return figures.observations.get(key) or Observation(key=key, reading=Reading(text=""))


def _difference(was: Observation, now: Observation, decimals: int) -> str:
    if was.reading != now.reading:
        old, new = (reading_text(one.reading, decimals) for one in (was, now))
        return f"：{told_change(old, new)}"
    name, old, new = next(
        (pair for pair in (("数据来源", was.source, now.source), ("备注", was.note, now.note))
         if pair[1] != pair[2]), ("", "", "")
    )  # fmt: skip
    return f"，{name}：{told_change(old, new)}" if name else ""
