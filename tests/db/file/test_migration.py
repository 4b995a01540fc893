"""Older files are brought up to date or left exactly as they were; newer ones are refused."""

import shutil
import sqlite3
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import DiskFull, MigrationFailed, NotAStore, StoreTooNew
from db.file.schema import Schema
from db.unit.kind import UNIT_STORE
from db.unit.store import open_store
from tests.db.samples import HEAD, NOW, ROOT, YEAR, key, new_store, put, typed

STORED = sorted((ROOT / "tests" / "stores").glob("*.sqlite"))

PRESENT = UNIT_STORE.schema
NEXT = f"{int(HEAD) + 1:04}"
"""The schema after the present one."""
BACKUP = f"卫健局.sqlite.{HEAD}.20260115T083005Z.bak"

SCRIPT = """
import sqlalchemy as sa
from alembic import op
revision = "{next}"
down_revision = "{head}"
def upgrade():
    op.create_table("body", sa.Column("id", sa.Integer, primary_key=True), sqlite_strict=True)
    op.add_column("report_year", sa.Column("form_no", sa.Text))
{body}
"""


def next_program(tmp_path, monkeypatch, body="", metadata=PRESENT.metadata, script=SCRIPT):
    """Let the program be one version further on, with this last step."""
    scripts = tmp_path / "next migrations 100%"
    shutil.copytree(PRESENT.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    body = textwrap.indent(textwrap.dedent(body), "    ")
    text = script.format(next=NEXT, head=HEAD, body=body)
    (scripts / "versions" / f"{NEXT}_next.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(UNIT_STORE, "schema", Schema(PRESENT.application, metadata, scripts))
    return scripts / "versions"


@pytest.fixture
def next_schema(tmp_path, monkeypatch):
    """A program one version further on, with this last step."""
    return lambda body: next_program(tmp_path, monkeypatch, body)


@pytest.fixture
def old(path):
    """A closed store with a few years, and its bytes."""
    with new_store(path) as store:
        for year in (2023, 2024, 2025):
            put(store, typed(str(year)), typed("约5", 2), year=year)
    return path.read_bytes()


def files(path):
    return sorted(p.name for p in path.parent.iterdir() if p.is_file())


def revision(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


REBUILD = """
with op.batch_alter_table("report_year", recreate="always") as batch:
    batch.alter_column("form_no", new_column_name="form_number")
"""


def test_an_older_file_is_upgraded_keeps_its_rows_and_a_backup(old, path, next_schema):
    next_schema(REBUILD)
    with open_store(path, now=NOW) as store:
        assert store.observations(2024)[key()].reading.value == 2024  # children survive a rebuilt parent
        put(store, typed("1"), year=2026)
        last = [entry for entry in store.log_entries() if entry.kind == "migrate"]
        assert [(entry.old, entry.new) for entry in last] == [(HEAD, NEXT)]
    assert revision(path) == NEXT
    assert files(path) == sorted([path.name, BACKUP])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert (
            "form_number"
            in connection.execute("SELECT sql FROM sqlite_schema WHERE name='report_year'").fetchone()[0]
        )
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    backup = path.with_name(BACKUP)
    assert revision(backup) == HEAD
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM observation").fetchone() == (6,)


@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError('half way')",
        "op.execute('INSERT INTO nothing VALUES (1)')",
        "op.execute('DELETE FROM observation')",
        'op.execute("UPDATE observation SET year = 2001 WHERE year = 2023")',
        "op.execute('DROP TRIGGER tr_change_log_no_delete')\nop.execute('DELETE FROM change_log')",
        "op.drop_table('explanation')",
        "import sys\nsys.exit(3)",
        "1 / 0",
    ],
)
def test_a_failing_upgrade_leaves_the_file_as_it_was(old, path, next_schema, monkeypatch, body):
    next_schema(body)
    expected = SystemExit if "exit" in body else MigrationFailed
    with pytest.raises(expected) as caught:
        open_store(path, now=NOW)
    assert path.read_bytes() == old
    assert files(path) == sorted([path.name, BACKUP])
    if expected is MigrationFailed:
        assert caught.value.code == "E-DB-011"
        assert "20260115T083005Z.bak" in caught.value.message
    monkeypatch.undo()
    with open_store(path, now=NOW) as store:
        assert store.verify_log().ok
        assert not store.read_only


def test_a_step_that_is_missing_leaves_the_file_as_it_was(old, path, next_schema):
    (next_schema("pass") / "9998_lost.py").write_text("", encoding="utf-8")
    with pytest.raises(MigrationFailed):
        open_store(path, now=NOW)
    assert path.read_bytes() == old


def test_a_full_disk_during_the_upgrade_is_called_that(old, path, next_schema):
    next_schema(
        "op.execute('PRAGMA max_page_count = 1')\n"
        "op.execute('CREATE TABLE big (a BLOB) STRICT')\n"
        "op.execute('INSERT INTO big VALUES (randomblob(99999))')"
    )
    with pytest.raises(DiskFull, match="E-DB-004"):
        open_store(path, now=NOW)
    assert path.read_bytes() == old


def test_an_older_file_that_somebody_holds_is_not_upgraded(path, next_schema):
    with new_store(path):
        next_schema("pass")
        with pytest.raises(MigrationFailed, match="旧版本"):
            open_store(path, now=NOW)
    assert revision(path) == HEAD


@pytest.mark.parametrize("found", [NEXT, "9999", ""])
def test_a_newer_file_is_refused_and_left_alone(old, path, found):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (found,))
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="E-DB-008") as caught:
        open_store(path, now=NOW)
    assert (caught.value.details["found"], caught.value.details["supported"]) == (found, HEAD)
    assert path.read_bytes() == before
    assert files(path) == [path.name]


def test_a_file_without_revision_is_not_a_store(old, path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1")
    with pytest.raises(NotAStore):
        open_store(path, now=NOW)


def test_there_is_a_stored_store_for_every_released_schema():
    assert [path.stem for path in STORED] == list(PRESENT.revisions), f"python -m tests.stores.make {HEAD}"


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_store_of_every_released_schema_opens_with_all_it_has(stored, tmp_path):
    path = Path(shutil.copy(stored, tmp_path / "旧数据.sqlite"))
    with open_store(path, now=NOW) as store:
        assert revision(path) == HEAD
        checked = store.verify_log()
        assert checked.ok, (
            "what the log says must stay as it was where a new column is empty "
            f"(db/unit/migrations/README.md, step 4): {checked}"
        )
        assert store.years() == [2024, YEAR]
        found = store.observations(2024)
        assert found[key(1)].reading.value == 1523
        assert found[key(2)].reading.missing == "not_collected"
        assert found[key(3)].reading.problem == "TB-CELL-001"
        assert found[key(4)].note == "备注"
        assert store.people().head == "张"
        assert store.current_plan().id == "wanghua"
        assert store.documents(YEAR, 1)[0].data == b"x"
        assert store.latest_revision(YEAR).content == b"{}"
        assert store.attachment_data(store.attachments(YEAR)[0].digest) == b"x"
        assert len(store.explanations(YEAR)) == len(store.packages(YEAR)) == len(store.letters(YEAR)) == 1
        assert [change.year for change in store.definition_changes()] == [YEAR]
        assert store.history()[2020] == {key(1): 1600}
        assert store.undo(2024, "王芳", NOW).changes[0].reading.is_blank
        put(store, typed("7"), year=2026)
        assert store.verify_log().ok
