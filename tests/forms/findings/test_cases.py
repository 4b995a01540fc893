"""The table of cases: every rule answers as it says, and every rule is in it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from forms.findings import RULES, Result
from forms.plan.pack import Plan
from tests.builders import answers, check, found
from tests.forms.findings.cases import CASES, WITHOUT_CASES, Given, RuleCases

_EXPECTED = {
    "passes": Result.PASSES,
    "fails": Result.FAILS,
    "inside": Result.PASSES,
    "outside": Result.FAILS,
    "undecidable": Result.UNDECIDABLE,
}


@pytest.mark.parametrize("kind", _EXPECTED)
@pytest.mark.parametrize("code", CASES)
def test_rule_answers(code: str, kind: str) -> None:
    given = getattr(CASES[code], kind)
    if isinstance(given, Given):
        assert _answer(code, CASES[code].plan, given) is _EXPECTED[kind]


def _answer(code: str, plan: Plan, given: Given) -> Result:
    """What a rule answers, alone and among all the others; it fails if one of its checks fails."""
    passed, failed, undecidable = answers(code, plan, given.entries, given.history)
    assert len(found(check(plan, given.entries, given.history), code)) == failed
    assert passed + failed + undecidable > 0
    if failed:
        return Result.FAILS
    return Result.UNDECIDABLE if undecidable else Result.PASSES


def test_every_rule_has_its_cases() -> None:
    assert list(CASES) == [rule.code for rule in RULES if rule.code not in WITHOUT_CASES], (
        "give the rule its cases in tests/forms/findings/cases.py, in the order of the catalogue"
    )
    assert WITHOUT_CASES.keys() < {rule.code for rule in RULES}
    assert {field.name for field in fields(RuleCases)} == {"plan", *_EXPECTED}


@pytest.mark.parametrize("code", CASES)
def test_a_case_that_cannot_be_has_a_reason(code: str) -> None:
    cases = CASES[code]
    reasons = [text for text in (cases.inside, cases.outside, cases.undecidable) if isinstance(text, str)]
    assert all(len(reason.split()) > 3 for reason in reasons)


@pytest.mark.parametrize("code", CASES)
def test_the_cases_of_a_rule_are_different_ones(code: str) -> None:
    given = [getattr(CASES[code], kind) for kind in _EXPECTED]
    assert all(one not in given[:n] for n, one in enumerate(given))
