"""The office's window: which files open it, its bar, its years, its keys."""

import sqlite3

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.shell import Shell
from desktop.models.office.desk_year import DeskYear
from desktop.models.office.place import OfficePlace
from desktop.services.office.desk import open_office_desk
from desktop.services.unit.desk import open_desk
from desktop.views.main_window import MainWindow
from desktop.views.office.pages import PAGES
from desktop.views.office.window import OfficeWindow
from forms.codes.office import OfficeCode
from forms.errors import TianbaoError
from tests.desktop.models.desks import YEAR, new_desk

pytestmark = pytest.mark.gui


def test_every_page_is_in_the_table_and_steps_come_first():
    steps = [place for place in OfficePlace if place.is_step]
    assert steps == list(OfficePlace)[: len(steps)]
    assert all(place.step in PAGES for place in PAGES)


def test_the_board_is_read_off_the_windows_thread_and_stands(new_office, open_office):
    window = open_office(new_office)
    board = window.desk_year.board
    assert window.desk_year.year == YEAR
    assert [row.name for row in board.rows][:1] == [
        window.desk_year.desk.plan.reporting_units[0].official_name
    ]


def test_the_names_of_units_stand_with_the_window_before_anything_was_read(new_office, clock, qtbot):
    window = OfficeWindow(open_office_desk(new_office, clock=clock), YEAR)
    qtbot.addWidget(window)
    model, plan = window.made_pages()[0].model, window.desk_year.desk.plan
    assert window.desk_year.today is None
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == [unit.name for unit in plan.reporting_units]
    assert not model.unit_at(0), "nothing can be opened before it was read"
    window.grab()
    qtbot.waitUntil(lambda: window.desk_year.today is not None)
    window.close()


def test_lines_stand_at_once_and_nothing_is_decided_before_figures_were_compared(new_office, open_office):
    window, seen = open_office(new_office), []
    working = DeskYear(window.desk_year.desk, YEAR, window.background.run, window)
    working.changed.connect(lambda: seen.append((working.today.is_whole, len(working.board.rows))))
    working.reread()
    while len(seen) < 2:
        QApplication.processEvents()
    count = len(window.desk_year.board.rows)
    assert seen == [(False, count), (True, count)]


def test_another_year_is_read_for_itself(new_office, open_office, qtbot):
    window = open_office(new_office)
    left = window.desk_year
    window.open_year(YEAR - 1)
    assert left.is_left
    qtbot.waitUntil(lambda: window.desk_year.board is not None)
    assert window.desk_year.board.year == YEAR - 1


def test_a_key_leads_to_each_step(new_office, open_office):
    window = open_office(new_office)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page() is window.made_pages()[0]


@pytest.fixture
def shell(tmp_path, qtbot):
    shell = Shell(tmp_path)
    yield shell
    if shell.window is not None:
        shell.window.close()
        qtbot.addWidget(shell.window)


def test_a_file_opens_the_window_of_its_own_desk(shell, new_office, store, qtbot):
    assert shell.begin(new_office, YEAR)
    assert isinstance(shell.window, OfficeWindow)
    new_desk(store).close()
    assert shell.begin(store, YEAR)
    assert isinstance(shell.window, MainWindow)


def test_neither_desk_opens_the_file_of_the_other(new_office, store, clock):
    new_desk(store).close()
    for opens, path in ((open_desk, new_office), (lambda it: open_office_desk(it, clock=clock), store)):
        with pytest.raises(TianbaoError) as refused:
            opens(path)
        assert refused.value.code is OfficeCode.OTHER_STORE


def test_a_window_that_let_go_of_its_file_reads_nothing_more(new_office, open_office):
    """The system may still tell it that it is in front, as Windows does while it closes."""
    open_office(new_office)
    reading = open_office(new_office)
    assert reading.desk_year.desk.is_read_only
    assert reading.isActiveWindow()
    reading.let_go()
    QApplication.sendEvent(reading, QEvent(QEvent.Type.ActivationChange))


def test_why_nothing_can_be_stored_is_told(shell, new_office, qtbot):
    with sqlite3.connect(new_office) as connection:
        (name,) = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchone()
        connection.execute(f"DROP TRIGGER {name}")
    connection.close()
    assert shell.begin(new_office, None)
    assert "E-DB-041" in shell.window.current_page().notice.sentence


def test_a_second_window_says_who_has_the_file(shell, new_office, open_office):
    open_office(new_office)
    assert shell.begin(new_office, None)
    assert "这里只能查看" in shell.window.current_page().notice.sentence
