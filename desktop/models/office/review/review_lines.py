"""疑问与审核 of a unit's year as lines of one table: answers, changes, earlier years, definitions, 核实."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from desktop.models.grid.roles import Mark
from desktop.models.office.review.defined import differing_words
from desktop.models.office.review.figure_text import from_to
from desktop.models.office.review.received_year import changed_cells, unasked_cells
from desktop.services.office.facts.asked import QuestionNow
from desktop.services.office.overview.reviewing import FiledCheck, Review
from forms.canonical import check_code, format_check_code
from forms.figures.breakdown import SeriesKey
from forms.findings import Level
from forms.frozen import frozen
from forms.letters.fact_words import fact_word
from forms.letters.question import AskedQuestion, question_number
from forms.plan.series_name import series_name
from forms.receiving.asking import AFTER, QuestionState, QuestionStep
from forms.reporting.asked_place import past_place
from forms.reporting.layout import Cell, UnitLayout


class LineKind(StrEnum):
    """What a line is about; each is a filter of the table."""

    QUESTION = "question"
    HISTORY = "history"
    UNASKED = "unasked"
    GIVEN = "given"
    DEFINITION = "definition"
    PAIR = "pair"
    CHECK = "check"

    @property
    def label(self) -> str:
        """Chinese word on the filter."""
        return _KINDS[self][0]

    @property
    def mark(self) -> Mark:
        """Its shape."""
        return _KINDS[self][1]


_KINDS = {
    LineKind.QUESTION: ("问答", Mark.ASKED),
    LineKind.HISTORY: (fact_word("history"), Mark.BAD),
    LineKind.UNASKED: ("未问而改", Mark.UNASKED),
    LineKind.GIVEN: (fact_word("base"), Mark.ALARM),
    LineKind.DEFINITION: (fact_word("definition"), Mark.BAD),
    LineKind.PAIR: (fact_word("pairs"), Mark.ALARM),
    LineKind.CHECK: ("核实", Mark.ALARM),
}


@frozen
class ReviewLine:
    """A line of the table.

    Attributes:
        kind: what it is about.
        mark: its shape.
        title: kind and number: 第 1 问, 往年数.
        cell: address of the cell at which it stands; empty where it is about none on the forms.
        place: the same for people: row and column, and the form; empty likewise.
        words: what is the matter, and what the unit said.
        old: figure before, or the accepted one; empty where there is none to be shown.
        new: figure now, or that of the package.
        state: word for what is to be done or was.
        is_open: whether an officer has to do something about it.
        subject: how a decision names it, or id of the question; empty where nothing is decided.
        code: of the rule; empty where there is none.
        step: what can be done with the question; empty for other lines.
    """

    kind: LineKind
    mark: Mark
    title: str
    cell: str
    place: str
    words: str
    old: str
    new: str
    state: str
    is_open: bool
    subject: str = ""
    code: str = ""
    steps: frozenset[QuestionStep] = frozenset()

    @property
    def wants_a_look(self) -> bool:
        """Whether it is to be seen before the year is accepted: open, or nobody asked about it."""
        return self.is_open or self.kind in {LineKind.UNASKED, LineKind.PAIR}


_UNCHANGED = "未改"
_SETTLED = frozenset({
    QuestionState.CLOSED,
    QuestionState.WITHDRAWN,
    QuestionState.RECALLED,
    QuestionState.VOID,
})  # fmt: skip


def review_lines(review: Review) -> tuple[ReviewLine, ...]:
    """All lines, what is to be done first, in the order of the forms."""
    parts = (_questions, _unknown, _history, _unasked, _given, _definitions, _pairs, _checks)
    found = [line for part in parts for line in part(review)]
    order = (
        {} if review.judged is None else {a: i for i, a in enumerate(review.judged.layout.cell_by_address)}
    )
    kinds = list(LineKind)
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.is_open, kinds.index(one.kind), order.get(one.cell, len(order))),
        )
    )


def lines_words(lines: Sequence[ReviewLine]) -> str:
    """How many lines are to be looked at, and whether others are explained or settled (Chinese)."""
    left = sum(1 for one in lines if one.mark not in {Mark.DONE, Mark.DROPPED})
    return f"疑问 {left}" if left or not lines else "已说明 " + str(len(lines))


def counts(lines: Sequence[ReviewLine]) -> dict[LineKind, int]:
    """How many lines of each kind there are; kinds without any are left out."""
    found = {kind: sum(1 for one in lines if one.kind is kind) for kind in LineKind}
    return {kind: count for kind, count in found.items() if count}


def _questions(review: Review) -> Iterator[ReviewLine]:
    for one in review.unit_year.questions:
        old, new = _asked_figures(review, one)
        answer = f"　答：{one.answer.answer}" if one.answer is not None else ""
        deadline = one.question.deadline
        until = f"（期限 {deadline}）" if deadline is not None and one.state is QuestionState.SENT else ""
        said = review.answered.get(one.question.id)
        doubt = "　（与答复写的数不一致）" if said is not None and not said.agrees else ""
        cell, place = _place_of_question(review, one.question)
        yield ReviewLine(
            kind=LineKind.QUESTION,
            mark=_question_mark(one),
            title=f"第 {question_number(one.question.id)} 问",
            cell=cell,
            place=place,
            words=f"{one.question.text}{answer}{doubt}{_held_words(review, one)}",
            old=old,
            new=new,
            state=f"{one.state.label}{until}",
            is_open=one.is_answered or one.state.is_to_send,
            subject=one.question.id,
            code=one.question.code,
            steps=frozenset(AFTER[one.state]),
        )


def _unknown(review: Review) -> Iterator[ReviewLine]:
    """Answers to what the desk asked and does not know any more, after a backup was restored."""
    for id_, one in review.unknown.items():
        cell, place = _place_at(review, one.cell)
        new = one.new if one.new != one.old else _UNCHANGED
        words = f"本局没有记载这一问（恢复备份以前问的）　答：{one.answer}"
        yield ReviewLine(
            kind=LineKind.QUESTION, mark=Mark.ASKED, title=id_, cell=cell, place=place, words=words,
            old=one.old, new=new, state="没有记载", is_open=False,
        )  # fmt: skip


def _held_words(review: Review, one: QuestionNow) -> str:
    """What revisions say that are not taken yet; of two that contradict each other, both."""
    return "".join(
        f"　第 {held.revision} 版（{format_check_code(check_code(held.content))}，待处理）"
        f"答：{held.stated.answer}"
        for held in review.unit_year.waiting_answers.get(one.question.id, ())
    )


def _question_mark(one: QuestionNow) -> Mark:
    if one.state is QuestionState.CLOSED:
        return Mark.DONE
    if one.state in _SETTLED:
        return Mark.DROPPED
    return Mark.TO_COME if one.state is QuestionState.DRAFT else Mark.ASKED


def _asked_figures(review: Review, one: QuestionNow) -> tuple[str, str]:
    found = review.answered.get(one.question.id)
    if found is not None and one.question.other_cell:
        old, new = (found.old, found.other_old), (found.new, found.other_new)
        return _both(old), _UNCHANGED if new == old else _both(new)
    if found is not None:
        return found.old, _UNCHANGED if found.new == found.old else found.new
    changed = changed_cells(review).get(one.question.cell)
    return changed if changed is not None else ("", "")


def _both(figures: Sequence[str]) -> str:
    """The figures of a pair in its order, a dash for none."""
    return "；".join(text or "—" for text in figures)


def _place_of_question(review: Review, asked: AskedQuestion) -> tuple[str, str]:
    cell, place = _place_at(review, asked.cell)
    other = place_words(review, asked.other_cell) if asked.other_cell else ""
    return cell, "；".join(filter(None, (place, other))) or asked.scope.label


def _place_at(review: Review, cell: str) -> tuple[str, str]:
    past = past_place(cell)
    if past is None:
        return cell, place_words(review, cell) if cell else ""
    at = cell_of(review, past.key)
    return at, f"{place_words(review, at) or _name(review, past.key)}　{past.year} 年"


def _history(review: Review) -> Iterator[ReviewLine]:
    for one in _cells(review, "history"):
        key = SeriesKey(one["item"], one["breakdown"])
        at = cell_of(review, key)
        otherwise = _otherwise(review, key)
        yield ReviewLine(
            kind=LineKind.HISTORY,
            mark=Mark.BAD,
            title=LineKind.HISTORY.label,
            cell=at,
            place=place_words(review, at) or _name(review, key),
            words=f"{one['year']} 年{_name(review, key)}与已验收的不同{otherwise}",
            old=one["accepted"] or "没有",
            new=one["stated"] or "没有",
            state="待决定",
            is_open=True,
            subject=f"{one['item']}/{one['breakdown']}/{one['year']}",
        )


def _otherwise(review: Review, key: SeriesKey) -> str:
    """What the difference changes in the judgement of targets."""
    found = () if review.judged is None else review.judged.otherwise
    told = [one.sentence for one in found if one.stated.target.indicator == key.code or len(found) == 1]
    return f"。{'；'.join(told)}" if told else ""


def _unasked(review: Review) -> Iterator[ReviewLine]:
    names = {} if review.unasked is None else review.unasked.names
    for place, (old, new) in unasked_cells(review).items():
        cell, _, year = place.partition("@")
        of_year = f"{year} 年" if year else ""
        at = None if review.judged is None else review.judged.layout.cell_by_address.get(cell)
        yield ReviewLine(
            kind=LineKind.UNASKED,
            mark=Mark.UNASKED,
            title="未问而改",
            cell=cell,
            place=place_words(review, cell) or names.get(cell, cell),
            words=f"{of_year}{names.get(cell, '')}没有问过这一格，这一版改了：{from_to(old, new)}",
            old=old or "空",
            new=new or "空",
            state="要留意",
            is_open=False,
            subject=f"{at.key.code}/{at.key.breakdown}/{year}" if at is not None and year else "",
        )


def _given(review: Review) -> Iterator[ReviewLine]:
    for one in _cells(review, "base"):
        key = SeriesKey(one["item"], one["breakdown"])
        at = cell_of(review, key)
        yield ReviewLine(
            kind=LineKind.GIVEN,
            mark=Mark.ALARM,
            title=LineKind.GIVEN.label,
            cell=at,
            place=place_words(review, at) or _name(review, key),
            words=f"{_name(review, key)}与本局给出的基础数据不同",
            old=one["given"],
            new=one["stated"] or "空",
            state="待决定",
            is_open=True,
            subject=f"{one['item']}/{one['breakdown']}/{one['year']}",
        )


def _definitions(review: Review) -> Iterator[ReviewLine]:
    fact = next((one for one in review.facts if one.name == "definition"), None)
    details = (fact.details or {}) if fact is not None else {}
    told = {
        code: _defined_otherwise(review, code)
        for code in (*details.get("items", ()), *details.get("indicators", ()))
    }
    told |= {
        one["code"]: f"单位写明 {one['year']} 年起口径变动：{one['note']}"
        for one in details.get("changes", ())
    }
    for code, words in told.items():
        at = cell_of(review, SeriesKey(code))
        yield ReviewLine(
            kind=LineKind.DEFINITION,
            mark=Mark.BAD,
            title=LineKind.DEFINITION.label,
            cell=at,
            place=place_words(review, at) or code,
            words=f"{_name(review, SeriesKey(code))}：{words}",
            old="",
            new="",
            state="待决定",
            is_open=True,
            subject=code,
        )


def _defined_otherwise(review: Review, code: str) -> str:
    """How the office's plan and that of the unit define a code."""
    if review.judged is None:
        return "口径与本局的规划不同"
    return differing_words(review.judged.in_force, review.judged.plan, code)


def _pairs(review: Review) -> Iterator[ReviewLine]:
    for one in _cells(review, "pairs"):
        key = SeriesKey(one["item"], one["breakdown"])
        at = cell_of(review, key)
        yield ReviewLine(
            kind=LineKind.PAIR,
            mark=Mark.ALARM,
            title=LineKind.PAIR.label,
            cell=at,
            place=place_words(review, at) or _name(review, key),
            words=f"{_name(review, key)}与{review.names.get(one['other_unit'], one['other_unit'])}报的对不上",
            old=one["other_stated"],
            new=one["stated"],
            state="可以问",
            is_open=False,
        )


def _checks(review: Review) -> Iterator[ReviewLine]:
    for one in review.checks:
        if one.level == Level.ADVISORY:
            continue
        cell = one.cells[0] if one.cells else ""
        said = f"　说明：{one.explanation}" if one.explanation else ""
        yield ReviewLine(
            kind=LineKind.CHECK,
            mark=Mark.DONE if one.explanation else Mark.ALARM,
            title=Level(one.level).label,
            cell=cell,
            place=place_words(review, cell),
            words=f"{one.message}{said}",
            old="",
            new="",
            state=_said(one),
            is_open=False,
            code=one.code,
        )


def _said(check: FiledCheck) -> str:
    return "已说明" if check.explanation else "没有说明"


# --- places -------------------------------------------------------------------------------------


def place_words(review: Review, address: str) -> str:
    """Where a cell stands: code of its row, column, and the form; empty where it is on none."""
    layout = None if review.judged is None else review.judged.layout
    if layout is None or address not in layout.cell_by_address:
        return ""
    form, row = layout.form_of(address), layout.row_by_cell[address]
    return f"{row.code} {column_name(layout, address)}　{form.form.title}"


def column_name(layout: UnitLayout, address: str) -> str:
    """Name of the column in which a cell stands; the cell must be one of the layout."""
    form, row = layout.form_of(address), layout.row_by_cell[address]
    place = next(i for i, cell in enumerate(row.cells) if cell.address == address)
    return form.column_names[place]


def cell_of(review: Review, key: SeriesKey) -> str:
    """Address of the first cell of a series; empty where it stands on no form."""
    found: Sequence[Cell] = () if review.judged is None else review.judged.layout.cells_by_key.get(key, ())
    return found[0].address if found else ""


def _name(review: Review, key: SeriesKey) -> str:
    return key.code if review.judged is None else series_name(review.judged.plan, key)


def _cells(review: Review, name: str) -> list[dict[str, str]]:
    fact = next((one for one in review.facts if one.name == name), None)
    if fact is None or not fact.is_doubtful:
        return []
    return list((fact.details or {}).get("cells", ()))
