"""回执: what came and went by date, what must still come, and the other years."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.year import open_year
from desktop.views.frame.parts.lines import RowLink
from forms.filing.stage import Stage
from forms.filing.state import Step, YearState
from tests.desktop.models.desks import YEAR

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


def told(page):
    QApplication.processEvents()
    return [label.text() for label in page.lines.findChildren(QLabel) if label.isVisible()]


def receipt(window):
    window.show_stage(Stage.RECEIPT)
    return window.current_page()


def test_what_was_done_stands_before_what_must_still_come(open_small):
    window = open_small("final")
    page = receipt(window)
    shown = told(page)
    assert f"{YEAR} 年度第 1 次定稿" in shown
    assert shown.index(f"{YEAR} 年度第 1 次定稿") < shown.index("导出报送包") < shown.index("统计局的通知")
    assert shown.count("还没有") == 3


def test_it_follows_the_year(open_small):
    window = open_small("final")
    page = receipt(window)
    window.working.year.step(Step.EXPORT)
    window.working.follow()
    assert "导出报送包" not in told(page)
    window.working.year.step(Step.RETURN, "更正活产数")
    window.working.follow()
    assert window.working.state is YearState.RETURNED
    assert f"{YEAR} 年度已退回" in told(page)
    assert "更正活产数" in told(page)
    assert "按退回意见改正或说明，重新定稿" in told(page)


def test_the_targets_and_what_was_sent_are_in_sight(qtbot, open_small, tmp_path):
    window = open_small("final")
    page = receipt(window)
    qtbot.waitUntil(page.targets.isVisible)
    assert "本年已可判断" in page.targets.summary.text()
    assert any("还没有导出" in label.text() for label in page.sent.findChildren(QLabel))
    identity = create_key(window.working.year.desk, tmp_path / "unit.p12", "three blue doors")
    made = export(window.working.year, identity, window.path.parent, [])
    window.working.follow()
    QApplication.processEvents()
    names = [label.text() for label in page.sent.findChildren(QLabel) if label.isVisible()]
    assert made.path.name in names
    assert made.mail_path.name in names
    assert any(made.check_code in name for name in names)


def test_f6_goes_from_part_to_part_and_comes_back(qtbot, open_small):
    window = open_small("final")
    page = receipt(window)
    qtbot.waitUntil(page.targets.isVisible)
    seen = []
    for _ in page.areas():
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert seen[:2] == [page.go, page.targets.view]
    assert QApplication.focusWidget() is page.go


def test_a_spot_of_the_picture_leads_to_its_cell(qtbot, open_small):
    window = open_small("final")
    page = receipt(window)
    qtbot.waitUntil(page.targets.isVisible)
    page.targets.view.setFocus()
    QTest.keyClick(page.targets.view, Qt.Key.Key_Return)
    assert window.current_page() is window.entry
    assert window.entry.grid.current_address() == page.targets.view._picture.columns[0].address


def test_another_year_is_one_click_away(qtbot, open_small):
    window = open_small("final")
    open_year(window.working.year.desk, YEAR - 1).enter(
        {next(iter(window.working.year.figures.observations)): "5"}
    )
    page = receipt(window)
    link = next(b for b in page.years.findChildren(RowLink) if b.accessibleName() == f"{YEAR - 1} 年度")
    qtbot.mouseClick(link, LEFT)
    assert window.working.desk_year == YEAR - 1
    assert window.current_page() is page
    assert page.heading.text().startswith(f"{YEAR - 1} 年度")
