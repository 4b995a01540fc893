from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.paper.fonts import SERIF, text_width
from desktop.documents.paper.ruled_table import RuledColumn, RuledTable, paginate
from desktop.documents.paper.typesetting import Style, fit_size

STYLE = Style(SERIF, 10)


def test_a_title_is_made_smaller_until_it_fits() -> None:
    fitted = fit_size("妇女发展" * 10, Style(SERIF, 20), 400)
    assert text_width("妇女发展" * 10, SERIF, fitted.size) <= 400


@given(st.lists(st.floats(15, 120), max_size=60), st.floats(200, 300), st.floats(200, 400), st.floats(0, 150))
def test_pages_hold_their_rows_in_order_and_leave_room_for_the_tail(
    heights: list[float], first: float, other: float, tail: float
) -> None:
    cuts = paginate(heights, first, other, tail)
    assert [h for cut in cuts for h in heights[cut]] == heights
    for i, cut in enumerate(cuts):
        assert sum(heights[cut]) <= (first if i == 0 else other)
        assert heights[cut] or len(cuts) == 1


def test_nothing_is_made_smaller_than_the_floor() -> None:
    assert fit_size("妇女发展" * 10, Style(SERIF, 8.8), 20, 7.0).size == 7.0


def test_a_row_taller_than_a_page_is_continued() -> None:
    table = RuledTable(
        columns=(RuledColumn(100.0), RuledColumn(60.0)), head=(), head_heights=(), head_style=STYLE
    )
    row = table.set_row(("甲", "乙" * 200), STYLE)
    parts = table.split_row(row, 200)
    assert len(parts) > 1
    assert all(part.height <= 200 for part in parts)
    assert "".join(line for part in parts for line in part.cells[1].lines) == "乙" * 200
    assert "".join(line for part in parts for line in part.cells[0].lines) == "甲"
