from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from desktop.documents.official.workbook import render_official_workbook
from desktop.documents.workbook.file import sheet_titles
from forms.canonical import check_code, format_check_code
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
