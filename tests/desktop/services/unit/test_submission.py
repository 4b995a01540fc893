"""定稿, print, export and verification, through the real store, real PDF and real OpenSSL."""

import email
import email.policy
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import resources
from desktop.services.keys.key_files import certificate_path, key_facts, open_key
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.exporting import export, payload
from desktop.services.unit.filing.finalising import finalise, obstacles, withdraw
from desktop.services.unit.filing.key_sheets import registration_sheet
from desktop.services.unit.printing import (
    PDF_NAME,
    official_pdf,
    official_workbook,
    small_cell_caution,
)
from desktop.services.unit.year import open_year
from desktop.submission.package import PayloadFile, build
from forms.canonical import canonical_json, digest_of
from forms.errors import StateError, TianbaoError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.content import content_of, submission_document
from forms.filing.disclosure import small_counts
from forms.filing.engine import ENGINE
from forms.filing.state import YearState
from forms.reporting.earlier import DefinitionChange
from tests.desktop.documents.builders import text_of
from tests.desktop.public_tools import run, shell
from tests.desktop.services.conftest import PASSPHRASE, START

BIRTHS = SeriesKey("live-births")


@pytest.fixture
def exported(final, identity, tmp_path):
    return export(final, identity, tmp_path / "out")


@pytest.fixture
def verify(pack, identity, tmp_path):
    certificate = certificate_path(tmp_path / "unit.p12").read_bytes()

    def run(data, **changes):
        known = replace(Premises(now=START.replace(year=2027), trusted=[certificate]), **changes)
        return verify_package(data, {pack.plan.id: pack}.get, known).verification

    return run


def states(verification):
    return {fact.name: fact.state.value for fact in verification.facts}


def test_finalising_needs_answers_and_people(desk, sample):
    year = open_year(desk, 2025)
    with pytest.raises(StateError) as caught:
        finalise(year)
    assert caught.value.code == "E-STATE-002"
    assert any("格没有填" in text for text in obstacles(year))
    year.enter({year.layout.entry_cells[0].key: "x"})
    assert any("1 个强制性问题" in text for text in obstacles(year))
    year.enter(sample.figures)
    assert any("说明" in text for text in obstacles(year))


def test_what_cannot_be_stored_is_refused_before_any_file_is_made(final, identity, clock, tmp_path):
    """A second window, or a write-protected file: nobody may send a package that the store does not know."""
    path = final.desk.path
    made = sorted(path.parent.rglob("*"))
    with open_desk(path, clock) as second:
        year = open_year(second, 2025)
        for step in (
            lambda: export(year, identity, tmp_path / "out"),
            lambda: withdraw(year, "更正数据"),
            lambda: finalise(year),
        ):
            with pytest.raises(StateError) as caught:
                step()
            assert caught.value.code == "E-STATE-003"
    assert sorted(path.parent.rglob("*")) == made
    assert not (tmp_path / "out").exists()


def test_finalising_names_the_people_who_are_missing(filled):
    filled.desk.name_people(phone="")
    with pytest.raises(UserInputError) as caught:
        finalise(filled)
    assert caught.value.code == "E-PEOPLE-001"
    assert "联系电话" in caught.value.message
    assert filled.state is YearState.READY


def test_a_final_year_is_frozen_until_withdrawn_with_a_reason(final):
    assert final.state is YearState.FINAL
    with pytest.raises(StateError):
        final.enter({BIRTHS: "1"})
    with pytest.raises(StateError):
        final.undo()
    with pytest.raises(UserInputError):
        withdraw(final, " ")
    withdraw(final, "更正活产数")
    assert final.state is YearState.WITHDRAWN
    assert finalise(final) == 2


def test_a_new_revision_names_the_one_it_replaces(final):
    first = final.content_digest
    withdraw(final, "重新核对")
    finalise(final)
    second = final.desk.store.latest_revision(2025)
    assert second.number == 2
    assert first.encode() in second.content
    assert final.content_digest != first


def test_the_frozen_print_comes_back_as_the_same_bytes(final, reopen):
    pdf, workbook = official_pdf(final), official_workbook(final)
    final.desk.close()
    with reopen() as again:
        year = open_year(again, 2025)
        assert official_pdf(year) == pdf
        assert official_workbook(year) == workbook


def test_before_finalising_the_print_is_a_draft(filled):
    text = text_of(official_pdf(filled))
    assert "草" in text
    finalise(filled)
    final_text = text_of(official_pdf(filled))
    assert "校验码" in final_text
    assert "草　稿" not in final_text


def test_a_backup_is_made_before_finalising(filled, store_path):
    finalise(filled)
    assert list((store_path.parent / "备份").glob("*before-finalise*"))


def test_small_sensitive_counts_are_named(final):
    caution = small_cell_caution(final)
    assert "死亡" not in caution, "no death points to nobody"
    for small in small_counts(final.figures, final.layout)[:2]:
        assert final.desk.plan.item_by_code[small.keys[0].code].name in caution


def test_export_and_mail_draft_caution_about_small_counts(final, identity, tmp_path):
    made = export(final, identity, tmp_path)
    assert made.caution == small_cell_caution(final)
    draft = email.message_from_bytes(made.mail_path.read_bytes(), policy=email.policy.default)
    words = draft.get_body().get_content()
    assert "注意保密" in words
    assert "感染" not in words, "the mail itself names no figure"


def test_export_needs_a_final_year(filled, identity, tmp_path):
    with pytest.raises(StateError):
        export(filled, identity, tmp_path)
    assert not list(tmp_path.glob("*.asice"))


def test_the_package_is_named_recorded_and_drafted_as_mail(exported, final):
    assert exported.path.name == "wdp-210404-health-2025-r1.asice"
    assert final.state is YearState.EXPORTED
    [record] = final.desk.store.packages(2025)
    assert (record.file_name, record.digest) == (exported.path.name, exported.digest)
    assert b"X-Unsent: 1" in exported.mail_path.read_bytes()


def test_all_facts_hold_for_a_sound_package(exported, verify):
    found = verify(exported.path.read_bytes(), paper_code=exported.check_code.lower())
    assert states(found) == {
        "container": "ok",
        "digests": "ok",
        "signature": "ok",
        "signer": "ok",
        "schema": "ok",
        "plan": "ok",
        "revision": "unknown",
        "recheck": "ok",
        "forms": "unknown",
        "paper": "ok",
    }
    assert found.bottom_line == "ok"


def test_public_tools_accept_the_package(exported, tmp_path):
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(exported.path) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    answer = run(
        folder,
        *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any"),
        *("-in", "META-INF/signature.p7s", "-content", "META-INF/ASiCManifest.xml"),
        *("-CAfile", str(certificate_path(tmp_path / "unit.p12")), "-out", str(tmp_path / "m")),
    )
    assert answer.returncode == 0, answer.stderr


def test_an_unknown_signer_is_accepted_only_when_allowed(exported, verify):
    data = exported.path.read_bytes()
    assert verify(data, trusted=[]).bottom_line == "unknown"
    assert verify(data, trusted=[], allow_unregistered=True).bottom_line == "ok"


def test_a_page_of_another_revision_is_noticed(exported, verify, final):
    withdraw(final, "重新核对")
    finalise(final)
    other = final.content_digest
    from forms.canonical import check_code

    found = verify(exported.path.read_bytes(), paper_code=check_code(other))
    assert states(found)["paper"] == "bad"
    assert verify(exported.path.read_bytes(), paper_code="ABC").fact("paper").code == "E-VERIFY-050"


def test_garbage_gives_facts_and_no_exception(verify):
    for data in (b"", b"PK\x03\x04", b"\0" * 1000, b"%PDF-1.4"):
        found = verify(data)
        assert set(states(found).values()) <= {"bad", "unknown"}
        assert found.bottom_line != "ok"
        assert found.sentence.isprintable()


def _resigned(final, identity, change):
    """A package that the unit itself signs after something in it was edited by hand."""
    revision = final.desk.store.latest_revision(2025)
    files = {f.name: f for f in payload(revision, final.desk.store.documents(2025, revision.number))}
    change(files)
    return build(list(files.values()), identity, START.replace(month=4))


def _edit_table(files, name, old, new):
    """Edit a table and make every digest fit again, as a skilled hand would."""
    import json
    from decimal import Decimal

    from forms.filing.content import content_of

    data = files[name].data.replace(old, new, 1)
    assert data != files[name].data
    files[name] = PayloadFile(name, "text/csv", data)
    submission = json.loads(files["submission.json"].data, parse_float=Decimal)
    content = content_of(submission)
    content["tables"][name] = digest_of(data)
    described = {**submission["files"], name: digest_of(data)}
    document = canonical_json(submission_document(content, described))
    files["submission.json"] = PayloadFile("submission.json", "application/json", document)


def test_a_figure_edited_and_signed_again_fails_our_own_calculation(final, identity, verify):
    def change(files):
        _edit_table(files, "data/observations.csv", b",2036,", b",2035,")

    found = verify(_resigned(final, identity, change))
    assert states(found)["signature"] == "ok"
    assert states(found)["recheck"] == "bad"


def test_a_verdict_edited_and_signed_again_is_named(final, identity, verify):
    def change(files):
        _edit_table(files, "data/verdicts.csv", b",not_met,at_risk,", b",met,on_track,")

    fact = verify(_resigned(final, identity, change)).fact("recheck")
    assert fact.code == "E-VERIFY-040"
    assert "data/verdicts.csv 第" in fact.sentence


def test_a_finding_removed_is_noticed(final, identity, verify):
    def change(files):
        lines = files["data/findings.csv"].data.splitlines(keepends=True)
        _edit_table(files, "data/findings.csv", lines[1], b"")

    assert states(verify(_resigned(final, identity, change)))["recheck"] == "bad"


def test_a_digest_that_does_not_fit_the_content_is_noticed(final, identity, verify):
    def change(files):
        data = files["submission.json"].data.replace(b'"year":2025', b'"year":2024', 1)
        files["submission.json"] = PayloadFile("submission.json", "application/json", data)

    assert verify(_resigned(final, identity, change)).fact("schema").code == "E-VERIFY-011"


@pytest.mark.parametrize(
    "document",
    [b"[]", b"{}", b"not json", b'{"schema":"tianbao/submission/1"}', b'{"a":1,"a":2}', b"[" * 100_000],
)
def test_a_malformed_descriptor_is_refused_with_a_sentence(final, identity, verify, document):
    def change(files):
        files["submission.json"] = PayloadFile("submission.json", "application/json", document)

    assert verify(_resigned(final, identity, change)).fact("schema").code == "E-VERIFY-010"


def test_a_missing_table_is_named(final, identity, verify):
    fact = verify(_resigned(final, identity, lambda files: files.pop("data/findings.csv"))).fact("schema")
    assert fact.state == "bad"
    assert "findings.csv" in fact.sentence


def test_key_file_opens_with_its_passphrase_only(identity, tmp_path):
    path = tmp_path / "unit.p12"
    assert open_key(path, PASSPHRASE).fingerprint == identity.fingerprint
    with pytest.raises(TianbaoError):
        open_key(path, "wrong passphrase")
    facts = key_facts(identity)
    assert facts.unit_name == "区卫生健康局"
    assert "".join(facts.fingerprint.split()).lower() == identity.fingerprint


def test_a_key_file_is_never_overwritten(desk, identity, tmp_path):
    from desktop.services.unit.filing.signing import create_key

    with pytest.raises(UserInputError) as caught:
        create_key(desk, tmp_path / "unit.p12", PASSPHRASE)
    assert caught.value.code == "E-KEY-020"


def test_registration_sheet_shows_the_fingerprint(desk, identity, tmp_path):
    text = text_of(registration_sheet(desk, identity.certificate, tmp_path / "unit.p12"))
    for group in key_facts(identity).fingerprint.split()[:4]:
        assert group in text
    assert "不是单位公章" in text.replace("\n", "")


def test_pdf_is_in_the_package_as_it_was_printed(exported, final):
    with zipfile.ZipFile(exported.path) as archive:
        assert archive.read(PDF_NAME) == official_pdf(final)


def test_a_key_of_another_unit_cannot_sign_for_this_one(final, pack, verify, tmp_path, clock):
    from desktop.services.unit.desk import create_desk
    from desktop.services.unit.filing.signing import create_key

    with create_desk(tmp_path / "other.db", pack, "education", clock) as other:
        foreign = create_key(other, tmp_path / "foreign.p12", PASSPHRASE)
    trusted = [certificate_path(tmp_path / "foreign.p12").read_bytes()]
    found = verify(_resigned(final, foreign, lambda files: None), trusted=trusted)
    assert found.fact("signer").code == "E-VERIFY-060"
    assert "区教育局" in found.fact("signer").sentence
    assert "区卫生健康局" in found.fact("signer").sentence
    assert found.bottom_line == "bad"


def test_the_office_repeats_verdicts_with_the_units_changes_of_definition(filled, identity, verify, tmp_path):
    change = DefinitionChange("pregnancy-anaemia-rate", 2025, "血红蛋白检测方法改变")
    filled.desk.record_definition_change(change)
    year = open_year(filled.desk, 2025)
    assert "TB-TARGET-002" not in {finding.code for finding in year.report.findings}
    finalise(year)
    found = verify(export(year, identity, tmp_path / "out").path.read_bytes())
    assert states(found)["recheck"] == "ok"

    def hide(files):
        data = files["submission.json"].data
        document = json.loads(data)
        content = {**content_of(document), "definition_changes": []}
        written = canonical_json(submission_document(content, document["files"]))
        files["submission.json"] = PayloadFile("submission.json", "application/json", written)

    assert states(verify(_resigned(year, identity, hide)))["recheck"] == "bad"


def _readme_loop():
    """The lines by which the README tells the office to compare files with the signed manifest."""
    text = (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")
    lines = text[text.index("    for f in $(find") :].splitlines()
    return "\n".join(lines[: lines.index("    done") + 1])


@pytest.mark.parametrize("forged", [False, True])
def test_the_readme_recipe_notices_a_package_changed_and_packed_again(exported, tmp_path, forged):
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(exported.path) as archive:
        archive.extractall(folder)
    if forged:
        table, described = folder / "data" / "observations.csv", folder / "submission.json"
        old = digest_of(table.read_bytes())
        table.write_bytes(table.read_bytes().replace(b",2036,", b",2136,"))
        new = digest_of(table.read_bytes())
        described.write_text(described.read_text("utf-8").replace(old, new), "utf-8")
    done = shell(folder, _readme_loop())
    assert done.returncode == 0, done.stderr
    bad = {line.split("/", 1)[1] for line in done.stdout.splitlines() if line.startswith("BAD")}
    assert bad == ({"data/observations.csv", "submission.json"} if forged else set())
    assert done.stdout.count("ok ") == 8 - len(bad)


def test_another_units_key_is_refused_before_anything_is_signed(final, pack, tmp_path, clock):
    from desktop.services.unit.desk import create_desk
    from desktop.services.unit.filing.signing import create_key

    with create_desk(tmp_path / "other.db", pack, "education", clock) as other:
        foreign = create_key(other, tmp_path / "foreign.p12", PASSPHRASE)
    with pytest.raises(UserInputError) as caught:
        export(final, foreign, tmp_path / "out")
    assert caught.value.code == "E-KEY-023"
    assert "区教育局”（代码 education/210404）" in caught.value.message
    assert "卫生健康局（health/210404）" in caught.value.message
    assert not (tmp_path / "out").exists()
    assert final.state is YearState.FINAL


def test_a_package_is_of_profile_1_1(exported):
    with zipfile.ZipFile(exported.path) as archive:
        assert archive.read("submission.json").startswith(b'{"kind":"submission",')
        document = json.loads(archive.read("submission.json"))
        verdicts = archive.read("data/verdicts.csv").decode().splitlines()
        data = [name for name in archive.namelist() if name.startswith("data/")]
    assert (document["schema"], document["engine"]) == ("tianbao/submission/2", ENGINE)
    assert (document["base"], document["task"], document["read_back"]) == (None, None, None)
    assert document["corrections"] == []
    assert sorted(document["tables"]) == sorted(data)
    assert verdicts[0].endswith(",volatile,method,chance,reach_low,reach_mid,reach_high")
    assert all(line.endswith(",pace,,,,") for line in verdicts[1:])
    schema = json.loads(resources.read_text("schemas/submission-2.json"))
    jsonschema.Draft202012Validator(schema).validate(document)


def test_exporting_again_at_the_same_time_gives_the_same_bytes(final, identity, clock, tmp_path):
    at = clock.now
    first = export(final, identity, tmp_path / "one").path.read_bytes()
    clock.now = at
    assert export(final, identity, tmp_path / "two").path.read_bytes() == first
