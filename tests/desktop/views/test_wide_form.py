"""A form with a column for every district: the names of the rows stay in sight."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop.models.grid.table import GridColumn
from desktop.models.unit.cell_facts import cell_facts
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.views.grid.frozen_columns import FrozenColumns
from tests.desktop.models.desks import Clock

pytestmark = pytest.mark.gui
FIRST, RURAL, JINZHOU = (f"maternal-health/01/{column}" for column in ("_T", "RES=R", "AREA=210213"))
LAST = "maternal-health/04/AREA=210283"


@pytest.fixture
def grid(open_window, store):
    store.parent.mkdir()
    window = open_window(create_desk(store, load_bundled("dalian"), "health", Clock()))
    window.resize(1366, 728)
    QApplication.processEvents()
    return window.entry.grid


def names(grid):
    return grid.findChild(FrozenColumns)


def choose(grid, address):
    grid.choose(address)
    QApplication.processEvents()


def test_districts_are_named_and_not_numbered(open_window, store):
    store.parent.mkdir()
    window = open_window(create_desk(store, load_bundled("dalian"), "health", Clock()))
    assert cell_facts(window.working, JINZHOU).title == "01 活产数 · 金州区"
    header = window.entry.grid.grid_model()
    titles = [header.headerData(c, Qt.Orientation.Horizontal) for c in range(header.columnCount())]
    assert "金州区" in titles


def test_the_names_stay_when_the_columns_are_scrolled(grid):
    assert not names(grid).isVisible()
    choose(grid, LAST)
    assert names(grid).isVisible()
    assert names(grid).columnAt(names(grid).width() - 10) == GridColumn.NAME
    assert names(grid).rowHeight(5) == grid.rowHeight(5)
    choose(grid, FIRST)
    assert not names(grid).isVisible()


@pytest.mark.parametrize("address", [RURAL, JINZHOU, LAST])
def test_the_current_cell_is_never_below_the_names(grid, address):
    choose(grid, LAST)
    choose(grid, address)
    place = grid.visualRect(grid.currentIndex())
    assert place.left() >= names(grid).covered
    assert place.right() <= grid.viewport().width()


def test_a_click_on_a_name_chooses_the_row(qtbot, grid):
    choose(grid, LAST)
    frozen = names(grid)
    spot = QPoint(80, frozen.rowViewportPosition(1) + 5)
    qtbot.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert grid.current_address() == "maternal-health/02/AREA=210283"
    assert grid.hasFocus()
