"""What the program defines the program uses: code that only a test calls goes."""

import ast
import re
from collections import Counter, defaultdict

from tests.meta.checkout import parse, python_files, shown

FOLDERS = ("db", "desktop", "forms", "resources", "build_spec")
CALLED_BY_OTHERS = {
    *("cache_ok", "impl", "process_bind_param", "process_result_value"),  # SQLAlchemy's column types
    *("add_usage", "edit", "paint"),  # argparse, Qt
    *("visit_TEXT", "visit_INTEGER", "type_compiler_cls", "supports_statement_cache"),  # its types, written
    *("write_merged_cells", "write_worksheet"),  # openpyxl
}
KEPT = {
    "_get_values": "argparse calls it",
    "_get_writer": "openpyxl's write-only sheet calls it",
    "create_office_on_server": "several desks on a server come later; the tests hold that it can be",
    "open_office_on_server": "likewise",
}


def used_in(tree):
    """Every name that is read, and the words of every text that names a module or a function."""
    found = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found[node.attr] += 1
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[\w:.]{2,60}", str(node.value)):
            found.update(re.split("[:.]", str(node.value)))
    return found


def defined_in(tree):
    """Name and definition of what a module and its classes define."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
            if isinstance(node, ast.ClassDef) and not any("Enum" in ast.unparse(base) for base in node.bases):
                yield from defined_in(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node) for target in targets if isinstance(target, ast.Name))


def is_asked(name):
    """Whether the name is one that the program itself would have to use."""
    return not (name.startswith("__") or re.match("[a-z]+[A-Z]", name) or name in CALLED_BY_OTHERS)


def test_everything_that_is_defined_is_used():
    trees = {
        shown(path): parse(path)
        for path in python_files(*FOLDERS)
        if "migrations" not in path.parts and "codes" not in path.parts  # Alembic's; test_codes
    }
    used = sum(map(used_in, trees.values()), Counter())
    unused = {
        f"{where}:{node.lineno} {name}": name
        for where, tree in trees.items()
        for name, node in defined_in(tree)
        if is_asked(name) and used[name] <= (used_in(node)[name] if hasattr(node, "body") else 0)
    }
    assert {place for place, name in unused.items() if name not in KEPT} == set()
    assert set(KEPT) <= set(unused.values()), "is used now: take it off the list"


def module_of(where):
    """The name under which a file is imported."""
    return where.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def asked_of_modules(trees):
    """What is asked of each module by its name: imported from it, or read of it."""
    modules, asked = {module_of(where) for where in trees}, defaultdict(set)
    for tree in trees.values():
        known = {}  # the name of a module in this file, and the module
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for one in node.names:
                    whole = f"{node.module}.{one.name}"
                    known[one.asname or one.name] = whole if whole in modules else ""
                    asked[node.module].add(one.name)
            elif isinstance(node, ast.Import):
                known.update({one.asname or one.name: one.name for one in node.names})
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and (of := known.get(ast.unparse(node.value))):
                asked[of].add(node.attr)
    return asked


def read_in(tree, name):
    """How often a name is read."""
    return sum(
        isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and n.id == name for n in ast.walk(tree)
    )


def is_table(node):
    """Whether a description is made, which a store's own list of tables holds as well."""
    made = ast.unparse(node.value.func) if isinstance(getattr(node, "value", None), ast.Call) else ""
    return made in {"described", "add_plan_versions"}


def test_no_namesake_hides_what_nothing_uses():
    trees = {
        shown(path): parse(path)
        for path in python_files(*FOLDERS)
        if "migrations" not in path.parts and "codes" not in path.parts
    }
    asked, texts = asked_of_modules(trees), Counter()
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[\w:.]{2,60}", str(node.value)):
                texts.update(re.split("[:.]", str(node.value)))
    unused = [
        f"{where}:{node.lineno} {name}"
        for where, tree in trees.items()
        for name, node in defined_in(ast.Module([n for n in tree.body if not is_table(n)], []))
        if node in tree.body and is_asked(name) and name not in KEPT and not texts[name]
        if read_in(tree, name) <= read_in(node, name) and name not in asked[module_of(where)]
    ]
    assert unused == []
