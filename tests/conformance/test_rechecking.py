"""However a unit's figures came to be what they are, the report on them is the same."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.figures.quantity import parse_quantity
from forms.findings import RULES, Checker
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from tests.conformance.cases import ABSENT, Case, figures, series
from tests.strategies import entries

_SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_CASES = [Case(plan, "health") for plan in bundled_ids()]
"""The unit with the most figures of each plan, and with every kind of relation between them."""


@cache
def _given(case):
    return figures(case)


def _checker(case, rules=RULES):
    plan = load_bundled(case.plan).plan
    return Checker(plan, case.unit, lay_out(plan, case.unit), rules)


@cache
def _kept(case):
    """A checker that always checks everything."""
    return _checker(case)


def _cells(case):
    return [cell.key for cell in lay_out(load_bundled(case.plan).plan, case.unit).entry_cells]


@st.composite
def _edits(draw, case):
    """Cells left one after the other or pasted together: slips of the figure itself, and anything else."""
    batches = []
    for _ in range(draw(st.integers(1, 5))):
        keys = draw(st.lists(st.sampled_from(_cells(case)), min_size=1, max_size=4, unique=True))
        batches.append([_observation(case, key, draw(_text(case, key))) for key in keys])
    return batches


def _text(case, key):
    """The figure of the year, last year's, ten times as much, two digits turned round; or something else."""
    *_, before, now = series(case)[key]
    told = [text for text in (now, before, f"{now}0", f"{now[1::-1]}{now[2:]}") if ABSENT not in text]
    return st.sampled_from(told) | entries


def _observation(case, key, text):
    unit = load_bundled(case.plan).plan.item_by_code[key.code].unit
    return Observation(key=key, reading=parse_quantity(text, unit))


@pytest.mark.parametrize("case", _CASES, ids=str)
@_SOME
@given(data=st.data())
def test_rechecking_after_any_edits_equals_checking_anew(case, data):
    current, desk = _given(case), _checker(case)
    desk.check(current)
    for batch in data.draw(_edits(case)):
        current = current.with_observations(batch)
        rechecked = desk.recheck(current, [observation.key for observation in batch])
        anew = Figures(
            plan=current.plan,
            year=current.year,
            observations=dict(current.observations),
            history=current.history,
        )
        assert rechecked == _kept(case).check(anew)


@pytest.mark.parametrize("case", _CASES, ids=str)
@_SOME
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_the_order_of_rules_and_cells_does_not_matter(case, data, random):
    changed = _given(case)
    for batch in data.draw(_edits(case)):
        changed = changed.with_observations(batch)
    rules, cells = list(RULES), list(changed.observations.items())
    random.shuffle(rules)
    random.shuffle(cells)
    report = _checker(case, rules).check(
        Figures(plan=changed.plan, year=changed.year, observations=dict(cells), history=changed.history)
    )
    assert report == _kept(case).check(changed)


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_undoing_every_edit_gives_the_first_report_again(case):
    start, desk = _given(case), _checker(case)
    first = desk.check(start)
    current = start
    for key in _cells(case)[:60]:
        current = current.with_observations([_observation(case, key, "x")])
        desk.recheck(current, [key])
    assert desk.recheck(start, _cells(case)[:60]) == first
