"""The published schema of a pack and the records are one format: neither knows a field the other lacks."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import jsonschema
import pytest

import resources
from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.canonical import canonical_json
from forms.plan.catalogue import plan_document
from forms.plan.pack import Plan
from forms.plan.record import ADDED

SCHEMA = json.loads(resources.read_text("schemas/plan-show-1.json"))


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema a reference points to, or that is not just null."""
    for choices in ("anyOf", "oneOf"):
        if choices in schema:
            return resolved(next(one for one in schema[choices] if one.get("type") != "null"))
    if "$ref" not in schema:
        return schema
    found: Any = SCHEMA
    for step in schema["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return typing.cast("dict[str, Any]", found)


def inner(hint: Any) -> Any:
    """The record or enumeration within tuples and options."""
    arguments = [a for a in typing.get_args(hint) if a not in (types.NoneType, Ellipsis)]
    is_wrapped = typing.get_origin(hint) in (typing.Union, types.UnionType, tuple)
    return inner(arguments[0]) if is_wrapped and arguments else hint


def differences(cls: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    """Fields, demands and choices in which a record and its schema differ."""
    schema, hints = resolved(schema), typing.get_type_hints(cls)
    fields = {f.name: f for f in dataclasses.fields(cls)}
    own = set(schema["properties"]) - ({"schema"} if cls is Plan else set())
    if own != fields.keys():
        yield f"{place}: {sorted(own ^ fields.keys())}"
        return
    demanded = {name for name, f in fields.items() if ADDED not in f.metadata}
    if set(schema["required"]) - {"schema"} != demanded:
        yield f"{place}, required: {sorted((set(schema['required']) - {'schema'}) ^ demanded)}"
    for name in fields:
        kind, described = inner(hints[name]), schema["properties"][name]
        described = resolved(described.get("items", described))
        if dataclasses.is_dataclass(kind):
            yield from differences(kind, described, f"{place}.{name}")
        elif isinstance(kind, type) and issubclass(kind, StrEnum):
            choices = {choice for choice in described["enum"] if choice is not None}
            if choices != {member.value for member in kind}:
                yield f"{place}.{name}: {sorted(choices)}"


def test_records_and_schema_have_the_same_fields_demands_and_choices() -> None:
    assert list(differences(Plan, SCHEMA, "plan")) == []


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_every_bundled_pack_is_as_the_schema_says(plan_id: str) -> None:
    document = json.loads(canonical_json(plan_document(load_bundled(plan_id).plan)))
    document["schema"] = "tianbao/plan-show/1"
    faults = jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)
    assert [f"{list(f.absolute_path)}: {f.message}" for f in faults] == []
