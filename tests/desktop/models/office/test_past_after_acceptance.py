"""Own figures imported after an acceptance: what differs since then is told where one looks."""

from decimal import Decimal

import pytest

from db.office.records import DecisionKind, PastValue
from desktop.models.office.board.todo import jobs_of
from desktop.models.office.deed import DeskDeed
from desktop.models.office.own_series_words import imported_words
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.board import board_of
from desktop.services.office.overview.board_words import next_words
from desktop.services.office.overview.moved_by_past import moved_words, rows_of_all_years
from desktop.services.office.overview.today import today_of
from desktop.services.unit.filing.exporting import export
from desktop.submission.keys.certificate import to_der
from forms.figures.breakdown import SeriesKey
from forms.receiving.state import OfficeState
from tests.desktop.services.office.intake.conftest import certificate_of

ANAEMIC = SeriesKey("pregnancy-anaemia-cases")
UNIT, YEAR = "health", 2025


@pytest.fixture
def accepted(office, final, identity, clock, tmp_path):
    """The office after it accepted the only unit of which anything came, without a figure of its own."""
    office.store.register(certificate_of(to_der(identity.certificate), UNIT, clock()))
    receive(office, Batch([export(final, identity, tmp_path / "报送").path]))
    current = next(iter(office.store.packages(unit=UNIT)))
    office.store.decide(DecisionKind.ACCEPT, UNIT, YEAR, content=current.content, actor="李敏", now=clock())
    return office


def publish(office, clock, value):
    rows = [PastValue(2020, ANAEMIC, Decimal(value), "统计年鉴")]
    office.store.import_past(rows, reason="", actor="李敏", now=clock())


def row_of(office):
    return next(row for row in board_of(office, YEAR).rows if row.unit == UNIT)


def jobs_about(office):
    return [job for job in jobs_of(today_of(office, YEAR), {UNIT: "卫健局"}) if job.unit == UNIT]


def test_what_differs_since_the_acceptance_stands_on_the_board_and_in_the_list(accepted, clock):
    assert (row_of(accepted).bad, row_of(accepted).next.kind) == ((), NextKind.NOTHING)
    publish(accepted, clock, 417)
    row = row_of(accepted)
    assert (row.state, row.bad, row.next.kind) == (OfficeState.ACCEPTED, ("history",), NextKind.DOUBT_AFTER)
    assert next_words(row, board_of(accepted, YEAR)).startswith("验收以后才不同，看往年数：")
    (job,) = jobs_about(accepted)
    assert (job.why, job.deed) == ("验收以后往年数不符", "核对")


def test_nothing_is_told_where_the_published_figure_is_the_same(accepted, clock):
    before = rows_of_all_years(accepted)
    publish(accepted, clock, 349)
    assert (row_of(accepted).bad, jobs_about(accepted)) == ((), [])
    said = imported_words(1, before, rows_of_all_years(accepted)).words
    assert "没有一个单位因此有变动" in said


def test_a_decision_settles_it(accepted, clock):
    publish(accepted, clock, 417)
    question = Question(
        unit=UNIT,
        year=YEAR,
        fact="history",
        subject=f"{ANAEMIC.code}/{ANAEMIC.breakdown}/2020",
        answer="kept",
        reason="年鉴为准",
    )
    decide(accepted, question)
    assert (row_of(accepted).bad, jobs_about(accepted)) == ((), [])


def test_the_import_itself_says_whose_years_differ_now(accepted, clock):
    before = rows_of_all_years(accepted)
    publish(accepted, clock, 417)
    after = rows_of_all_years(accepted)
    (first, *_) = moved_words(before, after)
    assert first.startswith("2025 年已验收的 1 个单位，报来的往年数与导入的不同：")
    assert "卫生健康局" in first
    assert "先重开" in first
    assert moved_words(after, after) == []  # what differed before is not told again


def test_own_figures_are_asked_for_until_there_are_any_or_something_was_accepted(office, clock):
    wanted = [job.goal for job in jobs_of(today_of(office, YEAR), {})]
    assert DeskDeed.OWN_SERIES in wanted
    publish(office, clock, 349)
    assert DeskDeed.OWN_SERIES not in [job.goal for job in jobs_of(today_of(office, YEAR), {})]


def test_own_figures_are_not_asked_for_once_something_was_accepted(accepted):
    assert not today_of(accepted, YEAR).wants_past


def test_taking_in_comes_before_reminding_while_nothing_has_come(office):
    goals = [job.goal for job in jobs_of(today_of(office, YEAR), {})]
    assert DeskDeed.TAKE_FOLDER in goals
    assert DeskDeed.REMIND not in goals[: goals.index(DeskDeed.TAKE_FOLDER)]


def test_taking_in_is_no_job_any_more_once_something_came(accepted):
    assert DeskDeed.TAKE_FOLDER not in [job.goal for job in jobs_of(today_of(accepted, YEAR), {})]
