"""Lines at every width: nothing is lost, nothing runs over the edge, marks stand where they may."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.paper.characters import printable
from desktop.documents.paper.font_cover import BLANK
from desktop.documents.paper.fonts import SANS_BOLD, SERIF, text_width
from desktop.documents.paper.typesetting import Style, as_drawn, wrap_text

SIZE = 10
STYLE = Style(SERIF, SIZE)
CLOSING = "，。；：、！？．）】》”’％%‰…·〉」』〕〗］｝—～,.;:!?)]}"
OPENING = "（【《“‘〈「『〔〖［｛([{"
WORDS = ("2025.75", "wdp-210404", "a", "≤10.5", "1,234,567", "/10")
WIDTHS = st.floats(SIZE, 400)
HARD = st.text(alphabet=f"妇女\u0301规划𠅤𠮷ཚེ {CLOSING}{OPENING}0123456789ab-/≤", max_size=60)
"""Anything a clerk may type, marks in heaps included."""


@st.composite
def sentences(draw):
    """Sensible text: at most two marks on either side of a character or a word."""
    marked = st.tuples(
        st.text(OPENING, max_size=2), st.sampled_from((*"妇女发展规划", *WORDS)), st.text(CLOSING, max_size=2)
    )
    return draw(st.sampled_from(("", " "))).join(map("".join, draw(st.lists(marked, max_size=25))))


def without_spaces(text):
    return text.replace(" ", "")


def width_of(line, style=STYLE):
    return text_width(line, style.font, style.size)


def letters(line):
    """Characters of a line that take room."""
    return [c for c in line if not unicodedata.category(c).startswith("M")]


@settings(max_examples=250, deadline=None)
@given(HARD, WIDTHS, st.sampled_from([SERIF, SANS_BOLD]), st.sampled_from([6.4, 8.8, 15]))
def test_at_every_width_nothing_is_lost_and_no_line_is_wider_than_its_room(text, width, font, size):
    style = Style(font, size)
    lines = wrap_text(text, style, width)
    assert without_spaces("".join(lines)) == without_spaces(as_drawn(text))
    for line in lines:
        assert width_of(line, style) <= width + 0.02 or len(letters(line)) == 1


@settings(max_examples=250, deadline=None)
@given(sentences(), st.floats(5 * SIZE, 400))
def test_closing_marks_begin_no_line_and_opening_marks_end_none(text, width):
    lines = wrap_text(text, STYLE, width)
    for line in lines[1:]:
        assert line[0] not in CLOSING, lines
    for line in lines[:-1]:
        assert line[-1] not in OPENING, lines


@given(HARD, WIDTHS)
def test_a_line_is_only_begun_where_the_one_before_has_no_room(text, width):
    """As few lines as possible: with what follows up to the next place to break, a line would be too wide."""
    lines = wrap_text(text, STYLE, width)
    for line, after in pairwise(lines):
        assert line
        # Spaces where the line breaks are the break, and took room before it.
        between = (" " * n for n in range(len(text) + 1))
        gap = next((gap for gap in between if f"{line}{gap}{after}" in as_drawn(text)), "")
        assert width_of(f"{line}{gap}{after}") > width


@given(HARD, st.floats(3 * SIZE, 400))
def test_combining_marks_stay_with_their_letter(text, width):
    for line in wrap_text(f"妇{text}", STYLE, width):
        assert not line or not unicodedata.category(line[0]).startswith("M")


@given(st.lists(HARD, min_size=1, max_size=4), WIDTHS)
def test_line_ends_in_a_text_begin_a_new_line(paragraphs, width):
    together = wrap_text("\n".join(paragraphs), STYLE, width)
    assert together == tuple(line for p in paragraphs for line in wrap_text(p, STYLE, width))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四，五六（七八九十）一二三", 40, ("一二三", "四，五六", "（七八九", "十）一二", "三")),
        ("目标值2025.75以上", 45, ("目标值", "2025.75", "以上")),
        # A word is broken before it runs over the edge together with its marks.
        ("一二（abcdefgh，三", 50, ("一二（abc", "defgh，三")),
        # Half-width marks, as people type them.
        ("局长(女)担任", 25, ("局长", "(女)", "担任")),
        ("局长,副局长", 21, ("局", "长,", "副局", "长")),
        # A dash is not broken in two, and an ellipsis neither.
        ("一二——三", 35, ("一", "二——", "三")),
        ("一二……三", 35, ("一", "二……", "三")),
        # A range stays together, and so does a number with what it counts.
        ("女18—59岁", 45, ("女", "18—59岁")),
        ("女18—59岁", 36, ("女", "18—59", "岁")),
        ("女18—59岁", 24, ("女", "18—", "59岁")),
        ("至2030 年底", 36, ("至", "2030 年", "底")),
        ("1．统计范围", 16, ("1．", "统", "计", "范", "围")),
        # Marks that have no room beside their character are broken apart at last.
        ("））））", 20, ("））", "））")),
        ("（（（一", 20, ("（（", "（一")),
        # Spaces where a line breaks are the break, however many.
        ("abcd   efgh", 25, ("abcd", "efgh")),
        ("一二  ", 20, ("一二",)),
        ("   一二三", 31, ("   一二", "三")),
        ("", 50, ("",)),
        ("一", 1, ("一",)),
    ],
)
def test_texts_are_broken_where_a_printer_would(text, width, lines):
    assert wrap_text(text, STYLE, width) == lines


@pytest.mark.parametrize("word", ["a" * 40, "1234567890" * 4, "https://www.example.gov.cn/wdp/2025"])
def test_a_word_wider_than_a_line_is_broken_into_full_lines(word):
    lines = wrap_text(word, STYLE, 60)
    assert "".join(lines) == word
    assert len(lines) > 2
    for line, after in pairwise(lines):
        assert width_of(line + after[0]) > 60 or after[1] in CLOSING


@pytest.mark.parametrize("broken_off", ["\r", "\t", "\x0b", "\u2028", "\u00a0"])
def test_other_blanks_than_the_line_feed_are_spaces(broken_off):
    assert wrap_text(f"妇{broken_off}女", STYLE, 100) == ("妇 女",)


@given(st.text(max_size=40))
def test_whatever_is_typed_can_be_drawn(text):
    shown = as_drawn(text)
    assert as_drawn(shown) == shown
    assert printable(text) == printable(printable(text))
    assert len(shown) <= len(text)
    assert width_of(shown) >= 0
    assert all(c.isprintable() or c == "\u3000" or unicodedata.category(c) == "Co" for c in shown)


def test_a_character_without_shape_takes_the_room_of_its_blank():
    assert wrap_text("李𠮷王𠮷", STYLE, 20) == (f"李{BLANK}", f"王{BLANK}")
