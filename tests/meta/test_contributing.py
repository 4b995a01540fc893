"""Files, tests and commands that CONTRIBUTING.md names exist; what a recipe makes new is said to be new."""

import ast
import importlib.util
import re
import subprocess
import sys
import textwrap
from types import SimpleNamespace

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import Qt

from build_spec.code_areas import areas
from desktop.services.plans.packs import bundled_ids
from desktop.views import unit_page
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.paper.scrolled_paper import scrolled_paper
from forms.findings import RULES
from tests.conformance.cases import expected
from tests.meta.checkout import ROOT, parse, python_files

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", PAGE) + re.findall(r"^    (\S.*?)(?:\s+#.*)?$", PAGE, re.MULTILINE)
NEW = set(re.findall(r"`([^`]+)` \(new[;)]", PAGE))
_PATH = re.compile(r"(?<![\w/.])\.?[\w-]+(?:/[\w.*-]+)+/?|(?<![\w/.])[\w.-]+\.(?:md|py|json|yaml)\b")
PATHS = sorted({path for text in CODE for path in _PATH.findall(text)} - NEW)
MODULES = sorted({name for text in CODE for name in re.findall(r"-m ([\w.]+)", text)})
SCRIPT_COMMANDS = {name for text in CODE for name in re.findall(r"bootstrap\.py (\w+)", text)}


def test_the_page_is_read():
    assert len(PATHS) > 30
    assert len(MODULES) > 5
    assert {"test", "lint"} < SCRIPT_COMMANDS
    assert len(re.findall("^## Recipe: ", PAGE, re.MULTILINE)) == 5
    assert len(NEW) == 2


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_is_named_exists(path):
    found = list(ROOT.glob(path)) or ([] if "/" in path else list(ROOT.glob(f"*/**/{path}")))
    assert found, "CONTRIBUTING.md names a file that is not there"


@pytest.mark.parametrize("path", sorted(NEW))
def test_what_is_made_new_is_not_there_and_its_folder_is(path):
    assert not (ROOT / path).exists()
    assert (ROOT / path).parent.is_dir()


@pytest.mark.parametrize("name", MODULES)
def test_a_module_that_is_started_exists(name):
    assert importlib.util.find_spec(name)


def _names(node):
    """What a statement defines: a function, a class, a constant, a field."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def test_names_of_tests_and_functions_exist():
    defined = {name for path in python_files() for node in ast.walk(parse(path)) for name in _names(node)}
    named = {word for text in CODE for word in re.findall(r"^(?:test_\w+|\w+_\w+)(?=\(|$)", text)}
    assert named - defined == set(), "CONTRIBUTING.md names what is not there"


def test_examples_are_real():
    assert "TB-FILL-001" in {rule.code for rule in RULES}
    plan, unit = re.search(r"tests\.conformance\.write (\w+) (\w+)`", PAGE).groups()
    assert plan in bundled_ids()
    assert unit in expected(plan)
    plan, case = re.search(r"tests\.conformance\.write show (\w+) ([\w-]+)`", PAGE).groups()
    assert case in expected(plan)


@pytest.mark.gui
def test_the_page_of_the_recipe_is_one(qtbot):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    known = {**vars(QtWidgets), **vars(unit_page), "WorkingYear": object, "let_enter_press": let_enter_press}
    exec(textwrap.dedent(example), known | {"scrolled_paper": scrolled_paper}, made := {})
    page = made["ArchivePage"]()
    qtbot.addWidget(page)
    page.show_year(SimpleNamespace(year=SimpleNamespace(year=2025)))
    page.activate()
    assert page.told.text() == "2025 年"
    with qtbot.waitSignal(page.stage_wanted):
        qtbot.keyClick(page.go, Qt.Key.Key_Return)


def test_commands_of_the_script_exist():
    usage = subprocess.run(
        [sys.executable, "bootstrap.py", "--help"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert {name for name in SCRIPT_COMMANDS if f"  {name} " not in usage} == set()


DOOR = [
    ROOT / "SECURITY.md",
    *sorted((ROOT / ".github").rglob("*.yml")),
    *sorted((ROOT / ".github").rglob("*.md")),
]


@pytest.mark.parametrize("page", DOOR, ids=lambda page: page.name)
def test_codes_and_files_that_a_page_for_newcomers_names_exist(page):
    text = page.read_text(encoding="utf-8")
    known = {str(code) for area in areas() for _, code in area.codes} | {rule.code for rule in RULES}
    assert set(re.findall(r"\b(?:E|TB)-[A-Z]+-\d{3}\b", text)) <= known
    named = [path for path in _PATH.findall(text) if path.endswith((".md", ".py", "/run"))]
    assert [path for path in named if not (ROOT / path).exists()] == []
