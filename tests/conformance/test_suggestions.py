"""What is offered with one key sets the finding right and nothing else wrong, in every spoiled case."""

import pytest

from forms.figures.quantity import canonical_decimal, parse_quantity
from forms.findings import RULES, Checker, Level
from forms.reporting.entry import Observation
from forms.reporting.layout import lay_out
from tests.conformance.cases import cases, figures

_SPOILED = [case for case in cases() if case.is_spoiled]
_CODES = {"TB-SUM-001", "TB-PART-001", "TB-PART-002", "TB-CHAIN-001", "TB-CELL-002"}


def _blocking(report):
    return {(f.code, f.cells) for f in report.findings if f.enforcement is Level.MANDATORY}


def _offers(case):
    """The report on a case, and for each suggestion of a blocking finding the report once it is accepted."""
    given = figures(case)
    checker = Checker(given.plan, case.unit, lay_out(given.plan, case.unit), RULES)
    report = checker.check(given)
    for finding in report.findings:
        for suggestion in finding.suggestions if finding.enforcement is Level.MANDATORY else ():
            unit = given.plan.item_by_code[suggestion.key.code].unit
            reading = parse_quantity(canonical_decimal(suggestion.value), unit)
            replaced = Observation(key=suggestion.key, reading=reading, source="台账")
            accepted = given.with_observations([replaced])
            yield report, finding, suggestion, checker.recheck(accepted, [suggestion.key])
            checker.recheck(given, [suggestion.key])


@pytest.mark.parametrize("case", _SPOILED, ids=str)
def test_an_accepted_suggestion_clears_its_finding_and_blocks_nothing_else(case):
    for report, finding, suggestion, after in _offers(case):
        assert _blocking(after) < _blocking(report), (finding.message, suggestion)
        assert (finding.code, finding.cells) not in _blocking(after), (finding.message, suggestion)
        assert suggestion.value > 0, finding.message


def test_suggestions_of_every_relation_are_tried():
    missing = set(_CODES)
    for case in _SPOILED:  # most codes stand in the first cases
        missing -= {finding.code for _, finding, _, _ in _offers(case)}
        if not missing:
            return
    assert missing == set()
