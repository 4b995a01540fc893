"""What is put into a folder for a letter: the file that is sent, the mail that brings it, the paper.

A letter is encrypted to the unit's receiving certificate where one is registered. The stored letter is the
signed container, and its digest stays that of the container: each writing encrypts it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.office.records import CertificatePurpose, RegisteredCertificate
from db.office.sent_records import StoredLetter
from desktop.documents.sheets.office_mail import LetterMail, letter_mail
from desktop.services.office.desk import OfficeDesk
from desktop.services.packages.encryption import ENCRYPTED_SUFFIX
from desktop.services.places import file_name
from desktop.submission.encryption.envelope import encrypt
from desktop.submission.keys.certificate import parse_certificate
from desktop.submission.package import inspect
from forms.filing.receipt_time import day_in_beijing

PAPERS = "forms/"
"""Folder of the paper in a letter."""


def receiving_certificates(desk: OfficeDesk, unit: str) -> list[RegisteredCertificate]:
    """The certificates to which letters to a unit are encrypted now; empty where there are none.

    One that was revoked, has ended, or from which another took over is none of them.
    """
    now = desk.clock()
    revoked = {one.fingerprint for one in desk.store.revocations() if one.since <= now}
    own = [
        one
        for one in desk.store.certificates()
        if one.unit == unit
        and one.purpose is CertificatePurpose.RECEIVING
        and one.fingerprint not in revoked
        and one.valid_from <= now <= one.valid_until
    ]
    renewed = {one.renews for one in own}
    return [one for one in own if one.fingerprint not in renewed]


def trust_caution(desk: OfficeDesk) -> str:
    """The warning that units cannot check the office's letters yet (Chinese); empty once a task was written.

    A unit takes the office's key from the first task, against its stamped sheet; before, it refuses others.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    first, last = desk.plan.period
    if any(desk.store.tasks(year) for year in range(first, last + 1)):
        return ""
    return (
        "本局还没有布置过任务：单位要先打开任务、核对指纹，才认得本局的单子，现在发去的它打不开。"
        "请先布置任务。"
    )


def encryption_caution(desk: OfficeDesk, unit: str) -> str:
    """The warning that letters to a unit go out unencrypted though it registered a certificate (Chinese).

    Empty where they are encrypted, and where it registered none.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    if receiving_certificates(desk, unit):
        return ""
    own = [
        one
        for one in desk.store.certificates()
        if one.unit == unit and one.purpose is CertificatePurpose.RECEIVING
    ]
    if not own:
        return ""
    until = day_in_beijing(max(one.valid_until for one in own))
    return (
        f"{desk.unit_name(unit)}登记的收件证书现在都不能用（已注销，或有效期至 {until}），"
        "文件没有加密；请单位登记新的收件证书"
    )


def outgoing(desk: OfficeDesk, letter: StoredLetter, folder: Path) -> Sequence[tuple[Path, bytes]]:
    """The files of a letter: what is sent comes first, then the mail draft, then the paper.

    Raises:
        IdentityError: a registered certificate cannot be used for encryption.
        EnvironmentFault: the store cannot be read.
    """
    certificates = [parse_certificate(one.data) for one in receiving_certificates(desk, letter.unit)]
    name, data = letter.name, letter.data
    if certificates:
        name, data = name + ENCRYPTED_SUFFIX, encrypt(data, certificates)
    mail = letter_mail(
        LetterMail(
            plan_title=desk.plan.shown_title,
            office=desk.plan.office,
            unit_name=desk.unit_name(letter.unit),
            year=letter.year,
            kind=letter.kind,
            number=letter.number,
            name=name,
            data=data,
            is_encrypted=bool(certificates),
        )
    )
    stem = folder / Path(letter.name).stem
    papers = [one.data for one in inspect(letter.data).payload if one.name.startswith(PAPERS)]
    return [
        (folder / name, data),
        (stem.with_suffix(".eml"), mail),
        *((stem.with_suffix(".pdf"), paper) for paper in papers),
    ]


def unit_folder(desk: OfficeDesk, folder: Path, unit: str) -> Path:
    """The folder of what goes to one unit, by its name: file names bear its code, which people do not know.

    Args:
        desk: the office's desk.
        folder: that of what goes out to all.
        unit: code of the unit.
    """
    return folder / file_name(desk.unit_name(unit))


def mail_of(letter: Path) -> Path:
    """The mail draft beside the file of a letter."""
    return _beside(letter, ".eml")


def paper_of(letter: Path) -> Path:
    """The paper beside the file of a letter."""
    return _beside(letter, ".pdf")


def _beside(letter: Path, ending: str) -> Path:
    return letter.with_name(letter.name.removesuffix(ENCRYPTED_SUFFIX)).with_suffix(ending)
