"""The bar above everything: its buttons stay where they are, whatever becomes of the year."""

import pytest
from PySide6.QtCore import QSize

from desktop.views.frame.room import room_of
from desktop.views.frame.top_bar import TopBar
from desktop.views.frame.unit_menu import MenuWords
from forms.filing.stage import Stage

UNIT = "鹿寨县民政局"
AT_150 = 911
"""Logical pixels of a screen of 1366 at 150 %."""


@pytest.fixture
def bar(qtbot, tmp_path):
    made = TopBar(list(Stage), MenuWords(opens="", begins="", change="", about=""))
    qtbot.addWidget(made)
    made.show_titles("鹿寨县妇女发展规划（2021—2030年）", UNIT, tmp_path / "鹿寨县民政局.db")
    made.show_years([2025], 2025)
    made.show_deadline("截止日期由统计局通知", overdue=False)
    made.show_stage(Stage.ENTRY, frozenset())
    return made


def shown(bar, width):
    bar.make_room(room_of(QSize(width, 512)))
    bar.resize(width, 40)
    bar.show()
    return places(bar)


def places(bar):
    return [(b.x(), b.width()) for b in sorted(bar._steps.buttons(), key=lambda b: b.x())]


@pytest.mark.parametrize("width", [AT_150, 1366])
def test_a_tick_moves_no_button(bar, width):
    before = shown(bar, width)
    bar.show_stage(Stage.ENTRY, frozenset(Stage))
    assert places(bar) == before
    bar.show_stage(Stage.REVIEW, frozenset({Stage.ENTRY}))
    assert places(bar) == before


@pytest.mark.parametrize("width", [AT_150, 1366])
def test_earlier_years_move_no_button(bar, width):
    before = shown(bar, width)
    bar.show_years([2023, 2024, 2025], 2025, {2023, 2024})
    bar.resize(width, 41)
    assert places(bar) == before
    bar.show_year(2023)
    assert places(bar) == before
