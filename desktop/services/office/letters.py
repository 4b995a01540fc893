"""Letters of the office: signed files that name contents and ask, and never hold a figure (contracts 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from db.office.records import StoredLetter
from desktop.services.letters.writing import packed_letter
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.unit_year import UnitYear
from desktop.services.packages.encryption import PACKAGE_SUFFIX
from desktop.services.packages.receiving_key import OFFICE
from desktop.submission.keys.certificate import fingerprint, named_unit
from desktop.submission.keys.identity import Identity
from forms.canonical import digest_of
from forms.codes.decide import DecideCode
from forms.errors import UserInputError
from forms.letters.kind import OfficeLetter
from forms.letters.letter import SentLetter

_SKIPPED = 100
"""Numbers that a restored desk leaves out. Chosen by us (contracts 9)."""


def require_office_key(desk: OfficeDesk, identity: Identity) -> None:
    """Refuse to sign a letter with a key that is not the office's.

    One of an authority names no office; it is the office's where it was made known by ``office key import``.

    Raises:
        UserInputError: it is another's, or was revoked (E-DECIDE-013).
    """
    own = f"{OFFICE}/{desk.region}"
    named, print_ = named_unit(identity.certificate), fingerprint(identity.certificate)
    noted = desk.store.certificate(print_)
    if any(one.fingerprint == print_ and one.since <= desk.clock() for one in desk.store.revocations()):
        raise UserInputError(DecideCode.NOT_OFFICE_KEY, "这把密钥的证书已经注销，没有签名")
    if named != own and (named is not None or noted is None or noted.unit != OFFICE):
        raise UserInputError(
            DecideCode.NOT_OFFICE_KEY, f"这是“{named or '未写明单位'}”的密钥，本局的证书写明 {own}，没有签名"
        )


def _next_number(desk: OfficeDesk, before: Sequence[StoredLetter]) -> int:
    """The number of the next letter of a unit's year.

    A desk that was restored from a backup may have sent letters that are not in it (contracts 9).
    """
    restored = desk.store.restored_at()
    is_first_since = restored is not None and (not before or before[-1].at <= restored)
    return (before[-1].number if before else 0) + 1 + (_SKIPPED if is_first_since else 0)


def signed_letter(  # noqa: PLR0913, PLR0917 - what a letter is made of
    desk: OfficeDesk,
    unit_year: UnitYear,
    kind: OfficeLetter,
    content: str,
    identity: Identity,
    now: datetime,
    not_chosen: tuple[str, ...] = (),
) -> StoredLetter:
    """A letter about a unit's year, signed and not yet stored.

    Args:
        desk: the office's desk.
        unit_year: the unit's year.
        kind: what it says.
        content: content digest that it answers.
        identity: the office's signing key.
        now: the present.
        not_chosen: contents that were not chosen, where it is a choice.

    Raises:
        UserInputError: the key is not the office's (E-DECIDE-013), or somebody else than the head does it.
    """
    require_office_key(desk, identity)
    before = desk.store.letters(unit_year.unit, unit_year.year)
    number = _next_number(desk, before)
    letter = SentLetter(
        kind=kind,
        region=desk.plan.region_code,
        office=desk.plan.office,
        unit=unit_year.unit,
        year=unit_year.year,
        number=number,
        previous=before[-1].digest if before else None,
        content=content,
        questions=(),
        made_at=now,
        not_chosen=not_chosen,
    )
    data = packed_letter(letter, (), identity)
    stem = f"wdp-{letter.region}-{unit_year.unit}-{unit_year.year}-{kind.value}-{number}"
    return StoredLetter(
        unit=unit_year.unit,
        year=unit_year.year,
        number=number,
        kind=kind,
        name=f"{stem}{PACKAGE_SUFFIX}",
        content=content,
        digest=digest_of(data),
        data=data,
        actor=desk.head,
        at=now,
    )
