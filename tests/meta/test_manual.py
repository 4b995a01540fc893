"""The examples of the manual, tried."""

import re

import pytest

from desktop.services.manual.chapters import CONTENTS, all_chapters, chapter
from forms.figures.quantity import Missing, canonical_decimal, parse_quantity
from tests.meta.checkout import ROOT


def rows(name, after):
    """Rows of the first table of a chapter behind some words, without its head."""
    table = re.search(r"(?:^\|.*\|\n)+", chapter(name).text.partition(after)[2], re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def understood(text, unit):
    reading = parse_quantity(text, unit)
    if reading.missing is not None:
        return reading.missing.label
    return "读不懂" if reading.value is None else canonical_decimal(reading.value)


@pytest.mark.parametrize(("typed", "unit", "meaning"), rows("entry", "可以这样填："))
def test_what_is_typed_is_understood_as_the_manual_says(typed, unit, meaning):
    assert understood(typed.strip("`"), unit) == meaning


def test_what_stands_for_no_figure_is_understood_and_printed_as_the_manual_says():
    told = {}
    for _, typed, printed in rows("no-figure", "# 没有数怎么填"):
        for text in re.findall("`([^`]+)`", typed):
            told[text] = printed
    assert told.pop("0") == "0"
    assert {text: parse_quantity(text, "人").missing.printed for text in told} == told
    assert {parse_quantity(text, "人").missing for text in told} == set(Missing)


def title_of(chapter):
    return chapter.text.partition("\n")[0].removeprefix("# ")


def test_the_list_of_contents_names_every_chapter_as_it_is_titled():
    contents, *others = all_chapters()
    listed = dict(re.findall(r"^- \[(.+)\]\((.+)\.md\)$", contents.text, re.MULTILINE))
    assert listed == {title_of(one): one.name for one in others}
    files = {path.stem for path in (ROOT / "resources/manual").glob("*.md")}
    assert files == {CONTENTS, *listed.values()}
