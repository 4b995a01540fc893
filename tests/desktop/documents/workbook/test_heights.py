"""Rows are stated high enough for every text, and no higher than Excel takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.workbook.heights import TALLEST, line_count, pieces, row_height
from tests.examples import examples

TEXTS = st.text(alphabet="妇女，。（）0123456789abc-/ \n", max_size=80)
WIDTHS = st.floats(6, 160)
LONG = st.lists(
    st.sampled_from(["妇女发展规划", "a" * 50, "maternal mortality ", "\n", "，", "1,234.5"]), max_size=900
)


def shown_by_a_program(text, room):
    """Lines by setting one word after the other into so many half widths; nothing of ours is asked."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0
        words, word = [], ""
        for c in paragraph:
            if c == " " or ord(c) > 0x7E:
                words, word = [*words, *([word] if word else []), c], ""
            else:
                word += c
        for one in [*words, *([word] if word else [])]:
            width = sum(2 if ord(c) > 0x7E else 1 for c in one)
            if one == " ":
                used += 1
            elif used + width <= room:
                used += width
            else:
                lines += bool(used)
                while width > room:
                    lines, width = lines + 1, width - room
                used = width
    return lines


@given(TEXTS, WIDTHS)
def test_there_are_as_many_lines_as_words_need_that_are_not_broken(text, width):
    assert line_count(text, width) == shown_by_a_program(text, max(2, int(width - 1)))


@pytest.mark.parametrize(
    ("text", "width", "size", "lines"),
    [
        ("", 10, 10, 1),
        ("妇女", 5, 10, 1),
        ("妇女", 4, 10, 2),
        ("妇女", 5, 22, 2),  # a letter of the title is more than twice as wide
        ("甲\n乙", 40, 10, 2),
        ("aaaa bbbb", 9, 10, 2),  # as a word, not letter by letter
        ("aaaa bbbb", 10, 10, 1),
        ("a" * 40, 11, 10, 4),
        ("a" * 40 + "妇", 11, 10, 5),
    ],
)
def test_lines_of_a_text(text, width, size, lines):
    assert line_count(text, width, size) == lines


@given(TEXTS, WIDTHS, st.sampled_from([9, 10, 16, 22]))
def test_a_row_has_room_for_its_lines_and_excel_takes_it(text, width, size):
    lines, height = line_count(text, width, size), row_height(text, width, size)
    assert height <= 409.5
    assert height == TALLEST or height >= lines * size * 1.3
    assert row_height(text + "妇女", width, size) >= height
    assert row_height(text, width + 10, size) <= height


@examples(150)
@given(LONG.map("".join), st.floats(10, 160))
def test_pieces_are_the_whole_text_and_each_has_room(text, width):
    found = pieces(text, width)
    assert "".join(found) == text
    assert all(found) or found == [""]
    for piece in found:
        assert row_height(piece, width) < TALLEST


@examples(100)
@given(LONG.map("".join), st.floats(10, 160))
def test_there_are_no_more_pieces_than_needed(text, width):
    for piece, after in zip(found := pieces(text, width), found[1:], strict=False):
        assert line_count(piece + after, width) * 13.5 > TALLEST - 30
