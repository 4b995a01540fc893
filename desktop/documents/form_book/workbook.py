"""The Excel form to fill in: writing it, and reading a filled-in one.

A hidden sheet states plan, unit and year, a hidden row names the columns, a hidden column the rows. So sheets
may be renamed and moved and rows inserted. Content that cannot be assigned with certainty is refused with its
place.
"""

from __future__ import annotations

from desktop.documents.form_book.reading import FormIdentity, WorkbookReading
from desktop.documents.official.content import PrintContent
from forms.reporting.layout import UnitLayout


def render_entry_workbook(content: PrintContent, plan_digest: str) -> bytes:
    """Write the Excel form (``tianbao template``): this year's entries, last year beside them.

    Args:
        content: as for printing; people, verdicts and findings are not used.
        plan_digest: digest of the pack in force, kept in the workbook.
    """
    from desktop.documents.form_book.sheets import build_workbook

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
    from desktop.documents.form_book.reader import read_workbook

    return read_workbook(data, layout, expected)
