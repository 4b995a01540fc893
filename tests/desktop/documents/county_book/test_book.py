"""The county's year as a workbook: exact numbers, blanks that are no zero, texts that are no formulas."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.documents.county_book.book import render_county_book
from desktop.documents.county_book.tables import CountyBook, CountyTable, Number, TableColumn
from tests.strategies import quantities

COLUMNS = (TableColumn("指标", 30), TableColumn("2025 年", 12), TableColumn("说明", 20))
TABLE = CountyTable(
    name="目标达标情况",
    columns=COLUMNS,
    rows=(("孕产妇死亡率", Number(Decimal("51.30"), 2), "=1+1"), ("未填", None, ""), ("计数", 12, "甲")),
    notes=("第一句。", "第二句。"),
)
BOOK = CountyBook(
    title="柳河县妇女发展规划 2025 年",
    state="初步汇总　数据状态码 ABCD-EFGH",
    when=date(2026, 6, 1),
    tables=(TABLE, replace(TABLE, name="分单位", notes=())),
)


def opened(book=BOOK):
    return load_workbook(BytesIO(render_county_book(book)))


def cells(*shown):
    """The cells of a workbook with one column, below its head."""
    table = CountyTable(name="表", columns=(TableColumn("某列", 20),), rows=tuple((one,) for one in shown))
    return [row[0] for row in opened(replace(BOOK, tables=(table,))).active.iter_rows(min_row=5)][
        : len(shown)
    ]


def test_there_is_a_sheet_for_each_table_that_says_whose_year_and_how_it_stands():
    found = opened()
    assert found.sheetnames == ["目标达标情况", "分单位"]
    for sheet in found:
        assert sheet["A1"].value == f"{BOOK.title}　{sheet.title}"
        assert sheet["A2"].value == BOOK.state
        assert BOOK.title in str(sheet.oddHeader)
        assert BOOK.state in str(sheet.oddFooter)
        assert [cell.value for cell in sheet[4]] == ["指标", "2025 年", "说明"]


def test_figures_are_numbers_with_their_digits_and_what_is_blank_is_no_zero():
    sheet = opened().worksheets[0]
    assert (sheet["B5"].value, sheet["B5"].number_format) == (51.3, "#,##0.00")
    assert sheet["B6"].value is None
    assert sheet["B7"].value == 12
    assert [sheet[f"{column}5"].alignment.horizontal for column in "AB"] == ["left", "right"]


@settings(max_examples=8)
@given(st.lists(quantities(), min_size=9, max_size=30))
def test_every_figure_is_read_as_it_was_written(values):
    found = cells(*(Number(value, max(0, -value.as_tuple().exponent)) for value in values))
    assert [Decimal(str(cell.value).replace(",", "")) for cell in found] == values


def test_what_looks_like_a_formula_or_a_number_stays_a_text():
    texts = ["=1+1", "+86", "-1", "@x", "51.30", "甲"]
    found = cells(*texts)
    assert {cell.data_type for cell in found} == {"s"}
    assert [cell.value for cell in found] == texts


def test_notes_stand_below_the_table_with_a_blank_row_between():
    sheet = opened().worksheets[0]
    assert [sheet[f"A{row}"].value for row in (8, 9, 10, 11)] == [None, "第一句。", "第二句。", None]


def test_a_long_text_has_the_height_of_its_lines():
    short, long = (replace(TABLE, rows=(("甲" * length, None, ""),)) for length in (3, 90))
    heights = [
        opened(replace(BOOK, tables=(table,))).active.row_dimensions[5].height for table in (short, long)
    ]
    assert heights[1] > 2.5 * heights[0] > 0


def test_the_first_column_and_the_heads_stay_and_heads_are_printed_on_every_page():
    sheet = opened().worksheets[0]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert [sheet.column_dimensions[column].width for column in "ABC"] == [30, 12, 20]


@pytest.mark.parametrize(("width", "paper"), [(180, "9"), (181, "8")])
def test_a_wide_table_is_printed_on_larger_paper(width, paper):
    table = CountyTable(name="宽表", columns=(TableColumn("甲", width),), rows=())
    assert str(opened(replace(BOOK, tables=(table,))).active.page_setup.paperSize) == paper


def test_a_table_without_a_row_has_its_heads_and_notes():
    sheet = opened(replace(BOOK, tables=(replace(TABLE, rows=()),))).active
    assert sheet["A4"].value == "指标"
    assert sheet["A6"].value == "第一句。"


def test_the_same_content_gives_the_same_bytes_and_another_day_others():
    assert render_county_book(BOOK) == render_county_book(BOOK)
    assert render_county_book(BOOK) != render_county_book(replace(BOOK, when=date(2026, 6, 2)))
