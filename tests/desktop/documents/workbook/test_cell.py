"""What one cell of a foreign workbook says: through a real file, with every sort of content and format."""

import io
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.workbook.cell import RawCell, is_kept_exactly, read_cell
from desktop.documents.workbook.grid import read_grids
from forms.codes.document import DocumentCode
from forms.figures.quantity import canonical_decimal
from tests.examples import examples
from tests.strategies import quantities

FIFTEEN = st.builds(
    lambda digits, places, sign: sign * Decimal(digits).scaleb(-places),
    st.integers(0, 10**15 - 1), st.integers(0, 6), st.sampled_from([1, -1]),
)  # fmt: skip
"""Figures of up to fifteen digits, which Excel keeps."""


def typed(*cells):
    """Readings of cells after a workbook with these values and formats was saved and opened."""
    workbook, target = openpyxl.Workbook(), io.BytesIO()
    for row, (value, shown) in enumerate(cells, start=1):
        cell = workbook.active.cell(row, 1)
        cell.value = value
        cell.number_format = shown
    workbook.save(target)
    [(_, rows)] = read_grids(target.getvalue())
    return [read_cell(row[0]) for row in rows]


@examples(150)
@given(st.lists(FIFTEEN, min_size=1, max_size=20))
def test_what_was_typed_is_read_whatever_number_the_file_holds(values):
    """Excel's file says 8.6999999999999993 for 8.7."""
    found = typed(*((float(value), "General") for value in values))
    assert [one.text for one in found] == [canonical_decimal(value) for value in values]
    assert not any(one.code for one in found)


@examples(150)
@given(
    st.lists(FIFTEEN.filter(lambda v: abs(v) < 10**9), min_size=1, max_size=20),
    st.sampled_from(["0%", "0.00%"]),
)
def test_a_percentage_is_what_the_cell_shows(values, shown):
    """The file holds 0.954 where the clerk sees 95.4 %."""
    found = typed(*((float(value / 100), shown) for value in values))
    for one, value in zip(found, values, strict=True):
        assert one.text.endswith("%")
        assert Decimal(one.text[:-1]) == pytest.approx(value, rel=Decimal("1e-14"))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("0%", "50%"),
        ('0"%"', "0.5"),  # a percent sign in quotes does not multiply
        ("0\\%", "0.5"),
        ("[红色]0.0%;-0.0%", "50%"),
        ('0.00;"%"', "0.5"),
        ("0.00;-0%", "0.5"),  # only below zero
        ("#,##0.00", "0.5"),
        ("@", "0.5"),
        ('"约"0%"左右"', "50%"),
    ],
)
def test_only_a_real_percent_sign_of_the_format_multiplies(shown, text):
    assert read_cell(RawCell(0.5, "n", shown)).text == text


@pytest.mark.parametrize(
    ("value", "shown", "code"),
    [
        ("=1+1", "General", DocumentCode.CELL_FORMULA),
        ("=SUM(A1:A9)", "0.00", DocumentCode.CELL_FORMULA),
        (True, "General", DocumentCode.CELL_LOGICAL),
        (False, "0%", DocumentCode.CELL_LOGICAL),
        (date(2025, 3, 1), "yyyy-mm-dd", DocumentCode.CELL_DATE),
        (datetime(2025, 3, 1, 8), "yyyy-mm-dd hh:mm", DocumentCode.CELL_DATE),  # noqa: DTZ001 - Excel has no zones
        (time(8, 30), "hh:mm", DocumentCode.CELL_DATE),
        (timedelta(hours=30), "[h]:mm", DocumentCode.CELL_DATE),
        (45_000, "yyyy/m/d", DocumentCode.CELL_DATE),  # a count in a cell that Excel made a date
        ("#DIV/0!", "General", DocumentCode.CELL_ERROR),
        ("#N/A", "General", DocumentCode.CELL_ERROR),
        (1e300, "General", DocumentCode.CELL_NUMBER),
        (1e-200, "General", DocumentCode.CELL_NUMBER),
        ("长" * 501, "@", DocumentCode.CELL_TOO_LONG),
    ],
)
def test_what_is_no_figure_is_refused_with_what_to_do(value, shown, code):
    [found] = typed((value, shown))
    assert found.code == code
    assert any(word in found.advice for word in ("请", "粘贴"))
    assert len(found.text) <= 61
    assert len(found.advice) < 140


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("1e99"), 10**40])
def test_numbers_beyond_all_measure_are_refused(value):
    found = read_cell(RawCell(value, "n", "General"))
    assert found.code == DocumentCode.CELL_NUMBER


def test_the_moment_of_a_zone_is_a_date_too():
    assert read_cell(RawCell(datetime(2025, 3, 1, tzinfo=UTC), "d")).code == DocumentCode.CELL_DATE


@examples(200)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)
)
def test_a_text_comes_back_without_the_blanks_around_it(text):
    value = text.replace("_x", "_")  # an escape of Excel would be undone by openpyxl
    found = read_cell(RawCell(value, "s", "@"))
    assert (found.text, found.code) == (value.strip(), "")


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("_x005F_x0041_", "_x0041_"),
        ("_x005F_x005F_x0041_", "_x005F_x0041_"),
        ("_x005F_", "_x005F_"),
        ("  95.4　", "95.4"),
        ("", ""),
        (None, ""),
        ("不适用", "不适用"),
    ],
)
def test_texts_as_the_file_has_them(stored, text):
    assert read_cell(RawCell(stored, "s")).text == text


@examples(300)
@given(quantities())
def test_a_figure_is_kept_exactly_where_a_double_brings_it_back(value):
    text = canonical_decimal(value)
    if is_kept_exactly(value):
        assert read_cell(RawCell(float(text), "n", "General")).text == text
    else:
        assert len(text.replace("-", "").replace(".", "")) > 15
