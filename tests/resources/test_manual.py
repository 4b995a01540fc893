"""The manual says what the program does: buttons, keys, examples of entries, limits."""

import re
from decimal import Decimal

import pytest

from build_spec.code_areas import areas
from desktop.services.manual.chapters import all_chapters, chapter
from desktop.submission.keys.key_file import MIN_PASSPHRASE
from desktop.submission.keys.self_signed import VALIDITY_YEARS
from forms.figures.quantity import Missing, parse_quantity
from forms.findings import RULES
from forms.plan.pack import Parameters
from forms.text.kept import MIN_REASON
from forms.verdict import Outcome, Outlook
from forms.verdict.reliability import FEW_EVENTS
from tests.meta.checkout import ROOT, python_files

PAGE = "\n".join(one.text for one in all_chapters())
_UNREAD = "读不懂"


def _table(name):
    """Rows of the first table of a chapter, without header, cells without code marks."""
    lines = chapter(name).text.splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("row", _table("entry"), ids=lambda row: row[0])
def test_examples_of_entries_are_read_as_the_manual_says(row):
    text, unit, understood = row
    reading = parse_quantity(text.strip("`"), unit)
    if understood == _UNREAD:
        assert reading.problem
    elif reading.missing is not None:
        assert reading.missing.label == understood
    else:
        assert reading.value == Decimal(understood)


def test_missing_codes_are_read_and_printed_as_the_manual_says():
    rows = _table("no-figure")
    for _, typed, printed in rows[:3]:
        for text in re.findall("`(.+?)`", typed):
            assert parse_quantity(text).missing.printed == printed
    assert {parse_quantity(re.findall("`(.+?)`", row[1])[0]).missing for row in rows[:3]} == set(Missing)


def test_every_button_named_is_in_the_window():
    views = "".join(path.read_text(encoding="utf-8") for path in python_files("desktop"))
    named = set(re.findall("【(.+?)】", PAGE))
    assert len(named) > 10
    assert [name for name in named if f'"{name}"' not in views] == []


def test_every_outcome_and_outlook_is_explained():
    words = [value.label for kind in (Outcome, Outlook) for value in kind]
    assert [word for word in words if word not in PAGE] == []


def test_limits_are_the_programs_own():
    assert f"至少 {MIN_REASON} 个字" in PAGE
    assert f"至少 {MIN_PASSPHRASE} 个字符" in PAGE
    assert f"用 {VALIDITY_YEARS} 年" in PAGE
    assert f"发生数不到 {FEW_EVENTS} 的" in PAGE
    assert Parameters().about_tolerance == Decimal("0.05")


def test_commands_and_rules_named_exist():
    parsers = (ROOT / "desktop/cli").rglob("*parser.py")
    parser = "".join(path.read_text(encoding="utf-8") for path in parsers)
    for words in re.findall(r"tianbao ([a-z]+)", PAGE):
        assert f'"{words}"' in parser
    assert set(re.findall(r"TB-[A-Z]+-\d{3}", PAGE)) <= {
        *(rule.code for rule in RULES),
        *(code for area in areas() for _, code in area.codes),
    }
