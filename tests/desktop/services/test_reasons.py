"""A change after 定稿 carries the reason for which the year was opened again, in the log rows themselves."""

import sqlite3

import pytest

from db.errors import DiskFull
from desktop.services.unit.evidence import attach, attachments, detach
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.year import open_year
from forms.figures.breakdown import SeriesKey
from forms.filing.state import Step, YearState

BIRTHS = SeriesKey("live-births")
WHY = "更正产妇系统管理人数"


def rows_after(year, length):
    return [row for row in year.desk.store.log_entries() if row.seq > length]


def test_before_the_first_freezing_no_reason_is_needed(desk):
    year = open_year(desk, 2025)
    year.enter({BIRTHS: "2036"})
    assert {row.reason for row in desk.store.log_entries() if row.subject.startswith("cell:")} == {""}


def test_every_kind_of_change_after_a_withdrawal_says_why(final, tmp_path, sample):
    withdraw(final, WHY)
    length = final.desk.store.log_position().entries
    final.enter({BIRTHS: "2037"})
    final.annotate(BIRTHS, note="按户籍地")
    final.undo()
    final.redo()
    final.enter({BIRTHS: sample.figures[BIRTHS]})
    final.explain(final.report.findings[0], "经与台账核对无误")
    proof = tmp_path / "台账.txt"
    proof.write_bytes(b"x")
    attach(final, BIRTHS, proof)
    detach(final, attachments(final)[0])
    rows = rows_after(final, length)
    assert {row.kind for row in rows} >= {"entry", "undo", "redo", "explain", "attach", "detach", "state"}
    assert [row for row in rows if WHY not in row.reason] == []
    assert next(change for change in final.cell_log(BIRTHS) if change.seq > length).reason == WHY
    finalise(final)
    assert final.desk.store.log_entries()[-1].reason == WHY
    assert final.desk.store.verify_log().ok


def test_the_reason_of_a_return_stands_until_the_next_freezing(final, reopen, sample):
    final.step(Step.EXPORT)
    final.step(Step.RETURN, "第 3 行与妇幼年报不一致")
    final.enter({BIRTHS: "2037"})
    final.desk.close()
    with reopen() as again:
        year = open_year(again, 2025)
        year.enter({BIRTHS: sample.figures[BIRTHS]})
        assert year.cell_log(BIRTHS)[-1].reason == "第 3 行与妇幼年报不一致"
        finalise(year)
        withdraw(year, "另一个原因")
        year.enter({BIRTHS: "2038"})
        assert year.cell_log(BIRTHS)[-1].reason == "另一个原因"


def test_a_cell_that_could_not_be_stored_leaves_figures_findings_and_state_as_they_were(filled, sample):
    driver = filled.desk.store._session.driver
    before = (filled.report, filled.reading(BIRTHS), filled.state)
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages}")
    failed = 0
    for _ in range(200):
        try:
            filled.enter({BIRTHS: "1"})
            filled.enter({BIRTHS: sample.figures[BIRTHS]})
        except DiskFull:
            failed += 1
            break
    assert failed
    driver.execute("PRAGMA max_page_count = 100000")
    if filled.reading(BIRTHS).text == "1":
        filled.enter({BIRTHS: sample.figures[BIRTHS]})
    assert (filled.report.findings, filled.reading(BIRTHS), filled.state) == (before[0].findings, *before[1:])


def test_figures_and_the_state_that_follows_from_them_are_one_transaction(filled, monkeypatch):
    monkeypatch.setattr(filled._store, "set_state", _fail)
    with pytest.raises(sqlite3.OperationalError):
        filled.enter({BIRTHS: "1"})
    monkeypatch.undo()
    assert filled.reading(BIRTHS).text != "1"
    again = open_year(filled.desk, 2025)
    assert again.reading(BIRTHS).text != "1"
    assert again.state is YearState.READY
    assert filled.enter({BIRTHS: filled.reading(BIRTHS).text}).report.is_clear


def _fail(*_, **__):
    raise sqlite3.OperationalError("power is out")
