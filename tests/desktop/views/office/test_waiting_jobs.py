"""待办 says what waits: certificates of this year and of others, and paper of another revision."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.models.office.deed import DeskDeed
from desktop.models.office.intake import CLOSED, lines_unopened
from desktop.models.office.place import OfficePlace
from desktop.services.office.decisions.papers import note_paper
from desktop.services.office.desk import open_office_desk
from desktop.services.office.intake.telling import named_after
from desktop.services.office.letters.reminding import write_reminders
from desktop.services.office.registry.keys import KeyUse, create_office_key, usual_key
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from desktop.views.office.deeds.result_dialog import IntakeResult
from desktop.views.office.doing import DEEDS
from desktop.views.office.register.register_dialog import RegisterDialog
from desktop.views.office.window import OfficeWindow
from forms.canonical import check_code
from tests.desktop.models.desks import YEAR
from tests.desktop.services.both import ABORTIONS
from tests.desktop.services.both import YEAR as FILED
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    both,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)
from tests.desktop.services.office.intake.conftest import receiving_key, taken, taken_file, words  # noqa: F401
from tests.desktop.views.office.forked import UNIT, WAITING, made_office

pytestmark = pytest.mark.gui
PASSPHRASE = "correct horse 7"


def jobs_in(window):
    return window.made_pages()[0].today.model.jobs


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()


def test_the_offices_own_key_is_no_unit_that_was_registered(new_office, open_office, clock):
    with open_office_desk(new_office, clock=clock) as desk:  # noqa: F811
        create_office_key(desk, KeyUse.SIGNING, usual_key(desk, KeyUse.SIGNING), PASSPHRASE)
    window = open_office(new_office, clock=clock)
    assert ("登记", OfficePlace.CERTIFICATES) in [(job.deed, job.goal) for job in jobs_in(window)]


def test_a_signer_of_another_year_is_a_job_that_leads_to_the_comparison(tmp_path, open_office, qtbot):
    path, now = made_office(tmp_path, WAITING)
    window = open_office(path, YEAR - 1, clock=lambda: now)
    page = window.made_pages()[0]
    place = next(place for place, job in enumerate(jobs_in(window)) if job.unit == UNIT)
    assert f"{YEAR} 年的报送包等着登记" in jobs_in(window)[place].why
    page.today.todo.choose(place)
    page.today.todo.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(RegisterDialog)))
    for dialog in window.findChildren(QDialog):
        dialog.reject()


def test_paper_of_the_revision_before_is_wanted_of_the_unit_and_not_asked_for_here(qtbot, both, tmp_path):  # noqa: F811
    note_paper(both.office, "health", FILED, check_code(both.at_office.current.content))
    withdraw(open_year(both.desk, FILED), "漏了一家医院，更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    window = OfficeWindow(both.office, FILED)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.desk_year.today is not None and window.desk_year.today.is_whole)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    page, row = window.made_pages()[0], window.desk_year.row_of("health")
    assert row.paper == "mismatch"
    deeds = [job.goal for job in jobs_in(window)]
    assert DeskDeed.PAPER not in deeds
    assert DeskDeed.REMIND in deeds
    shown = page.model.row_of("health")
    assert page.model.index(shown, page.model.columnCount() - 1).data() == "等补交第 2 版的纸质表"
    (found,) = [path for late, path in write_reminders(both.office, FILED, tmp_path) if late.unit == "health"]
    assert found.exists()
    window.close()


def test_what_cannot_be_opened_yet_is_listed_alone_and_says_whose_it_is_by_its_name(taken, qtbot):  # noqa: F811
    """No key was there for the encrypted ones; the list of a day has hundreds."""
    window = OfficeWindow(taken, FILED)
    qtbot.addWidget(window)
    window.show()
    waiting = taken.store.waiting_files()
    assert waiting
    DEEDS[DeskDeed.UNOPENED](window, window)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    (dialog,) = [one for one in window.findChildren(IntakeResult) if one.isVisible()]
    lines = lines_unopened(taken)
    assert len(dialog.table.table.lines) == len(lines) == len({one.digest for one in waiting})
    assert {one.word for one in lines} == {CLOSED}
    named = [one for one in waiting if "wdp-" in one.name and "-r" in one.name]
    said = [one.what for one in lines if one.what]
    assert bool(said) is bool(named)
    dialog.which.setCurrentIndex(1)  # the last day
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    everything = len(dialog.table.table.lines)
    dialog.only.setCurrentIndex(dialog.only.findData(CLOSED))
    closed = len(dialog.table.table.lines)
    assert 0 < closed < everything
    assert dialog.only.currentText() == f"打不开 {closed}"
    window.close()


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("wdp-210404-health-2025-r1.asice.cms", "卫生健康局 2025 年的"),
        ("转发 wdp-210404-health-2025-r12.asice.cms", "卫生健康局 2025 年的"),
        ("wdp-210404-nobody-2025-r1.asice", ""),
        ("wdp-350111-health-2025-r1.asice", ""),
        ("报送包.asice", ""),
    ],
)
def test_a_name_says_whose_a_file_should_be(both, name, of):  # noqa: F811
    said = named_after(both.office, name)
    assert said.endswith(of) if of else said == ""
    assert bool(of) is said.startswith("按文件名是")
