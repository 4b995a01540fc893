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
