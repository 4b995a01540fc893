"""A question of the office, as a record, and as a row of ``data/questions.csv``.

It names a place and asks; the figures are drawn at the unit from its own frozen revision, so that no letter
holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from forms.frozen import frozen

QUESTION_COLUMNS = (
    "id", "scope", "cell", "other_cell", "code", "text", "asked_by", "asked_at", "deadline",
)  # fmt: skip
"""Columns of ``data/questions.csv`` (``letters.md``, "Files")."""
MAX_QUESTIONS = 500
"""Most open questions of one unit's year. Chosen by us: more than the cells of any unit's forms."""
LONGEST_QUESTION = 2_000
"""Most characters of a question's text. Chosen by us: it must be read in one look."""
_LONGEST_PLACE = 300
"""Most characters of a cell, of a code or of a name. Chosen above every cell of a pack."""
_ID = re.compile(r"q-[0-9]{4}-[a-z0-9-]{1,200}-[0-9]{1,6}")


class QuestionScope(StrEnum):
    """On what a question hangs; the values stand in ``data/questions.csv``."""

    CELL = "cell"
    FINDING = "finding"
    PAIR = "pair"
    ATTACHMENT = "attachment"
    FILING = "filing"

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]


_LABELS: Mapping[QuestionScope, str] = {
    QuestionScope.CELL: "一格",
    QuestionScope.FINDING: "一条审核",
    QuestionScope.PAIR: "两格之间",
    QuestionScope.ATTACHMENT: "附件",
    QuestionScope.FILING: "整份报送",
}
_WANTED: Mapping[QuestionScope, frozenset[str]] = {
    QuestionScope.CELL: frozenset({"cell"}),
    QuestionScope.FINDING: frozenset({"code"}),
    QuestionScope.PAIR: frozenset({"cell", "other_cell"}),
    QuestionScope.ATTACHMENT: frozenset(),
    QuestionScope.FILING: frozenset(),
}
_ALLOWED: Mapping[QuestionScope, frozenset[str]] = {
    QuestionScope.CELL: frozenset({"cell", "code"}),
    QuestionScope.FINDING: frozenset({"cell", "code"}),
    QuestionScope.PAIR: frozenset({"cell", "other_cell", "code"}),
    QuestionScope.ATTACHMENT: frozenset(),
    QuestionScope.FILING: frozenset(),
}


@frozen
class AskedQuestion:
    """A question about a unit's year.

    Attributes:
        id: ``q-<year>-<unit>-<k>``, the same when it is asked again.
        scope: on what it hangs.
        cell: the cell, or the first of a finding or pair; empty where there is none.
        other_cell: the second of a pair; else empty.
        code: of the rule that a finding is of, or that led to the question; else empty.
        text: what is asked, without any figure.
        asked_by: who asks.
        asked_at: when, aware; a later one where it is asked again.
        deadline: last day for the answer; None where none is set.
    """

    id: str
    scope: QuestionScope
    cell: str
    other_cell: str
    code: str
    text: str
    asked_by: str
    asked_at: datetime
    deadline: date | None


def question_id(year: int, unit: str, number: int) -> str:
    """The id of the question of this number about a unit's year."""
    return f"q-{year}-{unit}-{number}"


def question_number(id_: str) -> int:
    """The number by which people name a question: of all that were asked about the unit's year."""
    return int(id_.rpartition("-")[2])


def question_row(question: AskedQuestion) -> dict[str, str]:
    """A question as a row."""
    return {
        "id": question.id,
        "scope": question.scope.value,
        "cell": question.cell,
        "other_cell": question.other_cell,
        "code": question.code,
        "text": question.text,
        "asked_by": question.asked_by,
        "asked_at": question.asked_at.isoformat(timespec="seconds"),
        "deadline": "" if question.deadline is None else question.deadline.isoformat(),
    }


def questions_of(rows: Iterable[Mapping[str, str]]) -> tuple[AskedQuestion, ...]:
    """Questions from rows; nothing of them is trusted, further columns are ignored.

    Raises:
        ValueError: a row cannot be used, as a Chinese clause that names it.
    """
    found: list[AskedQuestion] = []
    for number, row in enumerate(rows, start=1):
        if number > MAX_QUESTIONS:
            raise ValueError(f"问题多于 {MAX_QUESTIONS} 个")
        try:
            found.append(_question(row))
        except ValueError as error:
            raise ValueError(f"第 {number} 个问题有误：{error}") from error
    if len({one.id for one in found}) != len(found):
        raise ValueError("同一个问题编号出现了两次")
    return tuple(found)


def _question(row: Mapping[str, str]) -> AskedQuestion:
    if not _ID.fullmatch(row["id"]):
        raise ValueError("编号的写法不对")
    if row["scope"] not in set(QuestionScope):
        raise ValueError("不认识问题的范围")
    if not row["text"].strip() or len(row["text"]) > LONGEST_QUESTION:
        raise ValueError("问题的文字是空的或太长")
    if any(len(row[name]) > _LONGEST_PLACE for name in ("cell", "other_cell", "code", "asked_by")):
        raise ValueError("单元格、代码或姓名太长")
    scope = QuestionScope(row["scope"])
    given = {name for name in ("cell", "other_cell", "code") if row[name]}
    if not _WANTED[scope] <= given <= _ALLOWED[scope]:
        raise ValueError(f"范围是“{scope.label}”，所指的单元格或代码不对")
    return AskedQuestion(
        id=row["id"],
        scope=scope,
        cell=row["cell"],
        other_cell=row["other_cell"],
        code=row["code"],
        text=row["text"],
        asked_by=row["asked_by"],
        asked_at=_moment(row["asked_at"]),
        deadline=_day(row["deadline"]),
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("提问的时间不对") from error
    if moment.tzinfo is None or moment.isoformat(timespec="seconds") != text:
        raise ValueError("提问的时间不对")
    return moment


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("期限的日期不对") from error
    if day.isoformat() != text:
        raise ValueError("期限的日期不对")
    return day
