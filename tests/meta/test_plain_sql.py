"""The database speaks one language: SQLAlchemy Core, and plain SQL in one module for each database."""

import ast
import re

import pytest

from tests.meta.checkout import ROOT, python_files, shown

PLAIN = [ROOT / "db" / "file" / "sqlite_only.py", ROOT / "db" / "server" / "postgresql_only.py"]
"""One module for each database."""
STATEMENT = re.compile(
    r"^\s*(SELECT\b.*\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TRIGGER|ALTER\s+TABLE|DROP"
    r"|PRAGMA\s|BEGIN\b|COMMIT\b|ROLLBACK\b|WITH\s.*\bSELECT)",
    re.DOTALL,
)
FILES = [
    path for path in python_files("db", "desktop") if path not in PLAIN and "migrations" not in path.parts
]


def statements(tree):
    """Texts of SQL in a module; docstrings are none."""
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described
        if is_text and STATEMENT.match(node.value):
            yield node.value


def imported(tree):
    """Names that a module imports, with where from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_plain_sql_stands_in_its_modules_and_there_is_no_orm(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(statements(tree)) == [], (
        "say it in SQLAlchemy Core, or where it has no words in a module of PLAIN"
    )
    assert not {name for name in imported(tree) if name.startswith(("sqlalchemy.orm", "sqlalchemy.text"))}


def test_plain_sql_would_be_found():
    assert len(list(statements(ast.parse(PLAIN[0].read_text(encoding="utf-8"))))) > 5
