"""What a question of the office hangs on, in words: its cells by their names, its rule by its title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from forms.findings import RULES
from forms.plan.series_name import part_name
from forms.reporting.asked_place import past_name, past_place

if TYPE_CHECKING:
    from desktop.services.unit.year import YearDesk
    from forms.letters.question import QuestionScope

_TITLES = {rule.code: rule.title for rule in RULES}


class Hanging(Protocol):
    """What a question refers to; empty texts where it refers to no such thing."""

    @property
    def scope(self) -> QuestionScope:
        """On what it hangs."""

    @property
    def cell(self) -> str:
        """The cell, or the first of a pair."""

    @property
    def other_cell(self) -> str:
        """The second of a pair."""

    @property
    def code(self) -> str:
        """Of the rule that it is about, or that led to it."""


def cells_of(asked: Hanging) -> tuple[str, ...]:
    """Addresses of the cells of a question, in its order; none where it hangs on none."""
    return tuple(filter(None, (asked.cell, asked.other_cell)))


def beside_cells(asked: Hanging) -> str:
    """What a question refers to beside its cells: its rule by the title, else its scope where it has no cell.

    Empty for a question with a cell whose code is none of a rule that is known here. Without a cell the code,
    where there is one, stands behind the scope.
    """
    if asked.code in _TITLES:
        return f"审核：{_TITLES[asked.code]}"
    if asked.cell:
        return ""
    return f"{asked.scope.label}（{asked.code}）" if asked.code else asked.scope.label


def answered_words(*, has_cells: bool, is_changed: bool) -> str:
    """State of an answered question, in Chinese; where it has a cell, also whether the figure was changed."""
    if not has_cells:
        return "已答复"
    return "已答复，改了数" if is_changed else "已答复，数无误"


def asked_about(year: YearDesk, asked: Hanging, *, with_addresses: bool = False) -> str:
    """All of it on one line.

    Args:
        year: the unit's year.
        asked: the question.
        with_addresses: whether the address stands behind the name of each cell.
    """
    places = [_place(year, cell, with_address=with_addresses) for cell in cells_of(asked)]
    return "；".join(filter(None, (*places, beside_cells(asked))))


def _place(year: YearDesk, address: str, *, with_address: bool) -> str:
    name = " ".join(_parts(year, address)) if with_address else "　".join(_parts(year, address))
    return f"{address}（{name}）" if with_address and name != address else name


def _parts(year: YearDesk, address: str) -> Iterator[str]:
    layout, past = year.layout, past_place(address)
    if past is not None:
        yield past_name(year.desk.plan, past)
    elif address not in layout.cell_by_address:
        yield address
    else:
        row, column = layout.row_by_cell[address], address.rpartition("/")[2]
        yield layout.form_of(address).form.title
        yield f"{row.code} {row.name}"
        yield part_name(year.desk.plan, column)
