"""The change log as an inspector gets it: read back cell by cell, and its chain computed again."""

import hashlib
import json
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.log_book.log_sheet import LogSheet
from desktop.documents.log_book.sheets import COLUMNS
from desktop.documents.log_book.workbook import render_log_workbook
from desktop.documents.paper.characters import storable

LONGEST = 32_767
"""UTF-16 units that Excel takes in a cell."""
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u200b=1+1",
    "\ufeff=1+1", '=HYPERLINK("http://x","y")', "{=1+1}", "=", "#N/A", "TRUE", "1e5", "2026-01-01",
    "<f>1+1</f>", "]]><f>1</f>", "&lt;f&gt;",
)  # fmt: skip


def row(seq, text="", **changes):
    kept = {
        "seq": seq, "at": f"2026-04-03T01:02:{seq % 60:02}Z", "actor": "韩𠅤", "year": 2025, "kind": "entry",
        "subject": "births", "old": None, "new": text, "reason": text, "hash": "0" * 64,
    }  # fmt: skip
    return list((kept | changes).values())


def log(rows, head="h"):
    return LogSheet(unit_name="望花区卫生健康局", store_name="局.db", entries=len(rows), head=head, rows=rows)


def unescaped(text):
    """As Excel shows a text of its file."""
    return (
        re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text) if isinstance(text, str) else text
    )


def read(data):
    """Every row below the head, as Excel shows it; all sheets of the log after one another."""
    workbook = openpyxl.load_workbook(BytesIO(data))
    return [
        [unescaped(cell) for cell in cells]
        for sheet in workbook.worksheets[1:]
        for cells in sheet.iter_rows(min_row=2, values_only=True)
    ]


def xml(data):
    with zipfile.ZipFile(BytesIO(data)) as book:
        return [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]


def chained(rows):
    """Rows with their hashes, by the recipe that the workbook prints."""
    before, made = "0" * 64, []
    for one in rows:
        before = hash_of(before, one[:-1])
        made.append([*one[:-1], before])
    return made


def hash_of(before, values):
    texts = [*values[:-1], values[-1] or ""]  # an empty reason is an empty text
    written = json.dumps([before, *texts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


SHOWN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=40).filter(
    lambda text: storable(text) == text
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SHOWN, st.none() | SHOWN, st.none() | st.integers(2000, 2100)), max_size=6))
def test_the_chain_can_be_computed_again_from_the_cells(entries):
    rows = chained(
        [row(n, new, old=old or None, year=year) for n, (new, old, year) in enumerate(entries, start=1)]
    )
    before = "0" * 64
    for cells, original in zip(read(render_log_workbook(log(rows))), rows, strict=True):
        # An empty text and none are one cell in a workbook; the recipe says which columns have which.
        known = [c if c is not None else o for c, o in zip(cells, original, strict=True)]
        assert known == original
        before = hash_of(before, known[:-1])
        assert before == cells[-1]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_a_number_or_markup(text):
    data = render_log_workbook(log([row(1, text, actor=text, subject=text, old=text, kind=text)], head=text))
    for part in xml(data):
        assert b"<f>" not in part
        assert not re.search(rb'<c [^>]*\bt="(?!inlineStr|n")', part)
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        for cells in sheet.iter_rows():
            assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    (cells,) = read(data)
    shown = "\n".join(map(storable, text.split("\n")))
    assert cells[2] == cells[4] == cells[5] == cells[6] == cells[7] == cells[8] == shown


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_was_typed_the_workbook_opens_and_has_no_formula(new, name):
    sheet = LogSheet(unit_name=name, store_name=name, entries=1, head=name, rows=[row(1, new, actor=name)])
    data = render_log_workbook(sheet)
    assert not any(b"<f>" in part for part in xml(data))
    (cells,) = read(data)
    assert (cells[7] or "") == "\n".join(map(storable, new.split("\n")))
    assert cells[0] == 1


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", "__x0041_x0042_", "_x005F_", "_x00zz_", "_X0041_"])
def test_what_looks_like_an_escape_of_excel_is_shown_as_it_was_typed(text):
    assert read(render_log_workbook(log([row(1, text)])))[0][7] == text


@pytest.mark.parametrize("character", ["文", "𠮷", "a", "&", "<"])
@pytest.mark.parametrize("count", [10_000, 16_000, 16_001, 32_000, 32_001, 40_000])
def test_a_text_longer_than_a_cell_is_cut_with_a_note(character, count):
    cell = read(render_log_workbook(log([row(1, character * count, reason="")])))[0][7]
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST
    kept = cell.count(character)
    if kept == count:
        assert cell == character * count
    else:
        assert cell == f"{character * kept}……（共 {count} 字，后面略去）"
        assert kept * len(character.encode("utf-16-le")) // 2 == 32_000


def test_half_a_pair_is_never_left_at_the_cut():
    cell = read(render_log_workbook(log([row(1, "a" + "𠮷" * 20_000)])))[0][7]
    assert cell.startswith("a𠮷")
    assert cell.count("𠮷") == 15_999
    assert storable(cell) == cell


def test_rows_stand_in_their_order_below_the_headings():
    workbook = openpyxl.load_workbook(BytesIO(render_log_workbook(log([row(n) for n in range(1, 301)]))))
    assert workbook.sheetnames == ["说明", "变更记录"]
    sheet = workbook["变更记录"]
    assert [cell.value for cell in sheet[1]] == [heading for heading, _ in COLUMNS]
    assert [cells[0] for cells in sheet.iter_rows(min_row=2, values_only=True)] == list(range(1, 301))
    assert (sheet.max_column, sheet.freeze_panes) == (len(COLUMNS), "A2")
    assert workbook.active.title == "变更记录"
    assert [sheet.column_dimensions["ABCDEFGHIJ"[n]].width for n in range(10)] == [
        width for _, width in COLUMNS
    ]


@pytest.mark.parametrize(
    ("count", "per_sheet", "sizes"), [(0, 2, []), (1, 2, [1]), (2, 2, [2]), (3, 2, [2, 1]), (6, 2, [2, 2, 2])]
)
def test_a_long_log_goes_on_on_further_sheets_and_none_is_empty(monkeypatch, count, per_sheet, sizes):
    monkeypatch.setattr("desktop.documents.log_book.sheets.MOST_ROWS", per_sheet)
    data = render_log_workbook(log([row(n) for n in range(count)]))
    workbook = openpyxl.load_workbook(BytesIO(data))
    assert [sheet.max_row - 1 for sheet in workbook.worksheets[1:]] == sizes
    assert [cells[0] for cells in read(data)] == list(range(count))
    assert workbook.sheetnames[1:] == ["变更记录", "变更记录2", "变更记录3"][: len(sizes)]
    assert all(sheet["A1"].value == "序号" for sheet in workbook.worksheets[1:])


def test_rows_may_come_one_by_one():
    sheet = LogSheet(unit_name="局", store_name="a", entries=3, head="h", rows=(row(n) for n in range(3)))
    assert len(read(render_log_workbook(sheet))) == 3


def test_the_notes_say_whose_log_it_is_and_how_it_is_checked():
    head = "ab" * 32
    notes = openpyxl.load_workbook(BytesIO(render_log_workbook(log([row(1), row(2)], head=head))))["说明"]
    told = dict(notes.iter_rows(min_row=1, max_row=5, values_only=True))
    assert told["填报单位"] == "望花区卫生健康局"
    assert told["数据文件"] == "局.db"
    assert (told["条数"], told["末条校验值"]) == ("2", head)
    for said in ("盖章的纸质报表最后一页", "SHA-256", "64 个 0", "不加空格"):
        assert said in told["怎样核对"]


def test_the_same_log_is_the_same_file_and_another_is_not():
    data = render_log_workbook(log([row(1, "甲")]))
    assert render_log_workbook(log([row(1, "甲")])) == data
    assert render_log_workbook(log([row(1, "乙")])) != data
