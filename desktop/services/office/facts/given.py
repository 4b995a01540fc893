"""Fact ``base``: the figures that the office gave as base figures beside those that a package states."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from db.office.records import StatedValue
from db.office.sent_records import StoredBase
from desktop.services.letters.base_table import read_base_table
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.fact import UNDECIDED, OfficeFact, told
from desktop.services.office.facts.figure import figure_text
from desktop.submission.facts import FactState
from forms.codes.receive import ReceiveCode
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen
from forms.letters.base_figure import BaseFigure
from forms.letters.task import Named
from forms.plan.pack import Plan
from forms.plan.series_name import series_name
from forms.reporting.layout import lay_out

BASE = "base"
"""Name of the fact, and of the member of ``submission.json`` (``package.md``)."""
_SHOWN = 3
"""Differences that a sentence names; the details have all of them. Chosen by us."""


@frozen
class BaseInForce:
    """The base figures that count for a year.

    Attributes:
        stored: as they were signed.
        figures: them, by series and year.
    """

    stored: StoredBase
    figures: Mapping[tuple[SeriesKey, int], BaseFigure]

    @property
    def named(self) -> Named:
        """Their version and the digest of their table, as letters and packages name them."""
        return Named(version=str(self.stored.number), digest=self.stored.table_digest)


def base_in_force(desk: OfficeDesk, year: int) -> BaseInForce | None:
    """The base figures that count for a year; None where none were signed.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    stored = desk.store.bases(year)
    if not stored:
        return None
    figures = read_base_table(stored[-1].figures)
    return BaseInForce(stored[-1], {(one.key, one.year): one for one in figures})


def hidden_in(plan: Plan, base: BaseInForce) -> tuple[str, ...]:
    """Names of the items of base figures that may not go to all units; a later plan can mark some.

    Base figures with such an item are not sent any more.
    """
    hidden = dict.fromkeys(key.code for key, _ in base.figures if key.code not in plan.given_out)
    items = plan.item_by_code
    return tuple(items[code].name if code in items else code for code in hidden)


def given_to(plan: Plan, unit: str) -> frozenset[SeriesKey]:
    """The series on a unit's forms that the statistics office gives; empty for a unit without forms."""
    cells = lay_out(plan, unit).entry_cells
    return frozenset(cell.key for cell in cells if cell.is_given and cell.key.code in plan.given_out)


def given_by_unit(plan: Plan) -> dict[str, frozenset[SeriesKey]]:
    """The series on each unit's forms that the statistics office gives; units without any are left out."""
    given = {unit.code: given_to(plan, unit.code) for unit in plan.units}
    return {unit: keys for unit, keys in given.items() if keys}


@frozen
class GivenDifference:
    """A figure that the office gave and a package states otherwise.

    Attributes:
        given: the base figure.
        stated: what the package states.
    """

    given: BaseFigure
    stated: str

    @property
    def settled_as(self) -> str:
        """How a decision names it: with the figure that was given; against another, nobody has decided."""
        return f"{self.given.place}={self.given.text}"

    def document(self) -> dict[str, Any]:
        """It as JSON."""
        one = self.given
        return {
            "item": one.key.code,
            "breakdown": one.key.breakdown,
            "year": one.year,
            "given": one.text,
            "stated": self.stated,
        }


def given_differences(
    base: BaseInForce, keys: Iterable[SeriesKey], year: int, values: Sequence[StatedValue]
) -> list[GivenDifference]:
    """The given figures of a package's year that it does not state as they were given, by series.

    Args:
        base: the base figures that count.
        keys: what the office gave of the unit's figures: to the unit, or to others of what it owns.
        year: of the package.
        values: figures of the package.
    """
    stated = {SeriesKey(one.item, one.breakdown): one for one in values if one.year == year}
    found: list[GivenDifference] = []
    for key in sorted(keys):
        figure, value = base.figures.get((key, year)), stated.get(key)
        if figure is None:
            continue
        missing = "" if figure.missing is None else figure.missing.value
        if value is None or (value.value, value.missing) != (figure.value, missing):
            found.append(GivenDifference(figure, "" if value is None else value.text or figure_text(value)))
    return found


def base_fact(
    plan: Plan,
    base: BaseInForce | None,
    used: Mapping[str, str] | None,
    differing: Sequence[GivenDifference],
    decided: Collection[str],
) -> OfficeFact:
    """Whether the given figures were used unchanged; a difference is a mark and never bad.

    Args:
        plan: for names.
        base: the base figures that count; None where none were given.
        used: version and digest of those that the package says it used; None where it used none.
        differing: figures that it does not state as they were given.
        decided: how decisions name the differences about which somebody decided.
    """
    if base is None:
        sentence = "没有给出过基础数据"
        return told(BASE, FactState.UNKNOWN, ReceiveCode.NO_BASE, sentence, required=False)
    with_which = _with_which(base, used)
    open_ = [one for one in differing if one.settled_as not in decided]
    if open_:
        named = "；".join(
            f"{series_name(plan, one.given.key)}给的是 {one.given.text}，报来 {one.stated or '（空）'}"
            for one in open_[:_SHOWN]
        )
        sentence = (
            f"{len(open_)} 个数与给出的基础数据不同：{named}{'…' if open_[_SHOWN:] else ''}{with_which}"
        )
        details = {"cells": [one.document() for one in open_]}
        return told(
            BASE, FactState.OK, ReceiveCode.BASE_DIFFERS, sentence, status=UNDECIDED, details=details,
            required=False,
        )  # fmt: skip
    if differing:
        sentence = f"{len(differing)} 个数与给出的基础数据不同，都已有决定{with_which}"
        return told(BASE, FactState.OK, ReceiveCode.BASE_DECIDED, sentence, status="decided", required=False)
    return told(BASE, FactState.OK, ReceiveCode.BASE, f"给出的基础数据没有改动{with_which}", required=False)


def _with_which(base: BaseInForce, used: Mapping[str, str] | None) -> str:
    """Which base figures a package says it used, where these are not those that count."""
    if used is None or used["digest"] == base.stored.table_digest:
        return ""
    return f"（单位用的是第 {used['version']} 号，现行是第 {base.stored.number} 号）"
