"""Base figures as the bytes of ``data/base.csv``, and back."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.submission.errors import TableError
from desktop.submission.profile.tables import read_table, write_table
from forms.codes.letter import LetterCode
from forms.errors import UserInputError
from forms.letters.base_figure import BASE_COLUMNS, BaseFigure, base_figures_of, base_row, in_order

BASE_NAME = "data/base.csv"
"""Where they stand in a task and in a letter of base figures (``letters.md``, "Files")."""


def base_table(figures: Iterable[BaseFigure]) -> bytes:
    """The table of base figures; the same figures always give the same bytes."""
    return write_table(BASE_COLUMNS, [base_row(one) for one in in_order(figures)])


def read_base_table(data: bytes) -> tuple[BaseFigure, ...]:
    """The figures in a table; nothing of it is trusted.

    Raises:
        UserInputError: it is not such a table, or a figure in it cannot be used (E-LETTER-008).
    """
    try:
        return base_figures_of(read_table(data, BASE_COLUMNS, or_more=True))
    except (TableError, ValueError) as error:
        why = error.message if isinstance(error, TableError) else str(error)
        sentence = f"基础数据表 {BASE_NAME}：{why.rstrip('。')}，没有采用"
        raise UserInputError(LetterCode.BASE, sentence) from error
