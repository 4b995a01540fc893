"""The stamped sheet of a certificate, made from the public certificate alone: no passphrase is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.sheets.key_sheet import REGISTRATION
from desktop.services.files import is_there, read_file
from desktop.services.keys.key_files import certificate_path, keep_certificate, open_key
from desktop.services.keys.sheets import key_sheet
from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.signing import require_own
from desktop.submission.errors import NotACertificate
from desktop.submission.keys.algorithm import for_key
from desktop.submission.keys.certificate import (
    MAX_CERTIFICATE_BYTES,
    load_certificate,
    parse_certificate,
    require_signing_certificate,
)
from forms.codes.package import KeyCode

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
    desk: Desk,
    certificate: Certificate,
    key: Path,
    *,
    replaced: str | None = None,
    receiving: Path | None = None,
) -> bytes:
    """The stamped sheet by which the office registers a unit's certificate, as PDF.

    Args:
        desk: the unit's desk.
        certificate: the unit's.
        key: the key file, beside which the certificate lies.
        replaced: SHA-256 of the certificate that the office is asked to revoke, ``UNKNOWN`` for one to be
            written in by hand, None where there is none.
        receiving: key file of the unit for letters, whose certificate stands on the same sheet; None where
            the unit has none.

    Raises:
        IdentityError: a certificate is not for its use, or ``replaced`` is no fingerprint.
        UserInputError: that for receiving names another unit (E-KEY-023).
        EnvironmentFault: the certificate beside ``receiving`` cannot be read.
    """
    row = for_key(require_signing_certificate(certificate))
    assert row is not None  # what is required above has one
    holder, now = desk.unit.official_name, desk.clock()
    if receiving is not None:
        beside = read_file(certificate_path(receiving), MAX_CERTIFICATE_BYTES)
        require_own(desk, parse_certificate(beside))
    return key_sheet(
        REGISTRATION,
        desk.plan,
        holder,
        certificate,
        key,
        now,
        algorithm=row.name,
        replaced=replaced,
        second=receiving,
    )
