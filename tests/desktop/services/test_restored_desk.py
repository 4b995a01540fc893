"""A desk that is restored from its backup, and a unit that was told more than the desk knows of."""

from datetime import timedelta

import pytest

from desktop.models.office.review.review_buttons import deeds_of
from desktop.models.office.review.review_lines import LineKind, review_lines
from desktop.services.keeping import back_up
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.desk import open_office_desk
from desktop.services.office.keeping import restore_office
from desktop.services.office.letters.asking import recall, send_return
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.overview.reviewing import review_of
from desktop.services.unit.letters.acceptance import accepted_label
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.filing.state import YearState
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.state import OfficeState
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR


def restore(both, backup, **more):
    both.office.close()
    restore_office(backup, both.office.path, "陈静", both.office.clock)
    both.office = open_office_desk(both.office.path, "陈静", both.office.clock, **more)


def closed_and_accepted(both, id_):
    both.settle(id_, QuestionStep.CLOSE)
    both.type_paper()
    return both.send(accept)


FORGOTTEN = {
    "recalled": (lambda both, _: both.send(recall), YearState.DELIVERED, ""),
    "closed and accepted": (closed_and_accepted, YearState.RETURNED, "已验收第 1 版"),
}
"""What is in no backup: how it was done, and how the unit stands that opened it."""


@pytest.mark.parametrize("name", FORGOTTEN)
def test_what_was_asked_is_sent_once_more_and_can_be_answered(both, tmp_path, name):
    """Else nobody could go on: nothing is to be sent there, and nothing can be answered here."""
    deed, state, label = FORGOTTEN[name]
    id_ = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    with pytest.raises(StateError) as caught:
        both.send()
    assert caught.value.code is DecideCode.NOTHING_TO_ASK
    backup = back_up(both.office, tmp_path / "备份", "manual")
    assert open_letter(both.desk, deed(both, id_)).state is state
    restore(both, backup)
    assert both.states == [QuestionState.SENT]
    assert accepted_label(open_year(both.desk, YEAR)) == label
    told = "本局从备份恢复过，单位不能答复的，再发一次（return）"
    assert both.row.step == f"等单位答复 1 个问题；{told}"
    button = deeds_of(review_of(both.office, "health", YEAR), lambda _: "").send
    assert (button.is_open, button.why) == (True, "从备份恢复过，可再发一次已问的")
    opened = open_letter(both.desk, both.send(send_return))
    assert (opened.state, opened.sentences[-1]) == (YearState.RETURNED, "待答 1 问")
    assert both.row.step == "等单位答复 1 个问题"
    assert accepted_label(open_year(both.desk, YEAR)) == ""
    assert [one.asked.id for one in open_questions(open_year(both.desk, YEAR)) if one.is_open] == [id_]
    answer(both.desk, id_, "数无误，已与台账核对")
    both.revise()
    both.file()
    assert both.states == [QuestionState.ANSWERED]
    both.office.close()


def test_a_receipt_of_such_a_desk_ends_the_waiting_for_a_reopening(both, tmp_path):
    """It knows of no acceptance, and nothing that it does would open the year."""
    id_ = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    backup = back_up(both.office, tmp_path / "备份", "manual")
    open_letter(both.desk, closed_and_accepted(both, id_))
    restore(both, backup)
    opened = open_letter(both.desk, both.send(lambda *given: receipt(*given).path))
    assert opened.state is YearState.RETURNED
    assert accepted_label(open_year(both.desk, YEAR)) == ""
    answer(both.desk, id_, "数无误，已与台账核对")
    both.revise()
    both.file()
    assert both.states == [QuestionState.ANSWERED]
    both.office.close()


def test_an_answer_to_what_the_desk_does_not_know_is_shown(both, tmp_path):
    """It was asked and answered after the backup: what the unit wrote must not vanish."""
    backup = back_up(both.office, tmp_path / "备份", "manual")
    id_ = both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    answer(both.desk, id_, "原数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    restore(both, backup)
    both.file()
    assert both.at_office.questions == []
    (line,) = [
        one for one in review_lines(review_of(both.office, "health", YEAR)) if one.kind is LineKind.QUESTION
    ]
    assert (line.cell, line.old, line.new) == (both.cell(ABORTIONS), "590", "592")
    assert line.words == "本局没有记载这一问（恢复备份以前问的）　答：原数少计两例，已改"
    assert both.at_office.state is OfficeState.RECEIVED
    cell, path = both.cell(ABORTIONS), both.office.path
    both.office.close()
    for command in (("question", "list"), ("show",)):
        found = run(*command, *of(path, "health"), "--json")
        (told,) = found["unknown_answers"]
        assert (told["id"], told["cell"], told["text"]) == (id_, cell, "原数少计两例，已改")
        assert "答：原数少计两例，已改（原数 590，现数 592）" in run(*command, *of(path, "health"))


def test_no_number_is_repeated_where_the_clock_was_fast_before(both, tmp_path):
    """The letters of before bear a later time than the restoring; the log tells what came first."""
    both.office.clock.now += timedelta(days=10)
    both.ask(BIRTHS, "请核对")
    both.send()
    backup = back_up(both.office, tmp_path / "备份", "manual")
    forgotten = both.send(recall)
    both.office.clock.now -= timedelta(days=10)
    restore(both, backup, clock_is_right=True)
    id_ = both.ask(ABORTIONS, "请核对")
    opened = open_letter(both.desk, forgotten)
    assert opened.read.letter.number == 2
    opened = open_letter(both.desk, both.send())
    assert (opened.read.letter.number, id_) == (102, f"q-{YEAR}-health-102")
    both.office.close()
