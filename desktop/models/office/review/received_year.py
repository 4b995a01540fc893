"""A unit's year as the office received it, for the grid: read only, judged by the office's past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.models.grid.roles import Mark
from desktop.models.grid.shown_year import AskedAbout
from desktop.models.office.review.figure_text import from_to
from desktop.services.office.overview.reviewing import Judged, Review
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Reading
from forms.findings import Finding, Level
from forms.findings.progress import Progress
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.receiving.asking import QuestionState
from forms.reporting.earlier import DefinitionChange
from forms.reporting.entry import Figures
from forms.reporting.layout import Cell, CellKind, FormLayout, LayoutRow, UnitLayout
from forms.reporting.measured import Gap
from forms.verdict import Verdict

CLOSED = "这里只读：单位报来的数，接收台不改、不增、不删。有疑问的按 F7 提问，请单位自己更正。"
"""Why nothing is typed into the grid of the office."""
_SETTLED = frozenset({QuestionState.WITHDRAWN, QuestionState.RECALLED, QuestionState.VOID})


@frozen
class CellNote:
    """What is to be told of a cell beside its figure.

    Attributes:
        mark: its shape in the corner; None where it only stands in the tool tip.
        word: the same as a word: 已问, 改过, 未问而改, 待核实 ...
        told: the same as a sentence.
    """

    mark: Mark | None
    word: str
    told: str


class ReceivedYear(QObject):
    """Shows a reviewed year to the grid; another reading takes its place by :meth:`show_review`.

    Args:
        judged: its figures.
        review: everything else that is known.
    """

    changed = Signal(object)
    """Another reading is shown."""
    state_changed = Signal()
    """Never emitted: the grid asks for it of any year."""

    def __init__(self, review: Review, judged: Judged, parent: QObject | None = None) -> None:
        """Show a reading."""
        super().__init__(parent)
        self._take(review, judged)

    def show_review(self, review: Review, judged: Judged) -> None:
        """Show another reading of the same revision."""
        self._take(review, judged)
        self.changed.emit(review)

    def _take(self, review: Review, judged: Judged) -> None:
        self.review, self._judged = review, judged
        self._notes = _notes(review, judged)
        self._past = past_differences(review)
        self._across = judged.figures.across_breaks() if judged.figures.breaks else judged.figures

    # --- figures ---------------------------------------------------------------------------------

    @property
    def desk_year(self) -> int:
        """The reporting year."""
        return self.review.unit_year.year

    @property
    def plan(self) -> Plan:
        """The plan under which the unit filed."""
        return self._judged.plan

    @property
    def layout(self) -> UnitLayout:
        """The unit's forms."""
        return self._judged.layout

    @property
    def figures(self) -> Figures:
        """The unit's figures, with the earlier years that the office holds."""
        return self._judged.figures

    @property
    def holds_last_year(self) -> bool:
        """Whether the figures of last year are the office's; else they are what the package says."""
        return self._judged.holds_last_year

    @property
    def across_breaks(self) -> Figures:
        """The same as if no definition had changed."""
        return self._across

    @property
    def verdicts(self) -> Mapping[str, Sequence[Verdict]]:
        """Verdicts by the past that the office holds."""
        return self._judged.verdicts

    def reading(self, key: SeriesKey) -> Reading:
        """What the unit stated; a blank reading where it stated nothing."""
        found = self.figures.observations.get(key)
        return found.reading if found is not None else Reading(text="")

    def progress(self, form: FormLayout) -> Progress:
        """How far a form was filled in, and how many of its cells are to be looked at."""
        filled, total = 0, 0
        for cell in form.entry_cells:
            is_filled = self.figures.gap(cell.key) is not Gap.BLANK
            filled += is_filled
            total += is_filled or not cell.is_surveyed
        cells = [cell for row in form.rows for cell in row.cells]
        bad = sum(1 for row in form.rows if self.past_notes(row))
        doubtful = {Mark.ALARM, Mark.UNASKED, Mark.ASKED}
        marked = sum(1 for cell in cells if any(one.mark in doubtful for one in self.notes_at(cell.address)))
        return Progress(filled=filled, total=total, blocking=bad, open_queries=marked)

    # --- what is said of a cell ------------------------------------------------------------------

    def notes_at(self, address: str) -> Sequence[CellNote]:
        """What is to be told of a cell, what is to be done about first."""
        return self._notes.get(address, ())

    def about(self, address: str) -> str:
        """Everything that is to be told of a cell in one line; empty where nothing is."""
        row, cell = self.layout.row_by_cell.get(address), self.layout.cell_by_address.get(address)
        if row is None or cell is None:
            return ""
        stated = self.figures.observations.get(cell.key)
        beside = [] if stated is None else [("备注", stated.note), ("来源", stated.source)]
        told = [one.told for one in self.notes_at(address)] + self.past_notes(row)
        return "；".join([*told, *(f"{name}：{text}" for name, text in beside if text)])

    def past_notes(self, row: LayoutRow) -> list[str]:
        """Sentences about earlier years of a row that differ from what the office holds."""
        found = [told for cell in row.cells for told in self._past.get(cell.key, ())]
        return list(dict.fromkeys(found))

    @property
    def is_editable(self) -> bool:
        """Never: no figure of a unit is changed at the office."""
        return False

    def why_closed(self, address: str) -> str:
        """Why nothing can be typed."""
        del address
        return CLOSED

    def findings_at(self, address: str) -> Sequence[Finding]:
        """None: what the unit filed is told by :meth:`notes_at`."""
        del address
        return ()

    def findings_of_row(self, row: LayoutRow) -> Sequence[Finding]:
        """None, as of a cell."""
        del row
        return ()

    def is_open(self, finding: Finding) -> bool:
        """Never: a package has no findings of its own here."""
        del finding
        return False

    def asked_at(self, address: str) -> Sequence[AskedAbout]:
        """None: questions are told by :meth:`notes_at`."""
        del address
        return ()

    def breaks_of(self, cell: Cell) -> Sequence[DefinitionChange]:
        """None: what the unit declares about definitions is a fact of its package."""
        del cell
        return ()

    def is_given(self, cell: Cell) -> bool:
        """Whether the statistics office gave the figure of a cell."""
        return cell.kind is CellKind.ENTRY and cell.is_given

    def form(self, code: str) -> FormLayout:
        """A form of the unit by its code; the first where it has none of it."""
        forms = self.layout.forms
        return next((one for one in forms if one.form.code == code), forms[0])


def past_differences(review: Review) -> dict[SeriesKey, tuple[str, ...]]:
    """By series, sentences about earlier years that differ from what the office holds and wait for a word."""
    fact = next((one for one in review.facts if one.name == "history"), None)
    found: dict[SeriesKey, list[str]] = defaultdict(list)
    for one in ((fact.details or {}) if fact is not None and fact.is_bad else {}).get("cells", ()):
        held, stated = one["accepted"] or "没有", one["stated"] or "没有"
        told = f"{one['year']} 年：已验收 {held}，包内 {stated}"
        found[SeriesKey(one["item"], one["breakdown"])].append(told)
    return {key: tuple(told) for key, told in found.items()}


def changed_cells(review: Review) -> dict[str, tuple[str, str]]:
    """Old and new figure of each cell of the year that the revision changed, by address."""
    if review.changed is None:
        return {}
    year = review.unit_year.year
    return {
        one.cell: (one.stated[0] or "", one.stated[1] or "")
        for one in review.changed.differences
        if one.year == year
    }


def unasked_cells(review: Review) -> dict[str, tuple[str, str]]:
    """The same of what was changed and nobody asked about; earlier years under ``cell@year``."""
    if review.unasked is None:
        return {}
    year = review.unit_year.year
    return {
        one.cell if one.year == year else f"{one.cell}@{one.year}": (one.stated[0] or "", one.stated[1] or "")
        for one in review.unasked.differences
    }


def _notes(review: Review, judged: Judged) -> dict[str, list[CellNote]]:
    found: dict[str, list[CellNote]] = defaultdict(list)
    for address, note in (
        *_of_questions(review),
        *_of_changes(review),
        *_of_given(review, judged),
        *_of_checks(review),
    ):
        found[address].append(note)
    return found


def _of_questions(review: Review) -> Iterator[tuple[str, CellNote]]:
    for one in review.unit_year.questions:
        if one.state in _SETTLED:
            continue
        is_open = one.state is not QuestionState.CLOSED
        word = f"问过，{one.state.label}"
        answer = f"　答：{one.answer.answer}" if one.answer is not None else ""
        note = CellNote(Mark.ASKED if is_open else None, word, f"{word}：{one.question.text}{answer}")
        for place in filter(None, (one.question.cell, one.question.other_cell)):
            yield place, note


def _of_changes(review: Review) -> Iterator[tuple[str, CellNote]]:
    unasked = unasked_cells(review)
    for cell, (old, new) in unasked.items():
        told = f"未问而改：{from_to(old, new)}，没有问过这一格"
        yield cell, CellNote(Mark.UNASKED, "未问而改", told)
    for cell, (old, new) in changed_cells(review).items():
        if cell not in unasked:
            yield cell, CellNote(Mark.CHANGED, "改过", f"这一版改了：{from_to(old, new)}")


def _of_given(review: Review, judged: Judged) -> Iterator[tuple[str, CellNote]]:
    fact = next((one for one in review.facts if one.name == "base"), None)
    for one in ((fact.details or {}) if fact is not None else {}).get("cells", ()):
        told = f"与给出的基础数据不同：给的是 {one['given']}，报来 {one['stated'] or '空'}"
        key = SeriesKey(one["item"], one["breakdown"])
        for cell in judged.layout.cells_by_key.get(key, ()):
            yield cell.address, CellNote(Mark.ALARM, "与基础数据不同", told)


def _of_checks(review: Review) -> Iterator[tuple[str, CellNote]]:
    for one in review.checks:
        is_query = one.level == Level.QUERY
        is_open = is_query and not one.explanation
        word = "待核实" if is_open else "核实，单位已说明" if is_query else Level(one.level).label
        said = f"　说明：{one.explanation}" if one.explanation else ""
        mark = Mark.ALARM if is_open else None
        for cell in one.cells:
            yield cell, CellNote(mark, word, f"{Level(one.level).label}：{one.message}{said}")


def first_words(notes: Iterable[CellNote]) -> str:
    """The words of what is marked in a cell, for who hears it."""
    return "，".join(dict.fromkeys(one.word for one in notes if one.mark is not None))
