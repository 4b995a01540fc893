"""Opening what the office sent: whom a unit trusts, and what each letter does to its year (``letters.md``).

A letter is stored and carried out in one transaction, or refused with its sentence, and then the data file is
as it was. No figure of the unit is changed here; base figures are the office's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from db.unit.records import OpenedLetter
from desktop.kinds.doors import LETTER
from desktop.kinds.kind import Kind
from desktop.kinds.recognition import recognise
from desktop.services.files import read_file
from desktop.services.incoming import read_incoming
from desktop.services.keeping import back_up_before
from desktop.services.letters.kept import kept_saying
from desktop.services.letters.reading import ReadLetter, read_letter
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.services.unit.desk import Desk
from desktop.services.unit.letters.acceptance import told_of_acceptance, told_of_earlier_acceptance
from desktop.services.unit.letters.base_figures import take_base, told_of_waiting
from desktop.services.unit.letters.office_trust import Proof, Trust, judge_trust, signed_since, store_trust
from desktop.services.unit.letters.questions import told_of_waiting_questions, waits_for_answers
from desktop.services.unit.letters.receipted import Receipted, receipted
from desktop.services.unit.letters.taking_task import PlanStep, adopt, plan_step, take_task, told_of
from desktop.services.unit.plan.taking_over import ImportPreview
from desktop.services.unit.year import YearDesk, open_year
from desktop.submission.encryption.envelope import ReceivingKey, decrypt, issuers
from desktop.submission.encryption.envelope_structure import decode, is_encrypted
from desktop.submission.errors import EnvelopeError
from forms.canonical import check_code, format_check_code
from forms.codes.desk import YearCode
from forms.codes.letter import OpenCode
from forms.errors import EnvironmentFault, UserInputError
from forms.filing.receipt_time import day_in_beijing
from forms.filing.state import YearState
from forms.frozen import frozen
from forms.letters.applying import Application, HeldLetters, LetterStanding, application
from forms.letters.kind import OfficeLetter
from forms.letters.unit_step import AnsweredContent, steps_of

_NAMED = re.compile(rf"-(?:{'|'.join(kind.value for kind in OfficeLetter)})-[0-9]+.*\.cms$", re.IGNORECASE)
"""How a file of the office is named (``letters.md``); browsers add to it where one lies there already."""
_MOST = 20_000_000
"""Bytes of a letter that are read at most. Chosen by us: twice the largest package."""
_OPENING = (OfficeLetter.RETURN, OfficeLetter.REOPENING)
"""Letters that open a year, which a recall may take back."""
_OF_ONE = (*_OPENING, OfficeLetter.RECALL)
"""Letters about one revision that say nothing else where another data file froze it."""
_LISTING = (OfficeLetter.RECEIPT, OfficeLetter.CHOICE, OfficeLetter.RECALL)
"""Letters that do not ask and list what is asked all the same."""


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
        distrusted: those that are trusted no longer.
        plan: what the version of the plan in a task changed; None where none was taken.
        sentences: what happened, for a person.
        receipted: of a receipt, how it compares with what this file froze; else None.
    """

    read: ReadLetter
    is_applied: bool
    skipped: tuple[int, ...]
    state: YearState
    was: YearState
    trusted: str
    distrusted: tuple[str, ...]
    plan: ImportPreview | None
    sentences: tuple[str, ...]
    receipted: Receipted | None = None


def is_letter(path: Path, own: str = "") -> bool:
    """Whether a file is a letter of the office; False for what cannot be read.

    Of an encrypted file nothing but its name and the names of its receivers can be seen.

    Args:
        path: the file.
        own: name of the unit whose file is open, as its certificates have it; empty where none is.
    """
    try:
        data = read_file(path, _MOST)
        if is_encrypted(data):
            return _NAMED.search(path.name) is not None or (own != "" and own in issuers(data))
    except (EnvironmentFault, EnvelopeError):
        return False
    return recognise(data).kind is Kind.LETTER


def decrypted_letter(data: bytes, key: Path, passphrase: str) -> bytes:
    """The signed container in an envelope.

    Args:
        data: the envelope; nothing of it is trusted.
        key: the unit's key file for letters.
        passphrase: of it.

    Raises:
        WrongPassphrase: the passphrase does not fit.
        IdentityError: not a key file, or its key is not for encryption.
        EnvelopeError: it was encrypted to another key, or is damaged.
        EnvironmentFault: the key file cannot be read.
    """
    return decrypt(data, open_key_for_receiving(key, passphrase))


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
    if not is_encrypted(data):
        return data
    decode(data)  # where no key could open it, none is asked for
    return data if key is None else decrypt(data, key())


def open_letter(
    desk: Desk, data: bytes, typed: str | None = None, *, distrust_from: date | None = None
) -> TakenOver:
    """Take a letter of the office over.

    Args:
        desk: the unit's desk.
        data: the signed container, an envelope around it taken off; nothing of it is trusted.
        typed: fingerprint of the office's certificate as on stamped paper; None where none was typed.
        distrust_from: first day from which the certificates before it are trusted no longer (:class:`Proof`).

    Raises:
        UserInputError: it is no sound letter (E-LETTER-001 to 007); its certificate is not trusted
            (E-OPEN-010, 011, 015, 016, 018, 019: :func:`judge_trust`); it is for somebody else (E-OPEN-012)
            or a year outside the plan (E-YEAR-001),
            speaks of what this file did not freeze (E-OPEN-013), contradicts another (E-OPEN-014), or was
            opened before (E-OPEN-017); the plan in a task cannot be used (:func:`plan_step`).
        StateError: nothing can be stored here (E-STATE-003), or a year waits for its export (E-PLAN-084).
        EnvironmentFault: the backup or the store could not be written; nothing changed.
    """
    read = read_letter(data, desk.clock())
    _require_own(desk, read)
    trust = judge_trust(desk, read, Proof(typed, distrust_from))
    year = open_year(desk, read.letter.year)
    year.require_writable()
    found = _application(year, read)
    is_news = found.standing is LetterStanding.APPLIES
    # A task that was opened while the year was frozen brings its plan when it is opened again: so its plan is
    # looked at before a repeated letter is refused.
    is_again = found.standing is LetterStanding.REPEATED and _is_last(year, read)
    is_task = read.letter.task is not None
    plan = plan_step(desk, read) if is_task and (is_news or is_again) else PlanStep()
    if is_again and plan.preview is not None:
        return _adopt_later(year, read, plan)
    _require_news(read, found)
    return _take(year, read, found, trust, plan)


def _take(year: YearDesk, read: ReadLetter, standing: Application, trust: Trust, plan: PlanStep) -> TakenOver:
    """Store a letter, and carry it out where it applies, all or nothing."""
    desk, was, counted = year.desk, year.state, year.given.named
    applies = standing.standing is LetterStanding.APPLIES
    if plan.preview is not None:
        back_up_before(desk, "plan")
    since = trust.ends
    try:
        with desk.store.transaction():
            ended = store_trust(desk, read, trust)
            desk.store.record_letter(
                year.year,
                _revision(year, read),
                read.letter.kind,
                data=read.data,
                actor=desk.actor,
                now=desk.clock(),
                number=read.letter.number,
                is_applied=applies,
            )
            if applies:
                _carry_out(year, read, plan, with_former=since is None)
            # Under the version of the plan that the task brought, where it did.
            under = year if plan.preview is None else open_year(desk, year.year)
            given = take_base(under, read) if applies else ()
        given = given or told_of_waiting(year, counted)
    except BaseException:
        desk.read_plan_anew()  # the store has the old one again
        raise
    compared = receipted(year, read.letter)
    sentences = [*_told_of_trust(desk, read, trust, ended), *_sentences(year, read, standing, was, plan)]
    sentences += [*given, *(compared.sentences if compared is not None else ())]
    return TakenOver(
        read=read,
        is_applied=applies,
        skipped=standing.skipped,
        state=year.state,
        was=was,
        trusted=trust.new,
        distrusted=tuple(ended),
        plan=plan.preview,
        sentences=tuple(sentences),
        receipted=compared,
    )


def _adopt_later(year: YearDesk, read: ReadLetter, plan: PlanStep) -> TakenOver:
    """Put the plan of the last task in force, which the year was frozen for when the task was opened."""
    desk = year.desk
    back_up_before(desk, "plan")
    with desk.store.transaction():
        adopt(desk, read, plan)
    assert read.letter.task is not None
    return TakenOver(
        read=read,
        is_applied=False,
        skipped=(),
        state=year.state,
        was=year.state,
        trusted="",
        distrusted=(),
        plan=plan.preview,
        sentences=tuple(told_of(desk, read.letter.task, plan)),
    )


def _is_last(year: YearDesk, read: ReadLetter) -> bool:
    """Whether a letter is the last of its kind that was carried out in its year."""
    applied = [one for one in _alike(year, read) if one.is_applied]
    return bool(applied) and max(applied, key=lambda one: one.number or 0).digest == read.digest


def _require_own(desk: Desk, read: ReadLetter) -> None:
    letter, own = read.letter, desk.plan.region_code
    if letter.region != own:
        raise UserInputError(
            OpenCode.OTHER_UNIT, f"这是行政区划 {letter.region} 的统计局发的，本单位属于 {own}，没有采用"
        )
    if letter.kind.is_to_one_unit and letter.unit != desk.unit.code:
        other = desk.plan.unit_by_code.get(letter.unit)
        whose = letter.unit if other is None else other.official_name
        raise UserInputError(
            OpenCode.OTHER_UNIT, f"这份{letter.kind.label}是发给“{whose}”的，不是本单位的，没有采用"
        )
    first, last = desk.plan.period
    if not first <= letter.year <= last:
        raise UserInputError(
            YearCode.OUTSIDE_PLAN,
            f"这份{letter.kind.label}是 {letter.year} 年的，不在规划期 {first}—{last} 年内，没有采用；"
            "请向统计局核实",
        )


def _alike(year: YearDesk, read: ReadLetter) -> list[OpenedLetter]:
    """Letters of a year that are counted together with one."""
    kind = read.letter.kind
    return [
        one
        for one in year.desk.store.letters(year.year, are_whole=False)
        if one.number is not None and (one.kind is kind or (one.kind.is_to_one_unit and kind.is_to_one_unit))
    ]


def _application(year: YearDesk, read: ReadLetter) -> Application:
    letter, alike = read.letter, _alike(year, read)
    held = HeldLetters(
        digests={one.number: one.digest for one in alike if one.number is not None},
        last_applied=max((one.number or 0 for one in alike if one.is_applied), default=0),
        contents={one.content_digest for one in year.desk.store.revisions(year.year)},
        told=_told_contents(year, alike),
    )
    found = application(letter.number, read.digest, letter.previous, letter.contents, held)
    if letter.kind is not OfficeLetter.BASE:
        return found
    # Base figures also come within a task.
    given = {one.number for one in year.desk.store.bases(year.year)}
    return replace(found, skipped=tuple(one for one in found.skipped if one not in given))


def _told_contents(year: YearDesk, alike: Iterable[OpenedLetter]) -> set[str]:
    """Contents that another data file froze, and of which a letter was carried out here."""
    elsewhere = [one for one in alike if one.is_applied and one.kind.is_to_one_unit and not one.revision]
    said = (kept_saying(year.desk.store.letter_data(one.digest)).letter.content for one in elsewhere)
    return {content for content in said if content is not None}


def _require_news(read: ReadLetter, found: Application) -> None:
    name = read.letter.title
    if found.standing is LetterStanding.REPEATED:
        raise UserInputError(OpenCode.REPEATED, f"{name}已处理过，没有再做一次")
    if found.standing is LetterStanding.CONTRADICTS:
        raise UserInputError(
            OpenCode.CONTRADICTS, f"{name}与已打开的来件编号相同或前后不接，内容却不同，没有采用"
        )
    if found.standing is LetterStanding.FOREIGN:
        raise UserInputError(OpenCode.FOREIGN, f"{name}说的报送不是这个数据文件定稿的，没有采用")


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


def _carry_out(year: YearDesk, read: ReadLetter, plan: PlanStep, *, with_former: bool) -> None:
    letter = read.letter
    if letter.task is not None:
        take_task(year.desk, read, plan, with_former=with_former)
        return
    # The recall itself is stored already.
    opened = [
        one.number
        for one in year.desk.store.letters(year.year, are_whole=False)
        if one.is_applied and one.kind in _OPENING
    ]
    steps = steps_of(
        letter.kind,
        year.state,
        _answered(year, read),
        recalls_last=letter.recalls is not None and opened[-1:] == [letter.recalls],
        asks=letter.kind in _LISTING and waits_for_answers(year),
    )
    for step in steps:
        year.step(step, letter.title)


def _told_of_trust(desk: Desk, read: ReadLetter, trust: Trust, ended: list[str]) -> Iterator[str]:
    if trust.new:
        yield f"已信任{read.letter.office}的证书"
    if ended and trust.ends is not None:
        since = day_in_beijing(trust.ends)
        yield f"以前信任的证书自 {since} 起停用"
        signed = list(signed_since(desk, ended, trust.ends))
        if signed:
            yield f"{since} 起打开的来件里，用停用的密钥签的有：{'、'.join(signed)}，请向统计局核实"


def _sentences(
    year: YearDesk, read: ReadLetter, standing: Application, was: YearState, plan: PlanStep
) -> list[str]:
    letter, state = read.letter, year.state
    name = f"{letter.office} {year.year} 年{letter.title}"
    if standing.standing is LetterStanding.RECORD:
        return [f"{name}晚到，只留存备查，没有改变什么"]
    found = [f"{name}已打开"]
    if standing.skipped:
        numbers = "、".join(str(one) for one in standing.skipped[:5])
        more = " 等" if len(standing.skipped) > len(standing.skipped[:5]) else ""
        found.append(f"第 {numbers} 号{more}来件没有收到，收到时可以打开留存")
    if state is not was:
        found.append(f"{year.year} 年度由{was.label}变为{state.label}")
    if state is YearState.SUPERSEDED:
        found.append(f"{state.advice}：它印的报表上校验码是 {year.chosen_instead}。这里只能查看")
        found.append("那个文件没有了的（如从备份恢复过），请新建一个数据文件再报")
    elif letter.kind is OfficeLetter.ACCEPTANCE:
        told = told_of_acceptance(year) or told_of_earlier_acceptance(year)
        found += [told] if told else []
    elif letter.kind in _OF_ONE and _answered(year, read) is AnsweredContent.ELSEWHERE:
        code = format_check_code(check_code(letter.content or ""))
        found.append(f"它说的是另一个数据文件定稿的一版，报表上校验码是 {code}，请用那个文件；这里没有改变")
    if read.questions and state is not YearState.SUPERSEDED:
        found += told_of_waiting_questions(year)
    if letter.task is not None:
        found += told_of(year.desk, letter.task, plan)
    return found
