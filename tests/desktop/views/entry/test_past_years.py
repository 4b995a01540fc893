"""Figures of earlier years: out, in after a preview, and what the window shows of them."""

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.services.files import write_file
from desktop.views.entry.past_years import PastYears
from desktop.views.entry.preview_dialog import PreviewDialog
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
TABLE = "代码,指标名称,分组,2023,2024\r\nlive-births,活产数,_T,,{}\r\nno-such,x,_T,1,2\r\n"


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def choose(window, words):
    """Open the menu and choose an entry, as a click does."""
    menu = window.entry.forms.past.menu()
    next(action for action in menu.actions() if words in action.text()).trigger()


@pytest.fixture
def offer(qtbot, monkeypatch, tmp_path, filled_window):
    def offer_(text):
        place = tmp_path / "往年.csv"
        write_file(place, text.encode("gb18030"))
        monkeypatch.setattr(PastYears, "ask_file", classmethod(lambda cls, parent: str(place)))
        choose(filled_window, "导入")
        idle(qtbot, filled_window)
        return filled_window.findChild(PreviewDialog)

    return offer_


def earlier(window):
    index = window.entry.grid.grid_model().index_of(BIRTHS)
    return index.siblingAtColumn(3).data()


def test_the_table_is_written_with_what_is_on_file(qtbot, monkeypatch, tmp_path, filled_window):
    place = tmp_path / "往年数据.xlsx"
    monkeypatch.setattr(PastYears, "ask_place", classmethod(lambda cls, parent, name: str(place)))
    choose(filled_window, "导出")
    idle(qtbot, filled_window)
    assert zipfile.is_zipfile(place)
    assert str(place) in filled_window.entry.notice.sentence


def test_a_table_is_shown_first_then_taken_over_and_seen_everywhere(qtbot, offer, filled_window):
    filled_window.go_to(BIRTHS_URBAN)
    assert earlier(filled_window) == "2,141"
    dialog = offer(TABLE.format("2150"))
    model = dialog.table.model()
    rows = [[model.index(r, c).data() for c in range(5)] for r in range(model.rowCount())]
    assert rows[0][0] == "CSV!第 3 行"
    assert "不采用" in rows[0][4]
    assert rows[1][0] == "2024 年 活产数"
    assert rows[1][2:4] == ["2,141", "2,150"]
    qtbot.mouseClick(dialog.enter, LEFT)
    idle(qtbot, filled_window)
    assert earlier(filled_window) == "2,150"
    assert filled_window.isEnabled()
    assert filled_window.entry.grid.current_address() == BIRTHS_URBAN
    assert "已导入往年数据 1 个" in filled_window.entry.notice.sentence
    assert list((filled_window.working.year.desk.path.parent / "备份").iterdir())


def test_enter_imports_what_the_preview_shows(qtbot, offer, filled_window):
    filled_window.go_to(BIRTHS_URBAN)
    dialog = offer(TABLE.format("2150"))
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    idle(qtbot, filled_window)
    assert earlier(filled_window) == "2,150"


def test_leaving_the_preview_changes_nothing_and_says_so(qtbot, offer, filled_window):
    dialog = offer(TABLE.format("2150"))
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    idle(qtbot, filled_window)
    assert filled_window.entry.notice.sentence == "没有导入往年数据，什么也没有改。"
    assert earlier(filled_window) == "2,141"
    filled_window.open_year(2025)
    assert earlier(filled_window) == "2,141"


def test_what_is_no_such_table_is_a_sentence(offer, filled_window):
    assert offer("a,b\r\n1,2\r\n") is None
    assert filled_window.entry.notice.sentence


def test_in_a_narrow_window_earlier_years_are_offered_beside_the_other_buttons(open_small):
    window = open_small("begun")
    window.resize(911, 465)
    heading = window.entry.heading
    heading.more.menu().aboutToShow.emit()
    offered = [action.text() for action in heading.more.menu().actions()]
    assert "往年数据" in offered
    window.resize(1366, 700)
    heading.more.menu().aboutToShow.emit()
    assert heading.more.menu().actions() == []
