"""The board as a workbook: numbers are numbers, texts never formulas, the same board the same bytes."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from desktop.documents.office_book.board import render_board
from desktop.documents.office_book.board_sheet import BoardLine, BoardSheet


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


def test_the_same_board_gives_the_same_bytes():
    assert render_board(SHEET) == render_board(SHEET)
    assert render_board(SHEET) != render_board(BoardSheet(**{**vars_of(SHEET), "year": 2024}))


def vars_of(sheet):
    return {name: getattr(sheet, name) for name in ("title", "year", "counts", "lines")}
