"""Opening what the office sent: whom a unit trusts, and what each letter does to its year (contracts 9).

A letter is stored and carried out in one transaction, or refused with its sentence, and then the data file is
as it was. Figures are never changed here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.kinds.archive import list_entries
from desktop.kinds.doors import LETTER
from desktop.services.files import read_file
from desktop.services.incoming import read_incoming
from desktop.services.letters.reading import ReadLetter, read_letter
from desktop.services.unit.desk import Desk
from desktop.services.unit.receipted import Receipted, receipted
from desktop.services.unit.year import YearDesk, open_year
from desktop.submission.encryption.envelope import ReceivingKey, decrypt
from desktop.submission.encryption.envelope_structure import is_encrypted
from desktop.submission.keys.certificate import (
    fingerprint,
    grouped_fingerprint,
    is_valid_at,
    load_certificate,
    to_der,
)
from desktop.submission.profile.published import LETTER_NAME, SUBMISSION_NAME
from forms.codes.code import ErrorCode
from forms.codes.letter import OpenCode
from forms.errors import EnvironmentFault, UserInputError
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.letters.applying import Application, HeldLetters, LetterStanding, application
from forms.letters.kind import OfficeLetter
from forms.letters.unit_step import AnsweredContent, step_of
from forms.receiving.fingerprint import difference, differing_groups, read_fingerprint

_CERTIFICATES = "certificates/"
"""Folder of the office's certificates in a task (contracts 9)."""
_MOST = 20_000_000
"""Bytes of a letter that are read at most. Chosen by us: twice the largest package."""
_OPENING = (OfficeLetter.RETURN, OfficeLetter.REOPENING)
"""Letters that open a year, which a recall may take back."""


class NotTrusted(UserInputError):
    """A letter is sound, and its certificate not trusted yet: the fingerprint on paper decides.

    Attributes:
        read: the letter.
    """

    def __init__(self, code: ErrorCode, message: str, read: ReadLetter) -> None:
        """Keep the letter, for a caller that asks for the fingerprint."""
        super().__init__(code, message)
        self.read = read


@frozen
class TakenOver:
    """A letter that was taken over.

    Attributes:
        read: the letter.
        is_applied: whether it was carried out; else it came late and is kept as a record.
        skipped: numbers before it that were never opened; they may still come, as a record.
        state: of the year, afterwards.
        was: of the year, before.
        trusted: fingerprint of the certificate that is trusted from now on; empty where nothing is new.
        sentences: what happened, for a person.
        receipted: of a receipt, how it compares with what this file froze; else None.
    """

    read: ReadLetter
    is_applied: bool
    skipped: tuple[int, ...]
    state: YearState
    was: YearState
    trusted: str
    sentences: tuple[str, ...]
    receipted: Receipted | None = None


def is_letter(path: Path) -> bool:
    """Whether a container is a letter of the office, by its descriptor; False for what cannot be read."""
    try:
        listing = list_entries(read_file(path, _MOST))
    except EnvironmentFault:
        return False
    return listing is not None and LETTER_NAME in listing.names and SUBMISSION_NAME not in listing.names


def letter_bytes(path: Path, key: Callable[[], ReceivingKey] | None) -> bytes:
    """The signed container in a file, an envelope around it taken off.

    Args:
        path: the file.
        key: gives the unit's receiving key, asked only for an encrypted file; None where there is none, then
            the file is given as it is.

    Raises:
        WrongKind: it is something else.
        EnvironmentFault: it cannot be read, or is larger than any letter.
        EnvelopeError: it was encrypted to another key, or is damaged.
    """
    data = read_incoming(path, LETTER, _MOST)
    return decrypt(data, key()) if key is not None and is_encrypted(data) else data


def open_letter(desk: Desk, data: bytes, typed: str | None = None) -> TakenOver:
    """Take a letter of the office over.

    Args:
        desk: the unit's desk.
        data: the signed container, an envelope around it taken off; nothing of it is trusted.
        typed: fingerprint of the office's certificate as on stamped paper; None where none was typed.

    Raises:
        UserInputError: it is no sound letter (E-LETTER-001 to 007); its certificate is not trusted and
            none was typed (E-OPEN-010), another was typed (E-OPEN-011), or it is trusted no longer or
            was not valid (E-OPEN-015, E-OPEN-016); it is for somebody else (E-OPEN-012), speaks of what this
            file did not freeze (E-OPEN-013), contradicts another (E-OPEN-014), or was opened before
            (E-OPEN-017).
        StateError: nothing can be stored here (E-STATE-003).
        EnvironmentFault: the store could not be written; nothing changed.
    """
    now = desk.clock()
    read = read_letter(data, now)
    _require_own(desk, read)
    trust = _trust(desk, read, typed)
    year = open_year(desk, read.letter.year)
    year.require_writable()
    standing = _require_news(year, read)
    was = year.state
    applies = standing.standing is LetterStanding.APPLIES
    with desk.store.transaction():
        if trust:
            _replace_trust(desk, read)
        desk.store.record_letter(
            year.year,
            _revision(year, read),
            read.letter.kind,
            data,
            desk.actor,
            now,
            number=read.letter.number,
            is_applied=applies,
        )
        if applies:
            _carry_out(year, read)
    compared = receipted(year, read.letter)
    sentences = _sentences(year, read, standing, was, trust)
    return TakenOver(
        read=read,
        is_applied=applies,
        skipped=standing.skipped,
        state=year.state,
        was=was,
        trusted=trust,
        sentences=(*sentences, *(compared.sentences if compared is not None else ())),
        receipted=compared,
    )


def _require_own(desk: Desk, read: ReadLetter) -> None:
    letter, own = read.letter, desk.plan.region_code
    if letter.region != own:
        raise UserInputError(
            OpenCode.OTHER_UNIT, f"这是行政区划 {letter.region} 的统计局发的，本单位属于 {own}，没有采用"
        )
    if letter.kind.is_to_one_unit and letter.unit != desk.unit.code:
        raise UserInputError(
            OpenCode.OTHER_UNIT, f"这份{letter.kind.label}是发给“{letter.unit}”的，不是本单位的，没有采用"
        )


def _trust(desk: Desk, read: ReadLetter, typed: str | None) -> str:
    """The fingerprint that is to be trusted from now on; empty where it is already."""
    now, signer = desk.clock(), read.signer
    if not is_valid_at(read.certificate, read.signed_at):
        raise UserInputError(OpenCode.EXPIRED, "签名时统计局的证书不在有效期内，没有采用")
    known = next((one for one in desk.store.trusted_offices() if one.fingerprint == signer), None)
    if known is not None and known.distrusted is not None and known.distrusted <= now:
        raise UserInputError(OpenCode.DISTRUSTED, "签名的统计局证书已停止信任，没有采用，请向统计局核实")
    if known is not None:
        return ""
    if typed is None:
        shown = grouped_fingerprint(signer).replace("\n", " ")
        message = (
            f"这是{read.letter.office}签发的{read.letter.kind.label}，它的证书还没有信任，没有采用。"
            f"证书指纹是 {shown}。请与统计局盖章的纸逐组核对，一致的用 --office-fingerprint 照纸输入"
        )
        raise NotTrusted(OpenCode.NOT_TRUSTED, message, read=read)
    groups = differing_groups(read_fingerprint(typed), signer)
    if groups:
        raise UserInputError(
            OpenCode.FINGERPRINT, f"输入的指纹与签名的证书{difference(groups)}，没有采用。请再看盖章的纸"
        )
    return signer


def _replace_trust(desk: Desk, read: ReadLetter) -> None:
    """Trust a certificate that stands on paper; those before it end, for they were lost or stolen."""
    now = desk.clock()
    for one in desk.store.trusted_offices():
        desk.store.distrust_office(one.fingerprint, now, actor=desk.actor, now=now)
    desk.store.trust_office(to_der(read.certificate), now, actor=desk.actor, now=now)


def _require_news(year: YearDesk, read: ReadLetter) -> Application:
    letter, store = read.letter, year.desk.store
    alike = [
        one
        for one in store.letters(year.year, are_whole=False)
        if one.number is not None and one.kind.is_to_one_unit == letter.kind.is_to_one_unit
        and (letter.kind.is_to_one_unit or one.kind is letter.kind)
    ]  # fmt: skip
    held = HeldLetters(
        digests={one.number: one.digest for one in alike if one.number is not None},
        last_applied=max((one.number or 0 for one in alike if one.is_applied), default=0),
        contents={one.content_digest for one in store.revisions(year.year)},
    )
    found = application(letter.number, read.digest, letter.previous, letter.contents, held)
    name = letter.title
    if found.standing is LetterStanding.REPEATED:
        raise UserInputError(OpenCode.REPEATED, f"{name}已处理过，没有再做一次")
    if found.standing is LetterStanding.CONTRADICTS:
        raise UserInputError(
            OpenCode.CONTRADICTS, f"{name}与已打开的来件编号相同或前后不接，内容却不同，没有采用"
        )
    if found.standing is LetterStanding.FOREIGN:
        raise UserInputError(OpenCode.FOREIGN, f"{name}说的报送不是这个数据文件定稿的，没有采用")
    return found


def _revision(year: YearDesk, read: ReadLetter) -> int:
    """Number of this file's revision that a letter speaks of; 0 where it is none."""
    frozen_here = {one.content_digest: one.number for one in year.desk.store.revisions(year.year)}
    return frozen_here.get(read.letter.content or "", 0)


def _answered(year: YearDesk, read: ReadLetter) -> AnsweredContent:
    latest = year.desk.store.latest_revision(year.year)
    if latest is None:
        return AnsweredContent.NONE
    number = _revision(year, read)
    if not number:
        return AnsweredContent.ELSEWHERE
    return AnsweredContent.IN_FORCE if number == latest.number else AnsweredContent.EARLIER


def _carry_out(year: YearDesk, read: ReadLetter) -> None:
    letter = read.letter
    if letter.task is not None:
        _take_task(year, read)
        return
    # The recall itself is stored already.
    opened = [
        one.number
        for one in year.desk.store.letters(year.year, are_whole=False)
        if one.is_applied and one.kind in _OPENING
    ]
    step = step_of(
        letter.kind,
        year.state,
        _answered(year, read),
        recalls_last=letter.recalls is not None and opened[-1:] == [letter.recalls],
    )
    if step is not None:
        year.step(step, letter.title)


def _take_task(year: YearDesk, read: ReadLetter) -> None:
    """Take deadline and the office's new certificate from a task."""
    desk, task = year.desk, read.letter.task
    assert task is not None
    now = desk.clock()
    own = next((one for one in task.units if one.unit == desk.unit.code), None)
    if own is not None:
        desk.store.set_deadline(year.year, own.deadline, desk.actor, now)
    for name, pem in sorted(read.files.items()):
        if name.startswith(_CERTIFICATES):
            certificate = load_certificate(pem)
            if fingerprint(certificate) == task.signing:
                desk.store.trust_office(to_der(certificate), now, actor=desk.actor, now=now)


def _sentences(
    year: YearDesk, read: ReadLetter, standing: Application, was: YearState, trust: str
) -> tuple[str, ...]:
    letter, state = read.letter, year.state
    name = f"{letter.office} {year.year} 年{letter.title}"
    found = [f"已信任{letter.office}的证书，以前信任的从现在起停用"] if trust else []
    if standing.standing is LetterStanding.RECORD:
        return (*found, f"{name}晚到，只留存备查，没有改变什么")
    found.append(f"{name}已打开")
    if standing.skipped:
        numbers = "、".join(str(one) for one in standing.skipped[:5])
        more = " 等" if len(standing.skipped) > len(standing.skipped[:5]) else ""
        found.append(f"编号 {numbers}{more}的来件没有收到，收到时可以打开留存")
    if state is not was:
        found.append(f"{year.year} 年度由{was.label}变为{state.label}")
    if state is YearState.SUPERSEDED:
        found.append(f"{state.advice}：它印的报表上校验码是 {year.chosen_instead}。这里只能查看")
    elif letter.kind is OfficeLetter.ACCEPTANCE and state.is_open:
        found.append(f"已验收第 {_revision(year, read)} 版；要报新的一版，须等统计局重开")
    if read.questions:
        found.append(f"待答 {len(read.questions)} 问")
    if letter.task is not None:
        deadline = year.record.deadline
        found.append(f"报送截止 {deadline}" if deadline is not None else "任务没有写明本单位的期限")
    return tuple(found)


def awaits_reopening(year: YearDesk) -> bool:
    """Whether the office accepted an earlier revision of an open year and did not open it again."""
    if not year.state.is_open:
        return False
    told = [
        one
        for one in year.desk.store.letters(year.year, are_whole=False)
        if one.is_applied and one.kind in {*_OPENING, OfficeLetter.ACCEPTANCE}
    ]
    return bool(told) and max(told, key=lambda one: one.number or 0).kind is OfficeLetter.ACCEPTANCE
