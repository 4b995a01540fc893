"""Which data file goes on with a year for which the office chose what another one froze (未选用)."""

from __future__ import annotations

from desktop.services.letters.kept import kept_saying
from desktop.services.unit.desk import Desk
from forms.canonical import check_code, format_check_code
from forms.errors import TianbaoError
from forms.letters.kind import OfficeLetter


def chosen_code(desk: Desk, year: int) -> str:
    """校验码 on the paper of what the office chose of a year, grouped for people.

    The letter names the content by its digest, and the digest stands on the paper that its file printed: by
    it a clerk finds that file. Empty where no choice was carried out, or its letter cannot be read.
    """
    chosen = [
        one
        for one in desk.store.letters(year, are_whole=False)
        if one.is_applied and one.kind is OfficeLetter.CHOICE
    ]
    if not chosen:
        return ""
    last = max(chosen, key=lambda one: one.number or 0)
    try:
        content = kept_saying(desk.store.letter_data(last.digest)).letter.content
    except TianbaoError:
        return ""
    return "" if content is None else format_check_code(check_code(content))
