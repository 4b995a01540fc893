"""What other base figures would do to the rates of units that filed with the former ones.

It is only told: what was filed and accepted is not reckoned again, and the units keep their figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import Ledger
from desktop.services.office.facts.past import stated_figures
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity, round_half_up
from forms.filing.tables import judged_keys
from forms.frozen import frozen
from forms.letters.base_figure import BaseFigure
from forms.plan.pack import Plan
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out


@frozen
class MovedRate:
    """An indicator of a unit that other base figures would give another value.

    Attributes:
        unit: code of the unit.
        key: the indicator.
        old: as it was filed; None where it could not be reckoned.
        new: with the other base figures; None where it cannot be reckoned with these.
        decimals: digits after the point on forms.
        is_accepted: whether the year of the unit is accepted.
    """

    unit: str
    key: SeriesKey
    old: Decimal | None
    new: Decimal | None
    decimals: int
    is_accepted: bool

    @property
    def texts(self) -> tuple[str, str]:
        """Both for people; with all their digits where rounded ones would say the same."""
        shown = tuple(self._text(one, self.decimals) for one in (self.old, self.new))
        if shown[0] != shown[1]:
            return shown[0], shown[1]
        return self._text(self.old, self.decimals + 4), self._text(self.new, self.decimals + 4)

    @staticmethod
    def _text(value: Decimal | None, decimals: int) -> str:
        return "算不出" if value is None else f"{round_half_up(value, decimals):f}"


def moved_rates(
    desk: OfficeDesk, ledger: Ledger, changed: Sequence[tuple[BaseFigure, Sequence[str]]]
) -> list[MovedRate]:
    """The rates of a year that change, by unit in the plan's order, then in the forms' order.

    Args:
        desk: the office's desk.
        ledger: the year.
        changed: base figures of the year as they are to be, each with the units that filed the former one.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    found: list[MovedRate] = []
    for unit in ledger.plan.reporting_units:
        given = [figure for figure, units in changed if unit.code in units]
        if given:
            found += _of_unit(desk, ledger, unit.code, given)
    return found


def _of_unit(desk: OfficeDesk, ledger: Ledger, unit: str, given: Sequence[BaseFigure]) -> Iterator[MovedRate]:
    unit_year = ledger.unit_year(unit)
    current = unit_year.current
    plan = None if current is None else unit_year.filed_plan(current)
    if current is None or plan is None or not unit_year.is_comparable(current):
        return
    filed = stated_figures(plan, current, desk.store.values(current.content))
    with_other = filed.with_observations(
        Observation(key=one.key, reading=parse_quantity(one.text, one.unit)) for one in given
    )
    for key, old, new in _differing(plan, unit, filed, with_other):
        indicator = plan.indicator_by_code[key.code]
        yield MovedRate(
            unit=unit,
            key=key,
            old=old,
            new=new,
            decimals=indicator.decimals,
            is_accepted=unit_year.accepted == current.content,
        )


def _differing(
    plan: Plan, unit: str, filed: Figures, with_other: Figures
) -> Iterator[tuple[SeriesKey, Decimal | None, Decimal | None]]:
    for key in judged_keys(lay_out(plan, unit)):
        old, new = filed.measured(key).value, with_other.measured(key).value
        if old != new:
            yield key, old, new
