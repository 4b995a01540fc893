"""Questions of the office by real keys: read at their cell, answered in place, listed before 定稿.

The letters are handed in as whoever reads them hands them in; which file they came from is no matter here.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.unit.freezing import frozen_facts
from desktop.models.unit.thread import open_questions
from desktop.services.unit.letters.kept_letters import KeptQuestion
from desktop.views.frame.parts.lines import RowLink
from forms.codes.program import FileCode
from forms.errors import EnvironmentFault
from forms.filing.stage import Stage
from forms.filing.state import Step
from forms.letters.question import QuestionScope, question_number
from tests.desktop.models.small_desks import ALIVE, DEAD
from tests.desktop.views.typing_keys import CONTROL, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key


class Letters:
    """One letter with two questions, kept in memory."""

    def __init__(self):
        self.given = {"q-1": "", "q-2": ""}
        self.refuses = False

    def letters(self):
        return [
            SimpleNamespace(
                title="退回单第 2 号",
                at=datetime(2026, 4, 30, 8, tzinfo=UTC),
                revision=1,
                sender="某县统计局",
                told="请核实后重报。",
                files=(),
                papers=("0/forms/return-slip.pdf",),
                questions=[self.question("q-1", ALIVE), self.question("q-2", DEAD)],
            )
        ]

    def question(self, name, cell):
        given = self.given[name]
        return KeptQuestion(
            id=name, number=question_number(name), scope=QuestionScope.CELL,
            cell=cell, other_cell="", code="",
            text=f"请核实 {name}。", deadline=date(2026, 5, 8), revision=1, answer=given, is_open=not given,
        )  # fmt: skip

    def paper(self, name):
        return name.encode()

    def answer(self, question, text):
        if self.refuses:
            raise EnvironmentFault(FileCode.DISK_FULL, "磁盘已满，没有保存")
        self.given[question] = text


@pytest.fixture
def returned(qtbot, open_small):
    """A window on a year that came back with two questions."""
    window = open_small("final")
    window.working.year.step(Step.EXPORT)
    window.working.year.step(Step.RETURN, "请核实后重报")
    window.working.exchange = Letters()
    window.working.follow()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def receipt(window):
    window.show_stage(Stage.RECEIPT)
    QApplication.processEvents()
    return window.current_page()


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


def settle(qtbot, page, count):
    qtbot.waitUntil(lambda: page.progress.text() == f"已答复 {count} / 2 问")


def test_both_questions_are_answered_by_keys_alone(qtbot, returned):
    page, letters = receipt(returned), returned.working.exchange
    assert page.lines.current().line.id == "q-1", "the first question waits where one types"
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 1)
    assert page.lines.current().line.id == "q-2", "the next one comes"
    QTest.keyClicks(QApplication.focusWidget(), "checked as well")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 2)
    assert letters.given == {"q-1": "checked", "q-2": "checked as well"}
    assert QApplication.focusWidget() is page.go
    assert not open_questions(returned.working)


def test_f8_goes_to_the_next_question_and_keeps_what_was_typed(qtbot, returned):
    page = receipt(returned)
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    key(Key.Key_F8)
    qtbot.waitUntil(lambda: page.lines.current() is not None and page.lines.current().line.id == "q-2")
    settle(qtbot, page, 1)
    key(Key.Key_F8)
    assert "没有别的提问了" in page.notice.sentence
    assert page.lines.current().line.id == "q-2"


def test_the_change_is_seen_beside_the_figure_that_was_sent(qtbot, returned):
    page = receipt(returned)
    key(Key.Key_F4)
    assert returned.current_page() is returned.entry
    assert returned.entry.grid.current_address() == ALIVE
    type_into(returned.entry.grid, "777")
    page = receipt(returned)
    line = page.lines.current().line
    assert {one.label for one in line.cells[0].figures} >= {"第 1 次报送", "现在"}
    assert line.is_changed
    assert page.lines.current().wrong.isChecked(), "what was changed is no longer said to be right"
    QTest.keyClicks(QApplication.focusWidget(), "was a slip")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 1)
    assert page.lines.questions[0].stands == "已答复，改了数"


def test_tab_leads_from_the_words_to_whether_the_figure_is_right(qtbot, returned):
    page = receipt(returned)
    QTest.keyClicks(QApplication.focusWidget(), "one too many")
    key(Key.Key_Tab)
    settle(qtbot, page, 1)
    box = page.lines.current()
    assert box.line.id == "q-1", "the answer is stored, and the question stays where one is"
    assert box.right.hasFocus()
    assert box.editor.toPlainText() == "one too many"
    key(Key.Key_Right)
    qtbot.waitUntil(lambda: returned.current_page() is returned.entry)
    QApplication.processEvents()
    assert returned.entry.grid.hasFocus(), "the figure is typed at once"
    assert returned.entry.grid.current_address() == ALIVE


def test_a_letter_that_was_answered_is_no_longer_said_to_wait(qtbot, returned):
    page = receipt(returned)
    page.say("待答 2 问。", "good")
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 1)
    assert not page.notice.isVisible()


def test_the_next_question_is_in_sight_with_its_buttons(qtbot, returned):
    returned.resize(911, 480)
    page = receipt(returned)
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 1)
    qtbot.waitUntil(lambda: page.lines.current() is page.lines.boxes[1])
    save = page.lines.boxes[1].save
    qtbot.waitUntil(lambda: save.visibleRegion().boundingRect() == save.rect(), timeout=2000)


def test_an_answer_is_changed_from_its_end_and_its_paper_is_reached_by_tab(qtbot, returned):
    page = receipt(returned)
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 1)
    box = page.lines.boxes[0]
    box.change.click()
    QTest.keyClicks(QApplication.focusWidget(), " twice")
    assert box.editor.toPlainText() == "checked twice"
    key(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: returned.working.exchange.given["q-1"] == "checked twice")
    page.lines.boxes[1].save.setFocus()
    key(Key.Key_Tab)
    assert "PDF" in QApplication.focusWidget().text()


def test_what_cannot_be_stored_stays_in_its_box_and_says_why(qtbot, returned):
    page = receipt(returned)
    returned.working.exchange.refuses = True
    QTest.keyClicks(QApplication.focusWidget(), "checked")
    key(Key.Key_F8)
    page.show_state()
    box = page.lines.boxes[0]
    assert box.editor.toPlainText() == "checked"
    assert box.line.kept == "checked"
    assert any("磁盘已满" in line for line in returned.unsaved_lines())
    returned.working.exchange.refuses = False
    page.attend_to_question("q-1")
    key(Key.Key_Return, CONTROL)
    settle(qtbot, page, 1)
    assert not returned.unsaved_lines()
    returned.may_close = True


def test_ctrl_enter_without_a_word_asks_for_one(returned):
    page = receipt(returned)
    key(Key.Key_Return, CONTROL)
    assert "先写一句答复" in page.lines.current().told.text()


def test_a_question_stands_at_its_cell_and_leads_to_its_answer(qtbot, returned):
    returned.go_to(ALIVE)
    QApplication.processEvents()
    grid = returned.entry.grid.grid_model()
    index = grid.index_of(ALIVE)
    assert index.data(Role.ASKED)
    assert "统计局提问" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "待答复" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    status = index.siblingAtColumn(grid.status_column)
    assert (status.data(), mark_at(status)) == ("待答复", Mark.ASKED)
    assert "气泡" in grid.headerData(
        grid.status_column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    pane = returned.entry.cell
    assert any("请核实 q-1" in label.text() for label in pane.findChildren(QLabel) if label.isVisible())
    pane._asked.go.setFocus()
    key(Key.Key_Return)
    page = returned.current_page()
    qtbot.waitUntil(lambda: page.lines.current() is not None)
    assert page.lines.current().line.id == "q-1"


def test_before_it_is_frozen_again_what_is_open_is_listed_first(returned):
    facts = frozen_facts(returned.working.year, open_questions(returned.working))
    name, words = facts[0]
    assert name == "未答复"
    assert "还有 2 问没有答复" in words
    assert "第 1 问" in words


def test_a_letter_is_folded_and_unfolded_by_enter_and_shows_from_whom_it_is(returned):
    page = receipt(returned)
    link = next(one for one in page.lines.findChildren(RowLink) if one.accessibleName() == "退回单第 2 号")
    link.setFocus()
    key(Key.Key_Return)
    assert not page.lines.boxes
    key(Key.Key_Return)
    assert len(page.lines.boxes) == 2
    assert any("某县统计局" in label.text() for label in page.facts.findChildren(QLabel))


def test_a_click_in_the_list_leads_to_the_answer(qtbot, returned):
    page = receipt(returned)
    links = page.questions.findChildren(RowLink)
    QTest.mouseClick(links[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.lines.current() is not None and page.lines.current().line.id == "q-2")


def test_without_letters_nothing_of_it_is_in_sight(open_small):
    page = receipt(open_small("final"))
    assert not page.progress.isVisible()
    assert not page.questions.isVisible()


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.FINALISE])
def test_before_it_is_frozen_the_pages_say_what_waits_and_lead_there(qtbot, returned, stage):
    returned.show_stage(stage)
    page = returned.current_page()
    link = page.waiting.findChild(RowLink)
    assert link.accessibleName() == "统计局的提问还有 2 问没有答复，去答复"
    link.setFocus()
    key(Key.Key_Return)
    assert returned.current_page() is returned._page(Stage.RECEIPT)
    for name in ("q-1", "q-2"):
        returned.working.answer(name, "checked")
    returned.show_stage(stage)
    assert not page.waiting.isVisible()


def test_the_paper_of_a_letter_is_written_out_from_the_thread(qtbot, returned, tmp_path, monkeypatch):
    page, place = receipt(returned), tmp_path / "退回单.pdf"
    named = []
    monkeypatch.setattr(
        "desktop.views.steps.receipt_page.ask_save_place",
        lambda parent, title, name, *kinds: named.append(name) or str(place),
    )
    link = next(one for one in page.lines.findChildren(RowLink) if "纸面" in one.text())
    link.setFocus()
    key(Key.Key_Return)
    assert place.read_bytes() == b"0/forms/return-slip.pdf"
    assert named == ["2025年退回单第 2 号"]
    assert place.name in page.notice.sentence
