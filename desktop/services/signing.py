"""The unit's signing identity: a key file with passphrase, registered once with the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.documents.key_sheet import KeySheet
from desktop.services.desk import Desk
from desktop.services.files import read_file, write_file
from desktop.submission.certificate import grouped_fingerprint, subject_of, to_pem
from desktop.submission.identity import Identity, create_identity, open_identity
from desktop.submission.key_file import MAX_KEY_FILE_BYTES, to_pkcs12
from desktop.submission.self_signed import UnitSubject
from forms.errors import UserInputError

KEY_SUFFIX = ".p12"
CERTIFICATE_SUFFIX = ".cer.pem"


@dataclass(frozen=True)
class KeyFacts:
    """What may be shown of a key: never the key itself.

    Attributes:
        unit_name: organisation named in the certificate.
        fingerprint: SHA-256 of the certificate in groups for people.
        valid_from: first moment at which it may sign.
        valid_until: last moment.
        algorithm: name of the signature algorithm.
    """

    unit_name: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    algorithm: str


def create_key(desk: Desk, path: Path, passphrase: str) -> Identity:
    """Make a new key for the desk's unit and store it in a key file; the certificate lies beside it.

    Raises:
        UserInputError: the file exists already (E-KEY-020).
        IdentityError: the passphrase is too weak.
        EnvironmentFault: the file cannot be written.
    """
    if path.exists():
        raise UserInputError("E-KEY-020", f"密钥文件“{path.name}”已经存在，为防覆盖请换一个文件名")
    subject = UnitSubject(desk.unit.name, desk.unit.code, desk.plan.region_code)
    identity = create_identity(subject, desk.clock())
    write_file(path, to_pkcs12(identity, passphrase))
    write_file(certificate_path(path), to_pem(identity.certificate))
    return identity


def import_key(source: Path, path: Path, passphrase: str) -> Identity:
    """Take over an existing PKCS#12 key file, re-encrypted under the same passphrase.

    Raises:
        IdentityError: wrong passphrase or a key that cannot be used for signing.
    """
    identity = open_key(source, passphrase)
    if path.exists():
        raise UserInputError("E-KEY-020", f"密钥文件“{path.name}”已经存在，为防覆盖请换一个文件名")
    write_file(path, to_pkcs12(identity, passphrase))
    write_file(certificate_path(path), to_pem(identity.certificate))
    return identity


def open_key(path: Path, passphrase: str) -> Identity:
    """Open a key file.

    Raises:
        EnvironmentFault: the file cannot be read.
        WrongPassphrase: the passphrase does not fit.
        IdentityError: not a key file of a usable kind.
    """
    return open_identity(read_file(path, MAX_KEY_FILE_BYTES), passphrase)


def certificate_path(key: Path) -> Path:
    """Where the public certificate of a key file lies."""
    return key.with_name(f"{key.stem}{CERTIFICATE_SUFFIX}")


def key_facts(identity: Identity) -> KeyFacts:
    """What may be shown of a key."""
    certificate = identity.certificate
    return KeyFacts(
        unit_name=subject_of(certificate).organisation,
        fingerprint=grouped_fingerprint(identity.fingerprint),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        algorithm=identity.default_algorithm().name,
    )


def registration_sheet(desk: Desk, identity: Identity, key: Path) -> bytes:
    """The stamped sheet by which the office registers the certificate, as PDF.

    Args:
        desk: the unit's desk.
        identity: the opened key.
        key: the key file, beside which the certificate lies.
    """
    from desktop.documents.pdf_key_sheet import draw_key_sheet  # ReportLab is not needed before

    facts = key_facts(identity)
    sheet = KeySheet(
        plan_title=desk.plan.title,
        office=desk.plan.office,
        unit_name=desk.unit.name,
        unit_code=f"{desk.unit.code}（行政区划 {desk.plan.region_code}）",
        fingerprint=facts.fingerprint,
        algorithm=facts.algorithm,
        valid_from=facts.valid_from.date(),
        valid_until=facts.valid_until.date(),
        certificate_name=certificate_path(key).name,
        printed=desk.clock().date(),
    )
    return draw_key_sheet(sheet)
