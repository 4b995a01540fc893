"""A unit's year as officers decided about it: what stands of it, before any package is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from db.office.records import Decision, DecisionKind, ReceivedPackage
from forms.filing.receipt_time import ReceiptTime, read_receipt_time
from forms.receiving.lineage import Choice, Decided


def undoing(decisions: Iterable[Decision]) -> dict[int, Decision]:
    """The decisions that took others back, by the number of the one that was taken back."""
    return {int(one.subject): one for one in decisions if one.kind is DecisionKind.UNDO}


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """What was decided and not taken back, in the same order."""
    undone = undoing(decisions)
    return [one for one in decisions if one.id not in undone and one.kind is not DecisionKind.UNDO]


def received_at(decisions: Iterable[Decision], package: ReceivedPackage, now: datetime) -> ReceiptTime:
    """When a package was received, for certificates: a mail's date is the sender's word and not asked.

    Args:
        decisions: those in force about the unit.
        package: the package.
        now: the present.
    """
    stated = [
        one.answer for one in decisions if one.kind is DecisionKind.ARRIVAL and one.content == package.content
    ]
    return read_receipt_time(stated[-1], now) if stated else ReceiptTime(package.at, package.at)


class DecidedYear:
    """What was decided about a unit's year.

    Attributes:
        unit: code of the unit.
        year: reporting year.
        decisions: what was decided, oldest first, taken back or not.
    """

    def __init__(self, unit: str, year: int, decisions: Sequence[Decision]) -> None:
        """Take over what was decided."""
        self.unit, self.year, self.decisions = unit, year, tuple(decisions)

    @cached_property
    def undone(self) -> Mapping[int, Decision]:
        """The decisions that took others back, by the number of the one that was taken back."""
        return undoing(self.decisions)

    @cached_property
    def standing(self) -> tuple[Decision, ...]:
        """What was decided and not taken back, oldest first."""
        return tuple(in_force(self.decisions))

    def of_kind(self, kind: DecisionKind) -> list[Decision]:
        """What was decided of one kind and not taken back, oldest first."""
        return [one for one in self.standing if one.kind is kind]

    @cached_property
    def put_aside(self) -> Mapping[str, Decision]:
        """What a person decided not to use, by the digest of the package: it counts as if it had not come."""
        return {one.subject: one for one in self.of_kind(DecisionKind.ASIDE)}

    @cached_property
    def decided(self) -> Decided:
        """What was decided about revisions."""
        choices = tuple(
            Choice(one.content, frozenset(one.subject.split())) for one in self.of_kind(DecisionKind.CHOOSE)
        )
        bridged = frozenset(one.content for one in self.of_kind(DecisionKind.BRIDGE))
        return Decided(choices=choices, bridged=bridged, accepted=self.accepted)

    @cached_property
    def accepted(self) -> str | None:
        """The accepted content; None where none is, or the year was reopened."""
        found = [one for one in self.standing if one.kind in {DecisionKind.ACCEPT, DecisionKind.REOPEN}]
        return found[-1].content if found and found[-1].kind is DecisionKind.ACCEPT else None

    @property
    def is_excused(self) -> bool:
        """Whether it was decided that the unit has nothing to report."""
        found = [one for one in self.standing if one.kind in {DecisionKind.EXCUSE, DecisionKind.CALL}]
        return bool(found) and found[-1].kind is DecisionKind.EXCUSE

    def stated_arrival(self, package: ReceivedPackage, now: datetime) -> ReceiptTime | None:
        """When a package arrived as an officer stated last; None where nobody did."""
        found = [one for one in self.of_kind(DecisionKind.ARRIVAL) if one.content == package.content]
        return read_receipt_time(found[-1].answer, now) if found else None

    def definition_answers(self, package: ReceivedPackage) -> dict[str, str]:
        """What was decided about items and indicators of a package, by code; the last decision counts."""
        found = [one for one in self.of_kind(DecisionKind.DEFINITION) if one.content == package.content]
        return {one.subject: one.answer for one in found}

    def base_answers(self, package: ReceivedPackage) -> dict[str, str]:
        """What was decided about given figures of a package, by difference; the last decision counts."""
        found = [one for one in self.of_kind(DecisionKind.BASE) if one.content == package.content]
        return {one.subject: one.answer for one in found}
