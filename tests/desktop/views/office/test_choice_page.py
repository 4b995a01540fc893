"""A fork decided with real keys: the stamped paper, a reason, the office's key, and back on the board."""

import json
from email import message_from_bytes

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from db.office.records import DecisionKind
from desktop.models.grid.roles import Role
from desktop.models.office.cells import Look
from desktop.models.office.place import OfficePlace
from desktop.services.office.decisions.decision_words import decision_line
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.submission.package import inspect
from desktop.views.office.intake.todo_list import TodoList
from desktop.views.office.shown_view import ShownView
from forms.canonical import check_code, format_check_code
from forms.receiving.state import OfficeState
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.forked import FORKED, PASSPHRASE, UNIT, candidates, made_office
from tests.desktop.views.typing_keys import CONTROL, type_into

pytestmark = pytest.mark.gui
ALT = Qt.KeyboardModifier.AltModifier
REASON = "盖章纸质表校验码相符；已电话问过单位"


@pytest.fixture
def office_file(tmp_path, clock):
    path, clock.now = made_office(tmp_path, FORKED)
    return path


@pytest.fixture
def codes(office_file, clock):
    return candidates(office_file, clock)


@pytest.fixture
def page(office_file, codes, open_office, qtbot):
    window = open_office(office_file)
    window.show_place(OfficePlace.CHOICE, UNIT)
    found = window.current_page()
    qtbot.waitUntil(lambda: found.facts.table.rowCount() > 0)
    return found


def idle(page, qtbot):
    qtbot.waitUntil(lambda: not page.frame.tasks.is_busy)
    QApplication.processEvents()


def fact(page, label):
    line = next(one for one in page.facts.table.lines if one.cells[0].text == label)
    return line.cells[1:]


def column(page, head):
    place = page.cells.table.heads.index(head)
    return [line.cells[place] for line in page.cells.table.lines]


def state_at(path, clock):
    with open_office_desk(path, clock=clock) as desk:
        return ledger_of(desk, YEAR).unit_year(UNIT)


def test_enter_on_what_is_to_be_done_leads_here(office_file, open_office, qtbot):
    window = open_office(office_file)
    todo = window.current_page().findChild(TodoList)
    jobs = [todo.model().index(row, 0).data(Role.SUBJECT) for row in range(todo.model().rowCount())]
    todo.choose(next(row for row, job in enumerate(jobs) if job.goal is OfficePlace.CHOICE))
    QTest.keyClick(todo, Qt.Key.Key_Return)
    found = window.current_page()
    qtbot.waitUntil(lambda: found.facts.table.rowCount() > 0)
    assert "有两份，选定一份" in found.heading.text()


def test_both_stand_side_by_side_with_only_what_differs(page, codes):
    assert page.heading.text() == "第 2 版有两份，选定一份"
    assert [cell.text for cell in fact(page, "填表人")] == ["丙", "丁"]
    head, other = fact(page, "统计负责人")
    assert (head.look, other.look, other.text) == (Look.PLAIN, Look.GREY, "乙")
    assert "同一证书" in fact(page, "签名人")[1].text
    first, second = fact(page, "操作日志")
    assert "至少前" in first.text
    assert second.text.endswith("末条不同")
    differing = {(line.cells[1].text, line.cells[2].text) for line in page.cells.table.lines}
    assert {"01", "02", "03"} <= {code for code, _ in differing}
    for before, ours, theirs in zip(*(column(page, head) for head in ("第 1 版", "甲", "乙")), strict=True):
        assert ours.text != theirs.text
        assert (ours.look is Look.STRONG) is (ours.text != before.text)
        assert (theirs.look is Look.STRONG) is (theirs.text != before.text)
    assert f"不同的格 {len(page.cells.table.lines)}" == page._count.text()
    assert "格相同，不列" in page._summary.text()


def test_the_stamped_paper_is_asked_first_and_decides_nothing_by_itself(page, codes, qtbot):
    assert page.paper.line.hasFocus()
    QTest.keyClicks(page.paper.line, codes[1].lower().replace("0", "o"))
    QTest.keyClick(page.paper.line, Qt.Key.Key_Return)
    idle(page, qtbot)
    assert "与乙相符，与甲不符" in page.paper.sentence
    assert [cell.text for cell in fact(page, "校验码")] == [format_check_code(code) for code in codes]
    assert [cell.text for cell in fact(page, "盖章纸质表")] == ["不符", "相符"]
    ours, theirs = page.foot.buttons
    assert (ours.property("kind"), theirs.property("kind")) == ("", "primary")
    assert not theirs.isEnabled()
    assert "至少 4 个字，已写 0 个" in page.foot.why.text()
    assert page.foot.reason.hasFocus()
    assert page.frame.desk_year.row_of(UNIT).state is OfficeState.CONFLICT


def texts_in(widget):
    """Every text in sight, of labels, fields, buttons and tables."""
    found = [one.text() for kind in (QLabel, QLineEdit, QAbstractButton) for one in widget.findChildren(kind)]
    found += [
        cell.text
        for view in widget.findChildren(ShownView)
        for line in view.table.lines
        for cell in line.cells
    ]
    return "\n".join([*found, *(one.accessibleDescription() for one in widget.findChildren(QWidget))])


def test_a_code_cannot_be_typed_off_the_screen_before_paper_was_compared(page, codes, qtbot):
    shown = [format_check_code(code) for code in codes]
    assert not [code for code in shown if code in texts_in(page)]
    page.foot.reason.setPlainText(REASON)
    QTest.keyClick(page, Qt.Key.Key_1, ALT)
    dialog = QApplication.activeModalWidget()
    assert not [code for code in shown if code in texts_in(dialog)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_scanner_types_the_digest_of_the_page_and_ends_with_enter(page, codes, qtbot):
    content = next(one.content for one in page._read.found.contenders if one.check_code == codes[0])
    QTest.keyClicks(page.paper.line, content)
    QTest.keyClick(page.paper.line, Qt.Key.Key_Return)
    idle(page, qtbot)
    assert "与甲相符" in page.paper.sentence
    assert page.paper.line.text() == format_check_code(codes[0])


def test_a_mistyped_code_is_said_to_be_one_and_notes_nothing(page, codes, qtbot, office_file, clock):
    QTest.keyClicks(page.paper.line, codes[0][:-1])
    QTest.keyClick(page.paper.line, Qt.Key.Key_Return)
    assert "现在有 15 位" in page.paper.sentence
    assert page.paper.line.hasFocus()
    idle(page, qtbot)
    assert page.frame.desk_year.desk.store.decisions(year=YEAR, unit=UNIT) == []


def test_a_fork_is_decided_with_keys_and_the_letter_lies_ready(page, codes, qtbot, office_file, clock):
    window = page.window()
    QTest.keyClicks(page.paper.line, codes[0])
    QTest.keyClick(page.paper.line, Qt.Key.Key_Return)
    idle(page, qtbot)
    QTest.keyClick(page, Qt.Key.Key_1, ALT)
    assert "选定理由至少 4 个字" in page.notice.sentence
    type_into(page.foot.reason, REASON, end=None)
    assert [button.isEnabled() for button in page.foot.buttons] == [True, True]
    QTest.keyClick(page.foot.reason, Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert any(format_check_code(codes[0]) in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.focusWidget() is dialog.key.passphrase
    QTest.keyClicks(dialog.key.passphrase, "wrong")
    QTest.keyClick(dialog.key.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "口令" in dialog.told.text() and dialog.close_button.isEnabled())
    assert dialog.key.passphrase.text() == ""
    dialog.key.passphrase.insert(PASSPHRASE)
    QTest.keyClick(dialog.key.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page() is not page)
    qtbot.waitUntil(lambda: window.desk_year.row_of(UNIT).state is OfficeState.RECEIVED)
    letters = sorted((office_file.parent / "发出").glob("*/*"))
    assert [path.suffix for path in letters] == [".asice", ".eml", ".pdf"]
    assert {path.parent.name for path in letters} == {window.desk_year.desk.unit_name(UNIT)}
    data = letters[0].read_bytes()
    letter = json.loads(next(one.data for one in inspect(data).payload if one.name == "letter.json"))
    chosen = window.desk_year.desk.store.decisions(year=YEAR, unit=UNIT)[-1]
    assert (letter["kind"], letter["content_digest"]) == ("choice", chosen.content)
    assert (chosen.reason, chosen.answer) == (REASON, codes[0])


def test_what_was_chosen_may_be_corrected_and_nothing_else_is_offered(page, codes, qtbot):
    page.foot.reason.setPlainText(REASON)
    QTest.keyClick(page, Qt.Key.Key_2, ALT)
    dialog = QApplication.activeModalWidget()
    dialog.key.passphrase.insert(PASSPHRASE)
    QTest.keyClick(dialog.key.passphrase, Qt.Key.Key_Return)
    window = page.window()
    qtbot.waitUntil(lambda: window.current_page() is not page and not window.tasks.is_busy)
    window.show_place(OfficePlace.CHOICE, UNIT)
    idle(page, qtbot)
    assert "改选一份" in page.heading.text()
    page.foot.reason.setPlainText("单位来函：应为另一份")
    assert [button.isEnabled() for button in page.foot.buttons] == [True, False]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_1, ALT)
    dialog = QApplication.activeModalWidget()
    dialog.key.passphrase.insert(PASSPHRASE)
    QTest.keyClick(dialog.key.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page() is not page and not window.tasks.is_busy)
    unit_year = ledger_of(window.desk_year.desk, YEAR).unit_year(UNIT)
    assert check_code(unit_year.current.content) == codes[0]


def test_neither_is_chosen_and_the_unit_is_asked_without_a_figure(page, codes, qtbot, office_file):
    page.foot.reason.setPlainText("两份都像真的")
    QTest.keyClick(page, Qt.Key.Key_3, ALT)
    dialog = QApplication.activeModalWidget()
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "仍是待选定" in dialog.told.text())
    dialog.close()
    (draft,) = (office_file.parent / "发出").glob("*/*")
    assert draft.suffix == ".eml"
    mail = message_from_bytes(draft.read_bytes())
    text = next(iter(mail.walk())).get_payload()[0].get_payload(decode=True).decode("utf-8")
    assert all(format_check_code(code) in text for code in codes)
    values = page.frame.desk_year.desk.store.values(page._read.found.contenders[0].content)
    figures = {str(one.value) for one in values if one.value is not None and len(str(one.value)) > 4}
    assert not [figure for figure in figures if figure in text]
    desk = page.frame.desk_year.desk
    assert desk.store.letters(UNIT, YEAR) == []
    (noted,) = desk.store.decisions(year=YEAR, unit=UNIT)
    assert (noted.kind, noted.reason) == (DecisionKind.ASK_WHICH, "两份都像真的")
    assert "请单位说明以哪一份为准：两份都像真的" in decision_line(noted)
    idle(page, qtbot)
    assert "已写邮件请单位说明" in page.chain._state.text()
    assert page.frame.desk_year.row_of(UNIT).state is OfficeState.CONFLICT


def test_either_revision_opens_in_the_grid_by_keys(page, codes, qtbot):
    window = page.window()
    page.foot.none.setFocus()
    for name, code in zip("甲乙", codes, strict=True):
        for _ in range(12):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            if isinstance(focused, QAbstractButton) and focused.text() == f"打开{name}":
                break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        idle(page, qtbot)
        assert window.current_page() is not page
        under_review = window.current_page().under_review
        idle(page, qtbot)
        assert check_code(under_review.review.package.content) == code
        window.show_place(OfficePlace.CHOICE, UNIT)
        idle(page, qtbot)


def test_keys_lead_through_the_differences_and_copy_them(page):
    window = page.window()
    count = page.cells.table.rowCount()
    seen = []
    for _ in range(count + 1):
        QTest.keyClick(window, Qt.Key.Key_F8)
        seen.append(page.cells.currentIndex().row())
    assert seen == [*range(count), 0]
    assert page.cells.hasFocus()
    QTest.keyClick(page.cells, Qt.Key.Key_C, CONTROL)
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == count + 1
    assert lines[0].split("\t")[:3] == ["报表", "代码", "指标名称"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page() is not page


def test_a_reason_that_was_begun_is_there_when_one_comes_back(page, qtbot):
    window = page.window()
    page.foot.reason.setPlainText("已电话问")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    window.show_place(OfficePlace.CHOICE, UNIT)
    idle(page, qtbot)
    assert page.foot.reason.toPlainText() == "已电话问"


def test_everything_that_is_used_has_a_name_for_who_cannot_see_it(page):
    assert all(line.accessibleName() for line in (*page.findChildren(QLineEdit), page.foot.reason))
    assert all(view.accessibleName() for view in (page.facts, page.cells, page.chain, page.chain.chain))
    index = page.facts.table.index(len(page.facts.table.lines) - 1, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "第 2 版　甲" in page.chain.chain.accessibleDescription()
