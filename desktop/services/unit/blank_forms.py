"""Blank forms (空白表), to be printed and written on, or handed to those who have the figures."""

from __future__ import annotations

from dataclasses import replace

from desktop.documents.form_book.workbook import render_entry_workbook
from desktop.documents.official.content import PrintContent
from desktop.documents.official.form import render_official_pdf
from desktop.services.unit.printing import print_content
from desktop.services.unit.year import YearDesk
from forms.filing.people import People
from forms.reporting.entry import Figures


def blank_pdf(year: YearDesk) -> bytes:
    """The unit's forms of a year as PDF/A-1b without any figure, name or finding, marked as blank.

    Raises:
        EnvironmentFault: a font of the program is damaged (E-DOC-043).
    """
    return render_official_pdf(_blank_content(year))


def blank_workbook(year: YearDesk) -> bytes:
    """The Excel form to fill in elsewhere without any figure; filled in, it is read like any other."""
    return render_entry_workbook(_blank_content(year), year.desk.pack.digest)


def _blank_content(year: YearDesk) -> PrintContent:
    """What is printed where nothing is known; no figure of any year goes out of the house with it."""
    known = print_content(year)
    return replace(
        known,
        figures=Figures(plan=known.plan, year=known.year),
        people=People(),
        verdicts={},
        findings=(),
        warnings=(),
        sensitive=False,
        blank=True,
    )
