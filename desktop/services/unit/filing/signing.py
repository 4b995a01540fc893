"""The unit's keys, which are registered once with the office: one that signs, one that opens letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.clock import require_clock
from desktop.services.keys.key_files import keep_key, require_new
from desktop.services.packages.receiving_key import create_key_of
from desktop.services.unit.desk import Desk
from desktop.submission.encryption.envelope import ReceivingKey
from desktop.submission.keys.certificate import (
    named_unit,
    subject_of,
)
from desktop.submission.keys.identity import Identity, create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.codes.package import KeyCode
from forms.errors import UserInputError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def create_key(desk: Desk, path: Path, passphrase: str, *, clock_is_right: bool = False) -> Identity:
    """Make a new key for the desk's unit and store it in a key file; the certificate lies beside it.

    Args:
        desk: the unit's desk.
        path: the key file.
        passphrase: for the key file.
        clock_is_right: a person confirmed it although the data file records a later time.

    Raises:
        ClockBehind: the computer's clock is behind the data file (E-CLOCK-002).
        UserInputError: the file exists already (E-KEY-020).
        IdentityError: the passphrase is refused, or the unit's name cannot stand in a certificate.
        EnvironmentFault: the file cannot be written, or the clock is absurd (E-CLOCK-001, E-CLOCK-003).
    """
    require_new(path)
    now = require_clock(desk, is_confirmed=clock_is_right)
    identity = create_identity(_holder(desk), now)
    keep_key(identity, path, passphrase)
    return identity


def create_letter_key(
    desk: Desk, path: Path, passphrase: str, *, clock_is_right: bool = False
) -> ReceivingKey:
    """Make a new key for letters that the office encrypts to the desk's unit.

    Args and errors are those of :func:`create_key`; a signing key is never used for it.
    """
    now = require_clock(desk, is_confirmed=clock_is_right)
    return create_key_of(_holder(desk), path, passphrase, now)


def _holder(desk: Desk) -> UnitSubject:
    return UnitSubject(desk.unit.official_name, desk.unit.code, desk.plan.region_code)


def require_own(desk: Desk, certificate: Certificate) -> None:
    """Refuse a certificate made for another unit; those made elsewhere do not name a unit code.

    Raises:
        UserInputError: it names another unit (E-KEY-023).
    """
    own, named = f"{desk.unit.code}/{desk.plan.region_code}", named_unit(certificate)
    if named not in {None, own}:
        # With the codes: in a certificate made elsewhere the name may be the right one.
        raise UserInputError(
            KeyCode.OTHER_UNIT,
            f"这是“{subject_of(certificate).shown}”（代码 {named}）的密钥，"
            f"不能为{desk.unit.official_name}（{own}）签名，请换用本单位的密钥文件",
        )
