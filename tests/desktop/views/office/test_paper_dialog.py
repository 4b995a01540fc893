"""校验码 of stamped pages with a scanner: any page of the window, any unit and year, and taken back again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.grid.roles import Mark
from desktop.models.office.place import OfficePlace
from desktop.services.office.facts.ledger import ledger_of
from desktop.views.office.deeds.paper_dialog import PaperDialog
from forms.canonical import check_code
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.forked import FORKED, UNIT, candidates, made_office

pytestmark = pytest.mark.gui


@pytest.fixture
def office_file(tmp_path, clock):
    path, clock.now = made_office(tmp_path, FORKED)
    return path


@pytest.fixture
def codes(office_file, clock):
    return candidates(office_file, clock)


@pytest.fixture
def dialog(office_file, codes, open_office, qtbot):
    window = open_office(office_file, YEAR - 1)
    QTest.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PaperDialog))
    dialog = QApplication.activeModalWidget()
    yield dialog
    dialog.close()


def scan(dialog, code, qtbot):
    """As a scanner does: the characters, then Enter."""
    before = len(dialog._lines)
    QTest.keyClicks(dialog.line, code)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(dialog._lines) > before and not dialog._office.tasks.is_busy)
    return dialog._lines[0]


def decisions(dialog):
    return dialog._office.desk_year.desk.store.decisions(year=YEAR, unit=UNIT)


def test_a_code_finds_its_package_in_another_year_and_the_window_follows(dialog, codes, qtbot):
    window = dialog.parent()
    assert window.desk_year.year == YEAR - 1
    line = scan(dialog, codes[0], qtbot)
    assert (line.mark, window.desk_year.year) == (Mark.ALARM, YEAR)
    assert "待选定" in dialog.told.text()
    page = window.current_page()
    qtbot.waitUntil(lambda: page.facts.table.rowCount() > 0)
    assert "与甲相符" in page.paper.sentence
    assert [one.answer for one in decisions(dialog)] == [codes[0]]
    assert dialog.line.text() == ""
    assert dialog.focusWidget() is dialog.line


def test_an_older_revision_is_told_and_what_was_noted_can_be_taken_back(dialog, codes, qtbot):
    unit_year = ledger_of(dialog._office.desk_year.desk, YEAR).unit_year(UNIT)
    first = next(one for one in unit_year.packages if one.revision == 1)
    line = scan(dialog, check_code(first.content).lower(), qtbot)
    assert "是第 1 版的纸质表" in line.sentence
    assert dialog.back.isEnabled()
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._lines[0].taken_back)
    assert ledger_of(dialog._office.desk_year.desk, YEAR).unit_year(UNIT).typed_code is None
    assert not dialog.back.isEnabled()


def test_a_scanner_does_not_wait_for_the_answer(dialog, codes, qtbot):
    for code in (codes[0], codes[1], codes[0]):
        QTest.keyClicks(dialog.line, code)
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(dialog._lines) == 3)
    assert [one.answer for one in decisions(dialog)] == [codes[0], codes[1], codes[0]]


def test_what_was_never_received_is_said_and_noted_nowhere(dialog, codes, qtbot):
    line = scan(dialog, check_code("ab" * 32), qtbot)
    assert (line.mark, line.compared) == (Mark.BAD, None)
    assert "请单位发来文件" in line.sentence
    assert "末位用来查错" in scan(dialog, codes[0][1] + codes[0][0] + codes[0][2:], qtbot).sentence
    assert decisions(dialog) == []
    assert dialog.parent().desk_year.year == YEAR - 1


def test_the_same_paper_twice_is_noted_once(dialog, codes, qtbot):
    scan(dialog, codes[0], qtbot)
    assert "以前核对过" in scan(dialog, codes[0], qtbot).sentence
    assert len(decisions(dialog)) == 1


def test_it_can_be_asked_on_every_page(dialog, codes, qtbot):
    window = dialog.parent()
    dialog.close()
    for place in (OfficePlace.INTAKE, OfficePlace.CERTIFICATES):
        window.show_place(place)
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_F3)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PaperDialog))
        QApplication.activeModalWidget().close()
