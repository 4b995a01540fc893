"""The task that starts a year (布置任务): plan, deadlines, who files, certificates and notice, signed once.

What stands at the desk is written into it; from then on the office goes by the last task itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from db.office.sent_records import StoredTask
from desktop.documents.sheets.office_mail import LetterMail, letter_mail
from desktop.kinds.text import beginning_of_text
from desktop.services.files import staged_file, write_file
from desktop.services.letters.base_table import BASE_NAME
from desktop.services.letters.reading import PLAN_FILE_NAME, PLAN_NAME, former_name
from desktop.services.letters.writing import packed_letter
from desktop.services.office.decisions.deadlines import ALL, deadlines_of, require_year
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.given import BaseInForce, base_in_force, hidden_in
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.letters.asking import is_sensitive_anywhere
from desktop.services.office.letters.cautions import is_told
from desktop.services.office.letters.letter import next_number, require_office_key
from desktop.services.office.letters.stored_letters import require_unused
from desktop.services.office.registry.own_certificates import OwnCertificates, own_certificates, pem_of
from desktop.services.packages.encryption import PACKAGE_SUFFIX
from desktop.submission.keys.identity import Identity
from desktop.submission.package import MEDIA_TYPE, PayloadFile
from desktop.submission.profile.datapackage import TABLE_MEDIA_TYPE
from desktop.submission.profile.published import RECEIVING_NAME, SIGNING_NAME
from forms.canonical import digest_of
from forms.codes.assign import AssignCode
from forms.errors import EnvironmentFault, UserInputError
from forms.frozen import frozen
from forms.letters.base_figure import HIDDEN_ITEM
from forms.letters.kind import OfficeLetter
from forms.letters.letter import SentLetter
from forms.letters.task import LONGEST_NOTICE, Named, TaskUnit, YearTask
from forms.plan.duties import PRESET_OWNERS
from forms.receiving.permission import Act
from forms.text.typed import require_text

MAX_NOTICE_BYTES = 60_000
"""Bytes of a notice's file that are read at most. Chosen by us: room for its characters in any encoding."""
_ALL_UNITS = "各责任单位"
"""Whom the mail draft of a task is for."""
_PEM = "application/x-pem-file"


@frozen
class ToTask:
    """What is written into a task beside what stands at the desk.

    Attributes:
        year: reporting year.
        notice: text of the notice; None for that of the last task of the year.
        waives_paper: whether acceptance needs no stamped paper; None for as in the last task, else no.
    """

    year: int
    notice: str | None = None
    waives_paper: bool | None = None


@frozen
class WrittenTask:
    """A task that was written.

    Attributes:
        stored: it.
        path: its file; a mail draft that brings it lies beside it.
        is_new: whether it was signed just now; else nothing had changed, and the last one was written again.
        cautions: what the officer should know, in sentences.
    """

    stored: StoredTask
    path: Path
    is_new: bool
    cautions: tuple[str, ...]


def write_task(desk: OfficeDesk, wanted: ToTask, identity: Identity, folder: Path) -> WrittenTask:
    """Sign the task of a year and write it, or write the last one again where nothing has changed since.

    Args:
        desk: the office's desk; the head does it where there is one.
        wanted: which year, and what is written into it.
        identity: the office's signing key; after a renewal still the former one, whose certificate the units
            trust, so that the task brings them the new one.
        folder: where the file is written.

    Raises:
        UserInputError: no such year (E-DECIDE-002), the owners in the plan are not confirmed (E-ASSIGN-001),
            the notice cannot be taken (E-ASSIGN-003, E-TEXT-001) or holds a sensitive figure of a package
            (E-ASSIGN-005), the key is not the office's (E-DECIDE-013), a task of its number lies in the
            folder (E-DECIDE-028), or no certificate of its own is left (E-ASSIGN-004).
        IdentityError: the key cannot sign at this time.
        EnvironmentFault: the file or the store cannot be written; then no task was made.
    """
    actor, now = desk.acting(Act.TASK), desk.clock()
    plan = require_year(desk, wanted.year)
    if plan.owners_confirmed is None:
        raise UserInputError(
            AssignCode.OWNERS,
            f"{wanted.year} 年用的规划数据包 {plan.version} 版{PRESET_OWNERS}，没有写出任务",
        )
    require_office_key(desk, identity)
    own, base = own_certificates(desk), base_in_force(desk, wanted.year)
    hidden = () if base is None else hidden_in(plan, base)
    base = None if hidden else base
    before = desk.store.tasks(wanted.year)
    task = _terms(desk, wanted, own, base, before[-1].task if before else None)
    _require_no_figure(desk, task.notice, wanted.year)
    cautions = (*_withheld(hidden), *_cautions(desk, task, wanted.year, identity.fingerprint))
    number = next_number(desk, [(one.number, one.at) for one in before])
    # Not after a restore, which leaves numbers out: units may have got a later task than the last one known
    # here.
    is_next = bool(before) and number == before[-1].number + 1
    if is_next and before[-1].task == task:
        files = _files(desk, before[-1], folder)
        for path, content in files:
            write_file(path, content)
        return WrittenTask(stored=before[-1], path=files[0][0], is_new=False, cautions=cautions)
    letter = _letter(desk, wanted.year, number, before, task, now)
    data = packed_letter(letter, (), identity, tuple(_further(desk, wanted.year, own, base)))
    stored = _stored(task, letter, data, actor)
    require_unused(folder, stored.name, f"布置任务第 {number} 号")
    (path, sealed), (mail_path, mail) = _files(desk, stored, folder)
    is_stored = False
    try:
        with staged_file(mail_path, mail), staged_file(path, sealed):
            desk.store.add_task(stored)
            is_stored = True
    except EnvironmentFault as fault:
        if is_stored:
            fault.message = f"任务已经存下，只是文件没有写成：{fault.message}处理好以后再办一次 office task。"
        raise
    return WrittenTask(stored=stored, path=path, is_new=True, cautions=cautions)


def _require_no_figure(desk: OfficeDesk, notice: str, year: int) -> None:
    """Refuse a notice that holds a figure of a sensitive item of any unit: all units read it."""
    if is_sensitive_anywhere(desk, notice, year):
        raise UserInputError(
            AssignCode.NOTICE_FIGURE,
            "通知的文字里有单位报来的敏感项目的数，没有写出任务。任务发给所有单位，请把文字里的数去掉",
        )


def _files(desk: OfficeDesk, stored: StoredTask, folder: Path) -> Sequence[tuple[Path, bytes]]:
    """The file of a task, and the mail draft that brings it to all units."""
    mail = letter_mail(
        LetterMail(
            plan_title=desk.plan.shown_title,
            office=desk.plan.office,
            unit_name=_ALL_UNITS,
            year=stored.year,
            kind=OfficeLetter.TASK,
            number=stored.number,
            name=stored.name,
            data=stored.data,
            is_encrypted=False,
        )
    )
    path = folder / stored.name
    return (path, stored.data), (path.with_suffix(".eml"), mail)


def _terms(
    desk: OfficeDesk, wanted: ToTask, own: OwnCertificates, base: BaseInForce | None, last: YearTask | None
) -> YearTask:
    """What the task says, from what stands at the desk."""
    pack = desk.pack_of(wanted.year)
    notice = last.notice if last is not None and wanted.notice is None else (wanted.notice or "")
    waived = last.waives_paper if last is not None and wanted.waives_paper is None else wanted.waives_paper
    return YearTask(
        plan=Named(id=pack.plan.id, version=pack.plan.version, digest=pack.digest),
        units=tuple(_units(desk, wanted.year)),
        base=None if base is None else base.named,
        notice=_notice(notice),
        waives_paper=bool(waived),
        signing=own.signing.fingerprint,
        receiving=None if own.receiving is None else own.receiving.fingerprint,
        former=tuple(one.fingerprint for one in own.former),
    )


def _units(desk: OfficeDesk, year: int) -> Iterable[TaskUnit]:
    """Every unit of the plan: one that is excused, or has no form, does not file."""
    plan, ledger, days = desk.pack_of(year).plan, ledger_of(desk, year), deadlines_of(desk, year)
    filing = {one.code for one in plan.reporting_units}
    for unit in plan.units:
        files = unit.code in filing and not ledger.unit_year(unit.code).is_excused
        day: date | None = days.get(unit.code, days.get(ALL)) if files else None
        yield TaskUnit(unit=unit.code, deadline=day, files=files)


def _notice(text: str) -> str:
    words = require_text(text, "通知", lines=True, longest=LONGEST_NOTICE)
    return "\n".join(line.rstrip() for line in words.strip().splitlines())


def read_notice(data: bytes, name: str) -> str:
    """The text of a notice from a file: UTF-8, UTF-16 or GBK.

    Args:
        data: the file.
        name: of the file, for the sentence.

    Raises:
        UserInputError: it is no text, or too long (E-ASSIGN-003).
    """
    if len(data) > MAX_NOTICE_BYTES:
        raise UserInputError(AssignCode.NOTICE, f"“{name}”太长，没有写出任务；通知最多 {LONGEST_NOTICE} 字")
    text = beginning_of_text(data)
    if text is None:
        raise UserInputError(
            AssignCode.NOTICE, f"“{name}”不是文本文件，没有写出任务；Word 里的通知请另存为文本"
        )
    return text


def _letter(
    desk: OfficeDesk,
    year: int,
    number: int,
    before: Sequence[StoredTask],
    task: YearTask,
    now: datetime,
) -> SentLetter:
    return SentLetter(
        kind=OfficeLetter.TASK,
        region=desk.plan.region_code,
        office=desk.plan.office,
        unit="",
        year=year,
        number=number,
        previous=before[-1].digest if before else None,
        content=None,
        questions=(),
        made_at=now,
        task=task,
    )


def _further(
    desk: OfficeDesk, year: int, own: OwnCertificates, base: BaseInForce | None
) -> Iterator[PayloadFile]:
    """What a task carries beside ``letter.json``."""
    pack = desk.pack_of(year)
    yield PayloadFile(PLAN_NAME, "application/json", pack.data)
    handed_over = desk.store.plan_file(pack.digest)
    if handed_over is not None:
        yield PayloadFile(PLAN_FILE_NAME, MEDIA_TYPE, handed_over)
    yield PayloadFile(SIGNING_NAME, _PEM, pem_of(own.signing))
    if own.receiving is not None:
        yield PayloadFile(RECEIVING_NAME, _PEM, pem_of(own.receiving))
    for place, one in enumerate(own.former, start=1):
        yield PayloadFile(former_name(place), _PEM, pem_of(one))
    if base is not None:
        yield PayloadFile(BASE_NAME, TABLE_MEDIA_TYPE, base.stored.figures)


def _stored(task: YearTask, letter: SentLetter, data: bytes, actor: str) -> StoredTask:
    stem = f"wdp-{letter.region}-{letter.kind.value}-{letter.year}-{letter.number}"
    return StoredTask(
        year=letter.year,
        number=letter.number,
        name=f"{stem}{PACKAGE_SUFFIX}",
        digest=digest_of(data),
        task=task,
        data=data,
        actor=actor,
        at=letter.made_at,
    )


def _withheld(hidden: Sequence[str]) -> Iterable[str]:
    """Why base figures do not go with a task, where they do not."""
    if hidden:
        yield (
            f"现行的基础数据里的“{'、'.join(hidden)}”{HIDDEN_ITEM}：基础数据没有随任务发出，"
            "请签发不含它的下一号，再写一份任务"
        )


def _cautions(desk: OfficeDesk, task: YearTask, year: int, signer: str) -> Iterable[str]:
    undated = [one.unit for one in task.units if one.files and one.deadline is None]
    if undated:
        some = "、".join(desk.unit_name(one) for one in undated[:3]) + (" 等" if undated[3:] else "")
        yield f"{some} {len(undated)} 个单位没有期限：用 office deadline 规定后再写一份任务"
    if signer != task.signing:
        yield "用原密钥签名：新证书随这份任务带给单位，单位不用再核对指纹"
    if not is_told(desk, year, signer):
        yield (
            "以前的任务没有带过这把签名密钥的证书：单位要照盖章纸重新核对指纹；"
            "原密钥还在手里的，用 --key 给出原密钥再写一份，单位就不用核对"
        )
