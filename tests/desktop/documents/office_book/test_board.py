"""The board as a workbook: numbers are numbers, texts never formulas, the same board the same bytes."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from desktop.documents.office_book.board import render_board
from desktop.documents.office_book.board_sheet import BoardLine, BoardSheet
from desktop.documents.office_book.board_writer import COLUMNS


def line(**other):
    given = {
        "name": "县教育局",
        "full_name": "柳河县教育局",
        "state": "在审",
        "revision": 2,
        "arrived": date(2026, 3, 9),
        "late": 0,
        "paper": "相符",
        "asked": "未答 3",
        "gaps": 0,
        "warnings": 1,
        "bad": "",
        "waiting": 0,
        "judged_otherwise": 2,
        "last_contact": date(2026, 3, 12),
        "step": "可以验收",
    }
    return BoardLine(**{**given, **other})


SHEET = BoardSheet(
    title="柳河县妇女发展规划（2021—2030年）",
    year=2025,
    counts=[("应报", 3, "100%"), ("在审", 1, "33.3%"), ("迟报", 1, "33.3%")],
    lines=[line(), line(name="=1+1", state="待报", revision=None, arrived=None, late=50, gaps=3)],
)


def test_every_unit_has_a_line_and_nothing_becomes_a_formula():
    sheet = load_workbook(BytesIO(render_board(SHEET))).active
    assert sheet["A2"].value == "应报 3（100%），在审 1（33.3%），迟报 1（33.3%）"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0] == [
        "县教育局", "柳河县教育局", "在审", "2026-03-09", None, 2, "相符", "未答 3", 0, 1, 2,
        None, None, "2026-03-12", "可以验收",
    ]  # fmt: skip
    assert rows[1][:6] == ["=1+1", "柳河县教育局", "待报", None, 50, None]
    assert sheet["A6"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", "A4:O6")


def cells_of(**other):
    """The cells of a board's only line, by their heads."""
    sheet = load_workbook(BytesIO(render_board(replace(SHEET, lines=[line(**other)])))).active
    return {head.value: cell.value for head, cell in zip(sheet[4], sheet[5], strict=True)}


@pytest.mark.parametrize(
    ("changes", "head", "shown"),
    [
        ({"late": 0}, "迟几天", None),
        ({"late": 3}, "迟几天", 3),
        ({"waiting": 0}, "待处理", None),
        ({"waiting": 2}, "待处理", 2),
        ({"gaps": 0}, "缺格", 0),
        ({"gaps": None}, "缺格", None),
        ({"warnings": None}, "预警", None),
        ({"warnings": 0}, "预警", 0),
        ({"judged_otherwise": None}, "另判", None),
        ({"last_contact": None}, "最近往来", None),
        ({"revision": None}, "版次", None),
    ],
)
def test_what_was_not_counted_is_blank_and_a_counted_nothing_is_a_zero(changes, head, shown):
    assert cells_of(**changes)[head] == shown


def test_a_share_stands_behind_its_count_where_there_is_one():
    sheet = load_workbook(
        BytesIO(render_board(replace(SHEET, counts=[("应报", 0, ""), ("迟报", 1, "5%")])))
    ).active
    assert sheet["A2"].value == "应报 0，迟报 1（5%）"
    assert sheet["A1"].value == f"{SHEET.title}：2025 年报送进度"
    assert sheet.title == "2025 年报送进度"


def test_a_board_without_a_unit_has_its_heads():
    sheet = load_workbook(BytesIO(render_board(replace(SHEET, lines=[])))).active
    assert sheet.auto_filter.ref == "A4:O4"
    assert [cell.value for cell in sheet[4]] == [head for head, _ in COLUMNS]


def test_the_same_board_gives_the_same_bytes():
    assert render_board(SHEET) == render_board(SHEET)
    assert render_board(SHEET) != render_board(replace(SHEET, year=2024))
