"""The office's questions as the unit reads them: where, what, and which figures stood and stand there.

The letter holds no figure: what stood there comes from the unit's own frozen revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from desktop.models.grid.cell_text import past_value, value_text
from desktop.models.grid.roles import Mark
from desktop.models.unit.exchange import Asked
from desktop.models.unit.unsaved_words import answer_of
from desktop.models.unit.working_year import WorkingYear
from desktop.models.unit.year_reading import told_of_waiting
from desktop.services.unit.letters.asked_words import answered_words, beside_cells, cells_of
from desktop.services.unit.since_frozen import figures_now
from forms.figures.quantity import decimal_places, format_quantity
from forms.frozen import frozen
from forms.plan.series_name import part_name
from forms.reporting.asked_place import past_name, past_place
from forms.reporting.layout import Cell

_BEFORE, _NONE = "上年", "—"


@frozen
class AskedFigure:
    """A figure beside a question.

    Attributes:
        label: when it stood there: 上年, 第 1 次报送, 现在.
        text: as the grid shows it; a dash where there is none.
        is_now: whether it is the one that stands there now.
    """

    label: str
    text: str
    is_now: bool = False


@frozen
class AskedCell:
    """A cell of a question; a pair has two.

    Attributes:
        form: title of the form; empty where it is no cell of this year.
        row: code and name of the row, or the figure of an earlier year.
        column: 合计 or the breakdown; empty where it is no cell of this year.
        address: of the cell; likewise.
        figures: what stood and stands there.
    """

    form: str
    row: str
    column: str
    address: str
    figures: tuple[AskedFigure, ...]

    @property
    def place(self) -> str:
        """Form, row and column on one line."""
        return "　".join(part for part in (self.form, self.row, self.column) if part)

    @property
    def is_changed(self) -> bool:
        """Whether another figure stands there now than was asked about."""
        return len({one.text for one in self.figures if one.label != _BEFORE}) > 1


@frozen
class QuestionLine:
    """A question.

    Attributes:
        id: unique in the office.
        number: by which both ends name it, one of a year.
        cells: on which it hangs; none where it is about a rule, an attachment or the whole.
        beside: what it is about beside its cells: the rule, the attachments, the whole; empty for nothing.
        address: of the cell where the work is; of a rule the first that it names now; empty for none.
        text: what is asked.
        until: the last day for its answer, in words; empty where it is told with the whole letter, or none is
            set, or none is wanted any more.
        answer: what was answered.
        is_open: whether it still waits for an answer.
        can_answer: whether the year takes an answer now.
        kept: an answer that could not be stored; empty for none.
    """

    id: str
    number: int
    cells: tuple[AskedCell, ...]
    beside: str
    address: str
    text: str
    until: str
    answer: str
    is_open: bool
    can_answer: bool
    kept: str = ""

    @property
    def place(self) -> str:
        """All that it is about, on one line."""
        return "；".join((*(cell.place for cell in self.cells), *filter(None, [self.beside])))

    @property
    def title(self) -> str:
        """The rows that it is about; else what it is about without a cell."""
        return "；".join(cell.row for cell in self.cells) or self.beside

    @property
    def where(self) -> str:
        """Forms and columns of the rows, and the rule; empty where the title says it all."""
        forms = dict.fromkeys(f"{cell.form}　{cell.column}" for cell in self.cells if cell.form)
        return "；".join((*forms, self.beside) if self.cells and self.beside else forms)

    @property
    def is_changed(self) -> bool:
        """Whether another figure stands in one of its cells now than was asked about."""
        return any(cell.is_changed for cell in self.cells)

    @property
    def stands(self) -> str:
        """What has become of it, in a word."""
        if self.is_open:
            return f"待答，{self.until}" if self.until else "待答"
        if not self.answer:  # the office withdrew it, or its cell is no longer on the forms
            return "不用再答"
        return answered_words(has_cells=bool(self.cells), is_changed=self.is_changed)

    @property
    def mark(self) -> Mark:
        """Its shape."""
        return Mark.ASKED if self.is_open else Mark.DONE


def waiting_line(working: WorkingYear) -> str:
    """That questions of the office wait for an answer, of a year that takes one; empty where none does."""
    if not working.is_editable:
        return ""
    count = len(working.waiting)
    return told_of_waiting(count) if count else ""


def last_day(working: WorkingYear) -> date | None:
    """The first day by which an answer is wanted that is still missing, of a year that takes one."""
    if not working.is_editable:
        return None
    return min((one.deadline for one in working.waiting if one.deadline is not None), default=None)


def one_day(questions: Iterable[Asked]) -> date | None:
    """The last day of all open questions, where it is the same for each of them; else None."""
    days = {one.deadline for one in questions if one.is_open}
    return next(iter(days)) if len(days) == 1 else None


def until_words(day: date) -> str:
    """The last day for an answer, in words."""
    return f"回复限 {day.isoformat()}"


def question_line(
    working: WorkingYear, asked: Asked, sent: Mapping[str, str], *, says_day: bool
) -> QuestionLine:
    """A question with the figures beside it.

    Args:
        working: the year.
        asked: the question.
        sent: figures as they were frozen in the submission that was asked about, by address; canonical.
        says_day: whether its last day stands at itself.
    """
    kept = working.unsaved_words(answer_of(asked.id))
    cells = tuple(_asked_cell(working, one, sent, asked.revision) for one in cells_of(asked))
    return QuestionLine(
        id=asked.id,
        number=asked.number,
        cells=cells,
        beside=beside_cells(asked),
        address=next((one.address for one in cells if one.address), "") or _place_of_rule(working, asked),
        text=asked.text,
        until=until_words(asked.deadline)
        if says_day and asked.is_open and asked.deadline is not None
        else "",
        answer=asked.answer,
        is_open=asked.is_open,
        can_answer=working.is_editable,
        kept=kept.text if kept is not None else "",
    )


def _place_of_rule(working: WorkingYear, asked: Asked) -> str:
    """The first cell that a rule names now, of a question about it; empty where it finds nothing."""
    if asked.cell or not asked.code:
        return ""
    found = (one.cells for one in working.year.report.findings if one.code == asked.code)
    return next((cells[0] for cells in found if cells), "")


def _asked_cell(working: WorkingYear, address: str, sent: Mapping[str, str], revision: int) -> AskedCell:
    cell = working.cell(address)
    if cell is not None:
        return AskedCell(
            form=working.year.layout.form_of(address).form.title,
            row=_row(working, address),
            column=_column(working, address),
            address=address,
            figures=_figures(working, cell, sent, revision),
        )
    past = past_place(address)
    if past is None:
        return AskedCell(form="", row=address, column="", address="", figures=())
    name = past_name(working.year.desk.plan, past)
    figures = _past_figures(working, address, sent, revision)
    return AskedCell(form="", row=name, column="", address="", figures=figures)


def _past_figures(
    working: WorkingYear, address: str, sent: Mapping[str, str], revision: int
) -> tuple[AskedFigure, ...]:
    """A figure of an earlier year, as it was sent and as it stands now."""
    then = [AskedFigure(f"第 {revision} 次报送", _plain(sent[address]))] if address in sent else []
    now = figures_now(working.year).get(address, "")
    return (*then, AskedFigure("现在", _plain(now), is_now=True))


def _plain(text: str) -> str:
    return _shown(text, 0)


def _row(working: WorkingYear, address: str) -> str:
    row = working.row(address)
    return f"{row.code} {row.name}"


def _column(working: WorkingYear, address: str) -> str:
    return part_name(working.year.desk.plan, address.rpartition("/")[2])


def _figures(
    working: WorkingYear, cell: Cell, sent: Mapping[str, str], revision: int
) -> tuple[AskedFigure, ...]:
    row = working.row(cell.address)
    past = past_value(working.across_breaks, cell, working.desk_year - 1)
    figures = [AskedFigure(_BEFORE, format_quantity(past, max(row.decimals, 0)))] if past is not None else []
    if cell.address in sent:
        figures.append(AskedFigure(f"第 {revision} 次报送", _shown(sent[cell.address], row.decimals)))
    return (*figures, AskedFigure("现在", value_text(working, row, cell).shown or _NONE, is_now=True))


def _shown(text: str, decimals: int) -> str:
    """A frozen figure as the grid shows one; a reason for none, or no figure at all, stays."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text or _NONE
    return format_quantity(value, max(decimals, decimal_places(value)))
