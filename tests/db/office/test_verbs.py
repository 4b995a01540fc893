"""What the office's store does, the same in a file and on a PostgreSQL server."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import StoreMisuse
from db.office.records import (
    ArrivalOutcome,
    CertificatePurpose,
    CertificateRevocation,
    DecisionKind,
    RegisterCorrection,
)
from db.values import clean
from forms.canonical import digest_of
from forms.letters.kind import OfficeLetter
from tests.db.office.samples import (
    BY,
    START,
    TERMS,
    VALUES,
    arrival,
    base,
    certificate,
    collection,
    letter,
    other_plan,
    package,
    published,
    signer,
    stated,
    take_in,
    task,
    wrong,
)
from tests.db.samples import NOW, later

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


def subjects(office):
    return [entry.subject for entry in office.log_entries()]


def told(office, of):
    """Kinds of the rows of the log about a subject."""
    return [entry.kind for entry in office.log_entries() if entry.subject.startswith(of)]


@pytest.fixture(autouse=True)
def sound(office):
    """Whatever a test does by the store's methods, its log is whole afterwards."""
    yield
    found = office.verify_log()
    assert found.ok, found


def test_a_new_store_says_whose_it_is(office):
    found = office.identity()
    assert (found.region, found.created_at, len(found.store_id)) == ("210404", NOW, 32)
    assert office.current_plan().document == START["plan_bytes"]
    assert (office.packages(), office.judgements(), office.waiting_files()) == ([], {}, [])
    assert (office.certificates(), office.revocations(), office.officers()) == ([], [], {})
    assert (office.decisions(), office.deadlines(), office.past_values()) == ([], [], [])
    assert office.log_position().hash == office.log_head() == office.log_entries()[-1].hash


def test_a_package_is_taken_in_whole(office):
    one = package(facts={"container": {"status": "ok"}, "cells": [1, "二", None]})
    office.take_in([arrival(one.data, mailed_at=NOW)], [one], [], **BY)
    assert office.package(one.package.digest) == one.package
    assert office.packages() == office.packages(year=2025) == office.packages(unit="health") == [one.package]
    assert office.packages(year=2024) == office.packages(unit="education") == []
    assert office.file_bytes(one.package.digest) == one.data
    assert office.values(one.package.content) == list(VALUES)
    assert office.judgement(one.package.digest) == one.judgement
    assert office.judgements() == {one.package.digest: one.judgement}
    assert office.arrivals(one.package.digest) == [arrival(one.data, mailed_at=NOW)]
    assert office.mailed() == {one.package.digest: NOW}
    assert office.waiting_files() == []


def test_what_packages_have_in_common_is_in_memory_once(office):
    """Read apart, the facts of a thousand packages took a fifth of the memory of taking them in."""
    same, other = {"state": "ok", "sentence": "容器完整"}, {"state": "ok", "sentence": "容器完整", "n": 1}
    for name, fact in ((b"first", same), (b"second", dict(same)), (b"third", other)):
        take_in(office, package(name, facts={"container": fact}))
    first, second, third = (
        office.judgements()[digest_of(name)].facts["container"] for name in (b"first", b"second", b"third")
    )
    found = list(office.judgements().values())
    kept = {id(one.facts["container"]) for one in found}
    assert (first == second == same, third == other, len(kept)) == (True, True, 2)


def test_the_same_file_is_stored_once(office):
    one = package()
    for _ in range(3):
        take_in(office, one)
        before = office.log_head()
    assert len(office.packages()) == len(office.arrivals(one.package.digest)) == 1
    take_in(office, one, actor="王芳", now=later())
    assert office.log_head() == before
    assert told(office, "package:") == ["receive"]


def test_the_same_content_exported_again_is_another_file_of_the_same_figures(office):
    first = package(b"first", content=digest_of(b"x"))
    take_in(office, first, package(b"second", content=digest_of(b"x")))
    assert [one.content for one in office.packages()] == [digest_of(b"x")] * 2
    assert office.values(digest_of(b"x")) == list(VALUES)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_damaged_file_that_claims_a_content_takes_nothing_from_the_sound_one(office, order):
    content = digest_of(b"x")
    files = [package(b"damaged", content=content, values=()), package(b"sound", content=content)]
    take_in(office, *(files[place] for place in order))
    assert office.values(content) == list(VALUES)
    assert office.verify_log().ok


def test_figures_are_read_once_within_a_reading_and_held_no_longer(office):
    one, before = package(), package(b"later", content=digest_of(b"y"))
    take_in(office, one)
    with office.reading_once():
        first = office.values(one.package.content)
        first.clear()  # whoever was given them may do so
        with office.reading_once():
            assert office.values(one.package.content) == list(VALUES)
        assert office.values(before.package.content) == []
        take_in(office, before)
        assert office.values(before.package.content) == list(VALUES)
        assert set(office._held) == {one.package.content, before.package.content}
    assert office._held is None


def test_two_sets_of_figures_for_one_content_are_refused(office):
    content = digest_of(b"x")
    take_in(office, package(b"first", content=content))
    with pytest.raises(StoreMisuse):
        take_in(office, package(b"second", content=content, values=[stated(1, "9")]))
    assert [office.values(content), len(office.packages())] == [list(VALUES), 1]


def test_packages_come_in_one_order(office):
    """By unit, year, signing time and digest; those without a signature first."""
    unsigned = [package(b"%d" % n, signer=None) for n in range(3)]
    others = [package(b"a", unit="education"), package(b"b", year=2024), package(b"c")]
    take_in(office, *others, *unsigned)
    ordered = sorted(unsigned, key=lambda one: one.package.digest)
    assert office.packages() == [one.package for one in (others[0], others[1], *ordered, others[2])]
    assert office.packages(unit="health", year=None) == [
        one.package for one in (others[1], *ordered, others[2])
    ]


def test_texts_are_ordered_by_their_characters_wherever_they_are_kept(office):
    names = ["b", "Z", "a-b", "ab", "中", "啊", "é", "e", "_T", "Ａ"]
    for name in names:
        office.set_officer(name, "监测员", **BY)
    rows = [stated(1, note=name) for name in names]
    rows = [type(row)(**{**vars_of(row), "row": row.note}) for row in rows]
    take_in(office, package(values=rows))
    assert list(office.officers()) == sorted(names)
    assert [row.row for row in office.values(package().package.content)] == sorted(names)


def vars_of(row):
    names = ("form", "row", "item", "breakdown", "year", "value", "missing", "text", "note", "source")
    return {name: getattr(row, name) for name in names}


def test_figures_are_kept_as_they_were_stated(office):
    values = [
        stated(1, "0.10"),
        stated(2, "12345678901234567890.123456789"),
        stated(3, "-0.5", text=" －０．５ "),
        stated(4, None, missing="not_applicable", text="不适用", note="第一行\n第二行\t'\"\\ 𠀀"),
    ]
    one = package(values=values)
    take_in(office, one)
    found = office.values(one.package.content)
    assert found == values
    assert [str(row.value) for row in found] == ["0.1", "12345678901234567890.123456789", "-0.5", "None"]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=4, max_size=4), value=st.decimals(-(10**9), 10**9, places=3))
def test_any_text_and_figure_comes_back(office, texts, value):
    text, note, source, reason = texts
    row = stated(1, str(value), text=text, note=note, source=source)
    one = package(repr((texts, value)).encode(), values=[row])
    take_in(office, one)
    assert office.values(one.package.content) == [row]
    assert office.decide(DecisionKind.PAPER, "health", 2025, reason=reason, **BY).reason == clean(reason)
    assert office.decisions()[-1].reason == clean(reason)


def test_what_came_is_never_stored_by_halves(office):
    head = office.log_head()
    taken = package(b"first")
    broken = package(b"second", values=[stated(1), stated(1)])
    with pytest.raises(StoreMisuse):
        office.take_in([arrival(b"first")], [taken, broken], [b"kept"], **BY)
    assert office.packages() == office.arrivals(taken.package.digest) == []
    assert office.log_head() == head
    take_in(office, taken)
    assert office.packages() == [taken.package]


def test_several_calls_are_one(office):
    def half():
        with office.transaction():
            take_in(office, package())
            office.set_officer("李娜", "组长", **BY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert (office.packages(), office.officers()) == ([], {})
    with office.transaction():
        take_in(office, package())
        assert office.packages()  # what is being written is seen within
        office.set_officer("李娜", "组长", **BY)
    assert (len(office.packages()), office.officers()) == (1, {"李娜": "组长"})


def test_an_error_inside_undoes_all_even_where_it_is_caught(office):
    def caught():
        with office.transaction():
            take_in(office, package())
            with pytest.raises(StoreMisuse):
                office.add_letter(letter(number=0))

    with pytest.raises(StoreMisuse, match="failed"):
        caught()
    assert office.packages() == []


def test_a_file_that_cannot_be_read_yet_waits(office):
    one = package(b"of an unknown plan")
    office.take_in([arrival(one.data, code="E-RECEIVE-001")], [], [one.data], **BY)
    assert office.waiting_files() == [arrival(one.data, code="E-RECEIVE-001")]
    assert office.file_bytes(one.package.digest) == one.data
    office.judge_again(one, **BY)
    assert office.waiting_files() == []
    assert office.packages() == [one.package]
    assert told(office, f"package:{one.package.digest}") == ["judge"]


def test_an_encrypted_file_waits_until_what_it_holds_was_looked_at(office):
    sealed, one = b"sealed", package(b"inside")
    office.take_in([arrival(sealed, kind="encrypted")], [], [sealed], **BY)
    assert [found.digest for found in office.waiting_files()] == [digest_of(sealed)]
    inner = arrival(sealed, "/r1.asice", file=one.package.digest)
    office.take_in([arrival(sealed, kind="encrypted"), inner], [one], [], **BY)
    assert office.waiting_files() == []
    assert [found.place for found in office.arrivals(digest_of(sealed))] == ["", "/r1.asice"]


def test_of_what_is_none_of_ours_only_name_size_and_digest_are_kept(office):
    big = 6 * 1024**3
    found = arrival(b"film", outcome=ArrivalOutcome.REFUSED, size=big, kind="other", code="E-KIND-001")
    office.take_in([found], [], [], **BY)
    assert office.arrivals(digest_of(b"film")) == [found]
    assert (office.waiting_files(), office.mailed()) == ([], {})


def test_the_newest_judgement_counts_and_the_others_stay(office):
    one = package()
    take_in(office, one)
    for number, status in enumerate(["bad", "unknown", "ok"], 8):
        judged = type(one.judgement)(one.package.digest, number, {"signer": {"status": status}})
        office.judge_again(type(one)(one.package, one.data, (), judged), actor="", now=later(number))
    assert office.judgement(one.package.digest) == office.judgements()[one.package.digest] == judged
    assert len(told(office, "judgement:")) == 4
    assert office.values(one.package.content) == list(VALUES)
    assert office.judgement("0" * 64) is None


def test_certificates_are_registered_once_and_in_their_order(office):
    first, renewal = certificate(1), certificate(2, at=later(), renews=certificate(1).fingerprint)
    receiving = certificate(3, at=later(2), purpose=CertificatePurpose.RECEIVING)
    assert [office.register(one) for one in (first, renewal, receiving, first)] == [True, True, True, False]
    assert office.certificates() == [first, renewal, receiving]
    assert office.certificate(renewal.fingerprint) == renewal
    assert office.certificate("0" * 64) is None
    with pytest.raises(StoreMisuse):
        office.register(certificate(4, renews="0" * 64))


def test_a_revocation_has_a_date_and_needs_a_certificate(office):
    one = certificate()
    office.register(one)
    revoked = [
        CertificateRevocation(
            fingerprint=one.fingerprint, since=since, reason="遗失", actor="李娜", at=later(9)
        )
        for since in (later(5), later(1))
    ]
    assert [office.revoke(found) for found in (*revoked, revoked[0])] == [True, True, False]
    assert office.revocations() == revoked[::-1]
    unknown = CertificateRevocation(fingerprint="0" * 64, since=NOW, reason="x", actor="a", at=NOW)
    with pytest.raises(StoreMisuse):
        office.revoke(unknown)


def test_a_revocation_is_taken_back_and_put_in_force_again(office):
    one = certificate()
    office.register(one)
    revoked = CertificateRevocation(
        fingerprint=one.fingerprint, since=later(5), reason="遗失", actor="李娜", at=later(9)
    )
    assert not office.correct(wrong(revoked, stands=True))
    office.revoke(revoked)
    assert [office.correct(wrong(revoked)) for _ in range(2)] == [True, False]
    assert office.revocations() == []
    assert [office.revoke(revoked) for _ in range(2)] == [True, False]
    assert office.revocations() == [revoked]
    assert [found.stands for found in office.corrections()] == [False, True]
    assert office.verify_log().ok


def test_a_registration_is_struck_out_and_made_again_for_another_unit(office):
    one, other = certificate(1), certificate(2)
    office.register(one)
    office.register(other)
    struck = RegisterCorrection(
        fingerprint=one.fingerprint,
        since=None,
        unit="",
        stands=False,
        reason="登记错了",
        actor="李娜",
        at=later(1),
    )
    assert [office.correct(struck) for _ in range(2)] == [True, False]
    assert (office.certificates(), office.certificate(one.fingerprint)) == ([other], None)
    again = replace(one, unit="education", at=later(2))
    assert [office.register(again) for _ in range(2)] == [True, False]
    assert office.certificate(one.fingerprint) == again
    assert {found.fingerprint: found.unit for found in office.certificates()}[one.fingerprint] == "education"
    assert office.verify_log().ok


def test_people_come_and_go(office):
    assert office.set_officer("李娜", "监测员", **BY)
    assert not office.set_officer("李娜", "监测员", **BY)
    assert office.set_officer("李娜", "组长", **BY)
    assert office.set_officer("王芳", "只读", **BY)
    assert office.officers() == {"李娜": "组长", "王芳": "只读"}
    assert office.set_officer("李娜", "", **BY)
    assert not office.set_officer("李娜", "", **BY)
    assert office.officers() == {"王芳": "只读"}
    assert told(office, "officer:李娜") == ["set"] * 3


def test_decisions_are_numbered_and_stay(office):
    given_reasons = {kind: f"理由{place}" for place, kind in enumerate(DecisionKind)}
    made = [
        office.decide(kind, "health", 2025, content="0" * 64, answer="是", reason=reason, **BY)
        for kind, reason in given_reasons.items()
    ]
    other = office.decide(DecisionKind.EXCUSE, "education", 2024, subject="births/_T", reason="x", **BY)
    assert office.decisions() == [*made, other]
    assert office.decisions(unit="health", year=2025) == made
    assert office.decisions(unit="education", year=2024) == [other]
    assert office.decisions(unit="health", year=2024) == []
    assert [one.id for one in office.decisions()] == list(range(1, len(made) + 2))
    assert subjects(office)[-1] == f"decision:{other.id}"


def test_base_figures_are_numbered_upwards_within_their_year(office):
    bases = [base(), base(3), base(1, year=2024)]
    for one in bases:
        office.add_base(one)
    assert (office.bases(2025), office.bases(2024), office.bases(2023)) == (bases[:2], bases[2:], [])
    for other in (base(3), base(2), base(9, digest="0" * 64), base(9, table_digest="0" * 64)):
        with pytest.raises(StoreMisuse):
            office.add_base(other)
    assert office.bases(2025) == bases[:2]
    assert told(office, "base:") == ["base"] * 3


def test_letters_are_numbered_upwards(office):
    kinds = list(OfficeLetter)
    letters = [letter(number, kind) for number, kind in enumerate(kinds, 1)]
    for one in letters:
        office.add_letter(one)
    assert office.letters("health", 2025) == letters
    assert office.letters("health", 2024) == office.letters("education", 2025) == []
    for other in (letter(len(kinds)), letter(99, digest="0" * 64)):
        with pytest.raises(StoreMisuse):
            office.add_letter(other)
    assert office.letters("health", 2025) == letters


def test_the_offices_own_past_is_taken_over_again_where_it_differs(office):
    first = [published("2", 2021), published("1.50")]
    assert office.import_past(first, reason="年鉴", **BY) == 2
    assert office.past_values() == [published("1.5"), published("2", 2021)]
    again = [published("1.5"), published("3", 2021), published("9", code="anaemia")]
    assert office.import_past(again, reason="更正", **BY) == 2
    assert office.past_values() == [published("9", code="anaemia"), published("1.5"), published("3", 2021)]
    # What was published before stays beside it.
    entered = [one for one in office.log_entries() if one.kind == "import" and one.year == 2021]
    assert [(one.subject, one.old, one.reason) for one in entered] == [
        ("past:births/_T/1", None, "年鉴"),
        ("past:births/_T/2", None, "更正"),
    ]
    assert office.import_past([published("2", 2021)], reason="又改回", **BY) == 1
    assert published("2", 2021) in office.past_values()


def test_deadlines(office):
    assert office.set_deadline(2025, "", date(2026, 3, 31), **BY)
    assert office.set_deadline(2025, "health", date(2026, 4, 15), **BY)
    assert not office.set_deadline(2025, "", date(2026, 3, 31), **BY)
    assert office.set_deadline(2025, "", date(2026, 4, 1), **BY)
    found = [(one.year, one.unit, one.day) for one in office.deadlines()]
    assert found == [(2025, "", date(2026, 4, 1)), (2025, "health", date(2026, 4, 15))]
    assert office.remove_deadline(2025, "health", **BY)
    assert not office.remove_deadline(2025, "health", **BY)
    assert [one.unit for one in office.deadlines()] == [""]


def test_a_plan_is_kept_as_it_was_handed_over_once(office):
    digest = office.current_plan().digest
    assert office.plan_file(digest) is None
    assert office.keep_plan_file(digest, b"compiled", **BY)
    assert not office.keep_plan_file(digest, b"compiled again", **BY)
    assert office.plan_file(digest) == b"compiled"


def test_tasks_are_numbered_upwards_and_the_last_is_in_force(office):
    changed = replace(TERMS, notice="", waives_paper=False)
    first, second = task(1), task(101, task=changed)
    assert office.task_in_force(2025) is None
    for one in (first, second):
        office.add_task(one)
    for refused in (task(101), task(7), task(102, digest="0" * 64)):
        with pytest.raises(StoreMisuse):
            office.add_task(refused)
    assert office.tasks(2025) == [first, second]
    assert (office.task_in_force(2025), office.task_in_force(2024), office.tasks(2024)) == (changed, None, [])


def test_plans_are_kept_and_one_is_in_force(office):
    first = office.current_plan()
    second = office.import_plan(other_plan(), actor="李娜", now=later())
    assert office.current_plan() == office.plan(second.digest) == second
    assert office.plan(first.digest) == first
    assert [digest for digest, _, _ in office.plans()] == [first.digest, second.digest]


def test_the_log_is_read_exported_and_goes_back_with_the_clock(office):
    office.set_officer("李娜", "组长", actor="李娜", now=later(60))
    office.decide(DecisionKind.EXCUSE, "health", 2025, reason="无此项业务", actor="李娜", now=NOW)
    entries = office.log_entries()
    assert [entry.kind for entry in entries[-2:]] == ["clock", "excuse"]
    assert office.log_entries(year=2025) == office.log_entries(kind="excuse") == entries[-1:]
    assert office.log_entries(newest=2) == entries[-2:]
    assert office.latest_entry() == later(60)
    written = io.StringIO()
    assert office.export_log(csv.writer(written)) == len(entries)
    assert list(csv.reader(io.StringIO(written.getvalue())))[-1][-1] == office.log_head()


def test_a_signer_without_a_name_and_a_package_without_a_signature_come_back(office):
    nameless = signer()
    nameless = type(nameless)(
        fingerprint=nameless.fingerprint,
        unit="",
        valid_from=nameless.valid_from,
        valid_until=nameless.valid_until,
        signed_at=nameless.signed_at,
    )
    for one in (package(b"1", signer=nameless), package(b"2", signer=None, revision=2, replaces="0" * 64)):
        take_in(office, one)
        assert office.package(one.package.digest) == one.package


def test_a_frozen_year_is_added_above_the_one_before_and_the_last_one_counts(office):
    assert (office.collections(2025), office.closed_filings(2025)) == ([], {})
    first, second = collection(1), collection(2, filings={"health": "c" * 64, "education": "d" * 64})
    office.add_collection(first)
    assert office.closed_filings(2025) == {"health": "b" * 64}
    for refused in (collection(1, data=b"another"), collection(3, digest="e" * 64)):
        with pytest.raises(StoreMisuse):
            office.add_collection(refused)
    office.add_collection(second)
    assert office.collections(2025) == [first, second]
    assert office.closed_filings(2025) == second.filings
    assert (office.collections(2024), office.closed_filings(2024)) == ([], {})
    assert office.verify_log().ok
