"""One word, one record: no two classes of the program share a name."""

import ast
from collections import defaultdict

from tests.meta.checkout import parse, python_files, shown


def test_no_two_classes_share_a_name():
    places = defaultdict(list)
    for path in python_files("db", "desktop", "forms", "resources", "build_spec"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(shown(path))
    shared = {name: found for name, found in places.items() if len(found) > 1}
    assert shared == {}, "say the difference in the name"
