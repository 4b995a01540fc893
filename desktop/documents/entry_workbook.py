"""The Excel form that is filled in elsewhere, out and in.

The workbook finds itself again: a hidden sheet says which plan, unit and year it belongs to, a hidden
row names the columns, a hidden column names the rows. So sheets may be renamed and moved and rows
inserted; what cannot be assigned with certainty is refused with its place, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.documents.content import PrintContent
from forms.errors import Problem
from forms.layout import UnitLayout


@dataclass(frozen=True)
class FormIdentity:
    """Which form a workbook is: it is read for exactly this unit and year or not at all."""

    plan_id: str
    plan_digest: str
    unit: str
    year: int


@dataclass(frozen=True)
class Refusal:
    """One cell that was not taken over."""

    sheet: str
    cell: str
    """Excel address, e.g. ``C7``."""
    address: str
    """Address in the form (contracts 2); empty for a cell outside the form's cells."""
    text: str
    """What stands there, as far as it can be shown."""
    code: str
    message: str
    """What is wrong and how to mend it, in Chinese, with sheet and cell."""


@dataclass(frozen=True)
class WorkbookReading:
    """What was read from a filled-in workbook.

    Attributes:
        cells: (address, text) of every entry cell that was found, in form order; empty text where
            nothing is typed. The text goes through the same reading as text typed on screen.
        refused: cells that cannot be taken over.
        problems: what concerns sheets, rows or the whole workbook: a row that is gone, a sheet that
            stands there twice, another pack version.
    """

    cells: tuple[tuple[str, str], ...]
    refused: tuple[Refusal, ...] = ()
    problems: tuple[Problem, ...] = ()


def render_entry_workbook(content: PrintContent, plan_digest: str) -> bytes:
    """Write the Excel form (``tianbao template``): this year's entries, last year beside them.

    Args:
        content: as for printing; people, verdicts and findings are not used.
        plan_digest: digest of the pack in force, kept in the workbook.
    """
    from desktop.documents.entry_sheets import build_workbook

    return build_workbook(content, plan_digest)


def read_entry_workbook(data: bytes, layout: UnitLayout, expected: FormIdentity) -> WorkbookReading:
    """Read a filled-in Excel form, which may be hostile.

    Args:
        data: bytes of the file.
        layout: the unit's forms in the plan version in force.
        expected: plan, unit and year for which it is read.

    Raises:
        WorkbookRefused: not a workbook, dangerous, damaged, or of another plan, unit or year.
    """
    from desktop.documents.entry_reader import read_workbook

    return read_workbook(data, layout, expected)
