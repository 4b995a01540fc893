"""The office's questions as the unit reads them: where, what, and which figures stood and stand there.

The letter holds no figure: what stood there comes from the unit's own frozen revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from desktop.models.grid.cell_text import past_value, value_text
from desktop.models.grid.roles import Mark
from desktop.models.unit.exchange import Asked
from desktop.models.unit.unsaved_words import answer_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.since_frozen import figures_now
from forms.figures.breakdown import TOTAL, breakdown_name
from forms.figures.quantity import decimal_places, format_quantity
from forms.frozen import frozen
from forms.reporting.asked_place import past_name, past_place
from forms.reporting.layout import Cell

WHOLE = "整份报送"
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
class QuestionLine:
    """A question.

    Attributes:
        id: unique in the office.
        number: among those of the letter, from 1.
        form: title of the form; empty where it hangs on no cell.
        row: code and name of the row, or that it is about the whole.
        column: 合计 or the breakdown; empty where it hangs on no cell.
        text: what is asked.
        address: of the cell; empty where there is none in this year.
        figures: what stood and stands there.
        answer: what was answered.
        is_changed: whether another figure stands there now than was sent.
        is_open: whether it still waits for an answer.
        can_answer: whether the year takes an answer now.
        kept: an answer that could not be stored; empty for none.
    """

    id: str
    number: int
    form: str
    row: str
    column: str
    text: str
    address: str
    figures: tuple[AskedFigure, ...]
    answer: str
    is_changed: bool
    is_open: bool
    can_answer: bool
    kept: str = ""

    @property
    def place(self) -> str:
        """Form, row and column on one line."""
        return "　".join(part for part in (self.form, self.row, self.column) if part)

    @property
    def stands(self) -> str:
        """What has become of it, in a word."""
        if self.is_open:
            return "待答"
        if not self.answer:  # the office withdrew it, or its cell is no longer on the forms
            return "不用再答"
        return "已答复，改了数" if self.is_changed else "已答复，数无误"

    @property
    def mark(self) -> Mark:
        """Its shape."""
        return Mark.ASKED if self.is_open else Mark.DONE


def waiting_line(working: WorkingYear) -> str:
    """That questions of the office wait for an answer, of a year that takes one; empty where none does."""
    if not working.is_editable:
        return ""
    count = sum(asked.is_open for letter in working.letters() for asked in letter.questions)
    return f"统计局的提问还有 {count} 问没有答复" if count else ""


def question_line(
    working: WorkingYear, asked: Asked, number: int, sent: Mapping[str, str], revision: int
) -> QuestionLine:
    """A question with the figures beside it.

    Args:
        working: the year.
        asked: the question.
        number: among those of its letter, from 1.
        sent: figures as they were frozen, by address; canonical.
        revision: number of the submission that holds them.
    """
    cell = working.cell(asked.cell) if asked.cell else None
    kept = working.unsaved_words(answer_of(asked.id))
    past = past_place(asked.cell)
    if cell is not None:
        figures = _figures(working, cell, sent, revision)
    else:
        figures = () if past is None else _past_figures(working, asked.cell, sent, revision)
    texts = [one.text for one in figures if one.label != _BEFORE]
    return QuestionLine(
        id=asked.id,
        number=number,
        form=working.year.layout.form_of(asked.cell).form.title if cell is not None else "",
        row=_row(working, asked.cell) if cell is not None else _elsewhere(working, asked.cell),
        column=_column(working, asked.cell) if cell is not None else "",
        text=asked.text,
        address=asked.cell if cell is not None else "",
        figures=figures,
        answer=asked.answer,
        is_changed=len(set(texts)) > 1,
        is_open=asked.is_open,
        can_answer=working.is_editable,
        kept=kept.text if kept is not None else "",
    )


def _elsewhere(working: WorkingYear, address: str) -> str:
    """What a question hangs on that hangs on no cell of this year."""
    past = past_place(address)
    return address or WHOLE if past is None else past_name(working.year.desk.plan, past)


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
    column = address.rpartition("/")[2]
    return "合计" if column == TOTAL else breakdown_name(column, working.year.desk.plan.areas)


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
