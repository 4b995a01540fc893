"""Every state of a unit's year and everything that can happen to it: a real store, real letters.

The two stories are told in ``pairs``. Nothing here is reckoned from the program: each pair of a state and an
event moves the year as ``AFTER`` says, is refused as ``REFUSED`` says and leaves the file as it was, or is
carried out and leaves the state.
"""

import pytest

from desktop.services.unit.letters.kept_task import kept_task
from forms.errors import TianbaoError
from forms.filing.state import YearState
from tests.desktop.models.desks import YEAR
from tests.desktop.services.tasks import GIVEN
from tests.desktop.services.unit.pairs import DAY, GIVEN_NOW, Tries, frozen, sender

S = YearState
AFTER = {
    S.EMPTY: {"enter": S.DRAFT, "base": S.DRAFT, "pass over": S.SUPERSEDED},
    S.DRAFT: {"enter": S.READY, "empty": S.EMPTY, "pass over": S.SUPERSEDED},
    S.READY: {"clear": S.DRAFT, "empty": S.EMPTY, "finalise": S.FINAL, "pass over": S.SUPERSEDED},
    S.FINAL: {
        "export": S.EXPORTED, "withdraw": S.WITHDRAWN, "receipt": S.DELIVERED, "return": S.RETURNED,
        "choose": S.DELIVERED, "pass over": S.SUPERSEDED, "accept": S.ACCEPTED, "reopen": S.RETURNED,
    },
    S.EXPORTED: {
        "withdraw": S.WITHDRAWN, "receipt": S.DELIVERED, "return": S.RETURNED, "choose": S.DELIVERED,
        "pass over": S.SUPERSEDED, "accept": S.ACCEPTED, "reopen": S.RETURNED,
    },
    S.DELIVERED: {
        "return": S.RETURNED, "pass over": S.SUPERSEDED, "accept": S.ACCEPTED, "reopen": S.RETURNED,
    },
    S.RETURNED: {
        "clear": S.DRAFT, "empty": S.EMPTY, "finalise": S.FINAL, "base": S.READY, "recall": S.DELIVERED,
        "pass over": S.SUPERSEDED,
    },
    S.ACCEPTED: {"return": S.RETURNED, "pass over": S.SUPERSEDED, "reopen": S.RETURNED},
    S.WITHDRAWN: {
        "clear": S.DRAFT, "empty": S.EMPTY, "finalise": S.FINAL, "base": S.READY, "pass over": S.SUPERSEDED,
    },
    S.SUPERSEDED: {"choose": S.DELIVERED},
}  # fmt: skip
"""By state, the state after what moves it, in both stories."""
AFTER_CHOICE_OF_1 = {S.FINAL: S.DELIVERED, S.EXPORTED: S.DELIVERED, S.SUPERSEDED: S.DELIVERED}
"""A choice of the earlier revision moves these; nothing else that speaks of it moves anything."""
REFUSED = {
    S.EMPTY: {"finalise", "export", "withdraw"},
    S.DRAFT: {"finalise", "export", "withdraw"},
    S.READY: {"export", "withdraw"},
    S.FINAL: {"change", "clear", "empty", "finalise", "answer"},
    S.EXPORTED: {"change", "clear", "empty", "finalise", "answer"},
    S.DELIVERED: {"change", "clear", "empty", "finalise", "withdraw", "answer"},
    S.RETURNED: {"export", "withdraw"},
    S.ACCEPTED: {"change", "clear", "empty", "finalise", "withdraw", "answer"},
    S.WITHDRAWN: {"export", "withdraw"},
    S.SUPERSEDED: {"change", "clear", "empty", "finalise", "export", "withdraw", "answer"},
}
"""By state, what is refused in both stories."""
NOBODY_WROTE = {S.EMPTY, S.DRAFT, S.READY, S.FINAL, S.EXPORTED, S.WITHDRAWN}
"""States in which, in the first story, the office has not written: nothing can be answered or taken back."""
EVENTS = (
    "enter", "change", "clear", "empty", "finalise", "export", "withdraw", "answer", "task", "base",
    "receipt", "return", "recall", "choose", "pass over", "accept", "reopen", "return of last year",
)  # fmt: skip
SECOND = ("late", "receipt of 1", "return of 1", "accept 1", "reopen 1", "choose 1")
"""Events that only the second story has."""
NEVER = {
    "to another unit": "E-OPEN-012", "of another office": "E-OPEN-012", "forged": "E-OPEN-018",
    "edited": "E-LETTER-001",
}  # fmt: skip
"""Letters that are refused in every state, and with which code."""
NOT_HERE = {
    "foreign": "E-OPEN-013", "again": "E-OPEN-017", "other content": "E-OPEN-014",
    "after another": "E-OPEN-014",
}  # fmt: skip
"""Letters that are refused in every state once one was opened."""
TYPING = {"enter", "change", "clear", "empty"}
"""What changes figures, and does so in an open year alone."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return sender(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("state", S)
def test_every_event_leads_where_it_should_or_leaves_the_file_as_it_was(made_stores, tmp_path, office, state):
    refused = REFUSED[state] | ({"answer", "recall"} if state in NOBODY_WROTE else set())
    tries = Tries(made_stores, tmp_path, office, "first", state)
    for name in EVENTS:
        require(tries, state, name, AFTER[state].get(name, state), is_refused=name in refused)
    for name in (*NEVER, *NOT_HERE):
        if state not in NOBODY_WROTE:
            require(tries, state, name, state, is_refused=True)
        elif name in NEVER or name == "foreign":
            require(tries, state, name, state, is_refused=name in NEVER)


@pytest.mark.parametrize("state", S)
def test_every_event_does_so_where_an_earlier_revision_was_asked_about(made_stores, tmp_path, office, state):
    after = AFTER[state] | ({"choose 1": AFTER_CHOICE_OF_1[state]} if state in AFTER_CHOICE_OF_1 else {})
    tries = Tries(made_stores, tmp_path, office, "second", state)
    for name in (*EVENTS, *SECOND):
        require(tries, state, name, after.get(name, state), is_refused=name in REFUSED[state])
    for name in (*NEVER, *NOT_HERE):
        require(tries, state, name, state, is_refused=True)


def require(tries, state, name, after, *, is_refused):
    """One event in one state."""
    if name == "change" and state.is_open:
        return  # which findings that leads to is nothing of the state's
    tried = tries.copy()
    with tried.desk as desk:
        store = desk.store
        held, position = frozen(desk), store.log_position()
        figures, answers, past = store.observations(YEAR), store.answers(YEAR), tried.year.figures.history
        if is_refused:
            with pytest.raises(TianbaoError) as caught:
                tried.events[name]()
            code = (NEVER | NOT_HERE).get(name)
            assert code is None or caught.value.code.startswith(code), name
            assert store.log_position() == position, name
        else:
            tried.events[name]()
        assert tried.year.state is after, name
        assert frozen(desk)[: len(held)] == held, "what was frozen stays"
        assert tried.year.figures.history == past, name
        left = {key: one for key, one in store.observations(YEAR).items() if name != "base" or key != GIVEN}
        if name not in TYPING or state.is_frozen:
            assert left == {key: figures[key] for key in figures if name != "base" or key != GIVEN}, name
        if name != "answer" or is_refused:
            assert store.answers(YEAR) == answers, name
        if name in CARRIED_OUT and not is_refused:
            assert CARRIED_OUT[name](tried, state), name
        assert store.verify_log().ok


def _is_kept_and_asks_nothing(tried, _):
    """A file that has no letter takes the first about what another one froze, and goes on as it was."""
    (letter,) = tried.desk.store.letters(YEAR)
    return (letter.revision, letter.is_applied) == (0, True)


def _is_given(tried, state):
    """A frozen year has its own figure still; an open one has the office's, locked."""
    (base,) = tried.desk.store.bases(YEAR)
    reading, given = tried.year.reading(GIVEN), tried.year.given
    if state.is_frozen:
        return base.number == 1 and reading.text != GIVEN_NOW and given.named is None
    return reading.text == GIVEN_NOW and given.named.version == "1"


def _is_kept_as_record(tried, _):
    (late,) = [one for one in tried.desk.store.letters(YEAR) if one.data == tried.late]
    return (late.number, late.is_applied) == (1, False)


def _is_of_last_year(tried, _):
    (letter,) = tried.desk.store.letters(YEAR - 1)
    return (letter.number, letter.is_applied) == (1, True)


CARRIED_OUT = {
    "answer": lambda tried, _: [one.text for one in tried.desk.store.answers(YEAR).values()] == [ANSWER],
    "task": lambda tried, _: kept_task(tried.desk, YEAR).own.deadline == DAY,
    "base": _is_given,
    "late": _is_kept_as_record,
    "return of last year": _is_of_last_year,
    "foreign": _is_kept_and_asks_nothing,
}
"""What is there afterwards, of events that leave the state."""
ANSWER = "已与台账核对，数无误"


def test_every_state_is_written_out():
    assert set(AFTER) == set(REFUSED) == set(S)
    assert {name for row in AFTER.values() for name in row} | TYPING <= set(EVENTS)
    assert {name for row in REFUSED.values() for name in row} <= set(EVENTS)


def test_every_event_is_tried(made_stores, tmp_path, office):
    tried = Tries(made_stores, tmp_path, office, "second", S.FINAL).copy()
    with tried.desk:
        assert set(tried.events) == {*EVENTS, *SECOND, *NEVER, *NOT_HERE}
