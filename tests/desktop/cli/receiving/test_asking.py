"""``question`` and ``return``: what is asked goes out as a signed letter, and holds acceptance back."""

import contextlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.services.letters.reading import read_letter
from desktop.services.office.desk import open_office_desk
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.key_file import to_pkcs12
from desktop.submission.keys.self_signed import UnitSubject
from forms.filing.receipt_time import BEIJING
from forms.letters.kind import OfficeLetter
from tests.desktop.cli.receiving.commands import of, run

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def asked(looked_at):
    """A unit under review, and two cells of its year."""
    board = run("board", "--office", looked_at, "--year", "2025", "--json")
    unit = next(row["unit"] for row in board["rows"] if row["state"] == "received")
    shown = run("show", *of(looked_at, unit), "--json")
    cells = [value["cell"] for value in shown["values"] if value["year"] == 2025]
    return unit, cells


def question(office, unit, *words, expect=0):
    return run("question", words[0], *of(office, unit), *words[1:], "--json", expect=expect)


def states(office, unit):
    found = question(office, unit, "list")
    return found["state"], [one["state"] for one in found["questions"]]


def send(office, unit, signing, folder, *more, expect=0):
    return run("return", *of(office, unit), *signing, "-o", folder, *more, "--json", expect=expect)


def test_a_question_is_noted_sent_asked_again_recalled_and_closed(office, asked, signing, tmp_path):
    unit, cells = asked
    out = tmp_path / "发出"
    assert send(office, unit, signing, out, expect=1)["code"] == "E-DECIDE-024"
    words = ("add", "--cell", cells[0], "--text", "请核对", "--deadline")
    assert question(office, unit, *words, "2026-05-20", expect=1)["code"] == "E-DECIDE-027"
    first = question(office, unit, *words, str(datetime.now(BEIJING).date()))
    assert states(office, unit) == ("received", ["draft"])
    sent = send(office, unit, signing, out)
    assert sent["state"] == "questioned"
    read = read_letter(Path(sent["letter"]).read_bytes(), NOW)
    assert (read.letter.kind, read.letter.number) == (OfficeLetter.RETURN, 1)
    assert [one.id for one in read.questions] == [first["question"]]
    assert (read.questions[0].cell, read.questions[0].text) == (cells[0], "请核对")
    accept = run("accept", *of(office, unit), *signing, "-o", out, "--json", expect=1)
    assert accept["code"] == "E-DECIDE-003"
    second = question(office, unit, "add", "--cells", cells[0], cells[1], "--text", "哪个对")["question"]
    send(office, unit, signing, out)
    assert states(office, unit) == ("questioned", ["sent", "sent"])
    taken = send(office, unit, signing, out, "--recall")
    recall = read_letter(Path(taken["letter"]).read_bytes(), NOW)
    assert (recall.letter.kind, recall.letter.recalls) == (OfficeLetter.RECALL, 2)
    assert recall.letter.questions == (first["question"],)
    assert states(office, unit) == ("questioned", ["sent", "recalled"])
    assert question(office, unit, "close", "--question", second, "--reason", "x" * 5, expect=1)["code"] == (
        "E-DECIDE-003"
    )
    question(office, unit, "close", "--question", first["question"], "--reason", "电话里已说清")
    assert states(office, unit) == ("received", ["closed", "recalled"])
    with open_office_desk(office) as desk:
        kinds = [one.kind for one in desk.store.letters(unit, 2025)]
        previous = [one.digest for one in desk.store.letters(unit, 2025)]
    assert kinds == [OfficeLetter.RETURN, OfficeLetter.RETURN, OfficeLetter.RECALL]
    assert recall.letter.previous == previous[1]


def step_of_answers(office, unit):
    """What ``show`` says about the answers, in words and in JSON; the same in both."""
    shown = run("show", *of(office, unit), "--json")
    current = next(one for one in shown["packages"] if one["content_digest"] == shown["current"])
    fact = next(one for one in current["facts"] if one["fact"] == "answers")
    told = next((line for line in run("show", *of(office, unit)).splitlines() if fact["code"] in line), "")
    assert fact["step"] in told or fact["status"] == ""
    return fact["code"], fact["step"]


def test_what_is_to_be_done_about_a_question_follows_from_where_it_stands(office, asked, signing, tmp_path):
    unit, cells = asked
    assert step_of_answers(office, unit)[0] == "TB-RECEIVE-060"
    first = question(office, unit, "add", "--cell", cells[0], "--text", "请核对")["question"]
    code, step = step_of_answers(office, unit)
    assert code == "TB-RECEIVE-062"
    assert "return" in step
    assert "question withdraw" in step
    assert "等单位" not in step
    send(office, unit, signing, tmp_path)
    code, step = step_of_answers(office, unit)
    assert code == "TB-RECEIVE-062"
    assert step.startswith("等单位的答复")
    assert "question close" in step
    assert "return --recall" in step
    second = question(office, unit, "add", "--cell", cells[1], "--text", "请核对")["question"]
    assert step_of_answers(office, unit)[1].startswith("发出（return）")
    question(office, unit, "withdraw", "--question", second, "--reason", "写错了")
    question(office, unit, "close", "--question", first, "--reason", "电话里已说清")
    assert step_of_answers(office, unit) == ("TB-RECEIVE-063", "看答复：了结，或再问")


def test_an_open_note_holds_acceptance_back(office, asked, signing, tmp_path):
    unit, _ = asked
    noted = question(office, unit, "add", "--filing", "--text", "为什么迟报")["question"]
    told = run("accept", *of(office, unit), *signing, "-o", tmp_path, "--json", expect=1)
    assert noted in told["message"]
    question(office, unit, "withdraw", "--question", noted, "--reason", "写错了")
    told = run("accept", *of(office, unit), *signing, "-o", tmp_path, "--json", expect=1)
    assert noted not in told["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--cell", "nowhere/1/_T", "--text", "问"), "E-DECIDE-020"),
        (("--finding", "bad", "--text", "问"), "E-DECIDE-020"),
        (("--filing", "--text", " "), "E-DECIDE-021"),
        (("--filing", "--text", "问" * 2001), "E-TEXT-002"),
    ],
)
def test_what_cannot_be_asked_is_refused(office, asked, words, code):
    unit, _ = asked
    assert question(office, unit, "add", *words, expect=1)["code"] == code
    assert states(office, unit)[1] == []


def test_a_sensitive_figure_is_refused_in_a_question(office, looked_at):
    with open_office_desk(looked_at) as desk:
        items = {code for code, item in desk.plan.item_by_code.items() if item.sensitive}
    board = run("board", "--office", looked_at, "--year", "2025", "--json")
    tried = 0
    for row in board["rows"]:
        if row["state"] != "received":
            continue
        for value in run("show", *of(looked_at, row["unit"]), "--json")["values"]:
            if value["item"] in items and value["year"] == 2025 and value["text"].isdigit():
                words = ("add", "--filing", "--text", f"是{value['text']}吗")
                told = question(office, row["unit"], *words, expect=1)
                assert told["code"] == "E-DECIDE-022"
                assert value["text"] not in told["message"]
                tried += 1
    assert tried


def test_what_paper_cannot_show_of_a_question_is_said_when_it_is_noted(office, asked):
    unit, cells = asked
    told = io.StringIO()
    words = ("question", "add", *of(office, unit), "--cell", cells[2], "--text", "请\ue854核对")
    with contextlib.redirect_stderr(told):
        assert main([str(word) for word in words]) == 0
    assert "U+9FBA" in told.getvalue()


def office_region(office):
    with open_office_desk(office, "", lambda: NOW) as desk:
        return desk.region


def test_a_signing_key_that_ends_soon_is_said_to_when_it_signs(office, asked, tmp_path):
    unit, cells = asked
    begun = NOW - timedelta(days=10 * 365.25 - 18)
    region = office_region(office)
    identity = create_identity(UnitSubject("统计局", "office", region), begun)
    (tmp_path / "旧.p12").write_bytes(to_pkcs12(identity, "correct horse"))
    (tmp_path / "口令").write_text("correct horse", encoding="utf-8")
    question(office, unit, "add", "--cell", cells[3], "--text", "请核对")
    told, said = io.StringIO(), io.StringIO()
    key = ("--key", tmp_path / "旧.p12", "--passphrase-file", tmp_path / "口令")
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(said):
        code = main([str(word) for word in ("return", *of(office, unit), *key, "-o", tmp_path)])
    assert code == 0, told.getvalue()
    assert "到期" in told.getvalue()
    assert "登记表" not in told.getvalue()
    assert all(word in said.getvalue() for word in ("共 1 个问题", ".pdf", ".eml"))
