"""Every dialog of the window has the one style: none is made beside it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "desktop/views").rglob("*.py"))
OWN = ROOT / "desktop/views/frame/dialog.py"


def bases(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield from (base.id for base in node.bases if isinstance(base, ast.Name))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_dialog_is_of_another_style(path):
    source = path.read_text(encoding="utf-8")
    assert path == OWN or "QDialog" not in set(bases(source)), "derive from views.frame.dialog.Dialog"
    assert "QInputDialog" not in source, "a question in Qt's own style: make a Dialog"


def test_another_style_would_be_found():
    assert "QDialog" in set(bases("class Asking(QDialog): ..."))
