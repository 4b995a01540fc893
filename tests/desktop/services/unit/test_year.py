"""Entering, checking, explaining and undoing through the real store."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from db.unit.records import RecordKind
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState
from forms.findings import Level
from forms.reporting.earlier import DefinitionChange
from forms.verdict import Outcome
from tests.desktop.services.conftest import START

BIRTHS = SeriesKey("live-births")
URBAN = SeriesKey("live-births", "RES=U")
RURAL = SeriesKey("live-births", "RES=R")
DERIVED = SeriesKey("maternal-mortality-ratio")


def codes(report):
    return {finding.code for finding in report.findings}


def test_a_figure_is_on_disk_when_the_cell_is_left(desk, reopen):
    open_year(desk, 2025).enter({BIRTHS: "２，０３６"})
    desk.close()
    with reopen() as again:
        reading = open_year(again, 2025).reading(BIRTHS)
    assert (reading.text, reading.value) == ("２，０３６", Decimal(2036))


def test_text_that_is_no_figure_is_kept_and_found(desk, reopen):
    change = open_year(desk, 2025).enter({BIRTHS: "约两千"})
    assert "TB-CELL-001" in codes(change.report)
    desk.close()
    with reopen() as again:
        year = open_year(again, 2025)
        assert year.reading(BIRTHS).text == "约两千"
        assert "TB-CELL-001" in codes(year.report)


def test_state_follows_the_figures(filled, sample):
    assert filled.state is YearState.READY
    filled.enter({BIRTHS: "2037"})
    assert filled.state is YearState.DRAFT
    filled.enter({BIRTHS: sample.figures[BIRTHS]})
    assert filled.state is YearState.READY


def test_emptying_the_last_cell_empties_the_year(desk):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "1"})
    assert year.state is YearState.DRAFT
    year.clear([BIRTHS])
    assert year.state is YearState.EMPTY


def test_wrong_sum_names_rows_numbers_and_the_values_that_would_pass(desk):
    year = open_year(desk, 2025)
    report = year.enter({BIRTHS: "2036", URBAN: "1702", RURAL: "335"}).report
    [finding] = [f for f in report.findings if f.code == "TB-SUM-001"]
    assert finding.message == ("“活产数” 2,036 不等于 城市 1,702 + 农村 335 = 2,037，分项之和多 1 人")
    assert {(s.key, s.value) for s in finding.suggestions} == {
        (BIRTHS, Decimal(2037)),
        (URBAN, Decimal(1701)),
        (RURAL, Decimal(334)),
    }
    assert finding.cells[0] == "maternal-health/01/_T"


def test_undo_survives_a_restart(desk, reopen):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "2036"})
    year.enter({BIRTHS: "2063"})
    desk.close()
    with reopen() as again:
        year = open_year(again, 2025)
        assert year.undo().keys == (BIRTHS,)
        assert year.reading(BIRTHS).text == "2036"
        year.redo()
        assert year.reading(BIRTHS).text == "2063"
        year.undo()
        year.undo()
        assert year.reading(BIRTHS).is_blank
        assert year.undo_label is None


def test_a_block_is_one_step_of_undo(desk):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "2036", URBAN: "1702", RURAL: "334"}, RecordKind.PASTE)
    year.undo()
    assert all(year.reading(key).is_blank for key in (BIRTHS, URBAN, RURAL))


def test_writing_the_same_text_again_changes_nothing(desk):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "2036"})
    assert year.enter({BIRTHS: "2036"}).keys == ()
    assert len(year.cell_log(BIRTHS)) == 1


def test_an_explanation_expires_when_its_value_changes(filled, sample):
    key = SeriesKey("nursery-places")
    [finding] = [f for f in filled.report.findings if f.code == "TB-YEAR-001"]
    assert filled.report.explanation(finding).text == sample.explanations[key]
    filled.enter({key: "1030"})
    [again] = [f for f in filled.report.findings if f.code == "TB-YEAR-001"]
    assert again in filled.report.unexplained
    assert filled.report.expired_explanation(again).text == sample.explanations[key]
    filled.enter({key: sample.figures[key]})
    assert filled.report.is_clear


def test_a_newer_program_lets_the_explanations_of_a_frozen_year_stand(final, store_path, reopen):
    """Its rules may bind a finding to more than the figures; the frozen figures cannot have changed."""
    explained = len(final.report.explanations)
    final.desk.close()
    with closing(sqlite3.connect(store_path)) as raw, raw:
        guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'explanation'"
        triggers = raw.execute(guards).fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE explanation SET values_digest = ?", ("0" * 64,))
        for _, statement in triggers:
            raw.execute(statement)
    with reopen() as desk:
        year = open_year(desk, final.year)
        assert explained > 0
        assert year.report.unexplained == ()
        withdraw(year, "上级要求核对")
        assert len(year.report.unexplained) > 0


@pytest.mark.parametrize("text", ["", "   ", "无", "正常"])
def test_an_explanation_that_says_nothing_is_refused(filled, text):
    with pytest.raises(UserInputError) as caught:
        filled.explain(filled.report.findings[0], text)
    assert caught.value.code == "E-EXPLAIN-001"


def test_computed_and_foreign_cells_cannot_be_typed(desk):
    year = open_year(desk, 2025)
    for key in (DERIVED, SeriesKey("no-such-item"), SeriesKey("maternal-deaths", "SEX=F")):
        with pytest.raises(UserInputError) as caught:
            year.enter({key: "1"})
        assert caught.value.code == "E-CELL-001"
    with pytest.raises(UserInputError):
        year.entry_cell("maternal-health/03/_T")


def test_years_outside_the_plan_are_refused(desk):
    with pytest.raises(UserInputError) as caught:
        open_year(desk, 2031)
    assert caught.value.code == "E-YEAR-001"


def test_a_unit_the_plan_does_not_have_is_refused(pack, tmp_path):
    from desktop.services.unit.desk import create_desk

    with pytest.raises(UserInputError) as caught:
        create_desk(tmp_path / "x.db", pack, "railways")
    assert caught.value.code == "E-PLAN-063"
    assert not (tmp_path / "x.db").exists()


def test_last_year_reported_here_wins_over_imported_history(filled):
    desk = filled.desk
    assert desk.history(before=2025)[2024][BIRTHS] == Decimal(2141)
    open_year(desk, 2024).enter({BIRTHS: "2142"})
    assert desk.history(before=2025)[2024][BIRTHS] == Decimal(2142)
    assert 2025 not in desk.history(before=2025)


def test_a_second_window_can_look_but_not_write(filled, store_path, clock):
    from desktop.services.unit.desk import open_desk

    with open_desk(store_path, clock) as second:
        year = open_year(second, 2025)
        assert second.is_read_only
        assert year.reading(BIRTHS).value == Decimal(2036)
        with pytest.raises(StateError) as caught:
            year.enter({BIRTHS: "1"})
    assert caught.value.code == "E-STATE-003"


def test_small_numbers_do_not_hide_the_outcome(filled):
    [first, *_] = filled.verdicts["maternal-mortality-ratio"]
    assert first.outcome is Outcome.MET
    assert first.reliability.small_numbers


def test_progress_counts_cells_and_problems(desk, sample):
    year = open_year(desk, 2025)
    form = year.layout.forms[0]
    assert year.progress(form).filled == 0
    year.enter({BIRTHS: "2036", URBAN: "1702", RURAL: "335"})
    progress = year.progress(form)
    assert (progress.filled, progress.blocking) == (3, 1)
    assert year.report.count(Level.MANDATORY) > 1


def test_a_change_of_definition_stops_comparison_with_earlier_years(filled):
    key = SeriesKey("nursery-places")
    assert "TB-YEAR-001" in codes(filled.report)
    change = DefinitionChange("nursery-places", 2025, "改为按备案机构托位数统计")
    filled.desk.record_definition_change(change)
    again = open_year(filled.desk, 2025)
    assert "TB-YEAR-001" not in codes(again.report)
    assert again.figures.value(key, 2024) is None
    assert again.figures.across_breaks().value(key, 2024) == Decimal(842)
    assert filled.desk.definition_changes() == (change,)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (DefinitionChange("no-such", 2025, "改为常住人口"), "E-DEFINITION-001"),
        (DefinitionChange("live-births", 2019, "改为常住人口"), "E-YEAR-001"),
        (DefinitionChange("live-births", 2025, " "), "E-DEFINITION-002"),
    ],
)
def test_a_change_of_definition_must_say_what_changed(desk, change, code):
    with pytest.raises(UserInputError) as caught:
        desk.record_definition_change(change)
    assert caught.value.code == code
    assert desk.definition_changes() == ()


def test_before_a_clerk_is_named_entries_are_unsigned_and_no_account_is_put_down(desk):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "2036"})
    desk.name_people(filler="韩雪")
    year.enter({BIRTHS: "2037"})
    assert [change.actor for change in year.cell_log(BIRTHS)] == ["未署名", "韩雪"]


EARLY, LATE = datetime(2019, 5, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("now", "last"), [(EARLY, 2021), (START, 2026), (LATE, 2030)])
def test_the_years_to_choose_from_are_those_of_the_plan_until_now_and_the_chosen_one(desk, clock, now, last):
    clock.now = now
    assert desk.plan.period == (2021, 2030)
    of_plan = list(range(2021, last + 1))
    assert desk.offered_years(2021) == of_plan
    assert desk.offered_years(2030) == sorted({*of_plan, 2030})
