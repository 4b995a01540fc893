"""Questions of the office that wait for an answer, told before and at 定稿; they stand against nothing."""

from __future__ import annotations

from typing import Any

from desktop.services.unit.letters.questions import open_questions
from desktop.services.unit.year import YearDesk


def unanswered(year: YearDesk) -> tuple[list[dict[str, Any]], list[str]]:
    """Questions about a year that wait for an answer: members of a document, and lines for a person."""
    if not year.desk.store.letters(year.year, are_whole=False):
        return [], []
    asked = [one.asked for one in open_questions(year) if one.is_open]
    document = [{"id": one.id, "cell": one.cell or None, "text": one.text} for one in asked]
    if not asked:
        return document, []
    head = f"统计局的提问还有 {len(asked)} 问没有答复（不妨碍定稿；答复了再定稿，就随报送一起送出）："
    return document, [
        head,
        *(f"  {one.id}  {f'{one.cell}  ' if one.cell else ''}{one.text}" for one in asked),
    ]
