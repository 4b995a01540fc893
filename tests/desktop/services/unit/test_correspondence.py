"""What was frozen, sent and taken back of a year, by date."""

from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.letters.correspondence import Event, happenings
from forms.filing.state import YearState

REASON = "核对台账后更正"


def test_why_an_earlier_revision_was_taken_back_stays_when_the_next_has_gone(final, identity, tmp_path):
    export(final, identity, tmp_path)
    withdraw(final, REASON)
    finalise(final)
    export(final, identity, tmp_path)
    found = list(reversed(happenings(final.desk, final.year)))
    assert [(one.event, one.revision) for one in found] == [
        (Event.FROZEN, 1),
        (Event.EXPORTED, 1),
        (Event.STATE, 1),
        (Event.FROZEN, 2),
        (Event.EXPORTED, 2),
    ]
    assert (found[2].state, found[2].detail) == (YearState.WITHDRAWN, REASON)
    assert happenings(final.desk, final.year - 1) == ()
