"""Stable codes of this room, and the errors that carry them.

- ``GlyphMissing``: a character that no embedded font has, and nobody said that it will be written by hand.
- ``WorkbookRefused``: a workbook that cannot be read as this unit's form of this year.
- ``MailRefused``: a package that cannot be attached.
"""

from __future__ import annotations

from enum import StrEnum, unique

from forms.errors import UserInputError


@unique
class Code(StrEnum):
    """Codes ``E-DOC-nnn``; never reused, never renumbered."""

    GLYPH_MISSING = "E-DOC-001"
    WORKBOOK_TOO_LARGE = "E-DOC-010"
    NOT_A_WORKBOOK = "E-DOC-011"
    WORKBOOK_BOMB = "E-DOC-012"
    WORKBOOK_MACRO = "E-DOC-013"
    WORKBOOK_DAMAGED = "E-DOC-014"
    NOT_OUR_FORM = "E-DOC-015"
    WRONG_PLAN = "E-DOC-016"
    WRONG_UNIT = "E-DOC-017"
    WRONG_YEAR = "E-DOC-018"
    OTHER_PLAN_VERSION = "E-DOC-019"
    SHEET_MISSING = "E-DOC-020"
    ROW_MISSING = "E-DOC-021"
    ROW_DUPLICATED = "E-DOC-022"
    COLUMN_MOVED = "E-DOC-023"
    ROW_UNKNOWN = "E-DOC-024"
    ROW_MOVED = "E-DOC-025"
    SHEET_DUPLICATED = "E-DOC-026"
    CONTENT_BEYOND = "E-DOC-027"
    CELL_FORMULA = "E-DOC-030"
    CELL_ERROR = "E-DOC-031"
    CELL_DATE = "E-DOC-032"
    CELL_LOGICAL = "E-DOC-033"
    CELL_NUMBER = "E-DOC-034"
    CELL_LOCKED = "E-DOC-035"
    CELL_TOO_LONG = "E-DOC-036"
    WORKBOOK_LINKED = "E-DOC-037"
    NOT_A_PLAN = "E-DOC-038"
    PACKAGE_TOO_LARGE = "E-DOC-040"
    ATTACHMENT_NAME = "E-DOC-041"
    RECIPIENT = "E-DOC-042"
    FONT_DAMAGED = "E-DOC-043"
    FIGURES_OUTSIDE = "E-DOC-044"
    TEXT_OUTSIDE = "E-DOC-045"
    SHEET_BEYOND = "E-DOC-046"
    SHEET_UNKNOWN = "E-DOC-047"


class GlyphMissing(UserInputError):
    """A character that none of the program's fonts can draw."""


class WorkbookRefused(UserInputError):
    """A workbook that is not read at all; single bad cells are reported, not raised."""


class MailRefused(UserInputError):
    """A package that cannot become an attachment."""
