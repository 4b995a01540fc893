"""An import within a function has a reason: what it brings is dear, or the start does not wait for it.

A file that is loaded before the first picture, or before the first cell can be edited, imports at its top
what is loaded by then anyway. A file that comes later puts off only what leads to one of the dear packages.
"""

import ast
import json
import subprocess
import sys
from functools import cache

import pytest

from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk
from desktop.services.unit.sample import load_sample
from desktop.services.unit.year import open_year
from tests.meta.checkout import ROOT, parse, python_files

DEAR = {
    "alembic", "asn1crypto", "cryptography", "defusedxml", "email", "openpyxl", "pypdf", "pypdfium2",
    "reportlab", "sqlalchemy", "PySide6", "PySide6.QtNetwork", "PySide6.QtPrintSupport",
}  # fmt: skip
"""Packages that take 10 ms and more, and PySide6, which makes each class when it is first asked for."""
PLATFORM = {"ctypes", "fcntl", "msvcrt"}
"""There on one platform only."""
CHOOSES = "desktop.__main__"
"""Decides between window and command line before either is imported."""
FIRST_SCREEN = {"desktop.views.welcome", "desktop.views.beginning.opening"}
"""What is shown first where no file is open yet; its dialogs come when they are opened."""

_START = """
import json, sys
from pathlib import Path
from desktop.own_import import import_kept
with import_kept():
    import desktop.app.starting
    from desktop.app.application import begin_application
    from desktop.app.shell import Shell
application = begin_application()
shell = Shell(None)
shell.draw_curtain()
at_first_picture = sorted(sys.modules)
assert shell.begin(Path(sys.argv[1]), 2025)
application.processEvents()
shell.window.let_go()
print(json.dumps([at_first_picture, sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The modules loaded at the first picture, and when the first cell can be edited."""
    path = tmp_path_factory.mktemp("start") / "unit.db"
    sample = load_sample()
    with create_desk(path, load_bundled(sample.plan), sample.unit) as desk:
        open_year(desk, sample.year).enter(sample.figures)
    command = [sys.executable, "-c", _START, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [set(names) for names in json.loads(done.stdout)]


@cache
def modules():
    """Every module of ours with its syntax tree."""
    found = {}
    for path in python_files("forms", "db", "desktop", "resources"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = parse(path)
    return found


def names_of(node):
    """The modules that an import statement brings, ours by their files."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    inner = [f"{node.module}.{alias.name}" for alias in node.names]
    return [name if name in modules() else node.module for name in inner]


def late_imports(tree):
    """Import statements within functions."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            yield from (n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom))


def at_the_top(tree):
    """Import statements that run when the module is imported; not those for types only."""
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            is_for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            waiting.extend(ast.iter_child_nodes(node) if not is_for_types else node.orelse)


@cache
def reached(name):
    """Everything that importing a module imports, itself included."""
    seen, waiting = set(), [name]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in modules():
            waiting += [n for node in at_the_top(modules()[name]) for n in names_of(node)]
        if "." in name:
            waiting.append(name.rpartition(".")[0])
    return seen


def is_right(place, name, loaded):
    """Whether a module imported within a function of another one has a reason to be."""
    first_picture, first_cell = loaded
    root = name.partition(".")[0]
    if root in PLATFORM or place == CHOOSES:
        return True
    if place in first_picture:
        return name not in first_picture or root == "PySide6"
    if place in first_cell:
        return name not in first_cell
    if place in FIRST_SCREEN:
        return name not in reached(place)
    return bool(reached(name) & DEAR - reached(place))


def test_what_is_loaded_anyway_is_imported_at_the_top(loaded):
    wrong = [
        f"{place}:{node.lineno} {name}"
        for place, tree in modules().items()
        for node in late_imports(tree)
        for name in names_of(node)
        if not is_right(place, name, loaded)
    ]
    assert sorted(set(wrong)) == []


def test_dear_packages_are_not_loaded_at_the_start(loaded):
    _, first_cell = loaded
    assert DEAR & first_cell == {"sqlalchemy", "PySide6", "email"} & first_cell


def test_a_late_import_of_what_is_there_would_be_found(loaded):
    assert not is_right("desktop.views.main_window", "desktop.services.unit.desk", loaded)
    assert not is_right("desktop.services.packages.form", "forms.text.typed", loaded)
    assert is_right("desktop.services.unit.sample", "openpyxl", loaded)
