"""The content of a submission: what is frozen at 定稿, digested and printed on paper.

The content names the data tables by their digests, so one SHA-256 covers every figure, explanation
and verdict. Printed forms carry that digest and are therefore not part of it (contracts section 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from forms.canonical import canonical_json, document_digest
from forms.filing.engine import ENGINE
from forms.filing.people import People
from forms.frozen import frozen
from forms.reporting.earlier import DefinitionChange

SCHEMA = "tianbao/submission/2"
"""Schema that this program writes (package profile 1.1)."""
SCHEMA_1 = "tianbao/submission/1"
"""Schema that program 0.1.0 wrote: no kind, engine, base, task, corrections and read_back. It stays
readable."""
KIND = "submission"
"""Kind of a unit's annual figures; other kinds of packages have other content."""
FILE_KEYS = ("content_digest", "files")
"""Members of ``submission.json`` that are not part of the content."""


@frozen
class AttachedFile:
    """A file that proves a figure.

    Attributes:
        file: entry name in the package, ASCII.
        item: item code of the figure.
        breakdown: its breakdown.
        name: name the file had at the unit.
        digest: SHA-256 of its bytes.
    """

    file: str
    item: str
    breakdown: str
    name: str
    digest: str


@frozen
class SubmissionContent:
    """The content of one revision of a unit's year.

    Attributes:
        plan_id: plan pack, with its version and the SHA-256 of its canonical document.
        plan_version: see ``plan_id``.
        plan_digest: see ``plan_id``.
        region_code: GB/T 2260 code of the place.
        unit: unit code.
        unit_name: unit name in Chinese.
        year: reporting year.
        revision: 1 for the first submission.
        replaces: content digest of the revision it replaces, None for the first.
        people: who answers for it.
        finalised_at: ISO 8601 time with offset.
        program_version: version of this program.
        log_head: head of the change log at 定稿.
        log_count: rows of the change log at 定稿, so the place of that head in it.
        tables: data table name to SHA-256 of its bytes.
        definition_changes: breaks in the series (口径变动), without which verdicts cannot be repeated.
        attachments: files that prove figures.
        base: version and digest of the office's base figures that were used; None without any.
        task: digest of the office's task that was in force; None where none was opened.
    """

    plan_id: str
    plan_version: str
    plan_digest: str
    region_code: str
    unit: str
    unit_name: str
    year: int
    revision: int
    replaces: str | None
    people: People
    finalised_at: str
    program_version: str
    log_head: str
    log_count: int
    tables: Mapping[str, str]
    definition_changes: tuple[DefinitionChange, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    base: Mapping[str, str] | None = None
    task: str | None = None

    def document(self) -> dict[str, Any]:
        """The content as a JSON document; members that this program does not fill yet are null or empty."""
        return {
            "kind": KIND,
            "schema": SCHEMA,
            "engine": ENGINE,
            "plan": {"id": self.plan_id, "version": self.plan_version, "digest": self.plan_digest},
            "region_code": self.region_code,
            "unit": {"code": self.unit, "name": self.unit_name},
            "year": self.year,
            "revision": self.revision,
            "replaces": self.replaces,
            "people": self.people.document(),
            "finalised_at": self.finalised_at,
            "program_version": self.program_version,
            "log_head": self.log_head,
            "log_count": self.log_count,
            "tables": dict(self.tables),
            "definition_changes": [
                {"code": change.code, "year": change.year, "note": change.note}
                for change in self.definition_changes
            ],
            "attachments": [asdict(attached) for attached in self.attachments],
            "base": None if self.base is None else dict(self.base),
            "task": self.task,
            "corrections": [],
            "read_back": None,
        }


def content_of(submission: Mapping[str, Any]) -> dict[str, Any]:
    """The content within a ``submission.json`` document."""
    return {key: value for key, value in submission.items() if key not in FILE_KEYS}


def submission_document(content: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, Any]:
    """``submission.json``: the content, its digest, and the digests of the files made from it."""
    return {**content, "content_digest": document_digest(content), "files": dict(files)}


def submission_bytes(submission: Mapping[str, Any]) -> bytes:
    """The bytes of ``submission.json``: canonical, but with ``kind`` first where there is one.

    So a reader can tell from the first bytes what kind of package it is given.
    """
    if "kind" not in submission:
        return canonical_json(submission)
    rest = {key: value for key, value in submission.items() if key != "kind"}
    return b'{"kind":' + canonical_json(submission["kind"]) + b"," + canonical_json(rest)[1:]
