"""On what a question hangs: a cell, a check, a figure of an earlier year, or the whole filing."""

from dataclasses import replace

from desktop.models.office.review.review_lines import LineKind, review_lines
from desktop.models.office.review.suggested import AskedPlace, place_of_cell, place_of_line, suggested
from desktop.services.office.letters.suggesting import suggestions
from desktop.services.office.overview.reviewing import review_of
from forms.letters.question import QuestionScope
from tests.desktop.models.office.review.made_facts import undecided, with_facts
from tests.desktop.services.both import BIRTHS, YEAR
from tests.desktop.services.office.test_suggesting import ANAEMIC, publish


def lines(review, kind):
    return [one for one in review_lines(review) if one.kind is kind]


def test_a_cell_is_named_by_row_column_form_and_name(filed):
    address = filed.judged.layout.cells_by_key[BIRTHS][0].address
    place = place_of_cell(filed, address)
    assert (place.scope, place.cell, place.code) == (QuestionScope.CELL, address, "")
    assert place.words.startswith("01 合计　")
    assert place.words.endswith("　活产数")


def test_without_a_cell_it_is_the_whole_filing(filed):
    for review in (filed, replace(filed, judged=None)):
        place = place_of_cell(review, "nowhere/01/_T")
        assert (place.scope, place.cell) == (QuestionScope.FILING, "")
        assert place.words == f"{filed.name}整份报送"


def test_a_check_is_asked_about_by_its_rule(filed):
    found = lines(filed, LineKind.CHECK)
    assert found
    for line in found:
        place = place_of_line(filed, line)
        assert (place.scope, place.cell, place.code) == (QuestionScope.FINDING, line.cell, line.code)
        assert place.words == f"{line.place}　{line.title}：{line.words}"


def test_an_earlier_year_is_asked_about_at_its_own_figure(filed):
    cell = {"item": BIRTHS.code, "breakdown": BIRTHS.breakdown, "year": "2020"}
    review = with_facts(filed, undecided("history", cells=[{**cell, "accepted": "1", "stated": "2"}]))
    (line,) = lines(review, LineKind.HISTORY)
    place = place_of_line(review, line)
    assert (place.scope, place.cell) == (QuestionScope.CELL, f"{BIRTHS}/2020")
    assert place.words.endswith("　2020 年的往年数")


def test_what_is_suggested_about_the_place_stands_first_and_nothing_is_lost(both):
    publish(both, 300)
    review = review_of(both.office, "health", YEAR)
    offered = suggestions(both.office, "health", YEAR)
    assert len(offered) > 1
    anywhere = suggested(review, offered, AskedPlace(QuestionScope.FILING, "", "", ""))
    assert [one.text for one in anywhere] == [one.question.text for one in offered]
    last = anywhere[-1].place
    found = suggested(review, offered, last)
    first = [one for one in found if one.place.is_same_as(last)]
    assert found[: len(first)] == first != []
    assert sorted(one.text for one in found) == sorted(one.text for one in anywhere)
    past = next(one for one in found if one.place.cell == f"{ANAEMIC}/2020")
    assert past.label.partition("　")[2]
    assert "2020" in past.text


def test_two_questions_about_the_whole_are_about_no_cell_together():
    whole = AskedPlace(QuestionScope.FILING, "", "", "")
    cell = AskedPlace(QuestionScope.CELL, "a/01/_T", "", "")
    assert not whole.is_same_as(whole)
    assert cell.is_same_as(replace(cell, code="TB-1"))
    assert not cell.is_same_as(whole)


def test_a_suggestion_about_the_line_is_called_as_the_line(both):
    """Of a rate the unit types the counts: the dialog named their row, and the question stood at the rate."""
    publish(both, 300)
    review = review_of(both.office, "health", YEAR)
    (line,) = lines(review, LineKind.HISTORY)
    place = place_of_line(review, line)
    first = suggested(review, suggestions(both.office, "health", YEAR), place)[0]
    assert first.place.is_same_as(place)
    assert first.place.words == place.words
    assert first.label.endswith(place.words)
