"""Stamped sheets of certificates, made from the public certificate alone: no passphrase is needed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.sheets.key_sheet import KeySheet, SecondCertificate, SheetWords
from desktop.services.files import read_file
from desktop.services.keys.key_files import certificate_path
from desktop.submission.keys.certificate import (
    MAX_CERTIFICATE_BYTES,
    fingerprint,
    grouped_fingerprint,
    load_certificate,
    parse_certificate,
    require_receiving_certificate,
)
from forms.filing.receipt_time import day_in_beijing
from forms.plan.pack import Plan

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def print_of_certificate(path: Path) -> str:
    """SHA-256 of a signer's certificate in a file.

    Raises:
        IdentityError: not a certificate, one for another use, or one whose key is not accepted.
        EnvironmentFault: the file cannot be read.
    """
    return fingerprint(load_certificate(read_file(path, MAX_CERTIFICATE_BYTES)))


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
    second: Path | None = None,
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
        replaced: SHA-256 of the certificate that is to be revoked, ``UNKNOWN`` for one to be written in by
            hand, None where there is none.
        second: key file of the holder's certificate for receiving; None where it registers none.
    """
    from desktop.documents.sheets.pdf_key_sheet import draw_key_sheet  # ReportLab is not needed before

    sheet = KeySheet(
        words=words,
        plan_title=plan.shown_title,
        office=plan.office,
        unit_name=holder,
        region_code=plan.region_code,
        fingerprint=grouped_fingerprint(fingerprint(certificate)),
        algorithm=algorithm,
        valid_from=day_in_beijing(certificate.not_valid_before_utc),
        valid_until=day_in_beijing(certificate.not_valid_after_utc),
        certificate_name=certificate_path(path).name,
        printed=day_in_beijing(now),
        replaced=grouped_fingerprint(replaced) if replaced else replaced,
        second=None if second is None else _second(second),
    )
    return draw_key_sheet(sheet)


def _second(key: Path) -> SecondCertificate:
    """The certificate for receiving beside a key file, as it stands on the sheet."""
    path = certificate_path(key)
    found = parse_certificate(read_file(path, MAX_CERTIFICATE_BYTES))
    require_receiving_certificate(found)
    return SecondCertificate(
        name=path.name,
        fingerprint=grouped_fingerprint(fingerprint(found)),
        valid_until=day_in_beijing(found.not_valid_after_utc),
    )
