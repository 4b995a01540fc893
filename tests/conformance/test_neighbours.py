"""Extreme figures beside and before a unit's year: every rule answers, and nothing impossible counts.

The neighbours are put into the earlier years, as a draft of another year or an imported table would, and
into the year itself. What is possible is worked out here anew, from the plan's fields alone.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.figures.quantity import canonical_decimal, parse_quantity
from forms.filing.tables import (
    figures_from_rows,
    indicator_rows,
    observation_rows,
    unit_verdicts,
    verdict_rows,
)
from forms.findings import RULES, Checker
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import headline
from forms.verdict.arithmetic import UNTOLD
from forms.verdict.warning import early_warnings
from tests.conformance.cases import YEAR, Case, figures
from tests.examples import examples

_CASES = [Case(plan, unit.code) for plan in bundled_ids() for unit in load_bundled(plan).plan.reporting_units]
_EXTREMES = tuple(
    map(Decimal, ("0", "100", "100.01", "152", "-1", "-0.01", "1E+12", "1E-12", "1E+14", "0.5", "1E+30"))
)
_TYPED = (
    "0",
    "100",
    "100.01",
    "152",
    "-3",
    "-0.01",
    "1000000000000",
    "0.00000001",
    "999999999999999",
    "-2",
    "x",
)
_PATTERNS = {
    "one year": (YEAR - 1,),
    "ten years": tuple(range(YEAR - 10, YEAR)),
    "gaps": (YEAR - 9, YEAR - 5, YEAR - 2),
}
_NAMED = "TB-YEAR-004"


@cache
def _base(case):
    return figures(case), lay_out(load_bundled(case.plan).plan, case.unit)


@cache
def _checker(case):
    base, layout = _base(case)
    return Checker(base.plan, case.unit, layout, RULES)


def _with_neighbours(base, years, chosen, typed):
    """The base figures with some values of earlier years and some entries of this year replaced."""
    history = {year: dict(values) for year, values in base.history.items()}
    for year in years:
        history.setdefault(year, {}).update(chosen(year))
    observations = dict(base.observations)
    for key, text in typed.items():
        reading = parse_quantity(text, base.plan.item_by_code[key.code].unit)
        observations[key] = Observation(key=key, reading=reading)
    return Figures(plan=base.plan, year=base.year, observations=observations, history=history)


def _is_possible(plan, key, value):
    item = plan.item_by_code.get(key.code)
    if value >= 10**15:
        return False
    if item is None:
        indicator = plan.indicator_by_code[key.code]
        is_difference = any(term.sign < 0 for term in indicator.formula.numerator)
        return (value >= 0 or is_difference) and (value <= 100 or not indicator.is_share)
    if value < 0:
        return False
    return (item.maximum is None or value <= item.maximum) and (item.decimals > 0 or value == int(value))


def _sifted(given):
    """The same figures as if nobody had ever told the impossible ones."""
    history = {
        year: {key: value for key, value in values.items() if _is_possible(given.plan, key, value)}
        for year, values in given.history.items()
    }
    return Figures(plan=given.plan, year=given.year, observations=given.observations, history=history)


def _judged(case, given):
    """All that is said of a year, each word of it."""
    _, layout = _base(case)
    report = _checker(case).check(given)
    verdicts = unit_verdicts(given, layout)
    told = [(v.summary, v.arithmetic, v.need, v.due_text) for v in verdicts]
    warned = [warning.sentence for warning in early_warnings(given.plan, verdicts)]
    heads = [headline([v]) for v in verdicts]
    tables = indicator_rows(given, layout), verdict_rows(verdicts)
    return report, (verdicts, told, warned, heads, tables)


def _assert_nothing_impossible_counts(case, given):
    report, said = _judged(case, given)
    assert report.unmade == (), "a rule failed"
    verdicts, told, *_ = said
    assert [v.target for v in verdicts if v.fault is not None] == []
    assert UNTOLD not in {words for _, words, *_ in told}
    without, said_without = _judged(case, _sifted(given))
    assert said == said_without
    assert _others(report) == _others(without)
    _assert_all_are_named(case, given, report)
    _assert_derived_values_are_possible(case, given)


def _others(report):
    return [finding for finding in report.findings if finding.code != _NAMED]


def _assert_all_are_named(case, given, report):
    _, layout = _base(case)
    wanted = {
        (key, year)
        for year, values in given.history.items()
        for key, value in values.items()
        if key in layout.cells_by_key and not _is_possible(given.plan, key, value)
    }
    told = {f.keys[0]: f for f in report.findings if f.code == _NAMED}
    assert [(key, year) for key, year in wanted if f"{year} 年" not in told[key].message] == []
    assert all(f.enforcement == "advisory" and f.cells for f in told.values())


def _assert_derived_values_are_possible(case, given):
    _, layout = _base(case)
    for row in (row for form in layout.forms for row in form.rows if row.indicator is not None):
        for cell in row.cells:
            key = cell.key._replace(code=row.indicator.code)
            values = given.course_before(key).values()
            assert not row.indicator.is_share or all(value <= 100 for value in values)


@pytest.mark.parametrize("case", _CASES, ids=str)
@examples(20, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**32), pattern=st.sampled_from(sorted(_PATTERNS)),
    share=st.sampled_from([0.05, 0.5, 1.0]), beside=st.sampled_from([0.0, 0.05, 0.5]),
)  # fmt: skip
def test_extreme_neighbours_are_named_and_not_used(case, seed, pattern, share, beside):
    (base, layout), random = _base(case), Random(seed)
    keys = [
        *(cell.key for cell in layout.entry_cells),
        *(k for k in layout.cells_by_key if k.code in base.plan.indicator_by_code),
    ]

    def chosen(year):
        return {key: random.choice(_EXTREMES) for key in keys if random.random() < share}

    typed = {c.key: random.choice(_TYPED) for c in layout.entry_cells if random.random() < beside}
    _assert_nothing_impossible_counts(case, _with_neighbours(base, _PATTERNS[pattern], chosen, typed))


@pytest.mark.parametrize("pattern", _PATTERNS)
@pytest.mark.parametrize("value", _EXTREMES, ids=str)
@pytest.mark.parametrize("plan_id", bundled_ids())
def test_the_same_extreme_everywhere(plan_id, value, pattern):
    case = Case(plan_id, "health")
    base, layout = _base(case)
    same = dict.fromkeys(layout.cells_by_key, value)
    _assert_nothing_impossible_counts(case, _with_neighbours(base, _PATTERNS[pattern], lambda _: same, {}))


@pytest.mark.parametrize("case", [c for c in _CASES if c.unit in ("health", "education")], ids=str)
def test_the_office_reads_the_earlier_years_as_they_are_and_leaves_out_the_same(case):
    """Observation rows carry what is on file; both sides decide by the same limits."""
    base, layout = _base(case)
    values = [value for value in _EXTREMES if value < 10**15 and value.as_tuple().exponent > -9]
    random = Random(case.plan)
    given = _with_neighbours(
        base, _PATTERNS["ten years"], lambda _: {c.key: random.choice(values) for c in layout.entry_cells}, {}
    )
    rows = observation_rows(given, layout)
    read = figures_from_rows(base.plan, YEAR, rows)
    stated = {(r["year"], r["item"], r["breakdown"]): r["value"] for r in rows}
    assert all(
        stated[str(year), *key] == canonical_decimal(value)
        for year, known in given.history.items() for key, value in known.items()
    )  # fmt: skip
    report, said = _judged(case, given)
    assert (report, said) == _judged(case, read)
    assert _NAMED in {finding.code for finding in report.findings}
