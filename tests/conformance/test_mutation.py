"""Packs with one number or word changed: some conformance case must notice.

A rule that nobody would miss, or a parameter that nothing depends on, is not checked by these cases. The
score is printed (``pytest -s``); what is not noticed is listed with it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from desktop.services.plans import bundled_ids, load_bundled
from forms.findings import RULES, Checker, balance, pairs
from forms.layout import lay_out
from forms.plan import Op, RelationKind
from forms.tables import judged_keys
from forms.verdict import assess
from tests.conformance.cases import answer, cases, expected, figures

_PARAMETERS = {
    "about_tolerance": (Decimal("0"), Decimal("0.5")),
    "balance_tolerance": (Decimal("0"), Decimal("0.5")),
    "nearly_met_margin": (Decimal("0.3"),),
    "count_change": (Decimal("0.001"), Decimal("0.9")),
    "rate_change": (Decimal("0.01"), Decimal("60")),
    "baseline_year": (2023,),
}
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


@cache
def _cases(plan_id):
    return [case for case in cases() if case.plan == plan_id]


@cache
def _given(case):
    return figures(case)


@cache
def _layout(plan_id, unit):
    return lay_out(load_bundled(plan_id).plan, unit)


def _is_noticed(plan_id, plan):
    """Whether the answer to any case is another one under a changed plan."""
    return any(answer(case, plan) != expected(plan_id)[case.name] for case in _cases(plan_id))


# --- parameters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan_id", bundled_ids())
@pytest.mark.parametrize("name", _PARAMETERS)
def test_every_parameter_matters(plan_id, name):
    plan = load_bundled(plan_id).plan
    for value in _PARAMETERS[name]:
        assert _is_noticed(plan_id, replace(plan, parameters=replace(plan.parameters, **{name: value}))), (
            value
        )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_enforcement_matters(rule):
    occurs = [case for case in cases() if rule.code in expected(case.plan)[case.name]["findings"]]
    for level in ("off", "advisory" if rule.level.value != "advisory" else "query"):
        for case in occurs[:2]:
            plan = load_bundled(case.plan).plan
            changed = replace(plan, parameters=replace(plan.parameters, enforcement={rule.code: level}))
            assert answer(case, changed) != expected(case.plan)[case.name]


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


def _changed_targets(target) -> Iterator[tuple[str, object]]:
    """Changes of one field; what could not change any verdict is left out.

    The slowing of a trend looks at the course alone, whatever its ``op``; whether one of something exists
    is the same for 0.75 and 1.
    """
    if target.order == 1:
        yield "op", replace(target, op=_TURNED[target.op], value=target.value or Decimal(50))
    else:
        yield "order", replace(target, order=1)
    if target.value is not None:
        is_count = target.op is Op.EXISTS
        yield "value higher", replace(target, value=target.value * (10 if is_count else Decimal("1.25")))
        yield "value lower", replace(target, value=target.value * (0 if is_count else Decimal("0.75")))
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
        if target.op is None or target.indicator is None:
            continue
        near = [_given(case) for case in _series_cases(plan_id)[target.indicator]]
        sound = [_said(target, given) for given in near]
        for what, changed in _changed_targets(target):
            noticed = any(_said(changed, given) != said for given, said in zip(near, sound, strict=True))
            score[noticed] += 1
            if not noticed:
                missed.append((what, target.place, target.indicator, target.op.value, target.value))
    _print(f"{plan_id} targets", score, missed)
    assert score[True] >= 0.9 * score.total()


def _said(target, given):
    verdict = assess(target, given)
    return verdict.outcome, verdict.outlook


def _print(what, score, missed):
    print(f"\n{what}: {score[True]} of {score.total()} changes noticed ({score[True] / score.total():.1%})")
    for entry in missed:
        print("  not noticed:", *entry)
