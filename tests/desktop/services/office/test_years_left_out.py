"""A unit that leaves figures of earlier years out of its package, signed by itself, is asked about them."""

from decimal import Decimal

import pytest

from db.office.records import PastValue
from desktop.services.office.acceptance.accepting import accept, obstacles
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import compare_with_held, history_fact
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from forms.errors import StateError
from forms.figures.breakdown import SeriesKey
from tests.desktop.services.both import YEAR
from tests.packages.resigning import Opened


def without_one(both, data):
    """The package without one figure of an earlier year that changes no result, and that figure."""
    path = "data/observations.csv"
    columns, *rows = Opened(data).rows(path)
    earlier = [row for row in rows if int(row[columns.index("year")]) in range(2020, YEAR)]
    for left_out in earlier:
        opened = Opened(data)
        opened.identity = both.unit_key
        opened.put_rows(path, [columns, *(row for row in rows if row != left_out)])
        made = opened.sealed()
        if opened.judged(made).bottom_line == "ok":
            return made, dict(zip(columns, left_out, strict=True))
    raise AssertionError("every figure of an earlier year changes a result")


@pytest.fixture
def package(both):
    """A second revision, to which something can be done before it is sent."""
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise()
    return export(open_year(both.desk, YEAR), both.unit_key, both.folder).path


def publish(both, row):
    key = SeriesKey(row["item"], row["breakdown"])
    held = PastValue(int(row["year"]), key, Decimal(row["value"]), "统计年鉴")
    both.office.store.import_past([held], reason="", actor="陈静", now=both.office.clock())


@pytest.mark.parametrize("is_held", [True, False])
def test_a_figure_that_the_office_holds_and_the_package_leaves_out_waits_for_a_person(both, package, is_held):
    data, row = without_one(both, package.read_bytes())
    package.write_bytes(data)
    if is_held:
        publish(both, row)
    (taken,) = receive(both.office, Batch([package]))
    assert taken.refusal is None
    unit_year = ledger_of(both.office, YEAR).unit_year("health")
    both.type_paper()
    fact = history_fact(both.office, unit_year, unit_year.current)
    if not is_held:
        assert fact.state == "unknown"
        return
    assert fact.state == "bad"
    (cell,) = fact.details["cells"]
    assert (cell["item"], cell["year"], cell["accepted"], cell["stated"]) == (
        row["item"], int(row["year"]), row["value"], None,
    )  # fmt: skip
    assert f"{row['year']} 年本局 {row['value']}，报来 没有" in fact.sentence
    assert len(compare_with_held(both.office, unit_year, unit_year.current).found.differing) == 1
    assert "往年数有 1 处与本局的不同" in obstacles(both.office, both.at_office)[0]
    with pytest.raises(StateError, match="E-DECIDE-014"):
        both.send(accept)
