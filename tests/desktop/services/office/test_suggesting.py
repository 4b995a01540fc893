"""Suggested questions: from what differs and what nobody explained, never twice, none leaves by itself."""

import json
import re
from decimal import Decimal

import pytest

from db.office.records import PastValue
from db.unit.records import HistoryValue
from desktop.__main__ import main
from desktop.services.office.decisions.correcting import undo
from desktop.services.office.letters.answered import answered_figures
from desktop.services.office.letters.suggesting import suggestions, take
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.asked_words import asked_about
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint
from forms.codes.receive import ReceiveCode
from forms.errors import StateError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.suggesting import SuggestedFor
from tests.desktop.cli.schemas import require_schema
from tests.desktop.services.both import BIRTHS, YEAR

ANAEMIC = SeriesKey("pregnancy-anaemia-cases")
RATE = SeriesKey("pregnancy-anaemia-rate")


def publish(both, value, key=ANAEMIC, year=2020):
    row = PastValue(year, key, Decimal(value), "统计年鉴")
    both.office.store.import_past([row], reason="", actor="陈静", now=both.office.clock())


def found(both):
    return suggestions(both.office, "health", YEAR)


def of(both, reason):
    return [one for one in found(both) if one.question.reason is reason]


def taken(both, *numbers, **others):
    return take(both.office, "health", YEAR, numbers, **others)


def test_a_different_past_is_suggested_at_its_cell_and_goes_out_only_by_a_slip(both):
    publish(both, 300)
    (one,) = of(both, SuggestedFor.HISTORY)
    assert (one.question.cell, one.scope) == (f"{ANAEMIC}/2020", QuestionScope.CELL)
    assert one.question.text.startswith("2020 年的往年数与统计局掌握的不同")
    assert one.question.code == ReceiveCode.HISTORY_DIFFERS
    position = both.office.store.log_position()
    assert both.at_office.questions == []
    assert both.office.store.log_position() == position
    (asked,) = taken(both, one.number)
    assert (asked.text, asked.cell, asked.code) == (one.question.text, one.question.cell, one.question.code)
    assert both.states == [QuestionState.DRAFT]
    assert both.office.store.letters("health", YEAR) == []
    assert of(both, SuggestedFor.HISTORY) == []


def test_each_year_is_a_question_whose_address_names_it(both):
    publish(both, 300)
    publish(both, 301, year=2021)
    publish(both, "99", RATE, year=2022)
    every = [f"{ANAEMIC}/2020", f"{ANAEMIC}/2021", f"{RATE}/2022"]
    assert [one.question.cell for one in of(both, SuggestedFor.HISTORY)] == every
    both.decide("history", "correction", every[0])
    assert [one.question.cell for one in of(both, SuggestedFor.HISTORY)] == every[1:], "decided is not asked"


def test_a_number_stays_what_was_read_whatever_is_decided(both):
    publish(both, 300)
    publish(both, 301, year=2021)
    publish(both, "99", RATE, year=2022)
    read = {one.question: one.number for one in found(both)}
    assert len(of(both, SuggestedFor.SMALL_NUMBERS)) > 0, "something follows those that are decided"
    made = both.decide("history", "correction", f"{ANAEMIC}/2020")
    both.decide("history", "kept", f"{RATE}/2022")
    left = {one.question: one.number for one in found(both)}
    assert {one.cell for one in read.keys() - left.keys()} >= {f"{ANAEMIC}/2020", f"{RATE}/2022"}
    assert {one: number for one, number in left.items() if one in read}.items() <= read.items()
    assert len(set(left.values())) == len(left)
    gone = read[next(one for one in read if one.cell == f"{ANAEMIC}/2020")]
    with pytest.raises(UserInputError, match="E-DECIDE-025"):
        taken(both, gone)
    undo(both.office, "health", YEAR, made.id, "看错了")
    assert {one.question: one.number for one in found(both)}.items() <= read.items()


def test_figures_beside_a_question_about_the_past_are_those_of_its_year(both):
    publish(both, 300)
    (one,) = of(both, SuggestedFor.HISTORY)
    (asked,) = taken(both, one.number)
    open_letter(both.desk, both.send(), fingerprint(both.office_key.certificate))
    past = open_year(both.desk, YEAR).figures.history[2020][ANAEMIC]
    (question,) = open_questions(open_year(both.desk, YEAR))
    assert not question.is_void
    assert asked_about(open_year(both.desk, YEAR), question.asked) == "孕期贫血人数 2020 年", "no fact"
    assert (question.old, question.new, question.is_changed) == (str(past), str(past), False)
    answer(both.desk, asked.id, "往年数录错了，已经更正")
    rows = [HistoryValue(2020, ANAEMIC, past + 1)]
    both.desk.store.import_history(rows, source="台账", actor="王芳", now=both.desk.clock())
    (question,) = open_questions(open_year(both.desk, YEAR))
    assert (question.old, question.new, question.is_changed) == (str(past), str(past + 1), True)
    both.revise()
    both.file()
    (now,) = both.at_office.questions
    assert now.state is QuestionState.ANSWERED
    assert (now.answer.old, now.answer.new, now.answer.changed) == (str(past), str(past + 1), True)
    assert answered_figures(both.office, both.at_office)[asked.id].agrees


def test_no_suggested_text_holds_a_figure_of_the_unit(both, pack):
    publish(both, 300)
    names = [one.name for one in (*pack.plan.items, *pack.plan.indicators)]
    for one in found(both):
        numbers = set(re.findall(r"[0-9]+", one.question.plain_text))
        assert not numbers, one.question
        text = one.question.text.replace("2020 年", "")
        for name in names:
            text = text.replace(name, "")
        assert not re.findall(r"[0-9]+", text), one.question


def test_what_fails_by_the_offices_past_alone_is_suggested(both):
    """The figure of 2024 that the office holds makes this year's look like a slip."""
    publish(both, 20360, BIRTHS, year=2024)
    new = [one.question for one in of(both, SuggestedFor.OFFICE_PAST)]
    slips = [one for one in new if one.code.startswith(("TB-SLIP", "TB-YEAR"))]
    assert both.cell(BIRTHS) in {one.cell for one in slips}
    assert all("按统计局掌握的往年数" in one.text for one in new)


def test_a_warning_by_the_offices_past_says_which_indicator_at_a_cell_that_is_typed(both):
    publish(both, 349)
    withdraw(open_year(both.desk, YEAR), "更正往年数")
    rows = [HistoryValue(2020, ANAEMIC, Decimal(417))]
    both.desk.store.import_history(rows, source="台账", actor="王芳", now=both.desk.clock())
    both.revise()
    both.file()
    new = [one for one in of(both, SuggestedFor.OFFICE_PAST) if one.question.code == "TB-TARGET-002"]
    (one,) = [one for one in new if one.question.cell == both.cell(ANAEMIC)]
    assert one.question.text.startswith("“孕妇贫血率”按统计局掌握的往年数")
    (asked,) = taken(both, one.number)
    assert (asked.cell, asked.text) == (both.cell(ANAEMIC), one.question.text)


def test_what_the_unit_explained_is_not_suggested_and_small_counts_are(both):
    stated = both.at_office.current
    assert stated is not None
    assert all(one.question.code for one in of(both, SuggestedFor.FINDING))
    small = of(both, SuggestedFor.SMALL_NUMBERS)
    assert [one.question.cell for one in small] != []
    assert all("数少" in one.question.text for one in small)


def test_what_was_asked_answered_or_withdrawn_is_not_suggested_again(both):
    publish(both, 300)
    (one,) = of(both, SuggestedFor.HISTORY)
    small = of(both, SuggestedFor.SMALL_NUMBERS)[0]
    first, second = taken(both, one.number, small.number)
    both.settle(second.id, QuestionStep.WITHDRAW)
    assert of(both, SuggestedFor.HISTORY) == []
    assert small.number not in {other.number for other in found(both)}
    open_letter(both.desk, both.send(), fingerprint(both.office_key.certificate))
    answer(both.desk, first.id, "已与公安核对")
    both.revise()
    both.file()
    both.settle(first.id, QuestionStep.CLOSE)
    assert of(both, SuggestedFor.HISTORY) == []


def test_what_was_asked_in_free_words_about_the_same_cell_is_not_suggested(both):
    publish(both, 300)
    both.ask(ANAEMIC, "往年数怎么变了")
    assert of(both, SuggestedFor.HISTORY) == []


def test_numbers_stay_while_others_are_taken_and_one_that_is_not_there_takes_none(both):
    publish(both, 300)
    before = {one.number: one.question for one in found(both)}
    number = min(before)
    with pytest.raises(UserInputError, match="E-DECIDE-025"):
        taken(both, number, 99)
    assert both.at_office.questions == []
    taken(both, number)
    after = {one.number: one.question for one in found(both)}
    assert after == {key: one for key, one in before.items() if key != number}
    with pytest.raises(UserInputError, match="也可能已经问过"):
        taken(both, number)


def test_a_text_may_be_written_otherwise(both):
    publish(both, 300)
    (one,) = of(both, SuggestedFor.HISTORY)
    with pytest.raises(UserInputError, match="E-DECIDE-025"):
        taken(both, one.number, of(both, SuggestedFor.SMALL_NUMBERS)[0].number, text="请核对")
    (asked,) = taken(both, one.number, text="往年数请与年鉴核对")
    assert asked.text == "往年数请与年鉴核对"


def test_a_year_that_is_also_a_sensitive_figure_is_left_out_of_the_text(both, pack):
    publish(both, 300)
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise(sensitive_figure(open_year(both.desk, YEAR), pack.plan, "2020"))
    both.file()
    (one,) = of(both, SuggestedFor.HISTORY)
    (asked,) = taken(both, one.number)
    assert asked.text == one.question.plain_text


def sensitive_figure(year, plan, text):
    """A figure of a sensitive item with which no mandatory check fails, and is entered."""
    for cell in year.layout.entry_cells:
        if plan.item_by_code[cell.key.code].sensitive:
            before = year.reading(cell.key).text
            year.enter({cell.key: text})
            if not year.report.blocking:
                return {cell.key: text}
            year.enter({cell.key: before})
    raise AssertionError


def test_nothing_is_suggested_where_nothing_can_be_asked(both):
    with pytest.raises(StateError, match="E-DECIDE-003"):
        suggestions(both.office, "education", YEAR)


def test_the_command_lists_takes_and_says_that_nothing_was_sent(both, capsys):
    publish(both, 300)
    words = [
        "question",
        "suggest",
        "--office",
        str(both.office.path),
        "--unit",
        "health",
        "--year",
        str(YEAR),
    ]
    both.office.close()
    assert main([*words, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    require_schema(listed)
    first = listed["suggestions"][0]
    assert (first["reason"], listed["taken"]) == ("history", [])
    assert main([*words, "--take", str(first["number"])]) == 0
    told = capsys.readouterr().out
    assert f"已记下问题 q-{YEAR}-health-1" in told
    assert "用 return 发出" in told
    assert main([*words, "--text", "请核对"]) == 1
    assert "E-USAGE-001" in capsys.readouterr().err
