"""The exchange as a workbook: texts never formulas, the same exchange the same bytes."""

from io import BytesIO

from openpyxl import load_workbook

from desktop.documents.exchange_book.exchange_sheet import AskedLine, ExchangeLine, ExchangeSheet
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
