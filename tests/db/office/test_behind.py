"""What was received cannot be changed by raw SQL, and where its guards are taken away, the log tells."""

import re
import sqlite3

import pytest

from db.description import log_of
from db.errors import StoreMisuse
from db.office.kind import OFFICE_STORE
from db.office.on_server import OfficeOnServer
from db.office.records import CertificateRevocation, DecisionKind
from db.office.tables import METADATA
from tests.db.added_rows import adding
from tests.db.office.samples import (
    BY,
    base,
    certificate,
    collection,
    letter,
    noted,
    package,
    published,
    take_in,
    task,
    wrong,
)
from tests.db.samples import NOW

APPEND_ONLY = [table.name for table in METADATA.sorted_tables if log_of(table).is_append_only]


def fill(office):
    """At least one row in every table that is append-only."""
    take_in(office, package())
    office.register(certificate())
    revocation = CertificateRevocation(
        fingerprint=certificate().fingerprint, since=NOW, reason="遗失", actor="李娜", at=NOW
    )
    office.revoke(revocation)
    office.correct(wrong(revocation))
    office.decide(DecisionKind.EXCUSE, "education", 2025, reason="无此项业务", **BY)
    office.add_letter(letter())
    office.ask(noted())
    office.add_base(base())
    office.add_task(task())
    office.add_collection(collection())
    office.import_past([published("9"), published("8")], reason="年鉴", **BY)
    office.keep_plan_file(office.current_plan().digest, b"compiled", **BY)


@pytest.fixture
def filled(office):
    fill(office)
    return office


@pytest.fixture
def raw(filled):
    """Execute SQL behind the program's back, as the owner of file or database."""
    if not isinstance(filled, OfficeOnServer):
        with sqlite3.connect(filled.path, isolation_level=None) as connection:
            yield connection.execute
        connection.close()
        return
    import psycopg

    address = filled._engine.url
    options = {"host": address.query["host"], "dbname": address.database, "user": address.username}
    with psycopg.connect(**options, autocommit=True) as connection:
        yield connection.execute


def without_guards(office, raw, table):
    if isinstance(office, OfficeOnServer):
        raw(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        return
    for event in ("update", "delete", "replace"):
        raw(f"DROP TRIGGER tr_{table}_no_{event}")


def with_guards(office, raw, table):
    """Put back what was taken away, so that only the content tells."""
    if isinstance(office, OfficeOnServer):
        raw(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        raw(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER tr_{table}_append_only")
        return
    for statement in office.KIND.schema.statements():
        if re.match(rf"CREATE TRIGGER tr_{table}_no", statement):
            raw(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nothing_received_or_decided_can_be_changed_or_removed(filled, raw, table):
    assert raw(f"SELECT count(*) FROM {table}").fetchone()[0] > 0
    column = METADATA.tables[table].columns.values()[-1].name
    for statement in (f'UPDATE {table} SET "{column}" = "{column}"', f"DELETE FROM {table}"):
        with pytest.raises(Exception, match=f"{table} is append-only"):
            raw(statement)
    assert filled.verify_log().ok


def test_what_to_do_is_said_in_the_offices_words():
    assert OFFICE_STORE.remedy.startswith("请停止收件和办理")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nothing_received_or_decided_can_be_replaced(filled, raw, table):
    described = METADATA.tables[table]
    key = ", ".join(found.name for found in described.primary_key.columns)
    last = described.columns.values()[-1].name
    if isinstance(filled, OfficeOnServer):
        change = f"ON CONFLICT ({key}) DO UPDATE SET {last} = EXCLUDED.{last}"
        statements = [f"INSERT INTO {table} SELECT * FROM {table} {change}"]
    else:
        statements = [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"]
        if described.dialect_options["sqlite"]["with_rowid"]:
            # Another key, but the row number of a row that is there.
            own = ", ".join(f"{found.name} || 1" for found in described.primary_key.columns)
            rest = [found.name for found in described.columns if not found.primary_key]
            if not own.startswith(("id ", "seq ")):
                names = ", ".join((key, *rest))
                chosen = ", ".join((own, *rest))
                statements.append(
                    f"INSERT OR REPLACE INTO {table} (rowid, {names}) SELECT rowid, {chosen} FROM {table}"
                )
    for statement in statements:
        with pytest.raises(Exception, match=f"{table} is append-only"):
            raw(statement)
    assert filled.verify_log().ok


def test_the_number_of_a_question_cannot_be_given_to_another(filled, raw):
    if isinstance(filled, OfficeOnServer):
        pytest.skip("PostgreSQL has no REPLACE")
    names = [found.name for found in METADATA.tables["question"].columns if found.name != "id"]
    same = ", ".join(names)
    with pytest.raises(sqlite3.IntegrityError, match="question is append-only"):
        raw(f"INSERT OR REPLACE INTO question (id, {same}) SELECT 'q-2025-health-9', {same} FROM question")


CHANGES = {
    "past_value": "UPDATE past_value SET value = '1'",
    "base_pack": "UPDATE base_pack SET figures = CAST('x' AS {bytes})",
    "received_value": "UPDATE received_value SET value = '1' WHERE value IS NOT NULL",
    "received_file": "UPDATE received_file SET data = CAST('x' AS {bytes})",
    "received_package": "UPDATE received_package SET unit = 'education'",
    "judgement": "UPDATE judgement SET facts = '{{}}'",
    "decision": "UPDATE decision SET reason = 'x'",
    "question": "UPDATE question SET text = 'x'",
    "letter": "UPDATE letter SET data = CAST('x' AS {bytes})",
    "plan_file": "UPDATE plan_file SET data = CAST('x' AS {bytes})",
    "collection": "UPDATE collection SET filings = '{{}}'",
    "task": "UPDATE task SET terms = '{{}}'",
    "certificate": "UPDATE certificate SET unit = 'education'",
    "revocation": "DELETE FROM revocation",
    "register_correction": "UPDATE register_correction SET stands = 1",
    "arrival": "UPDATE arrival SET name = 'x'",
    "change_log": "UPDATE change_log SET reason = 'x' WHERE seq = 3",
    "plan_version": "UPDATE plan_version SET version = 'x'",
}


def test_each_table_has_a_change():
    assert sorted(CHANGES) == sorted(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_changed_behind_the_guards_is_told(filled, raw, table):
    kind = "BYTEA" if isinstance(filled, OfficeOnServer) else "BLOB"
    without_guards(filled, raw, table)
    told = filled.verify_log()
    assert not told.ok
    assert "触发器" in told.sentence
    changed = raw(CHANGES[table].format(bytes=kind))
    assert changed.rowcount > 0
    with_guards(filled, raw, table)
    told = filled.verify_log()
    assert not told.ok
    assert "触发器" not in told.sentence


def test_a_figure_that_is_added_behind_the_guards_is_told(filled, raw):
    row = "'{}', 'f', 'r', '_T', 2025, 'i', '1', '', '', '', ''"
    raw(adding("received_value", row.format("0" * 64)))
    told = filled.verify_log()
    assert not told.ok
    assert told.mismatches == ("1 份报送的数据与收件时记下的不一致",)


@pytest.mark.parametrize("name", ["in_file", pytest.param("on_server", marks=pytest.mark.slow)])
def test_a_closed_store_says_so(request, name):
    office = request.getfixturevalue(name)
    office.close()
    office.close()
    for call in (office.packages, lambda: take_in(office, package())):
        with pytest.raises(StoreMisuse, match="closed"):
            call()
