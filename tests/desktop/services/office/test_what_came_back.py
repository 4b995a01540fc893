"""What came back: answers beside questions, changes that nobody asked about, questions that are void."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from desktop.__main__ import main
from desktop.models.office.review.review_lines import review_lines
from desktop.models.office.review.review_unit import unit_words
from desktop.services.office.acceptance.accepting import accept, obstacles, reopen
from desktop.services.office.acceptance.unasked import unasked_changes
from desktop.services.office.facts.asked import open_words
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.letters.asking import recall
from desktop.services.office.overview.board import board_of
from desktop.services.office.overview.board_book import write_board
from desktop.services.office.overview.reviewing import review_of
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.filing.exporting import export, payload
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint
from desktop.submission.package import build
from forms.canonical import canonical_json, check_code, digest_of, document_digest, format_check_code
from forms.errors import StateError
from forms.figures.breakdown import SeriesKey
from forms.receiving.asking import QuestionState, QuestionStep
from tests.desktop.cli.schemas import require_schema
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.forking import fork

ANAEMIC = SeriesKey("pregnancy-anaemia-cases")


def sent_and_opened(both, key):
    id_ = both.ask(key, "请核对")
    open_letter(both.desk, both.send(), fingerprint(both.office_key.certificate))
    return id_


def told(both):
    """Cells of the year that were changed and nobody asked about, with both figures."""
    found = unasked_changes(both.office, both.at_office)
    return None if found is None else {one.cell: one.stated for one in found.differences}


def test_a_change_that_was_asked_about_is_none_and_any_other_is_told(both):
    assert told(both) is None, "there is nothing before the first revision"
    id_ = sent_and_opened(both, BIRTHS)
    answer(both.desk, id_, "数无误，已与台账核对")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert told(both) == {both.cell(ABORTIONS): ("590", "592")}


def test_what_was_asked_about_may_change(both):
    id_ = sent_and_opened(both, ABORTIONS)
    answer(both.desk, id_, "原数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert told(both) == {}


def test_a_question_that_never_went_out_or_was_taken_back_is_no_question(both):
    both.ask(ABORTIONS, "请核对")
    both.send()
    both.send(recall)
    both.ask(ABORTIONS, "没有发出的")
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert told(both) == {both.cell(ABORTIONS): ("590", "592")}


def test_changes_since_the_first_slip_are_told_also_two_revisions_later(both):
    id_ = sent_and_opened(both, BIRTHS)
    answer(both.desk, id_, "数无误，已与台账核对")
    both.revise({ABORTIONS: "592"})
    both.file()
    both.settle(id_, QuestionStep.ASK_AGAIN)
    open_letter(both.desk, both.send())
    answer(both.desk, id_, "再次与台账核对，数无误")
    both.revise({ANAEMIC: "300"})
    both.file()
    assert set(told(both)) == {both.cell(ABORTIONS), both.cell(ANAEMIC)}


def test_what_was_accepted_is_not_told_again_after_reopening(both):
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    assert set(told(both)) == {both.cell(ABORTIONS)}
    both.type_paper()
    open_letter(both.desk, both.send(accept), fingerprint(both.office_key.certificate))
    letter = reopen(both.office, "health", YEAR, "单位来函更正", both.office_key, both.folder)
    open_letter(both.desk, letter.read_bytes())
    both.revise({ANAEMIC: "300"})
    both.file()
    assert set(told(both)) == {both.cell(ANAEMIC)}


def test_show_and_accept_tell_answers_and_what_nobody_asked_about(both, capsys):
    id_ = sent_and_opened(both, ABORTIONS)
    answer(both.desk, id_, "原数少计两例，已改")
    both.revise({ABORTIONS: "592", ANAEMIC: "300"})
    both.file()
    both.settle(id_, QuestionStep.CLOSE)
    both.type_paper()
    ((before, _),) = told(both).values()
    words = ["--office", str(both.office.path), "--unit", "health", "--year", str(YEAR)]
    cell, asked = both.cell(ANAEMIC), both.cell(ABORTIONS)
    both.office.close()
    assert main(["show", *words, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    require_schema(shown)
    (question,) = shown["questions"]
    assert (question["cell"], question["state"]) == (asked, "closed")
    assert (question["answer"]["old"], question["answer"]["new"]) == ("590", "592")
    assert shown["unasked"] == [{"cell": cell, "year": YEAR, "stated": [before, "300"]}]
    assert main(["show", *words]) == 0
    text = capsys.readouterr().out
    assert "答：原数少计两例，已改（原数 590，现数 592）" in text
    assert "未问而改 1 处" in text
    key = ["--key", str(both.office.path.parent / "office.p12"), "-o", str(both.folder), "--json"]
    (both.folder / "口令.txt").write_text("correct horse 电池 staple", encoding="utf-8")
    assert main(["accept", *words, *key, "--passphrase-file", str(both.folder / "口令.txt")]) == 0
    accepted = json.loads(capsys.readouterr().out)
    require_schema(accepted)
    assert accepted["unasked"] == shown["unasked"]


def test_the_answer_stays_beside_a_closed_question_when_a_newer_revision_comes(both, capsys):
    id_ = sent_and_opened(both, ABORTIONS)
    answer(both.desk, id_, "原数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    both.file()
    both.settle(id_, QuestionStep.CLOSE)
    other = sent_and_opened(both, BIRTHS)
    answer(both.desk, other, "数无误，已与台账核对")
    both.revise({ABORTIONS: "593"})
    both.file()
    words = ["--office", str(both.office.path), "--unit", "health", "--year", str(YEAR)]
    both.office.close()
    for command in (["question", "list"], ["show"]):
        assert main([*command, *words, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        require_schema(told)
        found = told["questions"][0]["answer"]
        assert found is not None
        assert (found["text"], found["old"], found["new"]) == ("原数少计两例，已改", "590", "592")
        received = {"old": "590", "new": "592", "other_old": "", "other_new": "", "agrees": True}
        assert found["received"] == received
        assert main([*command, *words]) == 0
        assert "答：原数少计两例，已改（原数 590，现数 592）" in capsys.readouterr().out


def test_an_answer_in_a_package_that_waits_is_told_as_waiting(both, capsys):
    id_ = sent_and_opened(both, ABORTIONS)
    answer(both.desk, id_, "原数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    withdraw(open_year(both.desk, YEAR), "再更正")  # it never goes out: the next comes with a gap
    both.revise({ABORTIONS: "593"})
    both.file()
    assert both.at_office.lineage.gap
    assert (both.states, both.row.answers_waiting) == ([QuestionState.SENT], 1)
    questions, waiting = both.at_office.questions, both.at_office.waiting_answers
    words = ["--office", str(both.office.path), "--unit", "health", "--year", str(YEAR)]
    both.office.close()
    for command in (["question", "list"], ["show"]):
        assert main([*command, *words, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        require_schema(found)
        (question,) = found["questions"]
        assert (question["answer"], question["waiting_answer"]) == (None, "原数少计两例，已改")
        assert main([*command, *words]) == 0
        told = capsys.readouterr().out
        assert "答复在待处理的第 3 版（校验码 " in told
        assert "里，那一份认下来才算：原数少计两例，已改（原数 590，现数 593）" in told
        assert "等单位答复" not in told, "the unit answered; it is the office's turn"
    assert open_words(questions, waiting) == "1 个问题的答复在待处理的一份里"
    assert main(["board", *words[:2], "--year", str(YEAR)]) == 0
    assert "答复待处理 1 个" in capsys.readouterr().out
    why = ["--reason", "单位没有导出过"]
    assert main(["decide", *words, "--fact", "revision", "--as", "认定", *why]) == 0
    capsys.readouterr()
    assert main(["question", "list", *words, "--json"]) == 0
    (question,) = json.loads(capsys.readouterr().out)["questions"]
    assert (question["state"], question["waiting_answer"]) == ("answered", None)


def test_of_two_that_contradict_each_other_both_answers_are_told_with_their_revision(both, capsys):
    """Two copies of one data file answered the same question, each in its own way."""
    id_ = sent_and_opened(both, ABORTIONS)
    said = {"601": "原数少计，已改", "602": "按病案首页重新数过"}
    fork(both, before=lambda desk, figure: answer(desk, id_, said[figure]))
    found = both.at_office
    revisions = [(one.revision, check_code(one.content)) for one in found.packages if one.revision > 1]
    review = review_of(both.office, "health", YEAR)
    (line,) = [one for one in review_lines(review) if one.subject == id_]
    state = unit_words(review).state
    words = ["--office", str(both.office.path), "--unit", "health", "--year", str(YEAR)]
    both.office.close()
    for command in (["question", "list"], ["show"]):
        assert main([*command, *words, "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        require_schema(document)
        (question,) = document["questions"]
        held = question["waiting_answers"]
        assert [(one["revision"], one["check_code"]) for one in held] == revisions
        assert {one["new"]: one["text"] for one in held} == said
        assert main([*command, *words]) == 0
        told = capsys.readouterr().out
        for (_, code), (figure, text) in zip(revisions, said.items(), strict=True):
            where = f"第 2 版（校验码 {format_check_code(code)}）"
            assert f"{where}里，那一份认下来才算：{text}（原数 590，现数 {figure}）" in told
            assert f"第 2 版（{format_check_code(code)}，待处理）答：{text}" in line.words
    assert state == "待选定：1 个问题的答复在待处理的一份里"


def lying(both, old, new):
    """The unit's last package, of whose answers another tells other figures; every digest fits."""
    store = both.desk.store
    revision = store.latest_revision(YEAR)
    documents = store.documents(YEAR, revision.number)
    content = json.loads(revision.content)
    path = "data/answers.csv"
    table = next(one.data for one in documents if one.name == path).decode()
    assert ",590,592," in table
    data = table.replace(",590,592,", f",{old},{new},").encode()
    content["tables"][path] = digest_of(data)
    documents = [replace(one, data=data) if one.name == path else one for one in documents]
    digest = document_digest(content)
    altered = replace(revision, content=canonical_json(content), content_digest=digest)
    made = both.folder / "另写的.asice"
    made.write_bytes(build(payload(altered, documents), both.unit_key, both.office.clock()))
    return made


@pytest.mark.parametrize(("old", "new", "agrees"), [("590", "592", True), ("592", "592", False)])
def test_an_answer_that_states_other_figures_than_were_received_is_told(both, capsys, old, new, agrees):
    id_ = sent_and_opened(both, ABORTIONS)
    answer(both.desk, id_, "原数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    (report,) = receive(both.office, Batch([lying(both, old, new)]))
    assert report.reception.value == "taken"
    words = ["--office", str(both.office.path), "--unit", "health", "--year", str(YEAR)]
    both.office.close()
    assert main(["question", "list", *words, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    require_schema(listed)
    received = {"old": "590", "new": "592", "other_old": "", "other_new": "", "agrees": agrees}
    assert listed["questions"][0]["answer"]["received"] == received
    assert main(["show", *words]) == 0
    assert ("与报来的不符：报来的是原数 590，现数 592" in capsys.readouterr().out) is not agrees


def without_row(plan, unit):
    """The plan without a figure and the indicator that is made of it, and the address of its cell."""
    used = Counter(code for one in plan.indicators for code in one.items)
    bound = {code for one in plan.relations for code in one.items}
    for form in plan.forms_of(unit):
        wholes = {row.part_of for row in form.rows}
        for row in form.rows:
            if not row.item or used[row.item] != 1 or row.item in bound or row.code in wholes:
                continue
            gone = next(one.code for one in plan.indicators if row.item in one.items)
            if gone in {one.indicator for one in plan.assumptions}:
                continue
            rows = tuple(one for one in form.rows if one is not row and one.indicator != gone)
            forms = tuple(replace(one, rows=rows) if one is form else one for one in plan.forms)
            targets = tuple(one for one in plan.targets if one.indicator != gone)
            indicators = tuple(one for one in plan.indicators if one.code != gone)
            other = replace(
                plan, version=f"{plan.version}-x", forms=forms, targets=targets, indicators=indicators
            )
            return other, f"{form.code}/{row.code}/_T"
    raise AssertionError


@pytest.fixture
def dropped(both, pack):
    """Lets the unit file under a plan without a row, after it was asked about its cell."""
    plan, cell = without_row(pack.plan, "health")
    key = next(one.key for one in open_year(both.desk, YEAR).layout.entry_cells if one.address == cell)

    def drop():
        other = PlanPack(plan)
        withdraw(open_year(both.desk, YEAR), "规划新版")
        both.desk.adopt_plan(other, "规划新版")
        both.revise()
        made = export(open_year(both.desk, YEAR), both.unit_key, both.folder)
        receive(both.office, Batch([made.path], None, [other]))
        assert both.at_office.current.revision == 2

    return key, drop


def test_a_question_whose_cell_is_gone_is_void_and_keeps_nobody_waiting(both, dropped):
    key, drop = dropped
    gone, other = both.ask(key, "请核对"), both.ask(BIRTHS, "请核对")
    both.send()
    drop()
    assert both.states == [QuestionState.VOID, QuestionState.SENT]
    assert both.row.step.startswith("等单位答复 1 个问题")
    with pytest.raises(StateError, match="已失效"):
        both.settle(gone, QuestionStep.CLOSE)
    both.settle(other, QuestionStep.CLOSE)
    both.ask(ABORTIONS, "请核对")
    both.send()
    slip = both.office.store.letters("health", YEAR)[-1]
    assert slip.questions == (f"q-{YEAR}-health-3",), "no letter asks about what is not there"
    assert not any(gone in one for one in obstacles(both.office, both.at_office))


def test_a_noted_question_whose_cell_is_gone_is_not_sent(both, dropped):
    key, drop = dropped
    both.ask(key, "请核对")
    drop()
    assert both.states == [QuestionState.VOID]
    with pytest.raises(StateError, match="E-DECIDE-024"):
        both.send()


def test_the_board_counts_questions_and_says_when_something_went_last(both, tmp_path):
    row = both.row
    assert (row.to_send, row.to_answer, row.answered) == (0, 0, 0)
    came = row.last_contact
    id_ = both.ask(BIRTHS, "请核对")
    assert (both.row.to_send, both.row.last_contact) == (1, came)
    open_letter(both.desk, both.send(), fingerprint(both.office_key.certificate))
    assert (both.row.to_send, both.row.to_answer) == (0, 1)
    assert both.row.last_contact > came
    answer(both.desk, id_, "数无误，已与台账核对")
    both.revise()
    both.file()
    assert (both.row.to_answer, both.row.answered) == (0, 1)
    board = board_of(both.office, YEAR)
    write_board(both.office, board, tmp_path / "board.xlsx")
    sheet = load_workbook(tmp_path / "board.xlsx").active
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in table if "状态" in row)
    line = next(row for row in table if row[heads.index("状态")] == "已答复")
    found = dict(zip(heads, line, strict=True))
    assert found["疑问"] == "已答 1"
    assert found["最近往来"] == both.row.document()["last_contact"]
    nobody = next(one for one in board.rows if one.unit == "education")
    assert nobody.document()["last_contact"] is None
