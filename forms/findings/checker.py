"""Runs the checks of a unit: all of them once, then only those that a changed cell touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forms.breakdown import SeriesKey
from forms.entry import Figures
from forms.findings.finding import Finding, Level, Report, Result
from forms.findings.registry import Check, Failure, Rule, Scope, finding_of
from forms.layout import UnitLayout
from forms.plan import Plan

_OFF = "off"


class Checker:
    """All checks of one unit under one plan, with the answers to the figures last seen."""

    def __init__(self, plan: Plan, unit: str, layout: UnitLayout, rules: Sequence[Rule]) -> None:
        """Make the checks; rules that the pack switches off make none."""
        self._scope = Scope(plan, unit, layout)
        off = {code for code, level in plan.parameters.enforcement.items() if level == _OFF}
        self._checks = [
            check for rule in rules if rule.code not in off for check in rule.make(self._scope, rule)
        ]
        self._touched: dict[SeriesKey, list[int]] = {}
        for index, check in enumerate(self._checks):
            for key in dict.fromkeys(check.inputs):
                self._touched.setdefault(key, []).append(index)
        self._answers: list[Finding | Result] = []
        cells = {cell: i for i, cell in enumerate(layout.cell_by_address)}
        self._position = cells

    def check(self, figures: Figures) -> Report:
        """Run every check."""
        self._answers = self._asked(self._checks, figures)
        return self._report()

    def recheck(self, figures: Figures, changed: Iterable[SeriesKey]) -> Report:
        """Run the checks that read a changed figure and keep the other answers.

        Args:
            figures: the figures after the change; everything else as in the call before.
            changed: items whose observation changed.
        """
        if not self._answers:
            return self.check(figures)
        touched = sorted({i for key in changed for i in self._touched.get(key, ())})
        answers = self._asked([self._checks[index] for index in touched], figures)
        for index, answer in zip(touched, answers, strict=True):
            self._answers[index] = answer
        return self._report()

    def _asked(self, checks: Sequence[Check], figures: Figures) -> list[Finding | Result]:
        answers = [check.ask(figures) for check in checks]
        return [
            finding_of(check, answer, self._scope, figures, self._enforcement(check))
            if isinstance(answer, Failure)
            else answer
            for check, answer in zip(checks, answers, strict=True)
        ]

    def _enforcement(self, check: Check) -> Level:
        ruled = self._scope.plan.parameters.enforcement.get(check.rule.code)
        return Level(ruled) if ruled is not None else check.level or check.rule.level

    def _report(self) -> Report:
        findings = [a for a in self._answers if isinstance(a, Finding)]
        findings.sort(key=self._order)
        passed = self._answers.count(Result.PASSES)
        return Report(tuple(findings), passed, len(self._answers) - passed - len(findings))

    def _order(self, finding: Finding) -> tuple[int, int, str]:
        """Most serious first, then as the forms run."""
        last = len(self._position)
        place = self._position.get(finding.cells[0], last) if finding.cells else last
        return finding.enforcement.rank, place, finding.code
