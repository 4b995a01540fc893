"""Checks: a whole unit, one cell, and a county of two thousand cells, in processor time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.sample import load_sample
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import parse_quantity
from forms.findings import RULES, Checker
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from tests.benchmarks.timing import Measurement, median_processor_seconds


def _figures() -> Figures:
    sample = load_sample()
    plan = load_bundled(sample.plan).plan
    observations = {
        key: Observation(
            key=key,
            reading=parse_quantity(text, plan.item_by_code[key.code].unit),
            source=sample.sources.get(key, ""),
        )
        for key, text in sample.figures.items()
    }
    return Figures(plan=plan, year=sample.year, observations=observations, history=sample.history)


def run() -> Iterator[Measurement]:
    """Measure the engine on the sample unit."""
    figures = _figures()
    plan, unit = figures.plan, "health"
    checker = Checker(plan, unit, lay_out(plan, unit), RULES)
    cells = len(figures.observations)
    full = median_processor_seconds(lambda: checker.check(figures.with_observations([])), 40)
    yield Measurement(
        what=f"recheck a unit ({cells} cells)", ours=full, bare=None, budget="5 ms", within=full <= 0.005
    )

    key = SeriesKey("live-births")
    texts = cycle(["2037", "2036"])

    def leave_a_cell() -> None:
        changed = figures.with_observations([Observation(key=key, reading=parse_quantity(next(texts)))])
        checker.recheck(changed, [key])

    one = median_processor_seconds(leave_a_cell, 100)
    yield Measurement(what="recheck after one cell", ours=one, bare=None, budget="1 ms", within=one <= 0.001)

    units = -(-2000 // cells)

    def county() -> None:
        for _ in range(units):
            checker.check(figures.with_observations([]))

    whole = median_processor_seconds(county, 5)
    yield Measurement(
        what=f"recheck a county ({units * cells} cells)",
        ours=whole,
        bare=None,
        budget="50 ms",
        within=whole <= 0.050,
    )
    load = median_processor_seconds(_load_pack, 5)
    yield Measurement(what="load a plan pack", ours=load, bare=None, budget="50 ms", within=load <= 0.050)


def _load_pack() -> None:
    load_bundled.cache_clear()
    load_bundled("wanghua")
