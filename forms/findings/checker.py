"""Runs the checks of a unit: all of them once, then only those that a changed cell touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from forms.fault import Fault, attempt
from forms.figures.breakdown import SeriesKey
from forms.findings.finding import PASSES, UNDECIDABLE, Finding, Level, Report, Result, Trait
from forms.findings.registry import Check, Failure, Rule, Scope, Screen, finding_of
from forms.findings.remedies import Remedies
from forms.findings.unmade import UnmadeCheck, report_unmade
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import UnitLayout

_OFF = "off"
_NO_FIGURES = {Trait.BLANKS, Trait.SOURCE}


class Checker:
    """All checks of one unit under one plan, with the answers of the last run.

    Where the program fails in a check, the report has one finding for it (TB-CHECK-001) and the answers of
    all others.
    """

    def __init__(self, plan: Plan, unit: str, layout: UnitLayout, rules: Sequence[Rule]) -> None:
        """Make the checks; a rule that the pack switches off makes none, unless it is fixed.

        Args:
            plan: the plan in force.
            unit: code of the unit.
            layout: its forms.
            rules: the rules to apply; the order decides nothing.
        """
        self._scope = Scope(plan, unit, layout)
        off = {code for code, level in plan.parameters.enforcement.items() if level == _OFF}
        self._checks = [
            check
            for rule in rules
            if Trait.FIXED in rule.traits or rule.code not in off
            for check in self._made_by(rule)
        ]
        self._questions = [check.ask for check in self._checks]
        self._screens: dict[Screen, list[int]] = {}
        for index, check in enumerate(self._checks):
            if check.screen is not None:
                self._screens.setdefault(check.screen, []).append(index)
        self._unscreened = [i for i, check in enumerate(self._checks) if check.screen is None]
        self._touched: dict[SeriesKey, list[int]] = {}
        for index, check in enumerate(self._checks):
            for key in dict.fromkeys(check.inputs):
                self._touched.setdefault(key, []).append(index)
        self._answers: list[Result | None] = []
        self._findings: dict[int, Finding] = {}
        self._faults: dict[int, Fault] = {}
        self._suggesting: set[int] = set()
        # Blank cells are left out, as that check reads a whole form and no suggestion can make it fail, and
        # missing sources, as no figure can mend them.
        self._remedies = Remedies(
            check
            for check in self._checks
            if self._enforcement(check) is Level.MANDATORY and _NO_FIGURES.isdisjoint(check.rule.traits)
        )
        self._position = {cell: i for i, cell in enumerate(layout.cell_by_address)}

    def _made_by(self, rule: Rule) -> list[Check]:
        """The checks of a rule; where the rule raises, one check with that fault at the unit's first cell."""
        checks = attempt(lambda: list(rule.make(self._scope, rule)))
        if not isinstance(checks, Fault):
            return checks
        fault, first = checks, self._scope.layout.entry_cells[:1]
        return [Check(rule=rule, keys=tuple(cell.key for cell in first), inputs=(), ask=lambda _: fault)]

    def check(self, figures: Figures) -> Report:
        """Run every check on the figures."""
        self._answers = [None] * len(self._checks)
        self._findings, self._faults, self._suggesting = {}, {}, set()
        self._ask([*self._unscreened, *self._screen(figures)], figures)
        return self._report(figures)

    def recheck(self, figures: Figures, changed: Iterable[SeriesKey]) -> Report:
        """Run the checks that read a changed figure and keep the other answers.

        Args:
            figures: the figures after the change; all else must be as in the call before.
            changed: keys of the figures that changed.
        """
        if not self._answers:
            return self.check(figures)
        keys = set(changed)
        touched = {i for key in keys for i in self._touched.get(key, ())}
        touched.update(i for i in self._suggesting if self._remedies.depend_on(self._checks[i], keys))
        self._findings = {i: finding for i, finding in self._findings.items() if i not in touched}
        self._faults = {i: fault for i, fault in self._faults.items() if i not in touched}
        self._suggesting -= touched
        self._ask(sorted(touched), figures)
        return self._report(figures)

    def _screen(self, figures: Figures) -> Iterator[int]:
        """Store the answers that checks have in common; yields those that must be asked one by one."""
        # A cell of a sound form passes all its checks, and a whole unit is mostly such cells. After one cell
        # has changed few checks are asked, and no screen is needed.
        answers = self._answers
        for screen, indexes in self._screens.items():
            try:  # written out as in `_ask`
                answer = screen(figures)
            except Exception:  # noqa: BLE001 - the checks that share it are asked, and say what is wrong
                answer = None
            if answer is not None:
                for index in indexes:
                    answers[index] = answer
            else:
                yield from indexes

    def _ask(self, indexes: Collection[int], figures: Figures) -> None:
        """Store the answer of each check, its finding where it fails, its fault where it raises."""
        questions, answers = self._questions, self._answers
        for index in indexes:
            # attempt() written out: its call would cost as much as most checks, and a person waits for this
            # loop.
            try:
                answer = questions[index](figures)
            except Exception as error:  # noqa: BLE001 - one rule that fails must not take the others along
                answer = Fault.of(error)
            if answer is PASSES or isinstance(answer, Result):
                answers[index] = answer
                continue
            answers[index] = None
            found = attempt(self._finding, index, answer, figures) if isinstance(answer, Failure) else answer
            if isinstance(found, Fault):
                self._faults[index] = found
            else:
                self._findings[index] = found

    def _finding(self, index: int, failure: Failure, figures: Figures) -> Finding:
        check = self._checks[index]
        # Only rules that close a gap (强制) are tested for new gaps; see the module remedies.
        if failure.suggestions and check.rule.level is Level.MANDATORY:
            self._suggesting.add(index)
            failure = replace(failure, suggestions=self._remedies.sound(check, failure, figures))
        return finding_of(check, failure, self._scope, figures, self._enforcement(check))

    def _enforcement(self, check: Check) -> Level:
        fixed = Trait.FIXED in check.rule.traits
        ruled = None if fixed else self._scope.plan.parameters.enforcement.get(check.rule.code)
        return Level(ruled) if ruled is not None else check.level or check.rule.level

    def _report(self, figures: Figures) -> Report:
        found = [self._findings[i] for i in sorted(self._findings)]
        faults = [
            UnmadeCheck(self._checks[i], self._enforcement(self._checks[i]), self._faults[i])
            for i in sorted(self._faults)
        ]
        said, unmade = report_unmade(faults, self._scope, figures)
        return Report(
            findings=tuple(sorted((*found, *said), key=self._order)),
            passed=self._answers.count(PASSES),
            undecidable=self._answers.count(UNDECIDABLE),
            unmade=unmade,
        )

    def _order(self, finding: Finding) -> tuple[int, int, str]:
        """Sort key: the most serious first, then the order of the cells on the forms, then the code."""
        last = len(self._position)
        place = self._position.get(finding.cells[0], last) if finding.cells else last
        return finding.enforcement.rank, place, finding.code
