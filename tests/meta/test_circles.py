"""No circle of files or of folders: imports in functions and for types count as well."""

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


def between_rooms(arrows):
    """By folder, the arrows between what stands in it, each room taken as a whole with all below it."""
    found = {}
    for start, ends in arrows.items():
        for end in ends:
            one, other = start.split("."), end.split(".")
            same = next(
                (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None
            )
            if same is not None:  # else one is the folder that holds the other
                folder = ".".join(one[:same])
                beside = found.setdefault(folder, {})
                prefix = f"{folder}." if folder else ""
                beside.setdefault(f"{prefix}{one[same]}", set()).add(f"{prefix}{other[same]}")
                beside.setdefault(f"{prefix}{other[same]}", set())
    return found


def test_no_room_leads_back_to_itself():
    """In each folder its rooms and files can be put in an order; so can the four packages."""
    known = modules()
    arrows = {name: set(imported(tree, known)) - {name} for name, tree in known.items()}
    found = {folder: circles(beside) for folder, beside in between_rooms(arrows).items()}
    assert {folder: sets for folder, sets in found.items() if sets} == {}


def test_a_circle_of_rooms_would_be_found():
    arrows = {"a.x.m": {"a.y.k.m"}, "a.y.n": {"a.z"}, "a.z": {"a.x.other"}, "a.x.other": {"a.x", "a.x.m"}}
    assert {f: circles(beside) for f, beside in between_rooms(arrows).items()} == {
        "a": {frozenset({"a.x", "a.y", "a.z"})},
        "a.x": set(),
    }
