"""A table of cells side by side: what stands in it, what is heard of it, at which side."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.office.cells import ShownCell, ShownLine, ShownTable

LINES = (
    ShownLine((ShownCell("卫健局", Mark.BAD), ShownCell("1,024", is_figure=True))),
    ShownLine((ShownCell("教育局"), ShownCell(""))),
)
across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def table(qapp):
    del qapp
    table = ShownTable()
    table.show_lines(["单位", "数"], LINES)
    return table


@pytest.mark.parametrize("force_py", [False, True])
def test_it_keeps_the_contract_of_a_model(table, qtmodeltester, force_py):
    qtmodeltester.check(table, force_py=force_py)
    table.show_lines((), ())
    assert (table.rowCount(), table.columnCount()) == (0, 0)
    qtmodeltester.check(table, force_py=force_py)


def test_a_shape_is_heard_by_its_meaning_under_its_head(table):
    heard = Qt.ItemDataRole.AccessibleTextRole
    texts = [table.index(row, column).data(heard) for row in (0, 1) for column in (0, 1)]
    assert texts == [f"单位　{Mark.BAD.meaning}　卫健局", "数　1,024", "单位　教育局", "数"]


def test_a_cell_that_is_cut_off_has_its_text_as_a_tip(table):
    assert table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "卫健局"


def test_figures_stand_at_the_right(table):
    sides = [
        Qt.AlignmentFlag(table.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)) for column in (0, 1)
    ]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True]


def test_a_shape_stands_where_there_is_one(table):
    assert [mark_at(table.index(row, 0)) for row in (0, 1)] == [Mark.BAD, None]
    assert table.data(QModelIndex(), Role.MARK) is None


def test_heads_stand_above_and_nothing_at_the_side(table):
    assert [table.headerData(column, across) for column in (0, 1)] == ["单位", "数"]
    assert table.headerData(0, down) is None
    assert table.headerData(0, across, Qt.ItemDataRole.ToolTipRole) is None
