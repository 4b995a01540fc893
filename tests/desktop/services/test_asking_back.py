"""One office and one unit ask and answer by files alone: what each writes, the other opens."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from db.office.records import DecisionKind
from desktop.__main__ import main
from desktop.services.keeping import back_up
from desktop.services.letters.reading import read_letter
from desktop.services.letters.writing import packed_letter
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.decisions.correcting import undo
from desktop.services.office.desk import open_office_desk
from desktop.services.office.keeping import restore_office
from desktop.services.office.letters.answered import answered_figures
from desktop.services.office.letters.asking import ToAsk, ask, recall
from desktop.services.office.letters.receipts import receipt
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer, open_questions
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import require_receiving_certificate
from forms.codes.letter import OpenCode
from forms.errors import StateError, TianbaoError, UserInputError
from forms.filing.state import YearState
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionState, QuestionStep
from forms.receiving.state import OfficeState
from tests.desktop.cli.schemas import require_schema
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.forking import choose_own, fork


def digest(desk):
    return hashlib.sha256(desk.path.read_bytes()).hexdigest()


def refused(desk, data, code):
    before = digest(desk)
    with pytest.raises(TianbaoError) as caught:
        open_letter(desk, data)
    assert code is None or caught.value.code is code
    assert digest(desk) == before


def test_a_unit_is_asked_answers_and_is_accepted(both, capsys):
    births, abortions = both.ask(BIRTHS, "与公安人口数不符，请核对"), both.ask(ABORTIONS, "请核对")
    assert (both.row.state, both.row.step) == (
        OfficeState.RECEIVED, "2 个问题还没有发出：发出（return）或取消",
    )  # fmt: skip
    slip = both.send()
    assert (both.row.state, both.row.step) == (OfficeState.QUESTIONED, "等单位答复 2 个问题")
    opened = open_letter(both.desk, slip)
    assert (opened.was, opened.state) == (YearState.EXPORTED, YearState.RETURNED)
    assert YearState.RETURNED.label == "已退回"
    refused(both.desk, slip, OpenCode.REPEATED)
    answer(both.desk, births, "数无误，已与台账核对")
    answer(both.desk, abortions, "原数少计一例，已改")
    assert both.revise({ABORTIONS: "592"}) == 2
    both.file()
    assert (both.row.state, both.states) == (OfficeState.ANSWERED, [QuestionState.ANSWERED] * 2)
    assert both.row.step == "2 个问题已答复：看答复（question list），了结或再问"
    office = str(both.office.path)
    assert main(["question", "list", "--office", office, "--unit", "health", "--year", "2025", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["questions"]
    assert [one["answer"]["text"] for one in listed] == ["数无误，已与台账核对", "原数少计一例，已改"]
    assert [(one["answer"]["changed"], one["answer"]["old"], one["answer"]["new"]) for one in listed] == [
        (False, "2036", "2036"),
        (True, "590", "592"),
    ]
    for one in (births, abortions):
        both.settle(one, QuestionStep.CLOSE)
    both.type_paper()
    opened = open_letter(both.desk, both.send(accept))
    assert (opened.skipped, opened.state) == ((), YearState.ACCEPTED)
    assert YearState.ACCEPTED.label == "已验收"
    assert (both.row.state, open_questions(open_year(both.desk, YEAR))) == (OfficeState.ACCEPTED, ())
    assert both.desk.store.verify_log().ok
    assert both.office.store.verify_log().ok


def test_a_damaged_letter_or_one_of_another_unit_changes_nothing(both):
    both.ask(BIRTHS, "请核对")
    slip = both.send()
    open_letter(both.desk, slip)
    for place in range(30, len(slip), len(slip) // 9):
        edited = slip[:place] + bytes([slip[place] ^ 1]) + slip[place + 1 :]
        refused(both.desk, edited, None)
    read = read_letter(slip, both.desk.clock())
    for changed, code in (
        ({"unit": "education"}, OpenCode.OTHER_UNIT),
        ({"content": "f" * 64, "number": 2, "previous": read.digest}, OpenCode.FOREIGN),
        ({"made_at": both.desk.clock()}, OpenCode.CONTRADICTS),
    ):
        letter = replace(read.letter, **changed)
        refused(both.desk, packed_letter(letter, read.questions, both.office_key), code)


def test_what_is_asked_again_is_answered_again(both):
    births, abortions = both.ask(BIRTHS, "请核对"), both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    for one in (births, abortions):
        answer(both.desk, one, "已与原始台账核对")
    both.revise({ABORTIONS: "592"})
    assert [one.is_changed for one in open_questions(open_year(both.desk, YEAR))] == [False, True]
    both.file()
    both.settle(births, QuestionStep.ASK_AGAIN)
    assert both.row.step == "1 个问题还没有发出，1 个问题已答复：发出（return）或取消"
    open_letter(both.desk, both.send())
    year = open_year(both.desk, YEAR)
    found = {one.asked.id: one for one in open_questions(year)}
    assert [found[births].is_open, found[abortions].is_open] == [True, False]
    answer(both.desk, births, "少计一人，已与公安核对")
    both.revise()
    both.file()
    assert both.states == [QuestionState.ANSWERED] * 2
    assert [(one.answer.old, one.answer.new) for one in both.at_office.questions] == [
        ("2036", "2036"),
        ("590", "592"),
    ]
    one = next(one for one in both.office.store.decisions() if one.kind is DecisionKind.ASK_AGAIN)
    with pytest.raises(UserInputError, match="E-DECIDE-017"):
        undo(both.office, "health", YEAR, one.id, "办错了")


def test_what_is_not_answered_is_told_before_and_at_the_freezing_and_stands_against_nothing(both, capsys):
    asked = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    words = ["--store", str(both.desk.path), "--year", str(YEAR)]
    both.desk.close()
    assert main(["check", *words]) == 0
    assert "统计局的提问还有 1 问没有答复" in capsys.readouterr().out
    for command in ("check", "finalise"):
        assert main([command, *words, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        require_schema(found)
        assert [(one["id"], one["text"]) for one in found["open_questions"]] == [(asked, "请核对")]
    assert found["revision"] == 2


@pytest.mark.parametrize(
    "text", ["", "明天", "20260520", "2026-02-30", "2026-5-1", "0001-01-01", "２０２６-05-20"]
)
def test_a_deadline_that_is_no_day_is_told(tmp_path, capsys, text):
    words = ("--office", str(tmp_path / "x.db"), "--unit", "health", "--year", "2025")
    code = main(["question", "add", *words, "--filing", "--text", "问", "--deadline", text])
    told = capsys.readouterr().err
    assert code == 2
    assert "E-USAGE-001" in told
    assert "--deadline 应是 1949 至 2999 年的日期，如 2026-05-20" in told


def cells_of(data):
    book = load_workbook(BytesIO(data))
    return {one.title: [[cell.value for cell in row] for row in one.iter_rows()] for one in book}


def test_the_exchange_is_written_whole_and_without_a_value_of_a_sensitive_item(both, tmp_path, capsys):
    births, abortions = both.ask(BIRTHS, "请核对"), both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    answer(both.desk, births, "数无误，2036 与台账一致")
    answer(both.desk, abortions, "原来是５９０，少计两例，应是 592")
    both.revise({ABORTIONS: "592"})
    both.file()
    both.settle(births, QuestionStep.ASK_AGAIN)
    open_letter(both.desk, both.send())
    place, words = tmp_path / "往来.xlsx", ["--store", str(both.desk.path), "--year", str(YEAR)]
    both.desk.close()
    assert main(["exchange", *words, "-o", str(place), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    require_schema(found)
    assert found["written"] == str(place)
    sheets = cells_of(place.read_bytes())
    assert [row[1] for row in sheets["往来"][6:]] == [
        "定稿", "导出报送包", "收到退回单第 1 号", "定稿", "导出报送包", "收到退回单第 2 号",
    ]  # fmt: skip
    asked = {(row[0], row[1]): row for row in sheets["提问和答复"][6:]}
    assert {key: (row[6], row[7], row[8], row[10]) for key, row in asked.items()} == {
        ("退回单第 1 号", births): ("2036", "2036", "数无误，2036 与台账一致", "已答复，数无误，又问"),
        ("退回单第 1 号", abortions): ("不列", "不列", "原来是＊，少计两例，应是 ＊", "已答复，改了数"),
        ("退回单第 2 号", births): ("2036", "2036", None, "没有答复"),
    }
    assert main(["exchange", *words, "-o", str(tmp_path / "往来.pdf")]) == 1
    told = str([row[:5] for row in sheets["往来"]] + sheets["提问和答复"])
    assert "590" not in told
    assert "592" not in told


def test_a_former_answer_in_a_later_revision_is_no_answer_to_what_is_asked_again(both):
    births = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    answer(both.desk, births, "数无误，已与台账核对")
    both.revise()
    both.file()
    both.settle(births, QuestionStep.ASK_AGAIN)
    withdraw(open_year(both.desk, YEAR), "更正人工流产数")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert both.states == [QuestionState.AGAIN], "the unit does not know yet"
    open_letter(both.desk, both.send())
    assert both.states == [QuestionState.SENT]
    assert open_questions(open_year(both.desk, YEAR))[0].is_open


def test_what_a_revision_does_not_answer_is_sent_again_about_it(both):
    births = both.ask(BIRTHS, "请核对")
    slip = both.send()
    with pytest.raises(StateError, match="E-DECIDE-024"):
        both.send()
    withdraw(open_year(both.desk, YEAR), "更正人工流产数")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert both.row.step == "等单位答复 1 个问题，单位已报新的一版：再发一次（return）"
    open_letter(both.desk, slip)
    assert open_year(both.desk, YEAR).state is YearState.EXPORTED, "it speaks of the revision before"
    again = open_letter(both.desk, both.send())
    assert again.state is YearState.RETURNED
    assert [one.asked.id for one in open_questions(open_year(both.desk, YEAR)) if one.is_open] == [births]
    assert both.row.step == "等单位答复 1 个问题"


def test_what_a_recalled_slip_asked_again_can_be_sent_once_more(both):
    births = both.ask(BIRTHS, "请核对")
    both.send()
    withdraw(open_year(both.desk, YEAR), "更正人工流产数")
    both.revise({ABORTIONS: "592"})
    both.file()
    both.send()
    both.send(recall)
    assert both.states == [QuestionState.SENT], "the slip about the first revision stands"
    assert both.row.step == "等单位答复 1 个问题，单位已报新的一版：再发一次（return）"
    open_letter(both.desk, both.send())
    assert [one.asked.id for one in open_questions(open_year(both.desk, YEAR)) if one.is_open] == [births]
    assert both.row.step == "等单位答复 1 个问题"


@pytest.mark.parametrize("answered_before", [False, True])
def test_a_recall_of_one_slip_leaves_the_year_open_for_the_questions_of_another(both, answered_before):
    births = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    if answered_before:  # and not filed: the office knows nothing of it
        answer(both.desk, births, "数无误，已与台账核对")
    told = open_letter(both.desk, both.send(recall))
    assert told.state is YearState.RETURNED
    assert told.sentences[-1] == ("已答 1 问，随下一版报出" if answered_before else "待答 1 问")
    assert both.row.step == "等单位答复 1 个问题"
    if not answered_before:
        answer(both.desk, births, "数无误，已与台账核对")
    both.revise()
    both.file()
    assert both.states == [QuestionState.ANSWERED, QuestionState.RECALLED]
    # What was sent with the revision in force opens nothing once more.
    told = open_letter(both.desk, both.send(lambda *given: receipt(*given).path))
    assert told.state is YearState.DELIVERED


def test_a_choice_after_a_lost_slip_opens_the_year_for_what_was_asked(both):
    births = both.ask(BIRTHS, "请核对")
    both.send()  # it never arrives
    fork(both)
    told = open_letter(both.desk, choose_own(both).read_bytes())
    assert told.skipped == (1,)
    assert told.state is YearState.RETURNED
    answer(both.desk, births, "数无误，已与台账核对")
    both.revise()
    both.file()
    assert both.states == [QuestionState.ANSWERED]


def test_a_recall_after_lost_slips_opens_the_year_for_what_still_stands(both):
    births = both.ask(BIRTHS, "请核对")
    both.send()  # it never arrives, and neither does the one that is recalled
    both.ask(ABORTIONS, "请核对")
    both.send()
    told = open_letter(both.desk, both.send(recall))
    assert (told.skipped, told.state, told.sentences[-1]) == ((1, 2), YearState.RETURNED, "待答 1 问")
    answer(both.desk, births, "数无误，已与台账核对")
    both.revise()
    both.file()
    assert both.states == [QuestionState.ANSWERED, QuestionState.RECALLED]


def test_a_desk_that_is_restored_twice_from_one_backup_repeats_no_number(both, tmp_path):
    backup = back_up(both.office, tmp_path / "备份", "manual")
    sent, asked = [], []
    for _ in range(2):
        both.office.close()
        restore_office(backup, both.office.path, "陈静", both.office.clock)
        both.office = open_office_desk(both.office.path, "陈静", both.office.clock)
        asked.append(both.ask(BIRTHS, "请核对"))
        sent.append(read_letter(both.send(), both.office.clock()).letter.number)
    assert sent == [101, 201]
    assert asked == ["q-2025-health-101", "q-2025-health-201"]
    both.ask(ABORTIONS, "请核对")
    assert read_letter(both.send(), both.office.clock()).letter.number == 202
    both.office.close()


def test_an_answer_that_is_too_short_is_called_an_answer_and_the_length_is_said(both):
    births = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    with pytest.raises(UserInputError, match=r"答复太短.*至少写 4 个字") as caught:
        answer(both.desk, births, "已核对")
    assert caught.value.code is OpenCode.TOO_SHORT


def test_of_a_pair_both_figures_are_drawn_and_a_change_of_either_is_one(both):
    cells = both.cell(BIRTHS), both.cell(ABORTIONS)
    asked = ask(
        both.office,
        ToAsk(
            unit="health", year=YEAR, scope=QuestionScope.PAIR, text="两数之间请说明",
            cell=cells[0], other_cell=cells[1],
        ),
    ).id  # fmt: skip
    open_letter(both.desk, both.send())
    (found,) = open_questions(open_year(both.desk, YEAR))
    assert (found.old, found.other_old, found.is_changed) == ("2036", "590", False)
    answer(both.desk, asked, "第二个数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    (found,) = open_questions(open_year(both.desk, YEAR))
    assert (found.new, found.other_old, found.other_new, found.is_changed) == ("2036", "590", "592", True)
    both.file()
    (now,) = both.at_office.questions
    assert (now.answer.changed, now.answer.old, now.answer.new) == (True, "2036", "2036")
    seen = answered_figures(both.office, both.at_office)[asked]
    assert (seen.old, seen.new, seen.other_old, seen.other_new) == ("2036", "2036", "590", "592")
    assert seen.agrees


def test_a_question_about_a_rule_that_there_is_not_is_refused(both):
    wanted = ToAsk(unit="health", year=YEAR, scope=QuestionScope.FINDING, text="请核对", code="TB-XX-001")
    with pytest.raises(UserInputError, match=r"E-DECIDE-020.*“TB-XX-001”"):
        ask(both.office, wanted)
    assert not both.at_office.questions
    assert ask(both.office, replace(wanted, code="TB-SUM-001")).code == "TB-SUM-001"


def test_a_signing_key_at_a_unit_is_told_to_be_another_than_the_units_receiving_key(both):
    with pytest.raises(TianbaoError, match="本单位的收件密钥"):
        require_receiving_certificate(both.unit_key.certificate)
    with pytest.raises(TianbaoError, match="解密请用统计局的收件密钥"):
        require_receiving_certificate(both.office_key.certificate)
