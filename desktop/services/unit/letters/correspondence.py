"""What was frozen and sent of a year, and what the office made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from desktop.services.unit.desk import Desk
from forms.bounded_json import parse_json
from forms.filing.state import YearState
from forms.frozen import frozen


class Event(StrEnum):
    """Kinds of what happened."""

    FROZEN = "frozen"
    """A revision was fixed (定稿)."""
    EXPORTED = "exported"
    """A package was written."""
    STATE = "state"
    """The package arrived, or the year came back, was accepted or was withdrawn."""


@frozen
class Happening:
    """One entry of the correspondence.

    Attributes:
        at: when.
        event: what kind.
        year: reporting year.
        revision: number of the submission it is about.
        who: who did it; empty for an export, of which that is not kept.
        detail: name of the file, or the reason given; may be empty.
        state: the state of the year, for ``STATE``.
    """

    at: datetime
    event: Event
    year: int
    revision: int
    who: str = ""
    detail: str = ""
    state: YearState | None = None


_TOLD = (
    YearState.DELIVERED,
    YearState.RETURNED,
    YearState.ACCEPTED,
    YearState.WITHDRAWN,
    YearState.SUPERSEDED,
)
"""States that are news of their own; the others follow from what else happened."""


def happenings(desk: Desk, year: int) -> tuple[Happening, ...]:
    """All entries of a year, the newest first."""
    return tuple(sorted(_of_year(desk, year), key=lambda entry: entry.at, reverse=True))


def _of_year(desk: Desk, year: int) -> Iterator[Happening]:
    store = desk.store
    for revision in store.revisions(year):
        yield Happening(
            at=revision.at, event=Event.FROZEN, year=year, revision=revision.number, who=revision.actor
        )
    for package in store.packages(year):
        yield Happening(
            at=package.at,
            event=Event.EXPORTED,
            year=year,
            revision=package.revision,
            detail=package.file_name,
        )
    # From the log, since the year itself knows only the last: why an earlier revision was taken back is still
    # asked about when the next one has gone out.
    for entry in store.log_entries(year=year, kind="state"):
        row = parse_json(entry.new.encode()) if entry.new is not None else {}
        if row.get("state") in _TOLD:
            yield Happening(
                at=entry.at,
                event=Event.STATE,
                year=year,
                revision=row["revision"],
                who=entry.actor,
                detail=row["reason"],
                state=YearState(row["state"]),
            )
