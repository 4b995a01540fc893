"""Every number that judges figures, bounds bytes or measures paper says where it comes from."""

import ast
import re

import pytest

from tests.meta.checkout import ROOT, parse, shown

ROOMS = ("db", "desktop", "forms")

_NAME = re.compile(r"_?[A-Z][A-Z0-9_]*")
_NUMBER = re.compile(r"[0-9][0-9_.]*")

_SOURCES = (
    ("a section of a document", re.compile(r"contracts section \d|\bsection \d")),
    ("a publication", re.compile(r"\b(?:APPNOTE|Eurostat|NCHS|Health Statistics|Journal of|RFC)\b")),
    ("a standard", re.compile(r"\b(?:FIPS|GB|ICC|ISO|ITU-T|NIST|OpenType|PDF reference|Unicode)\b")),
    (
        "what sets the limit",
        re.compile(r"\b(?:Excel|openpyxl|POSIX|PostgreSQL|Python|Qt|SQLite|sqlite3|Windows)\b"),
    ),
    ("the plan pack", re.compile(r"\bpacks?\b|package profile")),
    ("a bench or test in this checkout", re.compile(r"tests[./][\w./]+|`bench \w+`|README")),
    ("the limits of its module", re.compile(r"Tuned as said above")),
    ("ourselves", re.compile(r"[Cc]hosen (?:by us|for|so that|(?:far )?above|below)|is ours|our own choice")),
    ("mathematics, or what the number must be enough for", re.compile(r"Follows from|By definition")),
)
"""What counts as naming a source; the first three are found by reading, the others by running something."""

_TUNED = re.compile(r"[Tt]uned on the training seed of ``tests\.benchmarks\.slips``")
"""What the text of a module has to say, of which a limit says that it was tuned as said above."""

_MEASURES = re.compile(r"[Mm]easures (?:of this module )?are (?:in \w+ and )?our own choice")
"""What the text of a module has to say, whose lengths and sizes need no text of their own."""

_SHARED = re.compile(r"(?:All of these|Both|These)\b")
"""How the text below the last of adjacent lines begins that is about all of them."""

_MADE_OF_NUMBERS = {"Decimal", "Font", "Style", "date", "datetime", "timedelta"}
"""Calls whose numbers count; those of others (a query, a table, a sheet) are no thresholds."""

_PATH = re.compile(r"tests/[\w/]+(?:\.py)?|tests(?:\.\w+)+")


def numbers_in(value):
    """Yields the nodes of an expression that are numbers, those in the text of a Decimal included."""
    match value:
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int() | float()):
            yield value
        case ast.Constant(value=str() as text) if _NUMBER.fullmatch(text):
            yield value
        case ast.Call(func=ast.Name(id=name)) if name not in _MADE_OF_NUMBERS:
            return
        case ast.Call(func=ast.Attribute()) | ast.Compare() | ast.Subscript():
            return
        case _:
            for child in ast.iter_child_nodes(value):
                yield from numbers_in(child)


def is_numeric(value):
    return any(numbers_in(value))


def is_measure(value):
    """Whether a value has a length in points, which is written with a point, or is a font with its size."""
    named = any(isinstance(node, ast.Name) and node.id in {"Font", "Style"} for node in ast.walk(value))
    return named or all(isinstance(node.value, float) for node in numbers_in(value))


def names_of(statement):
    """The constants that a statement of a module sets, where their value is numeric."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return []
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    names = [name for name in names if _NAME.fullmatch(name)]
    return names if is_numeric(statement.value) else []


def explained(tree):
    """Name, value and text right below it of every numeric constant of a module; the text may be empty.

    The text below the last of adjacent lines is also that of the others, where it says so.
    """
    body = [*tree.body, ast.Pass(lineno=0)]
    for place, statement in enumerate(tree.body):
        last = place
        while names_of(body[last + 1]) and body[last + 1].lineno == body[last].end_lineno + 1:
            last += 1
        text = text_of(body[place + 1])
        if not text and _SHARED.match(text_of(body[last + 1])):
            text = text_of(body[last + 1])
        yield from ((name, statement.value, text) for name in names_of(statement))


def text_of(statement):
    """The text that a statement consists of, else an empty one."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return statement.value.value if isinstance(statement.value.value, str) else ""
    return ""


def without_source(tree):
    """Numeric constants whose text names no source, or refers to a text of the module that is not there."""
    module = " ".join((ast.get_docstring(tree) or "").split())
    for name, value, written in explained(tree):
        text = " ".join(written.split())
        is_named = any(pattern.search(text) for _, pattern in _SOURCES)
        is_named |= is_measure(value) and bool(_MEASURES.search(module))
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
        texts = [ast.get_docstring(tree) or "", *(text for _, _, text in explained(tree))]
        for named in {match for text in texts for match in _PATH.findall(text)}:
            place = ROOT / (named if "/" in named else named.replace(".", "/"))
            if not any(one.exists() for one in (place, place.with_suffix(".py"))):
                gone.append(f"{shown(path)} names {named}")
    assert gone == []


def test_there_are_numbers_to_judge():
    assert sum(1 for path in modules() for _ in explained(parse(path))) > 300


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
        'A = 3\nB = 4\n"""Of B. Chosen by us."""',
        'A = 3\n\nB = 4\n"""Both are chosen by us."""',
        '"""Measures are our own choice."""\nLIMIT = 3',
        '"""A page."""\nWIDTH = 3.0',
    ],
)
def test_a_number_without_source_would_be_found(text):
    assert list(without_source(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        'LIMIT = 3\n"""Least distance. Chosen by us."""',
        '"""Tuned on the\ntraining seed of ``tests.benchmarks.slips``."""\nA = 3\n"""Tuned as said above."""',
        'A = 3\nB = 4\n"""Both are chosen by us."""',
        '"""Measures are our own choice."""\nWIDTH = 3.0\nTITLE = Style(SERIF, 11)',
        "LATEST = select(LOG).limit(1)",
        'LABEL = "three"',
        "limit = 3",
    ],
)
def test_a_number_with_source_passes(text):
    assert list(without_source(ast.parse(text))) == []
