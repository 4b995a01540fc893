"""A text that could not be stored stays until it is mended, whatever year is looked at meanwhile."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, YEAR

pytestmark = pytest.mark.gui
BAD = "2037"


def shown(window):
    return window.entry.grid.grid_model().index_of(BIRTHS).data(Qt.ItemDataRole.EditRole)


def type_in_vain(window):
    window.go_to(BIRTHS)
    model = window.entry.grid.grid_model()
    window._desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(window.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")  # another program holds the file
        assert not model.setData(model.index_of(BIRTHS), BAD)
    assert shown(window) == BAD


def test_it_is_there_when_the_year_is_shown_again(filled_window):
    type_in_vain(filled_window)
    filled_window.open_year(2024)
    filled_window.show_stage(Stage.ENTRY)
    assert f"{YEAR} 年度 1 格" in filled_window.entry.notice.sentence
    assert "没有保存" in filled_window.status.saved.text()
    assert shown(filled_window) != BAD
    filled_window.open_year(YEAR)
    filled_window.go_to(BIRTHS)
    assert shown(filled_window) == BAD
    model = filled_window.entry.grid.grid_model()
    assert model.setData(model.index_of(BIRTHS), "2038")
    assert "已保存" in filled_window.status.saved.text()
    filled_window.open_year(2024)
    filled_window.open_year(YEAR)
    assert "没有保存" not in filled_window.entry.notice.sentence
    assert not filled_window.entry.has_unsaved


def test_it_stays_when_the_year_is_opened_anew(filled_window):
    type_in_vain(filled_window)
    filled_window.reopen_year()
    assert shown(filled_window) == BAD
    assert filled_window.entry.has_unsaved


def test_it_goes_when_somebody_drops_it(filled_window):
    type_in_vain(filled_window)
    filled_window.entry.grid.grid_model().forget_rejected(BIRTHS)
    filled_window.open_year(2024)
    assert not filled_window.entry.has_unsaved


def test_it_is_told_of_while_an_earlier_year_is_shown(filled_window):
    type_in_vain(filled_window)
    filled_window.past_view.show(2024)
    assert f"{YEAR} 年度 1 格" in filled_window.entry.notice.sentence
    assert "2024 年的往年数据" in filled_window.entry.notice.sentence
    filled_window.past_view.leave()
    assert f"{YEAR} 年度 1 格" in filled_window.entry.notice.sentence
