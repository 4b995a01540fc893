"""The board: every unit in one state, what keeps it from acceptance, and nothing of elsewhere among it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from db.office.records import DecisionKind, PastValue
from desktop.documents.history.table import read_history_table
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.desk import open_office_desk
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.overview.board import board_of
from tests.desktop.services.office.intake.conftest import NOW, registered
from tests.meta.checkout import ROOT


def row(desk, year, unit):
    return next(one for one in board_of(desk, year).rows if one.unit == unit)


def of_fault(expected, fault):
    one = next(one for one in expected["years"] if one["fault"] == fault)
    return one["unit"], one["year"]


def test_every_expected_unit_is_in_one_state_and_another_place_stands_apart(taken, expected):
    for year in expected["reported_years"]:
        board = board_of(taken, year)
        assert sum(board.counts.values()) == len(board.expected)
        wanted = [one["state"] for one in expected["years"] if one["year"] == year]
        for state in set(wanted) - {"expected"}:
            assert board.counts[state] == wanted.count(state), (year, state)
    elsewhere = next(file for file in expected["files"] if file["fault"] == "elsewhere")["packages"][0]
    apart = [one for one in board_of(taken, elsewhere["year"]).rows if "/" in one.unit]
    assert [one.is_expected for one in apart] == [False]


def test_a_rewritten_past_stands_on_the_board_until_somebody_decides(taken, county, expected):
    table = read_history_table((county / "history.csv").read_bytes(), taken.plan)
    values = [PastValue(one.year, one.key, one.value, "统计年鉴") for one in table.figures]
    taken.store.import_past(values, reason="", actor="李娜", now=NOW)
    unit, year = of_fault(expected, "changed-past")
    assert "history" in row(taken, year, unit).bad
    cells = next(
        fact["details"]["cells"]
        for file in expected["files"]
        for package in file["packages"]
        for fact in package["facts"]
        if fact["fact"] == "history" and fact["state"] == "bad"
    )
    for cell in cells:
        subject = f"{cell['item']}/{cell['breakdown']}/{cell['year']}"
        asked = {"unit": unit, "year": year, "fact": "history", "subject": subject}
        decide(taken, Question(**asked, answer="correction", reason="单位来函更正"))
    assert "history" not in row(taken, year, unit).bad


def test_what_came_after_acceptance_is_seen_on_the_board(taken, county, expected):
    file = next(one for one in expected["files"] if one["when"] == "accepted")
    package = file["packages"][0]
    unit, year = package["unit"], package["year"]
    current = ledger_of(taken, year).unit_year(unit).current
    taken.store.decide(DecisionKind.ACCEPT, unit, year, content=current.content, actor="李娜", now=NOW)
    assert (row(taken, year, unit).waiting, row(taken, year, unit).step) == (0, "")
    receive(taken, Batch([county / file["path"]]))
    after = row(taken, year, unit)
    assert (after.state.value, after.waiting) == ("accepted", 1)
    assert "重开" in after.step


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent otherwise there")
def test_who_stops_receiving_is_told_how_to_go_on(county, expected, tmp_path):
    path = tmp_path / "统计局.db"
    registered(county, expected, path).close()
    command = [sys.executable, "-m", "desktop", "receive", "--office", path, county / "packages"]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        # Not opened as the program does: where the command starts slowly, this would hold the file.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as looking:
            if looking.execute("SELECT count(*) FROM received_package").fetchone()[0] > 3:
                break
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    out, error = run.communicate(timeout=120)
    assert (run.returncode, "Traceback" in error, "E-DB" in error) == (1, False, False), error
    assert "已停止" in out
    with open_office_desk(path, "", lambda: NOW) as desk:
        assert desk.store.verify_log().ok
