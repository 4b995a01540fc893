"""The office's store on a PostgreSQL server: several desks, lost connections, rights."""

import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.errors import StoreBusy, StoreExists, StoreMisuse, StoreReadOnly, StoreTooNew, StoreUnreachable
from db.office.on_server import create_office_on_server, open_office_on_server
from db.office.records import DecisionKind
from db.office.tables import METADATA, VALUE
from db.server import store as server_store
from db.server.postgresql_only import guards
from tests.db.office.samples import BY, START, package, stated, take_in
from tests.db.office.test_behind import fill
from tests.db.samples import run_python

pytestmark = pytest.mark.slow


@pytest.fixture
def raw(on_server):
    """Execute SQL as the owner of the database."""
    import psycopg

    address = on_server._engine.url
    options = {"host": address.query["host"], "dbname": address.database, "user": address.username}
    with psycopg.connect(**options, autocommit=True) as connection:
        yield connection.execute


KILL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.mark.parametrize("moment", ["before the end", "after an error", "while reading", "between calls"])
def test_a_connection_that_is_lost_leaves_nothing_half(on_server, raw, moment):
    take_in(on_server, package(b"before"))
    head = on_server.log_head()

    def lose():
        if moment == "while reading":
            with on_server._read():
                raw(KILL)
                on_server.packages()
            return
        with on_server.transaction():
            take_in(on_server, package(b"lost"))
            raw(KILL)
            if moment == "after an error":
                raise KeyError
            on_server.packages()

    if moment == "between calls":
        raw(KILL)
    else:
        expected = KeyError if moment == "after an error" else StoreUnreachable
        with pytest.raises(expected) as lost:
            lose()
        assert expected is KeyError or lost.value.code == "E-DB-050"
    assert (len(on_server.packages()), on_server.log_head()) == (1, head)
    take_in(on_server, package(b"after"))
    assert len(on_server.packages()) == 2
    assert on_server.verify_log().ok


def test_a_connection_that_is_lost_at_the_commit_leaves_nothing_half(on_server, raw):
    head = on_server.log_head()

    def lose():
        with on_server.transaction():
            take_in(on_server, package())
            raw(KILL)

    with pytest.raises(StoreUnreachable):
        lose()
    assert (on_server.packages(), on_server.log_head()) == ([], head)


def test_desks_write_in_turn_into_one_log(on_server, database):
    numbers = range(4)
    with ThreadPoolExecutor(4) as threads:

        def work(number):
            with open_office_on_server(database("desk")) as desk:
                for step in range(5):
                    take_in(desk, package(b"of all %d" % step), package(b"%d of %d" % (step, number)))
                    desk.decide(DecisionKind.EXCUSE, "health", 2025, reason=f"{number}", **BY)

        list(threads.map(work, numbers))
    assert [one.id for one in on_server.decisions()] == list(range(1, 21))
    assert len(on_server.packages()) == 5 + 20
    found = on_server.verify_log()
    assert found.ok, found


def test_who_waits_too_long_is_told_and_nothing_is_stored(on_server, database, monkeypatch):
    monkeypatch.setattr(server_store, "_WAIT_MILLISECONDS", 50)
    with open_office_on_server(database("desk")) as other:
        with on_server.transaction():
            take_in(on_server, package())
            with pytest.raises(StoreBusy) as told:
                take_in(other, package(b"other"))
            assert other.packages() == []  # reading waits for nobody, and sees nothing unfinished
        assert told.value.code == "E-DB-051"
        take_in(other, package(b"other"))
        assert len(on_server.packages()) == 2


def test_a_reading_sees_one_state(on_server, database):
    with open_office_on_server(database("desk")) as other, on_server._read():
        assert on_server.packages() == []
        take_in(other, package())
        assert on_server.packages() == []
    assert len(on_server.packages()) == 1


def test_a_desk_may_add_and_never_change_what_was_received(on_server, database):
    import psycopg

    with open_office_on_server(database("desk")) as desk:
        fill(desk)
        assert desk.set_officer("李娜", "组长", **BY)
        assert desk.set_officer("李娜", "", **BY)
        address = desk._engine.url
    options = {"host": address.query["host"], "dbname": address.database, "user": "desk"}
    with psycopg.connect(**options, autocommit=True) as connection:
        for statement in (
            "UPDATE received_value SET value = '1'",
            "DELETE FROM received_value",
            "TRUNCATE received_value",
            "ALTER TABLE received_value DISABLE TRIGGER ALL",
            "DROP TABLE received_value",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    assert on_server.verify_log().ok


def test_the_owner_cannot_empty_a_table_either(on_server, raw):
    import psycopg

    fill(on_server)
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw("TRUNCATE received_value")
    raw("SET session_replication_role = replica")  # switches other triggers off
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw("UPDATE received_value SET value = '1'")


@pytest.mark.parametrize(
    ("statements", "error", "code"),
    [
        (["DROP TRIGGER tr_received_value_append_only ON received_value"], StoreReadOnly, "E-DB-052"),
        (["ALTER TABLE letter DISABLE TRIGGER ALL"], StoreReadOnly, "E-DB-052"),
        (["DROP TABLE deadline"], StoreReadOnly, "E-DB-052"),
        (["UPDATE alembic_version SET version_num = '9999'"], StoreTooNew, "E-DB-008"),
        (["UPDATE alembic_version SET version_num = '0000'"], StoreReadOnly, "E-DB-052"),
        (["REVOKE ALL ON alembic_version FROM desk"], StoreReadOnly, "E-DB-052"),
    ],
)
def test_a_database_that_is_none_of_this_version_is_not_opened(
    on_server, raw, database, statements, error, code
):
    for statement in statements:
        raw(statement)
    with pytest.raises(error) as told:
        open_office_on_server(database("desk"))
    assert told.value.code == code


def test_a_store_is_made_once(on_server, database):
    with pytest.raises(StoreExists):
        create_office_on_server(database(), **START)
    assert on_server.verify_log().ok


def test_an_empty_database_and_one_that_is_not_there_are_told(database, server):
    with pytest.raises(StoreReadOnly, match="不是本程序"):
        open_office_on_server(database())
    with pytest.raises(StoreUnreachable):
        open_office_on_server(f"postgresql+psycopg://desk:secret@/office?host={server}/nowhere")


def test_no_error_tells_a_password_or_a_figure(on_server, server):
    url = f"postgresql+psycopg://desk:secret@/nowhere?host={server}"
    with pytest.raises(StoreUnreachable) as refused:
        open_office_on_server(url)
    one = package(content="short", values=[stated(1, "417")])  # the server quotes the row that it refuses
    with pytest.raises(StoreMisuse) as twice:
        take_in(on_server, one)
    for told in (refused, twice):
        text = "".join(traceback.format_exception(told.value))
        assert "secret" not in text + repr(told.value.details)
        assert "417" not in text


def test_a_text_that_the_server_cannot_hold_is_refused_whole(on_server):
    with pytest.raises(StoreMisuse):
        take_in(on_server, package(values=[stated(1, note="a\0b")]))
    assert on_server.packages() == []


@pytest.mark.parametrize("url", ["sqlite:///x.db", "postgresql://desk@/office", "desk", ""])
def test_other_addresses_are_refused(url):
    with pytest.raises(StoreMisuse):
        open_office_on_server(url)


def test_without_the_driver_a_sentence_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnreachable) as told:
        open_office_on_server("postgresql+psycopg://desk@/office?host=/nowhere")
    assert told.value.code == "E-DB-054"


def test_every_append_only_table_has_its_guard(raw):
    found = {row[0] for row in raw("SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'").fetchall()}
    assert found == guards(METADATA)
    assert f"tr_{VALUE.name}_append_only" in found


def test_the_driver_is_imported_only_for_a_server():
    program = "import sys, db.office.on_server, db.office.store; print('psycopg' in sys.modules)"
    output, errors = run_python(program).communicate(timeout=60)
    assert (output.strip(), errors) == ("False", "")
