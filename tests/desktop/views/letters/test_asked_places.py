"""What a question hangs on, as the page 回执 and the grid say it, and how a year stands meanwhile."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.models.grid.roles import Role
from desktop.models.unit.asked import waiting_line
from desktop.models.unit.cell_facts import cell_facts
from desktop.models.unit.standing import counting_date, year_head
from desktop.models.unit.thread import next_steps, thread_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.filing.exported import why_nothing_stands
from desktop.services.unit.letters.kept_letters import OfficeLetters
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from forms.filing.state import YearState
from forms.letters.question import QuestionScope
from forms.receiving.asking import QuestionStep
from tests.desktop.models.small_desks import ALIVE, DEAD, PLACES
from tests.desktop.services.both import ABORTIONS, BIRTHS
from tests.desktop.services.both import YEAR as YEAR_OF_BOTH
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    both,
    clock,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)
from tests.desktop.views.letters.test_letter_door import (  # noqa: F401 - fixtures of a window and an office
    asked,
    office,
    open_trusted,
    sent,
)

pytestmark = pytest.mark.gui
PAIR = replace(asked(1, ALIVE), scope=QuestionScope.PAIR, other_cell=PLACES, deadline=date(2026, 12, 5))
RULE = replace(asked(2, ""), scope=QuestionScope.FINDING, code="TB-SUM-001")
FILES = replace(asked(3, ""), scope=QuestionScope.ATTACHMENT, deadline=date(2026, 12, 8))
WHOLE = replace(asked(4, ""), scope=QuestionScope.FILING)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_both_cells_of_a_pair_are_named_marked_and_led_to(qtbot, sent, office):  # noqa: F811
    open_trusted(qtbot, sent, office.write(sent.working.year, PAIR), office)
    page = sent.current_page()
    (line,) = page.lines.questions
    rows = [sent.working.row(one) for one in (ALIVE, PLACES)]
    for row in rows:
        assert row.name in line.place
        assert row.name in line.title
        assert any(row.name in text for text in texts(page.lines))
    assert [[one.label for one in cell.figures] for cell in line.cells] == [
        ["上年", "第 1 次报送", "现在"]
    ] * 2
    for address in (ALIVE, PLACES):
        sent.go_to(address)
        assert sent.entry.grid.grid_model().index_of(address).data(Role.ASKED)
        other = sent.working.row(PLACES if address == ALIVE else ALIVE)
        assert cell_facts(sent.working, address).questions == (
            f"{PAIR.text}（连同 {other.code} {other.name}）",
        )
    sent.go_to(ALIVE)
    other = next(one for one in page.lines.boxes[0].findChildren(QPushButton) if one.text() == "到第二格")
    other.click()
    QApplication.processEvents()
    assert sent.entry.grid.current_address() == PLACES
    assert sent.working.enter(PLACES, "77")
    page.show_state()
    (line,) = page.lines.questions
    assert line.is_changed, "the second cell counts too"


def test_a_rule_attachments_and_the_whole_are_told_apart(qtbot, sent, office):  # noqa: F811
    open_trusted(qtbot, sent, office.write(sent.working.year, PAIR, RULE, FILES, WHOLE), office)
    page = sent.current_page()
    assert [line.title for line in page.lines.questions][1:] == [
        "审核：合计不等于分项之和", "附件", "整份报送",
    ]  # fmt: skip
    assert [line.until for line in page.lines.questions] == ["回复限 2026-12-05", "", "回复限 2026-12-08", ""]
    assert not any("回复限" in line.about for line in thread_of(sent.working)), "each has its own"
    told, _ = counting_date(sent.working)
    assert told.startswith("回复限 2026-12-05")
    assert told in texts(sent.bar)
    sent.working.answer(FILES.id, "已附台账")
    assert page.lines.questions[2].stands == "已答复"


def test_one_day_for_all_stands_with_the_letter(qtbot, sent, office):  # noqa: F811
    both_ = [replace(one, deadline=date(2026, 12, 5)) for one in (asked(1, ALIVE), asked(2, DEAD))]
    open_trusted(qtbot, sent, office.write(sent.working.year, *both_), office)
    assert [line.until for line in sent.current_page().lines.questions] == ["", ""]
    assert thread_of(sent.working)[-4].about.endswith("回复限 2026-12-05。")


def test_many_questions_scroll_beside_the_page_and_push_nothing_out_of_sight(qtbot, sent, office):  # noqa: F811
    many = [replace(asked(number, ALIVE), deadline=date(2026, 12, number)) for number in range(1, 15)]
    open_trusted(qtbot, sent, office.write(sent.working.year, *many), office)
    sent.resize(1366, 768)
    QApplication.processEvents()
    page = sent.current_page()
    assert page.drop.isVisible()
    foot = page.drop.mapTo(sent, page.drop.rect().bottomLeft()).y()
    assert foot < sent.height()
    area = page.questions.parentWidget().parentWidget().parentWidget()
    assert area.verticalScrollBar().maximum() > 0
    days = [label for label in page.questions.findChildren(QLabel) if "回复限" in label.text()]
    assert len(days) == len(many)
    steps = next(one for one in page.steps.findChildren(QLabel) if one.text().startswith("答完第 1 问、"))
    for label in (*days, steps):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_a_year_that_could_be_frozen_says_first_what_waits(qtbot, sent, office):  # noqa: F811
    open_trusted(qtbot, sent, office.write(sent.working.year, asked(1, ALIVE), asked(2, DEAD)), office)
    waits = "统计局的提问还有 2 问没有答复"
    assert year_head(sent.working)[0] == f"统计局已退回，{waits}"
    assert waiting_line(sent.working) == waits
    assert sent.working.onward == f"但{waits}，请到“回执”答复"
    note = sent.working.year.figures.observations[sent.working.cell(ALIVE).key].note
    assert sent.working.annotate(ALIVE, note=f"{note}核对过")
    assert sent.working.state is YearState.READY
    assert year_head(sent.working)[0] == f"正在修改，{waits}"


def test_a_year_that_is_gone_on_with_says_what_waits_besides_its_problems(qtbot, sent, office):  # noqa: F811
    """The page 填报, when a year that was begun earlier is opened again."""

    def says():
        sent.entry.say_welcome_back()
        return sent.entry.notice.sentence

    waits = "统计局的提问还有 2 问没有答复"
    open_trusted(qtbot, sent, office.write(sent.working.year, asked(1, ALIVE), asked(2, DEAD)), office)
    assert says() == f"接着上次填：各格都已填，审核没有待处理的问题，但{waits}，请到“回执”答复。"
    cell = sent.working.cell(ALIVE)
    text = sent.working.year.reading(cell.key).text
    assert sent.working.enter(ALIVE, f"{text}1")
    todo = len(sent.working.year.report.blocking) + len(sent.working.year.report.unexplained)
    assert todo
    assert says() == (f"接着上次填：各格都已填，{todo} 个问题待处理；{waits}。按 F8 到下一个要处理的地方。")
    assert sent.working.enter(ALIVE, text)
    for number in (1, 2):
        sent.working.answer(f"q-2025-health-{number}", "数无误，已与台账核对")
    assert says() == "接着上次填：各格都已填，没有待处理的问题，可以到“定稿打印”定稿。"
    assert sent.working.enter(ALIVE, f"{text}1")
    assert says() == f"接着上次填：各格都已填，{todo} 个问题待处理。按 F8 到下一个要处理的地方。"


def test_a_returned_submission_was_not_taken_back(both):  # noqa: F811
    both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    assert why_nothing_stands(open_year(both.desk, YEAR_OF_BOTH)).startswith(
        "第 1 次报送导出过，统计局退回了；"
    )


def working_of(met):
    working = WorkingYear(open_year(met.desk, YEAR_OF_BOTH))
    working.exchange = OfficeLetters(working.year)
    return working


def test_an_answered_change_stays_one_when_a_later_slip_repeats_the_question(both):  # noqa: F811
    abortions = both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    answer(both.desk, abortions, "少计两例，已改")
    both.revise({ABORTIONS: "592"})
    both.file()
    both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    working = working_of(both)
    assert working.state is YearState.RETURNED
    thread = thread_of(working)
    asked_now = [question for line in thread for question in line.questions]
    assert [(one.number, one.stands) for one in asked_now] == [(1, "已答复，改了数"), (2, "待答")]
    labels = [[figure.label for figure in one.cells[0].figures][1:] for one in asked_now]
    assert labels == [["第 1 次报送", "现在"], ["第 2 次报送", "现在"]]
    steps = [one.text for one in next_steps(working, thread)]
    assert steps[:2] == ["答完第 2 问", "审核：看一遍有没有新的问题"], "the change was sent already"


def test_a_number_is_of_one_question_of_the_year(both):  # noqa: F811
    births = both.ask(BIRTHS, "请核对")
    open_letter(both.desk, both.send())
    answer(both.desk, births, "已与台账核对，数无误")
    both.revise()
    both.file()
    both.settle(births, QuestionStep.CLOSE)
    both.ask(ABORTIONS, "请核对")
    open_letter(both.desk, both.send())
    numbers = [one.number for line in thread_of(working_of(both)) for one in line.questions]
    assert numbers == [1, 2]
