"""What is said of chosen cells: exact sums of counts, no sums of rates or of different units."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.models.grid.selection import _average_text, adds_up, selection_text
from desktop.models.grid.table import GridColumn
from desktop.models.unit.entry_grid import EntryGridModel
from forms.figures.quantity import decimal_places
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, KNOWING, MORTALITY, PLACES


@pytest.fixture
def said(small):
    """What is said of cells in which texts were typed: ``said("maternal", {ALIVE: "3"}, MORTALITY)``."""
    working = small("begun")

    def said_(form, texts, *also, columns=()):
        working.put(texts, "entry")
        model = EntryGridModel(working, working.form(form), working)
        chosen = [model.index_of(address) for address in (*texts, *also)]
        chosen += [model.index(0, column) for column in columns]
        return selection_text(working, model, chosen)

    return said_


def test_counts_are_added_and_averaged_exactly(said):
    assert said("maternal", {ALIVE: "10", ALIVE_URBAN: "1", DEAD: "0"}) == "计数 3　平均 3.67　求和 11"


def test_what_is_no_figure_does_not_count(said):
    texts = {ALIVE: "10", ALIVE_URBAN: "-1", DEAD: "无", "maternal/02/RES=U": "", "maternal/04/_T": "2"}
    assert said("maternal", texts) == "计数 2　平均 6　求和 12"
    assert said("maternal", {DEAD: "-2", ALIVE: "-2"}) == "选中 2 格，没有数"
    assert said("maternal", {DEAD: "-2", ALIVE: "7"}) == "计数 1"


def test_percentages_are_not_added(said):
    text = said("survey", {KNOWING: "61.2", "survey/04/_T": "20"})
    assert text == "计数 2　简单平均 40.6（比率、平均数不求和）"


def test_computed_rates_are_not_added_either(said):
    texts = {ALIVE: "1000", ALIVE_URBAN: "500", DEAD: "1", "maternal/02/RES=U": "1"}
    said("maternal", texts)
    assert "求和" not in said("maternal", {}, MORTALITY, "maternal/03/RES=U").replace("不求和", "")


def test_different_units_are_not_mixed(said):
    assert said("survey", {PLACES: "3", KNOWING: "61"}) == "计数 2　计量单位不同，不求和"


def test_last_years_column_counts_and_names_do_not(said):
    assert said("maternal", {ALIVE: "10"}, columns=(GridColumn.EARLIER,)).startswith("计数 2　")
    assert said("maternal", {}, columns=(GridColumn.NAME, GridColumn.UNIT)) == "选中 2 格，没有数"
    assert said("maternal", {ALIVE: "10"}) == ""


def test_of_the_rows_of_a_form_those_of_counts_add_up(small):
    rows = small("begun").form("maternal").rows
    assert [row.code for row in rows if not adds_up(row)] == ["03", "05", "08"]


@example([Decimal(1), Decimal(1), Decimal(0)])
@given(st.lists(st.decimals(min_value=-(10**6), max_value=10**12, places=3), min_size=1, max_size=40))
def test_an_average_is_that_of_the_exact_figures(values):
    total = sum(values, Decimal(0))
    shown = Decimal(_average_text(total, values).replace(",", ""))
    shown_places = max(map(decimal_places, values)) + 2  # counts without decimals have an average with two
    assert abs(shown * len(values) - total) <= len(values) * Decimal(1).scaleb(-shown_places) / 2
