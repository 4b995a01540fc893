"""What a filled-in Excel form is expected to be, and what was read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from forms.errors import Problem
from forms.frozen import frozen


@frozen
class FormIdentity:
    """Which form a workbook is: it is read for exactly this unit and year or not at all.

    Attributes:
        plan_id: code of the plan.
        plan_digest: SHA-256 of the plan pack.
        unit: code of the unit.
        year: reporting year.
        plan_title: title of the plan, for sentences to people.
        unit_names: names of the plan's units by code, for sentences to people.
    """

    plan_id: str
    plan_digest: str
    unit: str
    year: int
    plan_title: str = ""
    unit_names: Mapping[str, str] = field(default_factory=dict)


@frozen
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


@frozen
class WorkbookReading:
    """What was read from a filled-in workbook.

    Attributes:
        cells: (address, text) of every entry cell that was found, in form order; empty text where
            nothing is typed. The text goes through the same reading as text typed on screen.
        refused: cells that cannot be taken over.
        problems: what concerns sheets, rows or the whole workbook: a row that is gone, a sheet that
            stands there twice, another pack version, content outside a form.
        sources: (address of the row's first cell, text) where somebody wrote from where the figures come; a
            blank one is left out, so that it never takes away what is stored.
        outside: how many cells with content stand outside the cells of their form; ``problems`` names the
            first one of each sheet.
    """

    cells: tuple[tuple[str, str], ...]
    refused: tuple[Refusal, ...] = ()
    problems: tuple[Problem, ...] = ()
    outside: int = 0
    sources: tuple[tuple[str, str], ...] = ()
