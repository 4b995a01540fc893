"""Every number by which figures are judged, or hostile bytes are bounded, says where it comes from."""

import ast
import re
from itertools import pairwise

import pytest

from tests.meta.checkout import ROOT, parse, shown

ROOMS = ("forms/slips", "forms/verdict", "forms/findings", "desktop/submission/container")

_NAME = re.compile(r"_?[A-Z][A-Z0-9_]*")
_NUMBER = re.compile(r"[0-9][0-9_.]*")

_SOURCES = (
    ("a section of a document", re.compile(r"contracts section \d|\bsection \d")),
    ("a publication", re.compile(r"\b(?:APPNOTE|Eurostat|NCHS|Health Statistics|Journal of|RFC)\b")),
    ("the plan pack", re.compile(r"\bpacks?\b|package profile")),
    ("a bench or test in this checkout", re.compile(r"tests[./][\w./]+|`bench \w+`|README")),
    ("the limits of its module", re.compile(r"Tuned as said above")),
    ("ourselves", re.compile(r"[Cc]hosen by us|is ours|our own choice")),
    ("mathematics, or what the number must be enough for", re.compile(r"Follows from|By definition")),
)
"""What counts as naming a source; the first three are found by reading, the others by running something."""

_TUNED = re.compile(r"[Tt]uned on the training seed of ``tests\.benchmarks\.slips``")
"""What the text of a module has to say, of which a limit says that it was tuned as said above."""

_PATH = re.compile(r"tests/[\w/]+(?:\.py)?|tests(?:\.\w+)+")


def is_numeric(value):
    """Whether a value is made of numbers, those in the text of a Decimal included."""
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
            if isinstance(node.value, int | float):
                return True
            if isinstance(node.value, str) and _NUMBER.fullmatch(node.value):
                return True
    return False


def names_of(statement):
    """The constants that a statement of a module sets, where their value is numeric."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return []
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    names = [name for name in names if _NAME.fullmatch(name)]
    return names if is_numeric(statement.value) else []


def explained(tree):
    """Name and text right below it of every numeric constant of a module; the text is empty without one."""
    for statement, following in pairwise([*tree.body, ast.Pass()]):
        is_text = (
            isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        )
        yield from ((name, following.value.value if is_text else "") for name in names_of(statement))


def without_source(tree):
    """Numeric constants whose text names no source, or refers to a text of the module that is not there."""
    module = " ".join((ast.get_docstring(tree) or "").split())
    for name, written in explained(tree):
        text = " ".join(written.split())
        is_named = any(pattern.search(text) for _, pattern in _SOURCES)
        if not is_named or ("as said above" in text and not _TUNED.search(module)):
            yield name


def modules():
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def test_every_number_names_its_source():
    missing = [f"{shown(path)} {name}" for path in modules() for name in without_source(parse(path))]
    assert missing == [], "say below each of these numbers which reference, pack, bench or choice set it"


def test_the_benches_and_tests_that_are_named_exist():
    gone = []
    for path in modules():
        tree = parse(path)
        texts = [ast.get_docstring(tree) or "", *(text for _, text in explained(tree))]
        for named in {match for text in texts for match in _PATH.findall(text)}:
            place = ROOT / (named if "/" in named else named.replace(".", "/"))
            if not any(one.exists() for one in (place, place.with_suffix(".py"))):
                gone.append(f"{shown(path)} names {named}")
    assert gone == []


def test_there_are_numbers_to_judge():
    assert sum(1 for path in modules() for _ in explained(parse(path))) > 60


@pytest.mark.parametrize(
    "text",
    [
        "LIMIT = 3",
        'LIMIT = 3\n"""Least distance."""',
        'LIMIT = Decimal("0.35")\n"""How far."""',
        'LIMIT: Final = 3\nOTHER = ""\n"""Chosen by us."""',
        'A, B = 2, 4\n"""Two limits."""',
        'LIMITS = {"a": 1}\n"""By name."""',
        'LIMIT = 3\n"""Least distance. Tuned as said above."""',
    ],
)
def test_a_number_without_source_would_be_found(text):
    assert list(without_source(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        'LIMIT = 3\n"""Least distance. Chosen by us."""',
        '"""Tuned on the\ntraining seed of ``tests.benchmarks.slips``."""\nA = 3\n"""Tuned as said above."""',
        'LABEL = "three"',
        "limit = 3",
    ],
)
def test_a_number_with_source_passes(text):
    assert list(without_source(ast.parse(text))) == []
