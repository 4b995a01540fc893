"""Records of five and more fields are built by name: a place says nothing, and two are soon swapped."""

import ast
from pathlib import Path

from tests.meta.checkout import ROOT, parse, python_files, shown

MANY = 5
FOLDERS = ("db", "forms", "desktop", "resources", "build_spec", "tests")
BY_PLACE = {"tests/forms/test_frozen.py"}
"""Tries whether records can be made in this way too."""


def module_of(path: Path) -> str:
    """The dotted name under which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_record(node: ast.AST) -> bool:
    """Whether a node defines a dataclass or a named tuple."""
    if not isinstance(node, ast.ClassDef):
        return False
    made = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    kinds = ("dataclass", "frozen", "NamedTuple")
    return any(ast.unparse(known).endswith(kinds) for known in (*made, *node.bases))


def is_given(statement: ast.stmt) -> bool:
    """Whether a statement of a record declares a field that its maker gives."""
    if not isinstance(statement, ast.AnnAssign) or "ClassVar" in ast.unparse(statement.annotation):
        return False
    return "init=False" not in ast.unparse(statement)


def large_records(trees: dict[str, ast.Module]) -> set[tuple[str, str]]:
    """Module and name of every record of many fields, also where a package passes it on."""
    found = {
        (module, node.name)
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if is_record(node) and sum(map(is_given, node.body)) >= MANY
    }
    passed_on = {
        (module, alias.asname or alias.name)
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module, alias.name) in found
    }
    return found | passed_on


def names_in(module: str, tree: ast.Module, records: set[tuple[str, str]]) -> set[str]:
    """The spellings, as they are called, of large records in one file."""
    names = {name for where, name in records if where == module}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                bound = alias.asname or alias.name
                if (node.module, alias.name) in records:
                    names.add(bound)
                inner = f"{node.module}.{alias.name}"
                names |= {f"{bound}.{name}" for where, name in records if where.startswith(inner)}
    return names


def calls_by_place(tree: ast.AST, names: set[str]) -> list[int]:
    """Lines on which one of these spellings is called with anything that is not named."""
    # Spelling every call of the checkout would take ten seconds; the last word says which may be meant.
    lasts = {name.rpartition(".")[2] for name in names} | {"_make"}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    meant = (c for c in calls if getattr(c.func, "attr", getattr(c.func, "id", "")) in lasts)
    return [call.lineno for call in meant if ast.unparse(call.func).removesuffix("._make") in names]


def made_by_place(module: str, tree: ast.Module, records: set[tuple[str, str]]) -> list[int]:
    """Lines on which a large record gets a field without its name."""
    names = names_in(module, tree, records)
    own = [
        node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and (module, node.name) in records
    ]
    return [
        *calls_by_place(tree, names),
        *(line for record in own for line in calls_by_place(record, {"cls"})),
    ]


def test_large_records_are_built_by_name():
    paths = {module_of(path): path for path in python_files(*FOLDERS)}
    trees = {module: parse(path) for module, path in paths.items()}
    records = large_records(trees)
    assert records
    wrong = [
        f"{shown(paths[module])}:{line}"
        for module, tree in trees.items()
        if shown(paths[module]) not in BY_PLACE
        for line in made_by_place(module, tree, records)
    ]
    assert wrong == []


def test_a_record_that_is_built_by_place_would_be_found():
    fields = "\n".join(f"    field_{i}: int" for i in range(MANY))
    trees = {
        "a": ast.parse(f"@dataclass(frozen=True)\nclass Large:\n{fields}\nLarge(1, field_1=2)"),
        "b": ast.parse("from a import Large as Big\nBig(*row)\nBig(field_0=1)\nOther(1, 2, 3, 4, 5)"),
        "c": ast.parse("@dataclass\nclass Small:\n    one: int\nSmall(1)"),
        "d": ast.parse("from b import Big\nBig(1)"),
    }
    records = large_records(trees)
    assert records >= {("a", "Large"), ("b", "Big")}
    assert [made_by_place(module, tree, records) for module, tree in trees.items()] == [[8], [2], [], [2]]
