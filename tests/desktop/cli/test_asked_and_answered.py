"""A question about two cells, from the office to the unit and back, by commands alone."""

import pytest

from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.both import ABORTIONS, BIRTHS, YEAR
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures of an office and a unit
    PASSPHRASE,
    both,
    clock,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)

PAIR, RULE = "两数之间请核对", "请核对各分项"


@pytest.fixture
def ends(both, monkeypatch):  # noqa: F811
    """Paths of the office's and the unit's file, closed, and the addresses of two cells."""
    monkeypatch.setenv("TIANBAO_PASSPHRASE", PASSPHRASE)
    cells = both.cell(BIRTHS), both.cell(ABORTIONS)
    both.desk.close()
    both.office.close()
    return both.office.path, both.desk.path, cells


def test_a_pair_is_asked_about_and_answered(ends, tmp_path):
    office, store, cells = ends
    asked = run(
        "question", "add", *of(office, "health"), "--cells", *cells, "--text", "两数之间请核对", "--json"
    )["question"]
    sent = run("return", *of(office, "health"), "-o", tmp_path / "发出", "--json")
    opened = run("open", sent["letter"], "--store", store, "--json")
    assert opened["state"] == "returned"
    (question,) = run("exchange", "--store", store, "--year", YEAR, "--json")["questions"]
    assert (question["id"], question["cell"], question["other_cell"]) == (asked, *cells)
    short = run("answer", "--store", store, "--question", asked, "--text", "对", "--json", expect=1)
    assert short["code"].startswith("E-")
    unknown = run("answer", "--store", store, "--question", "q-9", "--text", "已核对过", "--json", expect=1)
    assert unknown["code"] == "E-OPEN-020"
    answered = run("answer", "--store", store, "--question", asked, "--text", "两数口径不同", "--json")
    assert answered["question"]["answer"] == "两数口径不同"
    assert run("finalise", "--store", store, "--year", YEAR, "--json")["revision"] == 2
    key = store.parents[1] / "unit.p12"
    made = run("export", "--store", store, "--year", YEAR, "--key", key, "-o", tmp_path / "报送", "--json")
    run("receive", made["path"], "--office", office, "--json")
    listed = run("question", "list", *of(office, "health"), "--json")
    assert listed["state"] == "answered"
    (found,) = listed["questions"]
    assert (found["id"], found["cell"], found["other_cell"]) == (asked, *cells)
    assert found["answer"]["text"] == "两数口径不同"
    again = run("open", sent["letter"], "--store", store, "--json", expect=1)
    assert again["code"] == "E-OPEN-017"


def test_the_exchange_names_in_words_what_is_asked_and_until_when(ends, tmp_path):
    office, store, cells = ends
    add = ("question", "add", *of(office, "health"))
    run(*add, "--cells", *cells, "--text", PAIR, "--deadline", "2026-12-05")
    run(*add, "--finding", "TB-SUM-001", "--text", RULE)
    run(*add, "--attachment", "--text", "请附台账", "--deadline", "2026-12-08")
    sent = run("return", *of(office, "health"), "-o", tmp_path / "发出", "--json")
    run("open", sent["letter"], "--store", store)
    told = run("exchange", "--store", store, "--year", YEAR)
    pair, rule, files = (next(o for o in told.splitlines() if text in o) for text in (PAIR, RULE, "请附台账"))
    for cell, name in zip(cells, ("活产数", "人工流产"), strict=True):
        assert cell in pair
        assert name in pair
    assert "数未改，回复限 2026-12-05" in pair
    assert "审核：合计不等于分项之和" in rule
    assert "回复限" not in rule
    assert "数未改" not in rule
    assert "附件" in files
    assert "回复限 2026-12-08" in files
    run("set", "--store", store, "--year", YEAR, cells[1], "592")
    told = run("exchange", "--store", store, "--year", YEAR)
    assert "数已改" in next(line for line in told.splitlines() if PAIR in line)
    document = run("exchange", "--store", store, "--year", YEAR, "--json")
    assert [(one["other_old"], one["other_new"]) for one in document["questions"]] == [
        ("590", "592"), ("", ""), ("", ""),
    ]  # fmt: skip
