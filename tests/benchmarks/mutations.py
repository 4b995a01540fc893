"""Breaks one place of a file after another and says which of them no test notices.

    python -m tests.benchmarks mutations FILE TEST [TEST ...]

    python -m tests.benchmarks mutations forms/slips/catalogue.py tests/forms/slips/test_catalogue.py

Places are: ``and`` and ``or``, either operand left out, and the one for the other; ``not`` left out; a
comparison that takes in its limit or not; and every whole number in a table of a module (costs, limits), one
more and one less. It works on a copy of the checkout. The tests are run one after another in the order they
are named, so name the quick ones first. Exit code 1 if a place survives: write the test that notices it, or
find out why nothing can.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__")
_NEIGHBOUR = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


def main(arguments: list[str]) -> int:
    """Carry out one command line."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    file, *tests = arguments
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=_LEFT_BEHIND)
        if not _passes(copy, tests):
            print("the tests fail before anything is broken")
            return 2
        for line, what, broken in mutants(tree):
            (copy / file).write_text(ast.unparse(broken), encoding="utf-8")
            is_alive = _passes(copy, tests)
            survived += is_alive
            print(f"{'SURVIVED' if is_alive else 'noticed':<9}{file}:{line}  {what}", flush=True)
    print(f"{survived} survived")
    return 1 if survived else 0


def _passes(folder: Path, tests: list[str]) -> bool:
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    return all(
        subprocess.run([*command, test], cwd=folder, capture_output=True, check=False).returncode == 0
        for test in tests
    )


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every way of breaking one place of a module: its line, what was done, and the broken module."""
    nodes = list(ast.walk(tree))
    tables = {id(n) for s in tree.body if isinstance(s, ast.Assign) for n in ast.walk(s.value)}
    for index, node in enumerate(nodes):
        for number, what in enumerate(_ways(node, in_table=id(node) in tables)):
            broken = deepcopy(tree)
            place = list(ast.walk(broken))[index]
            replaced = _broken(place, number)
            _Exchange(place, replaced).visit(broken)
            line = getattr(node, "lineno", 0)
            yield line, f"{what}: {ast.unparse(node)[:70]}", ast.fix_missing_locations(broken)


class _Exchange(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _ways(node: ast.AST, *, in_table: bool) -> list[str]:
    if isinstance(node, ast.BoolOp):
        return ["and/or exchanged", *(f"operand {n + 1} left out" for n in range(len(node.values)))]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["not left out"]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _NEIGHBOUR:
        return ["limit taken in or not"]
    if in_table and isinstance(node, ast.Constant) and type(node.value) is int:
        return ["one more", "one less"]
    return []


def _broken(node: ast.AST, number: int) -> ast.AST:
    """The node broken in the way of that number."""
    if isinstance(node, ast.BoolOp):
        if number == 0:
            return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        kept = [value for n, value in enumerate(node.values) if n != number - 1]
        return kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)
    if isinstance(node, ast.UnaryOp):
        return node.operand
    if isinstance(node, ast.Compare):
        return ast.Compare(node.left, [_NEIGHBOUR[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    assert isinstance(node, ast.Constant)
    return ast.Constant(node.value + (1 if number == 0 else -1))
