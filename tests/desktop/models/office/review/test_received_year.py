"""A received year in the grid: what is told of each cell, and by which past it is judged."""

from dataclasses import replace

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.office.review.received_grid import JUDGED_BY, LEGEND, ReceivedGridModel
from desktop.models.office.review.received_year import (
    CellNote,
    ReceivedYear,
    changed_cells,
    first_words,
    past_differences,
    unasked_cells,
)
from desktop.services.office.overview.reviewing import FiledCheck, review_of
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from desktop.submission.facts import FactState
from forms.figures.breakdown import SeriesKey
from forms.findings import Level
from forms.receiving.asking import QuestionStep
from tests.desktop.models.office.review.made_facts import fact, with_facts
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR

pytestmark = pytest.mark.usefixtures("qapp")


def of(key, **changes):
    return {"item": key.code, "breakdown": key.breakdown, "year": "2020", **changes}


def plain(review, *facts, checks=()):
    """The year with these facts and checks, and nothing else."""
    made = replace(with_facts(review, *facts), checks=checks)
    return ReceivedYear(made, made.judged)


def cell_of(received, key):
    return received.layout.cells_by_key[key][0].address


def check(level, said="", cells=()):
    return FiledCheck(code="TB-1", level=level.value, cells=cells, message="某处不合", explanation=said)


def test_nothing_is_told_where_nothing_is_to_be_told(filed):
    received = plain(filed)
    assert [received.notes_at(address) for address in received.layout.cell_by_address] == [()] * len(
        received.layout.cell_by_address
    )
    assert received.about("no/such/cell") == ""
    assert received.past_notes(received.layout.row_by_cell[cell_of(received, BIRTHS)]) == []


@pytest.mark.parametrize(
    ("level", "said", "mark", "word"),
    [
        (Level.QUERY, "", Mark.ALARM, "待核实"),
        (Level.QUERY, "已核对", None, "核实，单位已说明"),
        (Level.MANDATORY, "", None, "强制"),
        (Level.ADVISORY, "", None, "提示"),
    ],
)
def test_a_check_marks_its_cells_only_while_it_waits_for_a_word(filed, level, said, mark, word):
    address = cell_of(plain(filed), BIRTHS)
    (note,) = plain(filed, checks=(check(level, said, (address,)),)).notes_at(address)
    assert (note.mark, note.word) == (mark, word)
    assert note.told == f"{level.label}：某处不合" + (f"　说明：{said}" if said else "")


def test_another_base_figure_is_told_at_every_cell_of_its_series(filed):
    received = plain(filed, fact("base", details={"cells": [of(BIRTHS, given="12", stated=None)]}))
    for cell in received.layout.cells_by_key[BIRTHS]:
        (note,) = received.notes_at(cell.address)
        assert note.told == "与给出的基础数据不同：给的是 12，报来 空"
        assert note.mark is Mark.ALARM


def test_an_earlier_year_is_told_at_its_row_until_it_was_decided(filed):
    decided = fact("history", status="kept", details={"cells": [of(BIRTHS, accepted="1", stated="2")]})
    assert past_differences(with_facts(filed, decided)) == {}
    cells = [of(BIRTHS, accepted="1", stated=None), of(BIRTHS, year="2021", accepted=None, stated="2")]
    bad = fact("history", FactState.BAD, "differs", details={"cells": cells})
    found = past_differences(with_facts(filed, bad))
    assert found == {
        BIRTHS: ("2020 年：已验收 1，包内 没有", "2021 年：已验收 没有，包内 2"),
    }
    received = plain(filed, bad)
    row = received.layout.row_by_cell[cell_of(received, BIRTHS)]
    assert received.past_notes(row) == list(found[BIRTHS])
    grid = ReceivedGridModel(received, received.layout.form_of(cell_of(received, BIRTHS)))
    assert grid.name_at(row).mark is Mark.BAD
    assert grid.name_at(row).tip.startswith("往年数与已验收的不符：\n2020 年")


def test_everything_about_a_cell_stands_in_one_line_with_remark_and_source(filed):
    address = cell_of(plain(filed), BIRTHS)
    received = plain(filed, checks=(check(Level.QUERY, "", (address,)),))
    told = received.about(address)
    stated = received.figures.observations[BIRTHS]
    assert told.startswith("核实：某处不合")
    assert (f"来源：{stated.source}" in told) is bool(stated.source)
    assert "；；" not in told


def test_a_question_marks_its_cell_until_it_is_settled(both):
    id_ = both.ask(ABORTIONS, "请核对")
    review = review_of(both.office, "health", YEAR)
    (note,) = ReceivedYear(review, review.judged).notes_at(both.cell(ABORTIONS))[:1]
    assert (note.mark, note.word, note.told) == (Mark.ASKED, "问过，未发出", "问过，未发出：请核对")
    both.settle(id_, QuestionStep.WITHDRAW)
    review = review_of(both.office, "health", YEAR)
    words = [one.word for one in ReceivedYear(review, review.judged).notes_at(both.cell(ABORTIONS))]
    assert "问过，未发出" not in words


def test_a_change_that_was_asked_for_is_a_change_and_any_other_is_unasked(both):
    both.ask(ABORTIONS, "请核对")
    both.send()
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    review = review_of(both.office, "health", YEAR)
    asked = both.cell(ABORTIONS)
    assert changed_cells(review)[asked][1] == "592"
    assert asked not in unasked_cells(review)
    received = ReceivedYear(review, review.judged)
    words = [one.word for one in received.notes_at(asked)]
    assert "改过" in words
    assert "未问而改" not in words
    grid = ReceivedGridModel(received, received.layout.form_of(asked))
    row, cell = received.layout.row_by_cell[asked], received.layout.cell_by_address[asked]
    shown = grid.value_at(row, cell)
    assert shown.asked
    assert shown.mark is Mark.CHANGED
    assert shown.tip.count("\n") == len(words) - 1


def test_without_a_revision_before_nothing_was_changed(filed):
    assert changed_cells(filed) == unasked_cells(replace(filed, unasked=None)) == {}


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ((), ""),
        ((Mark.ALARM, None, Mark.ASKED), "甲，丙"),
        ((Mark.ALARM, Mark.ALARM), "甲，乙"),
    ],
)
def test_who_hears_a_cell_hears_the_words_of_its_marks(marks, said):
    notes = [CellNote(mark, word, "") for mark, word in zip(marks, "甲乙丙", strict=False)]
    assert first_words(notes) == said
    assert first_words([*notes, *notes]) == said, "no word twice"


def test_of_several_marks_the_one_about_which_something_is_to_be_done_stands_in_the_corner(filed):
    address = cell_of(plain(filed), BIRTHS)
    received = plain(
        filed, checks=(check(Level.QUERY, "", (address,)), check(Level.QUERY, "说过", (address,)))
    )
    row, cell = received.layout.row_by_cell[address], received.layout.cell_by_address[address]
    grid = ReceivedGridModel(received, received.layout.form_of(address))
    shown = grid.value_at(row, cell)
    assert (shown.mark, shown.asked, shown.said) == (Mark.ALARM, False, "待核实")
    assert len(shown.tip.split("\n")) == 2


def test_progress_counts_what_is_filled_and_what_is_to_be_looked_at(filed):
    form = plain(filed).layout.form_of(cell_of(plain(filed), BIRTHS))
    quiet = plain(filed).progress(form)
    assert quiet.filled == quiet.total > 0
    assert (quiet.blocking, quiet.open_queries) == (0, 0)
    address = cell_of(plain(filed), BIRTHS)
    marked = plain(filed, checks=(check(Level.QUERY, "", (address,)),)).progress(form)
    assert marked.open_queries == 1


def test_another_reading_is_shown_in_the_place_of_the_first(filed):
    received, told = plain(filed), []
    received.changed.connect(told.append)
    address = cell_of(received, BIRTHS)
    other = replace(with_facts(filed), checks=(check(Level.QUERY, "", (address,)),))
    received.show_review(other, other.judged)
    assert told == [other]
    assert received.notes_at(address)


def test_the_grid_has_no_questions_findings_or_breaks_of_its_own(filed):
    received = plain(filed)
    address = cell_of(received, BIRTHS)
    row, cell = received.layout.row_by_cell[address], received.layout.cell_by_address[address]
    answers = (
        received.findings_at(address),
        received.findings_of_row(row),
        received.asked_at(address),
        received.breaks_of(cell),
    )
    assert answers == ((), (), (), ())
    assert received.reading(SeriesKey("no-such-item")).text == ""
    assert received.form("no-such-form") is received.layout.forms[0]
    assert received.form(received.layout.forms[-1].form.code) is received.layout.forms[-1]


def test_every_corner_has_a_word_and_the_column_says_by_which_past_it_judges():
    assert len({mark for mark, _ in LEGEND}) == len({word for _, word in LEGEND}) == len(LEGEND)
    assert "已验收" in JUDGED_BY
