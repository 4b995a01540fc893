"""Keys for what is encrypted to their holder (收件密钥), and the sheet that makes the office's known."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.documents.sheets.key_sheet import PUBLICATION
from desktop.services.clock import require_plausible
from desktop.services.keys.key_files import keep_key, passphrase_of_source, read_key_file, require_new
from desktop.services.keys.sheets import key_sheet
from desktop.submission.encryption.envelope import ReceivingKey, create_receiving_key, open_receiving_key
from desktop.submission.keys.certificate import OFFICE
from desktop.submission.keys.self_signed import UnitSubject
from forms.plan.pack import Plan


def create_key_for_receiving(plan: Plan, path: Path, passphrase: str, now: datetime) -> ReceivingKey:
    """Make a new key for the office that receives the figures of a plan; the certificate lies beside it.

    Raises:
        UserInputError: the file exists already (E-KEY-020).
        IdentityError: the passphrase is refused, or the name of the office cannot stand in a certificate.
        EnvironmentFault: the file cannot be written, or the clock is absurd (E-CLOCK-001, E-CLOCK-003).
    """
    return create_key_of(UnitSubject(plan.office, OFFICE, plan.region_code), path, passphrase, now)


def create_key_of(holder: UnitSubject, path: Path, passphrase: str, now: datetime) -> ReceivingKey:
    """Make a new key for what is encrypted to a holder; errors are those of the function above."""
    require_new(path)
    require_plausible(now)
    key = create_receiving_key(holder, now)
    keep_key(key, path, passphrase)
    return key


def import_key_for_receiving(source: Path, path: Path, passphrase: str, now: datetime) -> ReceivingKey:
    """Take over an existing PKCS#12 key file, re-encrypted under the same passphrase.

    The copy of a file without passphrase is protected with the one given. An expired key is taken: what was
    encrypted to it is still to be opened (``certificate_end`` says so).

    Raises:
        UserInputError: the file exists already (E-KEY-020), or the source is of another kind.
        IdentityError: wrong passphrase or one refused for a file of ours, or a key not for encryption.
        EnvironmentFault: the clock is absurd (E-CLOCK-001, E-CLOCK-003), or a file cannot be read or written.
    """
    require_plausible(now)
    key = open_key_for_receiving(source, passphrase_of_source(source, passphrase))
    require_new(path)
    keep_key(key, path, passphrase)
    return key


def open_key_for_receiving(path: Path, passphrase: str) -> ReceivingKey:
    """Open a key file for decrypting.

    Raises:
        WrongKind: the file is of another kind than a key file.
        EnvironmentFault: the file cannot be read.
        WrongPassphrase: the passphrase does not fit.
        IdentityError: not a key file, or its key is not for encryption.
    """
    return open_receiving_key(read_key_file(path), passphrase)


def publication_sheet(plan: Plan, key: ReceivingKey, path: Path, now: datetime) -> bytes:
    """The stamped sheet by which the office publishes its certificate, as PDF.

    Args:
        plan: the plan whose figures the office receives.
        key: the opened key.
        path: the key file, beside which the certificate lies.
        now: the present time.
    """
    return key_sheet(PUBLICATION, plan, plan.office, key.certificate, path, now, algorithm=key.algorithm)
