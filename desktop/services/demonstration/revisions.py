"""Faults of the invented county that are about revisions: every line of the office's table of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.services.demonstration.expected import (
    ExpectedPackage,
    Reception,
    Said,
    State,
    When,
    say,
    sound_but,
)
from desktop.services.demonstration.fault import PlantedFault, Turn, Where
from desktop.services.demonstration.filing import Filed, FilingUnit, given_keys
from desktop.services.demonstration.scene import Scene
from desktop.services.unit.year import open_year

_LATER = timedelta(days=7)
"""Between a revision and the next. Chosen by us."""


def _revision(status: str, *, state: str = "ok") -> Said:
    return say("revision", state, status)


def _with(
    scene: Scene, filed: Filed, status: str, others: Sequence[Said] = (), *, state: str = "ok"
) -> ExpectedPackage:
    return scene.package(filed, sound_but(_revision(status, state=state), *others))


def _otherwise_given(unit: FilingUnit, year: int) -> list[Said]:
    """What is said once base figures are given, where a unit changed a figure that others are given."""
    plan = unit.desk.plan
    given = {key for one in plan.reporting_units for key in given_keys(plan, one.code)}
    now = open_year(unit.desk, year)
    cells = [
        {
            "item": key.code,
            "breakdown": key.breakdown,
            "year": year,
            "given": text,
            "stated": now.reading(key).text,
        }
        for key, text in unit.typed(year).items()
        if key in given and now.reading(key).text != text
    ]
    return [say("base", "ok", "differs", when=When.BASE_GIVEN, details={"cells": cells})] if cells else []


def _duplicate(turn: Turn) -> None:
    """The same bytes a second time, under another name."""
    package = _with(turn.scene, turn.filed, "duplicate")
    turn.scene.plant("duplicate", turn.filed, package, name="wdp-zai-fa-yi-ci.asice")
    turn.scene.expectation.also(turn.filed.unit, turn.filed.year, "duplicate")


def _same_content(turn: Turn) -> None:
    """The same content exported again a week later: other bytes."""
    turn.unit.post.clock.go_to(turn.now + _LATER)
    again = turn.unit.export_again(turn.filed.year)
    turn.scene.deliver(turn.filed)
    turn.scene.plant("same-content", again, _with(turn.scene, again, "same_content"))
    turn.scene.expectation.also(turn.filed.unit, turn.filed.year, "same-content")


def _successor(turn: Turn) -> None:
    """A second revision that replaces the first; both are there."""
    second = _refiled(turn.unit, turn.filed)
    base = _otherwise_given(turn.unit, turn.filed.year)
    turn.scene.plant("successor", turn.filed, _with(turn.scene, turn.filed, "older"))
    turn.scene.plant("successor", second, _with(turn.scene, second, "successor", base))
    turn.scene.end(second, State.RECEIVED, "successor")
    turn.scene.paper(second)


def _gap(turn: Turn) -> None:
    """A third revision whose predecessor never came."""
    second = _refiled(turn.unit, turn.filed)
    third = _refiled(turn.unit, turn.filed, by=2)
    turn.scene.plant("gap", turn.filed, _with(turn.scene, turn.filed, "older"))
    missing = say("revision", "unknown", "gap", details={"missing": [second.revision]})
    base = _otherwise_given(turn.unit, turn.filed.year)
    package = turn.scene.package(third, sound_but(missing, *base))
    turn.scene.plant("gap", third, package, outcome=Reception.WAITS)
    turn.scene.end(third, State.QUARANTINED, "gap")
    turn.scene.paper(third)


def _fork(turn: Turn) -> None:
    """Two copies of one data file each file a second revision, under one file name."""
    with TemporaryDirectory(dir=turn.unit.path.parent) as folder, turn.unit.copy_of(Path(folder)) as other:
        theirs = _refiled(other, turn.filed, by=3)
        base_of_theirs = _otherwise_given(other, turn.filed.year)
        turn.scene.keep_store(other, f"{turn.filed.unit}-copy")
    ours = _refiled(turn.unit, turn.filed)
    base_of_ours = _otherwise_given(turn.unit, turn.filed.year)
    turn.scene.plant("fork", turn.filed, _with(turn.scene, turn.filed, "older"))
    for side, name, base in ((ours, "a", base_of_ours), (theirs, "b", base_of_theirs)):
        package = _with(turn.scene, side, "fork", base, state="unknown")
        turn.scene.plant("fork", side, package, name=f"{name}/{side.name}", outcome=Reception.WAITS)
    turn.scene.end(ours, State.CONFLICT, "fork", (ours, theirs))
    turn.scene.paper(theirs)


def _restart(turn: Turn) -> None:
    """After a second revision comes a first one again, from a new data file."""
    second = _refiled(turn.unit, turn.filed)
    base = _otherwise_given(turn.unit, turn.filed.year)
    with (
        TemporaryDirectory(dir=turn.unit.path.parent) as folder,
        FilingUnit(turn.unit.post, Path(folder)) as fresh,
    ):
        turn.unit.post.clock.go_to(turn.now + _LATER)
        again = fresh.file(turn.filed.year, by=4)
        base_again = _otherwise_given(fresh, turn.filed.year)
        turn.scene.keep_store(fresh, f"{turn.filed.unit}-new")
    package = _with(turn.scene, turn.filed, "older")
    turn.scene.plant("restart", turn.filed, package, name=f"a/{turn.filed.name}")
    package = _with(turn.scene, second, "restart", base, state="unknown")
    turn.scene.plant("restart", second, package, outcome=Reception.WAITS)
    package = _with(turn.scene, again, "restart", base_again, state="unknown")
    turn.scene.plant("restart", again, package, name=f"b/{again.name}", outcome=Reception.WAITS)
    turn.scene.end(second, State.CONFLICT, "restart", (second, again))
    turn.scene.paper(second)


def _late_change(turn: Turn) -> None:
    """A second revision that comes after the first was accepted, and nobody reopened the year."""
    turn.scene.deliver(turn.filed)
    second = _refiled(turn.unit, turn.filed)
    package = turn.scene.package(second, (say("revision", "bad", "late_change", when=When.ACCEPTED),))
    turn.scene.plant("late-change", second, package, outcome=Reception.WAITS, when=When.ACCEPTED)
    turn.scene.expectation.also(turn.filed.unit, turn.filed.year, "late-change")


def _other_paper(turn: Turn) -> None:
    """The stamped paper is that of the first revision, the current package the second."""
    second = _refiled(turn.unit, turn.filed)
    turn.scene.plant("other-paper", turn.filed, _with(turn.scene, turn.filed, "older"))
    mismatch = say("paper", "ok", "mismatch", when=When.PAPER_TYPED)
    base = _otherwise_given(turn.unit, turn.filed.year)
    package = turn.scene.package(second, sound_but(_revision("successor"), mismatch, *base))
    turn.scene.plant("other-paper", second, package)
    turn.scene.end(second, State.RECEIVED, "other-paper")
    turn.scene.paper(turn.filed)


def _next_year(turn: Turn) -> None:
    """A package of the year that is not yet due."""
    ahead = turn.unit.file(turn.filed.year + 1)
    said = say("address", "bad", "other_year", details={"year": ahead.year})
    turn.scene.plant("next-year", ahead, turn.scene.package(ahead, sound_but(said)), outcome=Reception.WAITS)
    turn.scene.deliver(turn.filed)
    turn.scene.expectation.also(turn.filed.unit, turn.filed.year, "next-year")


def _refiled(unit: FilingUnit, filed: Filed, by: int = 1) -> Filed:
    unit.post.clock.go_to(unit.post.clock.now + _LATER)
    return unit.refile(filed.year, by)


FAULTS = (
    PlantedFault("successor", Where.LAST_YEAR, _successor),
    PlantedFault("fork", Where.LAST_YEAR, _fork),
    PlantedFault("gap", Where.LAST_YEAR, _gap),
    PlantedFault("restart", Where.LAST_YEAR, _restart),
    PlantedFault("late-change", Where.LAST_YEAR, _late_change),
    PlantedFault("other-paper", Where.LAST_YEAR, _other_paper),
    PlantedFault("next-year", Where.LAST_YEAR, _next_year),
    PlantedFault("same-content", Where.ANY_YEAR, _same_content),
    PlantedFault("duplicate", Where.BESIDE, _duplicate),
)
