"""What a receiving desk must find in the invented county, written down by what plants it.

Nothing here asks any part of the program that judges a package: the words are those of the specification of
the receiving desk (contracts 9), and a test holds that this room imports no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from forms.frozen import frozen

SCHEMA = "tianbao/county-expected/1"


class Reception(StrEnum):
    """What becomes of a file that is handed to the desk."""

    TAKEN = "taken"
    """Taken in; nothing about it needs a person before the unit's answers are read."""
    WAITS = "waits"
    """Kept in quarantine until a person decides or a better file comes."""
    REFUSED = "refused"
    """Not ours, or nothing can be read of it: one sentence, and name, size and digest are kept."""


class When(StrEnum):
    """What must have happened before a fact is as said."""

    TAKEN_IN = "taken_in"
    """All files are taken in, in any order, and what ``premises`` asks was done before."""
    HISTORY_IMPORTED = "history_imported"
    """The office took over its own series of earlier years, ``history.csv``, before."""
    YEARS_BEFORE_ACCEPTED = "years_before_accepted"
    """The unit's earlier years, as far as they were received, are accepted."""
    TASKED = "tasked"
    """A task set the deadline that ``premises`` names."""
    PAPER_TYPED = "paper_typed"
    """The check code of ``papers.csv`` was typed for the unit's year."""
    BASE_GIVEN = "base_given"
    """A base pack was made of the figures in the statistics office's own packages."""
    PACK_GIVEN = "pack_given"
    """The plan pack in ``later/`` was given to the desk."""
    ACCEPTED = "accepted"
    """The unit's year itself was accepted before this file came."""
    SHOWN = "shown"
    """All files are taken in; told where units stand beside each other, by ``show`` and ``board``."""


class State(StrEnum):
    """States of a unit's year at the office in which taking in can leave it."""

    EXPECTED = "expected"
    QUARANTINED = "quarantined"
    CONFLICT = "conflict"
    RECEIVED = "received"


@frozen
class Said:
    """One fact that must be said of a package.

    Attributes:
        fact: name of the fact, e.g. ``history``.
        state: ``ok``, ``bad`` or ``unknown``.
        status: word that says more than the state; empty where there is none.
        when: what must have happened before.
        details: figures, codes or days that must be named.
    """

    fact: str
    state: str
    status: str = ""
    when: When = When.TAKEN_IN
    details: Mapping[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """The fact as JSON."""
        said: dict[str, Any] = {"fact": self.fact, "state": self.state, "when": self.when.value}
        if self.status:
            said["status"] = self.status
        return {**said, **({"details": dict(self.details)} if self.details else {})}


def say(
    fact: str,
    state: str,
    status: str = "",
    *,
    when: When = When.TAKEN_IN,
    details: Mapping[str, Any] | None = None,
) -> Said:
    """A fact as :class:`Said` has it."""
    return Said(fact=fact, state=state, status=status, when=when, details=details)


SOUND = (
    say("container", "ok"),
    say("digests", "ok"),
    say("signature", "ok"),
    say("signer", "ok", "registered"),
    say("schema", "ok"),
    say("plan", "ok"),
    say("recheck", "ok"),
    say("address", "ok"),
    say("revision", "ok", "first"),
    say("definition", "ok"),
    say("history", "unknown", "first_seen"),
    say("complete", "ok"),
    say("time", "unknown"),
)
"""What is said of a sound package of a unit of which the office holds nothing yet."""
_NEED_THE_PLAN = {"plan", "recheck", "definition", "complete", "history"}


def sound_but(*others: Said) -> tuple[Said, ...]:
    """The facts of a sound package, but for some; facts for a later time are added."""
    now = {said.fact: said for said in others if said.when is When.TAKEN_IN}
    later = tuple(said for said in others if said.when is not When.TAKEN_IN)
    known = {said.fact for said in SOUND}
    added = tuple(said for said in now.values() if said.fact not in known)
    return (*(now.get(said.fact, said) for said in SOUND), *added, *later)


def without_plan(*others: Said) -> tuple[Said, ...]:
    """What can be said of a package of a plan that nobody knows."""
    return tuple(said for said in sound_but(*others) if said in others or said.fact not in _NEED_THE_PLAN)


@frozen
class SilencedWarning:
    """A warning that the unit's own figures no longer give, and that the office's past of the unit does.

    Attributes:
        indicator: code of the indicator.
        breakdown: of the target.
        warning: what it is by the office's past, e.g. ``at_risk``.
        when: what must have happened before.
    """

    indicator: str
    breakdown: str
    warning: str
    when: When

    def document(self) -> dict[str, str]:
        """The warning as JSON."""
        told = {"indicator": self.indicator, "breakdown": self.breakdown, "warning": self.warning}
        return {**told, "when": self.when.value}


@frozen
class ExpectedPackage:
    """A package that a file is or holds.

    Attributes:
        unit: code of the unit that it names.
        year: reporting year.
        revision: its number.
        content_digest: SHA-256 of the frozen content.
        check_code: the 校验码 on its paper.
        said: facts about it.
        silenced: warnings that it silences by another past.
    """

    unit: str
    year: int
    revision: int
    content_digest: str
    check_code: str
    said: tuple[Said, ...] = SOUND
    silenced: tuple[SilencedWarning, ...] = ()

    def document(self) -> dict[str, Any]:
        """The package as JSON."""
        return {
            "unit": self.unit,
            "year": self.year,
            "revision": self.revision,
            "content_digest": self.content_digest,
            "check_code": self.check_code,
            "facts": [said.document() for said in self.said],
            "silenced_warnings": [one.document() for one in self.silenced],
        }


@frozen
class ExpectedFile:
    """A file that is handed to the desk.

    Attributes:
        path: within the county's folder, with slashes.
        kind: what it is: ``package``, ``encrypted_package``, ``mail``, ``archive``, ``pdf`` ...
        outcome: what becomes of it.
        packages: the packages that can be read of it.
        fault: name of what was planted; empty where nothing was.
        refusal: why it is refused or cannot be read, as one word; empty where it is not.
        when: what must have happened before it is handed over.
    """

    path: str
    kind: str
    outcome: Reception = Reception.TAKEN
    packages: tuple[ExpectedPackage, ...] = ()
    fault: str = ""
    refusal: str = ""
    when: When = When.TAKEN_IN

    def document(self) -> dict[str, Any]:
        """The file as JSON."""
        return {
            "path": self.path,
            "kind": self.kind,
            "outcome": self.outcome.value,
            "fault": self.fault or None,
            "refusal": self.refusal or None,
            "when": self.when.value,
            "packages": [package.document() for package in self.packages],
        }


@frozen
class ExpectedYear:
    """In which state all files of ``packages/`` leave a unit's year.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        state: at the office.
        content_digest: of the current revision; None where there is none.
        revision: its number, or None.
        fault: what was planted there; empty where nothing was.
        candidates: content digests between which a person chooses.
    """

    unit: str
    year: int
    state: State
    content_digest: str | None = None
    revision: int | None = None
    fault: str = ""
    candidates: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """The year as JSON."""
        return {
            "unit": self.unit,
            "year": self.year,
            "state": self.state.value,
            "content_digest": self.content_digest,
            "revision": self.revision,
            "fault": self.fault or None,
            "candidates": list(self.candidates),
        }


class ExpectedCounty:
    """Collects what is planted, file by file and year by year."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files: list[ExpectedFile] = []
        self.years: dict[tuple[str, int], ExpectedYear] = {}
        self.certificates: list[dict[str, Any]] = []
        self.revocations: list[dict[str, str]] = []
        self.not_planted: list[str] = []

    def add(self, file: ExpectedFile) -> None:
        """Add a file."""
        self.files.append(file)

    def also_said(self, unit: str, year: int, said: Said) -> None:
        """Say one fact more of the package that counts in a unit's year, which was handed over before."""
        current = self.years[unit, year].content_digest
        for place, file in enumerate(self.files):
            for package in file.packages:
                if package.content_digest == current and len(file.packages) == 1:
                    more = replace(package, said=(*package.said, said))
                    self.files[place] = replace(file, packages=(more,))
                    return
        raise AssertionError(unit, year)

    def is_received(self, unit: str, year: int) -> bool:
        """Whether a package counts in a unit's year."""
        known = self.years.get((unit, year))
        return known is not None and known.state is State.RECEIVED

    def end(self, year: ExpectedYear) -> None:
        """Say how a unit's year ends; said again, the later word holds."""
        self.years[year.unit, year.year] = year

    def also(self, unit: str, year: int, fault: str) -> None:
        """Name a fault that leaves the state of a unit's year as it is."""
        known = self.years[unit, year]
        self.years[unit, year] = replace(known, fault="、".join(filter(None, (known.fault, fault))))

    def document(self, facts: Mapping[str, Any], premises: Mapping[str, Any]) -> dict[str, Any]:
        """The whole as JSON.

        Args:
            facts: what the county is: plan, units, years.
            premises: what is done before the files are handed over.
        """
        return {
            "schema": SCHEMA,
            **facts,
            "premises": {**premises, "revocations": self.revocations},
            "certificates": sorted(self.certificates, key=lambda one: str(one["path"])),
            "files": [file.document() for file in sorted(self.files, key=_path)],
            "years": [self.years[key].document() for key in sorted(self.years)],
            "states": _counts(self.years.values()),
            "not_planted": self.not_planted,
        }


def _path(file: ExpectedFile) -> str:
    return file.path


def _counts(years: Sequence[ExpectedYear] | Any) -> dict[str, int]:
    states = [year.state.value for year in years]
    return {state.value: states.count(state.value) for state in State}
