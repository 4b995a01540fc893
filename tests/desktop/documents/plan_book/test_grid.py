"""The cells of a plan workbook as text: what cannot be used is named, and nothing is passed over."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from desktop.documents.errors import WorkbookRefused
from desktop.documents.plan_book.grid import load_grids
from desktop.documents.plan_book.sheets import FORMAT, HELP_MARK, HELP_SHEET, MAX_ROWS, META_SHEET
from tests.examples import examples

TITLE = "责任单位"
HEADS = {"A1": "单位代码", "B1": "单位名称"}
CONVERTED, FORMULA, HEAD, ROWS = "E-PLAN-077", "E-PLAN-073", "E-PLAN-072", "E-PLAN-074"


def book(cells, heads=HEADS):
    """A plan workbook of one sheet with these cells."""
    made = openpyxl.Workbook()
    made.active.title = TITLE
    made.create_sheet(META_SHEET)["B1"] = FORMAT
    for address, value in {**heads, **cells}.items():
        made.active[address] = value
    return made


def saved(made):
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def grid(cells, heads=HEADS):
    return load_grids(saved(book(cells, heads)))[TITLE]


def problems(found):
    """Code and cell of each problem; every cell so named counts as unusable."""
    assert found.bad == {p.place for p in found.problems}
    return [(p.code, p.place.removeprefix(f"{TITLE}!")) for p in found.problems]


def test_rows_are_texts_under_their_heads_and_blank_ones_are_left_out():
    found = grid({"A3": "health", "B3": " 卫健局\t", "A5": "school", "A7": "   "})
    assert found.rows == [(3, {"单位代码": "health", "单位名称": "卫健局"}), (5, {"单位代码": "school"})]
    assert problems(found) == []
    assert found.address("单位名称", 5) == f"{TITLE}!B5"
    assert found.address("没有的栏", 5) == f"{TITLE}!A5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8.7, "8.7"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (10**14, "1" + "0" * 14),
        (1e-7, "0.0000001"),
        ("0012", "0012"), ("１２", "１２"), ("_x005F_x0041_", "_x0041_"), ("a\nb", "a\nb"),
        ("长" * 2000, "长" * 2000), ("'x", "'x"), ("TRUE", "TRUE"),
    ],
)  # fmt: skip
def test_a_text_or_number_is_what_was_typed(value, text):
    found = grid({"B3": value})
    assert (found.rows, problems(found)) == ([(3, {"单位名称": text})], [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (date(2026, 4, 30), CONVERTED), (datetime(2026, 4, 30, 8), CONVERTED), (time(8, 30), CONVERTED),  # noqa: DTZ001
        (timedelta(hours=30), CONVERTED), (True, CONVERTED), (False, CONVERTED), (1e300, CONVERTED),
        (1e-300, CONVERTED), ("#REF!", CONVERTED), ("#N/A", CONVERTED), ("=A1", FORMULA), ("=1/0", FORMULA),
        ('=HYPERLINK("x")', FORMULA), ("=cmd|' /C calc'!A0", FORMULA),
    ],
)  # fmt: skip
def test_what_is_no_text_is_named_and_its_row_kept(value, code):
    """The row is there, so that nobody is told besides that the record is missing."""
    found = grid({"B3": value})
    assert problems(found) == [(code, "B3")]
    assert [number for number, _ in found.rows] == [3]
    assert not any(found.rows[0][1].values())


def test_columns_of_aids_and_own_remarks_are_passed_over():
    heads = {**HEADS, "C1": "单位（对照）", "D1": "*备忘", "E1": " * "}
    found = grid({"A3": "health", "C3": "自动写出", "D3": "问一下", "E3": date(2026, 1, 1)}, heads)
    assert found.rows == [(3, {"单位代码": "health"})]
    assert problems(found) == []
    assert set(found.heads) == {"单位代码", "单位名称"}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("单位名称", HEAD),
        (" 单位代码 ", HEAD),
        ("=B1", FORMULA),
        (True, FORMULA),
        (date(2026, 1, 1), FORMULA),
    ],
)
def test_a_head_that_cannot_be_used_is_named_with_what_stands_below(head, code):
    found = grid({"A3": "health", "C3": "x"}, {**HEADS, "C1": head})
    assert problems(found) == [(code, "C1"), (HEAD, "C3")]
    assert found.rows == [(3, {"单位代码": "health"})]


def test_what_stands_under_no_head_is_named_also_far_to_the_right():
    assert problems(grid({"A3": "health", "C3": 0, "XFD4": "x"})) == [(HEAD, "C3"), (HEAD, "XFD4")]
    assert problems(grid({"A3": "health"}, {})) == [(HEAD, "A3")]


def test_the_row_of_the_explanation_holds_nothing_else():
    heads = {**HEADS, "C1": "*备忘"}
    found = grid({"A2": f"{HELP_MARK}代码", "B2": "卫健局", "C2": "我的", "D2": 5, "A3": "health"}, heads)
    assert problems(found) == [(HEAD, "B2"), (HEAD, "D2")]
    assert found.rows == [(3, {"单位代码": "health"})]


def test_a_record_in_its_place_is_read():
    """Somebody deleted the explanation, and the rows moved up."""
    assert grid({"A2": "health"}).rows == [(2, {"单位代码": "health"})]
    assert grid({"A3": f"{HELP_MARK}x"}).rows == [(3, {"单位代码": f"{HELP_MARK}x"})]


def test_the_last_row_is_read_and_the_one_after_it_named():
    assert grid({f"A{MAX_ROWS}": "health"}).rows == [(MAX_ROWS, {"单位代码": "health"})]
    for row in (MAX_ROWS + 1, 1_048_576):
        found = grid({"A3": "health", f"B{row}": "x"})
        assert problems(found) == [(ROWS, f"B{row}")]
        assert found.rows == [(3, {"单位代码": "health"})]


def test_only_sheets_of_cells_are_read_whatever_their_names():
    made = book({"A3": "health"})
    made.create_sheet(HELP_SHEET)["A1"] = "=1"
    made.create_sheet("a'b 表!")["A1"] = "x"
    made.create_chartsheet("图").add_chart(BarChart())
    assert set(load_grids(saved(made))) == {TITLE, "a'b 表!"}


@pytest.mark.parametrize("mark", [None, "", "tianbao-plan-workbook/2", f" {FORMAT}", True, 1, f'="{FORMAT}"'])
def test_another_mark_is_no_plan_workbook(mark):
    made = book({})
    made[META_SHEET]["B1"] = mark
    with pytest.raises(WorkbookRefused) as caught:
        load_grids(saved(made))
    assert caught.value.code == "E-DOC-038"


def test_a_sheet_that_claims_another_size_is_read_whole():
    """The dimension is a hint of whoever wrote the file, not a bound."""
    target = BytesIO()
    honest = BytesIO(saved(book({"A3": "health", "B90": "x"})))
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            data = source.read(name)
            changed.writestr(name, data.replace(b'<dimension ref="A1:B90"', b'<dimension ref="A1:A1"'))
    assert [number for number, _ in load_grids(target.getvalue())[TITLE].rows] == [3, 90]


@examples(60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.integers(2, 9)),
        st.booleans()
        | st.decimals(-(10**9), 10**9, places=3)
        | st.sampled_from(["x", "=1", HELP_MARK, "#N/A", " "]),
        max_size=6,
    )
)
def test_whatever_is_typed_is_a_text_or_named(typed):
    """Neither is ever given for a cell in which nothing stands."""
    found = grid({f"{column}{row}": value for (column, row), value in typed.items()})
    read = {
        (found.address(head, row), text) for row, texts in found.rows for head, text in texts.items() if text
    }
    named = {place for _, place in problems(found)}
    for (column, row), value in typed.items():
        place = f"{column}{row}"
        texts = {text for where, text in read if where == f"{TITLE}!{place}"}
        is_blank = isinstance(value, str) and (not value.strip() or value == HELP_MARK)
        assert texts or place in named or is_blank
        if isinstance(value, Decimal) and texts:
            assert Decimal(*texts) == value
    assert named | {where.partition("!")[2] for where, _ in read} <= {f"{c}{r}" for c, r in typed}
