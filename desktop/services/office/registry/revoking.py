"""Revoking certificates, correcting the register, and the reasons that the office gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

from db.office.records import CertificateRevocation, RegisterCorrection, RegisteredCertificate
from desktop.services.office.desk import OfficeDesk
from desktop.submission.keys.certificate import OFFICE, grouped_fingerprint, named_unit, parse_certificate
from forms.codes.office import OfficeCode
from forms.errors import UserInputError
from forms.filing.receipt_time import BEIJING
from forms.receiving.fingerprint import read_fingerprint
from forms.receiving.permission import Act
from forms.text.kept import why_no_reason
from forms.text.typed import require_text

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def revoke(
    desk: OfficeDesk, *, fingerprint: str | None, unit: str | None, since: str, reason: str
) -> tuple[CertificateRevocation, bool]:
    """Revoke a registered certificate from a day on; what came before stays as it was.

    Args:
        desk: the office's desk.
        fingerprint: of the certificate, as typed; None where the unit is named.
        unit: code of a unit that has one certificate that is not revoked.
        since: first day, ``2026-03-02``, Beijing time.
        reason: why.

    Returns:
        What was entered, and whether it is new.

    Raises:
        UserInputError: there is no such certificate (E-OFFICE-018) or several (E-OFFICE-019), the day is none
            or has not come (E-OFFICE-021), or there is no reason (E-OFFICE-022).
        EnvironmentFault: the store is read-only or could not be written.
    """
    actor, now = desk.acting(Act.REGISTER), desk.clock()
    words = require_reason(reason)
    moment = _first_moment(since, now)
    found = (
        _of_fingerprint(desk, fingerprint) if fingerprint is not None else _only_one(desk, unit or "", now)
    )
    entry = CertificateRevocation(
        fingerprint=found.fingerprint, since=moment, reason=words, actor=actor, at=now
    )
    return entry, desk.store.revoke(entry)


def take_back_revocation(
    desk: OfficeDesk, *, fingerprint: str | None, unit: str | None, since: str | None, reason: str
) -> CertificateRevocation:
    """Take a wrong revocation back; it stays in the log, and what depended on it is judged anew by itself.

    Args:
        desk: the office's desk.
        fingerprint: of the certificate, as typed; None where the unit is named.
        unit: code of a unit one of whose certificates is revoked.
        since: the day that was entered, where there are several; None for the only one.
        reason: why.

    Returns:
        The revocation that is in force no longer.

    Raises:
        UserInputError: there is no such revocation or several (E-OFFICE-030), or no reason (E-OFFICE-022).
        EnvironmentFault: the store is read-only or could not be written.
    """
    actor, now = desk.acting(Act.REGISTER), desk.clock()
    words = require_reason(reason)
    day = None if since is None else _first_moment(since, now)
    wanted = None if fingerprint is None else read_fingerprint(fingerprint)
    # Where a fingerprint is named, the certificate may be any unit's.
    own = {one.fingerprint for one in desk.store.certificates() if wanted or one.unit == unit}
    found = [
        one
        for one in desk.store.revocations()
        if one.fingerprint in own and wanted in {None, one.fingerprint} and day in {None, one.since}
    ]
    if len(found) != 1:
        what = (
            f"有 {len(found)} 个注销记录，请用 --fingerprint 和 --since 写明" if found else "没有这个注销记录"
        )
        raise UserInputError(OfficeCode.NO_SUCH_ENTRY, f"{what}，没有写入。登记册：office register")
    (one,) = found
    desk.store.correct(
        RegisterCorrection(
            fingerprint=one.fingerprint,
            since=one.since,
            unit="",
            stands=False,
            reason=words,
            actor=actor,
            at=now,
        )
    )
    return one


def correct_registration(
    desk: OfficeDesk, *, fingerprint: str, unit: str | None, reason: str
) -> RegisteredCertificate:
    """Strike out a certificate that was registered for the wrong unit, and register it for the right one.

    Args:
        desk: the office's desk.
        fingerprint: of the certificate, as typed from the stamped sheet.
        unit: code of the right unit; None where it is struck out only.
        reason: why.

    Returns:
        The certificate as it was registered.

    Raises:
        UserInputError: there is no such certificate (E-OFFICE-018), it is the office's own (E-OFFICE-013), it
            names another unit itself (E-OFFICE-010), speaks for that unit already (E-OFFICE-016), there is no
            such unit (E-OFFICE-011), or no reason (E-OFFICE-022).
        EnvironmentFault: the store is read-only or could not be written.
    """
    actor, now = desk.acting(Act.REGISTER), desk.clock()
    words = require_reason(reason)
    found = _of_fingerprint(desk, fingerprint)
    if found.unit == OFFICE:
        raise UserInputError(OfficeCode.OWN_CERTIFICATE, "这是本局自己的证书，不在单位的登记册里，没有写入")
    if unit is not None:
        _require_right_unit(desk, found, unit)
    with desk.store.transaction():
        desk.store.correct(
            RegisterCorrection(
                fingerprint=found.fingerprint,
                since=None,
                unit="",
                stands=False,
                reason=words,
                actor=actor,
                at=now,
            )
        )
        if unit is not None:
            desk.store.register(replace(found, unit=unit, actor=actor, at=now))
    return found


def _require_right_unit(desk: OfficeDesk, found: RegisteredCertificate, unit: str) -> None:
    if unit not in desk.plan.unit_by_code:
        raise UserInputError(OfficeCode.NO_SUCH_UNIT, f"规划里没有单位“{unit[:40]}”，没有写入")
    said = (named_unit(parse_certificate(found.data)) or "").partition("/")[0]
    if said not in {"", unit}:
        raise UserInputError(
            OfficeCode.OTHER_UNIT, f"证书写明是单位“{said}”的，不能改为登记给“{unit}”，没有写入"
        )
    if found.unit == unit:
        raise UserInputError(OfficeCode.REGISTERED_FOR_OTHER, f"这份证书本来就登记给“{unit}”，没有变动")


def require_reason(text: str) -> str:
    """A reason as it is kept.

    Raises:
        UserInputError: it is none (E-OFFICE-022), or holds characters that are refused (E-TEXT-001).
    """
    words = require_text(text, "原因", lines=True)
    flaw = why_no_reason(words, "原因")
    if flaw:
        raise UserInputError(OfficeCode.WITHOUT_REASON, f"{flaw}，没有写入")
    return words


def _first_moment(text: str, now: datetime) -> datetime:
    written = text.strip()
    try:
        day = date.fromisoformat(written) if _DATE.fullmatch(written) else None
    except ValueError:
        day = None
    if day is None or day > now.astimezone(BEIJING).date():
        why = f"“{written[:40]}”不是日期" if day is None else f"{day} 还没有到"
        raise UserInputError(OfficeCode.DATE, f"{why}，没有写入。请写成 2026-03-02，不晚于今天")
    return datetime.combine(day, time(), BEIJING)


def _of_fingerprint(desk: OfficeDesk, typed: str) -> RegisteredCertificate:
    found = desk.store.certificate(read_fingerprint(typed))
    if found is None:
        raise UserInputError(
            OfficeCode.NO_SUCH_CERTIFICATE,
            "登记册里没有这个指纹的证书，没有写入。登记册：office register",
        )
    return found


def _only_one(desk: OfficeDesk, unit: str, now: datetime) -> RegisteredCertificate:
    """The unit's only certificate that is in use; a revoked one is named by its fingerprint."""
    revoked = {one.fingerprint for one in desk.store.revocations() if one.since <= now}
    own = [one for one in desk.store.certificates() if one.unit == unit]
    own = [one for one in own if one.fingerprint not in revoked]
    if len(own) != 1:
        code = OfficeCode.SEVERAL_CERTIFICATES if own else OfficeCode.NO_SUCH_CERTIFICATE
        how = f"登记了 {len(own)} 份证书，请用 --fingerprint 写明" if own else "没有登记过在用的证书"
        shown = (grouped_fingerprint(one.fingerprint).replace("\n", " ") for one in own[:5])
        listed = "".join(f"\n  {one}" for one in shown)
        raise UserInputError(code, f"“{unit[:40]}”{how}，没有写入{'：' if listed else ''}{listed}")
    return own[0]
