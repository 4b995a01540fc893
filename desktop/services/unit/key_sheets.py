"""The stamped sheet of a certificate, made from the public certificate alone: no passphrase is needed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.sheets.key_sheet import REGISTRATION, KeySheet, SheetWords
from desktop.services.files import is_there, read_file
from desktop.services.unit.desk import Desk
from desktop.services.unit.signing import certificate_path, keep_certificate, open_key, require_own
from desktop.submission.errors import NotACertificate
from desktop.submission.keys.algorithm import for_key
from desktop.submission.keys.certificate import (
    MAX_CERTIFICATE_BYTES,
    fingerprint,
    grouped_fingerprint,
    load_certificate,
    require_signing_certificate,
)
from forms.codes.package import KeyCode
from forms.filing.receipt_time import day_in_beijing
from forms.plan.pack import Plan

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

UNKNOWN = ""
"""In the place of the fingerprint of a certificate that is to be revoked: it is written by hand."""


def certificate_beside(desk: Desk, key: Path) -> Certificate | None:
    """The unit's certificate beside a key file; None where no file of that name lies.

    Raises:
        NotACertificate: what lies there cannot be read (E-KEY-006).
        NotForSigning: it is a certificate for another use (E-KEY-007).
        IdentityError: its key is of another kind or strength (E-KEY-004).
        UserInputError: it names another unit (E-KEY-023).
        EnvironmentFault: the file cannot be read.
    """
    path = certificate_path(key)
    if not is_there(path):
        return None
    try:
        found = load_certificate(read_file(path, MAX_CERTIFICATE_BYTES))
    except NotACertificate as error:
        message = (
            f"密钥旁边的“{path.name}”不是能用的证书，或已损坏。"
            "请把它移到别处，再打印一次：输入口令，程序会重新写出。"
        )
        raise NotACertificate(KeyCode.CERTIFICATE_UNREADABLE, message) from error
    require_own(desk, found)
    return found


def print_of_certificate(path: Path) -> str:
    """SHA-256 of a signer's certificate in a file.

    Raises:
        IdentityError: not a certificate, one for another use, or one whose key is not accepted.
        EnvironmentFault: the file cannot be read.
    """
    return fingerprint(load_certificate(read_file(path, MAX_CERTIFICATE_BYTES)))


def certificate_within(desk: Desk, key: Path, passphrase: str) -> Certificate:
    """The unit's certificate out of its key file; it is written beside the file where none lies.

    Raises:
        WrongPassphrase: the passphrase does not fit.
        IdentityError: not a key file of a usable kind.
        UserInputError: it names another unit (E-KEY-023), or the file is of another kind.
        EnvironmentFault: the key cannot be read, or the certificate cannot be written.
    """
    identity = open_key(key, passphrase)
    require_own(desk, identity.certificate)
    keep_certificate(identity, key)
    return identity.certificate


def registration_sheet(
    desk: Desk, certificate: Certificate, key: Path, *, replaced: str | None = None
) -> bytes:
    """The stamped sheet by which the office registers a unit's certificate, as PDF.

    Args:
        desk: the unit's desk.
        certificate: the unit's.
        key: the key file, beside which the certificate lies.
        replaced: SHA-256 of the certificate that the office is asked to revoke, ``UNKNOWN`` for one to be
            written in by hand, None where there is none.

    Raises:
        IdentityError: the certificate is not for signing, or ``replaced`` is no fingerprint.
    """
    row = for_key(require_signing_certificate(certificate))
    assert row is not None  # what is required above has one
    holder, now = desk.unit.official_name, desk.clock()
    return key_sheet(
        REGISTRATION, desk.plan, holder, certificate, key, now, algorithm=row.name, replaced=replaced
    )


def key_sheet(  # noqa: PLR0913 - all that is printed
    words: SheetWords,
    plan: Plan,
    holder: str,
    certificate: Certificate,
    path: Path,
    now: datetime,
    *,
    algorithm: str,
    replaced: str | None = None,
) -> bytes:
    """A stamped sheet with the fingerprint of a certificate, as PDF.

    Args:
        words: which kind of sheet.
        plan: the plan.
        holder: name of the key's holder.
        certificate: the one that is registered or published.
        path: the key file, beside which the certificate lies.
        now: the present time.
        algorithm: name of what the certificate is for.
        replaced: as of :func:`registration_sheet`.
    """
    from desktop.documents.sheets.pdf_key_sheet import draw_key_sheet  # ReportLab is not needed before

    sheet = KeySheet(
        words=words,
        plan_title=plan.title,
        office=plan.office,
        unit_name=holder,
        region_code=plan.region_code,
        fingerprint=grouped_fingerprint(fingerprint(certificate)),
        algorithm=algorithm,
        valid_from=day_in_beijing(certificate.not_valid_before_utc),
        valid_until=day_in_beijing(certificate.not_valid_after_utc),
        certificate_name=certificate_path(path).name,
        printed=now.date(),
        replaced=grouped_fingerprint(replaced) if replaced else replaced,
    )
    return draw_key_sheet(sheet)
