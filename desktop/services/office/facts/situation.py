"""What the office knows beside the packages of a unit's year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from db.office.records import StatedValue
from desktop.services.office.facts.asked import Asking
from desktop.services.office.facts.given import BaseInForce
from desktop.services.office.facts.signer import Register
from forms.frozen import frozen
from forms.letters.task import YearTask
from forms.plan.pack import Plan


@frozen
class Situation:
    """What the office knows beside the packages of a unit's year.

    Attributes:
        plan: the office's version of the plan that is in force for the year.
        plans: every version that it has, by digest.
        register: certificates.
        now: the present.
        deadline: last day of the unit's year; None where none is set.
        deadline_not_sent: where there is none, the last day that was set since the last task; None for none.
        task: the last task of the year; None where none was written.
        mailed: date of the earliest mail that brought a package, by the package's digest.
        asking: what was stored about questions.
        base: the base figures that count; None where none were given.
        values: gives the figures of a content.
        closed: content that counts in the year as it was frozen last (定库); None where none does.
        known_changes: code and first year of each change of definition that other accepted years of the unit
            declare; read only where a package of the year declares any.
    """

    plan: Plan
    plans: Mapping[str, Plan]
    register: Register
    now: datetime
    deadline: date | None
    deadline_not_sent: date | None
    task: YearTask | None
    mailed: Mapping[str, datetime]
    asking: Asking
    base: BaseInForce | None
    values: Callable[[str], Sequence[StatedValue]]
    closed: str | None = None
    known_changes: Collection[tuple[str, int]] = ()
