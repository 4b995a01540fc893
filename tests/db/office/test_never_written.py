"""No statement of the office's code changes or removes what was received or decided."""

import ast

import pytest

from db.description import log_of
from db.office import tables
from tests.meta.checkout import ROOT, parse, python_files, shown

RECEIVED = {
    name
    for name, table in vars(tables).items()
    if name.isupper() and hasattr(table, "columns") and log_of(table).is_append_only
}
CHANGING = {"update", "delete", "change_by_key", "removal_by_key", "put", "remove", "replace"}
"""What changes or removes rows: SQLAlchemy's, those of :mod:`db.description`, and those of ``Work``."""
STORE = [path for path in python_files("db") if path.parent == ROOT / "db" / "office"]
SERVICES = [path for path in python_files("desktop") if "office" in path.parts]


def changes(tree):
    """Line and spelling of every call that changes or removes rows of a table of :data:`RECEIVED`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            given = {found.id for arg in node.args for found in ast.walk(arg) if isinstance(found, ast.Name)}
            if name in CHANGING and given & RECEIVED:
                yield f"{node.lineno} {ast.unparse(node)}"


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_all_tables_that_hold_what_came_are_looked_for():
    assert {
        "RECEIVED_FILE",
        "ARRIVAL",
        "PACKAGE",
        "VALUE",
        "JUDGEMENT",
        "DECISION",
        "LETTER",
        "TASK",
    } <= RECEIVED


@pytest.mark.parametrize("path", STORE, ids=shown)
def test_the_store_adds_to_them_and_does_nothing_else(path):
    tree = parse(path)
    assert list(changes(tree)) == []
    assert not {"sqlalchemy.update", "sqlalchemy.delete"} & set(imported(tree))


def test_nobody_else_knows_the_tables():
    assert SERVICES
    assert STORE
    wrong = [
        f"{shown(path)} {name}"
        for path in SERVICES
        for name in imported(parse(path))
        if name.startswith(("db.office.tables", "sqlalchemy", "sqlite3"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "update(VALUE)",
        "work.put(PACKAGE, row, change)",
        "work.remove(tables.DECISION, row) if x else work.remove(DECISION, row)",
        "sqlalchemy.delete(stored(LETTER)).where(x)",
    ],
)
def test_a_change_would_be_found(text):
    assert list(changes(ast.parse(text)))
