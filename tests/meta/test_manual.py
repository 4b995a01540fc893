"""The examples of the manual, tried."""

import re

import pytest

from build_spec.code_areas import areas
from build_spec.manual import AREAS, written
from build_spec.pictures import FOLDER, MOST_BYTES, THEMES
from desktop.services.manual.chapters import CONTENTS, all_chapters, chapter
from forms.figures.quantity import Missing, canonical_decimal, parse_quantity
from forms.findings import RULES
from tests.meta.checkout import ROOT, python_files, shown


def rows(name, after):
    """Rows of the first table of a chapter behind some words, without its head."""
    table = re.search(r"(?:^\|.*\|\n)+", chapter(name).text.partition(after)[2], re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def understood(text, unit):
    reading = parse_quantity(text, unit)
    if reading.missing is not None:
        return reading.missing.label
    return "读不懂" if reading.value is None else canonical_decimal(reading.value)


@pytest.mark.parametrize(("typed", "unit", "meaning"), rows("entry", "## 可以这样填"))
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


def test_the_list_of_contents_names_every_chapter_as_it_is_titled():
    contents, *others = all_chapters()
    listed = dict(re.findall(r"^- \[(.+)\]\((.+)\.md\)$", contents.text, re.MULTILINE))
    assert listed == {one.title: one.name for one in others}
    files = {path.stem for path in (ROOT / "resources/manual").glob("*.md")}
    assert files == {CONTENTS, *listed.values()}


@pytest.mark.parametrize("name", written())
def test_a_generated_chapter_is_what_the_program_says(name):
    told = (ROOT / "resources/manual" / name).read_text(encoding="utf-8")
    assert told == written()[name], "python -m build_spec.manual"


def test_every_code_stands_in_the_manual_once():
    rows = [
        code
        for one in all_chapters()
        for code in re.findall(r"^\| ((?:E|TB)-[A-Z]+-\d{3}) \|", one.text, re.MULTILINE)
    ]
    assert sorted(rows) == sorted(
        [rule.code for rule in RULES] + [c for area in areas() for _, c in area.codes]
    )


def test_every_area_of_codes_has_a_heading():
    assert {area.codes[0][1].rpartition("-")[0] for area in areas()} == set(AREAS)


def test_the_pictures_are_those_that_the_manual_shows_in_every_theme_and_small():
    shown = {path for one in all_chapters() for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", one.text)}
    named = {path.removeprefix("pictures/light/") for path in shown}
    for theme in THEMES:
        assert {path.name for path in (FOLDER / theme).iterdir()} == named, "python -m build_spec.pictures"
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.png")) < MOST_BYTES


def test_every_page_and_dialog_names_a_chapter_that_is_there():
    sources = {
        path: path.read_text(encoding="utf-8") for path in python_files("desktop") if "views" in path.parts
    }
    named = {name for text in sources.values() for name in re.findall(r'"([a-z-]+)\.md"', text)}
    assert len(named) > 7
    assert named <= {one.name for one in all_chapters()}
    silent = [
        shown(path)
        for path, text in sources.items()
        if re.search(r"^class \w+\((?:Q?Dialog)\)", text, re.MULTILINE)
        and not re.search(r"chapter|let_help_open\(self", text)
    ]
    assert silent == []
