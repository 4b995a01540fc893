"""The chain of the specification by commands alone: from the invented county to an accepted year.

As in section 20 of the receiving desk's specification; what each command may do beside, other tests say.
"""

import csv
import random
import shutil
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.plans.packs import BUNDLED, read_pack
from forms.codes.decide import DecideCode
from forms.codes.letter import OpenCode
from forms.figures.quantity import canonical_decimal
from forms.reporting.layout import lay_out
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.county import PLAN, expected_of, shared_county
from tests.examples import is_long

YEAR = 2025
FURTHER = [one for one in BUNDLED if one != PLAN] if is_long() else ["dalian"]
FEW = 8
"""Units of each further county: so many as have a place for the faults that the chain is about."""
ANSWER = "与调查结果一致，没有错"


@pytest.fixture(scope="module", params=[PLAN, *FURTHER])
def county(request, tmp_path_factory):
    """The county of two plans, in a long run of all."""
    if request.param == PLAN:
        return shared_county(tmp_path_factory)
    return shared_county(tmp_path_factory, request.param, FEW)


@pytest.fixture(scope="module")
def planted(county):
    return county / "packages/planted"


def place_of(county, fault):
    """The unit in whose year something was planted."""
    return next(one["unit"] for one in expected_of(county)["years"] if one["fault"] == fault)


@pytest.fixture(autouse=True)
def words(county, monkeypatch):
    """The passphrase of all keys, as a person types it."""
    monkeypatch.setenv("TIANBAO_PASSPHRASE", (county / "passphrase.txt").read_text("utf-8").strip())


@pytest.fixture
def o(county, tmp_path, words):
    """An office's file made by commands: its keys, and every certificate of the stamped sheets."""
    path = tmp_path / "o.db"
    run("office", "init", "--office", path, "--plan", county / "plan.json")
    run("office", "key", "import", county / "keys/office.p12", "--office", path)
    run("office", "key", "import", county / "keys/office-receiving.p12", "--office", path)
    sheets = ("--fingerprints", county / "fingerprints.txt")
    certificates = sorted((county / "certificates").glob("*.cer.pem"))
    run("office", "register", "--office", path, *certificates, *sheets, expect=1)
    for one in expected_of(county)["premises"]["revocations"]:
        since = ("--fingerprint", one["fingerprint"], "--since", one["since"], "--reason", "密钥文件丢失")
        run("office", "revoke", "--office", path, *since)
    return path


@pytest.fixture
def u(county, tmp_path):
    """The file of the unit that filed twice and rewrote its past."""
    unit = place_of(county, "silenced-warning")
    return Path(shutil.copy(county / f"stores/{unit}.db", tmp_path / "u.db"))


def files_of(county):
    """Everything that is handed over, but for what is of next year until the clock says otherwise."""
    return [
        file
        for file in expected_of(county)["files"]
        if file["when"] == "taken_in" and "/next-year/" not in file["path"]
    ]


def require_expected(county, answer):
    """What was answered is what the lists say that was planted."""
    said = {file["path"]: file for file in answer["files"]}
    assert len(said) == len(files_of(county))
    for file in files_of(county):
        found = said[str(county / file["path"])]
        assert [found[name] for name in ("outcome", "kind", "refusal")] == [
            file[name] for name in ("outcome", "kind", "refusal")
        ], file["path"]
        by_content = {one["content_digest"]: one for one in found["packages"]}
        for package in file["packages"]:
            facts = {fact["fact"]: fact for fact in by_content[package["content_digest"]]["facts"]}
            for wanted in (one for one in package["facts"] if one["when"] == "taken_in"):
                same = {name for name in ("state", "status") if name in wanted}
                assert {name: facts[wanted["fact"]][name] for name in same} == {
                    name: wanted[name] for name in same
                }, (file["path"], wanted["fact"])


def require_years(county, office):
    """Every unit's year stands where the lists say, and the board adds up."""
    for year in expected_of(county)["reported_years"]:
        board = run("board", "--office", office, "--year", year, "--json")
        rows = {row["unit"]: row for row in board["rows"]}
        for one in expected_of(county)["years"]:
            if one["year"] == year:
                found = (rows[one["unit"]]["state"], rows[one["unit"]]["revision"])
                assert found == (one["state"], one["revision"]), one
        units = [row["unit"] for row in board["rows"] if row["expected"]]
        assert sum(board["counts"].values()) == board["expected"] == len(set(units)) == len(units)


@pytest.mark.parametrize(("seed", "more_runs"), [(1, 2), (2, 0)])
def test_the_county_is_taken_in_in_any_order_and_three_runs_are_one(county, o, seed, more_runs):
    files = [county / file["path"] for file in files_of(county)]
    random.Random(seed).shuffle(files)
    receive = ("receive", "--office", o, *files, "--json")
    answer = run(*receive, expect=1)
    require_expected(county, answer)
    require_years(county, o)
    first = [(file["path"], file["outcome"]) for file in answer["files"]]
    before = run("log", "--office", o, "--verify", "--json")
    for _ in range(more_runs):
        again = run(*receive, expect=1)
        assert [(file["path"], file["outcome"]) for file in again["files"]] == first
        assert all(file["known"] for file in again["files"] if file["kind"])
    assert run("log", "--office", o, "--verify", "--json") == before
    require_years(county, o)


def test_a_fork_waits_for_a_reason_and_nothing_of_it_is_collected(county, o, planted, tmp_path):
    forked = sorted(path for path in (planted / "fork").rglob("*-r2.asice"))
    answer = run("receive", "--office", o, planted / "fork", "--json", expect=1)
    assert {one["state"] for file in answer["files"] for one in file["packages"]} == {"conflict"}
    assert len(forked) == 2
    unit = place_of(county, "fork")
    (fork,) = (run("show", *of(o, unit), "--json")["fork"],)
    chosen = fork["candidates"][0]["content_digest"]
    choose = ("choose", *of(o, unit), "--chosen", chosen, "-o", tmp_path / "out")
    assert "E-USAGE-001" in run(*choose, expect=2)
    collect = ("collect", "--office", o, "--year", YEAR, "--provisional", "--json", "-o")
    assert run(*collect, tmp_path / "none", expect=1)["code"]
    run(*choose, "--reason", "与盖章纸质表一致")
    counted = {row["unit"]: row for row in run(*collect, tmp_path / "one")["units"]}
    assert counted[unit]["content"] == chosen


def trusting(o, u, folder):
    """Let a unit's file open the year's task, with the fingerprint from stamped paper; what it then shows."""
    made = run("office", "task", "--office", o, "--year", YEAR, "-o", folder / "t", "--json")
    before = u.read_bytes()
    assert run("open", "--store", u, made["path"], "--json", expect=1)["code"] == OpenCode.NOT_TRUSTED
    assert u.read_bytes() == before
    trusted = ("--office-fingerprint", made["signing"])
    assert run("open", "--store", u, made["path"], *trusted, "--json")["trusted"] == made["signing"]
    return run("exchange", "--store", u, "--year", YEAR, "--json")


def test_a_task_is_trusted_by_its_fingerprint_and_brings_what_is_given(county, o, tmp_path):
    fault = next(file for file in files_of(county) if file["fault"] == "given-figure")
    unit, u = fault["packages"][0]["unit"], tmp_path / "u.db"
    run("init", "--store", u, "--plan", county / "plan.json", "--unit", unit)
    base = ("office", "base", "--office", o, "--year", YEAR, county / "base.csv")
    run(*base, "-o", tmp_path / "base.asice")
    run("office", "deadline", "--office", o, "--year", YEAR, "2026-04-30")
    found = trusting(o, u, tmp_path)
    assert found["deadline"] == "2026-04-30"
    plan = read_pack((county / "plan.json").read_bytes()).plan
    addresses = {
        (cell.key.code, cell.key.breakdown): cell.address for cell in lay_out(plan, unit).entry_cells
    }
    with (county / "base.csv").open(encoding="utf-8", newline="") as table:
        issued = {(row["代码"], row["分组"]): row[str(YEAR)] for row in csv.DictReader(table)}
    given = {addresses[key]: text for key, text in issued.items() if key in addresses}
    assert given
    for cell, text in given.items():
        assert run("get", "--store", u, "--year", YEAR, cell, "--json")["text"] == text
        run("set", "--store", u, "--year", YEAR, cell, "1", expect=1)


def revision_status(package):
    return next(fact["status"] for fact in package["facts"] if fact["fact"] == "revision")


def edited(data):
    """The same bytes but for one in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


class Story:
    """One unit's year: what its file and the office's come to, command by command."""

    def __init__(self, county, o, u, folder):
        self.county, self.o, self.u, self.out = county, o, u, folder / "out"
        self.unit = place_of(county, "silenced-warning")
        self.here = of(o, self.unit)
        plan = read_pack((county / "plan.json").read_bytes()).plan
        shares = [
            cell.address
            for cell in lay_out(plan, self.unit).entry_cells
            if plan.item_by_code[cell.key.code].unit == "%"
        ]
        self.asked, self.unasked = shares[0], shares[1]

    def board(self):
        return run("board", "--office", self.o, "--year", YEAR, "--json")

    def show(self):
        return run("show", *self.here, "--json")

    def ask(self, text):
        """A question, and the letter in which it goes out."""
        run("question", "add", *self.here, "--cell", self.asked, "--text", text)
        return Path(run("return", *self.here, "-o", self.out, "--json")["letter"])

    def open(self, letter, store=None, expect=0):
        return run("open", "--store", store or self.u, letter, "--json", expect=expect)

    def receive_a_rewritten_past(self, r1, r2):
        """The fact names the figures, and the warning that the unit silenced stands."""
        run("office", "history", "--office", self.o, self.county / "history.csv")
        run("receive", "--office", self.o, r1)
        (file,) = run("receive", "--office", self.o, r2, "--json")["files"]
        history = next(one for one in file["packages"][0]["facts"] if one["fact"] == "history")
        (self.past,) = history["details"]["cells"]
        assert (history["state"], self.past["year"]) == ("bad", 2020)
        for figure in (self.past["accepted"], self.past["stated"], "2020"):
            assert figure in history["sentence"]
        judged = file["packages"][0]["judged_otherwise"]
        assert {(one["stated"]["warning"], one["accepted"]["warning"]) for one in judged} == {
            (None, "at_risk")
        }

    def receive_an_older_revision(self, r1, r2):
        """It changes nothing on the board, and its paper is not that of the second."""
        board = self.board()
        run("receive", "--office", self.o, r1)
        packages = {one["revision"]: one for one in self.show()["packages"]}
        assert {number: revision_status(one) for number, one in packages.items()} == {
            1: "older",
            2: "successor",
        }
        assert self.board() == board
        codes = {number: one["check_code"] for number, one in packages.items()}
        verify = ("verify", r2, "--plan", self.county / "plan.json", "--allow-unregistered", "--paper")
        told = run(*verify, codes[1], "--json", expect=1)
        assert told["facts"]["paper"]["code"] == "E-VERIFY-051"
        run(*verify, codes[2])

    def open_a_return(self, folder):
        """It is opened once; again, elsewhere and changed it does nothing."""
        letter = self.ask("为什么比上年低")
        assert letter.name.endswith("-return-1.asice")
        opened = self.open(letter)
        assert (opened["applied"], opened["questions"]) == (True, [f"q-2025-{self.unit}-1"])
        held = self.u.read_bytes()
        again = self.open(letter, expect=1)
        assert (again["code"], "已处理" in again["message"]) == (OpenCode.REPEATED, True)
        changed = folder / "changed.asice"
        changed.write_bytes(edited(letter.read_bytes()))
        assert self.open(changed, expect=1)["code"].startswith("E-")
        assert self.u.read_bytes() == held
        elsewhere = next(one for one in expected_of(self.county)["units"] if one != self.unit)
        other = Path(shutil.copy(self.county / f"stores/{elsewhere}.db", folder / "other.db"))
        before = other.read_bytes()
        assert self.open(letter, other, expect=1)["code"].startswith("E-OPEN")
        assert other.read_bytes() == before

    def open_another_and_miss_one(self):
        """The one after a lost letter is applied, and the number that is missing named."""
        self.ask("请附说明")
        opened = self.open(self.ask("以哪一份调查为准"))
        assert (opened["n"], opened["applied"], opened["skipped"]) == (3, True, [2])
        told = run("exchange", "--store", self.u, "--year", YEAR, "--json")
        assert len(told["questions"]) == 3

    def answer(self, folder):
        """In the next revision, in which a figure changes that nobody asked about."""
        for one in run("exchange", "--store", self.u, "--year", YEAR, "--json")["questions"]:
            run("answer", "--store", self.u, "--question", one["id"], "--text", ANSWER)
        was = run("get", "--store", self.u, "--year", YEAR, self.unasked, "--json")["text"]
        becomes = canonical_decimal(Decimal(was) - Decimal("0.1"))
        run("set", "--store", self.u, "--year", YEAR, self.unasked, becomes)
        assert run("finalise", "--store", self.u, "--year", YEAR, "--json")["revision"] == 3
        key = ("--key", self.county / f"keys/{self.unit}.p12")
        made = run("export", "--store", self.u, "--year", YEAR, *key, "-o", folder / "r", "--json")
        run("receive", "--office", self.o, made["path"])
        listed = run("question", "list", *self.here, "--json")
        assert listed["state"] == "answered"
        assert [one["answer"]["text"] for one in listed["questions"]] == [ANSWER] * 3
        told = run("show", *self.here)
        assert "未问而改 1 处" in told
        assert f"{was} → {becomes}" in told.partition("未问而改")[2].splitlines()[1]

    def accept(self):
        """Only when every question, every decision about the past and the paper are settled."""
        self.refuse("往年数", "问题", "纸质表")
        for one in run("question", "list", *self.here, "--json")["questions"]:
            run("question", "close", *self.here, "--question", one["id"], "--reason", "答复清楚")
        self.refuse("往年数", "纸质表")
        code = next(one["check_code"] for one in self.show()["packages"] if one["revision"] == 3)
        decide, why = ("decide", *self.here, "--fact"), ("--reason", "问过单位")
        run(*decide, "paper", "--as", code, *why)
        self.refuse("往年数")
        subject = f"{self.past['item']}/{self.past['breakdown']}/2020"
        run(*decide, "history", "--cell", subject, "--as", "correction", *why)
        run("accept", *self.here, "-o", self.out)
        assert {row["unit"]: row["state"] for row in self.board()["rows"]}[self.unit] == "accepted"

    def refuse(self, *still):
        """Accepting ends with 1 and names what stands in the way, and nothing else."""
        told = run("accept", *self.here, "-o", self.out, "--json", expect=1)
        assert told["code"] == DecideCode.NOT_ACCEPTABLE
        said = [word for word in ("往年数", "问题", "纸质表") if word in told["message"]]
        assert said == list(still)


def test_from_a_rewritten_past_to_an_accepted_year(county, o, u, planted, tmp_path):
    r1, r2 = sorted((planted / "silenced-warning").glob("*.asice"))
    story = Story(county, o, u, tmp_path)
    trusting(o, u, tmp_path)
    story.receive_a_rewritten_past(r1, r2)
    story.receive_an_older_revision(r1, r2)
    story.open_a_return(tmp_path)
    story.open_another_and_miss_one()
    story.answer(tmp_path)
    story.accept()


def test_no_statement_changes_what_came(o, planted):
    run("receive", "--office", o, planted / "successor")
    with closing(sqlite3.connect(o)) as connection:
        for statement in ("update received_value set value='1'", "delete from received_value"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
    with open_office_desk(o) as desk:
        assert desk.store.verify_log().ok
