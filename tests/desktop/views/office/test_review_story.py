"""审核 by keys alone: a difference decided, a question asked, answered, closed, the year accepted."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from desktop.models.office.place import OfficePlace
from desktop.models.office.review.review_lines import LineKind
from desktop.models.office.review.review_table import ReviewColumn
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.people import set_person
from desktop.services.office.registry.keys import KeyUse, known_key
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.letters.opening import open_letter
from desktop.services.unit.letters.questions import answer
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import fingerprint
from desktop.views.frame.parts.lines import RowLink
from desktop.views.office.deeds.folder_row import SENT
from desktop.views.office.window import OfficeWindow
from forms.canonical import check_code, format_check_code
from forms.receiving.role import OfficeRole
from forms.receiving.state import OfficeState
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    PASSPHRASE,
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
from tests.desktop.services.office.test_suggesting import ANAEMIC, publish

pytestmark = pytest.mark.gui
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Reviewing:
    """The window over the office's file, at the page 审核 of the unit, and a person with a keyboard."""

    def __init__(self, qtbot, met):
        self.qtbot, self.both = qtbot, met
        self.window = window = OfficeWindow(met.office, YEAR)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        self.wait()
        window.show_place(OfficePlace.REVIEW, "health")
        self.page = window.current_page()
        self.wait()

    def wait(self):
        """Until nothing is under way."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.window.tasks.is_busy, timeout=30_000)
            QApplication.processEvents()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()
        self.wait()

    def focus(self, widget):
        """Put the focus somewhere in the window, in front of which no dialog is any more."""
        self.qtbot.waitUntil(self.no_dialog)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        widget.setFocus()
        QApplication.processEvents()
        assert widget.hasFocus()

    def type(self, text):
        """Type a text where the focus is."""
        field = QApplication.focusWidget()
        if isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)
        elif isinstance(field, QLineEdit):
            field.insert(text)
        else:
            QTest.keyClicks(field, text)

    @property
    def dialog(self):
        """The dialog in front; waits for its focus."""
        self.qtbot.waitUntil(lambda: any(one.isVisible() for one in self.window.findChildren(QDialog)))
        dialog = [one for one in self.window.findChildren(QDialog) if one.isVisible()][-1]
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def no_dialog(self):
        """Whether none is open any more."""
        return not any(one.isVisible() for one in self.window.findChildren(QDialog))

    @property
    def review(self):
        """What the page shows."""
        return self.page.under_review.review

    def lines(self, kind):
        """The lines of a kind, as texts."""
        table = self.page.table
        return [
            [table.index(row, column).data() for column in ReviewColumn]
            for row, line in enumerate(table.lines)
            if line.kind is kind
        ]

    def sign(self, reason=""):
        """Fill the dialog of a letter in and sign; returns what it says then."""
        dialog = self.dialog
        if reason:
            dialog.reason.setFocus()
            self.type(reason)
        dialog.folder.line.setText(str(self.both.folder))
        dialog.key.passphrase.setFocus()
        self.type(PASSPHRASE)
        self.press(Qt.Key.Key_Return)
        told = dialog.told.text()
        dialog.reject()
        self.wait()
        return told


@pytest.fixture
def at(qtbot, both):  # noqa: F811
    publish(both, 300)
    at = Reviewing(qtbot, both)
    yield at
    at.window.close()


def test_no_key_changes_a_figure(at):
    before = at.both.office.store.values(at.review.package.content)
    position = at.both.office.store.log_position()
    grid = at.page.grid
    at.focus(grid)
    grid.choose(at.both.cell(BIRTHS))
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    keys = [
        (Qt.Key.Key_7, None), (Qt.Key.Key_F2, None), (Qt.Key.Key_Delete, None), (Qt.Key.Key_Backspace, None),
        (Qt.Key.Key_V, _CONTROL), (Qt.Key.Key_X, _CONTROL), (Qt.Key.Key_D, _CONTROL),
        (Qt.Key.Key_R, _CONTROL),
        (Qt.Key.Key_Apostrophe, _CONTROL), (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Z, _CONTROL), (Qt.Key.Key_Return, None), (Qt.Key.Key_Menu, None),
    ]  # fmt: skip
    for key, modifier in keys:
        at.press(key, modifier or Qt.KeyboardModifier.NoModifier)
        assert grid.indexWidget(grid.currentIndex()) is None, "no editor ever opens"
        if key == Qt.Key.Key_7:
            assert "只读" in at.page.notice.sentence
    QTest.mouseDClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.currentIndex()).center()
    )
    assert grid.indexWidget(grid.currentIndex()) is None
    model = grid.grid_model()
    assert not model.setData(grid.currentIndex(), "7")
    assert not any(
        model.flags(model.index(row, column)) & Qt.ItemFlag.ItemIsEditable
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )
    assert at.both.office.store.values(at.review.package.content) == before
    assert at.both.office.store.log_position() == position


def test_what_differs_is_decided_with_a_reason_and_taken_back(at):
    assert [line[3:5] for line in at.lines(LineKind.HISTORY)] == [["300", "349"]]
    assert "还差 2 件：往年数 1，纸质表 1" in at.page.panes.deeds.accept.toolTip()
    at.press(Qt.Key.Key_F8)
    assert at.page.lines.table.hasFocus()
    at.press(Qt.Key.Key_Return, _CONTROL)
    dialog = at.dialog
    at.press(Qt.Key.Key_Space)
    at.press(Qt.Key.Key_Return, _CONTROL)
    assert "原因" in dialog.trouble.text(), "no decision without a reason"
    assert dialog.go.text() == "记下决定　Ctrl+Enter", "Enter alone begins another line"
    dialog.reason.setFocus()
    at.type("问过单位，原来漏报")
    at.press(Qt.Key.Key_Return, _CONTROL)
    at.qtbot.waitUntil(at.no_dialog)
    assert at.lines(LineKind.HISTORY) == []
    assert "还差 1 件：纸质表 1" in at.page.panes.deeds.accept.toolTip()
    at.page.unit.decided.click()
    at.dialog.undo.click()
    dialog = at.dialog
    dialog.reason.setFocus()
    at.type("看错了")
    at.press(Qt.Key.Key_Return, _CONTROL)
    at.qtbot.waitUntil(at.no_dialog)
    assert len(at.lines(LineKind.HISTORY)) == 1


def test_the_page_as_it_was_sent_is_said_to_be_no_paper_until_paper_was_compared(at):
    at.page.panes.heading.printed.click()
    at.wait()
    assert at.page.panes.preview.isVisible()
    assert "照盖章的纸输入" in at.page.notice.sentence


def _asked(at, text):
    """Ask about a cell by F7."""
    at.focus(at.page.grid)
    at.page.go_to(at.both.cell(ABORTIONS))
    at.press(Qt.Key.Key_F7)
    dialog = at.dialog
    dialog.choice.setCurrentIndex(0)
    dialog.text.setPlainText(text)
    dialog.text.setFocus()
    at.press(Qt.Key.Key_Return, _CONTROL)
    return dialog


def test_a_question_holds_no_figure_and_is_kept_where_it_is_refused(at):
    births = open_year(at.both.desk, YEAR).figures.value(BIRTHS)
    dialog = _asked(at, f"{births} 对吗")
    assert "数" in dialog.trouble.text()
    assert dialog.text.toPlainText() == f"{births} 对吗", "nothing that was typed is lost"
    dialog.reject()


def returned_with_a_question(at):
    """Decide, ask, and sign a return letter; the unit opens it."""
    met = at.both
    met.decide("history", "correction", f"{ANAEMIC}/2020")
    at.page.refresh()
    at.wait()
    assert not at.page.panes.deeds.send.isEnabled()
    assert "现有 0 问" in at.page.panes.deeds.send.toolTip()
    _asked(at, "比上年少得多，请核实")
    at.qtbot.waitUntil(at.no_dialog)
    assert [line[5] for line in at.lines(LineKind.QUESTION)] == ["未发出"]
    at.focus(at.page.panes.deeds.send)
    at.press(Qt.Key.Key_Space)
    assert at.sign().startswith("已退回")
    assert at.review.state is OfficeState.QUESTIONED
    assert at.page.isAncestorOf(at.window.focusWidget()), "the button that had the focus is locked"
    assert "等单位答复 1 问" in at.page.panes.deeds.accept.toolTip()
    letter = next(met.folder.glob("**/*-return-1.asice"))
    open_letter(met.desk, letter.read_bytes(), fingerprint(met.office_key.certificate))


def answered_by_the_next_revision(at):
    """The unit answers, mends the figure, and changes another one that nobody asked about."""
    met = at.both
    (asked,) = met.at_office.questions
    answer(met.desk, asked.question.id, "与台账核对过，漏了一家医院，已更正")
    met.revise({ABORTIONS: "592", ANAEMIC: "248"})
    met.file()
    met.decide("history", "correction", f"{ANAEMIC}/2020")
    at.window.reread()
    at.wait()


def test_the_whole_way_by_keys(at):
    returned_with_a_question(at)
    answered_by_the_next_revision(at)
    assert at.review.state is OfficeState.ANSWERED
    (line,) = at.lines(LineKind.QUESTION)
    assert "漏了一家医院" in line[ReviewColumn.WORDS]
    assert line[ReviewColumn.NEW] == "592"
    assert len(at.lines(LineKind.UNASKED)) == 1
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F8)
    assert at.page.lines.current().kind is LineKind.QUESTION
    at.press(Qt.Key.Key_F8)
    assert at.page.lines.current().kind is LineKind.UNASKED, "nobody asked about it: it is looked at"
    at.page.lines.choose(0)
    at.press(Qt.Key.Key_Return, _CONTROL)
    at.dialog.reason.setFocus()
    at.type("看过答复")
    at.press(Qt.Key.Key_Return, _CONTROL)
    at.qtbot.waitUntil(at.no_dialog)
    assert [line[5] for line in at.lines(LineKind.QUESTION)] == ["已了结"]
    at.focus(at.page.facts.paper)
    at.type(format_check_code(check_code(at.review.package.content)))
    at.press(Qt.Key.Key_Return)
    assert at.page.panes.deeds.accept.isEnabled(), at.page.panes.deeds.accept.toolTip()
    at.focus(at.page.panes.deeds.accept)
    at.press(Qt.Key.Key_Space)
    assert at.sign() == "请写明验收的原因。", "something changed that nobody had asked about"
    at.focus(at.page.panes.deeds.accept)
    at.press(Qt.Key.Key_Space)
    assert at.sign(reason="未问而改的一格电话问过").startswith("已验收")
    assert at.review.state is OfficeState.ACCEPTED
    assert at.both.office.store.decisions()[-1].reason == "未问而改的一格电话问过"
    assert at.page.panes.deeds.accept.text() == "重开……"
    at.focus(at.page.panes.deeds.accept)
    at.press(Qt.Key.Key_Space)
    assert at.sign(reason="单位来函说还要更正").startswith("已重开")
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_Escape)
    assert at.window.current_page() is not at.page


def acceptable(at):
    """Nothing stands in the way of the year any more."""
    at.both.decide("history", "correction", f"{ANAEMIC}/2020")
    at.both.type_paper()
    at.window.reread()
    at.wait()
    at.focus(at.page.grid)


def test_one_key_accepts_where_the_key_is_open_and_nothing_wants_a_look(at):
    at_desk = at.both.office
    place = known_key(at_desk, KeyUse.SIGNING)
    at.press(Qt.Key.Key_F9)
    assert "还差 2 件" in at.page.notice.sentence
    acceptable(at)
    at_desk.held_key.open(place, PASSPHRASE)
    at.press(Qt.Key.Key_F9)
    assert at.no_dialog()
    assert at.review.state is OfficeState.ACCEPTED
    assert at.page.notice.sentence.startswith("已验收：")
    written = sorted(one.suffix for one in (at_desk.path.parent / SENT).glob("*/*"))
    assert written == [".asice", ".eml", ".pdf"]
    position = at_desk.store.log_position()
    at.press(Qt.Key.Key_F9)
    assert "已经验收" in at.page.notice.sentence
    assert (at_desk.store.log_position(), at.no_dialog()) == (position, True)
    at.focus(at.page.grid)
    while at.window.current_page() is at.page:  # what is still to be looked at comes first
        before = at.window.focusWidget()
        at.press(Qt.Key.Key_F8)
        assert at.window.focusWidget() is not before or at.window.current_page() is not at.page
    assert at.window.current_page().today.todo.hasFocus() or not at.window.current_page().today.model.jobs


def test_the_passphrase_is_asked_for_once_where_the_key_is_to_stay_open(at):
    acceptable(at)
    at.press(Qt.Key.Key_F9)
    at.dialog.key.keep.setChecked(True)
    assert at.sign().startswith("已验收")
    at.focus(at.page.panes.deeds.accept)
    at.press(Qt.Key.Key_Space)
    assert not at.dialog.key.passphrase.isVisible()
    at.type("单位来函说还要更正")
    at.press(Qt.Key.Key_Tab)
    at.dialog.go.setFocus()
    at.press(Qt.Key.Key_Space)
    assert at.dialog.told.text().startswith("已重开")
    at.dialog.reject()
    at.wait()
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F9)
    dialog = at.dialog
    assert dialog.go.hasFocus(), "a year that was reopened is looked at; no passphrase is wanting"
    dialog.key.shut.click()
    assert dialog.key.passphrase.hasFocus()
    at.press(Qt.Key.Key_Return)
    assert "请输入签名密钥的口令" in dialog.told.text()
    assert at.review.state is not OfficeState.ACCEPTED
    dialog.reject()


def test_a_key_that_was_let_go_while_its_dialog_is_open_is_asked_for_again(at):
    acceptable(at)
    at_desk = at.both.office
    at_desk.held_key.open(known_key(at_desk, KeyUse.SIGNING), PASSPHRASE)
    at.focus(at.page.panes.deeds.accept)
    at.press(Qt.Key.Key_Space)
    dialog = at.dialog
    assert not dialog.key.passphrase.isVisible()
    at_desk.held_key.forget()
    at.press(Qt.Key.Key_Return)
    assert "已经锁上" in dialog.told.text()
    assert dialog.key.passphrase.hasFocus()
    assert at.sign().startswith("已验收")


def test_what_somebody_may_is_shown_anew_when_another_one_goes_on(at):
    at_desk = at.both.office
    set_person(at_desk, "陈静", OfficeRole.HEAD)
    set_person(at_desk, "刘敏", OfficeRole.OFFICER)
    acceptable(at)
    accept = at.page.panes.deeds.accept
    for name, may in (("刘敏", False), ("陈静", True), ("刘敏", False)):
        at.window.working_now.setFocus()
        at.window.working_now._work_as(name)
        at.wait()
        assert accept.isEnabled() == may, name
        assert at.page.grid.hasFocus(), "the keys of the page are heard"


def test_a_dialog_that_stood_below_another_one_sees_that_the_key_was_opened_there(at):
    acceptable(at)
    at.press(Qt.Key.Key_F9)
    dialog = at.dialog
    assert dialog.key.passphrase.isVisible()
    place = known_key(at.both.office, KeyUse.SIGNING)
    at.both.office.held_key.open(place, PASSPHRASE)
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowActivate))
    assert not dialog.key.passphrase.isVisible()
    dialog.reject()


def test_a_version_that_came_after_acceptance_says_so_and_can_be_looked_at(at):
    met = at.both
    acceptable(at)
    accept(met.office, "health", YEAR, met.office_key, met.folder)
    withdraw(open_year(met.desk, YEAR), "更正")
    met.revise({ABORTIONS: "592"})
    met.file()
    at.window.reread()
    at.wait()
    assert at.review.package.revision == 1, "what was accepted counts"
    newest = at.page.unit.findChildren(RowLink)[0]
    assert newest.accessibleName().endswith("验收后又来，等重开")
    QTest.mouseClick(newest, Qt.MouseButton.LeftButton)
    at.wait()
    assert at.review.package.revision == 2


def test_another_form_another_revision_and_the_printed_pages(at):
    at.focus(at.page.grid)
    first = at.page.grid.grid_model().form.form.code
    at.press(Qt.Key.Key_PageDown, _CONTROL)
    assert at.page.grid.grid_model().form.form.code != first
    at.press(Qt.Key.Key_PageUp, _CONTROL)
    assert at.page.grid.grid_model().form.form.code == first
    at.page.panes.heading.printed.click()
    at.wait()
    assert at.page.panes.preview.pages.count > 0
    at.page.panes.heading.printed.click()
    assert not at.page.panes.preview.isVisible()


def test_escape_closes_what_lies_over_the_paper_before_it_leads_back(at):
    at.window.resize(911, 465)
    at.wait()
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F8)
    assert at.page.panes.lines_pane.is_open
    at.press(Qt.Key.Key_Escape)
    assert not at.page.panes.lines_pane.is_open
    assert at.window.current_page() is at.page
    at.press(Qt.Key.Key_Escape)
    assert at.window.current_page() is not at.page


def test_a_return_slip_is_taken_back_from_its_question(at):
    returned_with_a_question(at)
    at.page.lines.choose(0)
    assert at.page.lines.recall.isVisible()
    at.focus(at.page.lines.recall)
    at.press(Qt.Key.Key_Space)
    assert at.sign().startswith("已撤回退回单")
    assert at.review.state is OfficeState.RECEIVED
    assert [line[5] for line in at.lines(LineKind.QUESTION)] == ["已随退回单撤回"]


def test_a_question_has_a_last_day_where_one_is_typed(at):
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F7)
    dialog = at.dialog
    dialog.choice.setCurrentIndex(0)
    dialog.text.setPlainText("请核实")
    dialog.day.setText("明天")
    at.press(Qt.Key.Key_Return, _CONTROL)
    assert "不是日期" in dialog.trouble.text()
    dialog.day.setText("2026-07-01")
    at.press(Qt.Key.Key_Return, _CONTROL)
    at.qtbot.waitUntil(at.no_dialog)
    (asked,) = at.review.unit_year.questions
    assert asked.question.deadline.isoformat() == "2026-07-01"


def test_f7_on_a_line_suggests_what_to_ask_about_it(at):
    at.focus(at.page.grid)
    at.press(Qt.Key.Key_F8)
    at.press(Qt.Key.Key_F7)
    dialog = at.dialog
    assert dialog.choice.currentIndex() == 1
    assert dialog.text.toPlainText().startswith("2020 年的往年数与统计局掌握的不同")
    at.press(Qt.Key.Key_Return, _CONTROL)
    at.qtbot.waitUntil(at.no_dialog)
    (asked,) = at.review.unit_year.questions
    assert asked.question.cell == f"{ANAEMIC}/2020"
    assert "2020 年" in at.lines(LineKind.QUESTION)[0][ReviewColumn.PLACE]


@pytest.mark.parametrize(
    ("width", "height", "rows"), [(1366, 697, 8), (1093, 558, 8), (911, 465, 7), (683, 349, 3)]
)
def test_no_button_is_cut_and_every_one_can_be_read_out(at, width, height, rows):
    at.window.resize(width, height)
    at.wait()
    shown = [one for one in at.page.findChildren(QPushButton) if one.isVisible()]
    assert len(shown) > 5
    cut = [one.text() for one in shown if one.width() < one.minimumSizeHint().width()]
    assert cut == []
    assert all(one.accessibleName() or one.text() for one in shown)
    assert at.page.grid.viewport().height() >= rows * at.page.grid.rowHeight(0)
