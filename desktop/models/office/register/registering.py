"""Registering a certificate: what a dialog offers, and what came of it for the packages that waited."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.office.register.register_lines import RegisterRead
from desktop.models.typed_print import TypedPrint, typed_print
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.fingerprints import StampedPrint
from desktop.services.office.registry.register import RegisterLine, RegisterOutcome, register_offered
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.services.office.registry.unregistered import JudgedAnew, OfferedCertificate, judged_anew
from forms.filing.receipt_time import day_in_beijing
from forms.frozen import frozen

_SHOWN = 3
"""Packages that a sentence names; it counts the others. Chosen by us."""


@frozen
class ToRegister:
    """A certificate that is to be registered.

    Attributes:
        offered: it.
        unit: code of the unit that is proposed; empty where nothing says which.
        is_certain: whether the certificate itself names that unit.
        waiting: how many packages wait for it.
    """

    offered: OfferedCertificate
    unit: str
    is_certain: bool
    waiting: int = 0


def to_register(found: RegisterRead, offered: OfferedCertificate) -> ToRegister:
    """What is proposed for a certificate: the unit that it names, else the one whose packages wait for it."""
    waiting = next((one for one in found.waiting if one.certificate.fingerprint == offered.fingerprint), None)
    unit = offered.unit or ("" if waiting is None else waiting.unit)
    return ToRegister(
        offered=offered,
        unit=unit,
        is_certain=bool(offered.unit),
        waiting=0 if waiting is None else len(waiting.packages),
    )


def about(wanted: ToRegister) -> list[tuple[str, str]]:
    """What a certificate says of itself, as labels and texts; its fingerprint is not among them."""
    offered = wanted.offered
    return [
        ("证书", offered.name),
        ("证书写明", offered.holder or "没有写明单位"),
        ("用途", "签名" if offered.is_signing else "收件（加密给单位的单子）"),
        ("有效期", f"{day_in_beijing(offered.valid_from)} 至 {day_in_beijing(offered.valid_until)}"),
        *([("等着的", f"{wanted.waiting} 份报送包，登记后自动重新判断")] if wanted.waiting else []),
    ]


def compared(wanted: ToRegister, text: str) -> TypedPrint:
    """Compare what was typed from the stamped sheet so far."""
    step = "这份证书就不是该单位的，不要登记"
    if wanted.waiting:
        step += "；等着它的报送包在审核页不予采用"
    return typed_print(text, wanted.offered.fingerprint, "这份证书", step)


def renewable(found: RegisterRead, wanted: ToRegister, unit: str) -> list[RegisterEntry]:
    """The unit's certificates of the same use from which a new one may take over."""
    use = "signing" if wanted.offered.is_signing else "receiving"
    return [
        one
        for one in found.entries
        if one.stands
        and one.certificate.unit == unit
        and one.certificate.purpose.value == use
        and one.certificate.fingerprint != wanted.offered.fingerprint
    ]


def renewed_words(entry: RegisterEntry) -> str:
    """A certificate from which another one may take over, in words."""
    until = day_in_beijing(entry.certificate.valid_until)
    return f"接续 {entry.grouped[:19]}…（有效期至 {until}{'，已注销' if entry.revoked else ''}）"


def why_not_yet(typed: TypedPrint, unit: str) -> str:
    """Why it cannot be registered yet (Chinese); empty where it can.

    Args:
        typed: what was typed of its fingerprint.
        unit: code of the unit that was chosen; empty where none was.
    """
    if not unit:
        return "请照登记表选单位。"
    if typed.digits:
        return ""
    return typed.told or "请输入盖章登记表上的指纹。"


@frozen
class Registered:
    """What became of a certificate, and of what waited for it.

    Attributes:
        line: what became of it.
        judged: the packages that it signed, as they stand now.
    """

    line: RegisterLine
    judged: tuple[JudgedAnew, ...]

    @property
    def is_refused(self) -> bool:
        """Whether it was not registered."""
        return self.line.outcome is RegisterOutcome.REFUSED

    @property
    def sentence(self) -> str:
        """All of it in words (Chinese)."""
        return f"{self.line.sentence}。{judged_words(self.judged)}"


def register_typed(
    desk: OfficeDesk, wanted: ToRegister, digits: str, unit: str, renews: str | None
) -> Registered:
    """Register a certificate whose fingerprint was typed from its stamped sheet.

    Args:
        desk: the office's desk.
        wanted: the certificate.
        digits: its fingerprint as it was typed, without blanks.
        unit: code of the unit to which it is registered.
        renews: fingerprint of the certificate from which it takes over; None where it follows none.

    Raises:
        UserInputError: whoever works here may not, or there is no such unit.
        EnvironmentFault: the store is read-only or could not be written.
    """
    stamped = StampedPrint(unit="", digits=digits, place="登记表上")
    offered = wanted.offered
    line = register_offered(desk, offered.data, offered.name, stamped, unit=unit, renews=renews)
    return Registered(line, tuple(judged_anew(desk, offered.fingerprint)))


def judged_words(judged: Sequence[JudgedAnew]) -> str:
    """What became of packages that were judged anew (Chinese); empty where there are none."""
    if not judged:
        return ""
    said = [_judged(one) for one in judged[:_SHOWN]]
    more = f"；另有 {len(judged) - _SHOWN} 份" if len(judged) > _SHOWN else ""
    return f"它签名的 {len(judged)} 份报送包已重新判断：{'；'.join(said)}{more}。"


def _judged(one: JudgedAnew) -> str:
    which = f"{one.year} 年第 {one.revision} 版"
    return f"{which}仍待处理（{one.why}）" if one.waits else f"{which}已收下，这一年是“{one.state}”"
