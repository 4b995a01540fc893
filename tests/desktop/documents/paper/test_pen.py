"""What the pen draws, as PDFium finds it: where lines begin and end, in which fonts, how grey."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.paper.font_cover import BLANK
from desktop.documents.paper.fonts import SANS_BOLD, SERIF, has_glyph, text_width
from desktop.documents.paper.typesetting import Align, Style, as_drawn, fit_size, wrap_text
from tests.desktop.documents.paper.canvas import page, rules, runs
from tests.examples import examples

TEXTS = st.text(alphabet="妇女发展规划𠅤𬱖㛃0123456789abcW，。—", min_size=1, max_size=20)
STYLES = st.builds(
    Style, st.sampled_from([SERIF, SANS_BOLD]), st.sampled_from([6.4, 8.8, 15.0]), st.sampled_from([0.0, 0.5])
)


def whole(found):
    return "".join(run.text for run in found)


@examples(120)
@given(TEXTS, STYLES, st.sampled_from(list(Align)))
def test_a_line_lies_where_it_is_wanted_and_is_as_wide_as_measured(text, style, align):
    """The width decides where lines break and figures end: it must be that of what is drawn."""
    found = runs(lambda pen: pen.line(text, style, 300, 400, align))
    width = text_width(text, style.font, style.size)
    start = {Align.LEFT: 300, Align.CENTRE: 300 - width / 2, Align.RIGHT: 300 - width}[align]
    assert whole(found) == text
    assert found[0].x == pytest.approx(start, abs=0.05)
    for run in found:
        before = text[: whole(found[: found.index(run)]).__len__()]
        assert run.x == pytest.approx(start + text_width(before, style.font, style.size), abs=0.1)
        assert (run.y, run.size) == (pytest.approx(400, abs=0.01), pytest.approx(style.size, abs=0.01))
        assert run.grey == pytest.approx(255 * style.grey, abs=1)


@examples(60)
@given(TEXTS, STYLES)
def test_no_ink_lies_outside_the_measured_width(text, style):
    drawn = page(lambda pen: pen.line(text, style, 100, 400))
    width = text_width(text, style.font, style.size)
    for one in drawn.texts:
        assert one.left >= 100 - 0.2 * style.size
        assert one.right <= 100 + width + 0.2 * style.size
        assert one.bottom > 400 - 0.35 * style.size
        assert one.top < 400 + 1.05 * style.size


@pytest.mark.parametrize("font", [SERIF, SANS_BOLD])
def test_a_character_that_the_font_lacks_comes_from_another_and_is_found_by_searching(font):
    both = (SANS_BOLD, SERIF)
    lacking = next(c for c in map(chr, range(0x4E00, 0x30000)) if sum(has_glyph(f, c) for f in both) == 1)
    found = runs(lambda pen: pen.line(f"甲{lacking}乙", Style(font, 10), 100, 400))
    assert whole(found) == f"甲{lacking}乙"
    assert len({run.font for run in found}) == (1 if has_glyph(font, lacking) else 2)


def test_what_no_font_has_is_drawn_as_a_blank_of_one_character():
    found = runs(lambda pen: pen.line("李😀王", Style(SERIF, 10), 100, 400))
    assert whole(found) == f"李{BLANK}王"


@examples(60)
@given(st.lists(TEXTS, min_size=1, max_size=8), STYLES)
def test_lines_of_a_block_follow_each_other_downwards_at_one_distance(lines, style):
    ends = []
    found = runs(lambda pen: ends.append(pen.block(tuple(lines), style, 100, 700)))
    heights = sorted({round(run.y, 3) for run in found}, reverse=True)
    assert len(heights) == len(lines)
    for upper, lower in itertools.pairwise(heights):
        assert upper - lower == pytest.approx(style.leading, abs=0.01)
    assert heights[0] < 700
    assert ends == [pytest.approx(700 - len(lines) * style.leading)]
    assert min(heights) > ends[0], "the last base line lies within the block"


@examples(60)
@given(st.lists(TEXTS, min_size=1, max_size=6), STYLES)
def test_the_ink_of_a_block_lies_within_it(lines, style):
    ends = []
    drawn = page(lambda pen: ends.append(pen.block(tuple(lines), style, 100, 700)))
    assert max(one.top for one in drawn.texts) <= 700 + 0.1 * style.size
    assert min(one.bottom for one in drawn.texts) >= ends[0] - 0.1 * style.size


@examples(60)
@given(st.text(alphabet="妇女0123456789. ", min_size=1, max_size=60), st.floats(60, 500))
def test_wrapped_lines_are_drawn_within_their_room(text, room):
    style = Style(SERIF, 10)
    drawn = page(lambda pen: pen.block(wrap_text(text, style, room), style, 50, 790))
    for one in drawn.texts:
        assert one.right <= 50 + room + 1
    assert "".join("".join(one.text.split()) for one in drawn.texts) == "".join(as_drawn(text).split())


@examples(60)
@given(TEXTS, STYLES, st.floats(20, 300))
def test_a_title_is_no_smaller_than_needed(text, style, room):
    fitted = fit_size(text, style, room)
    assert fitted.size <= style.size
    assert (fitted.font, fitted.grey) == (style.font, style.grey)
    if fitted.size > 6.0:
        assert text_width(text, style.font, fitted.size) <= room
    if fitted.size < style.size:
        larger = min(style.size, fitted.size + 0.5)
        assert text_width(text, style.font, larger) > room


def test_a_rule_is_a_line_of_its_width_between_its_points():
    [across, down] = rules(lambda pen: (pen.rule((10, 20), (110, 20), 1.0), pen.rule((50, 30), (50, 90))))
    assert across == pytest.approx((10, 20, 110, 20, 1.0), abs=0.1)
    assert down == pytest.approx((50, 30, 50, 90, 0.4), abs=0.1)
    assert (across.is_upright, down.is_upright) == (False, True)
