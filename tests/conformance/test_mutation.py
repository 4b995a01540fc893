"""Packs with one number or word changed: some conformance case must notice.

A rule that nobody would miss, or a parameter that nothing depends on, is not checked by these cases. The
score is printed (``pytest -s``); what is not noticed is listed with it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache

import pytest

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.filing.tables import judged_keys
from forms.findings import RULES, Checker, balance, pairs
from forms.plan.definitions import Basis
from forms.plan.pack import Parameters, RelationKind
from forms.plan.targets import Op
from forms.reporting.layout import lay_out
from forms.verdict import assess
from tests.conformance.cases import answer, cases, expected, figures, under

_MOVED = {
    name: (Decimal("0.8"), Decimal("0.9"), Decimal("1.1"), Decimal("1.2"))
    for name in ("about_tolerance", "balance_tolerance", "count_change", "rate_change")
}
"""Parameters that are a size, and by what they are multiplied."""
_REPLACED = {"nearly_met_margin": (Decimal("0.01"),), "baseline_year": (2019, 2021)}
"""Parameters that are switched on or are a name."""
_TURNED = {
    Op.AT_LEAST: Op.AT_MOST,
    Op.AT_MOST: Op.AT_LEAST,
    Op.EQUAL: Op.AT_MOST,
    Op.ABOUT: Op.EQUAL,
    Op.EXISTS: Op.AT_MOST,
    Op.RELATIVE_INCREASE: Op.AT_LEAST,
    Op.INCREASE: Op.DECREASE,
    Op.DECREASE: Op.INCREASE,
    Op.BALANCED: Op.AT_LEAST,
}


_OF_THE_COUNTY = ("nearly_met_counts", "headline_rate")
"""Read where a county's year is counted, which no unit's answer shows: ``tests/forms/county``."""


@cache
def _cases(plan_id):
    return [case for case in cases() if case.plan == plan_id]


@cache
def _given(case):
    return figures(case)


@cache
def _layout(plan_id, unit):
    return lay_out(load_bundled(plan_id).plan, unit)


@cache
def _asked(plan_id):
    """All cases in the order in which they are asked: at first those at limits, then those that noticed."""
    return sorted(_cases(plan_id), key=lambda case: "-limits-" not in case.name)


def _is_noticed(plan_id, plan):
    """Whether the answer to any case is another one under a changed plan."""
    asked = _asked(plan_id)
    for case in asked:
        if answer(case, under(_given(case), plan)) != expected(plan_id)[case.name]:
            asked.remove(case)
            asked.insert(0, case)
            return True
    return False


# --- parameters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan_id", bundled_ids())
@pytest.mark.parametrize("name", _MOVED)
def test_a_parameter_moved_by_a_tenth_is_noticed(plan_id, name):
    plan = load_bundled(plan_id).plan
    for factor in _MOVED[name]:
        value = getattr(plan.parameters, name) * factor
        assert _is_noticed(plan_id, _with_parameter(plan, name, value)), value


@pytest.mark.parametrize("plan_id", bundled_ids())
@pytest.mark.parametrize("name", _REPLACED)
def test_another_parameter_is_noticed(plan_id, name):
    plan = load_bundled(plan_id).plan
    for value in _REPLACED[name]:
        assert _is_noticed(plan_id, _with_parameter(plan, name, value)), value


def test_every_parameter_is_tried():
    named = {field.name for field in fields(Parameters)}
    assert named == {*_MOVED, *_REPLACED, "enforcement", *_OF_THE_COUNTY}


def _with_parameter(plan, name, value):
    return replace(plan, parameters=replace(plan.parameters, **{name: value}))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_enforcement_matters(rule):
    occurs = [case for case in cases() if rule.code in expected(case.plan)[case.name]["findings"]]
    for level in ("off", "advisory" if rule.level.value != "advisory" else "query"):
        for case in occurs[:2]:
            plan = load_bundled(case.plan).plan
            changed = replace(plan, parameters=replace(plan.parameters, enforcement={rule.code: level}))
            assert answer(case, under(_given(case), changed)) != expected(case.plan)[case.name]


# --- relations ------------------------------------------------------------------------------------------


def _changed_relations(plan) -> Iterator[tuple[str, int, object]]:
    for n, relation in enumerate(plan.relations):
        yield "dropped", n, None
        yield "reversed", n, replace(relation, items=relation.items[::-1])
        yield "another kind", n, replace(relation, kind=RelationKind.EQUAL)


_RELATION_RULES = (*balance.RULES, *pairs.RULES)


def _balances(plan, case):
    layout = _layout(case.plan, case.unit)
    given = _given(case)
    report = Checker(plan, case.unit, layout, _RELATION_RULES).check(replace(given, plan=plan))
    return Counter((f.code, f.enforcement) for f in report.findings)


@cache
def _sound_balances(case):
    return _balances(load_bundled(case.plan).plan, case)


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_every_relation_matters(plan_id):
    plan = load_bundled(plan_id).plan
    score, missed = Counter(), []
    for what, n, changed in _changed_relations(plan):
        relations = list(plan.relations)
        relations[n : n + 1] = [] if changed is None else [changed]
        mutant = replace(plan, relations=tuple(relations))
        near = _concerned(plan_id, plan.relations[n].items)
        if not near:
            continue
        noticed = any(_balances(mutant, case) != _sound_balances(case) for case in near)
        score[noticed] += 1
        if not noticed:
            missed.append((what, plan.relations[n].items))
    _print(f"{plan_id} relations", score, missed)
    assert not missed


def _concerned(plan_id, items):
    """Cases of units whose forms show two neighbours of the relation."""
    found = []
    for case in _cases(plan_id):
        shown = {cell.key.code for cell in _layout(plan_id, case.unit).entry_cells}
        if len(shown & set(items)) > 1:
            found.append(case)
    return found


# --- targets --------------------------------------------------------------------------------------------


def _moved(target, basis) -> tuple[Decimal, Decimal]:
    """By what a target's figure is multiplied: a little, but more than one more case or thing moves it.

    Of 30,000 births, one more mother's death is 3 per 100,000, a third of a target of 10; and whether one
    of something exists is the same for 0.9 and 1.
    """
    if target.op is Op.EXISTS:
        return Decimal(0), Decimal(10)
    if basis is Basis.EVENT_RATE:
        return Decimal("0.65"), Decimal("1.35")
    return Decimal("0.9"), Decimal("1.1")


def _changed_targets(target, basis) -> Iterator[tuple[str, object]]:
    """Changes of one field; what could not change any verdict is left out.

    The slowing of a trend looks at the course alone, whatever its ``op``.
    """
    if target.order == 1:
        yield "op", replace(target, op=_TURNED[target.op], value=target.value or Decimal(50))
    else:
        yield "order", replace(target, order=1)
    if target.value is not None:
        less, more = _moved(target, basis)
        yield "value higher", replace(target, value=target.value * more)
        yield "value lower", replace(target, value=target.value * less)
    if target.year is not None:
        yield "year", replace(target, year=target.year + (5 if target.year <= 2025 else -5))
    if target.reference is not None:
        yield "reference", replace(target, reference=None)


@cache
def _series_cases(plan_id):
    """Cases by indicator on their unit's forms."""
    found = {}
    for case in _cases(plan_id):
        for code in {key.code for key in judged_keys(_layout(plan_id, case.unit))}:
            found.setdefault(code, []).append(case)
    return found


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_every_target_matters(plan_id):
    plan = load_bundled(plan_id).plan
    score, missed = Counter(), []
    for target in plan.targets:
        if target.op is None or target.words is not None or target.indicator not in plan.indicator_by_code:
            continue  # judged by people, or by the office
        near = [_given(case) for case in _series_cases(plan_id)[target.indicator]]
        sound = [_said(target, given) for given in near]
        for what, changed in _changed_targets(target, plan.indicator_by_code[target.indicator].basis):
            noticed = any(_said(changed, given) != said for given, said in zip(near, sound, strict=True))
            score[noticed] += 1
            if not noticed:
                missed.append((what, target.place, target.indicator, target.op.value, target.value))
    _print(f"{plan_id} targets", score, missed)
    assert not missed


def _said(target, given):
    verdict = assess(target, given)
    return verdict.outcome, verdict.outlook


def _print(what, score, missed):
    print(f"\n{what}: {score[True]} of {score.total()} changes noticed ({score[True] / score.total():.1%})")
    for entry in missed:
        print("  not noticed:", *entry)
