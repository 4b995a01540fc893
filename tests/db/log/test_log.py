"""Nothing can be changed behind the program's back without being found."""

import csv
import hashlib
import io
import sqlite3
from contextlib import closing

import pytest

from db.log.records import LogHead
from db.unit.store import open_store
from forms.canonical import canonical_json
from tests.db.added_rows import adding
from tests.db.samples import FROZEN_TABLES, NOW, YEAR, fill_everything, key, new_store, put, typed

AT = " WHERE year = 2024 AND code = 'item-003'"
REST = "breakdown, text, value, missing, problem, message, note, source, entered_by, entered_at"
EXPLAINED = "year, code, cells, values_digest, 'y', actor, at"
COLUMNS = "seq, at, actor, year, kind, subject, old, new, reason"


@pytest.fixture
def filled(store):
    fill_everything(store)
    for number in range(20):
        put(store, typed(str(number + 100), number), year=2024)
    store.undo(2024, "王芳", NOW)
    assert store.verify_log().ok
    return store


def free(behind, *tables):
    """Drop the triggers of tables, as somebody with a database tool would."""
    behind(*(f"DROP TRIGGER tr_{table}_no_{event}" for table in tables for event in ("update", "delete")))


def guarded(table):
    return [
        f"CREATE TRIGGER tr_{table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for event in ("UPDATE", "DELETE")
    ]


def test_the_hash_is_the_published_one(filled, path):
    """An inspector with Python and this rule needs nothing of ours."""
    previous = "0" * 64
    with closing(sqlite3.connect(path)) as connection:
        for *fields, found in connection.execute(f"SELECT {COLUMNS}, hash FROM change_log ORDER BY seq"):
            previous = hashlib.sha256(canonical_json([previous, *fields])).hexdigest()
            assert previous == found
    assert filled.log_head() == previous


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE change_log SET new = replace(new, '1', '2') WHERE seq = 15",
        "UPDATE change_log SET actor = '李梅' WHERE seq = 15",
        "UPDATE change_log SET at = '2026-01-15T08:30:05.123457Z' WHERE seq = 15",
        "UPDATE change_log SET reason = 'x' WHERE seq = 15",
        "UPDATE change_log SET year = 2023 WHERE seq = 15",
        "UPDATE change_log SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 15",
        "DELETE FROM change_log WHERE seq = 15",
    ],
)
def test_a_changed_or_removed_row_is_found_by_its_number(filled, behind, change):
    free(behind, "change_log")
    behind(change, *guarded("change_log"))
    verification = filled.verify_log()
    assert not verification.ok
    assert verification.first_bad_seq == 15
    assert "15" in verification.sentence


def test_an_inserted_row_is_found(filled, behind):
    entries = filled.log_position().entries
    behind(
        f"INSERT INTO change_log ({COLUMNS}, hash) SELECT seq + 1, at, actor, year, kind, subject, old, new, "
        f"reason, hash FROM change_log WHERE seq = {entries}"
    )
    assert filled.verify_log().first_bad_seq == entries + 1


def test_a_renumbered_log_is_found(filled, behind):
    free(behind, "change_log")
    behind(
        "DELETE FROM change_log WHERE seq = 1", "UPDATE change_log SET seq = seq - 1", *guarded("change_log")
    )
    assert filled.verify_log().first_bad_seq == 1


def test_a_cut_tail_is_found(filled, behind):
    entries = filled.log_position().entries
    free(behind, "change_log")
    behind(f"DELETE FROM change_log WHERE seq > {entries - 3}", *guarded("change_log"))
    verification = filled.verify_log()
    assert (verification.ok, verification.first_bad_seq) == (False, entries - 2)
    assert "截断" in verification.sentence


def rewrite_log(path, keep, changes=()):
    """What a skilled forger does: cut the log, append other rows, make all hashes and the head fit."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for event in ("update", "delete"):
            connection.execute(f"DROP TRIGGER tr_change_log_no_{event}")
        connection.execute("DELETE FROM change_log WHERE seq > ?", (keep,))
        head = connection.execute("SELECT hash FROM change_log WHERE seq = ?", (keep,)).fetchone()[0]
        for seq, fields in enumerate(changes, start=keep + 1):
            head = hashlib.sha256(canonical_json([head, seq, *fields])).hexdigest()
            connection.execute("INSERT INTO change_log VALUES (?,?,?,?,?,?,?,?,?,?)", (seq, *fields, head))
        connection.execute("UPDATE log_state SET entries = ?, head = ?", (keep + len(changes), head))
        for statement in guarded("change_log"):
            connection.execute(statement)


def test_a_cut_tail_with_a_fitting_head_is_found_by_the_figures(filled, path):
    rewrite_log(path, filled.log_position().entries - 3)
    verification = filled.verify_log()
    assert not verification.ok
    assert any("cell:" in subject for subject in verification.subjects)


def test_a_rewritten_tail_with_fitting_figures_is_found_by_a_noted_head(store, path, behind):
    put(store, typed("1"))
    put(store, typed("2"))
    noted = store.log_position()
    rows = store.log_entries()
    last = rows[-1]
    new = last.new.replace('"2"', '"3"')
    fields = (last.at.isoformat(timespec="microseconds").replace("+00:00", "Z"), "王芳", YEAR, "entry")
    rewrite_log(path, noted.entries - 1, [(*fields, last.subject, last.old, new, "")])
    behind("UPDATE observation SET text = '3', value = '3'")
    assert store.verify_log().ok  # nothing inside the file can tell
    verification = store.verify_log([noted])
    assert (verification.ok, verification.first_bad_seq) == (False, noted.entries)
    assert not store.verify_log([LogHead(noted.entries + 5, "0" * 64)]).ok


def test_the_head_of_a_frozen_revision_is_such_a_note(filled, path):
    frozen = filled.latest_revision(YEAR)
    rewrite_log(path, frozen.log_entries - 1, [])
    assert not filled.verify_log().ok


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (f"UPDATE observation SET value = '9999.25'{AT}", "2024 cell:item-003/_T"),
        (f"UPDATE observation SET note = 'x'{AT}", "2024 cell:item-003/_T"),
        (f"UPDATE observation SET entered_by = 'x'{AT}", "2024 cell:item-003/_T"),
        (f"DELETE FROM observation{AT}", "2024 cell:item-003/_T"),
        (
            adding("observation", f"year, 'item-999', {REST}", f"observation{AT}"),
            "2024 cell:item-999/_T",
        ),
        ("UPDATE person SET value = '李'", "people:head"),
        ("UPDATE report_year SET state = 'accepted' WHERE year = 2025", "2025 year:state"),
        ("UPDATE report_year SET revision = 7 WHERE year = 2025", "2025 year:state"),
        ("UPDATE report_year SET deadline = '2030-01-01' WHERE year = 2025", "2025 year:deadline"),
        ("UPDATE store_meta SET value = 'education' WHERE name = 'unit'", "unit:"),
        (adding("store_meta", "'x', 'y'"), "x:"),
        (adding("history_value", "2020, 'a', '_T', '1', ''"), "2020 history:a/_T"),
        ("UPDATE definition_change SET note = 'y'", "2025 definition:item-001"),
        ("DELETE FROM attachment", "2025 attachment:"),
        ("UPDATE attachment SET name = 'b'", "2025 attachment:"),
        (adding("explanation", f"99, {EXPLAINED}", "explanation"), "2025 explanation:99"),
    ],
)
def test_a_value_changed_in_the_file_is_found_and_named(filled, behind, change, subject):
    behind(change)
    verification = filled.verify_log()
    assert (verification.ok, verification.first_bad_seq) == (False, None)
    assert any(found.startswith(subject) for found in verification.subjects)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("explanation", "UPDATE explanation SET text = '其他'"),
        ("explanation", "DELETE FROM explanation"),
        ("blob", "UPDATE blob SET data = x'00'"),
        ("revision", "UPDATE revision SET people = '{}'"),
        ("revision", "UPDATE revision SET content = x'789c030000000001'"),
        ("revision", "UPDATE revision SET content = x'00'"),
        ("revision_document", "UPDATE revision_document SET data = x'00'"),
        ("revision_document", "DELETE FROM revision_document"),
        ("plan_version", "UPDATE plan_version SET document = substr(document, 2)"),
        ("package", "UPDATE package SET file_name = 'b'"),
        ("revision_document", "UPDATE revision_document SET name = 'b.pdf'"),
        ("revision", "UPDATE revision SET log_entries = 3"),
        ("plan_version", "UPDATE plan_version SET version = '2.0'"),
        ("slip", "UPDATE slip SET data = x'00'"),
        ("slip", "UPDATE slip SET kind = 'return'"),
        ("slip", "DELETE FROM slip"),
    ],
)
def test_frozen_content_changed_in_the_file_is_found(filled, behind, table, change):
    free(behind, table)
    behind(change, *guarded(table))
    assert not filled.verify_log().ok


@pytest.mark.parametrize("number", [0, 99])
@pytest.mark.parametrize("revision", ["revision", "revision + 1"])
def test_a_row_beside_another_of_the_same_subject_is_found(filled, behind, number, revision):
    """A package has its digest for a subject, and a number of its own: two rows may bear one digest."""
    behind(adding("package", f"{number}, year, {revision}, file_name, digest, at", "package LIMIT 1"))
    verification = filled.verify_log()
    assert not verification.ok
    assert any("package:" in found for found in verification.subjects)


def test_a_package_that_was_exported_twice_with_the_same_bytes_is_sound(filled):
    filled.record_package(YEAR, 1, "a.asice", "0" * 64, NOW)
    assert len({one.digest for one in filled.packages(YEAR)}) < len(filled.packages(YEAR))
    assert filled.verify_log().ok


@pytest.mark.parametrize("table", FROZEN_TABLES)
def test_a_missing_guard_is_found(filled, behind, table):
    free(behind, table)
    assert not filled.verify_log().ok


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER extra AFTER INSERT ON observation BEGIN UPDATE observation SET value = '1'; END",
        "CREATE TABLE extra (a)",
        "DROP INDEX ix_change_log_year_subject",
    ],
)
def test_a_changed_schema_is_found(filled, behind, change):
    behind(change)
    assert not filled.verify_log().ok


def test_the_log_is_exported_for_an_inspector(filled):
    out = io.StringIO()
    count = filled.export_log(csv.writer(out))
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert rows[0] == [*COLUMNS.split(", "), "hash"]
    assert len(rows) == count + 1 == filled.log_position().entries + 1
    assert rows[-1][-1] == filled.log_head()


def test_entries_can_be_asked_for_by_year_and_number(filled):
    everything = filled.log_entries()
    assert [entry.seq for entry in everything] == list(range(1, filled.log_position().entries + 1))
    assert filled.log_entries(newest=3) == everything[-3:]
    assert filled.log_entries(year=2024) == [entry for entry in everything if entry.year == 2024]


def test_verification_can_run_beside_an_open_transaction(filled):
    with filled.transaction():
        put(filled, typed("7", 7), year=2024)
        assert filled.verify_log().ok
    assert filled.verify_log().ok
    assert filled.observations(2024)[key(7)].reading.value == 7


def test_everything_that_changes_is_logged_in_order(path):
    with new_store(path) as store:
        fill_everything(store)
        kinds = [entry.kind for entry in store.log_entries()]
    wanted = (
        "create create create create import import state entry entry set answer explain define attach state"
    )
    assert kinds == [*wanted.split(), "freeze", "export", "receive", "receive", "trust"]
    with open_store(path, now=NOW) as store:
        assert store.verify_log().entries == len(kinds)
