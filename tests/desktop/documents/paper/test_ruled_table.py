"""Tables on paper as PDFium sees them: texts within their columns, rules between them, rows split whole."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.paper.fonts import SANS_BOLD, SERIF, text_width
from desktop.documents.paper.ruled_table import SMALLEST, HeadCell, RuledColumn, RuledTable, paginate
from desktop.documents.paper.typesetting import Align, Style
from tests.desktop.documents.paper.canvas import page, rules
from tests.examples import examples

STYLE = Style(SERIF, 9)
HEAD = Style(SANS_BOLD, 8.2)
LEFT, TOP = 40.0, 760.0
WORDS = st.text(alphabet="妇女发展，（）0123456789ab ", max_size=40)
FIGURES = st.decimals(0, 10**9, places=2).map("{:,}".format) | st.sampled_from(["", "—", "不适用"])


@st.composite
def tables(draw):
    """Columns of words and figures under a head of two rows: a cell over all figures, and one for each."""
    words = draw(st.lists(st.floats(45, 150), min_size=1, max_size=2))
    figures = draw(st.lists(st.floats(72, 90), min_size=1, max_size=3))
    columns = [RuledColumn(width, draw(st.sampled_from([Align.LEFT, Align.CENTRE]))) for width in words]
    columns += [RuledColumn(width, Align.RIGHT, is_figure=True) for width in figures]
    first = len(words)
    head = [HeadCell(text=f"名{i}", first=i, last=i, top=0, bottom=1) for i in range(first)]
    head.append(HeadCell(text="本年", first=first, last=len(columns) - 1))
    head += [HeadCell(text=f"栏{i}", first=i, last=i, top=1, bottom=1) for i in range(first, len(columns))]
    return RuledTable(columns=tuple(columns), head=tuple(head), head_heights=(16.0, 14.0), head_style=HEAD)


def edges(table):
    """Left edges of the columns and the right edge of the last."""
    places = [LEFT]
    for column in table.columns:
        places.append(places[-1] + column.width)
    return places


@st.composite
def filled(draw):
    table = draw(tables())
    kinds = [FIGURES if column.is_figure else WORDS for column in table.columns]
    texts = draw(st.lists(st.tuples(*kinds), min_size=1, max_size=4))
    indent = draw(st.sampled_from([0.0, 11.0]))
    return table, texts, [table.set_row(row, STYLE, (indent,)) for row in texts]


@examples(120)
@given(filled())
def test_every_text_lies_within_its_column_and_row(made):
    table, texts, rows = made
    drawn = page(lambda pen: table.draw(pen, LEFT, TOP, rows))
    top = TOP - table.head_height
    bodies = [one for one in drawn.texts if one.top < top + 1]
    places = edges(table)
    for row, given_texts in zip(rows, texts, strict=True):
        inside = [one for one in bodies if top - row.height - 1 < (one.top + one.bottom) / 2 < top + 1]
        for i, text in enumerate(given_texts):
            found = [one for one in inside if places[i] - 1 <= one.left and one.right <= places[i + 1] + 1]
            # Texts that stand close beside each other are one to PDFium only within a column.
            assert "".join("".join(one.text.split()) for one in found) == "".join(text.split()), text
            assert all(one.top <= top + 1 and one.bottom >= top - row.height - 1 for one in found)
            if len(row.cells[i].lines) == 1 and found:
                middle = (found[0].top + found[0].bottom) / 2
                assert middle == pytest.approx(top - row.height / 2, abs=4.5), "in the middle of its row"
        top -= row.height
    assert drawn.collisions() == []


@examples(80)
@given(filled())
def test_figures_are_whole_and_end_before_the_rule(made):
    table, texts, rows = made
    for row, given_texts in zip(rows, texts, strict=True):
        for column, cell, text in zip(table.columns, row.cells, given_texts, strict=True):
            if column.is_figure:
                assert cell.lines == (text,)
                room = column.width - 2 * table.padding_x
                width = text_width(text, cell.style.font, cell.style.size)
                assert width <= room or cell.style.size == SMALLEST


@examples(60)
@given(filled())
def test_figures_that_are_made_even_have_one_size_and_words_keep_theirs(made):
    table, _, rows = made
    even = table.even_figures(rows)
    is_figure = [column.is_figure for column in table.columns]
    sizes = {c.style.size for row in even for c, f in zip(row.cells, is_figure, strict=True) if f}
    assert sizes == {
        min(c.style.size for row in rows for c, f in zip(row.cells, is_figure, strict=True) if f)
    }
    for row, before in zip(even, rows, strict=True):
        assert row.height == before.height
        for cell, old, figure in zip(row.cells, before.cells, is_figure, strict=True):
            assert (cell.lines, cell.indent) == (old.lines, old.indent)
            assert figure or cell.style == old.style


@examples(60)
@given(filled())
def test_rules_stand_between_columns_and_rows_and_not_at_the_sides(made):
    table, _, rows = made
    ends = []
    found = rules(lambda pen: ends.append(table.draw(pen, LEFT, TOP, rows)))
    places = edges(table)
    upright = sorted(rule.left for rule in found if rule.is_upright)
    assert all(any(abs(at - place) < 0.2 for place in places[1:-1]) for at in upright)
    assert all(any(abs(at - place) < 0.2 for at in upright) for place in places[1:-1])
    assert min(rule.bottom for rule in found if rule.is_upright) == pytest.approx(ends[0], abs=0.6)
    thick = [rule for rule in found if rule.width == 1.0]
    assert [round(rule.bottom) for rule in thick] == [round(TOP), round(ends[0])]
    for rule in thick:
        assert (rule.left, rule.right) == pytest.approx((LEFT, LEFT + table.width), abs=1)
    heights = [TOP - table.head_height - sum(r.height for r in rows[:i]) for i in range(1, len(rows))]
    across = [rule.bottom for rule in found if not rule.is_upright]
    for height in heights:
        assert any(abs(at - height) < 0.3 for at in across)
    assert ends[0] == pytest.approx(TOP - table.head_height - sum(row.height for row in rows))


@examples(60)
@given(tables())
def test_names_of_columns_stand_in_the_middle_of_what_they_name(table):
    row = table.set_row([""] * len(table.columns), STYLE)
    drawn = page(lambda pen: table.draw(pen, LEFT, TOP, [row]))
    places = edges(table)
    for cell in table.head:
        one = drawn.find(cell.text)
        middle = (places[cell.first] + places[cell.last + 1]) / 2
        assert (one.left + one.right) / 2 == pytest.approx(middle, abs=1.5)
        upper = TOP - sum(table.head_heights[: cell.top])
        lower = TOP - sum(table.head_heights[: cell.bottom + 1])
        assert lower - 1 <= one.bottom < one.top <= upper + 1


def test_a_long_name_of_a_column_is_broken_and_made_smaller_within_its_cell():
    name = "城镇职工基本养老保险参保人数中的女性"
    column = RuledColumn(58.0)
    head = (HeadCell(text=name, first=0, last=0), HeadCell(text="乙", first=1, last=1))
    table = RuledTable(columns=(column, column), head=head, head_heights=(30.0,), head_style=HEAD)
    drawn = page(lambda pen: table.draw(pen, LEFT, TOP, [table.set_row(("", ""), STYLE)]))
    lines = [one for one in drawn.texts if one.text != "乙"]
    assert "".join(one.text for one in lines) == name
    assert all(one.bottom >= TOP - 31 and one.top <= TOP + 1 for one in lines)
    assert all(one.right <= LEFT + 58 for one in lines)


@pytest.mark.parametrize("name", ["女·18—59岁", "女·16—59岁", "男·60岁及以上"])
@pytest.mark.parametrize("width", [34.0, 44.0, 90.0])
def test_a_head_of_two_groups_is_broken_between_them_and_no_number_is(name, width):
    head = (HeadCell(text=name, first=0, last=0), HeadCell(text="乙", first=1, last=1))
    column = RuledColumn(width)
    table = RuledTable(columns=(column, column), head=head, head_heights=(30.0,), head_style=HEAD)
    drawn = page(lambda pen: table.draw(pen, LEFT, TOP, [table.set_row(("", ""), STYLE)]))
    lines = [one.text for one in drawn.texts if one.text != "乙"]
    first, second = name.split("·")
    assert lines == [name] or (lines[0], "".join(lines[1:])) == (first, second)
    assert not any(line.endswith(("·", "—")) for line in lines)
    assert all(not (a[-1].isdigit() and b[0].isdigit()) for a, b in itertools.pairwise(lines))


# --- rows taller than a page -------------------------------------------------------------------------


@examples(120)
@given(
    st.lists(st.text(alphabet="妇女，0123456789 ", max_size=300), min_size=2, max_size=3), st.floats(30, 300)
)
def test_a_row_is_split_into_parts_that_fit_and_hold_every_line_once(texts, limit):
    figure = RuledColumn(40.0, Align.RIGHT, is_figure=True)  # smaller than the words beside it
    columns = (figure, *(RuledColumn(70.0 + 30 * i) for i in range(len(texts))))
    table = RuledTable(columns=columns, head=(), head_heights=(), head_style=HEAD)
    row = table.set_row(("1,234,567.8", *texts), STYLE)
    parts = table.split_row(row, limit)
    for i, cell in enumerate(row.cells):
        assert tuple(line for part in parts for line in part.cells[i].lines) == cell.lines
    assert all(part.height <= limit for part in parts)
    assert all(any(cell.lines for cell in part.cells) for part in parts)
    assert len(parts) == 1 or sum(part.height for part in parts) >= row.height - 2 * table.padding


def test_lines_that_stand_beside_each_other_stay_beside_each_other():
    columns = (RuledColumn(60.0), RuledColumn(60.0))
    table = RuledTable(columns=columns, head=(), head_heights=(), head_style=HEAD)
    parts = table.split_row(table.set_row(("一" * 60, "二" * 60), STYLE), 60)
    assert len(parts) > 2
    for part in parts:
        first, second = (cell.lines for cell in part.cells)
        assert len(first) == len(second)


@given(st.floats(1, 12))
def test_a_limit_below_one_line_still_ends(limit):
    table = RuledTable(columns=(RuledColumn(60.0),), head=(), head_heights=(), head_style=HEAD)
    parts = table.split_row(table.set_row(("一" * 30,), STYLE), limit)
    assert "".join(line for part in parts for line in part.cells[0].lines) == "一" * 30
    assert all(len(part.cells[0].lines) <= 1 for part in parts)


# --- pages -------------------------------------------------------------------------------------------

HEIGHTS = st.lists(st.floats(15, 120), max_size=40)


@examples(300)
@given(HEIGHTS, st.floats(120, 300), st.floats(120, 400), st.floats(0, 100))
def test_what_stands_below_the_table_never_stands_alone(heights, first, other, tail):
    cuts = paginate(heights, first, other, tail)
    assert [cut.start for cut in cuts] == [0, *(cut.stop for cut in cuts[:-1])]
    assert cuts[-1].stop == len(heights)
    assert all(cut.stop > cut.start for cut in cuts) or heights == []
    last = heights[cuts[-1]]
    room = first if len(cuts) == 1 else other
    # Two rows that fit without the tail are not both moved; a single tall one keeps its page.
    assert sum(last) + tail <= room or len(last) == 1


@examples(150)
@given(HEIGHTS, st.floats(120, 300), st.floats(120, 400))
def test_a_page_is_full_before_the_next_begins(heights, first, other):
    cuts = paginate(heights, first, other, 0.0)
    for number, (cut, following) in enumerate(itertools.pairwise(cuts)):
        is_full = sum(heights[cut]) + heights[following.start] > (other if number else first)
        # Only the last page takes rows from the one before, so that it has three.
        assert is_full or (following is cuts[-1] and following.stop - following.start <= 3)


@examples(150)
@given(HEIGHTS, st.floats(120, 300), st.floats(120, 400), st.floats(0, 100))
def test_no_single_row_stands_on_the_last_page_if_two_fit(heights, first, other, tail):
    cuts = paginate(heights, first, other, tail)
    if len(cuts) > 1 and cuts[-1].stop - cuts[-1].start == 1:
        before = cuts[-2].stop - cuts[-2].start
        assert before == 1 or sum(heights[-2:]) + tail > other


@pytest.mark.parametrize(
    ("heights", "tail", "pages"),
    [
        ([], 50, [0]),
        ([50, 50], 0, [2]),
        ([50, 50], 100, [2]),
        ([50, 50, 50], 100, [1, 2]),  # two rows go with the text below
        ([50] * 4, 40, [1, 3]),
        ([50] * 4, 140, [3, 1]),  # more would leave no room for it
        ([90, 90, 90, 90], 40, [2, 1, 1]),  # one row stays behind
        ([200], 90, [1]),
        ([50] * 5, 0, [2, 3]),  # not one row on a page
        ([50] * 5, 120, [4, 1]),  # unless nothing else has room there
        ([50] * 6, 0, [3, 3]),
        ([50] * 7, 0, [4, 3]),
        ([150, 60, 60], 0, [1, 2]),
    ],
)
def test_pages_of_two_hundred_points(heights, tail, pages):
    assert [cut.stop - cut.start for cut in paginate(heights, 200, 200, tail)] == pages
