"""The list of modules in each package's docstring is held against its folder."""

import ast
import re

import pytest

from tests.meta.checkout import ROOT, shown

_LINE = re.compile(r"^    ([a-z_0-9]+)  +\S", re.MULTILINE)
PACKAGES = [
    path.parent
    for top in ("forms", "db", "desktop")
    for path in sorted((ROOT / top).rglob("__init__.py"))
    if "migrations" not in path.parts
]


def members(folder):
    """Modules and packages in a folder."""
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    return modules | {path.parent.name for path in folder.glob("*/__init__.py")}


@pytest.mark.parametrize("folder", PACKAGES, ids=shown)
def test_a_package_says_of_each_module_what_it_does(folder):
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    told = _LINE.findall(f"{text}\n")
    assert sorted(told) == sorted(members(folder)), f"edit the list in {shown(folder)}/__init__.py"
