"""What the page 概况 says of a year: what is due and how far it is, form by form, and what came and went."""

from __future__ import annotations

from datetime import datetime

from desktop.models.unit.last_entered import last_entered
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import deadline_of, deadline_text
from desktop.services.unit.filing.never_exported import told_of_unsent
from desktop.services.unit.letters.acceptance import told_of_earlier_acceptance
from desktop.services.unit.letters.correspondence import Event, Happening, happenings
from forms.filing.stage import Stage
from forms.filing.state import YearState
from forms.findings import Level
from forms.frozen import frozen
from forms.reporting.layout import FormLayout

_ONWARD = {
    YearState.EMPTY: Stage.ENTRY,
    YearState.READY: Stage.FINALISE,
    YearState.FINAL: Stage.EXPORT,
    YearState.EXPORTED: Stage.RECEIPT,
    YearState.DELIVERED: Stage.RECEIPT,
    YearState.ACCEPTED: Stage.RECEIPT,
    YearState.SUPERSEDED: Stage.RECEIPT,
}
_BUTTONS = {
    Stage.ENTRY: "继续填报",
    Stage.REVIEW: "去审核",
    Stage.FINALISE: "去定稿打印",
    Stage.EXPORT: "去导出报送",
    Stage.RECEIPT: "看回执",
}
_MESSAGES = 5
"""What came and went last; chosen by us."""


@frozen
class DueTask:
    """One thing to be done for the year.

    Attributes:
        name: what it is.
        about: how much of it there is.
        stands: how far it is, in words.
        share: of how many parts how many are done; None where that says nothing.
        is_done: whether nothing is left to be done about it.
        stage: where it is done.
        role: whose name is to be written there; empty for everything else.
    """

    name: str
    about: str
    stands: str
    share: tuple[int, int] | None
    is_done: bool
    stage: Stage
    role: str = ""


@frozen
class FormLine:
    """How far a form is.

    Attributes:
        title: of the form.
        address: of its first cell.
        filled: cells with a figure or a reason.
        total: cells that must be filled.
        to_mend: findings of it that block 定稿, and those still to be explained.
        is_blocked: whether any of them must be corrected.
    """

    title: str
    address: str
    filled: int
    total: int
    to_mend: int
    is_blocked: bool


@frozen
class Message:
    """Something that came or went.

    Attributes:
        at: when.
        text: what.
        detail: more of it; may be empty.
    """

    at: datetime
    text: str
    detail: str = ""


@frozen
class Overview:
    """The state of a year.

    Attributes:
        heading: year and state.
        told: where the work was left, or how it begins.
        office: to whom it is reported.
        until: the day by which it is due, with the days that are left.
        button: on the way on.
        onward: where the way on leads.
        last: cell that was worked in last; empty where none was.
        tasks: what is due.
        forms: how far each form is.
        cautions: what to know of the file and its place before typing, in sentences.
        filler_missing: whether nobody is named yet who fills in; the others can wait until 定稿.
        messages: what came and went, the newest first.
    """

    heading: str
    told: str
    office: str
    until: str
    button: str
    onward: Stage
    last: str
    tasks: tuple[DueTask, ...]
    forms: tuple[FormLine, ...]
    cautions: tuple[str, ...]
    filler_missing: bool
    messages: tuple[Message, ...]


def overview(working: WorkingYear) -> Overview:
    """Collect the state of a year; reads no more than a few rows."""
    year = working.year
    onward = onward_of(working)
    is_new = year.state is YearState.EMPTY
    last, told = _last_place(working)
    until, _ = due_words(working)
    return Overview(
        heading=f"{year.year} 年度　{working.accepted_label or year.state.label}",
        told=_BEGIN if is_new else told,
        office=year.desk.plan.office,
        until=until.removeprefix("截止 ").removeprefix("截止日期"),
        button="开始填报" if is_new and year.is_editable else _BUTTONS[onward],
        onward=onward,
        last=last,
        tasks=tuple(_tasks(working)),
        forms=tuple(_form_line(working, form) for form in year.layout.forms),
        cautions=(
            *_accepted(working),
            *_unsent(working),
            *year.desk.cautions,
            *filter(None, [working.other_than_due()]),
        ),
        filler_missing=year.is_editable and not year.desk.people.filler,
        messages=tuple(_messages(working)),
    )


def _accepted(working: WorkingYear) -> list[str]:
    """That the office accepted a revision, of a year that is open or that went on all the same."""
    told = working.told_of_acceptance or told_of_earlier_acceptance(working.year)
    return [f"{told}。"] if told else []


def _unsent(working: WorkingYear) -> list[str]:
    """That the revision in force was never exported, of a year that stands as delivered all the same."""
    told = told_of_unsent(working.year)
    return [f"{told}。"] if told else []


def due_words(working: WorkingYear) -> tuple[str, bool]:
    """Until when the year is due, in words, and whether that day has passed while it is still open."""
    year, task = working.year, working.task
    if task is not None and not task.own.files:
        return "本单位不用报送", False
    due, today = deadline_of(year.desk.plan, year.year, year.record.deadline), year.desk.clock().date()
    return deadline_text(due, today), year.state.is_open and due is not None and due < today


_BEGIN = (
    "离开一格就已保存，可以随时关闭，下次打开接着填。数在自己的 Excel 表里的，到“填报”整块复制粘贴；"
    "要发给科室填的，也在“填报”里导出 Excel 表，填好后再导入。"
)


def onward_of(working: WorkingYear) -> Stage:
    """Where the year goes on: a year with a figure or reason in every cell is reviewed."""
    state = working.year.state
    if working.accepted_label:
        return Stage.RECEIPT
    if state in _ONWARD:
        return _ONWARD[state]
    filled, total = _filled(working)
    return Stage.REVIEW if filled == total else Stage.ENTRY


def _filled(working: WorkingYear) -> tuple[int, int]:
    found = [working.year.progress(form) for form in working.year.layout.forms]
    return sum(p.filled for p in found), sum(p.total for p in found)


def _last_place(working: WorkingYear) -> tuple[str, str]:
    """The cell that was entered last, and a sentence about it."""
    year, found = working.year, last_entered(working)
    if found is None:
        return "", ""
    address, newest = found
    assert newest.entered_at is not None
    row, form = working.row(address), year.layout.form_of(address)
    when = _moment(newest.entered_at, year.desk.clock())
    return address, f"上次做到《{form.form.title}》{row.code} {row.name}，{when}"


def _moment(at: datetime, now: datetime) -> str:
    """A time as one says it: 今天 09:10, 昨天 16:42, 03-30 15:20."""
    here, today = at.astimezone(), now.astimezone().date()
    written = f"{here:%m-%d}" if here.year == today.year else f"{here:%Y-%m-%d}"
    day = {0: "今天", 1: "昨天"}.get((today - here.date()).days, written)
    return f"{day} {here:%H:%M}"


def _tasks(working: WorkingYear) -> list[DueTask]:
    year, state = working.year, working.year.state
    filled, total = _filled(working)
    report = year.report
    to_mend = len(report.to_mend)
    to_say = len(report.unexplained)
    left = [f"待改正 {to_mend}"] * bool(to_mend) + [f"待说明 {to_say}"] * bool(to_say)
    asked = sum(f.enforcement is Level.QUERY for f in report.findings)
    frozen_now = state.is_frozen
    exported = state in (YearState.EXPORTED, YearState.DELIVERED, YearState.ACCEPTED)
    waives_paper = working.task is not None and working.task.task.waives_paper
    return [
        *_office_task(working),
        *_people_task(working),
        DueTask(
            name="数据",
            about=f"{len(year.layout.forms)} 张表，{total} 格",
            stands=f"已填 {filled} / {total} 格",
            share=(filled, total),
            # A tick over a form with a red cross would say that there is nothing left to mend.
            is_done=filled == total and not to_mend,
            stage=Stage.ENTRY,
        ),
        DueTask(
            name="审核",
            about="改正强制性问题，说明核实性问题",
            stands="，".join(left) or ("填数后" if not filled else "没有待处理的问题"),
            share=(asked - to_say, asked + to_mend) if asked + to_mend else None,
            is_done=bool(filled) and not left,
            stage=Stage.REVIEW,
        ),
        DueTask(
            name="盖章表",
            about="统计局不要求交，本单位留存" if waives_paper else "定稿后打印，签字盖章",
            stands=f"已定稿（第 {year.record.revision} 次）" if frozen_now else "定稿后",
            share=None,
            is_done=frozen_now,
            stage=Stage.FINALISE,
        ),
        DueTask(
            name="报送包",
            about="签名后用邮件或 U 盘报送",
            stands=state.label if exported else "还没有导出" if frozen_now else "定稿后",
            share=None,
            is_done=exported,
            stage=Stage.EXPORT,
        ),
    ]


def _office_task(working: WorkingYear) -> list[DueTask]:
    """What the office set for the year, where it did; the notice stands on the page 回执."""
    task = working.task
    if task is None:
        return []
    return [
        DueTask(
            name="布置任务",
            about=task.task.notice.partition("\n")[0],
            stands=f"第 {task.number} 号已打开" if task.own.files else "本单位这一年不用报送",
            share=None,
            is_done=True,
            stage=Stage.RECEIPT,
        )
    ]


def _people_task(working: WorkingYear) -> list[DueTask]:
    """The names that 定稿 waits for, where any is missing."""
    people = working.year.desk.people
    lacking = [role for role, text in people.by_role() if role.is_required and not text]
    if not lacking or not working.is_editable:
        return []
    return [
        DueTask(
            name="签署人员",
            about=f"还没有写{'、'.join(role.label for role in lacking)}",
            stands="定稿以前写上",
            share=None,
            is_done=False,
            stage=Stage.FINALISE,
            role=lacking[0].key,
        )
    ]


def _form_line(working: WorkingYear, form: FormLayout) -> FormLine:
    progress = working.year.progress(form)
    first = next(iter(form.cell_by_address))
    return FormLine(
        title=form.form.title,
        address=form.entry_cells[0].address if form.entry_cells else first,
        filled=progress.filled,
        total=progress.total,
        to_mend=progress.blocking + progress.open_queries,
        is_blocked=bool(progress.blocking),
    )


def message_of(happening: Happening) -> Message:
    """An entry of the correspondence in words."""
    year, number = happening.year, happening.revision
    if happening.event is Event.FROZEN:
        return Message(happening.at, f"{year} 年度第 {number} 次定稿", happening.who)
    if happening.event is Event.EXPORTED:
        return Message(happening.at, f"导出 {year} 年度第 {number} 次报送", happening.detail)
    state = happening.state.label if happening.state is not None else ""
    return Message(happening.at, f"{year} 年度{state}", happening.detail)


def _messages(working: WorkingYear) -> list[Message]:
    """What came and went of this year and the one before, the newest first."""
    desk, year = working.year.desk, working.desk_year
    found = [*happenings(desk, year), *happenings(desk, year - 1)]
    # What came of last year may be newer than what was done of this one.
    found.sort(key=lambda happening: happening.at, reverse=True)
    return [message_of(happening) for happening in found[:_MESSAGES]]
