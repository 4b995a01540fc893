"""No circle of files: imports in functions and for types count as well."""

import ast

from tests.meta.checkout import ROOT, python_files


def modules():
    """Every module of ours with its syntax tree."""
    found = {}
    for path in python_files("forms", "db", "desktop", "resources"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imported(tree, known):
    """The modules of ours that a file imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in inner)


def circles(arrows):
    """Sets of modules that import each other, directly or by others."""

    def reached(start):
        seen, waiting = set(), [start]
        while waiting:
            for name in arrows[waiting.pop()] - seen:
                seen.add(name)
                waiting.append(name)
        return seen

    behind = {name: reached(name) for name in arrows}
    return {
        frozenset(other for other in behind[name] if name in behind[other])
        for name in arrows
        if name in behind[name]
    }


def test_no_file_leads_back_to_itself():
    known = modules()
    arrows = {name: set(imported(tree, known)) - {name} for name, tree in known.items()}
    assert circles(arrows) == set()


def test_a_circle_would_be_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == {frozenset("abc")}
