"""What a task that was written says, and what is in the way of one, in words."""

from __future__ import annotations

from desktop.models.office.outcome import DeedOutcome
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.task.task_outlook import TaskOutlook
from desktop.services.office.task.tasking import WrittenTask


def owners_obstacle(outlook: TaskOutlook) -> str:
    """Why no task can go out, where nobody confirmed the owners; empty where somebody did."""
    if outlook.owners_confirmed:
        return ""
    return (
        f"规划数据包 {outlook.version} 版：{outlook.owners}，还不能布置任务。"
        "先写出责任单位清单，请有关单位核对，再读入确认后的清单。"
    )


def base_words(outlook: TaskOutlook) -> str:
    """Which base figures go with the task."""
    if outlook.base_number is None:
        return "基础数据：还没有签发，不随这份去；以后再布置一次才随去。"
    if outlook.base_hidden:
        hidden = f"有敏感项目（{'、'.join(outlook.base_hidden)}），不随任务发出"
        return f"基础数据：第 {outlook.base_number} 号里{hidden}；请签发不含它的下一号。"
    return f"基础数据：第 {outlook.base_number} 号，随任务发出。"


def numbered_words(outlook: TaskOutlook) -> str:
    """Whether it is the first task of the year, and whether the last one says what stands at the desk."""
    if outlook.last_number is None:
        return f"{outlook.year} 年还没有布置过任务。"
    same = "期限和免报与它相同" if outlook.is_sent else "期限或免报在它以后有变动，再布置一次单位才知道"
    return f"上一份是第 {outlook.last_number} 号；{same}。"


def written_words(desk: OfficeDesk, year: int, written: WrittenTask) -> DeedOutcome:
    """What was written, what it says, and what to do with it."""
    terms, number = written.stored.task, written.stored.number
    filing = sum(one.files for one in terms.units)
    days = sorted({str(one.deadline) for one in terms.units if one.deadline is not None})
    first = f"{year} 年布置任务第 {number} 号已签名写出：{written.path.name}，旁边是邮件草稿。"
    if not written.is_new:
        first = f"与第 {number} 号完全相同，没有另编号，照原样再写出：{written.path.name}。"
    asked = {one.code for one in desk.pack_of(year).plan.reporting_units}
    spared = [desk.unit_name(one.unit) for one in terms.units if not one.files and one.unit in asked]
    paper = "不要求" if terms.waives_paper else "要报送"
    lines = [
        first,
        f"{filing} 个单位报送，期限 {'、'.join(days) or '未定'}；盖章纸质表{paper}。",
        f"不用报送：{'、'.join(spared)}。" if spared else "",
        *(f"注意：{one}。" for one in written.cautions),
        "请核对收件人后自己发给各单位，程序不发邮件。",
    ]
    return DeedOutcome("\n".join(filter(None, lines)), written.path)
