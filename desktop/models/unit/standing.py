"""Where a year stands, in the words that head the pages 回执 and 填报, and the date that counts now."""

from __future__ import annotations

from desktop.models.unit.asked import last_day, waiting_line
from desktop.models.unit.overview import due_words
from desktop.models.unit.working_year import WorkingYear
from desktop.models.wording import limit_text
from desktop.services.unit.letters.acceptance import told_of_earlier_acceptance
from desktop.services.unit.letters.kept_task import waives_paper
from forms.filing.stage import Stage
from forms.filing.state import YearState

_EXPORTED = (
    "把报送包交给统计局，等它的回执单；收到了拖进窗口，或按 Ctrl+O 打开。已经送去的，这里不用登记："
    "打开回执单以前一直这样写；迟迟没有回执单的，请打电话问统计局。请保留报送包和盖章报表的留底。"
)
_WORDS = {
    YearState.EMPTY: ("还没有开始填报", f"请从{Stage.ENTRY.place}开始。"),
    YearState.DRAFT: ("正在填报", f"填完、改正并说明审核问题后，到{Stage.FINALISE.place}定稿。"),
    YearState.READY: ("可以定稿", f"没有问题阻止定稿，请到{Stage.FINALISE.place}。"),
    YearState.FINAL: (
        "已定稿，还没有导出",
        f"请到{Stage.EXPORT.place}导出报送包，连同盖章的纸质报表一起报送。",
    ),
    YearState.EXPORTED: (
        "已导出，还要送到统计局",
        _EXPORTED,
    ),
    YearState.DELIVERED: ("统计局已收到", "收到退回单前不能修改；发现错误请联系统计局退回。"),
    YearState.RETURNED: ("统计局已退回", "请按退回意见修改或说明，然后重新定稿、导出。"),
    YearState.ACCEPTED: ("已验收", "本年度报送完成，数据不能再改。"),
    YearState.SUPERSEDED: ("未选用，这里只能查看", ""),
    YearState.WITHDRAWN: (
        "已撤回，正在修改",
        "改完后重新定稿、导出，是新的一次报送；以前报送过的，请告诉统计局用新的一份。",
    ),
}
_WITHOUT_PAPER = f"请到{Stage.EXPORT.place}导出报送包报送；按布置任务，盖章的纸质报表留存在本单位。"
_ASKED = f"请逐问答复，要改的改数，然后到{Stage.FINALISE.place}重新定稿、导出，答复随包送出。"
_CHANGING = "正在修改"
"""What a year is called that could be frozen while the office waits for answers."""


def year_head(working: WorkingYear) -> tuple[str, str]:
    """How a year stands in a few words, and a sentence on what is to be done about it."""
    year, state = working.year, working.year.state
    title, words = _WORDS[state]
    if working.accepted_label:
        return working.accepted_label, f"{working.told_of_acceptance}。没有要再报的，不用再做什么。"
    if state is YearState.SUPERSEDED:  # which file goes on with the year stands in what the office sent
        return title, working.why_nothing_changes()
    if told := told_of_earlier_acceptance(year):
        return title, f"{told}。"
    if state is YearState.FINAL and waives_paper(year.desk, year.year):
        return title, _WITHOUT_PAPER
    waiting = waiting_line(working)
    if waiting:
        return f"{_CHANGING if state is YearState.READY else title}，{waiting}", _ASKED
    return title, words


def begun_words(working: WorkingYear, blank: int) -> str:
    """How far a year is that was begun earlier, and what is to be done first, as sentences.

    Args:
        working: the year.
        blank: how many of its cells are not filled in.
    """
    report = working.year.report
    todo = len(report.to_mend) + len(report.unexplained)
    cells = f"还有 {blank} 格未填" if blank else "各格都已填"
    waiting = waiting_line(working)
    if todo:
        meanwhile = working.told_of_acceptance or waiting
        problems = f"{todo} 个问题待处理" + (f"；{meanwhile}" if meanwhile else "")
    elif blank:
        problems = "没有要改正、说明的问题"
    else:
        problems = f"{'审核' if waiting else ''}没有待处理的问题，{working.onward}"
    hint = "按 F8 到下一个要处理的地方。" if todo or blank else ""
    return f"接着上次填：{cells}，{problems}。{hint}"


def counting_date(working: WorkingYear) -> tuple[str, bool]:
    """The date that counts now, in words, and whether it has passed while something waits for it.

    That is the first day by which the office waits for an answer, else the one by which the year is due.
    """
    day = last_day(working)
    if day is None:
        return due_words(working)
    today = working.year.desk.clock().date()
    return limit_text(day, today), day < today
