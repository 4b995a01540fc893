"""疑问与审核 in lines: what is to be done first, then by kind in the order of the forms."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.office.review.figure_text import from_to, grouped
from desktop.models.office.review.review_lines import (
    LineKind,
    ReviewLine,
    cell_of,
    column_name,
    counts,
    lines_words,
    place_words,
    review_lines,
)
from desktop.models.office.review.review_table import ReviewColumn, ReviewTable
from desktop.services.office.overview.reviewing import FiledCheck, review_of
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.submission.keys.certificate import fingerprint
from forms.figures.breakdown import SeriesKey
from forms.findings import Level
from forms.receiving.asking import QuestionStep
from tests.desktop.models.office.review.made_facts import fact, undecided, with_facts
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.strategies import quantities

NOWHERE = SeriesKey("no-such-item")


def of(key, **changes):
    return {"item": key.code, "breakdown": key.breakdown, "year": "2020", **changes}


def only(review, *facts):
    """The line that facts lead to, of a review without checks."""
    (line,) = review_lines(replace(with_facts(review, *facts), checks=()))
    return line


def line(kind=LineKind.CHECK, mark=Mark.ALARM, *, is_open=False, cell="", **changes):
    facts = {"title": "核实", "place": "", "words": "某话", "old": "", "new": "", "state": ""}
    return ReviewLine(kind=kind, mark=mark, is_open=is_open, cell=cell, **{**facts, **changes})


def test_a_cell_is_placed_by_code_column_and_form(filed):
    layout = filed.judged.layout
    address = cell_of(filed, BIRTHS)
    assert column_name(layout, address) == "合计"
    assert place_words(filed, address) == f"01 合计　{layout.form_of(address).form.title}"
    urban = cell_of(filed, SeriesKey(BIRTHS.code, "RES=U"))
    assert column_name(layout, urban) != "合计"


def test_what_stands_on_no_form_has_no_place(filed):
    assert (cell_of(filed, NOWHERE), place_words(filed, "x/01/_T")) == ("", "")
    unread = replace(filed, judged=None)
    assert (cell_of(unread, BIRTHS), place_words(unread, cell_of(filed, BIRTHS))) == ("", "")


def test_an_earlier_year_that_differs_is_named_and_waits_for_a_decision(filed):
    found = only(filed, undecided("history", cells=[of(BIRTHS, accepted="300", stated=None)]))
    assert (found.kind, found.mark, found.is_open) == (LineKind.HISTORY, Mark.BAD, True)
    assert (found.old, found.new, found.subject) == ("300", "没有", f"{BIRTHS}/2020")
    assert found.words.startswith("2020 年活产数与已验收的不同")
    assert found.cell == cell_of(filed, BIRTHS)


def test_a_figure_that_is_on_no_form_is_placed_by_its_name(filed):
    found = only(filed, undecided("history", cells=[of(NOWHERE, accepted="1", stated="2")]))
    assert (found.cell, found.place) == ("", "no-such-item")


def test_another_base_figure_than_the_given_waits_for_a_decision(filed):
    found = only(filed, undecided("base", cells=[of(BIRTHS, given="12", stated=None)]))
    assert (found.kind, found.old, found.new, found.is_open) == (LineKind.GIVEN, "12", "空", True)
    assert found.subject == f"{BIRTHS}/2020"


def test_what_another_unit_states_can_be_asked_about_and_waits_for_nobody(filed):
    cell = of(BIRTHS, other_unit="education", other_stated="3", stated="4")
    found = only(filed, undecided("pairs", cells=[cell]))
    assert (found.kind, found.old, found.new, found.is_open) == (LineKind.PAIR, "3", "4", False)
    assert f"与{filed.names['education']}报的对不上" in found.words
    unknown = only(filed, undecided("pairs", cells=[{**cell, "other_unit": "elsewhere"}]))
    assert "与elsewhere报的" in unknown.words


def test_another_definition_is_told_by_both_plans_or_by_the_unit_itself(filed):
    found = only(filed, undecided("definition", items=[BIRTHS.code]))
    assert (found.kind, found.subject) == (LineKind.DEFINITION, BIRTHS.code)
    assert found.words.startswith("活产数：")
    change = {"code": ABORTIONS.code, "year": YEAR, "note": "改由区里统计"}
    found = only(filed, undecided("definition", changes=[change]))
    assert found.words.endswith(f"：单位写明 {YEAR} 年起口径变动：改由区里统计")
    unread = replace(filed, judged=None)
    assert only(unread, undecided("definition", items=["x"])).words == "x：口径与本局的规划不同"


@pytest.mark.parametrize("name", ["history", "base", "pairs"])
def test_what_was_decided_is_a_line_no_more(filed, name):
    decided = fact(name, status="kept", details={"cells": [of(BIRTHS)]})
    assert review_lines(replace(with_facts(filed, decided), checks=())) == ()


def check(level, explanation="", cells=()):
    return FiledCheck(
        code="TB-1", level=level.value, cells=cells, message="某处不合", explanation=explanation
    )


@pytest.mark.parametrize(
    ("found", "mark", "state", "words"),
    [
        (check(Level.QUERY), Mark.ALARM, "没有说明", "某处不合"),
        (check(Level.QUERY, "已核对"), Mark.DONE, "已说明", "某处不合　说明：已核对"),
        (check(Level.MANDATORY), Mark.ALARM, "没有说明", "某处不合"),
    ],
)
def test_a_check_says_whether_it_was_explained(filed, found, mark, state, words):
    (told,) = review_lines(replace(with_facts(filed), checks=(found,)))
    assert (told.mark, told.state, told.words, told.code) == (mark, state, words, "TB-1")
    assert told.title == Level(found.level).label


def test_a_hint_of_the_program_is_no_line(filed):
    assert review_lines(replace(with_facts(filed), checks=(check(Level.ADVISORY),))) == ()


def test_what_is_to_be_done_stands_first_and_then_kinds_in_the_order_of_the_forms(filed):
    layout = list(filed.judged.layout.cell_by_address)
    late, early = layout[-1], layout[0]
    checks = (check(Level.QUERY, cells=(late,)), check(Level.QUERY, cells=(early,)), check(Level.QUERY))
    pairs = undecided("pairs", cells=[of(BIRTHS, other_unit="education", other_stated="3", stated="4")])
    given = undecided("base", cells=[of(ABORTIONS, given="12", stated="13")])
    past = undecided("history", cells=[of(ABORTIONS, accepted="1", stated="2")])
    found = review_lines(replace(with_facts(filed, pairs, given, past), checks=checks))
    assert [one.kind for one in found] == [
        *(LineKind.HISTORY, LineKind.GIVEN, LineKind.PAIR),
        *(LineKind.CHECK, LineKind.CHECK, LineKind.CHECK),
    ]
    assert [one.cell for one in found[3:]] == [early, late, ""]


def test_a_question_goes_through_its_states(both):
    def asked():
        (found,) = [one for one in review_lines(read(both)) if one.kind is LineKind.QUESTION]
        return found

    id_ = both.ask(ABORTIONS, "请核对")
    found = asked()
    assert (found.title, found.mark, found.is_open, found.state) == ("第 1 问", Mark.TO_COME, True, "未发出")
    assert (found.subject, found.cell) == (id_, both.cell(ABORTIONS))
    assert QuestionStep.WITHDRAW in found.steps
    slip = both.send()
    assert (asked().mark, asked().is_open, asked().state) == (Mark.ASKED, False, "已发出")
    open_letter(both.desk, slip, fingerprint(both.office_key.certificate))
    answer(both.desk, id_, "原数少计，已改")
    both.revise({ABORTIONS: "592"})
    both.file()
    found = asked()
    assert (found.mark, found.is_open, found.new) == (Mark.ASKED, True, "592")
    assert found.words == "请核对　答：原数少计，已改"
    both.settle(id_, QuestionStep.CLOSE)
    assert (asked().mark, asked().is_open, asked().steps) == (Mark.DONE, False, frozenset())


def read(both):
    return review_of(both.office, "health", YEAR)


def test_an_answer_that_changes_nothing_says_so_and_what_is_withdrawn_is_dropped(both):
    kept, left = both.ask(BIRTHS, "请核对"), both.ask(ABORTIONS, "不用问了")
    both.settle(left, QuestionStep.WITHDRAW)
    slip = both.send()
    open_letter(both.desk, slip, fingerprint(both.office_key.certificate))
    answer(both.desk, kept, "数无误，已与台账核对")
    both.revise()
    both.file()
    lines = {one.subject: one for one in review_lines(read(both)) if one.kind is LineKind.QUESTION}
    assert lines[kept].new == "未改"
    assert lines[kept].old
    assert lines[left].mark is Mark.DROPPED


lines_of_all_kinds = st.lists(
    st.builds(
        line,
        st.sampled_from(list(LineKind)),
        st.sampled_from([Mark.ALARM, Mark.BAD, Mark.DONE, Mark.DROPPED]),
        is_open=st.booleans(),
        subject=st.sampled_from("甲乙丙丁戊己"),
    ),
    max_size=8,
    unique_by=lambda one: (one.kind, one.subject),
)


@given(lines_of_all_kinds)
def test_every_line_is_counted_once_and_kinds_without_any_are_left_out(lines):
    found = counts(lines)
    assert sum(found.values()) == len(lines)
    assert 0 not in found.values()
    assert list(found) == [kind for kind in LineKind if kind in found]


@given(lines_of_all_kinds)
def test_in_a_word_it_is_said_how_many_are_left(lines):
    left = [one for one in lines if one.mark in {Mark.ALARM, Mark.BAD}]
    said = f"疑问 {len(left)}" if left or not lines else f"已说明 {len(lines)}"
    assert lines_words(lines) == said


@given(lines_of_all_kinds, st.sampled_from(list(LineKind)))
def test_the_table_shows_one_kind_and_finds_lines_again(lines, kind):
    table = ReviewTable()
    table.show_lines(tuple(lines))
    assert [table.row_of(one) for one in lines] == list(range(len(lines)))
    opened, row = [], table.next_open(-1)
    while row >= 0:
        opened.append(row)
        row = table.next_open(row)
    seen = {LineKind.UNASKED, LineKind.PAIR}  # nobody asked about it, and it hinders nothing: to be looked at
    assert opened == [place for place, one in enumerate(lines) if one.is_open or one.kind in seen]
    table.show_kind(kind)
    shown = [one for one in lines if one.kind is kind]
    assert list(table.lines) == shown
    assert table.total == len(lines)
    table.show_lines(tuple(shown))
    assert table.kind is (kind if shown else None)
    assert table.words == lines_words(shown)


def test_a_line_is_read_heard_and_marked(qapp, qtmodeltester):
    del qapp
    table = ReviewTable()
    table.show_lines((line(is_open=True, place="01 合计", old="41928", new="", state="待决定"),))
    texts = [table.index(0, column).data() for column in ReviewColumn]
    assert texts == ["核实", "01 合计", "某话", "41,928", "", "待决定"]
    heard = [table.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in ReviewColumn]
    assert heard[3:5] == ["原数：41,928", "现数：空"]
    tips = [table.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in ReviewColumn]
    assert tips == ["某话", "01 合计", "某话", "某话", "某话", "某话"]
    marks = [mark_at(table.index(0, column)) for column in ReviewColumn]
    assert marks == [Mark.ALARM, None, None, None, None, None]
    assert table.index(0, 0).data(Role.PROBLEM) is True
    right = [
        bool(
            Qt.AlignmentFlag(table.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole))
            & Qt.AlignmentFlag.AlignRight
        )
        for column in ReviewColumn
    ]
    assert right == [False, False, False, True, True, False]
    assert table.line_at(QModelIndex()) is None
    qtmodeltester.check(table, force_py=True)


@given(quantities())
def test_a_figure_keeps_its_digits_when_it_is_grouped(value):
    assert Decimal(grouped(str(value)).replace(",", "")) == value


def test_what_a_cell_held_and_holds_is_written_as_the_grid_writes_it():
    assert from_to("40235", "48282.5") == "40,235 → 48,282.5"
    assert from_to("", "不适用") == "空 → 不适用"
