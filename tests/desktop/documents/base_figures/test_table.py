"""A table of base figures out and in: every cell with a figure is taken, refused or named as not used."""

import contextlib
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.base_figures.table import read_base_book
from desktop.documents.base_figures.writing import render_base_book
from desktop.documents.errors import WorkbookRefused
from desktop.services.plans.packs import load_bundled
from forms.codes.base import BaseCode
from forms.errors import TianbaoError
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing
from forms.letters.base_figure import BaseStatus
from forms.plan.pack import STATISTICS

B = BaseCode
PLAN = load_bundled("liuhe").plan
OWN = next(item for item in PLAN.items if item.owner == STATISTICS and "RES=U" in item.breakdown)
OTHER = next(item for item in PLAN.items if item.owner == "health")
HEAD = "代码,指标名称,分组,计量单位,2025,来源,性质,口径"
KEY = SeriesKey(OWN.code)


def read(*lines, head=HEAD, year=2025):
    return read_base_book("\n".join([head, *lines]).encode(), PLAN, year)


def line(value="100", group="_T", **changes):
    given_ = {
        "code": OWN.code,
        "name": "",
        "unit": OWN.unit,
        "source": "年报",
        "status": "",
        "definition": "",
    }
    told = given_ | changes
    return ",".join(
        [
            told["code"],
            told["name"],
            group,
            told["unit"],
            value,
            told["source"],
            told["status"],
            told["definition"],
        ]
    )


def codes(reading):
    return [one.code for one in reading.problems]


def test_a_row_says_everything_of_a_figure():
    (one,) = read(line("1234", "RES=U 城市", status="初步数", definition="年末常住")).figures
    assert (one.key, one.year, one.value, one.missing) == (
        SeriesKey(OWN.code, "RES=U"),
        2025,
        Decimal(1234),
        None,
    )
    assert (one.unit, one.period, one.source, one.status) == (
        OWN.unit,
        OWN.period,
        "年报",
        BaseStatus.PRELIMINARY,
    )
    assert one.definition == "年末常住"


@pytest.mark.parametrize("group", ["RES=U", "RES=U 城市", "城市"])
def test_a_breakdown_is_named_by_its_code_or_in_chinese(group):
    assert [one.key.breakdown for one in read(line(group=group)).figures] == ["RES=U"]


@pytest.mark.parametrize("group", ["", "_T", "合计", "_T 合计"])
def test_without_a_breakdown_it_is_the_total(group):
    assert [one.key.breakdown for one in read(line(group=group)).figures] == ["_T"]


def test_an_item_is_found_by_its_name_where_no_code_stands():
    assert [one.key for one in read(line(code="", name=OWN.name)).figures] == [KEY]


def test_years_stand_above_the_figures_or_beside_them():
    wide = read(f"{OWN.code},_T,90,95,100,年报", head="代码,分组,2023年,2024 年度,2025,数据来源")
    long = read(
        *(f"{OWN.code},{year},{value},年报" for year, value in ((2023, 90), (2024, 95), (2025, 100))),
        head="代码,年度,数值,来源",
    )
    assert wide.figures == long.figures
    assert [(one.year, one.text) for one in wide.figures] == [(2023, "90"), (2024, "95"), (2025, "100")]


@pytest.mark.parametrize(
    ("text", "reason"), [("-1", "not_collected"), ("未开展", "not_conducted"), ("不适用", "not_applicable")]
)
def test_a_reason_stands_in_place_of_a_figure(text, reason):
    (one,) = read(line(text)).figures
    assert (one.value, one.missing) == (None, Missing(reason))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (line("约100"), B.CELL),
        (line("1e3"), B.CELL),
        (line("100.5"), B.IMPOSSIBLE),
        (line("9" * 16), B.CELL),
        (line(code=OTHER.code), B.ITEM),
        (line(code="no-such"), B.ITEM),
        (line(code=""), B.ITEM),
        (line(group="SEX=X"), B.ITEM),
        (line(group="AGE=0-3"), B.ITEM),
        (line(unit="万人"), B.MEASURE),
        (line(source=""), B.SOURCE),
        (line(source="长" * 600), B.SOURCE),
        (line(source="表\u202e1"), B.SOURCE),
        (line(status="大概"), B.STATUS),
        (line() + ",,,", B.COLUMNS),
    ],
    ids=str,
)
def test_a_cell_that_is_not_taken_says_why_and_where(row, code):
    found = read(line(group="RES=U"), row)
    assert (codes(found), found.refused, len(found.figures)) == ([code], 1, 1)
    assert "3" in found.problems[0].place
    assert found.problems[0].message


@pytest.mark.parametrize(("year", "code"), [("2026", B.YEAR), ("明年", B.YEAR), ("", B.YEAR)])
def test_a_figure_of_no_year_or_a_later_one_is_refused(year, code):
    assert codes(read(f"{OWN.code},{year},5,年报", head="代码,年份,数值,来源")) == [code]


def test_the_same_twice_is_counted_and_another_is_a_contradiction():
    found = read(line(), line(), line("101"))
    assert (len(found.figures), found.repeated, found.refused) == (1, 1, 1)
    assert codes(found) == [B.CONTRADICTION]
    assert "CSV!E2" in found.problems[0].message


def test_what_is_no_base_figure_is_named():
    found = read(line() + "", "备注,,,,,,,", head=HEAD + ",其他")
    assert found.left == 0
    found = read(f"{line()},5", ",,,,,合计,,", head=HEAD + ",其他")
    assert [(one.code, one.place) for one in found.unused] == [(B.UNUSED, "CSV!I2"), (B.UNUSED, "CSV!F3")]
    assert found.left == 2


def test_what_is_no_table_of_base_figures_is_refused():
    for data in ("一,二\n1,2".encode(), b"", b"%PDF", b"PK\x03\x04"):
        with pytest.raises(WorkbookRefused):
            read_base_book(data, PLAN, 2025)


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: f"{HEAD}\n{text}".encode()))
def test_any_bytes_are_answered(data):
    with contextlib.suppress(TianbaoError):
        read_base_book(data, PLAN, 2025)


@pytest.mark.parametrize("plan", ["wanghua", "luzhai", "jinan", "liuhe", "dalian"])
def test_the_table_that_is_written_is_read_again(plan):
    plan = load_bundled(plan).plan
    own = [item for item in plan.items if item.owner == STATISTICS]
    keys = [SeriesKey(item.code, b) for item in own for b in ("_T", *item.breakdown)]
    book = openpyxl.load_workbook(io.BytesIO(render_base_book(plan, keys, 2025, {})))
    sheet = book.active
    for row in range(2, len(keys) + 2):
        sheet.cell(row, 5).value = row % 7
        sheet.cell(row, 6).value = "年报"
    saved = io.BytesIO()
    book.save(saved)
    found = read_base_book(saved.getvalue(), plan, 2025)
    assert [one.key for one in found.figures] == keys
    assert (found.problems, found.unused, found.repeated) == ((), (), 0)
    known = {one.key: one for one in found.figures}
    again = read_base_book(render_base_book(plan, keys, 2025, known), plan, 2025)
    assert again.figures == found.figures
