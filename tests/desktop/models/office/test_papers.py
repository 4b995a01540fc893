"""校验码 of stamped pages: whose each is, whether it counts, where it leads, and taken back again."""

from dataclasses import replace

import pytest

from desktop.models.grid.roles import Mark
from desktop.models.office.papers import (
    can_take_back,
    compared_line,
    failed_line,
    place_of,
    shown_line,
    take_back_line,
)
from desktop.models.office.place import OfficePlace
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.people import set_person
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from forms.canonical import check_code, format_check_code
from forms.errors import UserInputError
from forms.receiving.role import OfficeRole
from tests.desktop.services.both import ABORTIONS, YEAR

STRANGE = check_code("9" * 64)


@pytest.fixture
def code(both):
    return check_code(both.at_office.current.content)


def typed_at(desk):
    return ledger_of(desk, YEAR).unit_year("health").typed_code


def test_the_paper_of_what_counts_is_noted_and_leads_to_its_review(both, code):
    line = compared_line(both.office, f" {format_check_code(code).lower()} ")
    assert (line.mark, line.code) == (Mark.DONE, format_check_code(code))
    assert line.sentence == "相符：是第 1 版的纸质表，正是在用的一版。"
    assert place_of(line) == (OfficePlace.REVIEW, "health", YEAR)
    assert typed_at(both.office) == code
    assert can_take_back(line)


def test_a_page_that_is_scanned_twice_is_noted_once(both, code):
    compared_line(both.office, code)
    before = both.office.store.log_head()
    again = compared_line(both.office, code)
    assert again.mark is Mark.DONE
    assert again.sentence.endswith("以前核对过，没有变动。")
    assert both.office.store.log_head() == before
    assert not can_take_back(again)


def test_an_older_paper_says_which_one_to_hand_in(both, code):
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    line = compared_line(both.office, code)
    assert line.mark is Mark.BAD
    assert line.sentence == ("不符：是第 1 版的纸质表，在用的是第 2 版。请单位补交第 2 版的盖章纸质表。")
    assert place_of(line) == (OfficePlace.REVIEW, "health", YEAR)


def test_the_paper_of_one_of_two_leads_to_the_choice(forked):
    unit_year = ledger_of(forked, YEAR).unit_year("health")
    line = compared_line(forked, check_code(unit_year.lineage.candidates[0]))
    assert line.mark is Mark.ALARM
    assert line.sentence == "是第 2 版的纸质表中的一份，这一年待选定，请选定。"
    assert place_of(line)[0] is OfficePlace.CHOICE


def test_the_paper_of_what_waits_says_how_the_year_stands(both, code):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失")
    line = compared_line(both.office, code)
    assert line.mark is Mark.ALARM
    assert "这一年现在是“待处理”" in line.sentence


@pytest.mark.parametrize("text", [STRANGE, format_check_code(STRANGE)])
def test_of_a_package_that_never_came_nothing_is_noted(both, text):
    before = both.office.store.log_head()
    line = compared_line(both.office, text)
    assert (line.mark, line.compared) == (Mark.BAD, None)
    assert "没有记下" in line.sentence
    assert place_of(line) is None
    assert not can_take_back(line)
    assert both.office.store.log_head() == before


def test_what_is_no_code_is_shown_as_it_was_typed_and_cut(both, code):
    flawed = compared_line(both.office, code[:-1])
    assert (flawed.code, flawed.mark) == (code[:-1], Mark.BAD)
    assert "现在有 15 位" in flawed.sentence
    assert compared_line(both.office, f" {'7' * 90}").code == "7" * 40


def test_a_slip_is_taken_back_and_counts_as_not_compared(both, code):
    back = take_back_line(both.office, compared_line(both.office, code))
    assert (back.mark, back.sentence) == (Mark.DROPPED, "已撤回，等于没有核对。")
    assert typed_at(both.office) is None
    assert not can_take_back(back)
    assert compared_line(both.office, code).compared.noted is not None


def test_there_is_nothing_to_be_taken_back_of_nothing():
    assert not can_take_back(None)


def test_who_may_only_look_notes_nothing_and_reads_why(both, code):
    set_person(both.office, "陈静", OfficeRole.HEAD)
    set_person(both.office, "赵静", OfficeRole.READER)
    both.office.work_as("赵静")
    with pytest.raises(UserInputError) as refused:
        compared_line(both.office, code)
    line = failed_line(f" {code} ", refused.value)
    assert (line.code, line.mark, line.compared) == (code, Mark.BAD, None)
    assert "只读" in line.sentence
    assert typed_at(both.office) is None


def test_a_line_has_its_code_unit_year_and_what_came_of_it(both, code):
    line = compared_line(both.office, code)
    cells = shown_line(line).cells
    assert [one.text for one in cells] == [
        line.code,
        both.office.unit_name("health"),
        str(YEAR),
        line.sentence,
    ]
    assert [one.mark for one in cells] == [None, None, None, Mark.DONE]
    assert [one.text for one in shown_line(replace(line, compared=None)).cells][1:3] == ["", ""]


def test_a_code_that_was_noted_by_a_decision_is_known_here(both, code):
    decide(
        both.office,
        Question(unit="health", year=YEAR, fact="paper", subject="", answer=code, reason="照纸质表"),
    )
    assert "以前核对过" in compared_line(both.office, code).sentence
