import ast
import json
from dataclasses import fields, replace

import resources
from forms.filing.people import LABELS, ROLES, People
from tests.meta.checkout import parse, python_files, shown

NAMED = People(head="周", statistician="许", filler="韩", phone="024")


def test_roles_are_the_fields_and_what_the_published_schema_asks_for():
    schema = json.loads(resources.read_bytes("schemas/submission-2.json"))
    keys = [role.key for role in ROLES]
    assert keys == [field.name for field in fields(People)]
    assert set(schema["properties"]["people"]["required"]) == set(keys)


def test_what_is_missing_is_named_in_the_words_of_the_form():
    assert NAMED.missing() == []
    assert replace(NAMED, filler=" \u3000", phone="").missing() == ["填表人", "联系电话"]


def test_a_mapping_may_say_more():
    assert People.from_mapping({**NAMED.document(), "kind": "other"}) == NAMED


def test_no_other_file_of_the_program_spells_a_role():
    spelled = {
        shown(path)
        for path in python_files("db", "desktop", "forms")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant) and node.value in LABELS.values()
    }
    assert spelled == {"forms/filing/people.py"}
