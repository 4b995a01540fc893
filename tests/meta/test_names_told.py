"""A module that a document names stands under that name, and has what is named of it."""

import re

from tests.meta.checkout import ROOT, python_files, shown

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("resources/specification/*.md"))]
ROOMS = ("forms", "db", "desktop", "resources", "tests", "build_spec")
DESKTOP = ("documents", "submission", "services", "models", "views", "kinds", "cli", "own_import")
NOT_YET = {"views.office", "models.office", "services.office", "db.office"}
MODULES = {
    shown(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path.read_text("utf-8")
    for path in python_files(*ROOMS)
}


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or a module and what stands in it (a member, a method of it)."""
    name = f"desktop.{name}" if name.partition(".")[0] in DESKTOP else name
    if name in MODULES:
        return True
    head, _, last = name.rpartition(".")
    while head and head not in MODULES:
        head = head.rpartition(".")[0]
    return bool(head) and re.search(rf"\b{re.escape(last)}\b", MODULES[head]) is not None


def test_every_module_that_a_document_names_is_there():
    named = {
        (shown(path), name)
        for path in DOCUMENTS
        for name in re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_]+)(?:\(\))?`", path.read_text("utf-8"))
        if name.partition(".")[0] in (*ROOMS, *DESKTOP) and name not in NOT_YET | {"submission.json"}
    }
    assert len(named) > 30
    assert not [one for one in sorted(named) if not is_there(one[1])]
