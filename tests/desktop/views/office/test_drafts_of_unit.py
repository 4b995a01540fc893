"""邮件草稿 beside a unit: a draft for that unit and no other, whether it is late or not."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.views.office.intake.deeds_menu import DeedsButton
from forms.filing.receipt_time import day_in_beijing
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.deeds import HEAD, AtDialog, make_office

pytestmark = pytest.mark.gui
KEY = Qt.Key


@pytest.fixture
def window(office_path, clock, open_office):
    window = open_office(make_office(office_path, clock), clock=clock)
    window.desk_year.desk.work_as(HEAD)
    return window


def open_drafts(window, qtbot, row):
    """Press 邮件草稿 for a unit of the board; its code and the dialog."""
    page = window.current_page()
    unit = page.model.unit_at(row)
    page.board.go_to(unit)
    page.unit.drafts.setFocus()
    QTest.keyClick(page.unit.drafts, KEY.Key_Return)
    return unit, AtDialog(qtbot, window)


def test_a_draft_is_written_for_the_unit_alone_with_one_more_key(window, qtbot, office_path):
    unit, at = open_drafts(window, qtbot, 2)
    name = window.desk_year.desk.unit_name(unit)
    assert f"给{name}的催报" in at.dialog.heading.text()
    assert at.dialog.table.ticked() == [unit]
    assert at.dialog.table.rowCount() == 1
    assert not at.dialog.everyone.isVisible()
    at.press(KEY.Key_Return)
    assert "已写出 1 封邮件草稿" in at.told
    (draft,) = (office_path.parent / "发出").glob("*/*-reminder.eml")
    assert f"-{unit}-" in draft.name


def test_the_menu_begins_with_all_that_are_late_whoever_is_current(window, qtbot, clock):
    set_deadline(window.desk_year.desk, YEAR, ALL, day_in_beijing(clock.now) - timedelta(days=3))
    page = window.current_page()
    page.board.go_to(page.model.unit_at(1))
    menu = page.findChild(DeedsButton).menu()
    next(one for one in menu.actions() if one.text().startswith("催报")).trigger()
    at = AtDialog(qtbot, window)
    assert len(at.dialog.table.ticked()) == len(window.desk_year.desk.plan.reporting_units)


def test_a_unit_that_lacks_nothing_is_told_why_there_is_no_draft(window, qtbot):
    desk, unit = window.desk_year.desk, window.current_page().model.unit_at(1)
    excuse(desk, unit, YEAR, "今年撤并，没有要报的")
    window.reread()
    qtbot.waitUntil(lambda: window.desk_year.row_of(unit).state.value == "excused")
    row = next(n for n in range(40) if window.current_page().model.unit_at(n) == unit)
    _, at = open_drafts(window, qtbot, row)
    assert not at.dialog.go.isEnabled()
    assert f"{desk.unit_name(unit)} {YEAR} 年没有要催的" in at.told
    assert "再写出单子" in at.told
