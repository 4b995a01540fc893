"""Stable codes stand once, with their meaning, and the page that explains them is that of the program."""

import ast
import re

from build_spec.code_areas import areas
from build_spec.error_codes import PAGE, page
from forms.findings import RULES
from tests.meta.checkout import parse, python_files, shown

CODES = [code for area in areas() for _, code in area.codes]
OF_RULES = {rule.code for rule in RULES}


def test_a_code_is_given_once():
    assert len(set(CODES)) == len(CODES) > 300
    assert not OF_RULES & set(CODES)


def test_a_code_says_what_it_means_and_what_to_do():
    for code in CODES:
        assert re.fullmatch(r"(E|TB)-[A-Z]+-\d{3}", code)
        assert re.search("[\u4e00-\u9fff]", code.meaning)
        assert re.search("[\u4e00-\u9fff]", code.remedy)
        assert not (code.meaning + code.remedy).endswith("。"), "one clause, the page ends it"


def test_an_area_is_kept_in_one_place():
    homes = {}
    for area in areas():
        for _, code in area.codes:
            homes.setdefault(code.split("-")[1], set()).add(area.home.__name__)
    assert {area for area, found in homes.items() if len(found) > 1} == set()


def test_no_other_file_spells_a_code():
    spelled = {
        f"{shown(path)}:{node.lineno} {node.value}"
        for path in python_files("db", "desktop", "forms")
        if "forms/codes/" not in shown(path)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and re.fullmatch(r"(E|TB)-[A-Z]+-\d{3}", str(node.value))
        and node.value not in OF_RULES
    }
    assert spelled == set(), "write the member of its area in forms/codes"


def test_every_code_that_is_named_is_kept():
    """In comments and docstrings as well, so that nobody looks for one that does not exist."""
    named = {
        f"{shown(path)}: {code}"
        for path in python_files("db", "desktop", "forms")
        for code in re.findall(r"\b(?:E|TB)-[A-Z]+-\d{3}\b", path.read_text(encoding="utf-8"))
        if code not in CODES and code not in OF_RULES
    }
    assert named == set()


def test_every_code_is_given_somewhere():
    named = set()
    for path in python_files("db", "desktop", "forms"):
        if "forms/codes/" not in shown(path):
            text = path.read_text(encoding="utf-8")
            named |= set(re.findall(r"\b(\w+Code)\.([A-Z_0-9]+)\b", text))
    unused = [
        code
        for area in areas()
        for name, code in area.codes
        if (area.home.__name__, name) not in named and not code.startswith("E-KIND")
    ]
    assert unused == []


def test_the_page_of_codes_is_that_of_the_program():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m build_spec.error_codes"


def test_no_code_of_a_rule_is_a_switch():
    """What is special about a rule is a ``Trait`` of it; its code stands in its definition alone."""
    defined = {"forms/figures/quantity.py"}  # problems of the parser, which four rules report
    asked = []
    for path in python_files("db", "desktop", "forms"):
        tree = parse(path)
        own = {
            id(word.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Rule"
            for word in node.keywords
        }
        asked += [
            f"{shown(path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"TB-[A-Z]+-(\d{3})?", node.value)
            and id(node) not in own
            and "forms/codes/" not in shown(path)
            and shown(path) not in defined
        ]
    assert asked == []


def test_no_error_code_is_a_switch():
    """A code is given and shown; who makes a sentence of several asks for its ``CodeTrait``."""
    asked = []
    for path in python_files("db", "desktop", "forms"):
        for node in ast.walk(parse(path)):
            asked += [f"{shown(path)}:{node.lineno}" for one in _compared(node) if _is_code(one)]
    assert asked == [], "forms/codes/code.py: give the codes a trait"


def _compared(node: ast.AST) -> list[ast.expr | None]:
    """What is compared, looked up or collected in order to be."""
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.MatchValue):
        return [node.value]
    if isinstance(node, ast.Dict):
        return list(node.keys)
    if isinstance(node, ast.Set):
        return list(node.elts)
    if isinstance(node, ast.Tuple | ast.List) and all(map(_is_code, node.elts)):
        return list(node.elts)
    return []


def _is_code(node: ast.AST | None) -> bool:
    return bool(node) and re.fullmatch(r"\*?\w+Code\.[A-Z_0-9]+", ast.unparse(node)) is not None
