"""Taking a frozen year back: what is said before, and where the work goes on afterwards."""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.models.unit.last_entered import last_entered
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.filing.never_exported import never_exported, told_of_never_exported
from desktop.services.unit.letters.base_figures import told_of_waiting
from forms.errors import EnvironmentFault
from forms.filing.stage import Stage
from forms.frozen import frozen

_SHORTEST_NAME = 3
"""Characters of a row's name that is looked for in the reason; chosen by us: 女性 is in many longer names."""
_NUMBER = re.compile(r"[0-9][0-9,，]*[0-9](?:\.[0-9]+)?")
"""A figure in a reason; of one digit many cells have."""


@frozen
class TakenBack:
    """What is about to be taken back.

    Attributes:
        example: name of a row of the unit's own, for a reason as it may be written.
        caution: what the office will miss, since it was never exported, or that this cannot be seen just now;
            empty where it misses nothing.
    """

    example: str
    caution: str


def to_be_taken_back(working: WorkingYear) -> TakenBack:
    """What the question before a withdrawal says of a frozen year."""
    last = last_entered(working)
    cells = working.year.layout.entry_cells
    address = last[0] if last is not None else cells[0].address if cells else ""
    return TakenBack(
        example=f"“{working.row(address).name}”" if address else "数据",
        caution="".join(f"{sentence}。" for sentence in _missed(working)),
    )


def _missed(working: WorkingYear) -> list[str]:
    """Sentences on what the office will miss; the question comes also while the file cannot be read."""
    try:
        return told_of_never_exported(never_exported(working.year, once_withdrawn=True))
    except EnvironmentFault:
        return ["数据文件现在读不了，看不出有没有定稿后没有导出过的版次"]


def take_back(working: WorkingYear, reason: str) -> tuple[str, str] | None:
    """Take a frozen year back; None where it was refused.

    Returns:
        Where the work goes on, and a sentence about that and about base figures that count from now on.
    """
    counted = working.year.given.named
    if not working.withdraw(reason):
        return None
    address, words = place_to_change(working, reason)
    return address, "".join([words, *(f"{told}。" for told in told_of_waiting(working.year, counted))])


def place_to_change(working: WorkingYear, reason: str) -> tuple[str, str]:
    """Where the work goes on in a year that was taken back, and a sentence that says so.

    That is the one cell whose figure stands in the reason, else the row whose name does, the longest of
    several; else what is still open, else the cell entered last.

    Args:
        working: the year, open again.
        reason: why it was taken back.

    Returns:
        Address of the cell, empty for a unit that fills in nothing; and the sentence.
    """
    again = f"改完到{Stage.FINALISE.place}重新定稿（第 {working.year.record.revision + 1} 次报送）。"
    named, meant = _meant_in(working, reason)
    if named:
        return named, f"已撤回，可以修改。这里是撤回原因里写的{meant}，别的格按 Ctrl+F 找。{again}"
    words = f"已撤回，可以修改。要改的格按 Ctrl+F 找，有问题的按 F8 逐个到。{again}"
    asked = next((f for f in working.year.report.findings if f.cells and working.is_open(f)), None)
    if asked is not None:
        return asked.cells[0], words
    last = last_entered(working)
    cells = working.year.layout.entry_cells
    return (last[0] if last is not None else cells[0].address if cells else ""), words


def _meant_in(working: WorkingYear, reason: str) -> tuple[str, str]:
    """Address of the entry cell that a reason speaks of, and by which words; empty where it names none."""
    cells = working.year.layout.entry_cells
    names = {cell.address: working.row(cell.address).name for cell in cells}
    named = [address for address, name in names.items() if len(name) >= _SHORTEST_NAME and name in reason]
    longest = max((len(names[address]) for address in named), default=0)
    named = [address for address in named if len(names[address]) == longest]
    figures = {Decimal(found.replace(",", "").replace("，", "")) for found in _NUMBER.findall(reason)}
    equal = [cell.address for cell in cells if working.reading(cell.key).value in figures]
    both = [address for address in equal if address in named]
    if len(both or equal) == 1:
        address = (both or equal)[0]
        value = working.reading(working.year.layout.cell_by_address[address].key).text
        return address, f"“{names[address]}”的 {value}"
    return (named[0], f"“{names[named[0]]}”") if named else ("", "")
