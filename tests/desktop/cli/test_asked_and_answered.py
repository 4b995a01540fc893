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


def lines_of(store):
    return [line.strip() for line in run("exchange", "--store", store, "--year", YEAR).splitlines()]


def document_of(store):
    told = run("exchange", "--store", store, "--year", YEAR, "--json")
    return (
        told["state"] if told["accepted"] is None else (told["state"], told["accepted"]["revision"]),
        [(one["kind"], one["n"], one["applied"]) for one in told["letters"]],
        told["questions"],
    )


def test_an_acceptance_while_the_year_is_open_is_said(ends, tmp_path):
    """The recall was lost: the year stays open here, and what is frozen next waits for a reopening."""
    office, store, (births, _) = ends
    out = ("-o", tmp_path / "发出", "--json")
    run("question", "add", *of(office, "health"), "--cell", births, "--text", "请核对")
    returned = run("return", *of(office, "health"), *out)
    run("open", returned["letter"], "--store", store)
    assert not [line for line in lines_of(store) if "已验收" in line]
    recalled = run("return", "--recall", *of(office, "health"), *out)
    run("decide", *of(office, "health"), "--fact", "paper", "--as", "不要求", "--reason", "已看过原件")
    accepted = run("accept", *of(office, "health"), *out)
    run("open", accepted["letter"], "--store", store)
    told = "已验收第 1 版；要报新的一版，须等统计局重开"
    lines = lines_of(store)
    assert lines[:2] == ["2025 年度已退回，来件 2 份，提问 0 个", told]
    assert document_of(store) == (("returned", 1), [("return", 1, True), ("acceptance", 3, True)], [])
    refused = run("finalise", "--store", store, "--year", YEAR, "--json", expect=1)
    assert (refused["code"], told in refused["message"]) == ("E-OPEN-022", True)
    late = run("open", recalled["letter"], "--store", store)
    assert "撤回" in late
    assert "晚到，只留存备查，没有改变什么" in late
    assert lines_of(store)[:2] == ["2025 年度已退回，来件 3 份，提问 0 个", told]
    assert any("第 2 号（留存）" in line for line in lines_of(store))
    reopened = run("reopen", *of(office, "health"), "--reason", "补报", *out)
    run("open", reopened["letter"], "--store", store)
    assert not [line for line in lines_of(store) if "已验收" in line]
    assert document_of(store)[0] == "returned"
    assert run("finalise", "--store", store, "--year", YEAR, "--json")["revision"] == 2


def test_the_revision_that_was_accepted_is_a_field_of_its_own(ends, tmp_path):
    office, store, _ = ends
    run("decide", *of(office, "health"), "--fact", "paper", "--as", "不要求", "--reason", "已看过原件")
    accepted = run("accept", *of(office, "health"), "-o", tmp_path / "发出", "--json")
    assert document_of(store)[0] == "exported"
    run("open", accepted["letter"], "--store", store)
    assert document_of(store)[0] == ("accepted", 1)


def test_a_slip_that_was_recalled_stands_with_its_recall_and_asks_nothing(ends, tmp_path):
    office, store, (births, _) = ends
    out = ("-o", tmp_path / "发出", "--json")
    run("question", "add", *of(office, "health"), "--cell", births, "--text", "请核对")
    returned = run("return", *of(office, "health"), *out)
    run("open", returned["letter"], "--store", store)
    asked = next(line for line in lines_of(store) if "请核对" in line)
    assert asked.startswith("q-2025-health-1")
    recalled = run("return", "--recall", *of(office, "health"), *out)
    assert run("open", recalled["letter"], "--store", store, "--json")["state"] == "delivered"
    lines = lines_of(store)
    assert lines[0] == "2025 年度已送达，来件 2 份，提问 0 个"
    assert [line.split("  ")[1] for line in lines[1:]] == ["退回单第 1 号", "撤回退回单第 2 号"]
    assert not [line for line in lines if "请核对" in line]
    assert document_of(store) == ("delivered", [("return", 1, True), ("recall", 2, True)], [])
    refused = run(
        "answer", "--store", store, "--question", "q-2025-health-1", "--text", "已核对过", "--json", expect=1
    )
    assert refused["code"] == "E-OPEN-020"


def test_a_question_that_was_cancelled_is_never_sent(ends, tmp_path):
    office, store, (births, abortions) = ends
    add = ("question", "add", *of(office, "health"))
    cancelled = run(*add, "--cell", births, "--text", "不问了", "--json")["question"]
    kept = run(*add, "--cell", abortions, "--text", "请核对", "--json")["question"]
    run("question", "withdraw", *of(office, "health"), "--question", cancelled, "--reason", "问错了")
    sent = run("return", *of(office, "health"), "-o", tmp_path / "发出", "--json")
    run("open", sent["letter"], "--store", store)
    assert not [line for line in lines_of(store) if "不问了" in line]
    _, _, questions = document_of(store)
    assert [one["id"] for one in questions] == [kept]
