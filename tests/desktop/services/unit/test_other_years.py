"""One year never breaks another: whatever stands in the draft of one, every door of the other works."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest

from desktop.services.packages.verification import Premises, verify_package
from desktop.services.unit.desk import open_desk
from desktop.services.unit.exchange import entry_workbook, read_workbook, take_over
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.history import history_table, import_history, read_history
from desktop.services.unit.printing import official_pdf, official_workbook
from desktop.services.unit.sample import explanation_for
from desktop.services.unit.year import open_year
from forms.errors import StateError
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState
from forms.findings import slip, target

OBESITY = SeriesKey("women-obesity-rate")
BIRTHS = SeriesKey("live-births")
EXTREMES = ("152", "-15.2", "1000000000000", "0", "100.01", "0.00000001")


@pytest.fixture
def with_draft(filled, desk):
    """The sample year, and a draft of the year before with a decimal point lost."""
    open_year(desk, 2024).enter({OBESITY: "152", BIRTHS: "3.5"})
    return desk


def named(year):
    return [f for f in year.report.findings if f.code == "TB-YEAR-004"]


def test_an_impossible_figure_in_the_draft_before_is_named_and_not_used(with_draft):
    year = open_year(with_draft, 2025)
    births, obesity = named(year)
    assert obesity.message == "“妇女肥胖率”2024 年是 152.00，最大只能是 100。本年的审核和判断没有采用"
    assert births.message.startswith("“活产数”2024 年是 3.5，以“人”计应是整数")
    assert year.layout.cell_by_address[obesity.cells[0]].key == OBESITY
    assert year.figures.value(OBESITY, 2024) is None
    assert year.state is YearState.READY, "the year does not wait for another"


@pytest.mark.parametrize("text", EXTREMES)
def test_a_figure_is_stored_whatever_stands_in_the_year_before(filled, desk, reopen, text):
    before = open_year(desk, 2024)
    before.enter(dict.fromkeys((c.key for c in before.layout.entry_cells), text))
    open_year(desk, 2025).enter({OBESITY: "15.3"})
    desk.close()
    with reopen() as again:
        year = open_year(again, 2025)
        assert year.reading(OBESITY).value == Decimal("15.3")
        assert year.report.unmade == ()


@pytest.mark.parametrize("text", EXTREMES)
def test_a_figure_is_stored_with_the_year_after_open(filled, desk, text):
    after, before = open_year(desk, 2025), open_year(desk, 2024)
    before.enter({OBESITY: text})
    after.enter({OBESITY: "15.3"})
    before.enter({OBESITY: "15.2"})
    assert [open_year(desk, y).reading(OBESITY).value for y in (2024, 2025)] == [
        Decimal("15.2"),
        Decimal("15.3"),
    ]


def test_every_door_of_the_year_works_beside_such_a_draft(with_draft, sample, identity, tmp_path, clock):
    year = open_year(with_draft, 2025)
    form = entry_workbook(year)
    take_over(year, read_workbook(year, form))
    assert official_pdf(year)[:5] == b"%PDF-"
    assert official_workbook(year)[:2] == b"PK"
    assert year.warnings is not None
    assert import_history(with_draft, read_history(with_draft, history_table(with_draft)), "往年") >= 0
    year = open_year(with_draft, 2025)
    for finding in year.report.unexplained:
        year.explain(finding, explanation_for(sample, finding) or "已对照台账核对")
    finalise(year)
    made = export(year, identity, tmp_path)
    found = verify_package(
        made.path.read_bytes(), lambda *_: with_draft.pack,
        Premises(now=clock(), allow_unregistered=True),
    )  # fmt: skip
    assert found.verification.fact("recheck").state == "ok", "the office leaves out the same figures"
    rows = [r for r in found.tables["observations"] if r["year"] == "2024" and r["item"] == OBESITY.code]
    assert [r["value"] for r in rows] == ["152"], "what is on file is told as it is"


# --- one rule that fails -------------------------------------------------------------------------------


@pytest.fixture
def failing(monkeypatch):
    """From now on no verdict on the obesity rate can be worked out, as if the program were wrong there."""

    def fail(key, targets, figures):
        if key == OBESITY:
            raise ZeroDivisionError(figures.value(OBESITY))
        return judged(key, targets, figures)

    judged = target._judged
    monkeypatch.setattr(target, "_judged", fail)


def unmade(year):
    return [f for f in year.report.findings if f.code == "TB-CHECK-001"]


def test_the_figure_is_stored_and_the_log_says_where_without_any_figure(
    filled, failing, reopen, desk, caplog
):
    with caplog.at_level(logging.ERROR):
        change = filled.enter({OBESITY: "15.9"})
    assert [f.code for f in change.report.findings if f.code == "TB-CHECK-001"] == ["TB-CHECK-001"]
    (record,) = [r for r in caplog.records if r.name == "desktop.services.fault_log"]
    text = record.getMessage()
    assert text.startswith("TB-CHECK-001: TB-TARGET-001, ")
    assert "ZeroDivisionError at tests.desktop.services.unit.test_other_years:" in text
    assert "15.9" not in caplog.text
    desk.close()
    with reopen() as again:
        assert open_year(again, 2025).reading(OBESITY).text == "15.9"


def test_the_same_fault_is_logged_once(filled, failing, caplog):
    filled.enter({OBESITY: "15.9"})
    caplog.clear()
    filled.enter({BIRTHS: "2037"})
    filled.enter({OBESITY: "15.8"})
    assert caplog.records == []


def test_a_check_that_could_not_be_made_holds_up_finalising_until_somebody_has_looked(filled, failing, desk):
    year = open_year(desk, 2025)
    (line,) = unmade(year)
    with pytest.raises(StateError) as refused:
        finalise(year)
    assert "还有 1 个核实性问题没有说明原因" in refused.value.message
    year.explain(line, "已对照台账和上年核对，数据无误")
    finalise(year)
    assert year.state is YearState.FINAL


def test_the_office_reads_that_a_check_was_not_made_and_what_was_found(
    filled, failing, desk, identity, tmp_path, clock
):
    year = open_year(desk, 2025)
    year.explain(unmade(year)[0], "已对照台账和上年核对，数据无误")
    finalise(year)
    data = export(year, identity, tmp_path).path.read_bytes()
    found = verify_package(data, lambda *_: desk.pack, Premises(now=clock(), allow_unregistered=True))
    (row,) = [r for r in found.tables["findings"] if r["code"] == "TB-CHECK-001"]
    assert row["explanation"] == "已对照台账和上年核对，数据无误"
    assert found.verification.fact("recheck").state == "ok", "the same engine fails in the same place"


def test_of_two_lines_at_a_cell_the_one_still_open_is_explained(filled, failing, monkeypatch, desk):
    def fail(self, figures, key):
        if key == OBESITY:
            raise RecursionError
        return diagnose(self, figures, key)

    diagnose = slip.Detective._diagnose
    monkeypatch.setattr(slip.Detective, "_diagnose", fail)
    year = open_year(desk, 2025)
    assert len(unmade(year)) == 2
    for _ in unmade(year):
        year.explain(year.find("TB-CHECK-001", unmade(year)[0].cells[0]), "已对照台账和上年核对")
    assert year.report.is_clear


def test_opening_reads_a_store_in_which_such_a_draft_was_left(with_draft, store_path, clock):
    with_draft.close()
    with open_desk(store_path, clock) as desk:
        assert len(named(open_year(desk, 2025))) == 2
