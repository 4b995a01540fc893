"""Several differences of one fact decided at once, by keys: each gets its decision, all or none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from desktop.models.office.place import OfficePlace
from desktop.models.office.review.review_facts import decidable
from desktop.services.office.desk import open_office_desk
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.reviewing import review_of
from tests.desktop.services.both import NOW

pytestmark = pytest.mark.gui
YEAR = 2024


@pytest.fixture
def unit(county_office, county):
    """A unit of which several definitions differ."""
    with open_office_desk(county_office, clock=lambda: NOW) as desk:
        receive(desk, Batch(paths=[county / "packages"]))
        for one in desk.pack_of(YEAR).plan.reporting_units:
            found = decidable(review_of(desk, one.code, YEAR), "definition")
            if found is not None and len(found.subjects) > 1:
                return one.code
    raise AssertionError("the county has such a fault")


def test_all_items_of_a_fact_are_decided_at_once_with_one_reason(unit, county_office, open_office, qtbot):
    window = open_office(county_office, YEAR)
    window.show_place(OfficePlace.REVIEW, unit)
    page = window.current_page()
    qtbot.waitUntil(lambda: page.under_review.review is not None and not window.tasks.is_busy)
    count = len(decidable(page.under_review.review, "definition").subjects)
    page.deeds.decide("definition")
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "本局“" in told
    assert told.count("本局“") + told.count("由口径不同的数算出") >= count
    dialog.subject.setFocus()
    QTest.keyClick(dialog.subject, Qt.Key.Key_End)
    assert dialog.subject.currentText() == f"全部 {count} 项都这样决定"
    dialog.answers[0].setFocus()
    QTest.keyClick(dialog.answers[0], Qt.Key.Key_Space)
    dialog.reason.setFocus()
    dialog.reason.insertPlainText("今年换了规划，问过单位")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in window.findChildren(QDialog)), timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
    QApplication.processEvents()
    made = window.desk_year.desk.store.decisions(year=YEAR, unit=unit)
    assert len(made) == len({one.subject for one in made}) == count
    assert decidable(page.under_review.review, "definition") is None
    assert f"记下了 {count} 项决定" in page.notice.sentence
