"""What a task changes at a unit: deadline, the office's certificates, and the version of the plan.

No figure is changed by it, and no version of the plan is taken while the year is frozen.
"""

from __future__ import annotations

from datetime import datetime

from desktop.services.letters.reading import PLAN_FILE_NAME, PLAN_NAME, ReadLetter
from desktop.services.plans.files import PlanFile, open_plan_file
from desktop.services.plans.packs import PlanPack, read_pack
from desktop.services.unit.desk import Desk
from desktop.services.unit.letters.kept_task import task_letter
from desktop.services.unit.plan.taking_over import ImportPreview, preview_import, require_same
from desktop.submission.keys.certificate import fingerprint, parse_certificate, to_der
from desktop.submission.profile.published import CERTIFICATES, RECEIVING_NAME
from forms.codes.letter import LetterCode, OpenCode
from forms.errors import CatalogueError, UserInputError
from forms.frozen import frozen
from forms.letters.task import TaskUnit, YearTask


@frozen
class PlanStep:
    """What becomes of the version of the plan in a task.

    Attributes:
        preview: what taking it over changes; None where it is not taken.
        why_not: why it is not, where it is another than the one in force; else empty.
    """

    preview: ImportPreview | None = None
    why_not: str = ""


def own_part(task: YearTask, unit: str) -> TaskUnit:
    """What a unit is to do; every task names every unit (:func:`plan_step`)."""
    return next(one for one in task.units if one.unit == unit)


def plan_step(desk: Desk, read: ReadLetter) -> PlanStep:
    """Whether the version of the plan in a task is to be put in force here.

    Raises:
        UserInputError: it cannot be read (E-OPEN-023), its own signature or approval does not hold
            (E-OPEN-024), it is another than the task says or contradicts it (E-LETTER-007), is another plan's
            (E-PLAN-081), or has no such unit (E-PLAN-082).
        StateError: it would be taken, and a year is finalised but not exported (E-PLAN-084).
    """
    file = plan_in_task(read, desk.clock())
    pack = file.pack
    require_same(desk, desk.plan, pack.plan)
    if pack.digest == desk.pack.digest:
        return PlanStep()
    version, year = pack.plan.version, read.letter.year
    if desk.state_of(year).is_frozen:
        why = f"{year} 年已定稿，规划数据包没有换成 {version} 版；撤回或退回以后再打开一次这份任务就换"
        return PlanStep(why_not=why)
    if any(digest == pack.digest for digest, _, _ in desk.store.plans()) or _later_task(desk, year):
        return PlanStep(why_not=f"规划数据包 {version} 版在这里已被更新的换下，没有换回")
    return PlanStep(preview=preview_import(desk, file))


def plan_in_task(read: ReadLetter, now: datetime) -> PlanFile:
    """The plan in a task, with its own signature and approval where they came with it.

    Raises:
        UserInputError: as of :func:`plan_step`, but for what that says of the desk.
    """
    pack, handed_over = _pack_of(read), read.files.get(PLAN_FILE_NAME)
    if handed_over is None:
        return PlanFile(pack=pack)
    try:
        file = open_plan_file(handed_over, now=now)
    except CatalogueError as error:
        why = error.problems[0].message if error.problems else error.message
        raise UserInputError(
            OpenCode.PLAN_SIGNATURE, f"任务里的规划数据包签名或批准不成立（{why.rstrip('。')}），没有采用"
        ) from error
    if file.pack.digest != pack.digest:
        raise UserInputError(
            OpenCode.PLAN_SIGNATURE, "任务里规划数据包的签名和批准是另一版的，没有采用；请向统计局核实"
        )
    return file


def _pack_of(read: ReadLetter) -> PlanPack:
    task = read.letter.task
    assert task is not None
    try:
        pack = read_pack(read.files[PLAN_NAME])
    except CatalogueError as error:
        why = error.problems[0].message if error.problems else error.message
        raise UserInputError(
            OpenCode.PLAN_UNREADABLE,
            f"任务里的规划数据包本程序读不出来（{why.rstrip('。')}），没有采用；可能要用更新的程序",
        ) from error
    plan = pack.plan
    said = task.plan.id, task.plan.version, task.plan.digest, read.letter.region
    if said != (plan.id, plan.version, pack.digest, plan.region_code):
        raise UserInputError(LetterCode.PAYLOAD, "任务里的规划数据包不是任务所写的那一版，没有采用")
    if {one.unit for one in task.units} != set(plan.unit_by_code):
        raise UserInputError(LetterCode.PAYLOAD, "任务所列的单位与它的规划数据包不符，没有采用")
    return pack


def _later_task(desk: Desk, year: int) -> bool:
    """Whether a task of a later year was carried out here."""
    return any(task_letter(desk, other) is not None for other in desk.store.years() if other > year)


def take_task(desk: Desk, read: ReadLetter, step: PlanStep, *, with_former: bool) -> None:
    """Take over what a task says; runs in the caller's transaction.

    Args:
        desk: the unit's desk.
        read: the task.
        step: what becomes of its version of the plan.
        with_former: whether earlier certificates of the office are trusted on its word; not where it replaces
            one that was lost or stolen.
    """
    task, now = read.letter.task, desk.clock()
    assert task is not None
    desk.store.set_deadline(read.letter.year, own_part(task, desk.unit.code).deadline, desk.actor, now)
    vouched = {task.signing, *(task.former if with_former else ())}
    for name, pem in sorted(read.files.items()):
        if name.startswith(CERTIFICATES) and name != RECEIVING_NAME:
            certificate = parse_certificate(pem)
            if fingerprint(certificate) in vouched:
                desk.store.trust_office(to_der(certificate), now, actor=desk.actor, now=now)
    adopt(desk, read, step)


def adopt(desk: Desk, read: ReadLetter, step: PlanStep) -> None:
    """Put the version of the plan in a task in force, where it is to be."""
    if step.preview is not None:
        version = step.preview.plan.version
        desk.adopt_plan(
            step.preview.file.pack,
            f"随 {read.letter.year} 年{read.letter.title}换用规划数据包版本 {version}",
        )


def told_of(desk: Desk, task: YearTask, step: PlanStep) -> list[str]:
    """What a task says to this unit and what it changed, in sentences."""
    own = own_part(task, desk.unit.code)
    if not own.files:
        told = ["本单位这一年不用报送"]
    else:
        told = [f"报送截止 {own.deadline}" if own.deadline is not None else "任务没有写明本单位的期限"]
        told += ["不要求盖章的纸质表"] if task.waives_paper else []
    told += [step.why_not] if step.why_not else []
    if step.preview is not None:
        changes = [one.name for one in step.preview.differences]
        some = "、".join(changes[:_TOLD]) + (" 等" if changes[_TOLD:] else "")
        about = f"与本单位有关的变化 {len(changes)} 处：{some}" if changes else "与本单位有关的没有变化"
        told.append(
            f"规划数据包由 {step.preview.before.version} 版换为 {step.preview.plan.version} 版，{about}"
        )
        approval = step.preview.file.approval
        if approval is not None:
            by = f"由{approval.approved_by}批准，" if approval.approved_by else ""
            told.append(f"规划数据包{by}{step.preview.file.signer}")
    return told + (["通知全文见“回执”"] if task.notice else [])


_TOLD = 3
"""Changes of the plan that are named. Chosen by us: the plan shows all."""
