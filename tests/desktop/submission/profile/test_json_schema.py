"""Our validator knows every keyword that a published schema uses, and answers as a complete one does."""

import copy
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop.services.plans.packs import bundled_ids, load_bundled
from desktop.submission.profile.json_schema import ANNOTATIONS, KEYWORDS, fault
from forms.figures.breakdown import canonical_breakdown
from forms.reporting.layout import lay_out

NAMES = [name for name in resources.names("schemas") if name.endswith(".json")]
TWO = json.loads(resources.read_text("schemas/submission-2.json"))
DIGEST = "0" * 64
FILES = (
    *(f"data/{name}.csv" for name in ("observations", "indicators", "findings", "verdicts")),
    "forms/official-form.pdf",
    "forms/official-form.xlsx",
)
SOUND = {
    "kind": "submission",
    "schema": "tianbao/submission/2",
    "engine": 2,
    "plan": {"id": "wanghua", "version": "2026.1", "digest": DIGEST},
    "region_code": "210404",
    "unit": {"code": "health", "name": "区卫生健康局"},
    "year": 2025,
    "revision": 2,
    "replaces": DIGEST,
    "people": {"head": "周", "statistician": "许", "filler": "韩", "phone": "024"},
    "finalised_at": "2026-03-01T09:00:00+08:00",
    "program_version": "0.2.0",
    "log_head": DIGEST,
    "log_count": 7,
    "tables": {
        f"data/{n}.csv": DIGEST for n in ("observations", "indicators", "findings", "verdicts", "answers")
    },
    "definition_changes": [{"code": "live-births", "year": 2024, "note": "改为常住人口"}],
    "attachments": [
        {
            "file": "attachments/001.pdf",
            "item": "live-births",
            "breakdown": "AGE=65+;SEX=F",
            "name": "台账.pdf",
            "digest": DIGEST,
        }
    ],
    "base": {"version": "1", "digest": DIGEST},
    "task": None,
    "corrections": [{"cell": "a/01/_T", "year": 2024, "old": "1", "new": "2", "reason": "笔误"}],
    "read_back": {"checked": 3, "total": 71, "by": "韩", "at": "2026-03-01T09:00:00+08:00"},
    "content_digest": DIGEST,
    "files": dict.fromkeys(FILES, DIGEST),
}


def keywords(schema: Mapping[str, Any]) -> set[str]:
    """Every keyword that a schema uses, annotations included."""
    found = set(schema)
    for inner in schema.get("properties", {}).values():
        found |= keywords(inner)
    for inner in schema.get("anyOf", ()):
        found |= keywords(inner)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), Mapping):
            found |= keywords(schema[name])
    return found


def complete(document, schema):
    """The answer of a complete validator."""
    return jsonschema.Draft202012Validator(schema).is_valid(document)


@pytest.mark.parametrize("name", NAMES)
def test_every_keyword_of_a_published_schema_is_judged(name):
    used = keywords(json.loads(resources.read_text(name)))
    assert used <= {*KEYWORDS, *ANNOTATIONS, "type"}


def test_the_sound_document_is_sound():
    assert fault(SOUND, TWO) == ""
    assert complete(SOUND, TWO)


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inner:
        yield from places(entry, (*path, key))


WRONG = (None, True, 0, -1, 10**7, "", " ", "乱", "x" * 20_000, [], [1], {}, {"x": 1}, "0" * 63, DIGEST)


@given(st.sampled_from([p for p in places(SOUND) if p]), st.sampled_from(WRONG))
def test_it_answers_as_a_complete_validator_does(path, value):
    document = copy.deepcopy(SOUND)
    at = document
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    found = fault(document, TWO)
    assert (found == "") == complete(document, TWO), (path, value)
    assert not found or "“" in found


@pytest.mark.parametrize("text", [f"{DIGEST}\n", f"{DIGEST} ", DIGEST.upper().replace("0", "A")])
def test_the_end_of_a_pattern_is_the_end_of_the_text(text):
    assert fault({**SOUND, "task": text}, TWO)


def test_true_is_no_number_and_a_whole_decimal_is_an_integer():
    schema = {"type": "object", "properties": {"a": {"const": 1}, "b": {"type": "integer"}}}
    assert fault({"a": True}, schema)
    assert not fault({"a": 1, "b": Decimal("2.0")}, schema)
    assert fault({"b": Decimal("2.5")}, schema)
    assert "“b”应是整数" in fault({"b": "2"}, schema)


def test_an_unknown_keyword_is_no_silent_yes():
    with pytest.raises(KeyError):
        fault({}, {"type": "object", "minProperties": 1})


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_whatever_a_plan_may_hold_can_be_named(plan_id):
    """No pattern of the schema is narrower than what a pack may have."""
    plan = load_bundled(plan_id).plan
    for unit in plan.units:
        for cell in lay_out(plan, unit.code).entry_cells:
            attached = {**SOUND["attachments"][0], "item": cell.key.code, "breakdown": cell.key.breakdown}
            correction = {**SOUND["corrections"][0], "cell": cell.address}
            named = {"code": unit.code, "name": unit.name}
            document = {**SOUND, "unit": named, "attachments": [attached], "corrections": [correction]}
            assert fault(document, TWO) == "", cell.address


@pytest.mark.parametrize("breakdown", ["AGE=65+", "SEX=F;AGE=0-4", "RES=U;AREA=210404", "_T", "SEX=_U"])
def test_any_breakdown_can_be_named(breakdown):
    assert canonical_breakdown(breakdown) == breakdown
    assert fault({**SOUND, "attachments": [{**SOUND["attachments"][0], "breakdown": breakdown}]}, TWO) == ""
    assert (
        fault({**SOUND, "corrections": [{**SOUND["corrections"][0], "cell": f"a/01/{breakdown}"}]}, TWO) == ""
    )
