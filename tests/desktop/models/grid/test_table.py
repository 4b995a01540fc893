from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.grid.table import GridColumn
from desktop.models.unit.entry_grid import EntryGridModel
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from forms.reporting.layout import CellKind
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN, DEATHS, MORTALITY, TESTED_RURAL, clear_all
from tests.desktop.sourced import sourced_desk

pytestmark = pytest.mark.gui
EDIT = Qt.ItemDataRole.EditRole
DISPLAY = Qt.ItemDataRole.DisplayRole


def grid_of(working, code="maternal-health"):
    return EntryGridModel(working, working.form(code), working)  # an index does not keep its model


def shown(grid, address):
    return grid.index_of(address).data(DISPLAY)


@pytest.mark.parametrize("force_py", [False, True])
def test_keeps_the_contract_of_a_model_while_figures_change(working, qtmodeltester, force_py):
    grid = grid_of(working)
    qtmodeltester.check(grid, force_py=force_py)
    grid.setData(grid.index_of(BIRTHS), "2036")
    grid.show_form(working.form("nutrition"))
    working.undo()
    qtmodeltester.check(grid, force_py=force_py)


def test_shows_the_form_as_on_paper(filled):
    grid = grid_of(filled)
    titles = [grid.headerData(c, Qt.Orientation.Horizontal) for c in range(grid.columnCount())]
    assert titles == [
        "代码", "指标名称", "计量单位", "上年", "本年 合计", "城市", "农村", "目标 2025 / 2030", "状态",
    ]  # fmt: skip
    row = [grid.index(2, c).data(DISPLAY) for c in range(grid.columnCount())]
    assert row == ["03", "孕产妇死亡率", "1/10万", "0.0", "0.0", "0.0", "0.0", "≤10.5 / ≤10", "达标 · 数少"]
    assert grid.index(6, GridColumn.NAME).data(DISPLAY) == "　其中：贫血人数"
    assert mark_at(grid.index(2, grid.status_column)) is Mark.GOOD


def test_groups_thousands_and_aligns_figures_right(filled):
    index = grid_of(filled).index_of(BIRTHS)
    assert index.data(DISPLAY) == "2,036"
    assert index.data(EDIT) == "2036"
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_last_year_stands_beside_and_never_in_the_cell(working):
    grid = grid_of(working)
    assert grid.index(0, GridColumn.EARLIER).data(DISPLAY) == "2,141"
    assert not shown(grid, BIRTHS)
    assert not grid.index(0, GridColumn.EARLIER).flags() & Qt.ItemFlag.ItemIsEditable


def test_only_entry_cells_of_an_open_year_can_be_edited(working):
    grid = grid_of(working)
    editable = {a for a in grid.form.cell_by_address if grid.index_of(a).flags() & Qt.ItemFlag.ItemIsEditable}
    assert editable == {cell.address for cell in grid.form.entry_cells}
    assert grid.index_of(MORTALITY).data(Role.KIND) == CellKind.DERIVED
    assert grid.index_of(TESTED_RURAL).data(Role.KIND) == CellKind.CLOSED


def test_a_figure_is_stored_and_what_depends_on_it_is_repainted_and_nothing_else(working):
    grid = grid_of(working)
    painted = []
    grid.dataChanged.connect(lambda first, last, _: painted.append((first.row(), last.row())))
    assert grid.setData(grid.index_of(BIRTHS), "２，０３６人")
    painted.clear()
    assert grid.setData(grid.index_of(DEATHS), "1")
    assert working.year.figures.value(SeriesKey("live-births")) == Decimal(2036)
    assert shown(grid, MORTALITY) == "49.1"
    assert {row for row, _ in painted} == {1, 2}
    assert all(first == last for first, last in painted)


def test_text_not_understood_stays_visible_and_is_marked(working):
    grid = grid_of(working)
    assert grid.setData(grid.index_of(BIRTHS), "两千")
    index = grid.index_of(BIRTHS)
    assert index.data(DISPLAY) == "两千"
    assert index.data(Role.PROBLEM) is True
    assert mark_at(index) is Mark.BAD
    assert "不是数字" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_missing_codes_are_shown_as_words(working):
    grid = grid_of(working)
    grid.setData(grid.index_of(BIRTHS), "-2")
    assert shown(grid, BIRTHS) == "未开展"


@pytest.mark.parametrize("address", [MORTALITY, TESTED_RURAL])
def test_derived_and_closed_cells_take_nothing(working, address):
    grid = grid_of(working)
    assert grid.setData(grid.index_of(address), "5") is False
    assert not working.year.figures.observations


def test_a_frozen_year_refuses_with_a_sentence(filled, qtbot):
    clear_all(filled)
    grid = grid_of(filled)
    finalise(filled.year)
    with qtbot.waitSignal(grid.rejected) as refusal:
        assert grid.setData(grid.index_of(BIRTHS), "1") is False
    address, text, reason = refusal.args
    assert (address, text) == (BIRTHS, "1")
    assert "已定稿" in reason
    assert "撤回" in reason
    assert shown(grid, BIRTHS) == "2,036"
    assert not grid.index_of(BIRTHS).flags() & Qt.ItemFlag.ItemIsEditable


def test_text_that_could_not_be_stored_stays_until_given_up(working, desk):
    grid = grid_of(working)
    grid.setData(grid.index_of(BIRTHS), "2036")
    desk.store.close()
    assert grid.setData(grid.index_of(BIRTHS_URBAN), "1702") is False
    index = grid.index_of(BIRTHS_URBAN)
    assert index.data(DISPLAY) == "1702"
    assert index.data(Role.PROBLEM) is True
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("没有保存")
    assert grid.forget_rejected(BIRTHS_URBAN)
    assert not shown(grid, BIRTHS_URBAN)


def test_a_change_made_elsewhere_is_shown(working):
    grid = grid_of(working)
    working.enter(BIRTHS, "12")
    assert shown(grid, BIRTHS) == "12"
    working.undo()
    assert not shown(grid, BIRTHS)


def test_our_roles_begin_after_those_of_qt():
    assert min(Role) > Qt.ItemDataRole.UserRole


def test_a_row_that_the_unit_does_not_count_says_whose_it_is(tmp_path):
    with sourced_desk(tmp_path) as desk:
        working = WorkingYear(open_year(desk, 2025))
        grid = grid_of(working, "f")
        names = [grid.index(row, GridColumn.NAME).data(Role.DETAIL) for row in range(grid.rowCount())]
        assert names == ["统计局提供", None, "专项调查"]
        marks = [grid.index(row, GridColumn.FIRST_VALUE).data(Role.DETAIL) for row in range(grid.rowCount())]
        assert marks == ["统", None, "调"]
        spoken = grid.index_of("f/01/_T").data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "空，统计局提供"
        assert grid.index(2, grid.status_column).data(DISPLAY) == "本年无调查"
        assert grid.index(2, grid.status_column).data(Qt.ItemDataRole.ToolTipRole)
