"""The examples of the manual, tried."""

import re

import pytest

from forms.figures.quantity import Missing, canonical_decimal, parse_quantity
from tests.meta.checkout import ROOT

MANUAL = (ROOT / "resources/manual/manual.md").read_text(encoding="utf-8")


def rows(after):
    """Rows of the first table behind some words, without its head."""
    table = re.search(r"(?:^\|.*\|\n)+", MANUAL.partition(after)[2], re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def understood(text, unit):
    reading = parse_quantity(text, unit)
    if reading.missing is not None:
        return reading.missing.label
    return "读不懂" if reading.value is None else canonical_decimal(reading.value)


@pytest.mark.parametrize(("typed", "unit", "meaning"), rows("可以这样填："))
def test_what_is_typed_is_understood_as_the_manual_says(typed, unit, meaning):
    assert understood(typed.strip("`"), unit) == meaning


def test_what_stands_for_no_figure_is_understood_and_printed_as_the_manual_says():
    told = {}
    for _, typed, printed in rows("\n## 没有数怎么填\n"):
        for text in re.findall("`([^`]+)`", typed):
            told[text] = printed
    assert told.pop("0") == "0"
    assert {text: parse_quantity(text, "人").missing.printed for text in told} == told
    assert {parse_quantity(text, "人").missing for text in told} == set(Missing)


def test_the_contents_are_those_of_the_manual():
    [contents] = re.findall("^目录：(.*)$", MANUAL, re.MULTILINE)
    assert contents.split(" · ") == re.findall("^## (.+)$", MANUAL, re.MULTILINE)
