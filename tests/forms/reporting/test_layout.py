import pytest

from forms.figures.breakdown import SeriesKey
from forms.reporting.layout import CellKind, LayoutRow, UnitLayout, lay_out
from tests.builders import form, indicator, item, plan, rate_plan, target


def layout() -> UnitLayout:
    items = [
        item("births", "活产数", breakdown=["RES=U", "RES=R"]),
        item("deaths", "死亡数"),
        item("heads", "正职", breakdown=["SEX=F"]),
        item("share", "知晓率", unit="%", decimals=2),
    ]
    indicators = [
        indicator(
            "rate", ["deaths"], ["births"], name="死亡率", unit="1/10万", decimals=1, breakdown=["RES=U"]
        ),
        indicator("women", ["heads/SEX=F"], name="女性正职", unit="人"),
        indicator("share", ["share"], name="知晓率"),
    ]
    rows = [
        "births",
        {"item": "deaths", "part_of": "01", "label": "死亡"},
        "=rate",
        "heads",
        {"indicator": "women", "part_of": "04"},
        "=share",
    ]
    targets = [target("<=", 10), target(">=", 80, indicator="share")]
    forms = [form(rows, columns=["_T", "RES=U", "RES=R"]), form(["births", "deaths"], code="g")]
    return lay_out(plan(items=items, indicators=indicators, targets=targets, forms=forms), "health")


def rows_of(unit: UnitLayout) -> dict[str, LayoutRow]:
    return {row.code: row for row in unit.forms[0].rows}


def kinds(unit: UnitLayout, row: str) -> list[str]:
    return [cell.kind.value for cell in rows_of(unit)[row].cells]


def test_columns_and_rows() -> None:
    first, second = layout().forms
    assert first.column_names == ("合计", "城市", "农村")
    assert second.column_names == ("合计",)
    assert [row.code for row in first.rows] == ["01", "02", "03", "04", "05", "06"]
    assert [row.depth for row in first.rows] == [0, 1, 0, 0, 1, 0]
    assert [row.label for row in first.rows] == [
        "活产数", "　其中：死亡", "死亡率", "正职", "　其中：女性正职", "知晓率",
    ]  # fmt: skip
    assert [(row.unit, row.decimals) for row in first.rows[2:4]] == [("1/10万", 1), ("人", 0)]


def test_what_can_be_done_with_each_cell() -> None:
    unit = layout()
    assert kinds(unit, "01") == ["entry", "entry", "entry"]
    assert kinds(unit, "02") == ["entry", "closed", "closed"]
    assert kinds(unit, "03") == ["derived", "derived", "closed"]
    assert kinds(unit, "05") == ["entry", "closed", "closed"]
    assert kinds(unit, "06") == ["entry", "closed", "closed"]


def test_addresses_and_keys() -> None:
    unit = layout()
    assert unit.cell_by_address["f/01/RES=U"].key == SeriesKey("births", "RES=U")
    assert unit.cell_by_address["f/03/RES=U"].key == SeriesKey("rate", "RES=U")
    assert unit.cell_by_address["f/05/_T"].key == SeriesKey("heads", "SEX=F")
    assert unit.cell_by_address["f/06/_T"].key == SeriesKey("share")
    assert len(unit.cell_by_address) == 6 * 3 + 2
    assert all(unit.cell_by_address[a].address == a for a in unit.cell_by_address)


def test_a_row_that_repeats_a_typed_figure_carries_its_indicator() -> None:
    rows = rows_of(layout())
    assert rows["06"].item is not None
    assert rows["06"].indicator is not None
    assert [t.value for t in rows["06"].targets] == [80]
    assert (rows["05"].item is not None, rows["05"].indicator is not None) == (True, True)
    assert (rows["03"].item, rows["01"].indicator) == (None, None)


def test_item_row_finds_the_indicator_that_repeats_it() -> None:
    p = plan(items=[item("share")], indicators=[indicator("same", ["share"])],
             targets=[target(">=", 1, indicator="same")], forms=[form(["share"])])  # fmt: skip
    (row,) = lay_out(p, "health").forms[0].rows
    assert row.indicator is p.indicators[0]
    assert row.targets == p.targets


def test_figure_on_two_forms_is_one_entry() -> None:
    unit = layout()
    assert [c.address for c in unit.cells_by_key[SeriesKey("births")]] == ["f/01/_T", "g/01/_T"]
    assert [c.address for c in unit.entry_cells] == [
        "f/01/_T", "f/01/RES=U", "f/01/RES=R", "f/02/_T", "f/04/_T", "f/05/_T", "f/06/_T",
    ]  # fmt: skip
    assert [c.address for c in unit.forms[1].entry_cells] == ["g/01/_T", "g/02/_T"]
    assert unit.row_by_cell["g/02/_T"].name == "死亡数"


def test_closed_cells_belong_to_no_figure() -> None:
    unit = layout()
    closed = [c for c in unit.cell_by_address.values() if c.kind is CellKind.CLOSED]
    assert closed
    shown = {c.address for cells in unit.cells_by_key.values() for c in cells}
    assert shown.isdisjoint(c.address for c in closed)


def test_form_of_an_address() -> None:
    unit = layout()
    assert unit.form_of("g/01/_T") is unit.forms[1]
    assert unit.form_of("g") is unit.forms[1]
    with pytest.raises(KeyError):
        unit.form_of("h/01/_T")


def test_unit_without_forms() -> None:
    assert lay_out(rate_plan(), "education").forms == ()
    assert lay_out(rate_plan(), "education").entry_cells == ()
