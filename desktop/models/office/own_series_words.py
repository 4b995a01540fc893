"""What a table of the office's own published figures says, before it is taken over."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.models.office.outcome import DeedOutcome
from desktop.services.office.overview.moved_by_past import Rows, moved_words
from desktop.services.past_tables import HistoryPreview
from forms.figures.quantity import canonical_decimal
from forms.plan.pack import Plan
from forms.plan.series_name import series_name

MOST_LINES = 500
"""Lines of one kind that the window shows; chosen by us, more is no reading."""


def series_words(plan: Plan, preview: HistoryPreview) -> str:
    """What would be new or other, what is refused and why, a line each (Chinese)."""
    counts = f"{len(preview.changes)} 个新的或改动的，{preview.same} 个相同"
    lines = [f"{counts}，不能采用 {preview.refused} 格，没有用到 {preview.unused} 格"]
    lines += [str(problem) for problem in preview.problems[:MOST_LINES]]
    lines += [preview.unused_sentence] if preview.unused else []
    lines += [preview.shifted_sentence] if preview.shifted else []
    return "\n".join([*lines, *_changes(plan, preview)])


def imported_words(many: int, before: Rows, after: Rows) -> DeedOutcome:
    """What was taken over, and what it moves at packages that came before it.

    Args:
        many: how many figures are new or other.
        before: how the units of all years stood.
        after: how they stand now.
    """
    moved = moved_words(before, after)
    if not moved and any(after.values()):
        moved = ["收到的报送包已按它重新核对，没有一个单位因此有变动。"]
    return DeedOutcome("\n".join([f"已导入 {many} 个往年数；导入前的备份在备份文件夹里。", *moved]))


def _changes(plan: Plan, preview: HistoryPreview) -> Iterator[str]:
    for figure, old in preview.changes[:MOST_LINES]:
        before = "" if old is None else f"（原来 {canonical_decimal(old)}）"
        now = canonical_decimal(figure.value)
        yield f"{series_name(plan, figure.key)} {figure.year} 年：{now}{before}"
    if preview.changes[MOST_LINES:]:
        yield f"…… 共 {len(preview.changes)} 个"
