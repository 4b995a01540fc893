"""Whatever was decided or registered wrongly has its way back, and what depended on it is judged anew."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from db.office.records import PastValue
from desktop.services.office.desk import open_office_desk
from desktop.submission.package import inspect
from forms.figures.breakdown import SeriesKey
from tests.desktop.cli.receiving.commands import of, run
from tests.desktop.services.county import expected_of

WHY = ("--reason", "问过单位")


def shown(office, unit, year=2025):
    return run("show", *of(office, unit, year), "--json")


def standing(office, unit, year=2025):
    """Everything that is told of a year but the list of what was decided."""
    found = shown(office, unit, year)
    del found["decisions"]
    return found


def decide(office, unit, *words, year=2025, expect=0):
    return run("decide", *of(office, unit, year), *words, *WHY, "--json", expect=expect)


def of_fault(county, fault):
    one = next(one for one in expected_of(county)["years"] if one["fault"] == fault)
    return one["unit"], one["year"]


def letter(path):
    found = next(
        entry.data for entry in inspect(Path(path).read_bytes()).payload if entry.name == "letter.json"
    )
    return json.loads(found)


# --- putting aside ------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["unknown-unit", "elsewhere", "unknown-year"])
def test_what_is_of_nobody_here_is_shown_and_put_aside(office, county, fault):
    (file,) = [one for one in expected_of(county)["files"] if one["fault"] == fault]
    (package,) = file["packages"]
    year = package["year"]
    rows = {row["unit"]: row for row in run("board", "--office", office, "--year", year, "--json")["rows"]}
    others = [row["unit"] for row in rows.values() if not row["expected"]]
    (unit,) = [one for one in others if one.rpartition("/")[2] == package["unit"]]
    assert (rows[unit]["state"], rows[unit]["waiting"]) == ("quarantined", 1)
    assert "decide --aside" in rows[unit]["step"]
    told = run("show", *of(office, unit, year))
    assert "office register" not in told
    digest = re.search("文件摘要 ([0-9a-f]{16})", told)[1]
    assert digest in run("receive", "--office", office, county / file["path"], expect=1)
    made = decide(office, unit, "--aside", digest, year=year)
    assert made["subject"].startswith(digest)
    (found,) = shown(office, unit, year)["packages"]
    assert found["aside"]
    after = run("board", "--office", office, "--year", year, "--json")["rows"]
    assert unit not in {row["unit"] for row in after}
    decide(office, unit, "--undo", made["number"], year=year)
    assert run("board", "--office", office, "--year", year, "--json")["rows"] == list(rows.values())


def test_of_who_never_sent_anything_nothing_is_shown(office):
    for unit, year, code in (("nobody", 2023, "E-DECIDE-001"), ("health", 2031, "E-DECIDE-002")):
        assert run("show", *of(office, unit, year), "--json", expect=1)["code"] == code


def test_what_a_letter_cannot_send_back_says_how_it_is_asked_for(office, county):
    unit, year = of_fault(county, "other-results")
    for words in (run("board", "--office", office, "--year", year), run("show", *of(office, unit, year))):
        assert "退回发送单位" not in words
        assert "告诉发送单位，请用程序重新导出、再发来；这一份可以不予采用（decide --aside）" in words
    asked = run("question", "add", *of(office, unit, year), "--filing", "--text", "请核对", expect=1)
    assert "用电话或邮件请单位重新报" in asked


def test_a_strangers_package_is_put_aside_and_the_year_is_as_if_it_had_not_come(office, county):
    unit, year = of_fault(county, "unknown-signer")
    before = standing(office, unit, year)
    assert before["state"] == "quarantined"
    (stranger,) = [one for one in before["packages"] if not one["aside"]]
    assert run("excuse", *of(office, unit, year), *WHY, "--json", expect=1)["code"] == "E-DECIDE-003"
    assert stranger["digest"][:16] in run("show", *of(office, unit, year))
    made = decide(office, unit, "--aside", stranger["digest"], year=year)
    assert (made["subject"], made["state"]) == (stranger["digest"], "expected")
    found = shown(office, unit, year)
    assert [one["aside"] for one in found["packages"]] == [True]
    assert "不予采用" in run("show", *of(office, unit, year))
    row = row_of(office, unit, year)
    assert (row["state"], row["waiting"]) == ("expected", 0)
    with open_office_desk(office) as desk:
        assert desk.store.file_bytes(stranger["digest"])
        assert desk.store.values(stranger["content_digest"])
    assert run("excuse", *of(office, unit, year), *WHY, "--json")["excused"]
    run("excuse", *of(office, unit, year), "--undo", *WHY)
    decide(office, unit, "--undo", made["number"], year=year)
    assert standing(office, unit, year) == before


def test_what_was_put_aside_stays_so_until_a_person_takes_it_back(office, county):
    before = standing(office, "education")
    fingerprint = signer_of(office, "education")
    which = ("--office", office, "--fingerprint", fingerprint)
    run("office", "correct", "certificate", *which, "--reason", "登记表不是这个单位的")
    waiting = [one["digest"] for one in before["packages"]]
    numbers = [decide(office, "education", "--aside", digest)["number"] for digest in waiting]
    assert standing(office, "education")["state"] == "expected"
    one = next(one for one in expected_of(county)["certificates"] if one["fingerprint"] == fingerprint)
    run("office", "register", "--office", office, county / one["path"], "--fingerprint", fingerprint)
    found = shown(office, "education")
    assert (found["state"], {one["aside"] for one in found["packages"]}) == ("expected", {True})
    assert "不予采用" in row_of(office, "education")["step"]
    for number in numbers:
        decide(office, "education", "--undo", number)
    assert standing(office, "education") == before


def row_of(office, unit, year=2025):
    rows = run("board", "--office", office, "--year", year, "--json")["rows"]
    return next(one for one in rows if one["unit"] == unit)


@pytest.mark.parametrize("named", ["", "abc", "0" * 64, "P1S6-NZS9-4KCA-P2CN"])
def test_only_what_waits_is_put_aside(looked_at, county, named):
    unit, year = of_fault(county, "unknown-signer")
    assert decide(looked_at, unit, "--aside", named, year=year, expect=1)["code"] == "E-DECIDE-015"
    current = shown(looked_at, "education")
    answer = decide(looked_at, "education", "--aside", current["packages"][0]["digest"], expect=1)
    assert answer["code"] == "E-DECIDE-003"


# --- taking back --------------------------------------------------------------------------------------


def rewritten(office):
    """The office published another figure than a unit states of an earlier year; the cell's name."""
    past = next(one for one in shown(office, "health")["values"] if one["year"] < 2025 and one["value"])
    key = SeriesKey(past["item"], past["breakdown"])
    with open_office_desk(office) as desk:
        wrong = PastValue(past["year"], key, Decimal(7), "统计年鉴")
        desk.store.import_past([wrong], reason="", actor="李娜", now=desk.clock())
    return f"{key.code}/{key.breakdown}/{past['year']}"


def a_definition(office):
    facts = shown(office, "health", 2024)["packages"][0]["facts"]
    details = next(one["details"] for one in facts if one["fact"] == "definition")
    return [*details["items"], *details["indicators"]][0]


@pytest.mark.parametrize("kind", ["缺版", "往年数", "口径", "纸质表", "到达日期"])
def test_decided_and_taken_back_is_never_decided(office, kind):
    unit, year, words = {
        "缺版": lambda: ("statistics", 2025, ("--as", "认定")),
        "往年数": lambda: ("health", 2025, ("--as", "更正", "--cell", rewritten(office))),
        "口径": lambda: ("health", 2024, ("--as", "请单位重报", "--indicator", a_definition(office))),
        "纸质表": lambda: ("education", 2025, ("--as", "不要求")),
        "到达日期": lambda: ("trade-union", 2024, ("--as", "2026-03-10")),
    }[kind]()
    before = standing(office, unit, year)
    made = decide(office, unit, "--fact", kind, *words, year=year)
    assert standing(office, unit, year) != before
    back = decide(office, unit, "--undo", made["number"], year=year)
    assert standing(office, unit, year) == before
    listed = shown(office, unit, year)["decisions"][-2:]
    assert [(one["number"], one["undone_by"]) for one in listed] == [
        (made["number"], back["number"]),
        (back["number"], None),
    ]
    assert f"已由第 {back['number']} 号撤回" in run("show", *of(office, unit, year))
    for number, code in ((made["number"], "016"), (back["number"], "017"), (99_999, "016")):
        assert decide(office, unit, "--undo", number, year=year, expect=1)["code"] == f"E-DECIDE-{code}"


def test_what_was_accepted_with_a_decision_is_reopened_first(office, signing, tmp_path):
    made = decide(office, "education", "--fact", "paper", "--as", "waived")
    run("accept", *of(office, "education"), *signing, "-o", tmp_path)
    found = decide(office, "education", "--undo", made["number"], expect=1)
    assert (found["code"], "重开" in found["message"]) == ("E-DECIDE-003", True)
    accepted = shown(office, "education")["decisions"][-1]["number"]
    assert decide(office, "education", "--undo", accepted, expect=1)["code"] == "E-DECIDE-017"
    run("reopen", *of(office, "education"), *WHY, *signing, "-o", tmp_path)
    assert decide(office, "education", "--undo", made["number"])["state"] == "received"


# --- choosing again -----------------------------------------------------------------------------------


def choose(office, signing, folder, named, *more, expect=0):
    words = ("choose", *of(office, "human-resources"), "--chosen", named, *more, *WHY)
    return run(*words, *signing, "-o", folder, "--json", expect=expect)


def test_a_choice_is_corrected_by_a_new_signed_choice(office, signing, tmp_path):
    before = standing(office, "human-resources")
    one, other = (found["content_digest"] for found in before["fork"]["candidates"])
    assert choose(office, signing, tmp_path, one, "--again", expect=1)["code"] == "E-DECIDE-003"
    choose(office, signing, tmp_path, one)
    assert "（未选用）" in run("show", *of(office, "human-resources"))
    with open_office_desk(office) as desk:
        passed_over = next(one.digest for one in desk.store.packages() if one.content == other)
        path = tmp_path / "again.asice"
        path.write_bytes(desk.store.file_bytes(passed_over))
    assert run("receive", "--office", office, path).startswith("未选用  ")
    path.unlink()
    assert choose(office, signing, tmp_path, one, "--again", expect=1)["code"] == "E-DECIDE-011"
    answer = choose(office, signing, tmp_path, other, "--again")
    found = shown(office, "human-resources")
    assert (found["state"], found["current"]) == ("received", other)
    assert [one["kind"] for one in found["decisions"]] == ["choose", "undo", "choose"]
    said = letter(answer["letter"])
    assert (said["n"], said["content_digest"], said["not_chosen"]) == (2, other, [one])
    decide(office, "human-resources", "--undo", found["decisions"][-1]["number"])
    assert standing(office, "human-resources") == before


def test_where_the_chosen_one_loses_its_trust_the_other_does_not_win_by_that(office, signing, tmp_path):
    candidates = shown(office, "human-resources")["fork"]["candidates"]
    chosen, other = candidates[0]["content_digest"], candidates[1]["content_digest"]
    choose(office, signing, tmp_path, chosen)
    package = next(
        one for one in shown(office, "human-resources")["packages"] if one["content_digest"] == chosen
    )
    # Both are signed with one key, so that only by force one of them alone is no longer the unit's.
    with open_office_desk(office) as desk:
        desk.store.decide(
            kind("aside"), "human-resources", 2025, content=chosen, subject=package["digest"],
            reason="假的", actor="李娜", now=desk.clock(),
        )  # fmt: skip
    found = shown(office, "human-resources")
    assert (found["state"], found["current"]) == ("conflict", None)
    assert [one["content_digest"] for one in found["fork"]["candidates"]] == [other]
    assert "原来选定的一份不再可信" in run("show", *of(office, "human-resources"))
    answer = choose(office, signing, tmp_path, other)
    assert letter(answer["letter"])["n"] == 2
    assert shown(office, "human-resources")["current"] == other


def kind(value):
    from db.office.records import DecisionKind

    return DecisionKind(value)


# --- letters again ------------------------------------------------------------------------------------


def test_letters_are_written_again_as_they_were_signed(office, signing, tmp_path):
    wanted = ("letters", *of(office, "education"), "-o", tmp_path, "--json")
    assert run(*wanted, expect=1)["code"] == "E-DECIDE-018"
    decide(office, "education", "--fact", "paper", "--as", "waived")
    first = Path(run("accept", *of(office, "education"), *signing, "-o", tmp_path, "--json")["letter"])
    data = first.read_bytes()
    first.unlink()
    (again,) = run(*wanted)["letters"]
    assert (Path(again["letter"]), again["n"], again["kind"]) == (first, 1, "acceptance")
    assert first.read_bytes() == data


# --- the register -------------------------------------------------------------------------------------


def signer_of(office, unit):
    with open_office_desk(office) as desk:
        return next(one.fingerprint for one in desk.store.certificates() if one.unit == unit)


def register_line(office, fingerprint):
    found = run("office", "register", "--office", office, "--json")["certificates"]
    return next(one for one in found if one["fingerprint"] == fingerprint)


def test_a_wrong_revocation_is_taken_back_and_the_right_date_entered(office):
    before = standing(office, "education")
    fingerprint = signer_of(office, "education")
    which = ("--office", office, "--fingerprint", fingerprint, "--reason", "注销的日期写错了", "--json")
    run("office", "revoke", *which, "--since", "2020-01-01")
    assert shown(office, "education")["state"] == "quarantined"
    found = run("office", "correct", "revocation", *which)
    assert (found["since"], found["unit"], found["becomes"]) == ("2020-01-01", "education", None)
    assert standing(office, "education") == before
    assert run("office", "correct", "revocation", *which, expect=1)["code"] == "E-OFFICE-030"
    (made,) = register_line(office, fingerprint)["corrections"]
    assert (made["what"], made["stands"], made["reason"]) == ("revocation", False, "注销的日期写错了")
    assert run("office", "revoke", *which, "--since", "2020-01-01")["is_new"]
    assert shown(office, "education")["state"] == "quarantined"


def test_an_accepted_year_whose_key_is_revoked_backwards_waits_until_it_is_reopened(
    office, signing, tmp_path
):
    decide(office, "education", "--fact", "paper", "--as", "waived")
    run("accept", *of(office, "education"), *signing, "-o", tmp_path)
    which = (
        "--office",
        office,
        "--fingerprint",
        signer_of(office, "education"),
        "--reason",
        "密钥文件被盗",
        "--json",
    )
    run("office", "revoke", *which, "--since", "2020-01-01")
    found = shown(office, "education")
    assert (found["state"], found["current"]) == ("quarantined", None)
    assert "已验收的一版不再可信" in row_of(office, "education")["step"]
    run("reopen", *of(office, "education"), *WHY, *signing, "-o", tmp_path)
    found = shown(office, "education")
    assert found["state"] == "quarantined"
    assert run("reopen", *of(office, "education"), *WHY, *signing, "-o", tmp_path, "--json", expect=1)[
        "code"
    ] == ("E-DECIDE-003")


def test_a_registration_is_struck_out_and_made_again(office, county):
    before = standing(office, "education")
    fingerprint = signer_of(office, "education")
    which = ("--office", office, "--fingerprint", fingerprint, "--reason", "登记给了别的单位", "--json")
    found = run("office", "correct", "certificate", *which)
    assert (found["unit"], found["becomes"]) == ("education", None)
    assert shown(office, "education")["state"] == "quarantined"
    assert run("office", "correct", "certificate", *which, expect=1)["code"] == "E-OFFICE-018"
    line = register_line(office, fingerprint)
    assert (line["stands"], [one["stands"] for one in line["corrections"]]) == (False, [False])
    told = run("office", "register", "--office", office)
    assert "登记已撤销（原登记给柳河县教育局）" in told
    assert "撤销登记：登记给了别的单位" in told
    one = next(one for one in expected_of(county)["certificates"] if one["fingerprint"] == fingerprint)
    run("office", "register", "--office", office, county / one["path"], "--fingerprint", fingerprint)
    assert standing(office, "education") == before
    line = register_line(office, fingerprint)
    assert (line["stands"], [one["stands"] for one in line["corrections"]]) == (True, [False, True])
    assert "更正过" in run("office", "register", "--office", office)
    wrong = run("office", "correct", "certificate", *which, "--unit", "health", expect=1)
    assert wrong["code"] == "E-OFFICE-010"  # it names its unit itself
    wrong = run("office", "correct", "certificate", *which, "--unit", "nobody", expect=1)
    assert wrong["code"] == "E-OFFICE-011"


# --- beside each other --------------------------------------------------------------------------------


def test_two_of_one_number_and_what_a_revision_changed_are_shown(office, signing, tmp_path):
    before = shown(office, "human-resources")
    chosen, other = before["fork"]["candidates"]
    assert all(len(one["log_head"]) == 64 for one in (chosen, other))
    assert chosen["log_head"] != other["log_head"]
    choose(office, signing, tmp_path, chosen["content_digest"])
    words = ("show", *of(office, "human-resources"), "--revision", chosen["revision"])
    found = run(*words, "--json")
    assert [one["content_digest"] for one in found["beside"]["candidates"]] == sorted(
        one["content_digest"] for one in (chosen, other)
    )
    assert found["beside"]["differences"] == before["fork"]["differences"]
    told = run(*words)
    assert "这个版次收到的不止一份" in told
    assert f"日志末条 {other['log_head'][:16]}" in told
    changed = shown(office, "human-resources")["changed"]
    assert changed["candidates"][1]["content_digest"] == chosen["content_digest"]
    assert "与所替代的第 1 版相比" in run("show", *of(office, "human-resources"))
