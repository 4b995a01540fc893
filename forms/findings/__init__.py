"""Checking a unit's figures: rules, findings and the report (审核).

:data:`RULES` is the whole catalogue; the manual's list of rules is generated from it.
"""

from forms.findings import balance, cell, completeness, derived, earlier, pairs, series, slip, target, unmade
from forms.findings.checker import Checker
from forms.findings.finding import Explanation, Finding, Level, Report, Result, Suggestion
from forms.findings.registry import Rule

RULES: tuple[Rule, ...] = (
    *cell.RULES,
    *balance.RULES,
    *pairs.RULES,
    *derived.RULES,
    *completeness.RULES,
    *series.RULES,
    *earlier.RULES,
    *target.RULES,
    *slip.RULES,
    *unmade.RULES,
)
"""Every rule there is, in the order of the catalogue."""

__all__ = ["RULES", "Checker", "Explanation", "Finding", "Level", "Report", "Result", "Rule", "Suggestion"]
