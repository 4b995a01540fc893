"""States of a unit's year at the office, and every deed in each."""

from itertools import product

import pytest

from forms.letters.kind import OfficeLetter
from forms.receiving.lineage import Decided, Filing, Lineage, lineage_of
from forms.receiving.state import ALLOWED, Circumstances, Deed, OfficeState, state_of

S, D = OfficeState, Deed

NOTHING = Lineage(places={})
ONE = lineage_of([Filing("1", 1)])
FORK = lineage_of([Filing("1a", 1), Filing("1b", 1)])
GAP = lineage_of([Filing("3", 3, "2")])


@pytest.mark.parametrize(
    ("lineage", "accepted", "around", "state"),
    [
        (NOTHING, None, {}, S.EXPECTED),
        (NOTHING, "gone", {}, S.QUARANTINED),
        (NOTHING, None, {"excused": True}, S.EXCUSED),
        (NOTHING, None, {"waiting": True}, S.QUARANTINED),
        (NOTHING, None, {"waiting": True, "excused": True}, S.QUARANTINED),
        (GAP, None, {}, S.QUARANTINED),
        (FORK, None, {}, S.CONFLICT),
        (FORK, "1a", {}, S.ACCEPTED),
        (FORK, None, {"waiting": True, "asked": True}, S.CONFLICT),
        (ONE, None, {}, S.RECEIVED),
        (ONE, None, {"waiting": True}, S.RECEIVED),
        (ONE, None, {"excused": True}, S.RECEIVED),
        (ONE, None, {"asked": True}, S.QUESTIONED),
        (ONE, None, {"answered": True}, S.ANSWERED),
        (ONE, None, {"asked": True, "answered": True}, S.QUESTIONED),
        (ONE, "1", {}, S.ACCEPTED),
        (ONE, "1", {"asked": True, "waiting": True}, S.ACCEPTED),
        (ONE, "another", {}, S.QUARANTINED),
        (ONE, "1", {"closed": True}, S.CLOSED),
        (NOTHING, None, {"closed": True}, S.CLOSED),
    ],
)
def test_the_state_of_a_year(lineage, accepted, around, state):
    assert state_of(lineage, accepted, Circumstances(**around)) is state


def test_every_state_is_reached_and_an_undecided_year_is_never_taken_for_received():
    lineages = (NOTHING, ONE, FORK, GAP)
    flags = product([False, True], repeat=5)
    around = [Circumstances(waiting=w, excused=e, asked=a, answered=r, closed=c) for w, e, a, r, c in flags]
    found = {
        state_of(lineage, accepted, one) for lineage in lineages for accepted in (None, "1") for one in around
    }
    assert found == set(S)
    settled = {S.RECEIVED, S.QUESTIONED, S.ANSWERED}
    for lineage in (NOTHING, FORK, GAP):
        assert not settled & {state_of(lineage, None, one) for one in around}


MAY = {
    (S.EXPECTED, D.EXCUSE),
    (S.EXCUSED, D.CALL),
    (S.QUARANTINED, D.BRIDGE),
    (S.QUARANTINED, D.REOPEN),
    *((one, D.ASIDE) for one in S if one not in {S.EXPECTED, S.EXCUSED}),
    (S.CONFLICT, D.CHOOSE),
    (S.RECEIVED, D.ASK),
    (S.RECEIVED, D.ACCEPT),
    (S.QUESTIONED, D.ASK),
    (S.QUESTIONED, D.RECALL),
    (S.ANSWERED, D.ASK),
    (S.ANSWERED, D.ACCEPT),
    (S.ACCEPTED, D.REOPEN),
    (S.CLOSED, D.REOPEN),
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("deed", D)
def test_what_may_be_done_in_each_state(state, deed):
    assert (deed in ALLOWED[state]) == ((state, deed) in MAY)


def test_a_closed_year_is_opened_as_an_accepted_one_and_every_state_is_answered():
    assert ALLOWED[S.CLOSED] == ALLOWED[S.ACCEPTED]
    assert set(ALLOWED) == set(S)


def test_a_gap_and_a_fork_leave_their_state_by_what_may_be_done():
    assert lineage_of([Filing("3", 3, "2")], Decided(bridged=[GAP.gap])).current
    assert D.BRIDGE in ALLOWED[state_of(GAP, None, Circumstances())]
    assert D.CHOOSE in ALLOWED[state_of(FORK, None, Circumstances())]


@pytest.mark.parametrize("words", [S, D, OfficeLetter])
def test_every_word_has_a_chinese_one_of_its_own(words):
    assert len({word.label for word in words}) == len(words)
    assert all(word.label and not word.label.isascii() for word in words)
