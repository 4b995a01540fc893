"""Taking in the invented county: what is found of it is what was planted, in every order of the files."""

import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.office.records import DecisionKind, PastValue
from desktop.documents.history.table import read_history_table
from desktop.services.keys.key_files import open_key
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive, rehearse
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.services.plans.packs import read_pack
from forms.canonical import read_check_code
from tests.desktop.services.office.intake.conftest import NOW, certificate_of, registered


def listed(county, expected, when="taken_in"):
    return [county / one["path"] for one in expected["files"] if one["when"] == when]


def differences(county, expected, reports, when=("taken_in",), paths=None):
    """Everything that the desk says otherwise than what planted it."""
    found = {report.path.relative_to(county).as_posix(): report for report in reports}
    for file in expected["files"]:
        if file["path"] not in found or (paths is not None and file["path"] not in paths):
            continue
        report = found[file["path"]]
        said = (report.reception.value, report.kind, report.refusal.value if report.refusal else None)
        wanted = (file["outcome"], file["kind"], file["refusal"])
        if said != wanted and "taken_in" in when:
            yield file["path"], wanted, said
        for package in file["packages"]:
            same = [one for one in report.packages if one.package.content == package["content_digest"]]
            if not same:
                yield file["path"], package["content_digest"], "not there"
                continue
            facts = {fact.name: fact for fact in same[0].facts}
            for fact in package["facts"]:
                if fact["when"] in when:
                    yield from (
                        (file["path"], *one) for one in fact_differences(fact, facts.get(fact["fact"]))
                    )
            told = {
                (one.held.target.indicator, one.held.target.breakdown): one
                for one in same[0].judged
                if one.stated_warning is None and one.held_warning is not None
            }
            for silenced in package["silenced_warnings"]:
                one = told.get((silenced["indicator"], silenced["breakdown"]))
                if silenced["when"] in when and (
                    one is None or one.held_warning.value != silenced["warning"]
                ):
                    yield file["path"], silenced, one


def fact_differences(wanted, found):
    if found is None:
        yield wanted["fact"], "not told"
        return
    for name, said in (
        ("state", found.state.value),
        ("status", found.status),
        ("details", dict(found.details or {})),
    ):
        if name in wanted and wanted[name] != said:
            yield wanted["fact"], name, wanted[name], said


def year_differences(desk, expected):
    for year in expected["reported_years"]:
        ledger = ledger_of(desk, year)
        for one in expected["years"]:
            if one["year"] == year:
                found = ledger.unit_year(one["unit"])
                current = found.lineage.current
                said = (
                    found.state.value,
                    None if current is None else current.content,
                    None if current is None else current.number,
                    list(found.lineage.candidates),
                )
                wanted = (one["state"], one["content_digest"], one["revision"], one["candidates"])
                if said != wanted:
                    yield one["unit"], year, one["fault"], wanted, said


@pytest.mark.parametrize("seed", [None, 1])
def test_what_is_found_is_what_was_planted_in_every_order(county, expected, desk, receiving_key, seed):
    files = listed(county, expected)
    if seed is not None:
        random.Random(seed).shuffle(files)
    reports = receive(desk, Batch(files, receiving_key))
    assert list(differences(county, expected, reports)) == []
    assert list(year_differences(desk, expected)) == []
    assert desk.store.verify_log().ok


def test_folders_are_gone_through_and_three_times_is_once(county, expected, desk, receiving_key):
    batch = Batch([county / "packages"], receiving_key)
    receive(desk, batch)
    before = desk.store.log_position()
    for _ in range(2):
        again = receive(desk, batch)
        assert all(report.known for report in again if report.kind)
    assert desk.store.log_position() == before
    assert list(year_differences(desk, expected)) == []


def test_a_rehearsal_says_the_same_and_stores_nothing(county, expected, desk, receiving_key):
    before = desk.store.log_position()
    reports = rehearse(desk, Batch(listed(county, expected), receiving_key))
    assert list(differences(county, expected, reports)) == []
    assert desk.store.log_position() == before
    assert desk.store.packages() == []


def test_what_waits_for_its_key_is_opened_when_the_key_comes(county, expected, desk, receiving_key):
    files = listed(county, expected)
    without = receive(desk, Batch(files))
    waiting = [report for report in without if report.refusal and report.refusal.value == "no_key"]
    assert waiting
    desk.clock = lambda: NOW + timedelta(days=60)
    receive(desk, Batch([], receiving_key))
    assert list(year_differences(desk, expected)) == []
    # They arrived when they were handed over, whenever they were opened: certificates and deadlines go by it.
    assert {package.at for package in desk.store.packages()} == {NOW}
    assert desk.store.verify_log().ok


def test_what_waits_for_registering_is_taken_by_itself(county, expected, tmp_path, receiving_key):
    bare = tmp_path / "bare.db"
    whole = registered(county, expected, tmp_path / "whole.db")
    nobody = dict(expected, premises={**expected["premises"], "revocations": []})
    shutil.copy(county / "plan.json", tmp_path / "plan.json")
    with registered(_without_sheets(county, tmp_path), nobody, bare) as desk, whole:
        receive(desk, Batch(listed(county, expected), receiving_key))
        assert {one.state.value for one in _unit_years(desk, expected)} == {"quarantined"}
        for certificate in whole.store.certificates():
            desk.store.register(certificate_of(certificate.data, certificate.unit))
        for revocation in whole.store.revocations():
            desk.store.revoke(revocation)
        assert list(year_differences(desk, expected)) == []


def _without_sheets(county, folder):
    (folder / "fingerprints.txt").write_text("", encoding="ascii")
    return folder


def _unit_years(desk, expected):
    for year in expected["reported_years"]:
        ledger = ledger_of(desk, year)
        yield from (ledger.unit_year(one["unit"]) for one in expected["years"] if one["year"] == year)


def later(expected, when):
    return [
        (file, package)
        for file in expected["files"]
        for package in file["packages"]
        if any(fact["when"] == when for fact in package["facts"])
    ]


@pytest.mark.parametrize("seed", [None, 3])
def test_a_rewritten_past_is_found_by_the_offices_own_series(county, expected, desk, receiving_key, seed):
    table = read_history_table((county / "history.csv").read_bytes(), desk.plan)
    values = [PastValue(one.year, one.key, one.value, "统计年鉴") for one in table.figures]
    # Nobody has to carry what the office published of years long before the plan.
    values += [PastValue(2001, one.key, one.value, "统计年鉴") for one in table.figures if one.year == 2020]
    desk.store.import_past(values, reason="", actor="李娜", now=NOW)
    files = listed(county, expected)
    if seed is not None:
        random.Random(seed).shuffle(files)
    reports = receive(desk, Batch(files, receiving_key))
    paths = {file["path"] for file, _ in later(expected, "history_imported")}
    silenced = {
        file["path"]
        for file in expected["files"]
        for package in file["packages"]
        if package["silenced_warnings"]
    }
    assert silenced
    assert silenced <= paths
    assert paths
    assert list(differences(county, expected, reports, ("history_imported",), paths)) == []
    bad = {
        report.path.relative_to(county).as_posix()
        for report in reports
        for package in report.packages
        for fact in package.facts
        if fact.name == "history" and fact.state.value == "bad"
    }
    assert bad == paths


def test_a_rewritten_past_is_found_by_the_years_that_were_accepted(county, expected, taken, receiving_key):
    cases = later(expected, "years_before_accepted")
    assert cases
    for _, package in cases:
        for year in range(expected["reported_years"][0], package["year"]):
            current = ledger_of(taken, year).unit_year(package["unit"]).current
            if current is not None:
                taken.store.decide(
                    DecisionKind.ACCEPT, package["unit"], year, content=current.content, actor="李娜", now=NOW
                )
    reports = receive(taken, Batch(listed(county, expected), receiving_key))
    paths = {file["path"] for file, _ in cases}
    assert list(differences(county, expected, reports, ("years_before_accepted",), paths)) == []


def test_figures_of_the_office_that_a_unit_changed_are_found(county, expected, taken, receiving_key, words):
    """The base figures are made of the statistics office's own packages, as a person would make them."""
    cases = later(expected, "base_given")
    assert cases
    for year in {package["year"] for _, package in cases}:
        own = ledger_of(taken, year).unit_year("statistics").packages[0]
        lines = [
            f"{one.item},{one.breakdown},{one.text},统计年报"
            for one in taken.store.values(own.content)
            if one.year == year and taken.plan.item_by_code[one.item].owner == "statistics"
        ]
        table = "\n".join([f"代码,分组,{year},来源", *lines]).encode()
        preview = read_base(taken, table, year)
        assert (preview.reading.problems, preview.lacking) == ((), ())
        issue_base(
            taken, preview, open_key(county / "keys/office.p12", words), taken.path.with_suffix(".asice")
        )
    reports = receive(taken, Batch(listed(county, expected), receiving_key))
    paths = {file["path"] for file, _ in cases}
    assert list(differences(county, expected, reports, ("base_given",), paths)) == []
    told = {
        (report.path.relative_to(county).as_posix(), fact.status)
        for report in reports
        for package in report.packages
        for fact in package.facts
        if fact.name == "base" and fact.status
    }
    assert told == {(path, "differs") for path in paths}


def test_the_typed_code_of_another_paper_is_noticed(county, expected, taken, receiving_key):
    for line in (county / "papers.csv").read_text(encoding="utf-8").splitlines()[1:]:
        unit, year, _, code, _ = line.split(",")
        answer = read_check_code(code)
        taken.store.decide(DecisionKind.PAPER, unit, int(year), answer=answer, actor="李娜", now=NOW)
    reports = receive(taken, Batch(listed(county, expected), receiving_key))
    paths = {file["path"] for file, _ in later(expected, "paper_typed")}
    assert paths
    assert list(differences(county, expected, reports, ("paper_typed",), paths)) == []
    faults = {(year["unit"], year["year"]): year["fault"] for year in expected["years"]}
    for one in _unit_years(taken, expected):
        if one.state.value == "received":
            paper = next(fact for fact in one.facts(one.current) if fact.name == "paper")
            is_other = faults[one.unit, one.year] == "other-paper"
            assert paper.status == ("mismatch" if is_other else "matched"), one.unit


def test_a_plan_that_comes_later_lets_what_waits_be_judged_again(county, expected, taken, receiving_key):
    pack = read_pack((county / "later/unknown-plan/plan.json").read_bytes())
    receive(taken, Batch([], receiving_key, [pack]))
    reports = receive(taken, Batch(listed(county, expected), receiving_key))
    paths = {file["path"] for file, _ in later(expected, "pack_given")}
    assert paths
    assert list(differences(county, expected, reports, ("pack_given",), paths)) == []


def test_late_is_counted_from_the_mails_date(county, expected, desk, receiving_key):
    deadline = datetime.fromisoformat(expected["premises"]["deadline"]).date()
    for year in expected["reported_years"]:
        desk.store.set_deadline(year, "", deadline, actor="李娜", now=NOW)
    reports = receive(desk, Batch(listed(county, expected), receiving_key))
    paths = {file["path"] for file, _ in later(expected, "tasked")}
    assert paths
    assert list(differences(county, expected, reports, ("tasked",), paths)) == []


def test_what_comes_after_acceptance_waits_and_the_accepted_one_stays(county, expected, taken, receiving_key):
    files = [one for one in expected["files"] if one["when"] == "accepted"]
    assert files
    for file in files:
        package = file["packages"][0]
        current = ledger_of(taken, package["year"]).unit_year(package["unit"]).current
        accept = {"content": current.content, "actor": "李娜", "now": NOW}
        taken.store.decide(DecisionKind.ACCEPT, package["unit"], package["year"], **accept)
        reports = receive(taken, Batch([county / file["path"]], receiving_key))
        assert list(differences(county, expected, reports, ("accepted",))) == []
        after = ledger_of(taken, package["year"]).unit_year(package["unit"])
        assert (after.state.value, after.current.content) == ("accepted", current.content)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(county, expected, desk, receiving_key, tmp_path):
    files = listed(county, expected)
    reports = receive(desk, Batch([tmp_path / "没有.asice", *files], receiving_key))
    assert (reports[0].reception.value, reports[0].refusal.value) == ("refused", "unreadable")
    assert list(differences(county, expected, reports[1:])) == []


def test_progress_is_told_and_whoever_stops_it_keeps_what_was_taken(county, expected, desk, receiving_key):
    class Stop(Exception):
        pass

    def tell(done, total, name):
        if done == 5:
            raise Stop

    files = listed(county, expected)
    with pytest.raises(Stop):
        receive(desk, Batch(files, receiving_key), tell)
    assert 0 < len(desk.store.packages()) <= 5
    assert desk.store.verify_log().ok
    assert isinstance(files[0], Path)
