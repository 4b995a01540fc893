"""The board as a table: whose turn it is comes first, what keeps lines from being shown, what a cell says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop.models.grid.roles import Mark, Role, mark_at
from desktop.models.office.board import board_table
from desktop.models.office.board.board_table import BoardModel
from desktop.services.office.facts.next_step import NextKind
from desktop.services.office.overview.board_filter import BoardFilter
from forms.receiving.state import OfficeState
from tests.desktop.models.office.made_day import awaited, came, dossier, row_of, today_of_rows

THEIRS = {NextKind.AWAITED, NextKind.WAITS, NextKind.REOPENED, NextKind.OTHER_PAPER}
UNITS = ("health", "education", "civil-affairs", "police")
NAMES = {"health": "卫健局", "education": "教育局", "civil-affairs": "民政局", "police": "公安局"}

pytestmark = pytest.mark.usefixtures("qapp")


def shown(*rows, **changes):
    model = BoardModel()
    model.show_today(today_of_rows(*rows, **changes), NAMES)
    return model


def cell(model, column, role=Qt.ItemDataRole.DisplayRole, row=0):
    return model.index(row, column).data(role)


def units(model):
    return [model.unit_at(row) for row in range(model.rowCount())]


def turn(kind):
    """Whose turn it is: ours, the unit's, nobody's."""
    return 2 if kind is NextKind.NOTHING else 1 if kind in THEIRS else 0


@given(st.permutations(list(NextKind)))
def test_ours_stands_before_the_units_and_what_is_done_last(kinds):
    model = shown(*(row_of(kind, kind.value) for kind in kinds))
    turns = [turn(NextKind(unit)) for unit in units(model)]
    assert turns == sorted(turns)
    ours = [unit for unit in units(model) if turn(NextKind(unit)) == 0]
    assert ours[0] == NextKind.CHOOSE
    assert ours[-2:] == [NextKind.ACCEPT, NextKind.PAPER], "what is in doubt goes before what is in order"


@given(st.lists(st.sampled_from(sorted(THEIRS)), min_size=2, max_size=6))
def test_lines_of_one_turn_stay_in_the_order_of_the_plan(kinds):
    model = shown(*(row_of(kind, str(place)) for place, kind in enumerate(kinds)))
    assert units(model) == [str(place) for place in range(len(kinds))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("卫健", ["health"]),
        ("wjj", ["health"]),
        ("MZ", ["civil-affairs"]),
        ("  公安 ", ["police"]),
        ("某县", list(UNITS)),
        ("卫局", ["health"]),
        ("税务", []),
    ],
)
def test_a_unit_is_found_by_short_name_long_name_and_initials(typed, found):
    model = shown(*(row_of(unit=unit) for unit in UNITS))
    model.look_for(typed)
    assert units(model) == found


def test_what_keeps_units_from_being_shown_is_said_with_how_many_are_left():
    model = shown(row_of(late=3), awaited(), row_of(unit="police"))
    assert model.narrowed_words == ""
    model.show_filter(BoardFilter.CAME)
    assert model.narrowed_words == "只看“已收”：2 / 3 个单位"
    model.look_for(" 卫健 ")
    assert model.narrowed_words == "只看“已收”，查找“卫健”：1 / 3 个单位"
    model.show_filter(BoardFilter.EXPECTED)
    assert model.narrowed_words == "查找“卫健”：1 / 3 个单位"


def test_the_words_that_narrow_stay_when_the_board_is_read_anew():
    model = shown(row_of(), awaited())
    model.show_filter(BoardFilter.AWAITED)
    model.show_today(today_of_rows(awaited("police"), row_of()), NAMES)
    assert units(model) == ["police"]


def test_whether_anybody_was_late_is_asked_of_the_lines_that_are_shown():
    model = shown(row_of(late=3), row_of(unit="police"))
    assert model.has_late
    model.look_for("公安")
    assert not model.has_late


def test_a_row_and_its_unit_lead_to_each_other_and_nowhere_else():
    model = shown(row_of(), row_of(unit="police"))
    assert [model.row_of(unit) for unit in units(model)] == [0, 1]
    assert model.row_of("education") == -1
    assert [model.unit_at(row) for row in (-1, 2)] == ["", ""]


def test_names_alone_stand_with_the_window_until_the_year_was_read():
    model = BoardModel()
    model.clear(["卫健局", "教育局"])
    assert [cell(model, board_table.UNIT, row=row) for row in range(model.rowCount())] == ["卫健局", "教育局"]
    assert cell(model, board_table.NEXT) is None
    assert cell(model, board_table.UNIT, Role.MARK) is None
    model.show_today(today_of_rows(row_of()), NAMES)
    model.clear(["民政局"])
    assert model.rowCount() == 1
    assert units(model) == [""], "of a year that is not shown any more no unit is opened"


def test_a_unit_of_which_the_plan_does_not_know_has_its_long_name():
    model = shown(row_of(unit="elsewhere", name="别处（1）的 health"))
    assert cell(model, board_table.UNIT) == "别处（1）的 health"


def test_what_counts_is_told_in_ink():
    model = shown(row_of(gaps=0, warnings=2, bad=("history", "base")))
    texts = [cell(model, column) for column in range(model.columnCount())]
    assert texts == ["卫健局", "在审", "04-25", "2", "相符", "0", "0", "2", "2", "—"]
    tones = [cell(model, column, Role.TONE) for column in range(model.columnCount())]
    assert tones == ["", "", "", "", "", "muted", "muted", "alarm", "bad", ""]


def test_where_nothing_counts_what_came_last_is_told_in_grey_and_nothing_as_zero():
    sent = dossier(came=(came(revision=3), came(revision=4)))
    model = shown(awaited("health"), awaited(), dossiers={"health": sent})
    texts = [cell(model, column) for column in range(model.columnCount())]
    assert texts == ["卫健局", "待报", "04-25", "4", "—", "", "", "", "", "等报送"]
    assert {cell(model, column, Role.TONE) for column in (board_table.CAME, board_table.REVISION)} == {
        "muted"
    }
    assert [cell(model, column, row=1) for column in (board_table.CAME, board_table.REVISION)] == ["—", "—"]


def test_warnings_that_were_not_compared_are_blank_and_no_zero():
    model = shown(row_of(warnings=None))
    assert cell(model, board_table.WARNED) == ""
    assert cell(model, board_table.GAPS) == "0"


@pytest.mark.parametrize(
    ("changes", "column", "tip"),
    [
        ({}, board_table.UNIT, "某县health局"),
        ({}, board_table.CAME, "2026-04-25 00:30 收到"),
        ({"arrived": None}, board_table.CAME, None),
        ({"bad": ("history", "base")}, board_table.BAD, "往年数、基础数据"),
        ({}, board_table.BAD, None),
        ({"judged_otherwise": 2}, board_table.WARNED, "其中有 2 个目标与单位自报的判定不同"),
        ({"judged_otherwise": 0}, board_table.WARNED, None),
        ({"bad": ("base",), "judged_otherwise": 2}, board_table.STATE, None),
        ({"bad": ("base",), "judged_otherwise": 2}, board_table.NEXT, "—"),
    ],
)
def test_a_tip_says_what_has_no_room_in_its_cell(changes, column, tip):
    assert cell(shown(row_of(**changes)), column, Qt.ItemDataRole.ToolTipRole) == tip


def test_shapes_stand_before_the_state_and_the_paper_alone():
    model = shown(row_of(state=OfficeState.CONFLICT, paper="mismatch"))
    marks = [mark_at(model.index(0, column)) for column in range(model.columnCount())]
    assert marks == [None, Mark.FORK, None, None, Mark.BAD, None, None, None, None, None]
    assert mark_at(shown(awaited()).index(0, board_table.PAPER)) is None


def test_days_of_delay_stand_beside_the_day_of_receipt_alone():
    model = shown(row_of(late=3), row_of(unit="police"))
    assert cell(model, board_table.CAME, Role.DETAIL) == "迟 3 天"
    assert cell(model, board_table.UNIT, Role.DETAIL) is None
    assert cell(model, board_table.CAME, Role.DETAIL, row=1) is None


def test_who_hears_the_board_hears_each_head_and_that_a_cell_is_empty():
    model = shown(row_of(warnings=None))
    heard = Qt.ItemDataRole.AccessibleTextRole
    assert cell(model, board_table.REVISION, heard) == "版次：2"
    assert cell(model, board_table.WARNED, heard) == "预警：没有"


def test_numbers_stand_at_the_right_and_words_at_the_left():
    model = shown(row_of())
    right = {board_table.REVISION, board_table.GAPS, board_table.WARNED, board_table.BAD}
    for column in range(model.columnCount()):
        side = Qt.AlignmentFlag(cell(model, column, Qt.ItemDataRole.TextAlignmentRole))
        assert bool(side & Qt.AlignmentFlag.AlignRight) is (column in right)


def test_a_head_that_needs_it_says_what_is_counted():
    model = shown(row_of())
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    heads = [model.headerData(column, across) for column in range(model.columnCount())]
    assert heads == ["单位", "状态", "收到", "版次", "纸质", "疑问", "缺格", "预警", "异常", "下一步"]
    tips = [
        model.headerData(column, across, Qt.ItemDataRole.ToolTipRole) for column in range(model.columnCount())
    ]
    told = {heads[column] for column, tip in enumerate(tips) if tip}
    assert told == {"收到", "缺格", "预警", "异常"}
    assert model.headerData(0, down) is None


@pytest.mark.parametrize("force_py", [False, True])
def test_the_board_keeps_the_contract_of_a_model(qtmodeltester, force_py):
    model = shown(row_of(), awaited(), row_of(unit="police"))
    qtmodeltester.check(model, force_py=force_py)
    model.look_for("教育")
    qtmodeltester.check(model, force_py=force_py)
