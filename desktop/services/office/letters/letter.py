"""Letters of the office: signed files that name cells and ask, and never hold a figure (``letters.md``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from db.office.sent_records import StoredLetter
from desktop.services.letters.writing import packed_letter
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.unit_year import UnitYear
from desktop.services.office.letters.papers import paper_of
from desktop.services.packages.encryption import PACKAGE_SUFFIX
from desktop.submission.keys.certificate import OFFICE, fingerprint, named_unit
from desktop.submission.keys.identity import Identity
from forms.canonical import digest_of
from forms.codes.decide import DecideCode
from forms.errors import UserInputError
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter
from forms.letters.letter import ReceiptOf, SentLetter
from forms.letters.question import AskedQuestion
from forms.receiving.permission import Act

_SKIPPED = 100
"""Numbers that a restored desk leaves out, for each time that it was restored. Chosen by us, and published
(``letters.md``, "What the numbers survive")."""

_ACTS: Mapping[OfficeLetter, Act] = {
    OfficeLetter.RECEIPT: Act.RECEIPT,
    OfficeLetter.RETURN: Act.ASK,
    OfficeLetter.RECALL: Act.ASK,
    OfficeLetter.CHOICE: Act.CHOOSE,
    OfficeLetter.ACCEPTANCE: Act.ACCEPT,
    OfficeLetter.REOPENING: Act.REOPEN,
}
"""What is done by a letter about a unit's year."""


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


def next_number(desk: OfficeDesk, before: Sequence[tuple[int, datetime]]) -> int:
    """The number after those that were given of one counter, each with its time.

    A desk that was restored from a backup may have sent letters that are not in it (``_SKIPPED``).
    """
    last, at = before[-1] if before else (0, None)
    return last + 1 + _SKIPPED * desk.store.restored_since(at)


@frozen
class Saying:
    """What a letter says, beside whose year it is about.

    Attributes:
        kind: what it is.
        content: content digest that it answers.
        not_chosen: contents that were not chosen, where it is a choice.
        questions: all that are open after it; None: those that are open now.
        recalls: number of the letter that it takes back, where it is a recall; else None.
        receipt: what was taken in, where it is a receipt; else None.
    """

    kind: OfficeLetter
    content: str
    not_chosen: tuple[str, ...] = ()
    questions: tuple[AskedQuestion, ...] | None = None
    recalls: int | None = None
    receipt: ReceiptOf | None = None


def signed_letter(
    desk: OfficeDesk, unit_year: UnitYear, saying: Saying, identity: Identity, now: datetime
) -> StoredLetter:
    """A letter about a unit's year, signed and not yet stored.

    Args:
        desk: the office's desk.
        unit_year: the unit's year.
        saying: what it says.
        identity: the office's signing key.
        now: the present.

    Raises:
        UserInputError: the key is not the office's (E-DECIDE-013), or somebody else than the head does it.
    """
    require_office_key(desk, identity)
    before = desk.store.letters(unit_year.unit, unit_year.year)
    questions = saying.questions
    if questions is None:
        questions = tuple(one.question for one in unit_year.questions if one.state.is_open)
    ids = tuple(one.id for one in questions)
    letter = SentLetter(
        kind=saying.kind,
        region=desk.plan.region_code,
        office=desk.plan.office,
        unit=unit_year.unit,
        year=unit_year.year,
        number=next_number(desk, [(one.number, one.at) for one in before]),
        previous=before[-1].digest if before else None,
        content=saying.content,
        questions=ids,
        made_at=now,
        not_chosen=saying.not_chosen,
        recalls=saying.recalls,
        receipt=saying.receipt,
    )
    data = packed_letter(letter, questions, identity, [paper_of(desk, unit_year, letter, questions)])
    stem = f"wdp-{letter.region}-{letter.unit}-{letter.year}-{letter.kind.value}-{letter.number}"
    return StoredLetter(
        unit=letter.unit,
        year=letter.year,
        number=letter.number,
        kind=letter.kind,
        name=f"{stem}{PACKAGE_SUFFIX}",
        content=saying.content,
        digest=digest_of(data),
        data=data,
        actor=desk.acting(_ACTS[saying.kind]),
        at=now,
        questions=ids,
        recalls=saying.recalls,
    )
