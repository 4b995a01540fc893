"""What is said of the whole of a unit's year: its state, its revisions, how many files are attached."""

from __future__ import annotations

from desktop.models.grid.forms_tree import FormsModel, filled_words
from desktop.models.grid.roles import Mark
from desktop.models.office.review.review_lines import cell_of, place_words
from desktop.models.office.standing import STATE_MARKS
from desktop.models.wording import size_text
from desktop.services.office.facts.asked import open_words
from desktop.services.office.facts.revisions import package_mark
from desktop.services.office.overview.reviewing import Review
from forms.filing.receipt_time import day_in_beijing
from forms.findings.progress import Progress
from forms.frozen import frozen
from forms.receiving.lineage import RevisionPlace
from forms.receiving.state import OfficeState
from forms.reporting.layout import FormLayout
from forms.turning import shown_plainly


@frozen
class RevisionLine:
    """A revision that came.

    Attributes:
        content: its content digest, by which two of one number are told apart.
        title: 第 n 版.
        day: when it was handed over, month and day.
        words: whether it counts, is shown, waits or was put aside.
    """

    content: str
    title: str
    day: str
    words: str


@frozen
class UnitWords:
    """What stands above and below the forms.

    Attributes:
        name: of the unit.
        mark: shape of the state.
        state: the state, and what it waits for.
        revisions: newest first.
        attached: words on the button of the attachments.
        has_attached: whether there are any.
        decided: words on the button of what was decided.
    """

    name: str
    mark: Mark
    state: str
    revisions: tuple[RevisionLine, ...]
    attached: str
    has_attached: bool
    decided: str


def unit_words(review: Review) -> UnitWords:
    """The words about a unit's year."""
    waits = open_words(review.unit_year.questions, review.unit_year.waiting_answers)
    others = [one for one in review.unit_year.waiting if one is not review.package]
    if others:
        waits = "，".join(filter(None, (waits, f"另有 {len(others)} 份待处理")))
    attached = len(review.pages.attached)
    return UnitWords(
        name=review.name,
        mark=STATE_MARKS[review.state],
        state=f"{review.state.label}{f'：{waits}' if waits else ''}",
        revisions=tuple(_revisions(review)),
        attached=f"附件 {attached}",
        has_attached=bool(attached),
        decided=f"办理记录 {len(review.decisions)}",
    )


def _revisions(review: Review) -> list[RevisionLine]:
    year, lines = review.unit_year, []
    current = year.current
    packages = sorted(year.packages, key=lambda one: (one.revision, one.at), reverse=True)
    for package in {one.content: one for one in packages}.values():
        is_shown = review.package is not None and review.package.content == package.content
        counts = current is not None and current.content == package.content
        mark = package_mark(year, package, year.facts(package)).partition("，")[0].strip("（）")
        if package.content in year.lineage.candidates:
            mark = OfficeState.CONFLICT.label
        words = "，".join(filter(None, ("在看" if is_shown else "", "现行" if counts else "", mark)))
        day = day_in_beijing(package.at)
        is_late = year.lineage.places.get(package.content) is RevisionPlace.LATE_CHANGE
        otherwise = "验收后又来，等重开" if is_late else "已被后一版替代"
        lines.append(
            RevisionLine(package.content, f"第 {package.revision} 版", f"{day:%m-%d}", words or otherwise)
        )
    return lines


def package_title(review: Review) -> str:
    """Which package the facts are about."""
    return "还没有报来" if review.package is None else f"报送包　第 {review.package.revision} 版"


def file_name(review: Review) -> str:
    """Name of the file as the unit's program gives it; empty where nothing came."""
    package = review.package
    if package is None:
        return ""
    return f"wdp-{package.region}-{package.unit}-{package.year}-r{package.revision}.asice"


def attached_words(review: Review) -> list[tuple[str, str]]:
    """Each attached file: its name in the package, and for people its own name, size and figure."""
    found = []
    for one in review.pages.attached:
        place = "" if one.key is None else place_words(review, cell_of(review, one.key))
        words = filter(None, (shown_plainly(one.title), size_text(one.size), place))
        found.append((one.name, "　".join(words)))
    return found


class ReceivedFormsModel(FormsModel):
    """The unit's forms, with how many cells are filled, and how many are to be looked at."""

    def told(self, form: FormLayout, progress: Progress) -> str:
        """Override FormsModel.told."""
        words = [f"{form.form.title}：{filled_words(progress)}"]
        if progress.blocking:
            words.append(f"往年数不符 {progress.blocking} 行")
        if progress.open_queries:
            words.append(f"要看 {progress.open_queries} 格")
        return "，".join(words)
