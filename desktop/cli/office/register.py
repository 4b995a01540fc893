"""Commands about the office's register of certificates."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from desktop.cli.answer import NO, Answer
from desktop.cli.office.opening import open_office_desk
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.fingerprints import StampedPrint, read_prints, typed_print
from desktop.services.office.registry.print_list import units_called
from desktop.services.office.registry.register import RegisterLine, RegisterOutcome, certificate_files
from desktop.services.office.registry.register import register as register_certificates
from desktop.services.office.registry.register_book import (
    RegisterEntry,
    correction_line,
    entries,
    holder_of,
)
from desktop.services.office.registry.revoking import correct_registration, take_back_revocation
from desktop.services.office.registry.revoking import revoke as revoke_certificate
from forms.codes.office import OfficeCode
from forms.errors import Problem, UserInputError
from forms.filing.receipt_time import day_in_beijing


def register(options: Namespace) -> Answer:
    """Register certificates, or list the register."""
    with open_office_desk(options) as desk:
        if not options.certificates:
            return _listed(desk)
        files = certificate_files(options.certificates)
        stamped, problems = _stamped(options, len(files), units_called(desk))
        found = register_certificates(desk, files, stamped, unit=options.unit, renews=options.renews)
        held = {line.certificate.fingerprint for line in found if line.certificate is not None}
        unmatched = [one for one in stamped if one.unit and one.digits not in held]
        lacking = [
            f"清单里{desk.unit_name(one.unit)}的一个指纹（{one.place}）没有对应的证书文件"
            for one in unmatched
        ]
    documents = [
        {
            "file": line.file,
            "outcome": line.outcome.value,
            "code": None if line.code is None else str(line.code),
            "sentence": line.sentence,
            "unit": None if line.certificate is None else line.certificate.unit,
            "fingerprint": None if line.certificate is None else line.certificate.fingerprint,
            "purpose": None if line.certificate is None else line.certificate.purpose.value,
            "renews": None if line.certificate is None else line.certificate.renews,
        }
        for line in found
    ]
    counts = {
        outcome.value: sum(1 for line in found if line.outcome is outcome) for outcome in RegisterOutcome
    }
    document = {
        "files": documents,
        "counts": counts,
        "list_problems": [{"code": str(p.code), "place": p.place, "message": p.message} for p in problems],
        "without_certificate": [{"unit": one.unit, "fingerprint": one.digits} for one in unmatched],
    }
    lines = [_line(line) for line in found]
    lines += [f"{problem}" for problem in problems]
    lines += lacking
    lines.append(
        f"登记 {counts['registered']} 份，以前登记过 {counts['known']} 份，没有登记 {counts['refused']} 份"
    )
    is_fine = not counts["refused"] and not problems
    return Answer("office-register", document, lines, 0 if is_fine else NO)


def _line(line: RegisterLine) -> str:
    return f"{line.file}：{line.sentence}" if line.code is None else f"{line.sentence}（{line.code}）"


def _stamped(
    options: Namespace, files: int, units: Mapping[str, str]
) -> tuple[list[StampedPrint], list[Problem]]:
    if options.fingerprint is not None:
        typed = options.fingerprint
        if files != len(typed):
            raise UserInputError(
                OfficeCode.ONE_AT_A_TIME,
                f"给出了 {len(typed)} 个 --fingerprint，证书却是 {files} 份；一个指纹对一份证书，"
                "多张登记表的请用 --fingerprints 给出清单",
            )
        return [one for text in typed for one in typed_print(text)], []
    return ([], []) if options.fingerprints is None else read_prints(options.fingerprints, units)


def _listed(desk: OfficeDesk) -> Answer:
    found = entries(desk)
    lines = [
        line
        for one in found
        for line in (
            f"{_whose(one)}　{_standing(one)}\n  {one.grouped}",
            *(f"  {correction_line(desk, one, made)}" for made in one.corrections),
        )
    ]
    document = {"certificates": [_document(one) for one in found]}
    return Answer("office-certificates", document, lines or ["登记册里还没有证书"])


def _whose(one: RegisterEntry) -> str:
    return f"{one.unit_name}（{'本局自己的' if one.is_own else one.certificate.unit}）"


def _standing(one: RegisterEntry) -> str:
    use = one.certificate.purpose.label
    until = f"{use}，有效期至 {day_in_beijing(one.certificate.valid_until)}"
    if not one.stands:
        return f"{use}，登记已撤销（原登记给{one.first_unit}）"
    if any(made.since is None for made in one.corrections):
        until = f"{until}，更正过（原登记给{one.first_unit}）"
    return until if one.revoked is None else f"{until}，自 {day_in_beijing(one.revoked.since)} 起注销"


def _document(one: RegisterEntry) -> dict[str, Any]:
    certificate, revoked = one.certificate, one.revoked
    return {
        "unit": certificate.unit,
        "holder": certificate.holder,
        "fingerprint": certificate.fingerprint,
        "purpose": certificate.purpose.value,
        "valid_from": certificate.valid_from.isoformat(),
        "valid_until": certificate.valid_until.isoformat(),
        "renews": certificate.renews,
        "registered_by": certificate.actor,
        "registered_at": certificate.at.isoformat(),
        "revoked_since": None if revoked is None else revoked.since.isoformat(),
        "revoked_for": None if revoked is None else revoked.reason,
        "stands": one.stands,
        "corrections": [
            {
                "what": "registration" if made.since is None else "revocation",
                "since": None if made.since is None else made.since.isoformat(),
                "unit": made.unit or None,
                "stands": made.stands,
                "reason": made.reason,
                "by": made.actor,
                "at": made.at.isoformat(),
            }
            for made in one.corrections
        ],
    }


def revoke(options: Namespace) -> Answer:
    """Revoke a certificate from a day on."""
    with open_office_desk(options) as desk:
        entry, is_new = revoke_certificate(
            desk,
            fingerprint=options.fingerprint,
            unit=options.unit,
            since=options.since,
            reason=options.reason,
        )
        found = desk.store.certificate(entry.fingerprint)
        unit = found.unit if found is not None else ""
        whose = "" if found is None else holder_of(desk, found)
    document = {
        "unit": unit,
        "fingerprint": entry.fingerprint,
        "since": entry.since.isoformat(),
        "reason": entry.reason,
        "is_new": is_new,
    }
    day = day_in_beijing(entry.since)
    said = (
        f"已注销“{whose}”的证书，自 {day} 起收到的不再认它"
        if is_new
        else f"这份证书自 {day} 起注销过，没有变动"
    )
    return Answer("office-revoke", document, [said])


def correct(options: Namespace) -> Answer:
    """Correct an entry of the register: a registration for the wrong unit, or a wrong revocation."""
    with open_office_desk(options) as desk:
        if options.what == "revocation":
            since, fingerprint = _take_back(desk, options)
            found = desk.store.certificate(fingerprint)
            unit, becomes = "" if found is None else found.unit, None
            said = f"已撤回“{unit}”的证书自 {since} 起的注销；日期写错的，再用 office revoke 写对的日期"
        else:
            before = correct_registration(
                desk, fingerprint=options.fingerprint, unit=options.unit, reason=options.reason
            )
            since, fingerprint, unit, becomes = None, before.fingerprint, before.unit, options.unit
            after = f"，改为登记给“{becomes}”" if becomes else ""
            said = f"已撤销给“{unit}”的登记{after}；有关的报送包随之重新判断"
    document = {
        "what": options.what,
        "unit": unit,
        "fingerprint": fingerprint,
        "since": since,
        "becomes": becomes,
        "reason": options.reason,
    }
    return Answer("office-correct", document, [said])


def _take_back(desk: OfficeDesk, options: Namespace) -> tuple[str, str]:
    """First day and fingerprint of the revocation that was taken back."""
    taken_back = take_back_revocation(
        desk,
        fingerprint=options.fingerprint,
        unit=options.unit,
        since=options.since,
        reason=options.reason,
    )
    return day_in_beijing(taken_back.since).isoformat(), taken_back.fingerprint
