"""A unit that leaves figures of earlier years out of its package, signed by itself, is asked about them.

A year of which it has nothing contradicts nothing: the figures that the office holds of it count, and whoever
accepts is told so.
"""

from datetime import timedelta
from decimal import Decimal

import pytest

from db.office.records import PastValue
from desktop.services.office.acceptance.accepting import accept, obstacles
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.facts.judged import look_back
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.facts.past import compare_with_held, history_fact
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.board import board_of
from desktop.services.unit.desk import create_desk
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.sample import import_sample_history
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


def from_a_new_file(both, sample, year, history):
    """The unit files a year from a new data file, into which it took over some of its earlier years."""
    seen = open_year(both.desk, YEAR).figures.observations
    with create_desk(both.folder / "new.db", both.desk.pack, "health", both.desk.clock) as desk:
        desk.name_people(**sample.people)
        if history:
            import_sample_history(desk, sample)
        opened = open_year(desk, year)
        opened.enter(
            {key: one.reading.text for key, one in seen.items()},
            sources={key: one.source for key, one in seen.items()},
        )
        for finding in opened.report.unexplained:
            opened.explain(finding, "已与原始台账逐项核对，数据无误")
        finalise(opened)
        path = export(opened, both.unit_key, both.folder / "new").path
    clock = both.office.clock
    both.office.clock = lambda: clock() + timedelta(days=400 * (year - YEAR))
    (taken,) = receive(both.office, Batch([path]))
    assert taken.refusal is None
    return taken.packages[0].package


def test_a_year_of_which_a_package_has_nothing_does_not_hinder_acceptance(both, sample):
    both.type_paper()
    both.send(accept)
    package = from_a_new_file(both, sample, YEAR + 1, history=True)
    unit_year = ledger_of(both.office, YEAR + 1).unit_year("health")
    beside = compare_with_held(both.office, unit_year, package)
    assert {year for _, year in beside.left_out} == {YEAR}
    fact = history_fact(both.office, unit_year, package)
    assert (fact.state, fact.status, fact.code) == ("ok", "left_out", "TB-RECEIVE-025")
    assert fact.details == {"years": [YEAR]}
    assert f"没有带 {YEAR} 年的数" in fact.sentence
    assert "往年数" not in " ".join(obstacles(both.office, unit_year))
    # What the office holds stays, and counts.
    assert beside.held.vintages == compare_with_held(both.office, unit_year, package).held.vintages
    # It is not accepted unseen.
    (row,) = [one for one in board_of(both.office, YEAR + 1).rows if one.unit == "health"]
    assert "history" not in row.bad
    left = {one.unit: one.reasons for one in without_doubt(both.office, YEAR + 1).others}
    assert any("没有带" in reason for reason in left["health"])


def test_the_warning_that_a_base_year_left_out_silences_is_told(both, sample):
    rate = "pregnancy-anaemia-rate"
    held = [PastValue(2020, SeriesKey(rate), Decimal("9"), "统计年鉴")]
    both.office.store.import_past(held, reason="", actor="陈静", now=both.office.clock())
    withdraw(open_year(both.desk, YEAR), "换了电脑")
    package = from_a_new_file(both, sample, YEAR, history=False)
    unit_year = ledger_of(both.office, YEAR).unit_year("health")
    back = look_back(both.office, unit_year, package)
    assert (back.fact.state, back.fact.status) == ("ok", "left_out")
    (judged,) = [one for one in back.judged if one.held.target.indicator == rate]
    assert judged.stated_warning is None
    assert judged.held_warning is not None
    assert judged.sentence.endswith("按已验收往年数 背离目标")
