"""Checking a unit's figures: rules, findings and the report (审核).

:data:`RULES` is the whole catalogue; the manual's list of rules is generated from it.

Its modules:

    balance       Checks between figures of one year: sums, parts and chains (审核关系)
    cell          Checks of a single cell: whether it can be read, and whether its figure is possible
    checker       Runs the checks of a unit
    completeness  Checks whether every cell that is asked for has been filled in
    derived       Checks of computed indicators against their parts
    earlier       Impossible figures of earlier years, which are reported and not used (往年数不可能)
    finding       What a check says about figures: a value, never an exception
    origin        Checks whether a figure that a unit did not count itself says where it comes from
    pairs         Checks of figures that belong together or exclude each other
    progress      How far a form has been filled in, and what stands against 定稿 on it
    registry      Rules, the checks that they make for a unit's forms, and what checks share
    remedies      Which of the changes that a failure suggests can be offered
    series        Checks against last year
    slip          The rules of the slip detective (笔误侦探)
    target        Findings that follow from target verdicts
    unmade        Checks that could not be made because the program failed
"""

from forms.findings import (
    balance,
    cell,
    completeness,
    derived,
    earlier,
    origin,
    pairs,
    series,
    slip,
    target,
    unmade,
)
from forms.findings.checker import Checker
from forms.findings.finding import Explanation, Finding, Level, Report, Result, Suggestion, Trait
from forms.findings.registry import Rule

RULES: tuple[Rule, ...] = (
    *cell.RULES,
    *balance.RULES,
    *pairs.RULES,
    *derived.RULES,
    *completeness.RULES,
    *origin.RULES,
    *series.RULES,
    *earlier.RULES,
    *target.RULES,
    *slip.RULES,
    *unmade.RULES,
)
"""Every rule there is, in the order of the catalogue."""

__all__ = [
    "RULES",
    "Checker",
    "Explanation",
    "Finding",
    "Level",
    "Report",
    "Result",
    "Rule",
    "Suggestion",
    "Trait",
]
