"""Every committed case gives exactly the committed answer, and finds what it was spoiled for."""

import pytest

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.filing.tables import judged_keys, unit_verdicts
from forms.findings import RULES, Checker
from forms.reporting.layout import lay_out
from forms.verdict import Outcome
from tests.conformance.cases import EXPECTED, FOLDER, answer, cases, expected, figures, kept, made_cases
from tests.conformance.write import written

CASES = cases()
_CLEAN = [case for case in CASES if not case.is_spoiled]
_SPOILED = [case for case in CASES if case.is_spoiled]

WITHOUT_CASE = {
    "TB-SUM-002": "no bundled pack declares a sum between items",
    "TB-PAIR-002": "no bundled pack declares items that exclude each other",
    "TB-PAIR-003": "no bundled pack asks for one base population on two forms",
    "TB-ORIGIN-001": "every figure of a case has a source: tests/forms/findings/test_origin.py",
    "TB-ORIGIN-002": "every figure of a case has a source: tests/forms/findings/test_origin.py",
    "TB-RATE-003": "the program failed: tests/forms/findings/test_unmade.py",
    "TB-CHECK-001": "the program failed: tests/forms/findings/test_unmade.py",
}
"""Rules that the five packs give no occasion for; tests/forms/findings holds their cases."""

_MENDED_BY = (
    "If a rule or the generator was changed on purpose: python -m tests.conformance.write. If the forms of "
    "a unit were: python -m tests.conformance.write PLAN UNIT. Read the difference before committing it; "
    "the figures of a case are shown by: python -m tests.conformance.write show PLAN CASE."
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_gives_exactly_the_expected_answer(case):
    assert answer(case) == expected(case.plan)[case.name], _MENDED_BY


@pytest.mark.parametrize("case", _CLEAN, ids=str)
def test_sound_figures_on_course_raise_nothing(case):
    found = expected(case.plan)[case.name]
    assert found["findings"] == {}
    assert set(found["outlooks"]) <= {"on_track"}


def _verdicts(case):
    given = figures(case)
    return [v for v in unit_verdicts(given, lay_out(given.plan, case.unit)) if v.target.op is not None]


@pytest.mark.parametrize("case", _SPOILED, ids=str)
def test_what_a_case_was_spoiled_for_is_found(case):
    found = expected(case.plan)[case.name]["findings"]
    assert {code for code in case.input.meant if code not in found} == set()
    wanted = case.input.outlooks
    outlooks = {v.target.indicator: v.outlook.value for v in _verdicts(case) if v.target.indicator in wanted}
    assert outlooks == wanted


_AT_LIMITS = [case for case in _SPOILED if "-limits-" in case.name]
_SLOWING = [case for case in _SPOILED if "-slowing-" in case.name]


@pytest.mark.parametrize("case", _AT_LIMITS, ids=str)
def test_a_figure_at_a_limit_is_judged_by_the_side_on_which_it_stands(case):
    plan, wanted = load_bundled(case.plan).plan, case.input.outcomes
    outcomes = {_name(plan, v.target): v.outcome.value for v in _verdicts(case) if v.target.breakdown == "_T"}
    assert {name: outcomes[name] for name in wanted} == wanted
    layout = lay_out(plan, case.unit)
    found = {(f.code, str(k)) for f in Checker(plan, case.unit, layout, RULES).check(figures(case)).findings
             for k in f.keys}  # fmt: skip
    assert found >= {(code, key) for code, keys in case.input.meant.items() for key in keys}
    assert not found & {(code, key) for code, keys in case.input.silent.items() for key in keys}


def _name(plan, target):
    """Indicator and number among its targets, as the cases name a target."""
    return f"{target.indicator} {plan.targets_by_indicator[target.indicator].index(target) + 1}"


@pytest.mark.parametrize("case", _SLOWING, ids=str)
def test_a_rise_that_does_not_slow_is_an_alarm_unless_it_may_be_chance(case):
    rising = [v for v in _verdicts(case) if v.target.order == 2 and v.outcome is Outcome.NOT_MET]
    by_chance = {v.target.indicator for v in rising if v.reliability.small_numbers}
    alarms = {v.target.indicator for v in rising if v.is_alarm}
    assert by_chance == set(case.input.by_chance)
    away = {code for code, outlook in case.input.outlooks.items() if outlook == "away"}
    assert alarms == away - by_chance
    assert expected(case.plan)[case.name]["findings"].get("TB-TARGET-002", 0) == len(alarms)


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_every_fate_of_a_rise_that_should_slow_occurs_for_every_indicator(plan_id):
    slowing = {t.indicator for t in load_bundled(plan_id).plan.targets if t.order == 2}
    verdicts = [
        v for case in CASES if case.plan == plan_id for v in _verdicts(case)
        if v.target.order == 2 and v.actual is not None
    ]  # fmt: skip
    assert slowing
    assert {(v.target.indicator, v.outcome.value) for v in verdicts} >= {
        (code, outcome) for code in slowing for outcome in ("met", "not_met", "no_data")
    }
    assert {(v.target.indicator, v.is_alarm) for v in verdicts if v.outcome is Outcome.NOT_MET} == {
        (code, alarm) for code in slowing for alarm in (False, True)
    }


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_the_invented_figures_are_those_whose_answers_are_kept(plan_id):
    made = {case.name: case.input.digest for case in made_cases(plan_id)}
    assert made == {case.name: row["input"] for case, row in kept(plan_id).items()}, _MENDED_BY


def test_the_writer_writes_what_is_kept():
    """A unit of one plan; ``python -m tests.conformance.write`` does it for all, and changes nothing."""
    path = FOLDER / "liuhe" / EXPECTED
    assert written("liuhe", ["environment"]) == path.read_text(encoding="utf-8"), _MENDED_BY


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_every_unit_has_a_clean_case_and_several_have_spoiled_ones(plan_id):
    units = {unit.code for unit in load_bundled(plan_id).plan.reporting_units}
    assert {case.unit for case in _CLEAN if case.plan == plan_id} == units
    assert len({case.unit for case in _SPOILED if case.plan == plan_id}) >= 5


def test_every_rule_has_a_case_or_a_reason():
    found = {code for case in CASES for code in expected(case.plan)[case.name]["findings"]}
    assert found | set(WITHOUT_CASE) == {rule.code for rule in RULES}, (
        "let tests/conformance/spoiling.py bring it about, or give the reason in WITHOUT_CASE above"
    )
    assert found & set(WITHOUT_CASE) == set(), "remove it from WITHOUT_CASE above"


def _traits(target):
    reference = target.reference
    told = None if reference is None else ("indicator" if reference.indicator else reference.measure)
    return {
        ("op", target.op),
        ("kind", target.kind),
        ("tier", target.tier),
        ("hold", target.hold),
        ("order", target.order),
        ("reference", told),
        ("bodies", bool(target.bodies)),
        ("breakdown", target.breakdown),
        ("section", target.section),
    }


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_every_way_of_setting_a_target_is_judged(plan_id):
    """Targets bound to an indicator on a form; one without indicator is judged by hand by definition."""
    plan = load_bundled(plan_id).plan
    judged = {key.code for unit in plan.units for key in judged_keys(lay_out(plan, unit.code))}
    bound = [target for target in plan.targets if target.indicator in plan.indicator_by_code]
    asked = {trait for target in bound for trait in _traits(target)}
    answered = {
        trait
        for case in CASES
        if case.plan == plan_id
        for verdict in unit_verdicts(figures(case), lay_out(plan, case.unit))
        if verdict.actual is not None or verdict.target.op is None
        for trait in _traits(verdict.target)
    }
    assert asked - answered == set()
    assert {target.indicator for target in bound} <= judged


def test_every_outcome_outlook_and_flag_occurs():
    answers = [entry for plan_id in bundled_ids() for entry in expected(plan_id).values()]
    outcomes = {name for entry in answers for name in entry["outcomes"]}
    outlooks = {name for entry in answers for name in entry["outlooks"]}
    assert outcomes == {"met", "not_met", "no_data", "not_applicable", "by_hand"}, "nearly_met is off"
    assert {"on_track", "lagging", "at_risk", "away", "flat", "slipping", "no_data"} <= outlooks
    assert all(sum(entry[flag] for entry in answers) for flag in ("small_numbers", "volatile"))
