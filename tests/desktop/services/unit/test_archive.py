"""Past submissions stay as they were, and prove later that the log was not rewritten."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from db.log.chain import row_hash
from desktop.services.keeping import back_up
from desktop.services.keys.key_files import certificate_path, key_facts
from desktop.services.packages.trust import registrations
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.filing.archive import past_submission, revision_numbers
from desktop.services.unit.filing.exporting import export, payload
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.log_checking import verify_log
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.handover import hand_over
from desktop.services.unit.keeping import preview_restore, restore_backup
from desktop.services.unit.printing import official_pdf
from desktop.services.unit.year import open_year
from desktop.submission.package import build
from forms.canonical import canonical_json, digest_of
from forms.errors import EnvironmentFault, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState
from tests.desktop.documents.builders import text_of
from tests.desktop.services.conftest import PASSPHRASE

BIRTHS = SeriesKey("live-births")


@pytest.fixture
def two_revisions(final, pack, sample):
    """The first submission, and after it a newer plan version, a correction and a second one."""
    first = (official_pdf(final), final.content_digest, list(final.report.findings))
    document = json.loads(pack.data, parse_float=Decimal)
    document["version"] = "2027.1"
    document["title"] = "另一个标题"
    withdraw(final, "更正女性村委会主任数")
    final.desk.store.import_plan(canonical_json(document), actor="王芳", now=final.desk.clock())
    final.enter({BIRTHS: "2037"})
    final.enter({BIRTHS: sample.figures[BIRTHS]})
    final.desk.name_people(filler="李四")
    finalise(final)
    return first


def test_a_past_submission_opens_and_prints_as_it_was(two_revisions, final, reopen, pack):
    pdf, digest, findings = two_revisions
    final.desk.close()
    with reopen() as desk:
        assert revision_numbers(desk, 2025) == [1, 2]
        first, second = (past_submission(desk, 2025, number) for number in (1, 2))
        assert desk.plan.version == "2027.1"
    assert first.pdf == pdf
    assert first.content_digest == digest == second.replaces
    assert first.pack.digest == pack.digest
    assert first.pack.plan.title != "另一个标题"
    assert (first.people.filler, second.people.filler) == ("（演示）韩雪", "李四")
    assert [row["code"] for row in first.findings] == [finding.code for finding in findings]
    assert first.text(BIRTHS) == "2036"
    assert first.figures.value(BIRTHS, 2024) is not None
    assert first.workbook != second.workbook


def test_a_revision_that_is_not_there_is_named(final):
    with pytest.raises(UserInputError, match=r"E-ARCHIVE-001.*第 1 版"):
        past_submission(final.desk, 2025, 2)
    with pytest.raises(UserInputError, match="还没有定稿过"):
        past_submission(final.desk, 2024, 1)


def test_a_frozen_table_that_was_changed_is_not_shown(final, store_path, clock):
    final.desk.close()
    with closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        for trigger in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger[0]}")
        data = b"changed"
        connection.execute(
            "UPDATE revision_document SET data = ?, digest = ? WHERE name = 'data/findings.csv'",
            (data, digest_of(data)),
        )
    with open_desk(store_path, clock) as desk, pytest.raises(EnvironmentFault, match="E-DB-006"):
        past_submission(desk, 2025, 1)


# --- the log, by what left the house ---------------------------------------------------------------------


@pytest.fixture
def exported(final, identity, tmp_path):
    return export(final, identity, tmp_path / "out").path


def rewrite_consistently(path):
    """What a skilled person does: change an old row and make every hash, head and revision fit again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        head, heads = "0" * 64, {}
        columns = "seq, at, actor, year, kind, subject, old, new, reason"
        for row in connection.execute(f"SELECT {columns} FROM change_log ORDER BY seq").fetchall():
            fields = list(row)
            if fields[0] == 20:
                fields[2] = "别人"
            head = row_hash(head, *fields)
            heads[fields[0]] = head
            connection.execute(
                "UPDATE change_log SET actor = ?, hash = ? WHERE seq = ?", (fields[2], head, fields[0])
            )
        connection.execute("UPDATE log_state SET head = ?", (head,))
        for entries, number in connection.execute("SELECT log_entries, number FROM revision").fetchall():
            connection.execute("UPDATE revision SET log_head = ? WHERE number = ?", (heads[entries], number))
        for _, sql in triggers:
            connection.execute(sql)


def test_a_package_that_left_the_house_finds_a_log_that_was_rewritten_as_a_whole(
    exported, final, store_path, clock
):
    assert verify_log(final.desk, [exported]).ok
    assert "1 个报送包" in verify_log(final.desk, [exported]).sentence
    final.desk.close()
    rewrite_consistently(store_path)
    with open_desk(store_path, clock) as desk:
        found = verify_log(desk, [exported])
    assert not found.ok
    assert "别处记下" in found.sentence


def test_a_file_that_forgot_a_submission_is_found_by_its_package(filled, identity, tmp_path, clock):
    backup = back_up(filled.desk, tmp_path / "b", "x")
    finalise(filled)
    package = export(filled, identity, tmp_path / "out").path
    older = tmp_path / "older" / "a.db"
    older.parent.mkdir()
    shutil.copy(backup, older)
    with open_desk(older, clock) as desk:
        assert verify_log(desk).ok
        assert not verify_log(desk, [package]).ok


def test_a_package_of_another_unit_is_refused(exported, pack, tmp_path, clock):
    with (
        create_desk(tmp_path / "e.db", pack, "education", clock) as other,
        pytest.raises(UserInputError, match="E-LOG-001"),
    ):
        verify_log(other, [exported])


def signed(revision, documents, identity, path, clock):
    path.write_bytes(build(payload(revision, documents), identity, clock()))
    return path


def test_a_package_counts_only_with_a_signature_that_holds(exported, final):
    data = bytearray(exported.read_bytes())
    place = data.index(b"META-INF/signature.p7s") + 1500
    data[place] ^= 1
    exported.write_bytes(data)
    with pytest.raises(UserInputError, match="E-LOG-002"):
        verify_log(final.desk, [exported])


def test_a_package_of_another_key_is_told_where_the_certificate_is_given(
    exported, final, identity, tmp_path, clock
):
    register = registrations([identity.certificate.public_bytes(Encoding.PEM)])
    assert "已登记" in verify_log(final.desk, [exported], register).sentence
    other = create_key(final.desk, tmp_path / "other.p12", PASSPHRASE)
    revision, documents = final.desk.store.revision(2025, 1), final.desk.store.documents(2025, 1)
    again = signed(revision, documents, other, tmp_path / "again.asice", clock)
    assert "没有与登记证书核对" in verify_log(final.desk, [again]).sentence
    assert "1 个没有导出记录" in verify_log(final.desk, [again]).sentence
    with pytest.raises(UserInputError, match="E-LOG-003") as caught:
        verify_log(final.desk, [again], register)
    assert "收件" not in caught.value.message, "nobody said when it was received"
    assert "按签名时间（" in caught.value.message


def test_a_package_signed_by_another_unit_is_refused(final, pack, tmp_path, clock):
    with create_desk(tmp_path / "e.db", pack, "education", clock) as other:
        stranger = create_key(other, tmp_path / "e.p12", PASSPHRASE)
    revision, documents = final.desk.store.revision(2025, 1), final.desk.store.documents(2025, 1)
    package = signed(revision, documents, stranger, tmp_path / "p.asice", clock)
    with pytest.raises(UserInputError, match="E-LOG-003"):
        verify_log(final.desk, [package])


def test_a_form_that_left_the_house_differs_from_the_stored_one(final, identity, tmp_path, clock):
    revision, (form, *rest) = final.desk.store.revision(2025, 1), final.desk.store.documents(2025, 1)
    documents = [replace(form, data=b"%PDF-1.4"), *rest]
    package = signed(revision, documents, identity, tmp_path / "p.asice", clock)
    found = verify_log(final.desk, [package])
    assert "定稿报表没有重新打印比对" in found.sentence
    [mismatch] = found.mismatches
    assert mismatch == "2025 年第 1 版：报送包“p.asice”里的“forms/official-form.pdf”与数据文件里存的不同"


# --- restoring, moving -----------------------------------------------------------------------------------


def test_restoring_shows_what_would_change_and_can_be_undone(filled, store_path, tmp_path, clock, sample):
    backup = back_up(filled.desk, tmp_path / "b", "x")
    filled.enter({BIRTHS: "1"})
    filled.desk.close()
    before = store_path.read_bytes()
    preview = preview_restore(backup, store_path, clock)
    [year] = preview.comparison.years
    assert (year.differing, year.state_here, year.state_there) == (1, YearState.DRAFT, YearState.READY)
    assert preview.comparison.is_ancestor
    assert store_path.read_bytes() == before
    kept = restore_backup(backup, store_path, clock)
    with open_desk(store_path, clock) as desk:
        assert open_year(desk, 2025).reading(BIRTHS).text == sample.figures[BIRTHS]
    kept_again = restore_backup(kept, store_path, clock)
    with open_desk(store_path, clock) as desk:
        assert open_year(desk, 2025).reading(BIRTHS).text == "1"
        assert desk.store.verify_log().ok
    assert len({backup, kept, kept_again}) == 3


@pytest.fixture
def foreign(store_path, tmp_path, clock):
    """A backup of another unit of the same county, and one of the same unit of another county."""
    found = []
    for plan, unit in (("wanghua", "education"), ("liuhe", "health")):
        path = tmp_path / f"{plan}-{unit}.db"
        with create_desk(path, load_bundled(plan), unit, clock) as desk:
            name = desk.unit.official_name
            found.append((back_up(desk, tmp_path / "b", "x"), name))
    return found


def test_another_units_backup_is_refused_until_that_is_wanted(desk, foreign, store_path, clock):
    desk.close()
    before = store_path.read_bytes()
    for backup, name in foreign:
        with pytest.raises(UserInputError, match="E-DB-031") as caught:
            restore_backup(backup, store_path, clock)
        assert name in caught.value.message
        assert "区卫生健康局（望花区）" in caught.value.message
        assert store_path.read_bytes() == before
        assert name in preview_restore(backup, store_path, clock).sentences[0]
        kept = restore_backup(backup, store_path, clock, other_unit=True)
        with open_desk(store_path, clock) as restored:
            assert restored.unit.official_name == name
        restore_backup(kept, store_path, clock, other_unit=True)
        before = store_path.read_bytes()


def test_a_file_is_not_its_own_backup(desk, store_path, tmp_path, clock):
    desk.close()
    linked, hard = tmp_path / "l.bak", tmp_path / "h.bak"
    linked.symlink_to(store_path)
    hard.hardlink_to(store_path)
    for backup in (store_path, linked, hard, store_path.parent / "." / store_path.name):
        for step in (restore_backup, preview_restore):
            with pytest.raises(UserInputError, match="E-DB-032"):
                step(backup, store_path, clock)


def test_two_restorations_in_one_second_keep_two_files(desk, store_path, tmp_path, clock):
    backup = back_up(desk, tmp_path / "b", "x")
    desk.close()
    moment = clock()
    kept = [restore_backup(backup, store_path, lambda: moment) for _ in range(3)]
    assert len(set(kept)) == 3
    assert all(path.exists() for path in kept)


def test_a_damaged_store_can_be_previewed_and_restored(filled, store_path, tmp_path, clock, sample):
    backup = back_up(filled.desk, tmp_path / "b", "x")
    filled.desk.close()
    store_path.write_bytes(store_path.read_bytes()[:5000])
    preview = preview_restore(backup, store_path, clock)
    assert preview.comparison is None or not preview.trouble
    restore_backup(backup, store_path, clock)
    with open_desk(store_path, clock) as desk:
        assert open_year(desk, 2025).reading(BIRTHS).text == sample.figures[BIRTHS]
    with pytest.raises(EnvironmentFault):
        preview_restore(tmp_path / "none.bak", store_path, clock)


def test_the_work_goes_on_from_another_folder_under_another_name(
    final, identity, store_path, tmp_path, clock, sample
):
    final.desk.close()
    new = tmp_path / "新电脑" / "李四 的文档" / "妇女规划.db"
    new.parent.mkdir(parents=True)
    shutil.move(store_path, new)
    with open_desk(new, clock) as desk:
        assert desk.cautions == ()
        desk.name_people(filler="李四")
        year = open_year(desk, 2025)
        withdraw(year, "接手后核对")
        year.enter({BIRTHS: "2037"})
        year.undo()
        assert year.reading(BIRTHS).text == sample.figures[BIRTHS]
        assert finalise(year) == 2
        assert past_submission(desk, 2025, 1).people.filler == "（演示）韩雪"
        assert verify_log(desk).ok


def test_the_handover_sheet_names_what_is_handed_over_and_no_secret(final, identity, tmp_path):

    made = hand_over(final.desk, tmp_path / "unit.p12")
    text = text_of(made.pdf).replace("\n", "")
    facts = key_facts(identity)
    for word in (
        *("区卫生健康局", "移交人", "接收人", "监交人", "已定稿", made.copy.name, "（演示）韩雪"),
        *(facts.fingerprint.split()[0], certificate_path(tmp_path / "unit.p12").name),
    ):
        assert word in text
    assert digest_of(made.copy.read_bytes()) == made.digest
    assert made.log_head == final.desk.store.log_head()
    assert hand_over(final.desk).fingerprint is None
    with open_desk(made.copy) as copy:
        assert copy.store.log_head() == made.log_head


def test_what_is_frozen_is_what_is_stored_however_it_was_entered(filled, sample):
    filled.annotate(BIRTHS, note="经核对", source="年报　表三")
    filled.enter({BIRTHS: "2037"})
    filled.undo()
    filled.annotate(BIRTHS, note="再核对 ")
    finalise(filled)
    assert verify_log(filled.desk).mismatches == ()
