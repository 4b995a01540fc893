"""What is found in a package by its bytes and its plan alone.

It is stored with the package, since verifying is slow. What depends on the office, its register, other
packages and decisions is derived whenever it is asked for (:mod:`desktop.services.office.facts.unit_year`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from db.office.records import Judgement, ReceivedPackage, Signer, StatedValue, TakenIn
from desktop.services.office.facts.declared import CHANGES, CORRECTIONS, YEAR_DIGESTS
from desktop.services.office.facts.fact import CONTRADICTS
from desktop.services.office.facts.given import BASE
from desktop.services.office.intake.not_taken import NotTaken
from desktop.services.packages.fact import ok, unread
from desktop.services.packages.verification import Premises, VerifiedSubmission, verify_package
from desktop.services.plans.known import PlanFinder
from desktop.submission.facts import Fact, FactState
from desktop.submission.keys.certificate import fingerprint, named_unit
from desktop.submission.profile.datapackage import OBSERVATIONS
from desktop.submission.verified import Verification
from forms.canonical import digest_of
from forms.codes.code import CodeTrait
from forms.codes.receive import ReceiveCode
from forms.figures.breakdown import SeriesKey
from forms.filing.engine import ENGINE
from forms.filing.tables import Row
from forms.letters.sum_code import stated_columns
from forms.receiving.history import year_digests

OF_BYTES = ("container", "digests", "signature", "schema", "plan", "recheck", "complete")
"""Facts that a package's bytes and its plan decide, in the order in which they are told."""
REVISION = "revision"
"""The fact that is decided here only where a package contradicts itself."""
_STEPS: Mapping[str, str] = {
    "signature": ReceiveCode.CLOCK.remedy,
    "plan": ReceiveCode.DEFINITION_UNKNOWN.remedy,
    "recheck": ReceiveCode.DEFINITION_UNKNOWN.remedy,
}
"""The office's step for an unknown fact, where it differs from that for whoever verifies one package."""
_SHOWN = 20
"""Empty cells that a sentence names; the results have all of them. Chosen by us."""


def judge(data: bytes, find_plan: PlanFinder, now: datetime) -> TakenIn | NotTaken:
    """Judge a package; never raises for anything the bytes contain.

    Args:
        data: the whole file; nothing of it is trusted.
        find_plan: gives the plan pack that it names.
        now: the present time.

    Returns:
        What is stored of it, or why no unit's year can be read of it.
    """
    found = verify_package(data, find_plan, Premises(now=now))
    package = found.verification.package
    if package is None:
        # The container is judged first, and without it nothing else was looked at.
        container = found.verification.facts[0]
        is_repacked = CodeTrait.REPACKED in container.code.traits
        return NotTaken.REPACKED if is_repacked else NotTaken.DAMAGED
    if found.submission is None:
        return NotTaken.DAMAGED
    record = _record(digest_of(data), found.submission, found.verification, now)
    facts = {fact.name: _told(fact) for fact in _facts_of_bytes(found)}
    # Read from the document only where that follows its schema: nothing of it was checked otherwise.
    if facts["schema"]["state"] == FactState.OK:
        said = {name: found.submission.get(name) for name in (CHANGES, CORRECTIONS, BASE)}
        details = {name: one for name, one in said.items() if one}
        facts["schema"] |= {"details": details} if details else {}
    values = _values(found)
    # By these a board compares the past of hundreds of units without reading their figures
    # (`facts.same_past`).
    if values:
        of_years = year_digests({(SeriesKey(one.item, one.breakdown), one.year): one.value for one in values})
        facts["schema"][YEAR_DIGESTS] = {str(year): digest for year, digest in of_years.items()}
    return TakenIn(
        package=record,
        data=data,
        values=values,
        judgement=Judgement(record.digest, ENGINE, facts),
    )


def _record(
    digest: str, submission: Mapping[str, Any], verification: Verification, now: datetime
) -> ReceivedPackage:
    return ReceivedPackage(
        digest=digest,
        content=submission["content_digest"],
        unit=submission["unit"]["code"],
        year=submission["year"],
        revision=submission["revision"],
        replaces=submission["replaces"],
        region=submission["region_code"],
        plan_id=submission["plan"]["id"],
        plan_digest=submission["plan"]["digest"],
        signer=_signer(verification),
        at=now,
    )


def _signer(verification: Verification) -> Signer | None:
    """Who signed; None without a sound signature."""
    status = verification.signature
    if status is None or not status.sound or status.certificate is None or status.signing_time is None:
        return None
    return Signer(
        fingerprint=fingerprint(status.certificate),
        unit=named_unit(status.certificate) or "",
        valid_from=status.certificate.not_valid_before_utc,
        valid_until=status.certificate.not_valid_after_utc,
        signed_at=status.signing_time,
    )


def _facts_of_bytes(found: VerifiedSubmission) -> list[Fact]:
    verification = found.verification
    facts = [fact for name in OF_BYTES if (fact := verification.fact(name)) is not None]
    schema, revision = verification.fact("schema"), verification.fact(REVISION)
    is_sound = schema is not None and schema.state is FactState.OK
    facts.append(_complete(found) if is_sound else unread("complete"))
    if revision is not None and revision.state is FactState.BAD:
        facts.append(revision)
    return facts


def _complete(found: VerifiedSubmission) -> Fact:
    """Whether every cell of the year has a figure or a reason; a gap is told, not held against the unit."""
    assert found.submission is not None
    year = str(found.submission["year"])
    rows = [row for row in found.tables[OBSERVATIONS.name] if row["year"] == year]
    empty = [_cell(row) for row in rows if not row["value"] and not row["missing"]]
    if not empty:
        return ok("complete", ReceiveCode.COMPLETE, f"{len(rows)} 格都有数或有原因")
    shown = "、".join(empty[:_SHOWN]) + ("…" if len(empty) > _SHOWN else "")
    sentence = f"{len(rows)} 格里有 {len(empty)} 格是空的：{shown}"
    return ok("complete", ReceiveCode.GAPS, sentence, {"status": "gaps", "cells": empty})


def _cell(row: Row) -> str:
    return f"{row['form']}/{row['row']}/{row['breakdown']}"


def _told(fact: Fact) -> dict[str, Any]:
    """A fact as it is stored: without the compared results, which take as much room as the package."""
    follows = CodeTrait.FOLLOWS in fact.code.traits
    step = _STEPS.get(fact.name) if fact.state is FactState.UNKNOWN and not follows else None
    told: dict[str, Any] = {
        "state": fact.state.value,
        "code": str(fact.code),
        "sentence": fact.sentence,
        "step": step or fact.code.remedy,
        "required": fact.required,
        "follows": follows,
    }
    results = dict(fact.results or {})
    if fact.name == "recheck" and fact.state is FactState.UNKNOWN and results.get("blocking"):
        told |= {"status": CONTRADICTS}
    if fact.name == "recheck" and fact.state is FactState.BAD and results.get("differences"):
        about = dict.fromkeys(one["about"].partition(" ")[0] for one in results["differences"])
        told |= {"details": {"differing": results["difference_count"], "about": [*about][:_SHOWN]}}
    if fact.name == "complete" and results:
        told |= {"status": results["status"], "details": {"cells": results["cells"]}}
    return told


def _values(found: VerifiedSubmission) -> Sequence[StatedValue]:
    """The figures; none where the table is not what the format says."""
    schema = found.verification.fact("schema")
    if schema is None or schema.state is not FactState.OK:
        return ()
    return tuple(_value(row) for row in found.tables[OBSERVATIONS.name])


def _value(row: Row) -> StatedValue:
    return StatedValue(**stated_columns(row), text=row["text"], note=row["note"], source=row["source"])
