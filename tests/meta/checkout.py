"""The files of this checkout, as far as they are ours: what is versioned, without what tools leave behind."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PACKAGES = ("desktop", "forms", "db", "resources")

_BINARY_SUFFIXES = {
    *(".asice", ".der", ".docx", ".gz", ".icc", ".ico", ".p12", ".p7s", ".pdf", ".png", ".qm", ".sqlite"),
    *(".ttf", ".xlsx", ".zip"),
}

# What .gitignore names: at the root, and anywhere.
_LEFT_AT_ROOT = {".git", ".venv", "build", "demo", "dist"}
_LEFT_ANYWHERE = {
    "__pycache__",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
}


def files(suffix: str = "") -> Iterator[Path]:
    """Yield the files of the checkout whose name ends so, in a stable order."""
    for folder, folders, names in os.walk(ROOT):
        ignored = _LEFT_ANYWHERE | (_LEFT_AT_ROOT if Path(folder) == ROOT else set())
        folders[:] = sorted(
            name for name in folders if name not in ignored and not name.endswith(".egg-info")
        )
        for name in sorted(names):
            # In a linked worktree .git is a file that names the folder of the repository.
            if name.endswith(suffix) and name not in {".git", ".venv.lock"}:
                yield Path(folder, name)


def text_files() -> Iterator[Path]:
    """Yield the files that people and programs read as text."""
    return (path for path in files() if path.suffix not in _BINARY_SUFFIXES)


def python_files(*folders: str) -> Iterator[Path]:
    """Yield the Python files below these folders of the checkout, or all of them."""
    return (path for path in files(".py") if not folders or path.relative_to(ROOT).parts[0] in folders)


def shown(path: Path) -> str:
    """Return a path the way a message names it."""
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
