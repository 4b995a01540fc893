"""What a workbook holds is counted before objects are made of it; honest ones are large, too."""

import io
import zipfile

import openpyxl
import pytest

from desktop.documents.errors import WorkbookRefused
from desktop.documents.plan_book.grid import load_grids
from desktop.documents.workbook.grid import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, MAX_TEXT, read_grids
from desktop.documents.workbook.parts import MAX_ROW, MAX_SHEETS_LISTED, MAX_WORK
from forms.codes.document import DocumentCode

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def plain(rows=(("a", 1),), sheets=1) -> bytes:
    workbook = openpyxl.Workbook()
    for _ in range(sheets - 1):
        workbook.create_sheet()
    for row in rows:
        workbook.worksheets[0].append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


PLAIN = plain()


def with_part(name: str, data: bytes | str, base: bytes = PLAIN, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(target, "w", packed) as out:
        for entry in source.namelist():
            if entry != name:
                out.writestr(entry, source.read(entry))
        out.writestr(name, data, zipfile.ZIP_STORED)  # a part that compresses too well is told by that
    return target.getvalue()


def part(name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(PLAIN)).read(name).decode()


def sheet(rows: str, dimension: str = '<dimension ref="A1"/>') -> bytes:
    return with_part(SHEET, f'<worksheet xmlns="{NS}">{dimension}<sheetData>{rows}</sheetData></worksheet>')


def refused(data: bytes) -> str:
    codes = set()
    for read in (read_grids, load_grids):
        with pytest.raises(WorkbookRefused) as caught:
            read(data)
        codes.add(caught.value.code)
    (code,) = codes
    return code


HOSTILE = {
    "a row of a million cells": sheet("<row>" + "<c/>" * 900_000 + "</row>"),
    "the same with a prefix": with_part(
        SHEET, f'<x:worksheet xmlns:x="{NS}"><x:sheetData><x:row>' + "<x:c/>" * 100_000
        + "</x:row></x:sheetData></x:worksheet>",
    ),
    "a million rows": sheet("<row/>" * 1_000_000),
    "row four thousand million": sheet('<row r="4000000000"><c><v>1</v></c></row>'),
    "row of thirty digits": sheet(f'<row r="{"9" * 30}"><c><v>1</v></c></row>'),
    "first row beyond": sheet(f'<row r="{MAX_ROW + 1}"><c><v>1</v></c></row>'),
    "an element of a megabyte": sheet("<row " + " ".join(f'a{i}=""' for i in range(300_000)) + "/>"),
    "deep": sheet("<a>" * 5_000 + "</a>" * 5_000),
    "fonts": with_part(
        STYLES, part(STYLES).replace("</fonts>", "<font><b/></font>" * 50_000 + "</fonts>")
    ),
    "shared strings": with_part("xl/sharedStrings.xml", f'<sst xmlns="{NS}">' + "<si/>" * 400_000 + "</sst>"),
    "merged ranges": with_part(
        SHEET, f'<worksheet xmlns="{NS}"><sheetData/><mergeCells>' + '<mergeCell ref="A1:XFD9"/>' * 400_000
        + "</mergeCells></worksheet>",
    ),
    "names": with_part(
        "xl/workbook.xml",
        part("xl/workbook.xml").replace(
            "<calcPr", "<definedNames>" + "<definedName/>" * 100_000 + "</definedNames><calcPr"
        ),
    ),
    "one sheet listed often": with_part(
        "xl/workbook.xml",
        part("xl/workbook.xml").replace(
            "</sheets>",
            f'<sheet name="s" sheetId="2" r:id="rId1" xmlns:r="{LINKS}"/></sheets>',
        ),
    ),
    "one sheet under many ids": with_part(
        "xl/_rels/workbook.xml.rels",
        part("xl/_rels/workbook.xml.rels").replace(
            "</Relationships>",
            "".join(f'<Relationship Id="x{i}" Type="{LINKS}/worksheet" Target="./worksheets/sheet1.xml"/>'
                    for i in range(9)) + "</Relationships>",
        ),
    ),
    "in UTF-16": with_part(
        SHEET, f'<worksheet xmlns="{NS}"><a>{"<row/>" * 300_000}</a></worksheet>'.encode("utf-16")
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_holds_too_much_is_refused(data: bytes) -> None:
    assert refused(data) == DocumentCode.WORKBOOK_BOMB


def test_a_directory_of_many_entries_is_not_listed() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for i in range(10_000):
            out.writestr(str(i), b"")
    assert refused(target.getvalue()) == DocumentCode.WORKBOOK_BOMB


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_parts_packed_in_another_way_are_not_unpacked(packed: int) -> None:
    assert refused(with_part("x.xml", "<x/>", packed=packed)) == DocumentCode.NOT_A_WORKBOOK


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!DOCTYPE x>"])
def test_a_document_type_is_refused(declared: str) -> None:
    assert (
        refused(with_part("xl/workbook.xml", declared + part("xl/workbook.xml")))
        == DocumentCode.WORKBOOK_DAMAGED
    )


def test_a_workbook_of_two_thousand_rows_is_read() -> None:
    ((_, rows),) = read_grids(plain([[f"code-{i}", *range(2000, 2025)] for i in range(2000)]))
    assert len(rows) == 2000
    assert rows[1999][25].value == 2024


def test_as_many_cells_as_allowed_are_read() -> None:
    most = (MAX_WORK - 3_000) // (MAX_COLUMNS + 1)  # styles and theme count as well
    row = "<row>" + "<c/>" * MAX_COLUMNS + "</row>"
    ((_, rows),) = read_grids(sheet(row * most))
    assert len(rows) == most
    assert refused(sheet(row * (MAX_WORK // MAX_COLUMNS))) == DocumentCode.WORKBOOK_BOMB


def test_a_sheet_that_does_not_say_its_size_may_hold_half_as_much() -> None:
    row = "<row>" + "<c/>" * MAX_COLUMNS + "</row>"
    half = (MAX_WORK - 3_000) // 2 // (MAX_COLUMNS + 1)
    for dimension in ("", '<dimension xmlns="x" ref="A1"/>', "<cols/>"):
        ((_, rows),) = read_grids(sheet(row * half, dimension))
        assert len(rows) == half
        assert refused(sheet(row * (half + 50), dimension)) == DocumentCode.WORKBOOK_BOMB


def test_as_many_sheets_as_allowed_are_read() -> None:
    assert len(read_grids(plain(sheets=MAX_SHEETS))) == MAX_SHEETS
    assert refused(plain(sheets=MAX_SHEETS_LISTED + 1)) == DocumentCode.WORKBOOK_BOMB


def beyond(data: bytes) -> str:
    with pytest.raises(WorkbookRefused) as caught:
        read_grids(data)
    assert caught.value.code == DocumentCode.CONTENT_BEYOND
    return caught.value.message


def test_more_sheets_than_are_read_are_refused() -> None:
    assert f"{MAX_SHEETS + 1} 张" in beyond(plain(sheets=MAX_SHEETS + 1))


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        (f'<row r="{MAX_ROWS + 1}"><c><v>1</v></c></row>', f"A{MAX_ROWS + 1}"),
        ("<row/>" * MAX_ROWS + "<row><c/><c><v>1</v></c></row>", f"B{MAX_ROWS + 1}"),
        (f'<row r="{MAX_ROW}"><c r="XFD{MAX_ROW}"><v>1</v></c></row>', f"XFD{MAX_ROW}"),
        (f'<row r="{MAX_ROWS + 9}"><c t="inlineStr"><is><t>a</t></is></c></row>', f"A{MAX_ROWS + 9}"),
        (f'<row r="{MAX_ROWS + 9}"><c><f>1+1</f></c></row>', f"A{MAX_ROWS + 9}"),
        ("<row>" + "<c/>" * MAX_COLUMNS + "<c><v>1</v></c></row>", "DQ1"),
        ('<row><c r="dp1"/><c><v>1</v></c></row>', "DQ1"),
        ('<row r="7"><c r="DQ7"><v>1</v></c></row>', "DQ7"),
        ('<row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row>', "ZZZZZZZZ1"),
    ],
)
def test_content_that_would_not_be_read_is_refused(rows: str, address: str) -> None:
    assert f" {address} " in beyond(sheet(rows))


def test_a_cell_beyond_any_sheet_is_refused_by_every_reader() -> None:
    """Also by one that names itself what lies beyond its columns."""
    assert refused(sheet('<row r="1"><c r="ZZZZ9999999"><v>1</v></c></row>')) == DocumentCode.CONTENT_BEYOND


def test_cells_without_content_may_stand_anywhere() -> None:
    far = f'<row r="{MAX_ROW}"><c r="XFD{MAX_ROW}"/><c t="str"><v> </v></c><c><v/></c></row>'
    ((_, rows),) = read_grids(sheet(f'<row><c r="DP1"><v>1</v></c></row>{far}'))
    assert len(rows) == MAX_ROWS
    assert rows[0][MAX_COLUMNS - 1].value == 1
    assert rows[1] is rows[-1]


def test_rows_that_are_left_out_count() -> None:
    last = f'<worksheet xmlns="{NS}"><sheetData><row r="{MAX_ROWS}"><c/></row></sheetData></worksheet>'
    few = many = plain(sheets=60)
    for i in range(1, 61):
        name = f"xl/worksheets/sheet{i}.xml"
        many = with_part(name, last, base=many)
        few = with_part(name, last, base=few) if i <= 20 else few
    assert len(read_grids(few)) == 60
    with pytest.raises(WorkbookRefused) as caught:
        read_grids(many)
    assert caught.value.code == DocumentCode.WORKBOOK_BOMB


def test_a_long_text_and_a_long_number_format_are_cut() -> None:
    text = "x" * 400_000
    ((_, rows),) = read_grids(sheet(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'))
    assert rows[0][0].value == "x" * (MAX_TEXT + 1)
