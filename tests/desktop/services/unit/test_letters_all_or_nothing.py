"""A letter is carried out whole or not at all: the disk fails at any row that it writes."""

import pytest

from desktop.services.unit.letters.opening import open_letter
from forms.errors import EnvironmentFault
from forms.filing.state import YearState
from tests.desktop.models.desks import YEAR
from tests.desktop.services.tasks import confirmed, giving_small
from tests.desktop.services.unit.pairs import Tries, frozen, sender

S = YearState
LETTERS = {
    "receipt": S.EXPORTED, "return": S.EXPORTED, "choose": S.EXPORTED, "pass over": S.EXPORTED,
    "accept": S.EXPORTED, "reopen": S.ACCEPTED, "recall": S.RETURNED, "base": S.READY, "task": S.READY,
}  # fmt: skip
"""Letters, each in a state that it moves, or in which it changes something."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return sender(tmp_path_factory.mktemp("office"))


def standing(tried):
    """All that a letter can change."""
    desk, year = tried.desk, tried.year
    store = desk.store
    return (
        store.log_position(), year.state, store.observations(YEAR), store.answers(YEAR), frozen(desk),
        store.letters(YEAR), store.bases(YEAR), desk.pack.digest, desk.plan.version, year.given.named,
        store.trusted_offices(),
    )  # fmt: skip


def written_by(tried, event):
    """How many rows an event writes."""
    driver = tried.desk.store._session.driver
    before = driver.total_changes
    event(tried)
    return driver.total_changes - before


def stop_after(driver, rows):
    """Let SQLite stop once so many rows were written, as it does where the disk fails."""
    start, stops = driver.total_changes, iter([True])
    driver.set_progress_handler(lambda: driver.total_changes - start >= rows and next(stops, False), 1)


def require_whole_or_nothing(tries, event):
    """Let it fail after each row that it writes but the last, then carry it out."""
    with tries.copy() as tried:
        rows = written_by(tried, event)
    assert rows > 2, "the letter, what it does, and a line of the log for each"
    with tries.copy() as tried:
        driver, before = tried.desk.store._session.driver, standing(tried)
        number, previous = tried.post.number, tried.post.previous
        for stopped in range(1, rows):
            stop_after(driver, stopped)
            with pytest.raises(EnvironmentFault):
                event(tried)
            driver.set_progress_handler(None, 1)
            assert standing(tried) == before, stopped
            tried.post.number, tried.post.previous = number, previous
        event(tried)
        assert standing(tried) != before
        assert tried.desk.store.verify_log().ok


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_that_is_stopped_anywhere_changes_nothing(made_stores, tmp_path, office, name):
    tries = Tries(made_stores, tmp_path, office, "first", LETTERS[name])
    require_whole_or_nothing(tries, lambda tried: tried.events[name]())


def test_a_task_that_brings_plan_and_base_figures_brings_both_or_neither(made_stores, tmp_path):
    (tmp_path / "office").mkdir()
    newer = sender(tmp_path / "office", confirmed(giving_small(), "2099.1"))
    tries = Tries(made_stores, tmp_path, newer, "first", S.READY)
    require_whole_or_nothing(tries, lambda tried: open_letter(tried.desk, newer.task_with_base))
    with tries.copy() as tried:
        assert tried.desk.plan.version != "2099.1"
        open_letter(tried.desk, newer.task_with_base)
        assert (tried.desk.plan.version, tried.year.given.named.version) == ("2099.1", "1")
