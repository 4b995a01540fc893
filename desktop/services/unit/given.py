"""The cells of a unit's year that the statistics office's base figures give, and which of them count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from db.unit.records import Revision
from db.unit.store import Store
from forms.codes.base import BaseCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.frozen import frozen
from forms.letters.task import Named
from forms.reporting.entry import Observation
from forms.reporting.given import base_source, base_title, is_from_base
from forms.reporting.layout import UnitLayout
from forms.text.typed import require_text

if TYPE_CHECKING:
    from forms.letters.base_figure import BaseFigure

NOT_GIVEN = (
    "数据来源开头的“统计局……年基础数据第……号”只由程序给统计局给定的数写上，没有采用；请写本单位自己的来源"
)


@frozen
class GivenFigures:
    """What the base figures that count give to a unit's year.

    Attributes:
        year: reporting year.
        named: the base figures; None where none were opened, or none when the revision in force was frozen.
        figures: of the year, for cells of the unit, by series.
    """

    year: int
    named: Named | None
    figures: Mapping[SeriesKey, BaseFigure]

    @property
    def title(self) -> str:
        """How people name the base figures; empty where there are none."""
        return "" if self.named is None else base_title(self.year, self.named.version)

    @property
    def document(self) -> dict[str, str] | None:
        """The base figures as ``submission.json`` names them."""
        named = self.named
        return None if named is None else {"version": named.version, "digest": named.digest}

    def why_locked(self, name: str) -> str:
        """Who gave a figure of this name, so that it cannot be changed."""
        return f"“{name}”由{self.title}给定，不能改；有不同意见写在备注里，并告诉统计局。"

    def observations(
        self, present: Mapping[SeriesKey, Observation], actor: str, now: datetime
    ) -> list[Observation]:
        """The given cells as they are to stand; remarks of the unit stay."""
        if self.named is None:
            return []
        return [
            Observation(
                key=key,
                reading=parse_quantity(figure.text, figure.unit),
                note=present[key].note if key in present else "",
                source=base_source(self.year, self.named.version, figure.source),
                entered_by=actor,
                entered_at=now,
            )
            for key, figure in self.figures.items()
        ]


def given_figures(store: Store, layout: UnitLayout, year: int) -> GivenFigures:
    """What counts for a year: the last base figures, of a frozen year those that its revision names.

    Args:
        store: the unit's store.
        layout: the unit's forms.
        year: reporting year.

    Raises:
        UserInputError: they cannot be read (E-LETTER-008); the store keeps only what could be.
        EnvironmentFault: the store cannot be read.
    """
    bases = store.bases(year)
    is_frozen = bool(bases) and store.year_state(year).state.is_frozen
    revision = store.latest_revision(year) if is_frozen else None
    number = None if revision is None else _named_in(revision)
    counting = [one for one in bases if revision is None or str(one.number) == number]
    if not counting:
        return GivenFigures(year, None, {})
    from desktop.services.letters.base_table import read_base_table  # most units have no such cells

    last = counting[-1]
    figures = own_figures(read_base_table(last.figures), layout)
    named = Named(version=str(last.number), digest=last.digest)
    return GivenFigures(year, named, {one.key: one for one in figures if one.year == year})


def own_figures(figures: Iterable[BaseFigure], layout: UnitLayout) -> list[BaseFigure]:
    """The base figures, of any year, that stand on a unit's forms as the statistics office's."""
    own = {cell.key for cell in layout.entry_cells if cell.is_given}
    return [one for one in figures if one.key in own]


def _named_in(revision: Revision) -> str | None:
    """Version of the base figures that a frozen content names."""
    base = json.loads(revision.content).get("base")
    return None if base is None else str(base["version"])


def require_source(typed: str, present: str = "") -> str:
    """The typed source of a figure as it is kept.

    Args:
        typed: the text.
        present: the source that the figure has; it may stay.

    Raises:
        UserInputError: it begins as the sources of given figures do, so that paper and forms would say that
            the office gave the figure (E-BASE-025); or it cannot be kept (E-TEXT-001, E-TEXT-002).
    """
    kept = require_text(typed, "数据来源")
    if kept != present and is_from_base(kept):
        raise UserInputError(BaseCode.MARK, NOT_GIVEN)
    return kept
