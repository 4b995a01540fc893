"""Fingerprints from stamped sheets: typed for one certificate, or a list of many."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from desktop.kinds.doors import FINGERPRINTS
from desktop.services.incoming import read_incoming
from forms.codes.office import OfficeCode
from forms.errors import Problem, UserInputError
from forms.frozen import frozen
from forms.receiving.fingerprint import difference, differing_groups, is_slip, read_fingerprint

MAX_LIST_BYTES = 1_000_000
"""Largest list that is read, some ten thousand lines. Chosen by us; a county has some hundred."""


@frozen
class StampedPrint:
    """A fingerprint on a stamped sheet.

    Attributes:
        unit: code of the unit whose sheet it is; empty where it was typed for one certificate.
        digits: 64 hexadecimal digits.
        place: where it was written, in Chinese.
    """

    unit: str
    digits: str
    place: str


def typed_print(text: str) -> list[StampedPrint]:
    """The fingerprint that was typed or scanned for one certificate.

    Raises:
        UserInputError: it is none (E-OFFICE-005).
    """
    return [StampedPrint(unit="", digits=read_fingerprint(text), place="登记表上")]


def read_prints(
    path: Path, units: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[StampedPrint], list[Problem]]:
    """Read a list: in each line a unit and the fingerprint on its sheet, with blanks between them.

    Empty lines, lines that begin with ``#`` and those of a unit without a fingerprint yet are left out.

    Args:
        path: of the list.
        units: code of each unit by whatever it may be called in the list.

    Returns:
        The fingerprints, and the lines that cannot be read (E-OFFICE-008).

    Raises:
        WrongKind: the file is something else.
        UserInputError: no line of it is a fingerprint (E-OFFICE-008).
        EnvironmentFault: it cannot be read, or is larger than ``MAX_LIST_BYTES``.
    """
    text = _text(read_incoming(path, FINGERPRINTS, MAX_LIST_BYTES))
    found: list[StampedPrint] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        unit, _, rest = line.strip().replace("\t", " ").partition(" ")
        if not unit or unit.startswith("#"):
            continue
        if unit in units and not rest.strip():
            continue
        place = f"清单第 {number} 行"
        try:
            found.append(StampedPrint(unit=units.get(unit, unit), digits=read_fingerprint(rest), place=place))
        except UserInputError as error:
            problems.append(Problem(OfficeCode.LIST_LINE, place, error.message))
    if not found:
        raise UserInputError(
            OfficeCode.LIST_LINE, f"“{path.name}”不是指纹清单，里面没有一行是单位、空格和指纹"
        )
    return found, problems


def _text(data: bytes) -> str:
    """A list as editors write it; bytes that are no text stay unreadable lines."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # as PowerShell writes a text
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def require_stamped(fingerprint: str, unit: str, stamped: Sequence[StampedPrint], name: str) -> StampedPrint:
    """The stamped fingerprint that is a certificate's.

    Args:
        fingerprint: the certificate's, 64 digits.
        unit: code of the unit that it names; empty where it names none.
        stamped: what stands on paper.
        name: of the certificate's file.

    Raises:
        UserInputError: it stands on another unit's sheet (E-OFFICE-010), or on none: the nearest differs in
            some groups, which are named (E-OFFICE-006), or there is nothing like it (E-OFFICE-007).
    """
    elsewhere = next(
        (one for one in stamped if one.digits == fingerprint and one.unit not in {"", unit}), None
    )
    if elsewhere is not None and unit:
        raise UserInputError(
            OfficeCode.OTHER_UNIT,
            f"“{name}”没有登记：它写明是单位“{unit}”的证书，{elsewhere.place}却写在“{elsewhere.unit}”名下",
        )
    own = [one for one in stamped if not one.unit or unit in {"", one.unit}]
    same = next((one for one in own if one.digits == fingerprint), None)
    if same is not None:
        return same
    nearest = min(own, key=lambda one: len(differing_groups(one.digits, fingerprint)), default=None)
    if nearest is not None:
        groups = differing_groups(nearest.digits, fingerprint)
        if not nearest.unit or is_slip(groups):
            raise UserInputError(
                OfficeCode.FINGERPRINT_DIFFERS,
                f"“{name}”没有登记：{nearest.place}的指纹与它的不符，{difference(groups)}。"
                "请再看盖章的登记表；纸上确实这样写的，这份证书不是该单位的",
            )
    raise UserInputError(
        OfficeCode.NOT_LISTED, f"“{name}”没有登记：它的指纹不在清单里。没有盖章登记表的证书不能登记"
    )
