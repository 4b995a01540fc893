"""The result of checks as values: findings, explanations and the report."""

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
    """How serious a finding is by its rule, and how the pack has it treated (enforcement)."""

    MANDATORY = "mandatory"
    """强制: 定稿 is not possible while it stands."""
    QUERY = "query"
    """核实: 定稿 needs an explanation of the present values."""
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
    """A figure that the check needs is missing; it neither passes nor fails."""


PASSES, UNDECIDABLE = Result.PASSES, Result.UNDECIDABLE
"""What nearly every check of nearly every cell answers. CPython 3.11 takes ten times as long to find a member
in its enumeration as a name in the module (``EnumType`` has a ``__getattr__`` there): a tenth of rechecking a
unit. Some other modules that are run for each cell name such members likewise."""


@frozen
class Suggestion:
    """One cell and the value with which the check would pass."""

    key: SeriesKey
    value: Decimal


class Trait(StrEnum):
    """What is special about a rule, for whoever shows or uses its findings; its code is never asked."""

    FIXED = "fixed"
    """A pack cannot change its level, because it reports checks that could not be made."""
    BLANKS = "blanks"
    """It lists the cells that are still blank, which are no mistakes."""
    SOURCE = "source"
    """It asks where figures were taken from; no other figure makes it pass."""
    VERDICT = "verdict"
    """Its sentence is the verdict on a target."""
    SLIP = "slip"
    """It suspects a slip, so that its suggestions are what was probably meant."""
    TOGETHER = "together"
    """Its suggestions are taken over together."""
    SUM = "sum"
    """The first figure of each of its checks is the sum of the others."""
    ORDER = "order"
    """Of the two figures of each of its checks the first is not larger than the second."""
    EQUAL = "equal"
    """All figures of each of its checks are equal."""


@frozen
class Finding:
    """A failed check.

    Attributes:
        code: stable code ``TB-<AREA>-<nnn>``.
        level: seriousness given by the rule.
        enforcement: what it means for 定稿 under the pack in force.
        keys: the figures concerned, the one to examine first in front.
        cells: addresses of these figures on the unit's forms.
        message: sentence for the clerk with row names, figures and the difference (Chinese).
        next_step: what to do now (Chinese).
        imbalance: by how much the check fails, in the figures' unit; None where that has no meaning.
        suggestions: values that would make it pass, each by itself, or all together (``Trait.TOGETHER``).
        digest: SHA-256 over code, year, figures and values, the earlier years and the limits of the pack that
            they are compared with; an explanation is bound to it and expires when one of them changes.
        traits: those of its rule.
        on_form: sentence for the official form, where the message asks the clerk something; else empty.
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
    traits: frozenset[Trait] = frozenset()
    on_form: str = ""

    @property
    def stated(self) -> str:
        """The finding as the official form states it, to be read by others than the clerk (Chinese)."""
        return self.on_form or self.message

    @property
    def identity(self) -> tuple[str, str]:
        """Code and first cell, by which explanations are stored."""
        return self.code, self.cells[0] if self.cells else ""


@frozen
class Explanation:
    """The clerk's explanation why a questioned figure is right (原因说明).

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
    """Checks that the program failed in, for the log; it holds no figure.

    Attributes:
        codes: codes of their rules, in the order of the catalogue.
        fault: the error.
    """

    codes: tuple[str, ...]
    fault: Fault


@frozen
class Report:
    """All answers of the checks about a unit's year.

    Attributes:
        findings: failed checks, most serious first, then in the order of the forms.
        passed: number of checks that passed.
        undecidable: number of checks that could not be decided.
        explanations: explanations on file, current or expired.
        is_frozen: whether the year is frozen (定稿): its explanations are then valid even where a newer
            program computes another digest for the finding.
        unmade: checks that the program failed in; the findings have them too (TB-CHECK-001).
    """

    findings: tuple[Finding, ...]
    passed: int = 0
    undecidable: int = 0
    explanations: Mapping[tuple[str, str, str], Explanation] = field(default_factory=dict)
    is_frozen: bool = False
    unmade: tuple[Unmade, ...] = ()

    @cached_property
    def blocking(self) -> tuple[Finding, ...]:
        """Findings that no explanation settles (强制)."""
        return tuple(f for f in self.findings if f.enforcement is Level.MANDATORY)

    @cached_property
    def to_mend(self) -> tuple[Finding, ...]:
        """Those of them that are no blank cells, which are counted as cells."""
        return tuple(f for f in self.blocking if Trait.BLANKS not in f.traits)

    @cached_property
    def blank_cells(self) -> tuple[str, ...]:
        """Addresses of the cells that must be filled before 定稿 and are not."""
        blocking = (f for f in self.blocking if Trait.BLANKS in f.traits)
        return tuple(dict.fromkeys(cell for finding in blocking for cell in finding.cells))

    @cached_property
    def unexplained(self) -> tuple[Finding, ...]:
        """Findings that still need an explanation of the present values."""
        return tuple(f for f in self.findings if f.enforcement is Level.QUERY and self.explanation(f) is None)

    @property
    def is_clear(self) -> bool:
        """Whether 定稿 is possible."""
        return not self.blocking and not self.unexplained

    def explanation(self, finding: Finding) -> Explanation | None:
        """The explanation that is in force for a finding: of the present values, or any in a frozen year."""
        current = self.explanations.get((*finding.identity, finding.digest))
        return self.expired_explanation(finding) if current is None and self.is_frozen else current

    def expired_explanation(self, finding: Finding) -> Explanation | None:
        """The newest explanation of the finding, whatever values it was given for; offered as a draft."""
        same = [e for (code, cell, _), e in self.explanations.items() if (code, cell) == finding.identity]
        return max(same, key=lambda e: e.at, default=None)

    def with_explanations(self, explanations: Iterable[Explanation]) -> Report:
        """The same report with the given explanations on file."""
        filed = {(e.code, e.cell, e.digest): e for e in explanations}
        return replace(self, explanations=filed)

    def count(self, level: Level) -> int:
        """Number of findings with this enforcement."""
        return sum(1 for f in self.findings if f.enforcement is level)
