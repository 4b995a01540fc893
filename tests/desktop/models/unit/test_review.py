"""The findings of 审核 form by form, and one text for several of them, as a list with ticks holds them."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from desktop.models.grid.roles import Role
from desktop.models.unit.review import ReviewModel
from desktop.models.unit.working_year import WorkingYear
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from forms.findings import Level, Trait
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import (
    ALIVE_URBAN,
    DEAD,
    EXPLAINED,
    KNOWING,
    MANAGED,
    PLACES,
)

pytestmark = pytest.mark.gui
TICK = Qt.ItemDataRole.CheckStateRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
UNCOLLECTED = {ALIVE_URBAN: "-1", DEAD: "-1", KNOWING: "-1"}


@pytest.fixture
def review(small):
    """A year with findings of every level on both forms, three of one kind among them."""
    working = small("filled", behind=True)
    assert working.paste({**UNCOLLECTED, PLACES: "x", MANAGED: ""})
    model = ReviewModel(working, working)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    assert tester.model() is model


def rows(model):
    return [model.index(row) for row in range(model.rowCount())]


def kind(model, code):
    return [f for f in model.working.year.report.findings if f.code == code]


def test_findings_stand_in_the_order_of_the_forms_each_once(review):
    report = review.working.year.report
    assert sorted(f.identity for f in review.findings) == sorted(f.identity for f in report.findings)
    order = list(review.working.year.layout.cell_by_address)
    places = [order.index(f.cells[0]) for f in review.findings if f.cells]
    assert places == sorted(places)
    assert {f.enforcement for f in review.findings} >= {Level.MANDATORY, Level.QUERY}


def test_each_group_has_one_heading_that_counts_its_rows(review):
    headings = [(index.row(), index.data(Role.GROUP)) for index in rows(review) if index.data(Role.GROUP)]
    assert [title for _, (title, _) in headings] == ["孕产妇健康", "机构和调查"]
    assert sum(count for _, (_, count) in headings) == review.rowCount()
    assert headings[1][0] == headings[0][1][1], "the second group begins behind the rows of the first"
    review.show_level(Level.MANDATORY)
    counts = [index.data(Role.GROUP)[1] for index in rows(review) if index.data(Role.GROUP)]
    assert sum(counts) == review.rowCount() == review.count(Level.MANDATORY)


def test_only_what_asks_for_words_can_be_ticked(review):
    for index in rows(review):
        asks = review.finding_at(index).enforcement is Level.QUERY
        assert bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable) == asks
        assert (index.data(TICK) is not None) == asks
        assert review.setData(index, ON, TICK)
        assert (index.data(TICK) == ON) == asks
    assert {f.enforcement for f in review.ticked} == {Level.QUERY}
    assert len(review.ticked) == review.count(Level.QUERY)
    assert not review.setData(QModelIndex(), ON, TICK)
    assert not review.setData(rows(review)[0], "x", Qt.ItemDataRole.EditRole)
    assert review.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert review.data(QModelIndex(), TICK) is None


def test_a_tick_is_set_once_and_taken_away_once(review):
    finding = kind(review, "TB-CELL-014")[0]
    index = review.index(review.row_of(finding))
    painted = QSignalSpy(review.dataChanged)
    for value, shown in ((ON, 1), (ON, 1), (OFF, 2), (OFF, 2)):
        assert review.setData(index, value, TICK)
        assert (index.data(TICK), painted.count()) == (value, shown)
    review.toggle(finding)
    assert review.ticked == (finding,)
    review.tick([finding])
    review.untick_all()
    review.untick_all()
    assert (review.ticked, painted.count()) == ((), 4)


def test_a_tick_stays_with_its_question_while_figures_change_and_rows_are_hidden(review):
    chosen = kind(review, "TB-CELL-014")
    review.tick(chosen)
    assert review.working.enter(PLACES, "9")
    assert {f.identity for f in review.ticked} == {f.identity for f in chosen}
    review.show_level(Level.MANDATORY)
    assert len(review.ticked) == len(chosen), "hidden rows stay ticked"
    assert review.working.enter(DEAD, "3")
    assert {f.cells[0] for f in review.ticked} == {ALIVE_URBAN, KNOWING}, "a question that is gone is not"


def test_a_list_without_rows_takes_its_ticks_away_quietly(review):
    review.tick(kind(review, "TB-CELL-014"))
    review.show_level(Level.ADVISORY)
    assert review.rowCount() == 0
    review.untick_all()
    assert review.ticked == ()


def test_questions_of_the_same_kind_are_those_of_one_rule_and_one_reason_that_are_open(review):
    first, *others = kind(review, "TB-CELL-014")
    assert {f.identity for f in review.alike(first)} == {f.identity for f in (first, *others)}
    assert review.name_of_kind(first) == "未收集"
    assert review.working.enter(DEAD, "-2")
    assert {f.cells[0] for f in review.alike(first)} == {ALIVE_URBAN, KNOWING}
    known = review.alike(first)
    assert review.working.explain(known[0], EXPLAINED)
    assert [f.identity for f in review.alike(known[1])] == [known[1].identity]
    of_target = next(f for f in review.findings if f.code == "TB-PAIR-002")
    assert review.alike(of_target) == (of_target,)
    assert review.name_of_kind(of_target) not in ("", of_target.message)


def test_one_text_says_for_whom_it_counts_and_how_many_had_another(review):
    found = kind(review, "TB-CELL-014")
    assert review.told_about(found[:1]) == "01 活产数" or "活产数" in review.told_about(found[:1])
    assert review.told_about(found).startswith("给所选 3 条：")
    assert review.working.explain(found[0], EXPLAINED)
    assert review.told_about(kind(review, "TB-CELL-014")).startswith(
        "给所选 3 条（1 条已有说明，以这一段为准）："
    )


def test_a_row_reads_as_subject_and_what_is_the_matter(review):
    for index in rows(review):
        finding = review.finding_at(index)
        subject, detail = index.data(Role.SUBJECT), index.data(Role.DETAIL)
        assert detail
        if Trait.BLANKS in finding.traits:
            assert subject == f"还有 {len(finding.cells)} 格未填", "its form stands in the heading"
            assert index.data(Role.STATE) == "待填"
            continue
        if subject:
            code, _, name = subject.partition(" ")
            assert code.isdigit()
            assert not detail.startswith(f"“{name}”")
        else:
            assert not detail.startswith("《"), "its form stands in the heading"
        assert index.data(Role.STATE) == {
            Level.MANDATORY: "待改正", Level.QUERY: "待说明", Level.ADVISORY: "供参考",
        }[finding.enforcement]  # fmt: skip


def test_what_is_explained_shows_its_words_and_waits_for_nothing(review):
    finding = kind(review, "TB-CELL-014")[0]
    assert review.working.explain(finding, EXPLAINED)
    index = review.index(review.row_of(finding))
    assert (index.data(Role.STATE), index.data(Role.DETAIL)) == ("", f"说明：{EXPLAINED}")


def test_a_closed_year_asks_for_nothing(small):
    working = small("final")
    model = ReviewModel(working, working)
    model.tick(model.findings)
    assert model.ticked == ()
    for index in rows(model):
        model.toggle(model.finding_at(index))
        assert index.data(TICK) is None
    assert model.ticked == ()


def test_ticks_do_not_count_once_the_year_is_closed(small):
    working = small("ready")
    model = ReviewModel(working, working)
    model.tick(model.findings)
    assert len(model.ticked) == 1
    assert working.attempt(lambda: finalise(working.year))
    assert model.ticked == ()


def test_last_years_answer_to_the_same_question_is_at_hand(small):
    path = small.path("begun")
    before = small.open(path, YEAR - 1)
    assert before.paste({DEAD: "-1", KNOWING: "-1"})
    (first, second) = kind(ReviewModel(before, before), "TB-CELL-014")
    assert before.explain(first, "编造：登记册在火灾中毁坏")
    before.year.desk.close()
    working = small.open(path)
    assert working.paste({DEAD: "-1", KNOWING: "-1"})
    model = ReviewModel(working, working)
    answers = {f.cells[0]: model.said_last_year(f) for f in kind(model, "TB-CELL-014")}
    assert answers == {first.cells[0]: "编造：登记册在火灾中毁坏", second.cells[0]: ""}


def test_a_part_is_called_by_its_whole_name(tmp_path):
    """On its form the row is 女性, and in a list nobody could say of whom."""
    women, people = (SeriesKey(f"minimum-living-allowance-{of}") for of in ("women", "recipients"))
    with create_desk(tmp_path / "民政.db", load_bundled("luzhai"), "civil-affairs") as desk:
        year = open_year(desk, YEAR)
        year.enter({people: "10", women: "11"})
        model = ReviewModel(WorkingYear(year))
        subjects = [index.data(Role.SUBJECT) for index in rows(model)]
        assert "02 最低生活保障女性人数" in subjects
