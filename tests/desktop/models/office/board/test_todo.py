"""待办 of the invented county, in working order, and the counts that are filters."""

import re

import pytest

from desktop.models.office.board.todo import jobs_of
from desktop.models.office.deed import DeskDeed
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.decisions.papers import note_paper
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.overview.board_filter import BoardFilter, count_of
from desktop.services.office.overview.board_words import next_words, share_of
from desktop.services.office.overview.today import today_of
from forms.canonical import check_code


@pytest.fixture
def today(taken, expected):
    return today_of(taken, expected["reported_years"][-1])


def test_every_unit_that_is_ours_to_act_on_is_a_job_and_no_other(today):
    jobs = [unit for job in jobs_of(today, {}) for unit in (job.units or (job.unit,)) if unit]
    assert len(jobs) == len(set(jobs))
    for row in today.board.rows:
        is_ours = row.state.value in {"conflict", "quarantined", "answered"}
        assert not is_ours or row.unit in jobs or not row.step


def test_the_order_is_choose_handle_answers_review_then_what_is_done_for_many(today):
    deeds = [job.deed for job in jobs_of(today, {})]
    order = {"布置": 0, "选定": 1, "登记": 2, "处理": 2, "看答复": 3, "催报": 5, "核对": 6, "发出": 7}
    places = [order[deed] for deed in deeds if deed in order and deed != "核对"]
    assert places == sorted(places)


def test_what_can_be_accepted_is_one_job_and_what_wants_a_look_is_its_own(taken, expected):
    year = expected["reported_years"][-1]
    waiting = [row for row in today_of(taken, year).board.rows if row.next.kind is NextKind.PAPER]
    for row in waiting:
        unit_year = ledger_of(taken, year, row.unit).unit_year(row.unit)
        note_paper(taken, row.unit, year, check_code(unit_year.current.content))
    today = today_of(taken, year)
    rows = [row for row in today.board.expected if row.next.kind is NextKind.ACCEPT]
    alone = {row.unit for row in rows if row.look}
    jobs = [job for job in jobs_of(today, {}) if job.deed == "验收"]
    (joint,) = [job for job in jobs if job.units]
    assert set(joint.units) == {row.unit for row in rows} - alone == set(without_doubt(taken, year).units)
    assert joint.goal is DeskDeed.ACCEPT_ALL
    assert joint.name == f"{len(joint.units)} 个单位可以验收"
    assert {job.unit for job in jobs if job.unit} == alone
    told = {row.unit: next_words(row, today.board) for row in rows}
    assert {unit for unit, said in told.items() if said != "可以验收"} == alone


def test_other_years_and_files_that_are_still_closed_are_said(taken, expected):
    last, before = expected["reported_years"][-1], expected["reported_years"][-2]
    of_other = [job for job in jobs_of(today_of(taken, last), {}) if job.year]
    held = [row for row in today_of(taken, before).board.rows if row.next.kind is NextKind.HELD]
    assert [job.year for job in of_other] == [before]
    assert held
    assert of_other[0].name == f"别的年度还有 {len(held)} 件"
    assert of_other[0].why.startswith(f"{before} 年 {len(held)}")
    closed = [job for job in jobs_of(today_of(taken, last), {}) if job.goal is DeskDeed.UNOPENED]
    assert [job.name for job in closed] == [f"{len(taken.store.waiting_files())} 个文件还打不开"]


def test_why_something_is_held_is_said_in_the_officers_words(today):
    held = [row.unit for row in today.board.rows if row.next.kind is NextKind.HELD]
    whys = [job.why for job in jobs_of(today, {}) if job.unit in held]
    assert whys
    assert not [why for why in whys if re.search(r"--|[a-z]+/[a-z]+|验证", why)]


def test_the_counts_add_up(today):
    rows = today.board.rows
    count = {one: count_of(one, rows) for one in BoardFilter}
    assert count[BoardFilter.EXPECTED] == len(today.board.expected)
    assert (
        count[BoardFilter.EXPECTED]
        == count[BoardFilter.CAME] + count[BoardFilter.AWAITED] + count[BoardFilter.EXCUSED]
    )
    assert (
        count[BoardFilter.CAME]
        == count[BoardFilter.UNDER_REVIEW] + count[BoardFilter.RETURNED] + count[BoardFilter.ACCEPTED]
    )


def test_what_came_is_listed_newest_first_and_one_counts(today):
    for unit, dossier in today.dossiers.items():
        days = [one.at for one in dossier.came]
        assert days == sorted(days, reverse=True)
        row = next(row for row in today.board.rows if row.unit == unit)
        assert any(one.is_current for one in dossier.came) == (row.revision is not None)


@pytest.mark.parametrize(
    ("count", "total", "said"), [(18, 22, "81.8%"), (22, 22, "100%"), (0, 0, "—"), (1, 8, "12.5%")]
)
def test_a_share_is_rounded_half_up_once(count, total, said):
    assert share_of(count, total) == said
