"""The year that the window shows: read twice at first, once more where it is out of date."""

import pytest
from PySide6.QtCore import QObject

from desktop.models.office.desk_year import DeskYear
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.overview.today import contact_of
from forms.codes.office import OfficeCode
from forms.errors import EnvironmentFault
from forms.receiving.state import OfficeState
from tests.desktop.models.office.runs import RunsLater, run_now
from tests.desktop.services.both import YEAR

pytestmark = pytest.mark.usefixtures("qapp")


class Watched:
    """A desk's year with what it told: whether the board was whole, and every refusal."""

    def __init__(self, desk, run):
        self.parent = QObject()
        self.year = DeskYear(desk, YEAR, run, self.parent)
        self.told, self.refused = [], []
        self.year.changed.connect(lambda: self.told.append(self.year.board.is_whole))
        self.year.refused.connect(self.refused.append)


@pytest.fixture
def later():
    return RunsLater()


def test_the_first_reading_comes_twice_at_once_and_then_whole(both):
    seen = Watched(both.office, run_now)
    assert (seen.year.board, seen.year.not_accepted) == (None, 0)
    assert seen.year.row_of("health") is None
    seen.year.reread()
    assert seen.told == [False, True]
    seen.year.reread()
    assert seen.told == [False, True, True]


def test_where_it_is_asked_while_reading_it_is_read_once_more_and_not_oftener(both, later):
    seen = Watched(both.office, later)
    seen.year.reread()
    later.go()
    later.go()
    seen.year.reread()
    for _ in range(3):
        seen.year.reread()
    assert len(later) == 1
    later.go()
    assert len(later) == 1
    later.go()
    assert len(later) == 0
    assert set(later.words) == {"正在看进度……"}


def test_what_was_stored_while_reading_is_on_the_board_in_the_end(both, later):
    seen = Watched(both.office, later)
    seen.year.reread()
    later.go()
    excuse(both.office, "education", YEAR, "这一年没有业务")
    seen.year.reread()
    while later:
        later.go()
    assert seen.year.row_of("education").state is OfficeState.EXCUSED


def test_who_left_is_told_nothing(both, later):
    seen = Watched(both.office, later)
    seen.year.reread()
    seen.year.is_left = True
    later.go()
    assert (seen.told, len(later), seen.year.board) == ([], 0, None)


def refuse(_words, _work, _succeeded, failed):
    """A file that cannot be read any more."""
    failed(
        EnvironmentFault(
            OfficeCode.KEY_WANTED,
            "读不出来：请用 office key new 新建，用 office key import 导入，或用 --key 指明密钥文件",
        )
    )


def test_why_it_cannot_be_read_is_said_with_places_of_the_window(both):
    seen = Watched(both.office, refuse)
    seen.year.reread()
    (sentence,) = seen.refused
    assert "请在【密钥】里新建或导入" in sentence
    seen.year.is_left = True
    seen.year.reread()
    assert len(seen.refused) == 1


def test_after_a_refusal_it_can_be_read_again(both, later):
    runs = iter([refuse, later])

    def fails_first(*asked):
        next(runs)(*asked)

    seen = Watched(both.office, fails_first)
    seen.year.reread()
    assert (len(seen.refused), len(later)) == (1, 0)
    seen.year.reread()
    assert len(later) == 1


def test_who_is_excused_or_accepted_is_not_waited_for(both):
    seen = Watched(both.office, run_now)
    seen.year.reread()
    expected = len(both.office.plan.reporting_units)
    assert seen.year.not_accepted == expected
    excuse(both.office, "education", YEAR, "这一年没有业务")
    seen.year.reread()
    assert seen.year.not_accepted == expected - 1


def test_units_have_the_short_names_of_the_plan(both):
    names = Watched(both.office, run_now).year.names
    assert set(names) == set(both.office.plan.unit_by_code)
    assert names["health"] == both.office.plan.unit_by_code["health"].name


def test_whom_to_call_is_read_from_the_package_that_counts(both):
    seen = Watched(both.office, run_now)
    assert seen.year.contact_of("health") == "", "nothing was read yet"
    seen.year.reread()
    people = contact_of(both.office, seen.year.today.dossiers["health"])
    assert people.filler
    assert people.phone
    assert seen.year.contact_of("health") == f"{people.filler}　{people.phone}"
    assert seen.year.contact_of("education") == ""
    assert seen.year.contact_of("unknown") == ""
