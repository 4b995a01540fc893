"""Taking a frozen year back: whether one can, and where the work goes on afterwards."""

from __future__ import annotations

from desktop.models.unit.last_entered import last_entered
from desktop.models.unit.working_year import WorkingYear
from forms.filing.stage import Stage
from forms.filing.state import Step, can_step

_SHORTEST_NAME = 2
"""Characters of a row's name that is looked for in the reason; chosen by us, one alone is in any sentence."""


def can_withdraw(working: WorkingYear) -> bool:
    """Whether the unit itself can take the year back now."""
    return can_step(working.state, Step.WITHDRAW) and not working.year.desk.is_read_only


def place_to_change(working: WorkingYear, reason: str) -> tuple[str, str]:
    """Where the work goes on in a year that was taken back, and a sentence that says so.

    That is the row whose name stands in the reason, the longest of several; else what is still open, else
    the cell entered last.

    Args:
        working: the year, open again.
        reason: why it was taken back.

    Returns:
        Address of the cell, empty for a unit that fills in nothing; and the sentence.
    """
    again = f"改完到{Stage.FINALISE.place}重新定稿（第 {working.year.record.revision + 1} 次报送）。"
    named = _named_in(working, reason)
    if named:
        name = working.row(named).name
        return named, f"已撤回，可以修改。这里是撤回原因里写的“{name}”，别的格按 Ctrl+F 找。{again}"
    words = f"已撤回，可以修改。要改的格按 Ctrl+F 找，有问题的按 F8 逐个到。{again}"
    asked = next((f for f in working.year.report.findings if f.cells and working.is_open(f)), None)
    if asked is not None:
        return asked.cells[0], words
    last = last_entered(working)
    cells = working.year.layout.entry_cells
    return (last[0] if last is not None else cells[0].address if cells else ""), words


def _named_in(working: WorkingYear, reason: str) -> str:
    """Address of the first entry cell of the row whose name is in the reason; empty where none is."""
    names = {cell.address: working.row(cell.address).name for cell in working.year.layout.entry_cells}
    named = [address for address, name in names.items() if len(name) >= _SHORTEST_NAME and name in reason]
    return max(named, key=lambda address: len(names[address]), default="")
