"""Docstrings stand where they belong, and what they cite is in the checkout."""

import ast
import re
from itertools import pairwise

import pytest

from tests.meta.checkout import ROOT, parse, python_files, shown

CONTRACTS = "resources/specification/contracts.md"
_CITED = re.compile(r"\bcontracts`*,?\s+(?:section\s+)?(\d+)")
_ARGUMENT = re.compile(r"^    \*{0,2}(\w+)(?: \(.*?\))?: ", re.MULTILINE)
_SOURCES = ("bootstrap.py", "build_spec", "db", "desktop", "forms", "provision.py", "resources", "tests")
_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def is_text(statement):
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def may_be_explained(node, statement):
    """Whether a text right below this statement of a body explains a name: a constant, field or attribute."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    return isinstance(node, ast.Module | ast.ClassDef) or isinstance(target, ast.Attribute)


def slid(tree):
    """Lines of texts that explain nothing: neither first in a body, nor right below a name that they may."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for before, statement in pairwise(body) if isinstance(body, list) else ():
            is_near = statement.lineno == before.end_lineno + 1
            if is_text(statement) and not (is_near and may_be_explained(node, before)):
                yield statement.lineno


def unknown_arguments(tree):
    """Line and name of arguments that a docstring explains and its function does not have."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            section = (ast.get_docstring(node) or "").partition("\nArgs:\n")[2].partition("\n\n")[0]
            has = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
            yield from ((node.lineno, name) for name in _ARGUMENT.findall(section) if name not in has)


def test_no_docstring_has_slid_to_another_name():
    places = [f"{shown(path)}:{line}" for path in python_files(*_SOURCES) for line in slid(parse(path))]
    assert places == [], "put each of these texts right below the name that it explains"


def test_arguments_that_are_explained_exist():
    places = [
        f"{shown(path)}:{line} {name}"
        for path in python_files(*_SOURCES)
        for line, name in unknown_arguments(parse(path))
    ]
    assert places == [], "rename or remove these lines below Args"


@pytest.mark.parametrize(
    "text",
    [
        'A = 1\nB = 2\n"""of B"""\n"""of A"""',
        'A = 1\n\n"""of A"""',
        'A = 1\ndef f(): pass\n"""of A"""',
        'class C:\n    def f(self): pass\n    """of f"""',
        'def f():\n    a = 1\n    """of a"""',
    ],
)
def test_a_docstring_that_slid_would_be_found(text):
    assert list(slid(ast.parse(text)))


def test_an_argument_that_is_gone_would_be_found():
    text = 'def f(a, *b, **c):\n    """F.\n\n    Args:\n        a: x.\n        *b: x.\n        d: x.\n    """'
    assert list(unknown_arguments(ast.parse(text))) == [(1, "d")]


def docstrings():
    for path in python_files("db", "desktop", "forms", "resources"):
        for node in ast.walk(parse(path)):
            for part in [node] if isinstance(node, _DOCUMENTED) else []:
                yield path, ast.get_docstring(part) or ""
            if is_text(node):
                yield path, node.value.value


def test_every_section_of_the_contracts_that_is_cited_stands_in_the_checkout():
    sections = set(re.findall(r"^## (\d+)\. ", (ROOT / CONTRACTS).read_text(encoding="utf-8"), re.MULTILINE))
    cited = {(shown(path), number) for path, text in docstrings() for number in _CITED.findall(text)}
    assert len({path for path, _ in cited}) > 10, "the pattern no longer finds the citations"
    wrong = sorted((path, number) for path, number in cited if number not in sections)
    assert wrong == [], f"write these sections into {CONTRACTS}, or cite what stands there"
