import json
from dataclasses import replace
from typing import Any

import pytest

from forms.canonical import document_digest
from forms.filing.content import (
    AttachedFile,
    SubmissionContent,
    content_of,
    submission_bytes,
    submission_document,
)
from forms.filing.engine import ENGINE
from forms.filing.people import People
from forms.reporting.earlier import DefinitionChange

PEOPLE = People("周", "许", "韩", "024")
ATTACHED = AttachedFile(file="attachments/1.pdf", item="a", breakdown="_T", name="台账.pdf", digest="x")
CONTENT = SubmissionContent(
    plan_id="test", plan_version="1", plan_digest="aa", region_code="210404", unit="health",
    unit_name="区卫生健康局", year=2025, revision=2, replaces="bb",
    people=PEOPLE, finalised_at="2026-03-01T09:00:00+08:00",
    program_version="1.0", log_head="cc", log_count=7, tables={"observations": "dd"},
)  # fmt: skip


def test_document() -> None:
    assert CONTENT.document() == {
        "kind": "submission",
        "schema": "tianbao/submission/2",
        "engine": ENGINE,
        "plan": {"id": "test", "version": "1", "digest": "aa"},
        "region_code": "210404",
        "unit": {"code": "health", "name": "区卫生健康局"},
        "year": 2025,
        "revision": 2,
        "replaces": "bb",
        "people": {"head": "周", "statistician": "许", "filler": "韩", "phone": "024"},
        "finalised_at": "2026-03-01T09:00:00+08:00",
        "program_version": "1.0",
        "log_head": "cc",
        "log_count": 7,
        "tables": {"observations": "dd"},
        "definition_changes": [],
        "attachments": [],
        "base": None,
        "task": None,
        "corrections": [],
        "read_back": None,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"plan_id": "x"}, {"plan_version": "x"}, {"plan_digest": "x"}, {"region_code": "x"}, {"unit": "x"},
        {"unit_name": "x"}, {"year": 2026}, {"revision": 3}, {"replaces": None}, {"finalised_at": "x"},
        {"people": replace(PEOPLE, head="x")}, {"people": replace(PEOPLE, statistician="x")},
        {"people": replace(PEOPLE, filler="x")}, {"people": replace(PEOPLE, phone="x")},
        {"program_version": "x"}, {"log_head": "x"}, {"log_count": 8}, {"tables": {"observations": "x"}},
        {"attachments": (ATTACHED,)},
        {"definition_changes": (DefinitionChange("live-births", 2024, "改为常住人口"),)},
    ],
)  # fmt: skip
def test_every_field_is_covered_by_the_digest(change: dict[str, Any]) -> None:
    changed = replace(CONTENT, **change)
    assert document_digest(changed.document()) != document_digest(CONTENT.document())


def test_submission_carries_digest_and_files_beside_the_content() -> None:
    document = CONTENT.document()
    submission = submission_document(document, {"forms/health.pdf": "ee"})
    assert submission["content_digest"] == document_digest(document)
    assert submission["files"] == {"forms/health.pdf": "ee"}
    assert content_of(submission) == document
    assert submission_document(content_of(submission), submission["files"]) == submission


def test_files_are_not_part_of_the_content() -> None:
    one, two = (submission_document(CONTENT.document(), f) for f in ({}, {"forms/a.pdf": "ee"}))
    assert one["content_digest"] == two["content_digest"]


def test_missing_people_are_named() -> None:
    assert People().missing() == ["单位负责人", "统计负责人", "填表人", "联系电话"]
    assert People("周", " ", "韩", "").missing() == ["统计负责人", "联系电话"]
    assert PEOPLE.missing() == []


def test_the_kind_is_the_first_thing_that_a_reader_sees() -> None:
    submission = submission_document(CONTENT.document(), {})
    written = submission_bytes(submission)
    assert written.startswith(b'{"kind":"submission","attachments":')
    assert json.loads(written) == submission
    assert written.count(b'"kind"') == 1


def test_a_document_without_kind_is_written_as_it_always_was() -> None:
    assert submission_bytes({"schema": "tianbao/submission/1", "a": 1}) == (
        b'{"a":1,"schema":"tianbao/submission/1"}'
    )
