"""What the page 审核 says of a unit's year: facts with their actions, buttons, lines, corners."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt

from db.office.records import PastValue
from desktop.models.grid.roles import Mark
from desktop.models.office.review.figure_text import grouped
from desktop.models.office.review.received_grid import ReceivedGridModel
from desktop.models.office.review.received_year import CLOSED, ReceivedYear
from desktop.models.office.review.review_buttons import deeds_of
from desktop.models.office.review.review_facts import Action, decidable, shown_facts
from desktop.models.office.review.review_lines import LineKind, review_lines
from desktop.models.office.review.review_table import ReviewColumn, ReviewTable
from desktop.models.office.review.review_unit import ReceivedFormsModel, attached_words, unit_words
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.letters.asking import ToAsk, ask
from desktop.services.office.overview.reviewing import file_in, review_of
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.evidence import attach
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from forms.filing.receipt_time import day_in_beijing
from forms.letters.fact_words import fact_word
from forms.letters.question import QuestionScope
from forms.receiving.state import OfficeState
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.office.test_suggesting import ANAEMIC, RATE, publish

pytestmark = pytest.mark.gui


def read(met, unit="health"):
    return review_of(met.office, unit, YEAR)


def buttons(review, why=""):
    return deeds_of(review, lambda _act: why)


def test_of_a_unit_that_sent_nothing_every_button_says_so(both):
    review = read(both, "education")
    assert review.state is OfficeState.EXPECTED
    found = buttons(review)
    for one in (found.take, found.ask, found.send, found.accept):
        assert (one.is_open, one.why) == (False, "还没有报来")
    assert shown_facts(review).boxes == ()
    assert review_lines(review) == ()


def test_every_fact_has_a_name_and_stands_once(both):
    review = read(both)
    facts = shown_facts(review)
    words = [fact_word(one.name) for one in review.facts]
    assert len(set(words)) == len(words)
    assert not [one.name for one in review.facts if fact_word(one.name) == one.name]
    assert len(facts.boxes) + len(facts.lines) == len(review.facts) == 16
    assert [one.actions for one in facts.boxes if one.name == "paper"] == [(Action.PAPER,)]


def test_no_command_stands_in_what_is_said(both):
    publish(both, 300)
    facts = shown_facts(read(both))
    said = [text for one in facts.boxes for text in (one.title, one.sentence, one.step)]
    said += [one.sentence for one in facts.lines]
    assert [text for text in said if " --" in text or "decide" in text] == []


def test_a_different_past_is_told_at_its_row_and_judged_by_the_accepted_one(both):
    publish(both, 300)
    review = read(both)
    box = shown_facts(review).boxes[0]
    assert (box.name, box.mark, box.title) == ("history", Mark.BAD, "往年数　不符 1 格")
    assert Action.DECIDE in box.actions
    offered = decidable(review, "history")
    assert [subject for subject, _ in offered.subjects] == [f"{ANAEMIC}/2020"]
    assert [code for code, _ in offered.answers] == ["correction", "definition_change", "kept"]
    (line,) = [one for one in review_lines(review) if one.kind is LineKind.HISTORY]
    assert (line.old, line.new, line.is_open) == ("300", "349", True)
    received = ReceivedYear(review, review.judged)
    assert received.figures.value(ANAEMIC, 2020) == 300
    assert review.judged.stated.value(ANAEMIC, 2020) == 349
    row = received.layout.row_by_cell[line.cell]
    grid = ReceivedGridModel(received, received.layout.form_of(line.cell))
    assert grid.name_at(row).mark is Mark.BAD
    assert "已验收 300，包内 349" in grid.name_at(row).tip


def test_verdicts_are_those_of_the_accepted_past(both):
    publish(both, "5.00", RATE)
    review = read(both)
    one = next(one for one in review.judged.otherwise if one.stated.target.indicator == RATE.code)
    assert one.held in review.judged.verdicts[RATE.code]
    assert one.held.summary != one.stated.summary


def test_of_a_pair_that_was_answered_both_figures_stand_beside_each_other(both):
    cells = both.cell(BIRTHS), both.cell(ABORTIONS)
    wanted = ToAsk(
        unit="health",
        year=YEAR,
        scope=QuestionScope.PAIR,
        text="两数之间请说明",
        cell=cells[0],
        other_cell=cells[1],
    )
    asked = ask(both.office, wanted).id
    open_letter(both.desk, both.send())
    answer(both.desk, asked, "第二个数少计两例，已改")
    both.revise({ABORTIONS: "592"})
    both.file()
    (line,) = [one for one in review_lines(read(both)) if one.kind is LineKind.QUESTION]
    assert (line.old, line.new) == ("2036；590", "2036；592")
    assert "；08 " in line.place
    assert "不一致" not in line.words


def test_nothing_can_be_typed_and_it_is_said_why(both):
    review = read(both)
    received = ReceivedYear(review, review.judged)
    cell = both.cell(BIRTHS)
    assert not received.is_editable
    assert received.why_closed(cell) == CLOSED
    grid = ReceivedGridModel(received, received.layout.form_of(cell))
    index = grid.index_of(cell)
    assert not grid.setData(index, "1")
    assert not grid.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert "上年 包内" in grid.titles()  # nothing was accepted, and the office published nothing


def test_changed_cells_have_their_corners_and_words(both):
    both.ask(ABORTIONS, "请核实")
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    review = read(both)
    received = ReceivedYear(review, review.judged)
    cell = both.cell(ABORTIONS)
    grid = ReceivedGridModel(received, received.layout.form_of(cell))
    spoken = grid.index_of(cell).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("592")
    assert "未问而改" in spoken, "a question that was not sent asked nothing"
    forms = ReceivedFormsModel(received)
    assert forms.totals() == (71, 71)
    told = forms.index_of(received.layout.form_of(cell).form.code).data(Qt.ItemDataRole.ToolTipRole)
    assert "要看 1 格" in told
    words = unit_words(review)
    assert [(one.title, one.words) for one in words.revisions] == [
        ("第 2 版", "在看，现行"),
        ("第 1 版", "已被后一版替代"),
    ]


def test_a_missing_revision_is_let_go_by_taking_in(both):
    for figure in ("592", "593"):
        withdraw(open_year(both.desk, YEAR), "更正")
        both.revise({ABORTIONS: figure})
    both.file()
    review = read(both)
    take = buttons(review).take
    assert (take.text, take.is_open) == ("收下这一版", True)
    assert decidable(review, "revision").subjects == ()
    both.decide("revision", "counts")
    assert not buttons(read(both)).take.is_open


def test_a_file_that_waits_for_its_signer_is_not_taken_in_here(both):
    revoke(both.office, fingerprint=None, unit="health", since="2025-01-01", reason="密钥文件遗失，另办登记")
    review = read(both)
    assert review.state is OfficeState.QUARANTINED
    found = buttons(review)
    assert not found.take.is_open
    assert found.take.why.startswith("先处理")
    assert decidable(review, "revision") is None


def test_an_earlier_day_of_arrival_can_be_stated_where_the_certificate_has_ended(both):
    """What waits because its certificate ended may have come by hand before that."""
    day = day_in_beijing(both.office.clock())
    revoke(both.office, fingerprint=None, unit="health", since=day.isoformat(), reason="密钥文件遗失")
    review = read(both)
    (box,) = (one for one in shown_facts(review).boxes if one.name == "signer")
    assert box.actions == (Action.ARRIVAL, Action.ASIDE)
    earlier = (day - timedelta(days=3)).isoformat()
    content = review.package.content
    named = Question(
        unit="health", year=YEAR, fact="time", subject=content, answer=earlier, reason="送来的光盘"
    )
    decide(both.office, named)
    again = read(both)
    assert day_in_beijing(again.unit_year.arrived(again.package)).isoformat() == earlier


def test_an_attached_file_is_named_as_at_the_unit_with_its_figure(both, tmp_path):
    withdraw(open_year(both.desk, YEAR), "补附件")
    scan = tmp_path / "台账 扫描.pdf"
    scan.write_bytes(b"%PDF-1.4 demo")
    attach(open_year(both.desk, YEAR), ABORTIONS, scan)
    both.revise()
    both.file()
    review = read(both)
    ((name, words),) = attached_words(review)
    assert name.startswith("attachments/001-")
    assert words.startswith("台账 扫描.pdf　")
    assert "08 合计" in words
    assert file_in(both.office, review.package, name) == scan.read_bytes()
    assert unit_words(review).attached == "附件 1"


def test_who_may_not_reads_why_under_the_button(both):
    assert buttons(read(both), "名单里是“只读”").ask.why == "名单里是“只读”"


def test_the_table_shows_one_kind_at_a_time(both, qtbot):
    publish(both, 300)
    table = ReviewTable()
    table.show_lines(review_lines(read(both)))
    total = table.rowCount()
    assert total > 1
    assert table.next_open(-1) == 0
    table.show_kind(LineKind.HISTORY)
    assert table.rowCount(QModelIndex()) == 1
    assert table.index(0, ReviewColumn.OLD).data() == "300"
    table.show_lines(())
    assert table.kind is None


def test_figures_are_grouped_and_words_left_alone():
    assert [grouped(text) for text in ("41928", "-0.5", "没有", "", "NaN")] == [
        "41,928",
        "-0.5",
        "没有",
        "",
        "NaN",
    ]


def test_what_stands_beside_is_called_accepted_only_where_the_office_holds_it(both):
    both.office.store.import_past(
        [PastValue(YEAR - 1, BIRTHS, Decimal(1200), "统计年鉴")],
        reason="",
        actor="李敏",
        now=both.office.clock(),
    )
    review = read(both)
    received = ReceivedYear(review, review.judged)
    grid = ReceivedGridModel(received, received.layout.form_of(both.cell(BIRTHS)))
    assert "上年 已验收" in grid.titles()


def test_what_nobody_asked_about_is_named_where_a_year_can_be_accepted(both):
    both.type_paper()
    assert deeds_of(read(both), lambda _: "").accept.why == "没有疑问，可以验收"
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    both.type_paper()
    button = deeds_of(read(both), lambda _: "").accept
    assert (button.is_open, button.why) == (True, "可以验收；先看过：未问而改 1")
    (left,) = [one for one in without_doubt(both.office, YEAR).others if one.unit == "health"]
    assert "没有问过而改了 1 格" in left.reasons[0]
