"""No statement of the office's code changes or removes what was received or decided."""

import ast
import re

import pytest

from db.description import log_of
from db.office import tables
from tests.meta.checkout import ROOT, parse, python_files, shown

RECEIVED = {
    name
    for name, table in vars(tables).items()
    if name.isupper() and hasattr(table, "columns") and log_of(table).is_append_only
}
BY_TABLE = {"put", "remove", "replace", "change_by_key", "removal_by_key"}
"""Those whose first argument is the table."""
SQL = re.compile(r"\s*(insert|update|delete|replace|drop|alter|create|attach|pragma|with)\b", re.IGNORECASE)
CHANGING = {"update", "delete", "change_by_key", "removal_by_key", "put", "remove", "replace"}
"""What changes or removes rows: SQLAlchemy's, those of :mod:`db.description`, and those of ``Work``."""
SAID = {"text", "exec_driver_sql", "executescript"}
"""What takes SQL as text, in which nobody sees which table it is about."""
STORE = [path for path in python_files("db") if path.parent == ROOT / "db" / "office"]
SERVICES = [path for path in python_files("desktop") if "office" in path.parts]


def changes(tree):
    """Line and spelling of every call that changes or removes rows of a table of :data:`RECEIVED`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            arguments = [*node.args, *(one.value for one in node.keywords)]
            inside = [found for one in arguments for found in ast.walk(one)]
            given = {found.id for found in inside if isinstance(found, ast.Name)}
            given |= {found.attr for found in inside if isinstance(found, ast.Attribute)}
            of_table = ast.unparse(node.func).rpartition(".")[0].rpartition(".")[2]
            if name in CHANGING and (given | {of_table}) & RECEIVED:
                yield f"{node.lineno} {ast.unparse(node)}"
            # A table that is named by a variable may be any: only calls of these names with one are meant.
            is_of_records = isinstance(node.func, ast.Name) and name == "replace"  # that of dataclasses
            if name in BY_TABLE and not is_of_records and any(map(_may_be_received, node.args[:1])):
                yield f"{node.lineno} {ast.unparse(node)}"
            if name in SAID or (name == "execute" and any(map(_is_sql, inside))):
                yield f"{node.lineno} {ast.unparse(node)}"


def _may_be_received(node):
    """Whether a first argument may be a table of what came: no other that is named outright, and no text."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return not isinstance(node, ast.Constant) and not (name.isupper() and name not in RECEIVED)


def _is_sql(node):
    """Whether a text is a statement; in an f-string its beginning is enough."""
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value) is not None
    )


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
        "work.remove(table, row, change)",
        "work.remove(tables.PACKAGE, row, change)",
        "work.replace(table=VALUE, old=old, new=None)",
        "for table in (DECISION, LETTER): work.remove(table, row, change)",
        "work.execute(VALUE.delete())",
        "session.execute(text('UPDATE received_value SET value = 1'))",
        "session.execute('delete from decision')",
        "session.execute(f'UPDATE {table} SET value = 1')",
        "connection.exec_driver_sql(statement)",
    ],
)
def test_a_change_would_be_found(text):
    assert list(changes(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["work.add(VALUE, row, change)", "work.put(SETTING, row, change)", "name.removeprefix('x')"]
)
def test_what_adds_or_is_about_another_table_is_none(text):
    assert not list(changes(ast.parse(text)))
