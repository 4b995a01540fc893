"""What a check says about figures: a value, never an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from forms.fault import Fault
from forms.figures.breakdown import SeriesKey
from forms.frozen import frozen


class Level(StrEnum):
    """How serious a finding is, and likewise what the office does about it (enforcement)."""

    MANDATORY = "mandatory"
    """强制: 定稿 is not possible while it stands."""
    QUERY = "query"
    """核实: 定稿 needs an explanation bound to the values."""
    ADVISORY = "advisory"
    """提示: for information."""

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LEVEL_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return _LEVEL_ORDER.index(self)


_LEVEL_LABELS = {Level.MANDATORY: "强制", Level.QUERY: "核实", Level.ADVISORY: "提示"}
_LEVEL_ORDER = [Level.MANDATORY, Level.QUERY, Level.ADVISORY]


class Result(StrEnum):
    """Three-valued answer of a check."""

    PASSES = "passes"
    FAILS = "fails"
    UNDECIDABLE = "undecidable"
    """A figure that the check needs is not there; it neither passes nor fails."""


@frozen
class Suggestion:
    """The smallest change that would pass: one cell and the value it would need."""

    key: SeriesKey
    value: Decimal


@frozen
class Finding:
    """A failed check.

    Attributes:
        code: stable code ``TB-<AREA>-<nnn>``.
        level: seriousness given by the rule.
        enforcement: what it means for 定稿 under the pack in force.
        keys: the figures concerned, the one to look at first in front.
        cells: addresses of these figures on the unit's forms.
        message: sentence for the clerk with row names, figures and the difference.
        next_step: what to do now.
        imbalance: how much it is out, in the figures' unit, None where that has no meaning.
        suggestions: values that would make it pass, each alone.
        digest: digest of code, figures and values, those of earlier years with which it compares
            included, and of what the pack holds them against; an explanation is bound to it and
            expires when one of them changes.
    """

    code: str
    level: Level
    enforcement: Level
    keys: tuple[SeriesKey, ...]
    cells: tuple[str, ...]
    message: str
    next_step: str
    imbalance: Decimal | None
    suggestions: tuple[Suggestion, ...]
    digest: str

    @property
    def identity(self) -> tuple[str, str]:
        """Code and first cell: what an explanation is filed under."""
        return self.code, self.cells[0] if self.cells else ""


@frozen
class Explanation:
    """Why a questioned figure is right all the same (原因说明).

    Attributes:
        code: finding code.
        cell: first cell of the finding.
        digest: digest of the values explained.
        text: the clerk's words.
        by: who wrote it.
        at: ISO 8601 time with offset.
    """

    code: str
    cell: str
    digest: str
    text: str
    by: str = ""
    at: str = ""


@frozen
class Unmade:
    """Checks that could not be made, for the log: it holds no figure.

    Attributes:
        codes: their rules, in the order of the catalogue.
        fault: what they ended in.
    """

    codes: tuple[str, ...]
    fault: Fault


@frozen
class Report:
    """All answers about a unit's year.

    Attributes:
        findings: failed checks, most serious first, then in the order of the forms.
        passed: number of checks that passed.
        undecidable: number of checks that could not be decided.
        explanations: explanations on file, current or expired.
        is_frozen: whether nothing can have changed since they were given (定稿): they then stand, even
            where a newer program words or binds a finding in another way.
        unmade: checks that could not be made; each stands among the findings too.
    """

    findings: tuple[Finding, ...]
    passed: int = 0
    undecidable: int = 0
    explanations: Mapping[tuple[str, str, str], Explanation] = field(default_factory=dict)
    is_frozen: bool = False
    unmade: tuple[Unmade, ...] = ()

    @cached_property
    def blocking(self) -> tuple[Finding, ...]:
        """Findings that no explanation can settle."""
        return tuple(f for f in self.findings if f.enforcement is Level.MANDATORY)

    @cached_property
    def unexplained(self) -> tuple[Finding, ...]:
        """Findings that still need an explanation of the present values."""
        return tuple(f for f in self.findings if f.enforcement is Level.QUERY and self.explanation(f) is None)

    @property
    def is_clear(self) -> bool:
        """Whether 定稿 is possible."""
        return not self.blocking and not self.unexplained

    def explanation(self, finding: Finding) -> Explanation | None:
        """The explanation of a finding if it speaks of the present values."""
        current = self.explanations.get((*finding.identity, finding.digest))
        return self.expired_explanation(finding) if current is None and self.is_frozen else current

    def expired_explanation(self, finding: Finding) -> Explanation | None:
        """The newest explanation of earlier values, to be taken over as a draft."""
        same = [e for (code, cell, _), e in self.explanations.items() if (code, cell) == finding.identity]
        return max(same, key=lambda e: e.at, default=None)

    def with_explanations(self, explanations: Iterable[Explanation]) -> Report:
        """The same report with the given explanations on file."""
        filed = {(e.code, e.cell, e.digest): e for e in explanations}
        return replace(self, explanations=filed)

    def count(self, level: Level) -> int:
        """Number of findings with this enforcement."""
        return sum(1 for f in self.findings if f.enforcement is level)
