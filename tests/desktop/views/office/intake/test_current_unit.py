"""The pane of the current unit: every word of what is next is seen, however narrow it is."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.services.office.facts.next_step import DeskStep, NextKind
from desktop.views.office.intake.current_unit import CurrentUnit
from forms.receiving.state import OfficeState
from tests.desktop.models.office.made_day import row_of, today_of_rows

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("width", [248, 288, 330])
def test_no_line_of_the_next_step_is_cut(qtbot, width):
    pane = CurrentUnit()
    qtbot.addWidget(pane)
    pane.resize(width, 420)
    pane.show()
    qtbot.waitExposed(pane)
    plain = row_of()
    pane.show_unit(plain, today_of_rows(plain), "某局")
    QApplication.processEvents()
    late = row_of(
        NextKind.LATE_CHANGE,
        name="中国人民政治协商会议某省某自治州某自治县委员会办公室",
        state=OfficeState.ACCEPTED,
        next=DeskStep(NextKind.LATE_CHANGE, "要更正的先重开"),
    )
    pane.show_unit(late, today_of_rows(late), "某局")
    for _ in range(3):
        QApplication.processEvents()
    (words,) = [one for one in pane.state.findChildren(QLabel) if "先重开" in one.text()]
    assert words.height() >= words.heightForWidth(words.width())
    assert words.geometry().bottom() <= pane.state.height()
    for label in pane.facts.findChildren(QLabel):
        if label.wordWrap() and label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
