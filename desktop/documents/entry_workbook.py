"""The Excel form that is filled in elsewhere, out and in."""

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
    """Address in the form (contracts 2); empty for a cell outside the entry cells."""
    text: str
    """What stands there, as far as it can be shown."""
    code: str
    message: str
    """What is wrong and how to mend it, in Chinese, with sheet and cell."""


@dataclass(frozen=True)
class WorkbookReading:
    """What was read from a filled-in workbook.

    Attributes:
        cells: (address, text) of every entry cell that the workbook has, in form order; empty text
            where nothing is typed. The text goes through the same reading as text typed on screen.
        refused: cells that cannot be taken over.
        problems: what is noteworthy about the workbook but loses no figure, e.g. a changed locked cell
            or another pack version.
    """

    cells: tuple[tuple[str, str], ...]
    refused: tuple[Refusal, ...] = ()
    problems: tuple[Problem, ...] = ()


def render_entry_workbook(content: PrintContent, plan_digest: str) -> bytes:
    """Write the Excel form (``tianbao template``): this year's entries, last year beside them."""
    raise NotImplementedError(content.unit, plan_digest)


def read_entry_workbook(data: bytes, layout: UnitLayout, expected: FormIdentity) -> WorkbookReading:
    """Read a filled-in Excel form, which may be hostile.

    Raises:
        WorkbookRefused: not a workbook, dangerous, damaged, or of another plan, unit or year.
    """
    raise NotImplementedError(len(data), layout.unit, expected)
