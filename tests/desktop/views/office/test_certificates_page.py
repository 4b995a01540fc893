"""登记册 with real keys: what waits is offered, paper registers it, and what waited is judged anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.grid.roles import Mark
from desktop.models.office.place import OfficePlace
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.people import set_person
from desktop.services.office.registry.register_book import entries
from desktop.views.frame.parts.lines import RowLink
from desktop.views.office.register.correcting_dialog import CorrectDialog, RevokeDialog
from desktop.views.office.register.listed_dialog import ListedDialog
from desktop.views.office.register.register_dialog import RegisterDialog
from forms.receiving.role import OfficeRole
from forms.receiving.state import OfficeState
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.forked import UNIT, WAITING, made_office
from tests.desktop.views.typing_keys import type_into

pytestmark = pytest.mark.gui


@pytest.fixture
def office_file(tmp_path, clock):
    path, clock.now = made_office(tmp_path, WAITING)
    return path


@pytest.fixture
def print_(office_file):
    return (office_file.parent / "指纹.txt").read_text(encoding="utf-8").split()[1]


@pytest.fixture
def window(office_file, open_office):
    return open_office(office_file)


@pytest.fixture
def page(window, qtbot):
    window.show_place(OfficePlace.CERTIFICATES)
    idle(window, qtbot)
    return window.current_page()


def idle(window, qtbot):
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    QApplication.processEvents()


def dialog_of(kind, qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def write_reason(dialog, words, qtbot):
    """With an input method, which writes where the focus is."""
    dialog.activateWindow()
    dialog.reason.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.reason)
    type_into(dialog.reason, words, end=None)


def state_of(window):
    return ledger_of(window.desk_year.desk, YEAR).unit_year(UNIT).state


def registered(window):
    return [one for one in entries(window.desk_year.desk) if not one.is_own]


def register_now(window, qtbot, print_):
    """Register the unit's certificate as it is offered."""
    window.show_place(OfficePlace.CERTIFICATES, UNIT)
    dialog = dialog_of(RegisterDialog, qtbot)
    QTest.keyClicks(dialog.field, print_)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    idle(window, qtbot)


def test_a_package_whose_signer_is_not_registered_leads_to_its_certificate(window, qtbot, print_):
    assert state_of(window) is OfficeState.QUARANTINED
    window.show_place(OfficePlace.CERTIFICATES, UNIT)
    dialog = dialog_of(RegisterDialog, qtbot)
    assert (dialog.unit.currentData(), dialog.unit.isEnabled()) == (UNIT, False)
    assert dialog.focusWidget() is dialog.field
    words = " ".join(label.text() for label in dialog.findChildren(QLabel)).upper()
    assert print_[:4].upper() not in words, "whoever reads it off the screen compares nothing"
    assert "2 份报送包" in words
    wrong = f"{print_[:8]}{'0' if print_[8] != '0' else '1'}{print_[9:]}"
    QTest.keyClicks(dialog.field, wrong[:12])
    assert "第 3 组与这份证书的不同" in dialog.told.text()
    assert not dialog.go.isEnabled()
    dialog.field.clear()
    QTest.keyClicks(dialog.field, print_[:60])
    assert "已输入 15 组" in dialog.told.text()
    QTest.keyClicks(dialog.field, print_[60:])
    assert dialog.field.toPlainText().count(" ") == 15
    assert dialog.focusWidget() is dialog.go, "Enter registers, as the status line says"
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    idle(window, qtbot)
    page = window.current_page()
    assert "已重新判断" in page.notice.sentence
    assert "第 2 版已收下，这一年是“在审”" in page.notice.sentence
    assert state_of(window) is OfficeState.RECEIVED
    assert page.waiting.findChildren(RowLink) == [] or page._waiting_area.isHidden()
    line = page.table.table.lines[0]
    assert (line.cells[2].mark, line.cells[2].text) == (Mark.DONE, "有效")
    assert print_[:4].upper() in page.side.details.text(), "what was registered just now is the current one"


def test_the_page_opened_by_itself_asks_nothing_and_shows_all(page):
    assert page.frame.current_page() is page
    assert QApplication.activeModalWidget() is None
    assert page.filter.text() == ""


def test_what_waits_stands_first_and_keys_lead_to_it(page, qtbot):
    assert isinstance(page.window().focusWidget(), RowLink), "who comes to register need not look for it"
    QTest.keyClick(page.window(), Qt.Key.Key_F8)
    link = page.window().focusWidget()
    assert isinstance(link, RowLink)
    assert "2 份报送包等着" in link.accessibleName()
    QTest.keyClick(link, Qt.Key.Key_Return)
    dialog = dialog_of(RegisterDialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert registered(page.window()) == []


def test_a_chosen_file_is_compared_as_what_a_package_holds(page, qtbot, office_file, print_):
    page.open_files([office_file.parent / "health.cer.pem", office_file])
    dialog = dialog_of(RegisterDialog, qtbot)
    assert (
        "接收" in page.notice.sentence or "证书" in page.notice.sentence
    )  # the other file is no certificate
    QTest.keyClicks(dialog.field, " ".join(print_[at : at + 4] for at in range(0, 64, 4)).upper())
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    idle(page.window(), qtbot)
    assert [one.certificate.unit for one in registered(page.window())] == [UNIT]


def test_many_are_registered_by_a_list_and_each_says_what_became_of_it(page, qtbot, office_file):
    (office_file.parent / "坏.cer.pem").write_text("不是证书", encoding="utf-8")
    page.notice.say("已登记另一份证书。", "good", lasting=True)
    QTest.mouseClick(page.listed, Qt.MouseButton.LeftButton)
    dialog = dialog_of(ListedDialog, qtbot)
    dialog.folder.setText(str(office_file.parent))
    dialog.list.setText("指纹.txt")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.results.table.rowCount() > 0)
    assert "登记 1 份" in dialog.told.text()
    marks = {line.cells[0].text: line.cells[0].mark for line in dialog.results.table.lines}
    assert (marks["health.cer.pem"], marks["坏.cer.pem"]) == (Mark.DONE, Mark.BAD)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    idle(page.window(), qtbot)
    assert len(registered(page.window())) == 1
    assert not page.notice.isVisible(), "what was said before is no news any more"


def test_an_empty_list_names_every_unit_and_takes_a_fingerprint_behind_its_name(
    page, qtbot, office_file, print_
):
    from tests.desktop.views.file_dialogs import Answers

    desk, listed = page.frame.desk_year.desk, office_file.parent / "清单.txt"
    QTest.mouseClick(page.listed, Qt.MouseButton.LeftButton)
    dialog = dialog_of(ListedDialog, qtbot)
    Answers(str(listed))
    QTest.mouseClick(dialog.empty, Qt.MouseButton.LeftButton)
    assert dialog.list.text() == str(listed)
    lines = listed.read_text(encoding="utf-8-sig").splitlines()
    name = desk.unit_name(UNIT)
    names = [line.strip() for line in lines if not line.startswith("#")]
    assert names == [one.official_name for one in desk.plan.reporting_units]
    filled = [line + print_ if line.strip() == name else line for line in lines]
    listed.write_text("\n".join(filled), encoding="utf-8")
    dialog.folder.setText(str(office_file.parent))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.results.table.rowCount() > 0)
    assert "登记 1 份" in dialog.told.text()
    told = [line.cells[0].text for line in dialog.results.table.lines]
    assert not [place for place in told if "清单" in place], "units without a fingerprint yet are no trouble"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    idle(page.window(), qtbot)
    assert UNIT in page.side.details.text(), "the code is shown"


def test_names_of_units_are_whole_on_a_small_screen(page, qtbot, office_file, print_):
    window = page.window()
    register_now(window, qtbot, print_)
    window.resize(911, 465)
    for _ in range(3):
        QApplication.processEvents()
    table = page.table
    needed = table.fontMetrics().horizontalAdvance(table.table.lines[0].cells[0].text) + 12
    assert table.columnWidth(0) >= needed
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert page.listed.text() == "指纹清单……"
    assert not page.listed.width() < page.listed.minimumSizeHint().width()


def test_a_revocation_has_a_day_and_a_reason_and_can_be_taken_back(window, qtbot, print_):
    register_now(window, qtbot, print_)
    page = window.current_page()
    QTest.mouseClick(page.side.revoke, Qt.MouseButton.LeftButton)
    dialog = dialog_of(RevokeDialog, qtbot)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "原因" in dialog.trouble.text())
    dialog.since.setText("2026-03-01")
    write_reason(dialog, "密钥文件丢失", qtbot)
    assert dialog.reason.toPlainText() == "密钥文件丢失", dialog.trouble.text()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    idle(window, qtbot)
    assert "自 2026-03-01 起" in page.notice.sentence
    assert "仍待处理" in page.notice.sentence
    assert page.table.table.lines[0].cells[2].text == "自 2026-03-01 注销"
    assert state_of(window) is OfficeState.QUARANTINED
    assert (page.side.revoke.isEnabled(), page.side.correct.isEnabled()) == (False, True)
    QTest.mouseClick(page.side.correct, Qt.MouseButton.LeftButton)
    dialog = dialog_of(CorrectDialog, qtbot)
    assert not dialog.unit.isEnabled()
    write_reason(dialog, "日期写错了", qtbot)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    idle(window, qtbot)
    assert "已撤回" in page.notice.sentence
    assert state_of(window) is OfficeState.RECEIVED
    assert page.table.table.lines[0].cells[2].text == "有效"
    assert "更正 1 次" in page.table.table.lines[0].cells[5].text


def test_a_certificate_is_found_by_the_initials_of_its_unit(window, qtbot, print_):
    register_now(window, qtbot, print_)
    page = window.current_page()
    QTest.keyClicks(page.filter, "zzz")
    assert page.table.table.rowCount() == 0
    page.filter.clear()
    QTest.keyClicks(page.filter, "wsjkj")
    assert page.table.table.rowCount() == 1


def test_whoever_may_only_look_is_told_who_may(office_file, open_office, qtbot, clock):
    with open_office_desk(office_file, clock=clock) as desk:
        set_person(desk, "王芳", OfficeRole.HEAD)
    window = open_office(office_file)
    window.show_place(OfficePlace.CERTIFICATES)
    idle(window, qtbot)
    page = window.current_page()
    assert not page.add.isEnabled()
    assert "王芳" in page.side._why.text()


def test_the_menu_of_the_office_leads_here(window, qtbot):
    words = [words for words, _ in window.bar.unit.deeds]
    place = next(place for place, word in enumerate(words) if word.startswith("登记册"))
    window.bar.unit.deeds[place][1]()
    assert type(window.current_page()).__name__ == "CertificatesPage"
    idle(window, qtbot)


def test_everything_that_is_used_has_a_name(page):
    assert all(one.accessibleName() for one in (page.filter, page.table, page._waiting_area))
