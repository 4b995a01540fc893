"""Undo and redo, with the sentence that tells what became of it."""

from __future__ import annotations

from typing import NamedTuple

from desktop.models.unit.working_year import WorkingYear
from forms.errors import TianbaoError


class Told(NamedTuple):
    """A sentence and its tone (``alarm``, ``bad`` or ``good``)."""

    sentence: str
    tone: str


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
    if working.undo() if undo else working.redo():
        return Told(f"已{word}：{label}", "good")
    return Told(working.refusal, "bad")
