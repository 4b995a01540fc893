"""The domain stands alone: no third-party package, no file, no clock, quick to import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import forms

PACKAGE = Path(forms.__file__).parent
MODULES = sorted(
    ".".join(("forms", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)
IMPURE = {
    "asyncio", "ctypes", "http", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "pickle",
    "random", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib",
    "uuid", "zipfile",
}  # fmt: skip

ALONE = """
import sys
sys.path.insert(0, {root!r})
before = set(sys.modules)
import importlib
for name in {modules!r}:
    importlib.import_module(name)
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(sorted(loaded - sys.stdlib_module_names - {{"forms"}}))
"""


def isolated(program: str) -> str:
    """Run a program without site-packages, user settings or the working directory."""
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_standard_library_is_enough() -> None:
    assert isolated(ALONE.format(root=str(PACKAGE.parent), modules=MODULES)) == "[]"


@pytest.mark.parametrize("name", MODULES)
def test_each_module_can_be_imported_first(name: str) -> None:
    isolated(f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import {name}")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_reaches_outside(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imported(path)}
    assert tops & IMPURE == set()
    assert tops <= set(sys.stdlib_module_names) | {"forms"}
    source = path.read_text("utf-8")
    calls = {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    }
    reaching = {"open", "print", "input", "eval", "exec", "now", "utcnow", "today", "float"}
    assert calls & reaching == (
        {"exec"} if path.name == "frozen.py" else set()
    )  # what dataclasses does for us


def test_binary_floating_point_is_nowhere_written() -> None:
    for path in PACKAGE.rglob("*.py"):
        constants = [
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant)
        ]
        assert not [value for value in constants if isinstance(value, float)], path


HEAVY = {
    "asyncio", "concurrent", "ctypes", "email", "http", "importlib.metadata", "logging", "multiprocessing",
    "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "unittest", "urllib.request", "xml",
}  # fmt: skip
"""What takes longer to import than all of the domain, and what the domain has no use for."""


def test_importing_the_domain_loads_nothing_heavy() -> None:
    loaded = isolated(
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); before = set(sys.modules);"
        "import forms.plan.catalogue, forms.findings;"
        "import forms.filing.tables, forms.filing.content, forms.filing.state;"
        "print(*sorted(set(sys.modules) - before))"
    )
    assert "forms.findings" in loaded.split()
    assert HEAVY & set(loaded.split()) == set()
