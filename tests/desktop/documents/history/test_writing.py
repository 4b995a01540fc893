"""The table of earlier years as it is written: what it asks for, what it holds, and that it is read again."""

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.table import read_history_table
from desktop.documents.history.writing import render_history_table
from forms.reporting.layout import lay_out
from tests.builders import counting_plan, item, key
from tests.plans import small

PLAN = small().plan
HEALTH = lay_out(PLAN, "health")
YEARS = range(2019, 2025)
KEYS = [cell.key for cell in HEALTH.entry_cells]
MEANT = [k for k in KEYS if PLAN.item_by_code[k.code].unit in ("人", "所")]


def written(known=None, years=YEARS, layout=HEALTH):
    return render_history_table(PLAN, layout, years, known or {})


def sheet_of(data):
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return sheet


def test_it_asks_for_every_figure_that_the_unit_types_and_for_no_other():
    rows = list(sheet_of(written()).iter_rows(values_only=True))
    assert rows[0] == ("报表", "指标名称", "分组", "计量单位", *map(str, YEARS), "代码")
    assert [row[-1] for row in rows[1:] if row[-1]] == [str(k) for k in KEYS]
    assert all(not any(row[4:-1]) for row in rows[1:])


def test_names_are_those_of_the_form_with_column_and_unit():
    rows = {row[-1]: row for row in sheet_of(written()).iter_rows(values_only=True)}
    assert rows["knowledge/_T"][:4] == ("机构和调查", "02 健康知识知晓率", "合计", "%")
    assert rows["deaths/_T"][1].endswith("死亡人数"), "as the row is called, not as the item is"
    assert rows["births/RES=R"][2] == "农村"


def test_a_part_says_of_what_it_is_one():
    """鹿寨县民政局: of the row 女性 by itself nobody could say whose women they are."""
    whole, part = "births", "deaths"
    parted = counting_plan(
        item(whole), item(part), rows=[{"item": whole}, {"item": part, "part_of": "01", "label": "女性"}]
    )
    table = render_history_table(parted, lay_out(parted, "health"), YEARS, {})
    names = [row[1] for row in sheet_of(table).iter_rows(values_only=True)]
    assert names[1:3] == ["01 births", "02 births，其中：女性"]


def test_a_table_of_a_program_before_is_read_as_it_was():
    rows = ("代码,指标名称,分组,计量单位,2023", "births,活产数,RES=R 农村,人,12", "births/_T,x,农村,人,40")
    reading = read_history_table("\n".join(rows).encode(), PLAN)
    assert {str(f.key): f.value for f in reading.figures} == {"births/RES=R": 12, "births/_T": 40}


def test_what_is_on_file_stands_in_its_year_with_the_decimals_of_its_figure():
    births, share = key("births"), key("knowledge")
    known = {2023: {births: Decimal(31234)}, 2024: {share: Decimal("61.5")}, 1990: {births: Decimal(1)}}
    sheet = sheet_of(written(known))
    figures = {
        (sheet.cell(cell.row, sheet.max_column).value, sheet.cell(1, cell.column).value): cell
        for row in sheet.iter_rows(min_row=2, min_col=5, max_col=sheet.max_column - 1)
        for cell in row
        if cell.value is not None
    }
    assert {place: c.value for place, c in figures.items()} == {
        ("births/_T", "2023"): 31234,
        ("knowledge/_T", "2024"): 61.5,
    }
    assert figures["knowledge/_T", "2024"].number_format.endswith("0.00")
    assert "." not in figures["births/_T", "2023"].number_format


def test_heads_stay_in_sight_and_columns_are_wide_enough_for_names():
    sheet = sheet_of(written())
    assert sheet.freeze_panes == "E2"
    assert sheet.column_dimensions["B"].width > 40
    help_text = sheet.cell(sheet.max_row, 1).value
    assert "不填 -1" in help_text
    assert "导入往年数据" in help_text


def test_an_empty_table_holds_nothing_and_is_read_as_such():
    reading = read_history_table(written(), PLAN)
    assert (reading.figures, reading.problems, reading.unused) == ((), (), 0)


@given(values=st.dictionaries(st.tuples(st.sampled_from(YEARS), st.sampled_from(MEANT)),
                              st.integers(0, 10**9).map(Decimal), max_size=12))  # fmt: skip
@settings(max_examples=8)
def test_whatever_is_on_file_comes_back(values):
    known = {}
    for (year, one), value in values.items():
        known.setdefault(year, {})[one] = value
    reading = read_history_table(written(known), PLAN)
    assert {(f.year, f.key): f.value for f in reading.figures} == values
    assert (reading.problems, reading.unused) == ((), 0)


@pytest.mark.parametrize(
    ("code", "value"),
    [("knowledge", "61.123456"), ("knowledge", "0"), ("knowledge", "100"), ("knowledge", "99.5"),
     ("gap", "123456789012345.678901"), ("births", "999999999999999")],
)  # fmt: skip
def test_a_figure_comes_back_to_its_last_digit_also_where_a_cell_cannot_hold_it_as_a_number(code, value):
    reading = read_history_table(written({2024: {key(code): Decimal(value)}}), PLAN)
    assert [f.value for f in reading.figures] == [Decimal(value)], reading.problems


def test_a_name_that_looks_like_a_formula_stays_a_text():
    row = next(row for row in HEALTH.forms[0].rows if row.item is not None)
    hostile = type(row)(**{**{name: getattr(row, name) for name in row.__match_args__}, "name": "=1+1"})
    form = HEALTH.forms[0]
    layout = type(HEALTH)("health", (type(form)(form.form, form.column_names, (hostile,)),))
    cell = sheet_of(written(layout=layout)).cell(2, 2)
    assert (cell.value, cell.data_type) == (f"{row.code} =1+1", "s")


@pytest.mark.parametrize("years", [[2024], range(2000, 2031)])
def test_any_number_of_years_has_a_column_each(years):
    heads = next(sheet_of(written(years=years)).iter_rows(values_only=True))
    assert list(heads[4:-1]) == [str(year) for year in years]


def test_it_is_the_same_bytes_in_every_run():
    known = {2024: {key("births"): Decimal(31234)}}
    assert written(known) == written(known)


def test_another_book_of_ours_is_not_taken_for_it():
    with pytest.raises(WorkbookRefused):
        read_history_table(b"PK\x03\x04 no workbook", PLAN)
