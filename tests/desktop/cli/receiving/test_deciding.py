"""``choose``, ``excuse`` and ``decide``: what is decided, what is refused, and the letter that says it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from db.office.records import DecisionKind, PastValue
from desktop.services.office.desk import open_office_desk
from desktop.services.office.intake.receiving import Batch, receive
from desktop.submission.package import inspect
from desktop.submission.verification import verify_container
from forms.canonical import check_code, format_check_code
from forms.codes.decide import DecideCode
from forms.figures.breakdown import SeriesKey
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.county import expected_of
from tests.desktop.services.office.intake.conftest import registered

# --- choose -------------------------------------------------------------------------------------------


def choose(office, signing, named, unit="human-resources", reason="问过单位", expect=0):
    """``signing`` has the key and the folder for the letter."""
    words = ("choose", *of(office, unit), "--chosen", named, "--reason", reason, *signing)
    return run(*words, "--json", expect=expect)


@pytest.mark.parametrize("by", ["check_code", "content_digest"])
def test_the_chosen_one_counts_and_the_letter_says_so(office, signing, tmp_path, by):
    before = run("show", *of(office, "human-resources"), "--json")
    chosen, other = before["fork"]["candidates"]
    answer = choose(office, (*signing, "-o", tmp_path / "发出"), chosen[by])
    after = run("show", *of(office, "human-resources"), "--json")
    assert (after["state"], after["current"], after["fork"]) == ("received", chosen["content_digest"], None)
    kept = {package["content_digest"] for package in after["packages"]}
    assert kept == {package["content_digest"] for package in before["packages"]}
    assert other["content_digest"] in kept
    (letter,) = (tmp_path / "发出").glob("*.asice")
    assert str(letter) == answer["letter"]
    found = inspect(letter.read_bytes())
    assert not found.container_problems
    assert found.digest_problems == ()
    content = next(entry.data for entry in found.payload if entry.name == "letter.json")
    assert content.startswith(b'{"kind":"choice",')
    said = json.loads(content)
    assert (said["content_digest"], said["not_chosen"]) == (
        chosen["content_digest"],
        [other["content_digest"]],
    )
    assert (said["n"], said["previous"]) == (1, None)
    figures = {value["text"] for value in after["values"] if len(value["text"]) > 3}
    assert figures
    assert not [
        figure for figure in figures if f'"{figure}"' in content.decode() or f":{figure}" in str(said)
    ]
    signed = verify_container(letter.read_bytes(), (), now=datetime.now(UTC)).fact("signature")
    assert signed.state.value == "ok"
    again = choose(office, (*signing, "-o", tmp_path), other[by], expect=1)
    assert again["code"] == DecideCode.NOT_NOW


def test_a_fork_that_comes_up_again_is_chosen_again(empty, planted, signing, tmp_path):
    first, second = (next((planted / "restart" / name).iterdir()) for name in "ab")
    run("receive", "--office", empty, first, second, "--json", expect=1)
    codes = {
        one["content_digest"]: one["check_code"]
        for one in run("show", *of(empty, "trade-union"), "--json")["fork"]["candidates"]
    }
    later = planted / "restart/wdp-220524-trade-union-2025-r2.asice"
    replaced = json.loads(payload(later, "submission.json"))["replaces"]
    choose(empty, (*signing, "-o", tmp_path), next(one for one in codes if one != replaced), "trade-union")
    assert run("show", *of(empty, "trade-union"), "--json")["state"] == "received"
    run("receive", "--office", empty, later, "--json", expect=1)
    found = run("show", *of(empty, "trade-union"), "--json")
    assert (found["state"], found["current"]) == ("conflict", None)
    revised = next(one for one in found["fork"]["candidates"] if one["revision"] == 2)
    answer = choose(empty, (*signing, "-o", tmp_path), revised["check_code"], "trade-union")
    assert json.loads(payload(answer["letter"], "letter.json"))["n"] == 2
    found = run("show", *of(empty, "trade-union"), "--json")
    assert (found["state"], found["current"]) == ("received", revised["content_digest"])


def payload(path, name):
    return next(entry.data for entry in inspect(Path(path).read_bytes()).payload if entry.name == name)


@pytest.mark.parametrize("case", ["no reason", "nobody's code", "a unit's key", "no room for the letter"])
def test_nothing_is_chosen_where_anything_is_wrong(office, county, signing, tmp_path, case):
    named = run("show", *of(office, "human-resources"), "--json")["fork"]["candidates"][0]["check_code"]
    reason, folder, expect = "问过单位", tmp_path / "发出", 1
    if case == "no reason":
        reason, wanted = " \t", DecideCode.REASON_WANTED
    elif case == "nobody's code":
        named, wanted = "P1S6-NZS9", DecideCode.NO_CANDIDATE
    elif case == "a unit's key":
        signing = ("--key", county / "keys/human-resources.p12", *signing[2:])
        wanted = DecideCode.NOT_OFFICE_KEY
    else:
        folder.write_bytes(b"")  # a file where the folder should be
        wanted, expect = None, 3
    found = choose(office, (*signing, "-o", folder), named, reason=reason, expect=expect)
    assert wanted is None or found["code"] == wanted
    assert not list(tmp_path.rglob("*.asice"))
    after = run("show", *of(office, "human-resources"), "--json")
    assert (after["state"], after["decisions"]) == ("conflict", [])
    with open_office_desk(office) as desk:
        assert desk.store.letters("human-resources", 2025) == []


# --- excuse -------------------------------------------------------------------------------------------


def test_a_unit_is_excused_and_called_again(office):
    why = ("--reason", "无此项业务")
    assert run("excuse", *of(office, "court"), *why, "--json")["excused"] is True
    assert run("show", *of(office, "court"), "--json")["state"] == "excused"
    assert run("excuse", *of(office, "court"), *why, "--json", expect=1)["code"] == DecideCode.NOT_NOW
    told = run("excuse", *of(office, "court"), "--undo", "--reason", "有了")
    assert told == "已取消免报：柳河县人民法院 2025 年\n"
    found = run("show", *of(office, "court"), "--json")
    assert (found["state"], [one["kind"] for one in found["decisions"]]) == ("expected", ["excuse", "call"])
    assert "办免报：无此项业务" in run("show", *of(office, "court"))


@pytest.mark.parametrize("unit", ["health", "human-resources", "statistics"])
def test_who_has_sent_something_is_not_excused(looked_at, unit):
    words = ("excuse", *of(looked_at, unit), "--reason", "x", "--json")
    assert run(*words, expect=1)["code"] == DecideCode.NOT_NOW


# --- decide -------------------------------------------------------------------------------------------


def decide(office, unit, fact, answer, *more, year=2025, reason="问过单位", expect=0):
    words = ("decide", *of(office, unit, year), "--fact", fact, "--as", answer, "--reason", reason)
    return run(*words, *more, "--json", expect=expect)


def test_a_gap_is_let_count(office):
    assert decide(office, "statistics", "revision", "counts")["state"] == "received"
    found = run("show", *of(office, "statistics"), "--json")
    current = next(one for one in found["packages"] if one["content_digest"] == found["current"])
    assert current["revision"] == 3


def test_what_changed_over_a_missing_revision_is_told(office):
    decide(office, "statistics", "revision", "counts")
    found = run("show", *of(office, "statistics"), "--json")
    assert [one["revision"] for one in found["changed"]["candidates"]] == [1, 3]
    assert found["unasked"] == found["changed"]["differences"] != []
    told = run("show", *of(office, "statistics"))
    assert "与收到的（所替代的一版没有收到）第 1 版相比，改了 " in told
    assert "未问而改 " in told
    paper = next(one for one in found["packages"] if one["content_digest"] == found["current"])
    decide(office, "statistics", "paper", paper["check_code"])
    every = ("accept", "--office", office, "--year", 2025, "--all-without-doubt", "--dry-run", "--json")
    (left,) = [one for one in run(*every, expect=1)["others"] if one["unit"] == "statistics"]
    assert any("没有问过而改了" in reason for reason in left["reasons"])


def test_definitions_are_decided_one_by_one(office):
    def definition():
        found = run("show", *of(office, "health", 2024), "--json")
        return next(fact for fact in found["packages"][0]["facts"] if fact["fact"] == "definition")

    details = definition()["details"]
    for answer, code in zip(
        ("refile", "own_series") * 9, [*details["items"], *details["indicators"]], strict=False
    ):
        assert definition()["status"] == "differs"
        decide(office, "health", "definition", answer, "--indicator", code, year=2024)
    assert (definition()["state"], definition()["status"]) == ("ok", "decided")


def subjects_in(text):
    """What ``show`` lists for ``decide``."""
    return [line.split()[0] for line in text.splitlines() if line.startswith("      ")]


def numbers(office, unit, year):
    return [one["number"] for one in run("show", *of(office, unit, year), "--json")["decisions"]]


@pytest.mark.parametrize("by", ["named", "all"])
def test_what_show_lists_is_decided_in_one_command(office, by):
    listed = subjects_in(run("show", *of(office, "health", 2024)))
    assert len(listed) > 1
    words = [word for one in listed for word in ("--indicator", one)] if by == "named" else ["--all"]
    answer = decide(office, "health", "definition", "own_series", *words, year=2024)
    assert [one["subject"] for one in answer["decided"]] == listed
    assert [one["number"] for one in answer["decided"]] == numbers(office, "health", 2024)
    assert (answer["number"], answer["subject"]) == (answer["decided"][0]["number"], listed[0])
    assert subjects_in(run("show", *of(office, "health", 2024))) == []
    again = decide(office, "health", "definition", "own_series", "--all", year=2024, expect=1)
    assert again["code"] == DecideCode.NOTHING_TO_DECIDE


def test_of_several_all_or_none_are_decided(office):
    first, *_ = subjects_in(run("show", *of(office, "health", 2024)))
    named = ("--indicator", first, "--indicator", "nothing")
    found = decide(office, "health", "definition", "own_series", *named, year=2024, expect=1)
    assert found["code"] == DecideCode.NO_SUCH_SUBJECT
    assert numbers(office, "health", 2024) == []
    assert decide(office, "health", "paper", "waived", "--all", year=2024, expect=1)["code"] == (
        DecideCode.NO_SUCH_SUBJECT
    )
    found = decide(office, "health", "definition", "own_series", "--all", *named, year=2024, expect=1)
    assert found["code"] == "E-USAGE-001"


def test_a_rewritten_past_names_the_figure_and_is_decided_cell_by_cell(office):
    values = run("show", *of(office, "health"), "--json")["values"]
    past = next(one for one in values if one["year"] < 2025 and one["value"])
    key = SeriesKey(past["item"], past["breakdown"])
    with open_office_desk(office) as desk:
        name = desk.plan.item_by_code[past["item"]].name
        wrong = PastValue(past["year"], key, Decimal(7), "统计年鉴")
        desk.store.import_past([wrong], reason="", actor="李娜", now=desk.clock())
    text = run("show", *of(office, "health"))
    line = next(line for line in text.splitlines() if "E-RECEIVE-050" in line)
    assert name in line
    assert f"{past['year']} 年本局 7，报来 {past['value']}" in line
    cell = f"{key.code}/{key.breakdown}/{past['year']}"
    assert cell in subjects_in(text)
    for wrong in ("", "x", f"{cell}0"):
        found = decide(office, "health", "history", "correction", "--cell", wrong, expect=1)
        assert found["code"] == DecideCode.NO_SUCH_SUBJECT
        assert cell in found["message"]
    assert decide(office, "health", "history", "correction", "--cell", cell)["subject"] == cell
    found = run("show", *of(office, "health"), "--json")
    facts = next(one["facts"] for one in found["packages"] if one["content_digest"] == found["current"])
    assert {fact["status"] for fact in facts if fact["fact"] == "history"} == {"decided"}
    # What the office holds changes: what was decided about another figure says nothing of this one.
    with open_office_desk(office) as desk:
        other = PastValue(past["year"], key, Decimal(8), "统计年鉴")
        desk.store.import_past([other], reason="更正", actor="李娜", now=desk.clock())
    assert f"{past['year']} 年本局 8，报来 {past['value']}" in run("show", *of(office, "health"))


def test_paper_is_compared_or_waived(office):
    def paper():
        found = run("show", *of(office, "education"), "--json")
        facts = next(one["facts"] for one in found["packages"] if one["content_digest"] == found["current"])
        return next(fact["status"] for fact in facts if fact["fact"] == "paper"), found["current"]

    own = check_code(paper()[1])
    for answer, status in (
        ("waived", "waived"),
        (format_check_code(own).lower(), "matched"),
        (check_code("0" * 64), "mismatch"),
    ):
        decide(office, "education", "paper", answer)
        assert paper()[0] == status
    own_words = ("--fact", "paper", "--as", check_code("0" * 64), "--reason", "盖章纸质表")
    told = run("decide", *of(office, "education"), *own_words)
    assert "与这一版不是同一版" in told
    assert "TB-RECEIVE-051" in told


def told_of_time(office, unit, year):
    (line,) = [line for line in run("show", *of(office, unit, year)).splitlines() if "TB-RECEIVE-04" in line]
    return line.strip()


def row_of(office, unit, year):
    rows = run("board", "--office", office, "--year", year, "--json")["rows"]
    return next(row for row in rows if row["unit"] == unit)


def test_what_is_late_by_the_day_of_intake_alone_says_so_and_can_be_stated(empty, county):
    file = next(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")
    unit = run("receive", "--office", empty, file, "--json")["files"][0]["packages"][0]["unit"]
    assert "收件（没有写明哪天到达，按这一天算）；还没有规定" in told_of_time(empty, unit, 2025)
    run("office", "deadline", "--office", empty, "--year", 2025, "2026-04-30")
    assert told_of_time(empty, unit, 2025).endswith(
        "早到的，写明到达日期（decide --fact time）（TB-RECEIVE-043）"
    )
    assert (row_of(empty, unit, 2025)["late"] > 0, row_of(empty, unit, 2025)["late_by_intake"]) == (
        True,
        True,
    )
    told = run("board", "--office", empty, "--year", 2025)
    assert "迟报 1（1 个是按收件的那天算的）" in told
    assert "天（按收件的那天）" in told
    decide(empty, unit, "time", "2026-05-04")
    assert "2026-05-04 到达，期限是 2026-04-30，迟报 4 天" in told_of_time(empty, unit, 2025)
    assert (row_of(empty, unit, 2025)["late"], row_of(empty, unit, 2025)["late_by_intake"]) == (4, False)
    assert "迟报 1\n" in run("board", "--office", empty, "--year", 2025)


def test_what_a_mail_says_to_be_late_stands_out(empty, county):
    (file,) = (county / "packages/planted/late").iterdir()
    unit = run("receive", "--office", empty, file, "--json")["files"][0]["packages"][0]["unit"]
    run("office", "deadline", "--office", empty, "--year", 2024, "2026-03-31")
    assert "到达（按邮件写明的日期），期限是 2026-03-31，迟报 50 天" in told_of_time(empty, unit, 2024)
    assert row_of(empty, unit, 2024)["late_by_intake"] is False


def test_a_deadline_that_no_task_has_told_is_said_to_be_set(empty, county, signing, tmp_path):
    file = next(one for one in (county / "packages/2025").iterdir() if one.suffix == ".asice")
    unit = run("receive", "--office", empty, file, "--json")["files"][0]["packages"][0]["unit"]
    run("office", "key", "import", "--office", empty, *signing[1:])
    task = ("office", "task", "--office", empty, "--year", 2025, "--notice", "请按时报送", *signing[2:])
    run(*task, "-o", tmp_path)
    run("office", "deadline", "--office", empty, "--year", 2025, "2026-04-30")
    said = told_of_time(empty, unit, 2025)
    assert (
        "期限 2026-04-30 已经规定，还没有随任务发给各单位。再布置一次任务，期限才算数（office task）" in said
    )
    run(*task, "-o", tmp_path)
    assert "期限是 2026-04-30" in told_of_time(empty, unit, 2025)


@pytest.fixture
def expired(county):
    """Unit and year of a package whose certificate had expired when it was taken in."""
    one = next(one for one in expected_of(county)["years"] if one["fault"] == "expired")
    return one["unit"], one["year"]


def test_an_earlier_arrival_lets_an_expired_certificate_pass(office, expired):
    unit, year = expired
    before = run("show", *of(office, unit, year), "--json")
    assert before["state"] == "quarantined"
    code = before["packages"][0]["check_code"]
    decide(office, unit, "time", "2026-03-10", "--package", code, year=year)
    assert run("show", *of(office, unit, year), "--json")["state"] == "received"


def test_arrival_is_stated_of_the_one_package_or_of_the_named_one(office, expired):
    unit, year = expired
    assert decide(office, unit, "time", "2026-03-10", year=year)["state"] == "received"
    found = decide(office, "human-resources", "time", "2026-03-10", expect=1)
    assert found["code"] == DecideCode.NO_SUCH_SUBJECT
    codes = [one["check_code"] for one in run("show", *of(office, "human-resources"), "--json")["packages"]]
    assert format_check_code(codes[1]) in found["message"]
    decide(office, "human-resources", "time", "2026-03-10", "--package", codes[1])
    with open_office_desk(office) as desk:
        (made,) = desk.store.decisions(unit="human-resources")
    assert (made.kind, check_code(made.content)) == (DecisionKind.ARRIVAL, codes[1])


WRONG = {
    "E-DECIDE-001": [("nobody", "paper", "waived"), ("Health", "paper", "waived")],
    "E-DECIDE-003": [("health", "revision", "counts"), ("court", "revision", "counts")],
    "E-DECIDE-005": [
        ("civil-affairs", "revision", "counts"),
        ("court", "history", "correction", "--cell", "x"),
        ("court", "definition", "refile", "--indicator", "x"),
        ("court", "time", "2026-03-01"),
        ("human-resources", "definition", "refile", "--indicator", "x"),
    ],
    "E-DECIDE-006": [("health", fact, "waived") for fact in ("signer", "", "Paper", "answers")],
    "E-DECIDE-007": [
        ("statistics", "revision", "kept"),
        ("health", "history", "counts", "--cell", "x"),
        ("health", "definition", "更正", "--indicator", "x"),
    ],
    "E-DECIDE-008": [
        ("health", "history", "kept", "--cell", "x"),
        ("health", "history", "kept"),
        ("health", "definition", "refile", "--indicator", "live-births"),
        ("health", "paper", "waived", "--cell", "x"),
        ("statistics", "revision", "counts", "--cell", "x"),
        ("health", "time", "2026-03-01", "--package", "P1S6-NZS9-4KCA-P2CN"),
        ("health", "time", "2026-03-01", "--cell", "x"),
    ],
    "E-DECIDE-009": [("health", "paper", code) for code in ("", "123", "P1S6-NZS9-4KCA-P2CM", "Waived")],
    "E-TIME-001": [("health", "time", text) for text in ("", "昨天", "2026-13-01", "1999-01-01")],
    "E-TIME-002": [("health", "time", "2099-01-01")],
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_answer_is_refused_with_its_code_and_nothing_written(looked_at, code):
    before = looked_at.read_bytes()
    for unit, fact, answer, *more in WRONG[code]:
        found = decide(looked_at, unit, fact, answer, *more, expect=1)
        assert found["code"] == code, (unit, fact, answer, found)
        assert "“health”" not in found["message"]
    assert looked_at.read_bytes() == before


def test_years_reasons_and_dates_out_of_place_are_refused(looked_at, bare):
    found = decide(looked_at, "health", "paper", "waived", year=2019, expect=1)
    assert found["code"] == DecideCode.NO_SUCH_YEAR
    found = decide(looked_at, "health", "paper", "waived", reason="\n", expect=1)
    assert found["code"] == DecideCode.REASON_WANTED
    found = decide(bare, "health", "paper", "waived", reason="x\x00", expect=1)
    assert found["code"].startswith("E-TEXT-")


def test_nothing_arrived_after_it_was_taken_in(county, tmp_path):
    path = tmp_path / "统计局.db"
    with registered(county, expected_of(county), path) as desk:  # on the first of June
        receive(desk, Batch([county / "packages/2025"]))
        unit = desk.store.packages(year=2025)[0].unit
    found = decide(path, unit, "time", "2026-06-02", expect=1)
    assert found["code"] == DecideCode.AFTER_INTAKE
    assert decide(path, unit, "time", "2026-06-01")["answer"] == "2026-06-01"
