"""The exchange as a workbook: texts never formulas, the same exchange the same bytes."""

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from desktop.documents.exchange_book.exchange_sheet import AskedLine, ExchangeLine, ExchangeSheet
from desktop.documents.exchange_book.exchange_writer import ASKED as ASKED_COLUMNS
from desktop.documents.exchange_book.exchange_writer import CAME_AND_WENT
from desktop.documents.exchange_book.workbook import render_exchange

LINE = ExchangeLine(
    at="2026-05-05 08:40", what="收到退回单第 2 号", revision=1, who="某县统计局", told="=1+1", proof="ab"
)
ASKED = AskedLine(
    letter="退回单第 2 号", id="q-2025-health-1", place="表　01 活产数　合计", text="请核实", asked="陈静",
    deadline="2026-05-08", old="10", new="不列", answer="+86", answered="甲", stands="已答复，改了数",
)  # fmt: skip


def sheet(**other):
    given = {"title": "某单位 2025 年度", "notes": ("说明",), "lines": (LINE,), "questions": (ASKED,)}
    return ExchangeSheet(**{**given, **other})


def test_every_line_stands_in_its_sheet_and_nothing_becomes_a_formula():
    book = load_workbook(BytesIO(render_exchange(sheet())))
    assert book.sheetnames == ["往来", "提问和答复"]
    first, asked = book["往来"], book["提问和答复"]
    assert [cell.value for cell in first[5]] == [
        "2026-05-05 08:40", "收到退回单第 2 号", 1, "某县统计局", "=1+1", "ab",
    ]  # fmt: skip
    assert {first["E5"].data_type, asked["I5"].data_type} == {"s"}
    assert [cell.value for cell in asked[5]][-5:] == ["10", "不列", "+86", "甲", "已答复，改了数"][-5:]
    assert first["A2"].value == "说明"


def test_the_same_exchange_gives_the_same_bytes():
    assert render_exchange(sheet()) == render_exchange(sheet())
    assert render_exchange(sheet()) != render_exchange(sheet(questions=()))


def test_notes_stand_under_the_title_of_both_sheets_and_the_heads_below_them():
    book = load_workbook(BytesIO(render_exchange(sheet(notes=("第一句。", "第二句。")))))
    for one, columns in zip(book, (CAME_AND_WENT, ASKED_COLUMNS), strict=True):
        assert one["A1"].value == f"某单位 2025 年度：{one.title}"
        assert [one[f"A{row}"].value for row in (2, 3, 4)] == ["第一句。", "第二句。", None]
        assert [cell.value for cell in one[5]] == [head for head, _ in columns]
        assert (one.freeze_panes, one.print_title_rows) == ("A6", "$5:$5")


def test_lines_stay_in_their_order_and_what_is_about_no_revision_has_none():
    lines = [replace(LINE, at=f"2026-05-0{day}", revision=None) for day in (3, 1, 2)]
    first = load_workbook(BytesIO(render_exchange(sheet(lines=lines, questions=()))))["往来"]
    assert [first[f"A{row}"].value for row in (5, 6, 7)] == ["2026-05-03", "2026-05-01", "2026-05-02"]
    assert first["C5"].value is None


def test_an_exchange_of_nothing_has_its_heads():
    book = load_workbook(BytesIO(render_exchange(sheet(notes=(), lines=(), questions=()))))
    assert [one.max_row for one in book] == [3, 3]
