"""How the sources are cut: names, sizes, and what the pure domain may import."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.meta.checkout import PACKAGES, ROOT, parse, python_files, shown

FUNCTION_BUDGET, FUNCTION_LIMIT = 40, 60
FILE_BUDGET, TEST_FILE_LIMIT = 400, 600

LONGER = {
    "db/office/migrations/versions/0001_create_office.py": "one list of statements in their order",
}
"""Files of the program that may be longer than the budget, each with its reason."""

# Drawers into which everything falls, until nothing can be found.
DRAWERS = {"common", "helper", "helpers", "misc", "util", "utils"}

# The parts of the standard library through which files, the clock or chance would enter the domain.
IMPURE = {"os", "pathlib", "random", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(parse(path)) if isinstance(node, Function))


def _code_lines(function: Function) -> int:
    """Count the lines that hold code: neither the docstring, nor comments, nor blank lines."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return len(
        {
            line
            for statement in body
            for node in ast.walk(statement)
            if isinstance(node, ast.expr | ast.stmt)
            for line in (node.lineno, node.end_lineno)
        }
    )


def _over(sizes: dict[str, int], budget: int, limit: int) -> list[str]:
    """Print what is over the budget, largest first, and return what is over the limit."""
    for size, place in sorted(
        ((size, place) for place, size in sizes.items() if size > budget), reverse=True
    ):
        print(f"over the budget of {budget} lines: {place} has {size}")
    return [place for place, size in sizes.items() if size > limit]


def test_functions_can_be_read_in_one_look():
    sizes = {
        f"{shown(path)}:{function.lineno} {function.name}": _code_lines(function)
        for path in python_files()
        for function in _functions(path)
    }
    assert _over(sizes, FUNCTION_BUDGET, FUNCTION_LIMIT) == []


def test_files_stay_within_their_limit():
    sizes = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    tests = {place: size for place, size in sizes.items() if place.startswith("tests/")}
    assert _over(tests, FILE_BUDGET, TEST_FILE_LIMIT) == []
    program = {place: size for place, size in sizes.items() if place not in tests}
    assert sorted(_over(program, FILE_BUDGET, FILE_BUDGET)) == sorted(LONGER), "cut a file by its purposes"


def test_no_module_is_a_drawer():
    assert [shown(path) for path in python_files() if DRAWERS & {path.stem, path.parent.name}] == []


def test_identifiers_are_ascii():
    named = (ast.Name, ast.arg, ast.Attribute, ast.ClassDef, ast.FunctionDef)
    wrong = {
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(parse(path))
        if isinstance(node, named)
        for field in ("id", "arg", "attr", "name")
        if not getattr(node, field, "").isascii()
    }
    assert wrong == set()


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").partition(".")[0]


def test_forms_needs_nothing_but_the_pure_standard_library():
    allowed = (sys.stdlib_module_names - IMPURE) | {"forms"}
    foreign = [
        f"{shown(path)}:{line} imports {module}"
        for path in python_files("forms")
        for line, module in _imports(path)
        if module not in allowed
    ]
    assert foreign == []


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_can_be_imported_alone_and_quietly(package):
    """In an order that is not the program's: a module that only works after another one fails here."""
    # Alembic runs its scripts itself, in an environment that it prepares.
    modules = [_module_name(path) for path in python_files(package) if "migrations" not in path.parts]
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *reversed(modules)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")
