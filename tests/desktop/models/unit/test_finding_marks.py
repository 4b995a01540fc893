"""Words of a level: blank cells are no mistakes, and are counted as cells in every place."""

from desktop.models.unit.finding_marks import counted, level_words
from forms.findings import Level
from tests.desktop.models.desks import BIRTHS, BIRTHS_URBAN


def test_blank_cells_are_counted_as_in_the_line_below_the_grid(working):
    """The line had 未填 23 and, unfolded, 强制 5: five forms, of which nothing was wrong."""
    ((_, number, word),) = [one for one in counted(working) if one[2] == "未填"]
    assert level_words(working, Level.MANDATORY) == f"{word} {number} 格"
    assert level_words(working, Level.ADVISORY).startswith("提示 ")


def test_what_is_wrong_is_counted_apart(working):
    assert working.enter(BIRTHS, "1O0")
    assert working.enter(BIRTHS_URBAN, "2")
    words = level_words(working, Level.MANDATORY)
    assert words.startswith("强制 1，未填 ")


def test_of_a_filled_year_the_level_has_its_number(filled):
    assert level_words(filled, Level.MANDATORY) == "强制 0"
