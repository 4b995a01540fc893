from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.official.printed import print_forms
from desktop.documents.official.workbook import render_official_workbook
from desktop.documents.workbook.file import sheet_titles
from forms.canonical import check_code, format_check_code
from tests.builders import form, item, plan
from tests.desktop.documents.builders import (
    DIGEST,
    FIGURES,
    FINDING,
    PEOPLE,
    assert_golden,
    content,
    draft,
    figures_of,
)


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def cell_lines(workbook: Workbook) -> str:
    """Sheet, address, type, value and number format of every filled cell."""
    lines = []
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shown = str(cell.value).replace("\n", "\\n")
                    lines.append(
                        f"{sheet.title}\t{cell.coordinate}\t{cell.data_type}\t{shown}\t{cell.number_format}"
                    )
    return "\n".join(lines) + "\n"


def test_every_cell_is_as_reviewed() -> None:
    assert_golden("official_workbook.tsv", cell_lines(opened(render_official_workbook(content()))))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_official_workbook(content()) == render_official_workbook(content())


def test_text_never_becomes_a_formula() -> None:
    attack = '=HYPERLINK("http://x","y")'
    figures = figures_of(
        FIGURES | {"girls": "=1+1"}, notes={"births": "=cmd|' /C calc'!A0", "deaths": attack * 3}
    )
    made = content(
        figures,
        people=replace(PEOPLE, head=attack, filler="+86", statistician="@SUM(A1)"),
        findings=[replace(FINDING, explanation=attack)],
    )
    for line in cell_lines(opened(render_official_workbook(made))).splitlines():
        assert line.split("\t")[2] in "sn", line


def test_pages_are_a4_landscape_with_repeated_head_and_the_check_code() -> None:
    workbook = opened(render_official_workbook(content()))
    code = format_check_code(check_code(DIGEST))
    for sheet in workbook.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert code in sheet.oddFooter.left.text
        assert sheet.protection.sheet
    assert workbook["孕产妇健康"].print_title_rows == "$7:$9"


def test_a_draft_says_so_in_every_header() -> None:
    for sheet in opened(render_official_workbook(draft(sensitive=True))).worksheets:
        assert "草稿" in sheet.oddHeader.right.text
        assert "可能识别到个人" in sheet.oddHeader.right.text
        assert "定稿后生成" in sheet.oddFooter.left.text


def test_rare_characters_and_control_characters_survive_or_vanish() -> None:
    made = content(people=replace(PEOPLE, head="㛃䶮𬱖𠅤\x00\ufffe\ud800"))
    cover = opened(render_official_workbook(made))["封面"]
    assert {row[0].value: row[1].value for row in cover.iter_rows()}["单位负责人："] == "㛃䶮𬱖𠅤"


def test_sheet_names_are_legal_and_different() -> None:
    titles = sheet_titles(["甲/乙:丙", "封面", "长" * 40, "长" * 40, ""], ["封面"])
    assert titles == ["甲－乙－丙", "封面(2)", "长" * 31, "长" * 28 + "(2)", "表"]


# What is cut off on paper.


def heights(sheet: Worksheet) -> dict[int, float]:
    return {row: found.height for row, found in sheet.row_dimensions.items() if found.height is not None}


def test_a_row_is_as_high_as_its_longest_cell_needs() -> None:
    """Excel makes no row higher whose height is stated; at 10 points a line takes about 13."""
    remark = "二十四字以内的备注折成三行才看得全"
    sheet = opened(render_official_workbook(content(figures_of(notes={"girls": remark}))))["孕产妇健康"]
    assert heights(sheet)[10] == 18
    assert sheet["J11"].value == remark
    assert heights(sheet)[11] >= 2 * 13
    assert heights(sheet)[13] >= 2 * 13, "two targets on a line each"


@pytest.mark.parametrize("name", ["指标名称很长" * 5, " ".join(["a very long name of an indicator"] * 4)])
def test_a_long_name_of_an_indicator_is_not_cut(name: str) -> None:
    long = plan(items=[item("a", name)], forms=[form(["a"], title="表")])
    sheet = opened(render_official_workbook(content(figures_of({}, {}, long), verdicts={}, notes={})))["表"]
    assert sheet["A10"].value == name
    assert heights(sheet)[10] >= 2 * 13


@pytest.mark.parametrize("count", [1, 100, 2_000, 9_900])
def test_a_note_of_any_length_is_whole_and_no_row_is_higher_than_excel_takes(count: int) -> None:
    words = "".join(chr(0x4E00 + n % 5000) for n in range(count)) + "完"
    sheet = opened(render_official_workbook(content(figures_of(notes={"births": words}))))["孕产妇健康"]
    below = [str(row[0].value or "") for row in sheet.iter_rows(min_row=14)]
    assert words in ("".join(below) if count > 24 else sheet["J10"].value)
    assert all(len(text) < 32_767 for text in below)
    assert max(heights(sheet).values()) <= 409.5
    for row, text in enumerate(below, start=14):
        room = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJ")
        assert row not in heights(sheet) or heights(sheet)[row] >= 12 * (2 * 0.9 * len(text) / room - 1)


def test_what_looks_like_an_escape_of_excel_stays_what_was_typed() -> None:
    made = content(people=replace(PEOPLE, head="_x0041_", filler="__x0041_x0042_"))
    shown = cell_lines(opened(render_official_workbook(made)))
    assert "\t_x005F_x0041_\t" in shown
    assert "\t__x005F_x0041_x005F_x0042_\t" in shown


def test_the_workbook_says_what_the_paper_says() -> None:
    """Every figure, remark and verdict of the printed table is in a cell of its row."""
    made = content(figures_of(notes={"births": "含流动人口。"}))
    workbook = opened(render_official_workbook(made))
    for printed in print_forms(made):
        sheet = workbook[printed.title]
        for row, at in zip(printed.rows, range(10, 10 + len(printed.rows)), strict=True):
            cells = [cell.value for cell in sheet[at]]
            figures = [row.cells, (row.last_year,)]
            expected = [
                cell.text or None if cell.value is None else Decimal(cell.text.replace(",", ""))
                for group in figures
                for cell in group
            ]
            count = len(expected)
            assert cells[:3] == [row.name, row.unit, row.code]
            for shown, told in zip(cells[3 : 3 + count], expected, strict=True):
                assert shown == told or Decimal(str(shown)) == told
            assert cells[3 + count : 6 + count] == [
                "\n".join(row.target) or None,
                row.verdict or None,
                row.remark or None,
            ]
        notes = [sheet.cell(at, 1).value for at in range(12 + len(printed.rows), sheet.max_row + 1)]
        assert notes == [f"{n}．{note}" for n, note in enumerate(printed.notes, start=1)]
