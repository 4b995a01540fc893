"""Faults of the invented county that are about who signed, when, and what was changed before signing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.services.demonstration.expected import Reception, Said, State, When, say, sound_but
from desktop.services.demonstration.fault import PlantedFault, Turn, Where
from desktop.services.demonstration.filing import MARK, Filed, FilingUnit, Signed, SteadyClock
from desktop.services.demonstration.scene import Scene, Way
from desktop.submission.keys.identity import Identity
from desktop.submission.keys.self_signed import UnitSubject, create_pair
from forms.canonical import digest_of
from forms.filing.receipt_time import day_in_beijing

OLD_KEY = datetime(2016, 3, 25, tzinfo=UTC)
"""When the key was made whose certificate ends two weeks after the units file. Chosen by us."""
WITHDRAWN = datetime(2026, 3, 2, tzinfo=UTC)
"""Since when the revoked certificate is not valid any more: before the units file. Chosen by us."""
FAR_AHEAD = datetime(2035, 12, 10, 1, tzinfo=UTC)
"""What a clock says that is ten years ahead, a few days before the end of all certificates. Chosen by us."""
DEADLINE = datetime(2026, 3, 31, tzinfo=UTC)
"""The deadline that a task would set. Chosen by us."""
ARRIVED = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
"""The date of the mail that came late. Chosen by us."""
_MAIL_DATE = "%a, %d %b %Y %H:%M:%S +0000"
"""RFC 5322, 3.3."""


_NEED_THE_SCHEMA = frozenset({"recheck", "definition", "history", "complete"})
"""Facts that cannot be told of a descriptor that is wrong."""


def _waiting(
    scene: Scene,
    name: str,
    filed: Filed,
    signed: Signed,
    *said: Said,
    unread: frozenset[str] = frozenset(),
) -> None:
    """Hand over a package of other hands alone, so that its unit's year waits.

    Args:
        scene: the county.
        name: of the fault.
        filed: the package as the unit filed it.
        signed: what is handed over instead.
        said: facts that are not those of a sound package.
        unread: names of facts of which nothing is demanded.
    """
    other = _as_filed(filed, signed)
    found = tuple(one for one in sound_but(*said) if one.fact not in unread)
    scene.plant(name, other, scene.package(other, found), outcome=Reception.WAITS)
    scene.end(other, State.QUARANTINED, name)
    scene.paper(other)


def _as_filed(filed: Filed, signed: Signed) -> Filed:
    return replace(
        filed, data=signed.data, content_digest=signed.content_digest, check_code=signed.check_code
    )


def _unknown_signer(turn: Turn) -> None:
    """Signed by a key whose certificate nobody sent in."""
    signed = turn.unit.signed_by(turn.filed.year, turn.scene.key_for(turn.filed.unit), turn.now)
    _waiting(turn.scene, "unknown-signer", turn.filed, signed, say("signer", "unknown", "unknown"))


def _forged_certificate(turn: Turn) -> None:
    """Signed by a key whose certificate lies with the others, but on no stamped sheet."""
    forged = turn.scene.key_for(turn.filed.unit)
    turn.scene.register(forged, turn.filed.unit, "-forged", on_sheet=False)
    signed = turn.unit.signed_by(turn.filed.year, forged, turn.now)
    _waiting(turn.scene, "forged-certificate", turn.filed, signed, say("signer", "unknown", "unknown"))


def _expired(turn: Turn) -> None:
    """Signed by a registered key in the last days of its certificate; it is received after them."""
    plan = turn.scene.pack.plan
    name = plan.unit_by_code[turn.filed.unit].official_name
    subject = UnitSubject(name, turn.filed.unit, plan.region_code, MARK)
    old = Identity.of(create_pair(subject, OLD_KEY, "digital_signature", "content_commitment"))
    turn.scene.register(old, turn.filed.unit, "-expired")
    signed = turn.unit.signed_by(turn.filed.year, old, turn.now)
    _waiting(turn.scene, "expired", turn.filed, signed, say("signer", "bad", "expired"))


def _revoked(turn: Turn) -> None:
    """Signed by a key that was lost and revoked before."""
    lost = turn.scene.key_for(turn.filed.unit)
    turn.scene.register(lost, turn.filed.unit, "-revoked")
    turn.scene.expectation.revocations.append(
        {"unit": turn.filed.unit, "fingerprint": lost.fingerprint, "since": WITHDRAWN.date().isoformat()}
    )
    signed = turn.unit.signed_by(turn.filed.year, lost, turn.now)
    _waiting(turn.scene, "revoked", turn.filed, signed, say("signer", "bad", "revoked"))


def _other_units_key(turn: Turn) -> None:
    """Signed by a key that is registered for another unit."""
    others = [one.code for one in turn.scene.pack.plan.reporting_units if one.code != turn.filed.unit]
    key = turn.scene.key_for(others[0])
    turn.scene.register(key, others[0], "-second")
    signed = turn.unit.signed_by(turn.filed.year, key, turn.now)
    details = {
        "named": f"{others[0]}/{turn.scene.pack.plan.region_code}",
        "filed": turn.filed.unit,
        "until": day_in_beijing(key.certificate.not_valid_after_utc).isoformat(),
        "registered_for": others[0],
    }
    said = say("signer", "bad", "other_unit", details=details)
    _waiting(turn.scene, "other-units-key", turn.filed, signed, said)


def _clock_ahead(turn: Turn) -> None:
    """Made at a computer whose clock is ten years ahead."""
    post = replace(turn.unit.post, clock=SteadyClock(FAR_AHEAD))
    with TemporaryDirectory(dir=turn.unit.path.parent) as folder, FilingUnit(post, Path(folder)) as ahead:
        dated = ahead.file(turn.filed.year)
    said = sound_but(
        say("signature", "unknown"),
        say("time", "unknown", "clock", details={"signed": FAR_AHEAD.date().isoformat()}),
    )
    package = turn.scene.package(dated, said)
    turn.scene.plant("clock-ahead", dated, package, outcome=Reception.WAITS)
    turn.scene.end(dated, State.QUARANTINED, "clock-ahead")
    turn.scene.paper(dated)


def _late(turn: Turn) -> None:
    """Sent by a mail that is dated seven weeks after the deadline."""
    days = (ARRIVED + timedelta(hours=8)).date() - DEADLINE.date()
    details = {"days": days.days, "arrived": ARRIVED.date().isoformat()}
    late = say("time", "ok", "late", when=When.TASKED, details=details)
    dated = replace(turn.filed, mail=f"Date: {ARRIVED:{_MAIL_DATE}}\r\n".encode() + turn.filed.mail)
    turn.scene.plant("late", dated, turn.scene.package(dated, sound_but(late)), way=Way.MAIL)
    turn.scene.end(dated, State.RECEIVED, "late")
    turn.scene.paper(dated)


def _other_results(turn: Turn) -> None:
    """A result that does not follow from the figures; every digest and the unit's signature fit."""
    signed = turn.unit.signed_by(turn.filed.year, turn.unit.post.identity, turn.now, _raise_a_result)
    _waiting(turn.scene, "other-results", turn.filed, signed, say("recheck", "bad"))


def _contradiction(turn: Turn) -> None:
    """A first revision that says it replaces another one."""

    def change(content: dict[str, Any], _files: dict[str, bytes]) -> None:
        content["replaces"] = turn.filed.content_digest

    signed = turn.unit.signed_by(turn.filed.year, turn.unit.post.identity, turn.now, change)
    said = (say("schema", "bad"), say("revision", "bad", "contradiction"))
    _waiting(turn.scene, "contradiction", turn.filed, signed, *said, unread=_NEED_THE_SCHEMA)


def _blank(turn: Turn) -> None:
    """A figure was taken out of the table; every digest and the unit's signature fit."""
    blanked: list[str] = []

    def change(content: dict[str, Any], files: dict[str, bytes]) -> None:
        rows = _rows(files[_OBSERVATIONS])
        row = next(row for row in rows if row["year"] == str(turn.filed.year) and row["value"])
        blanked.append(f"{row['form']}/{row['row']}/{row['breakdown']}")
        same = [r for r in rows if (r["item"], r["breakdown"], r["year"]) == _named(row)]
        for one in same:
            one.update(value="", text="")
        _put(content, files, _OBSERVATIONS, rows)

    signed = turn.unit.signed_by(turn.filed.year, turn.unit.post.identity, turn.now, change)
    gaps = say("complete", "ok", "gaps", details={"cells": blanked})
    _waiting(turn.scene, "blank", turn.filed, signed, say("recheck", "bad"), gaps)


_OBSERVATIONS, _INDICATORS = "data/observations.csv", "data/indicators.csv"


def _named(row: dict[str, str]) -> tuple[str, str, str]:
    return row["item"], row["breakdown"], row["year"]


def _raise_a_result(content: dict[str, Any], files: dict[str, bytes]) -> None:
    path = _INDICATORS if any(row["value"] for row in _rows(files[_INDICATORS])) else _OBSERVATIONS
    rows = _rows(files[path])
    row = next(row for row in reversed(rows) if row["value"] and row["year"] == str(content["year"]))
    row["value"] = with_other_digit(row["value"])
    _put(content, files, path, rows)


def with_other_digit(number: str) -> str:
    """A number as tables write it, with another last digit that is not zero."""
    digit = int(number[-1])
    return f"{number[:-1]}{digit + 1 if digit < 9 else digit - 1}"


def _rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline="")))


def _put(content: dict[str, Any], files: dict[str, bytes], path: str, rows: Iterable[dict[str, str]]) -> None:
    """Replace a table as the unit's program writes it, and name its new digest in the content."""
    text = io.StringIO(newline="")
    listed = list(rows)
    writer = csv.DictWriter(text, listed[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(listed)
    files[path] = text.getvalue().encode()
    content["tables"][path] = digest_of(files[path])


FAULTS = (
    PlantedFault("unknown-signer", Where.ANY_YEAR, _unknown_signer),
    PlantedFault("forged-certificate", Where.ANY_YEAR, _forged_certificate),
    PlantedFault("expired", Where.ANY_YEAR, _expired),
    PlantedFault("revoked", Where.ANY_YEAR, _revoked),
    PlantedFault("other-units-key", Where.ANY_YEAR, _other_units_key),
    PlantedFault("other-results", Where.ANY_YEAR, _other_results),
    PlantedFault("blank", Where.ANY_YEAR, _blank),
    PlantedFault("contradiction", Where.ANY_YEAR, _contradiction),
    PlantedFault("late", Where.ANY_YEAR, _late),
    PlantedFault("clock-ahead", Where.ANY_YEAR, _clock_ahead),
)
