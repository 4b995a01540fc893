"""What a row of the change log is about, as a clerk calls it: a figure, an explanation, a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.services.unit.desk import Desk
from forms.figures.breakdown import TOTAL
from forms.filing.people import LABELS
from forms.plan.pack import Plan
from forms.plan.series_name import part_in_brackets

_MOST = 20
"""Subjects that a verification lists at most. Chosen by us, as in :mod:`db.log.proof`."""
_DIGITS = 16
"""Of a digest; chosen by us as enough to find it in the exported log."""


def differing_in_words(desk: Desk, subjects: Sequence[str]) -> list[str]:
    """A line for each subject whose stored value differs from the log, without any value.

    Args:
        desk: the open desk, for the names of figures.
        subjects: as :func:`~desktop.services.unit.filing.log_checking.verify_log` gives them.
    """
    lines = [subject_in_words(desk.plan, subject) for subject in subjects]
    return [*lines, f"（只列出前 {_MOST} 处）"] if len(lines) >= _MOST else lines


def subject_in_words(plan: Plan, subject: str) -> str:
    """What a subject is about; the subject itself stays at the end, by which the exported log is searched.

    Args:
        plan: names the figures; one that it has no longer keeps its code.
        subject: year if it has one and subject, e.g. ``2025 cell:live-births/_T``.
    """
    year, blank, rest = subject.partition(" ")
    if not (blank and year.isdigit()):
        year, rest = "", subject
    kind, _, what = rest.partition(":")
    word = _WORDS.get(kind)
    about = word(plan, what) if word is not None else "数据文件的基本信息"
    return f"{f'{year} 年' if year else ''}{about}〔{rest}〕"


def _figure(plan: Plan, series: str) -> str:
    code, _, breakdown = series.partition("/")
    named = plan.item_by_code.get(code) or plan.indicator_by_code.get(code)
    part = part_in_brackets(plan, breakdown or TOTAL)
    return f"“{named.name if named is not None else code}”{part}"


def _attachment(plan: Plan, what: str) -> str:
    return f"{_figure(plan, what.partition(' ')[0])}的附件"


_WORDS: dict[str, Callable[[Plan, str], str]] = {
    "cell": lambda plan, what: f"填报的{_figure(plan, what)}",
    "history": lambda plan, what: f"往年数{_figure(plan, what)}",
    "definition": lambda plan, what: f"起{_figure(plan, what)}的口径变动",
    "attachment": _attachment,
    "explanation": lambda _, what: f"第 {what} 条说明",
    "revision": lambda _, what: f"第 {what} 版定稿",
    "year": lambda _, what: {"state": "的状态", "deadline": "的报送截止日期"}.get(what, "的状态"),
    "people": lambda _, what: f"签署人员：{LABELS.get(what, what)}",
    "package": lambda _, what: f"导出的报送包（指纹 {what[:_DIGITS]}…）",
    "slip": lambda _, what: f"统计局的来件（指纹 {what[:_DIGITS]}…）",
    "office": lambda _, what: f"已信任的统计局证书（指纹 {what[:_DIGITS]}…）",
    "base": lambda _, what: f"统计局的基数第 {what} 号",
    "answer": lambda _, what: f"对统计局提问的第 {what} 条答复",
    "plan": lambda _, what: f"规划（指纹 {what[:_DIGITS]}…）",
    "blob": lambda _, what: f"附件的内容（指纹 {what[:_DIGITS]}…）",
}
"""By the word before the colon; others are facts of the file itself, such as its unit."""
