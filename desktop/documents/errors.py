"""The errors of this room; their codes are in ``forms.codes.document``.

- ``GlyphMissing``: a character that no embedded font has, without the confirmation that it is written by
  hand.
- ``WorkbookRefused``: a workbook that cannot be read as this unit's form of this year.
- ``MailRefused``: a package that cannot be attached.
"""

from __future__ import annotations

from forms.errors import UserInputError


class GlyphMissing(UserInputError):
    """A character that none of the program's fonts can draw."""


class WorkbookRefused(UserInputError):
    """A workbook that is not read at all; single bad cells are returned as problems instead."""


class MailRefused(UserInputError):
    """A package that cannot become an attachment."""
