"""Which columns of a pasted block are of which year, as its head says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

_YEAR = re.compile(r"(20\d\d)年.{0,6}")
"""A head that says a year: ``2025年``, ``2025年度``, ``2025年合计``."""
_BARE = re.compile(r"20\d\d")
"""A year without the word, which is one only where its whole row says nothing but years; and with no names
beside it, where a figure may stand too, only where they follow one another."""


def years_of_columns(block: Sequence[Sequence[str]], head: Sequence[int], first: int) -> Mapping[int, int]:
    """The year by column, of those columns that the head gives one; empty where it names none.

    A head over several columns is copied with its text in the first of them, and the others empty.

    Args:
        block: rows of texts.
        head: places of the rows above the figures.
        first: first column that may hold figures; 0 for a block without names.
    """
    for place in head:
        texts = ["".join(text.split()) for text in block[place]]
        said = {column: texts[column] for column in range(first, len(texts)) if texts[column]}
        all_bare = bool(said) and all(_BARE.fullmatch(text) for text in said.values())
        if all_bare and not first and not _follow_one_another([int(text) for text in said.values()]):
            continue  # 2,077 births are no head
        years: dict[int, int] = {}
        year: int | None = None
        for column in range(first, max((len(row) for row in block), default=0)):
            if column in said:
                found = _YEAR.fullmatch(said[column])
                year = int(said[column]) if all_bare else int(found[1]) if found else None
            if year is not None:
                years[column] = year
        if years:
            return years
    return {}


def _follow_one_another(years: Sequence[int]) -> bool:
    """Whether they are two or more years, up or down one by one."""
    steps = {after - before for before, after in pairwise(years)}
    return steps in ({1}, {-1})
