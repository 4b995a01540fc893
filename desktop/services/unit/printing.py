"""The official form of a year: a draft before 定稿, the frozen bytes after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.documents.official.by_hand import ByHand, left_blank, spoken
from desktop.documents.official.content import LogMark, PrintContent
from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.of_figures import content_of_figures
from desktop.documents.official.workbook import render_official_workbook
from desktop.services.unit.year import YearDesk
from desktop.submission.profile.published import PDF_NAME, WORKBOOK_NAME
from forms.filing.disclosure import SmallCount, small_counts
from forms.findings.registry import Scope

_NAMED = 5
"""Small figures named in a sentence; the rest is counted. Chosen by us."""


def official_pdf(year: YearDesk) -> bytes:
    """The official form as PDF/A-1b: a marked draft, or the bytes frozen at 定稿.

    Raises:
        EnvironmentFault: another file lies in the place of the store (E-DB-021), what is frozen cannot be
            read, or a font of the program is damaged (E-DOC-043).
    """
    return _frozen(year, PDF_NAME) or render_official_pdf(print_content(year))


def official_workbook(year: YearDesk) -> bytes:
    """The official form as xlsx: a marked draft, or the bytes frozen at 定稿.

    Raises:
        EnvironmentFault: another file lies in the place of the store (E-DB-021), or what is frozen cannot be
            read.
    """
    return _frozen(year, WORKBOOK_NAME) or render_official_workbook(print_content(year))


def _frozen(year: YearDesk, name: str) -> bytes | None:
    year.desk.store.require_same_file()
    record = year.record
    if not year.state.is_frozen:
        return None
    documents = year.desk.store.documents(year.year, record.revision)
    return next((d.data for d in documents if d.name == name), None)


def left_by_hand(year: YearDesk) -> tuple[ByHand, ...]:
    """What no font of the program can draw on the form as it stands now, and a person writes by hand."""
    return left_blank(print_content(year))


def by_hand_words(blank: Sequence[ByHand]) -> str:
    """Places and characters for a sentence; empty where nothing is left blank."""
    return spoken(blank)


def print_content(
    year: YearDesk,
    *,
    revision: int | None = None,
    digest: str | None = None,
    reported: date | None = None,
    log: LogMark | None = None,
    annex: bool = True,
) -> PrintContent:
    """The content of a print of the year.

    Args:
        year: the year.
        revision: number of the submission, None for a draft.
        digest: content digest, None for a draft.
        reported: 报出日期; None leaves it blank.
        log: change log at 定稿, as the frozen content states it; None for a draft.
        annex: whether the early warnings follow the form as an annex.
    """
    return content_of_figures(
        year.figures,
        year.layout,
        year.report,
        year.verdicts,
        year.desk.people,
        reported=reported,
        revision=revision,
        digest=digest,
        log=log,
        annex=annex,
    )


def small_cell_caution(year: YearDesk) -> str | None:
    """The caution before print and mail, naming the figures; None without small counts."""
    counts = small_counts(year.figures, year.layout)
    if not counts:
        return None
    scope = Scope(year.desk.plan, year.desk.unit.code, year.layout)
    named = [_small_in_words(scope, small) for small in counts[:_NAMED]]
    more = f" 等 {len(counts)} 处" if len(counts) > _NAMED else ""
    return f"{'；'.join(named)}{more}，可能推知具体个人：打印件和报送包请妥善保管，不要转发、张贴或公开"


def _small_in_words(scope: Scope, small: SmallCount) -> str:
    """``“感染人数” 2`` or ``“感染人数”减“治疗人数”得 1``; never with a name of a person."""
    whole, *parts = small.keys
    if not small.is_derived:
        return f"{scope.name(whole)} {scope.shown(whole, small.value)}"
    taken = "、".join(scope.name(part) for part in parts)
    return f"{scope.name(whole)}减{taken}得 {scope.shown(whole, small.value)}"
