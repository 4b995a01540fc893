"""A column is added for real: no file is accused, and the recipe of CONTRIBUTING.md leads where it says."""

import shutil

import pytest

from db.description import log_of
from db.unit.kind import UNIT_STORE
from tests.db.file.test_migration import NEXT, STORED
from tests.db.samples import HEAD, ROOT, TABLES, run_python

WALK = """
import json, shutil, sqlite3, sys
from pathlib import Path
from db.file.schema import Schema, digest_of_objects, objects_of
from db.unit.kind import UNIT_STORE
from db.unit.store import open_store
from tests.db.samples import *

scripts, folder, *stored = map(Path, sys.argv[1:])
UNIT_STORE.schema = Schema(UNIT_STORE.schema.application, UNIT_STORE.schema.metadata, scripts)
made = UNIT_STORE.schema.made_now()
for old in stored:
    path = Path(shutil.copy(old, folder / old.name))
    with open_store(path, now=NOW) as store:
        assert store.warnings == () and not store.read_only, store.warnings
        assert store.verify_log().ok, store.verify_log()
        assert digest_of_objects(objects_of(store._session.driver)) == digest_of_objects(made)
        backup = next(folder.glob(f"{old.name}.{old.stem}.*.bak"))
        assert store.compare(backup).years == ()
        assert store.undo(2024, "a", later(5)) is not None
        assert store.redo(2024, "a", later(6)) is not None
        put(store, typed("8"), typed("9", 4), year=2024)
        assert [year.differing for year in store.compare(backup).years] == [2]
        put(store, typed("7"), year=2026)
        assert store.verify_log().ok, store.verify_log()
    with open_store(path, now=NOW) as store:
        assert store.warnings == () and not store.read_only, store.warnings
with new_store(folder / "new.sqlite") as store:
    fill_everything(store)
    assert store.verify_log().ok, store.verify_log()
"""

ADD_TO_ALL = """
from sqlalchemy import Column, Integer, Text
from db.description import alone, log_of, quoted
from db.unit import tables

for table in tables.METADATA.sorted_tables:
    if log_of(table).subject:
        table.append_column(Column("later", Text, info=quoted("later")))
        table.append_column(
            Column("spoken", Text, nullable=False, server_default="none", info=quoted("spoken"))
        )
        table.append_column(
            Column("counted", Integer, nullable=False, server_default="0", info=quoted("counted"))
        )
        table.append_column(Column("apart", Text, nullable=False, server_default="no", info=alone("apart:")))
"""

ADDED = (
    "later TEXT",
    "spoken TEXT DEFAULT 'none' NOT NULL",
    "counted INTEGER DEFAULT '0' NOT NULL",
    "apart TEXT DEFAULT 'no' NOT NULL",
)
LOGGED = [table.name for table in TABLES if log_of(table).subject]


def write_script(folder, *statements):
    """A copy of the scripts with one that is newer."""
    shutil.copytree(UNIT_STORE.schema.scripts, folder, ignore=shutil.ignore_patterns("__pycache__"))
    body = "\n".join(f"    op.execute({statement!r})" for statement in statements)
    (folder / "versions" / f"{NEXT}_added.py").write_text(
        f'from alembic import op\nrevision = "{NEXT}"\ndown_revision = "{HEAD}"\ndef upgrade():\n{body}\n',
        encoding="utf-8",
    )
    return folder


def finished(program, *arguments):
    process = run_python(program, *arguments)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


@pytest.mark.slow
def test_a_naive_new_column_accuses_no_file_and_loses_nothing(tmp_path):
    """Only tables and script know of it: nothing writes it, no record has it, no word had to be adapted."""
    assert len(LOGGED) == 13
    statements = [f"ALTER TABLE {table} ADD COLUMN {column}" for table in LOGGED for column in ADDED]
    scripts = write_script(tmp_path / "scripts", *statements)
    finished(ADD_TO_ALL + WALK, scripts, tmp_path, *STORED)


CHECK = '    CheckConstraint("size >= 0", name="size"),\n'
FIELDS = "    digest: str\n    size: int\n    actor: str\n    at: datetime\n"
ROW = '            "size": len(data),\n'
OF_ATTACHMENT = {
    "db/unit/tables.py": (CHECK, f'    Column("sworn_by", Text, info=quoted("sworn_by")),\n{CHECK}'),
    "db/unit/records.py": (FIELDS, f"{FIELDS}    sworn_by: str | None = None\n"),
    "db/unit/evidence.py": (ROW, f'{ROW}            "sworn_by": "signed" if name == "a.txt" else None,\n'),
}
"""The places of the recipe beside the script, each with what is put in place of what."""
CELL = '    one_of("missing", Missing),\n'
STAMP = '    entered_by: str = ""\n    entered_at: datetime | None = None\n'
OF_CELL = {
    "db/unit/tables.py": (CELL, f'    Column("sworn_by", Text, info=quoted("sworn_by")),\n{CELL}'),
    "forms/reporting/entry.py": (STAMP, f"{STAMP}    sworn_by: str | None = None\n"),
}
"""The same for cells; who makes an observation says it."""

SWORN = """
with open_store(folder / "new.sqlite", now=NOW) as store:
    attached = store.attachments(YEAR)
    assert [one.sworn_by for one in attached] == ["signed"]
    store.add_attachment(YEAR + 1, key(2), "b.txt", "text/plain", b"x", now=NOW)
    assert store.attachments(YEAR + 1)[0].sworn_by is None
    said = [entry.new for entry in store.log_entries() if entry.kind == "attach"]
    assert ["signed" in text for text in said] == [True, False], said
    assert "sworn_by" not in said[1]
with sqlite3.connect(folder / "new.sqlite") as tampering:
    tampering.execute("UPDATE attachment SET sworn_by = 'unsigned' WHERE sworn_by IS NOT NULL")
tampering.close()
with open_store(folder / "new.sqlite", now=NOW) as store:
    found = store.verify_log()
    assert not found.ok and found.subjects[0].startswith("2025 attachment:"), found
"""


SWORN_CELL = """
with open_store(folder / "new.sqlite", now=NOW) as store:
    year = YEAR + 1
    put(store, typed("1"), typed("2", 2), year=year)
    put(store, typed("1", sworn_by="me"), year=year)
    assert [cell.sworn_by for cell in store.observations(year).values()] == ["me", None]
    before = store.log_position()
    put(store, typed("1", sworn_by="me"), year=year)
    assert store.log_position() == before
    assert [change.new.sworn_by for change in store.change_log(year, key())] == [None, "me"]
    assert store.undo(year, "a", NOW).changes[0].sworn_by is None
    assert store.redo(year, "a", NOW).changes[0].sworn_by == "me"
    assert store.verify_log().ok
with sqlite3.connect(folder / "new.sqlite") as tampering:
    tampering.execute("UPDATE observation SET sworn_by = 'you' WHERE sworn_by IS NOT NULL")
tampering.close()
with open_store(folder / "new.sqlite", now=NOW) as store:
    assert store.verify_log().subjects == ("2026 cell:item-001/_T",), store.verify_log()
"""


@pytest.mark.parametrize(
    ("table", "places", "program"),
    [("attachment", OF_ATTACHMENT, SWORN), ("observation", OF_CELL, SWORN_CELL)],
)
@pytest.mark.slow
def test_the_recipe_for_a_logged_column_touches_four_places(tmp_path, table, places, program):
    copy = tmp_path / "program"
    for folder in ("db", "forms"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for place, (before, after) in places.items():
        text = (copy / place).read_text(encoding="utf-8")
        assert text.count(before) == 1, (
            f"{place} has changed: adapt the recipe in CONTRIBUTING.md and this test"
        )
        (copy / place).write_text(text.replace(before, after), encoding="utf-8")
    scripts = write_script(tmp_path / "scripts", f"ALTER TABLE {table} ADD COLUMN sworn_by TEXT")
    first = f"import sys\nsys.path.insert(0, {str(copy)!r})\n"
    finished(first + WALK + program, scripts, tmp_path, *STORED)
