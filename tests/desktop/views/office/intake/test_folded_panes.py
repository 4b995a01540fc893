"""收件 on a low screen: drawers over the board, one job alone, the focus while files are taken in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.models.office.intake import IntakeEnd
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.conftest import (  # noqa: F401 - fixtures
    clock,
    new_office,
    office_path,
    open_office,
)

pytestmark = pytest.mark.gui


@pytest.fixture
def page(new_office, open_office):  # noqa: F811
    window = open_office(new_office, YEAR)
    window.resize(910, 512)
    QApplication.processEvents()
    page = window.current_page()
    assert page.left.is_folded
    return page


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()


def test_a_drawer_hides_no_notice(page, qtbot):
    press(Qt.Key.Key_F8)
    assert page.left.is_open
    page.say("已收下答复。", "good")
    qtbot.waitUntil(lambda: page.left.geometry().bottom() < page.notice.geometry().top())
    assert page.notice.geometry().top() - page.left.geometry().bottom() < 12, (
        "no more room than the notice takes"
    )


def test_what_was_said_to_one_person_is_not_said_to_the_next(page):
    page.say("现在由王芳（组长）办理。不是您的，先点窗口底部的“办理人”换。")
    page.show_person()
    assert not page.notice.isVisible()


def test_f8_says_that_there_is_one_job_alone(page):
    page.today.model.show_jobs(page.today.model.jobs[:1])
    press(Qt.Key.Key_F8)
    assert page.today.todo.hasFocus()
    press(Qt.Key.Key_F8)
    assert page.notice.sentence == "只有这一件待办：按 Enter 办理。"
    page.today.model.show_jobs(())
    press(Qt.Key.Key_F8)
    assert page.notice.sentence == "没有要办的。"


def test_enter_stops_nothing_while_files_are_taken_in(page):
    press(Qt.Key.Key_F8)
    page.today.drop.folder.setFocus()
    page.frame.taking.begun.emit()
    assert not page.today.drop.isAncestorOf(QApplication.focusWidget())
    page.frame.taking.ended.emit(IntakeEnd(stopped_at=0))
    assert not page.today.drop.isAncestorOf(QApplication.focusWidget())


def test_after_another_person_begins_the_list_begins_with_what_is_theirs(page):
    """What was current waits for a head now, and stands last."""
    today, (first, *_) = page.frame.desk_year.today, page.today.model.jobs
    page.today.todo.choose(0)
    others = [job._replace(deed=f"{job.deed}？") for job in page.today.model.jobs[1:]]
    page.today.show_today(today, [*others, first._replace(deed="等组长")])
    assert page.today.todo.currentIndex().row() == 0
    page.today.show_today(today, [others[1], others[0]])
    assert page.today.todo.current_job.purpose == others[0].purpose
