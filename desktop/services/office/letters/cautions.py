"""What is to be said of letters that were signed just now: what units cannot open, or anybody can read."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.services.letters.reading import read_letter
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.outgoing import encryption_caution
from forms.letters.task import YearTask

_LOOKED_BACK = 3
"""Years in which the last task is looked for. Chosen by us: a certificate is valid for about as long."""


def letter_cautions(desk: OfficeDesk, units: Iterable[str], year: int) -> list[str]:
    """What an officer should know of the last letters to some units, as sentences without their full stops.

    Args:
        desk: the office's desk.
        units: codes of the units; one key signed the letters to all of them.
        year: reporting year that they are about.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    units = list(units)
    found = [said for unit in units if (said := encryption_caution(desk, unit))]
    letters = desk.store.letters(units[-1], year) if units else []
    if letters and not is_told(desk, year, read_letter(letters[-1].data, desk.clock()).signer):
        found.append(
            "任务还没有带过这把签名密钥的证书，单位打不开：先写一份布置任务发给单位；"
            "用原密钥签的，单位不用再核对指纹"
        )
    return found


def is_told(desk: OfficeDesk, year: int, signer: str) -> bool:
    """Whether units that opened the last task trust a signing key; also where no task was ever signed.

    Args:
        desk: the office's desk.
        year: reporting year; without a task of it, that of a year before counts.
        signer: fingerprint of its certificate.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    told: YearTask | None = None
    for number in range(year, year - _LOOKED_BACK, -1):
        told = told or desk.store.task_in_force(number)
    return told is None or signer in {told.signing, *told.former}
