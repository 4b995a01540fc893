"""What every workbook of ours has: texts that stay texts, exact figures, legal names, the same bytes."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from desktop.documents.paper.characters import storable
from desktop.documents.workbook.cell import RawCell, read_cell
from desktop.documents.workbook.file import (
    put_exactly,
    put_number,
    put_text,
    set_page,
    sheet_titles,
    workbook_bytes,
)
from forms.figures.quantity import canonical_decimal, format_quantity
from tests.examples import examples
from tests.strategies import quantities

ANY = st.text(max_size=40) | st.text(alphabet="_x0041F5&=+-@\n妇𠅤\u200b\0\ufffe", max_size=30)


def saved(draw, when=None):
    """A workbook of one sheet, drawn and opened again."""
    workbook = Workbook()
    draw(workbook.active)
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(workbook, when))).active


def kept(text):
    """What of a text a workbook holds: line feeds, and what XML can hold of the rest."""
    return "\n".join(storable(line) for line in text.split("\n"))


def as_excel_shows(text):
    """Escapes of ECMA-376 undone, in one pass from the left as a reader does it."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


@examples(300)
@given(st.lists(ANY, min_size=1, max_size=8))
def test_whatever_is_typed_comes_back_as_text(texts):
    def draw(sheet):
        for row, text in enumerate(texts, start=1):
            put_text(sheet.cell(row, 1), text)

    sheet = saved(draw)
    for row, text in enumerate(texts, start=1):
        cell = sheet.cell(row, 1)
        assert as_excel_shows(str(cell.value or "")) == kept(text)
        assert cell.data_type == "s" or not kept(text)


@pytest.mark.parametrize("text", ["=1+1", "+86 24", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "=\t1"])
def test_what_looks_like_a_formula_is_marked_as_text(text):
    """The mark keeps it a text also when somebody edits the cell and presses Enter."""
    cell = saved(lambda sheet: put_text(sheet["A1"], text))["A1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert not saved(lambda sheet: put_text(sheet["A1"], f"1{text}"))["A1"].quotePrefix


@examples(150)
@given(quantities(), st.integers(0, 6))
def test_a_figure_is_a_number_that_is_read_as_it_was_written(value, decimals):
    sheet = saved(lambda sheet: (put_number(sheet["A1"], value, decimals), put_exactly(sheet["A2"], value)))
    for address in ("A1", "A2"):
        cell = sheet[address]
        found = read_cell(RawCell(cell.value, cell.data_type, cell.number_format))
        if cell.data_type == "n" or address == "A2":
            assert (found.text, found.code) == (canonical_decimal(value), "")
        else:
            assert found.text == format_quantity(value, decimals)
    if sheet["A1"].data_type == "n":
        assert len(sheet["A1"].number_format.partition(".")[2]) == decimals


@pytest.mark.parametrize(
    ("text", "kind"),
    [("95.4", "n"), ("-123456789012.123", "n"), ("1234567890123456", "s"), ("0.1234567890123456", "s"),
     ("1000000000000000000", "n"), ("123456789012345.123456", "s")],
)  # fmt: skip
def test_a_figure_of_more_digits_than_excel_keeps_is_written_as_text(text, kind):
    """As a number it would lose its last digits, and another figure would be read again."""
    cell = saved(lambda sheet: put_exactly(sheet["A1"], Decimal(text)))["A1"]
    assert cell.data_type == kind
    assert read_cell(RawCell(cell.value, cell.data_type, "General")).text == text


# --- names of sheets ---------------------------------------------------------------------------------

NAMES = st.text(alphabet="甲乙a𬱖A/\\:?*[]' \0", max_size=45) | st.sampled_from(
    ["𬱖" * 40, f"甲{'𬱖' * 15} b"]
)


@examples(400)
@given(st.lists(NAMES, max_size=12), st.lists(st.sampled_from(["封面", "a", "甲乙"]), max_size=3))
def test_names_of_sheets_are_such_as_excel_takes(names, taken):
    titles = sheet_titles(names, taken)
    assert len(titles) == len(names)
    folded = [title.casefold() for title in [*titles, *dict.fromkeys(taken)]]
    assert len(set(folded)) == len(folded)
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) // 2 <= 31, "Excel counts a rare character as two"
        assert not set(title) & set("[]:*?/\\'\0")
        assert title.strip() == title


def test_a_workbook_with_such_names_opens():
    workbook = Workbook()
    for title in sheet_titles(["𬱖" * 40, "𬱖" * 40, "a:b", "A：b", " "], ["Sheet"]):
        workbook.create_sheet(title)
    opened = openpyxl.load_workbook(io.BytesIO(workbook_bytes(workbook, None)))
    assert opened.sheetnames == ["Sheet", "𬱖" * 15, "𬱖" * 14 + "(2)", "a－b", "A：b", "表"]


# --- head and foot -----------------------------------------------------------------------------------


LONG_FOOTS = st.text(alphabet="甲𬱖&LCRPN1", min_size=100, max_size=150)


def shown(code):
    """The sections of a head or foot as Excel prints them: && is an ampersand, &L, &C, &R begin a section."""
    sections, at, name = {"L": "", "C": "", "R": ""}, 0, "C"
    while at < len(code):
        if code[at] != "&":
            sections[name] += code[at]
            at += 1
            continue
        following = code[at + 1 : at + 2]
        if following in sections:
            name = following
        elif following in ("P", "N"):
            sections[name] += f"<{following}>"
        else:
            assert following == "&", f"a lone ampersand: {code}"
            sections[name] += "&"
        at += 2
    return sections


def raw_foot(**texts):
    workbook = Workbook()
    set_page(workbook.active, **texts)
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(workbook, None))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    [foot] = re.findall("<oddFooter>(.*?)</oddFooter>", sheet, re.DOTALL)
    return foot.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


@examples(200)
@given(LONG_FOOTS)
def test_any_name_in_the_foot_leaves_the_page_numbers_alone(left):
    """A cut through a doubled ampersand once took the text behind it for a code."""
    code = raw_foot(head="", foot_left=left)
    sections = shown(code)
    assert sections["C"] == "第 <P> 页　共 <N> 页"
    assert left.startswith(sections["L"])
    assert sections["R"] == ""
    assert len(code.encode("utf-16-le")) // 2 <= 255, "Excel repairs a file with a longer foot"


def test_usual_texts_of_the_foot_are_whole():
    sections = shown(raw_foot(head="", foot_left="校验码 F9M8-61J2-7FP1-FJKN & 说明"))
    assert sections["L"] == "校验码 F9M8-61J2-7FP1-FJKN & 说明"


# --- the same bytes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("when", [None, date(2026, 4, 3)])
def test_the_same_content_gives_the_same_bytes_and_its_own_date(when):
    def made():
        workbook = Workbook()
        workbook.create_sheet("二")
        put_text(workbook.active["A1"], "妇女")
        return workbook_bytes(workbook, when)

    assert made() == made()
    opened = openpyxl.load_workbook(io.BytesIO(made()))
    day = when or date(2000, 1, 1)
    assert opened.properties.created.date() == opened.properties.modified.date() == day
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        entries = archive.infolist()
        assert entries[0].filename == "[Content_Types].xml"
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert [e.filename for e in entries[1:]] == sorted(e.filename for e in entries[1:])
        assert archive.testzip() is None
