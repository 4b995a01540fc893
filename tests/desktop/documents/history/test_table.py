"""What a table of earlier years may say, and that nothing it says breaks a package later."""

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.errors import WorkbookRefused
from desktop.documents.history.table import MOST_PROBLEMS, read_history_table
from forms.codes.document import DocumentCode
from forms.filing.tables import figures_from_rows, observation_rows
from forms.reporting.entry import Figures
from forms.reporting.layout import lay_out
from tests.builders import form, indicator, item, key, plan, term
from tests.strategies import entries

PLAN = plan(
    items=[
        item("births", "活产数", breakdown=["RES=U"]),
        item("share", "知晓率", unit="%", decimals=2, maximum=100),
        item("hours", "时长", unit="分钟", decimals=1),
    ],
    indicators=[
        indicator("coverage", ["births/RES=U"], ["births"], name="覆盖率", breakdown=["RES=U"]),
        indicator("gap", ["hours"], name="差距", unit="百分点"),
    ],
    forms=[form(["births", "share", "hours", "=coverage", "=gap"], columns=["_T", "RES=U"])],
)
_MEN_LESS_WOMEN = {
    "text": "", "numerator": [term("men"), term("women", -1)], "denominator": [], "multiplier": 1,
}  # fmt: skip
DIFFERENCE = plan(
    items=[item("men", unit="%", decimals=2), item("women", unit="%", decimals=2)],
    indicators=[indicator("gap", [], unit="百分点", formula=_MEN_LESS_WOMEN)],
    forms=[form(["men", "women", "=gap"])],
)


def read(*rows, of=PLAN):
    return read_history_table("\n".join(("代码,分组,2023,2024", *rows)).encode(), of)


def refused(row, of=PLAN):
    (problem,) = read(row, of=of).problems
    return problem.code, problem.place, problem.message


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("births,_T,-500,", "填了 -500，不能是负数，请改正；没有数的留空"),
        ("births,_T,-1.0,", "填了 -1，不能是负数，请改正；没有数的留空"),
        ("births,_T,3.5,", "填了 3.5，以“人”计应是整数，请改为整数"),
        ("share,_T,9999,", "填了 9999，最大只能是 100，请核对小数点和计量单位"),
        ("hours,_T,-0.5,", "填了 -0.5，不能是负数，请改正；没有数的留空"),
        ("coverage,_T,100.01,", "填了 100.01，最大只能是 100，请核对小数点和计量单位"),
        ("coverage,RES=U,-3,", "填了 -3，不能是负数，请改正；没有数的留空"),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused_and_says_how_to_mend_it(row, message):
    assert refused(row) == ("E-HISTORY-004", "CSV!C2", message)
    assert read(row, "births,_T,2000,2100").figures


@pytest.mark.parametrize("row", ["births,SEX=F,1,2", "share,RES=U,1,2", "coverage,SEX=F,1,2"])
def test_a_breakdown_that_the_plan_never_asks_for_is_refused(row):
    code, place, message = refused(row)
    assert (code, place) == ("E-HISTORY-001", "CSV!第 2 行")
    assert "规划没有要求" in message
    assert "请照导出的表填写" in message


def test_bounds_are_within():
    figures = read("births,RES=U,0,1", "share,_T,100,0", "coverage,RES=U,0.5,100").figures
    assert [f.value for f in figures] == [0, 1, 100, 0, Decimal("0.5"), 100]


@pytest.mark.parametrize("text", ["-1", "-2", "-1.0", "-0.5"])
def test_a_difference_may_be_negative_and_is_never_taken_for_a_reason(text):
    reading = read(f"gap,_T,{text},", of=DIFFERENCE)
    assert [figure.value for figure in reading.figures] == [Decimal(text)]
    assert reading.problems == ()


@pytest.mark.parametrize("text", ["-1", "-2", "－２", "未收集", "未统计", "未开展", "不适用"])
def test_a_reason_is_refused_and_says_that_the_cell_stays_empty(text):
    reading = read(f"births,_T,{text},2100", "share,_T,,5")
    assert [figure.value for figure in reading.figures] == [2100, 5]
    (problem,) = reading.problems
    assert (problem.code, problem.place, reading.refused) == ("E-HISTORY-006", "CSV!C2", 1)
    assert "请留空" in problem.message


def test_a_word_for_no_figure_is_a_reason_where_minus_one_is_a_figure():
    reading = read("gap,_T,未收集,-1", of=DIFFERENCE)
    assert [figure.value for figure in reading.figures] == [-1]
    assert [problem.code for problem in reading.problems] == ["E-HISTORY-006"]


@pytest.mark.parametrize("text", ["约两千", "1,98", "#DIV/0!", "95‰", "1" * 20, "-1"])
def test_nobody_is_told_to_type_what_is_refused(text):
    message = refused(f'births,_T,"{text}",')[2]
    assert "-2" not in message
    assert "-1" not in message


def test_a_row_with_more_fields_than_the_head_is_refused_as_a_whole():
    reading = read("births,_T,1,987", "births,_T,1,987,", "births,_T,1,987,2,001", "share,_T,1,2")
    assert [(p.code, p.place) for p in reading.problems] == [
        ("E-HISTORY-005", "CSV!第 3 行"),
        ("E-HISTORY-005", "CSV!第 4 行"),
    ]
    assert "千分位" in reading.problems[0].message
    assert reading.refused == 2 + 4


@pytest.mark.parametrize("head", ["代码,分组,2023年,2024年", " 代 码 ,分组,２０２３, 2024 年度"])
def test_a_heading_is_understood_as_people_write_it(head):
    figures = read_history_table(f"{head}\nbirths,_T,2000,2100".encode(), PLAN).figures
    assert [(f.year, f.value) for f in figures] == [(2023, 2000), (2024, 2100)]


_CELLS = st.one_of(st.just(""), st.sampled_from(["7", "8", "-1", "未收集", "约", "-5", "1.5", "x"]))


@given(
    st.lists(
        st.tuples(st.sampled_from(["births", "share", "gap", "nothing", ""]), *[_CELLS] * 4), max_size=6
    ),
    st.sampled_from([PLAN, DIFFERENCE]),
)
def test_every_cell_with_content_is_taken_refused_or_not_used(rows, of):
    text = "\n".join(("代码,2023,备注,2024,去年的", *(",".join(row) for row in rows)))
    reading = read_history_table(text.encode(), of)
    filed = len(reading.figures) + reading.repeated + reading.refused + reading.unused
    assert filed == sum(1 for _, *cells in rows for cell in cells if cell)


_ROWS = st.tuples(
    st.sampled_from([
        "births,_T", "births,RES=U", "births,SEX=F", "share,_T", "hours,_T", "coverage,_T", "coverage,RES=U",
        "gap,_T", "men,_T", "nothing,_T",
    ]),
    entries,
    entries,
)  # fmt: skip


@given(st.lists(_ROWS, max_size=8), st.sampled_from([PLAN, DIFFERENCE]))
def test_whatever_is_taken_over_comes_back_from_a_package(rows, of):
    quoted = [",".join((place, *(f'"{text}"' for text in texts))) for place, *texts in rows]
    history: dict = {}
    for figure in read(*quoted, of=of).figures:
        history.setdefault(figure.year, {})[figure.key] = figure.value
    known = Figures(plan=of, year=2025, observations={}, history=history)
    assert figures_from_rows(of, 2025, observation_rows(known, lay_out(of, "health"))) == known


def test_minus_one_point_of_difference_comes_back_from_a_package():
    known = Figures(plan=DIFFERENCE, year=2025, observations={}, history={2024: {key("gap"): Decimal(-1)}})
    assert (
        figures_from_rows(DIFFERENCE, 2025, observation_rows(known, lay_out(DIFFERENCE, "health"))) == known
    )


def test_a_table_of_two_thousand_rows_and_ten_years_is_read():
    years = range(2000, 2010)
    lines = [f"代码,{','.join(map(str, years))}", *(f"births,{','.join('7' * 10)}" for _ in range(2000))]
    reading = read_history_table("\r\n".join(lines).encode("gb18030"), PLAN)
    assert len(reading.figures) == 10
    assert not reading.problems


def test_blank_rows_behind_the_table_do_not_count():
    assert read("births,_T,5,6", *[",,,"] * 100_000).figures
    assert read("births,_T,5,6", *[""] * 1_000_000).figures


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([",,,"] * 2_999 + ["births,_T,5,6"], "超过 3000 行"),
        (["births,_T,5,6"] * 3_000, "超过 3000 行"),
        (["births" + "," * 300], "第 2 行有 301 栏"),
        (["," * 1_900_000], "第 2 行有 1900001 栏"),
    ],
    ids=["far below", "many", "wide", "very wide"],
)
def test_rows_and_fields_without_end_are_refused(rows, told):
    with pytest.raises(WorkbookRefused, match=told) as caught:
        read(*rows)
    assert caught.value.code == DocumentCode.WORKBOOK_TOO_LARGE


def test_figures_without_end_are_refused():
    lines = [f"代码,{','.join(['2020'] * 100)}", *(f"births,{','.join('7' * 100)}" for _ in range(700))]
    with pytest.raises(WorkbookRefused, match="20000") as caught:
        read_history_table("\n".join(lines).encode(), PLAN)
    assert caught.value.code == DocumentCode.WORKBOOK_TOO_LARGE


def sheet_of(rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_a_sheet_of_ten_years_of_two_thousand_rows_is_read_and_more_is_refused():
    years = ["代码", *range(2014, 2024)]
    found = read_history_table(sheet_of([years, *[["births", *[7] * 10]] * 2_000]), PLAN)
    assert (len(found.figures), found.repeated) == (10, 19_990)
    with pytest.raises(WorkbookRefused, match="20000") as caught:
        read_history_table(sheet_of([years, *[["births", *[7] * 10]] * 2_001]), PLAN)
    assert caught.value.code == DocumentCode.WORKBOOK_TOO_LARGE


def test_of_very_many_problems_the_first_are_listed_and_the_others_counted():
    found = read(*["births,_T,-5,-6"] * 400)
    *listed, rest = found.problems
    assert (len(listed), found.refused) == (MOST_PROBLEMS, 800)
    assert rest.code == "E-HISTORY-007"
    assert " 300 " in rest.message


def test_no_row_of_a_sheet_is_passed_over():
    rows = [["代码", 2023], *[["births", 7]] * 2_999]
    assert read_history_table(sheet_of(rows), PLAN).repeated == 2_998
    with pytest.raises(WorkbookRefused, match="A3001") as caught:
        read_history_table(sheet_of([*rows, ["births", 8]]), PLAN)
    assert caught.value.code == DocumentCode.CONTENT_BEYOND


def test_cells_of_a_sheet_without_a_head_are_counted_to_its_end():
    other = [["说明", 1, " "]] * 50
    data = sheet_of([["代码", 2023], ["births", 7]])
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.create_sheet("其他")
    for row in other:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    assert read_history_table(target.getvalue(), PLAN).unused == 100


@pytest.mark.parametrize("data", [b"\n" * 2_000_000, b"\r" * 2_000_000, b"," * 1_999_999, b'"' * 1_999_999])
def test_bytes_that_mean_nothing_are_no_table(data):
    with pytest.raises(WorkbookRefused):
        read_history_table(data, PLAN)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_is_read_as_spreadsheets_save_it(encoding, delimiter):
    text = "代码,指标名称,分组,2023,2024\r\nbirths,活产数,_T,12,34\r\n".replace(",", delimiter)
    found = read_history_table(text.encode(encoding), PLAN)
    assert [(figure.year, figure.value) for figure in found.figures] == [(2023, 12), (2024, 34)]
    assert not found.problems


def test_a_row_with_more_fields_than_the_head_is_refused():
    assert refused("births,_T,2,345,1,987")[:2] == ("E-HISTORY-005", "CSV!第 2 行")
    assert read('births,_T,"2,345",', "births,RES=U,5").problems == ()


def test_figures_that_no_year_claims_are_counted_and_the_first_is_named():
    table = [
        ["", "", "", "36"],
        ["2024", "", "", ""],
        ["代码", "指标名称", "分组", "2023", "备注"],
        ["births", "活产数", "_T", "2036", ""],
        ["share", "95.4", "_T", "90", "见附件"],
        ["12", "", "", "", ""],
    ]
    reading = read_history_table("\n".join(",".join(row) for row in table).encode(), PLAN)
    assert (len(reading.figures), reading.problems) == (2, ())
    assert (reading.unused, reading.first_unused) == (4, "CSV!D1")


def test_the_first_cell_of_a_sheet_without_head_is_named_where_it_stands():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["代码", "2023"])
    sheet.append(["births", 2036])
    own = workbook.create_sheet("自己的")
    own["J37"], own["K40"] = 5, "x"
    target = io.BytesIO()
    workbook.save(target)
    reading = read_history_table(target.getvalue(), PLAN)
    assert (reading.unused, reading.first_unused) == (2, "自己的!J37")
