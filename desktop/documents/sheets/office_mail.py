"""E-mail drafts of the statistics office to a unit: with a letter attached, and a reminder without.

Nothing of a unit's figures stands in them: they pass through many hands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.documents.sheets.unsent import Unsent, one_line, unsent
from forms.frozen import frozen
from forms.letters.kind import OfficeLetter

_SAID = {
    OfficeLetter.RECEIPT: "现发去回执单，证明本局收到的是哪一份报送。",
    OfficeLetter.RETURN: "报送的数据有需要核实的地方，现退回，问题见附件，请逐条答复后重新定稿、导出、报送。",
    OfficeLetter.RECALL: "以前发去的一份退回单发错了，现撤回，请打开附件。",
    OfficeLetter.CHOICE: "收到的报送不止一份，本局选定了其中一份，见附件。",
    OfficeLetter.ACCEPTANCE: "报送的数据已验收，现发去验收单。",
    OfficeLetter.REOPENING: "已验收的报送现重开，可以再报一版，请打开附件。",
    OfficeLetter.TASK: (
        "现布置这一年的报送任务，期限、通知和规划数据包都在附件里。第一次打开要照盖章的证书公布表核对指纹。"
    ),
}
"""What a letter is for, in a sentence."""


@frozen
class LetterMail:
    """The content of the draft that brings a letter.

    Attributes:
        plan_title: title of the plan.
        office: who sends it.
        unit_name: whom it is for.
        year: reporting year.
        kind: what it is.
        number: of the letter.
        name: ASCII name of the file that is sent.
        data: its bytes.
        is_encrypted: whether it is encrypted to the unit.
    """

    plan_title: str
    office: str
    unit_name: str
    year: int
    kind: OfficeLetter
    number: int
    name: str
    data: bytes
    is_encrypted: bool


def letter_mail(mail: LetterMail) -> bytes:
    """Write the draft; the same content gives the same bytes."""
    title = f"{mail.kind.label}第 {mail.number} 号"
    opened = "“妇女发展规划监测填报”程序打开：先打开本单位的数据文件，再把附件拖进窗口"
    lines = [
        f"{one_line(mail.unit_name)}：",
        "",
        f"贵单位 {mail.year} 年监测数据：{_SAID.get(mail.kind, '请打开附件。')}",
        f"附件：{mail.name}，{len(mail.data)} 字节（{title}），请用{opened}。",
    ]
    if mail.is_encrypted:
        lines.append("附件已加密给贵单位登记的收件证书，打开时要用收件密钥和口令。")
    lines += ["", "请勿解压后重新压缩，也不要通过即时通讯工具转发。", "", one_line(mail.office)]
    return unsent(
        Unsent(
            subject=f"{mail.plan_title}监测数据{title}：{mail.unit_name}（{mail.year}年）",
            lines=lines,
            boundary=f"{mail.year}_{mail.kind.value}_{mail.number}",
            attached=((mail.name, "cms" if mail.is_encrypted else "vnd.etsi.asic-e+zip", mail.data),),
        )
    )


@frozen
class Reminder:
    """The content of a reminder.

    Attributes:
        plan_title: title of the plan.
        office: who sends it.
        unit_name: whom it is for.
        year: reporting year.
        deadline: last day of the year's filing; None where none is set.
        forms: titles of the forms that are missing, or have empty cells.
        has_come: whether a revision came; then the forms are those with empty cells.
        unanswered: how many questions wait for an answer beyond their day.
        paper: number of the revision of which the stamped paper is wanted; None where it is not.
    """

    plan_title: str
    office: str
    unit_name: str
    year: int
    deadline: date | None
    forms: Sequence[str]
    has_come: bool
    unanswered: int
    paper: int | None = None


def reminder_mail(reminder: Reminder) -> bytes:
    """Write a reminder; the same content gives the same bytes."""
    year = reminder.year
    lines = [f"{one_line(reminder.unit_name)}：", ""]
    if not reminder.has_come:
        until = "" if reminder.deadline is None else f"（期限 {reminder.deadline}）"
        lines.append(f"贵单位 {year} 年监测数据{until}本局还没有收到，请尽快报送。还没有收到的报表：")
    elif reminder.forms:
        lines.append(f"贵单位 {year} 年监测数据已收到，下列报表还有空格，请补填或写明原因后重新报送：")
    lines += [f"  {number}. {one_line(title)}" for number, title in enumerate(reminder.forms, 1)]
    if reminder.unanswered:
        lines.append("退回单里的问题过了期限还没有答复，请尽快答复后重新报送。")
    if reminder.paper is not None:
        lines.append(f"交来的盖章纸质表是另一版的，请交第 {reminder.paper} 版的，或把那一版的报送包发来。")
    lines += ["", "已经寄出的请告知本局。", "", one_line(reminder.office)]
    return unsent(
        Unsent(
            subject=f"催报：{reminder.plan_title}监测数据，{reminder.unit_name}（{year}年）",
            lines=lines,
            boundary=f"{year}_reminder",
        )
    )


@frozen
class WhichCounts:
    """The content of a draft that asks which of contradicting revisions counts.

    Attributes:
        plan_title: title of the plan.
        office: who sends it.
        unit_name: whom it is for.
        year: reporting year.
        codes: number and 校验码, in groups, of each revision.
    """

    plan_title: str
    office: str
    unit_name: str
    year: int
    codes: Sequence[tuple[int, str]]


def which_mail(draft: WhichCounts) -> bytes:
    """Write the draft; the same content gives the same bytes."""
    year = draft.year
    lines = [
        f"{one_line(draft.unit_name)}：",
        "",
        f"贵单位 {year} 年监测数据，本局收到 {len(draft.codes)} 份，互相矛盾，不能确定以哪一份为准：",
        *(f"  {place}. 第 {number} 版，校验码 {code}" for place, (number, code) in enumerate(draft.codes, 1)),
        "校验码印在报表每页左下角。请书面说明以哪一份为准、另外的是怎样来的，并送来那一份的盖章纸质表；",
        "各份都不对的，请改正后另报一版。以后只用一个数据文件填报，不要两处各填各的。",
        "本局没有选定，也没有改动任何一份。",
        "",
        one_line(draft.office),
    ]
    return unsent(
        Unsent(
            subject=f"请说明以哪一份为准：{draft.plan_title}监测数据，{draft.unit_name}（{year}年）",
            lines=lines,
            boundary=f"{year}_which",
        )
    )
