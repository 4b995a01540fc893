"""Figures taken over from outside are corrected with a reason that the change log keeps; others are not."""

from decimal import Decimal

import pytest

from desktop.services.unit.desk import open_desk
from desktop.services.unit.past_correction import (
    PastOrigin,
    correct_past,
    is_only_past,
    past_changes,
    past_facts,
    past_years,
)
from desktop.services.unit.year import open_year
from forms.errors import StateError, TianbaoError
from forms.figures.breakdown import SeriesKey
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import FIRST, SmallDesks

BIRTHS, KNOWING = SeriesKey("births"), SeriesKey("knowledge")
WHY = "按统计年鉴核对，原数少录一位"


@pytest.fixture
def desk(made_stores, tmp_path):
    folder = tmp_path / "县 数据"
    folder.mkdir()
    with open_desk(SmallDesks(made_stores, folder).path("begun"), Clock()) as opened:
        yield opened


def test_a_correction_is_used_from_then_on_and_stands_in_the_log_with_its_reason(desk):
    before = desk.history(before=YEAR)[YEAR - 1][BIRTHS]
    assert correct_past(desk, YEAR - 1, {BIRTHS: "3,400"}, WHY) == 1
    assert open_year(desk, YEAR).figures.value(BIRTHS, YEAR - 1) == 3400
    newest, first = past_changes(desk, YEAR - 1, BIRTHS)
    assert (newest.is_correction, newest.reason, newest.old, newest.new) == (True, WHY, before, 3400)
    assert (first.is_correction, first.old, first.new) == (False, None, before)
    assert desk.store.verify_log().ok
    assert past_facts(desk, YEAR - 1)[BIRTHS].source == WHY


def test_a_figure_is_taken_away_and_another_added(desk):
    assert correct_past(desk, YEAR - 1, {BIRTHS: "", KNOWING: "61.5"}, WHY) == 2
    history = desk.history(before=YEAR)[YEAR - 1]
    assert BIRTHS not in history
    assert history[KNOWING] == Decimal("61.5")
    assert correct_past(desk, YEAR - 1, {BIRTHS: "", KNOWING: "61.50"}, WHY) == 0


@pytest.mark.parametrize(
    ("year", "text", "why", "code"),
    [
        (YEAR - 1, "34", "", "E-HISTORY-011"),
        (YEAR - 1, "34", "无", "E-HISTORY-011"),
        (YEAR - 1, "三十四", WHY, "E-HISTORY-002"),
        (YEAR - 1, "-1", WHY, "E-HISTORY-006"),
        (YEAR - 1, "34.5", WHY, "E-HISTORY-004"),
        (YEAR - 1, "34", "原\u202e因写在这里", "E-TEXT-001"),
        (YEAR, "34", WHY, "E-HISTORY-009"),
    ],
)
def test_what_is_refused_changes_nothing(desk, year, text, why, code):
    before = desk.history(before=YEAR)
    with pytest.raises(TianbaoError) as refusal:
        correct_past(desk, year, {BIRTHS: text, KNOWING: "50"}, why)
    assert refusal.value.code == code
    assert desk.history(before=YEAR) == before


def test_what_was_reported_here_is_corrected_in_its_own_year(desk):
    open_year(desk, YEAR - 1).enter({BIRTHS: "7"})
    assert past_facts(desk, YEAR - 1)[BIRTHS].origin is PastOrigin.REPORTED
    with pytest.raises(StateError, match=f"换到 {YEAR - 1} 年度"):
        correct_past(desk, YEAR - 1, {KNOWING: "50"}, WHY)


def test_where_the_file_can_only_be_read_the_refusal_says_so(desk):
    with open_desk(desk.path, Clock()) as second, pytest.raises(StateError) as refusal:
        correct_past(second, YEAR - 1, {KNOWING: "50"}, WHY)
    assert refusal.value.code == "E-STATE-003"
    assert "只能查看" in refusal.value.message


def test_years_of_which_figures_were_only_taken_over_are_known(desk):
    assert past_years(desk) == tuple(range(YEAR - 1, FIRST - 1, -1))
    assert [is_only_past(desk, year) for year in (FIRST, YEAR - 1, YEAR)] == [True, True, False]
    open_year(desk, YEAR - 1).enter({BIRTHS: "7"})
    assert not is_only_past(desk, YEAR - 1)
