"""A workbook dressed with remembered looks is byte for byte the one that openpyxl dresses by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment

from desktop.documents.workbook import file as book
from desktop.documents.workbook.dressing import dress, merge

FONTS = (book.BODY_FONT, book.HEAD_FONT, book.TITLE_FONT)
ALIGNMENTS = (book.LEFT, book.CENTRE, Alignment(horizontal="left"))
BORDERS = (None, book.GRID, book.TOP_RULE)

looks = st.tuples(st.sampled_from(FONTS), st.sampled_from(ALIGNMENTS), st.sampled_from(BORDERS))
texts = st.sampled_from(["", "甲", "=1", "12"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("dress"), st.integers(1, 4), st.integers(1, 4), looks, texts),
        st.tuples(st.just("merge"), st.integers(0, 3), st.sampled_from([(1, 2), (2, 1), (2, 2), (1, 4)])),
    ),
    max_size=30,
)


def _drawn(given_steps, *, by_itself: bool) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    merged = set()
    for what, *details in given_steps:
        if what == "dress":
            row, column, (font, alignment, border), text = details
            cell = sheet.cell(row, column)
            if any((row, column) in inside for inside in merged):
                continue
            book.put_text(cell, text)
            if not by_itself:
                dress(cell, font, alignment, border)
                continue
            cell.font, cell.alignment = font, alignment
            if border is not None:
                cell.border = border
        else:
            band, (height, width) = details
            top = 5 + 3 * band  # below what is dressed, or over its last rows
            place = (top - 2, 1, top - 3 + height, width)
            inside = frozenset((r, c) for r in range(place[0], place[2] + 1) for c in range(1, width + 1))
            if any(inside & other for other in merged):
                continue
            merged.add(inside)
            if by_itself:
                names = ("start_row", "start_column", "end_row", "end_column")
                sheet.merge_cells(**dict(zip(names, place, strict=True)))
            else:
                merge(sheet, *place)
    return book.workbook_bytes(workbook, None)


@given(steps)
@settings(max_examples=60, deadline=None)
def test_the_bytes_are_those_of_openpyxl_alone(given_steps):
    assert _drawn(given_steps, by_itself=False) == _drawn(given_steps, by_itself=True)


def test_a_look_within_a_merged_range_goes_as_in_a_range_merged_before():
    inner = (book.BODY_FONT, book.LEFT, book.GRID)
    drawn = [("dress", 3, 2, inner, ""), ("merge", 1, (1, 4)), ("merge", 0, (1, 4))]
    assert _drawn(drawn, by_itself=False) == _drawn(drawn, by_itself=True)


def test_a_look_is_known_by_its_parts_not_by_where_they_lie_in_memory():
    sheet = Workbook().active
    for column, points in enumerate(range(6, 40), start=1):
        dress(sheet.cell(1, column), type(book.BODY_FONT)(name="宋体", size=points), book.LEFT)
    assert [sheet.cell(1, column).font.size for column in range(1, 35)] == list(range(6, 40))
