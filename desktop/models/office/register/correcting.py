"""注销 and 更正 of the register: what can be entered about a certificate, and what is said afterwards."""

from __future__ import annotations

from enum import StrEnum

from desktop.models.office.register.registering import judged_words
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.services.office.registry.revoking import correct_registration, revoke, take_back_revocation
from desktop.services.office.registry.unregistered import judged_anew
from forms.filing.receipt_time import day_in_beijing


class Correction(StrEnum):
    """What a later entry corrects."""

    REVOCATION = "revocation"
    OTHER_UNIT = "other_unit"
    STRIKE_OUT = "strike_out"

    @property
    def label(self) -> str:
        """Chinese words."""
        return _LABELS[self]


_LABELS = {
    Correction.REVOCATION: "撤回注销：注销错了，或日期写错了",
    Correction.OTHER_UNIT: "登记错了单位，改为登记给另一个单位",
    Correction.STRIKE_OUT: "撤销登记：这份证书不属于任何单位",
}


def corrections_of(entry: RegisterEntry) -> list[Correction]:
    """What can be corrected about an entry; of the office's own certificates a revocation alone."""
    found = [Correction.REVOCATION] if entry.revoked is not None and entry.stands else []
    return (
        found if entry.is_own or not entry.stands else [*found, Correction.OTHER_UNIT, Correction.STRIKE_OUT]
    )


def revoke_from(desk: OfficeDesk, entry: RegisterEntry, since: str, reason: str) -> str:
    """Revoke a certificate from a day on; what was entered, in a sentence.

    Args:
        desk: the office's desk.
        entry: the certificate.
        since: the first day on which it does not count any more, as it was typed (``2026-04-30``).
        reason: why; must not be blank.

    Raises:
        UserInputError: the day is none or has not come, there is no reason, or somebody who may not.
        EnvironmentFault: the store is read-only or could not be written.
    """
    print_ = entry.certificate.fingerprint
    made, is_new = revoke(desk, fingerprint=print_, unit=None, since=since, reason=reason)
    day = day_in_beijing(made.since)
    said = (
        f"已注销{entry.unit_name}的证书，自 {day} 起收到的不再认它"
        if is_new
        else f"自 {day} 起注销过，没有变动"
    )
    return f"{said}。{judged_words(judged_anew(desk, print_))}"


def correct(desk: OfficeDesk, entry: RegisterEntry, what: Correction, unit: str | None, reason: str) -> str:
    """Correct an entry; what was entered, in a sentence.

    Args:
        desk: the office's desk.
        entry: the entry.
        what: what is wrong about it.
        unit: code of the right unit, where it was registered for the wrong one.
        reason: why.

    Raises:
        UserInputError: it cannot be corrected so, there is no reason, or somebody who may not.
        EnvironmentFault: the store is read-only or could not be written.
    """
    print_ = entry.certificate.fingerprint
    if what is Correction.REVOCATION:
        assert entry.revoked is not None
        since = day_in_beijing(entry.revoked.since).isoformat()
        take_back_revocation(desk, fingerprint=print_, unit=None, since=since, reason=reason)
        said = f"已撤回{entry.unit_name}的证书自 {since} 起的注销"
    else:
        right = unit if what is Correction.OTHER_UNIT else None
        correct_registration(desk, fingerprint=print_, unit=right, reason=reason)
        after = f"，改为登记给{desk.unit_name(right)}" if right else ""
        said = f"已撤销给{entry.unit_name}的登记{after}"
    return f"{said}。{judged_words(judged_anew(desk, print_))}"
