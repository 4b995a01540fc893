"""What the page of a fork reads off the window's thread."""

from __future__ import annotations

from desktop.services.office.acceptance.contending import Contention, contention_of
from desktop.services.office.desk import OfficeDesk
from forms.frozen import frozen
from forms.receiving.permission import Act


@frozen
class ForkRead:
    """A fork, and what whoever works here may do about it.

    Attributes:
        found: the revisions between which a person chooses; None where there is nothing to choose.
        barred: why they may choose nothing (Chinese); empty where they may.
    """

    found: Contention | None
    barred: str


def read_fork(desk: OfficeDesk, unit: str, year: int) -> ForkRead:
    """Read a unit's fork.

    Raises:
        UserInputError: no such unit or year.
        EnvironmentFault: the store cannot be read.
    """
    return ForkRead(contention_of(desk, unit, year), desk.why_not(Act.CHOOSE))
