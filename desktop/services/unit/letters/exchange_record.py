"""The exchange of a year with the office as a workbook (往来记录), without values of sensitive items."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from db.unit.records import OpenedLetter, StoredAnswer
from desktop.documents.exchange_book.exchange_sheet import AskedLine, ExchangeLine, ExchangeSheet
from desktop.documents.exchange_book.workbook import render_exchange
from desktop.services.letters.kept import KeptSaying, kept_saying
from desktop.services.unit.letters.asked_words import answered_words, asked_about, cells_of
from desktop.services.unit.letters.correspondence import Event, Happening, happenings
from desktop.services.unit.letters.questions import is_void
from desktop.services.unit.since_frozen import frozen_figures
from desktop.services.unit.year import YearDesk
from forms.canonical import check_code, format_check_code
from forms.filing.receipt_time import minute_in_beijing
from forms.filing.tables import observation_rows
from forms.frozen import frozen
from forms.letters.question import AskedQuestion
from forms.plan.definitions import formula_inputs
from forms.reporting.asked_place import past_place, placed_rows

_NOTES = (
    "由单位的数据文件写出。来件的校验是原文件的 SHA-256；定稿的校验是印在报表上的校验码。",
    "敏感项目的数不列：表里写“不列”，文字里写成“＊”。",
)
_NOT_LISTED, _HIDDEN = "不列", "＊"
_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?")


def exchange_workbook(year: YearDesk) -> bytes:
    """Everything that came and went about a year, and every question with its answers, as .xlsx.

    Raises:
        UserInputError: a letter in the data file cannot be read.
        EnvironmentFault: the data file cannot be read.
    """
    return render_exchange(_Record(year).sheet())


@frozen
class _Asking:
    """A question as one letter or several in a row ask it.

    Attributes:
        asked: the question.
        letter: the letter that asks it so for the first time.
        following: the letter that asks it again; None where none does.
    """

    asked: AskedQuestion
    letter: OpenedLetter
    following: OpenedLetter | None


class _Record:
    """Reads what there is of a year, once."""

    def __init__(self, year: YearDesk) -> None:
        self._year = year
        store = year.desk.store
        self._letters = store.letters(year.year, are_whole=False)
        self._read = {one.digest: self._reading(one) for one in self._letters}
        self._revisions = store.revisions(year.year)
        numbers = {0, *(one.number for one in self._revisions)}
        self._frozen = {number: frozen_figures(year, number) if number else {} for number in numbers}
        rows = observation_rows(year.figures, year.layout)
        self._now = {place: row["value"] or row["missing"] for place, row in placed_rows(rows, year.year)}
        self._hidden = set(self._sensitive_values())

    def sheet(self) -> ExchangeSheet:
        """All of it."""
        desk, number = self._year.desk, self._year.year
        return ExchangeSheet(
            title=f"{desk.unit.official_name} {number} 年度与统计局的往来记录",
            notes=(f"写出时本年度{self._year.state.label}。", *_NOTES),
            lines=tuple(self._lines()),
            questions=tuple(map(self._asked_line, self._askings())),
        )

    def _reading(self, stored: OpenedLetter) -> KeptSaying:
        return kept_saying(self._year.desk.store.letter_data(stored.digest))

    # --- what came and went --------------------------------------------------------------------------

    def _lines(self) -> Iterator[ExchangeLine]:
        titles = {read.letter.title for read in self._read.values()}
        found = [
            (entry.at, self._happened(entry))
            for entry in happenings(self._year.desk, self._year.year)
            if entry.event is not Event.STATE or entry.detail not in titles
        ]
        found += [(one.at, self._came(one)) for one in self._letters]
        yield from (line for _, line in sorted(found, key=lambda pair: pair[0]))

    def _happened(self, entry: Happening) -> ExchangeLine:
        words = {Event.FROZEN: "定稿", Event.EXPORTED: "导出报送包"}
        code = next((o.content_digest for o in self._revisions if o.number == entry.revision), "")
        return ExchangeLine(
            at=minute_in_beijing(entry.at),
            what=words.get(entry.event, entry.state.label if entry.state is not None else ""),
            revision=entry.revision or None,
            who=entry.who,
            told=self._without_values(entry.detail) if entry.event is Event.STATE else entry.detail,
            proof=format_check_code(check_code(code)) if code and entry.event is Event.FROZEN else "",
        )

    def _came(self, stored: OpenedLetter) -> ExchangeLine:
        read = self._read[stored.digest]
        told = [] if stored.is_applied else ["晚到，只留存备查"]
        told += [f"撤回第 {read.letter.recalls} 号退回单"] if read.letter.recalls is not None else []
        told += [f"提问 {len(read.questions)} 个"] if read.questions else []
        return ExchangeLine(
            at=minute_in_beijing(stored.at),
            what=f"收到{read.letter.title}",
            revision=stored.revision or None,
            who=f"{read.letter.office}（{stored.actor}打开）",
            told="；".join(told),
            proof=stored.digest,
        )

    # --- what was asked ------------------------------------------------------------------------------

    def _askings(self) -> Iterator[_Asking]:
        """Every question once for each time that it was asked anew."""
        applied = sorted(
            (one for one in self._letters if one.is_applied and one.kind.is_to_one_unit),
            key=lambda one: one.number or 0,
        )
        first: dict[tuple[str, datetime], tuple[AskedQuestion, OpenedLetter]] = {}
        for letter in applied:
            for one in self._read[letter.digest].questions:
                first.setdefault((one.id, one.asked_at), (one, letter))
        found = list(first.values())
        for place, (asked, letter) in enumerate(found):
            following = next((late for o, late in found[place + 1 :] if o.id == asked.id), None)
            yield _Asking(asked, letter, following)

    def _asked_line(self, asking: _Asking) -> AskedLine:
        asked, after = asking.asked, asking.following
        cells = cells_of(asked)
        then = self._frozen.get(asking.letter.revision, {})
        later = self._now if after is None else self._frozen.get(after.revision, {})
        is_changed = any(then.get(cell, "") != later.get(cell, "") for cell in cells)
        given = self._answer_between(asked.id, asking.letter, after)
        return AskedLine(
            letter=self._read[asking.letter.digest].letter.title,
            id=asked.id,
            place=asked_about(self._year, asked),
            text=self._without_values(asked.text),
            asked=f"{asked.asked_by}，{minute_in_beijing(asked.asked_at)}",
            deadline="" if asked.deadline is None else asked.deadline.isoformat(),
            old=self._listed(cells, then),
            new=self._listed(cells, later),
            answer="" if given is None else self._without_values(given.text),
            answered="" if given is None else f"{given.actor}，{minute_in_beijing(given.at)}",
            stands=self._stands(asking, given, is_changed=is_changed),
        )

    def _listed(self, cells: Sequence[str], figures: Mapping[str, str]) -> str:
        """What stood in the cells of a question; those of a pair in its order, a dash for none."""
        found = [figures.get(cell, "") for cell in cells]
        if not any(found):
            return ""
        return "；".join(
            (_NOT_LISTED if self._is_sensitive(cell) else text) if text else "—"
            for cell, text in zip(cells, found, strict=True)
        )

    def _answer_between(
        self, question: str, since: OpenedLetter, until: OpenedLetter | None
    ) -> StoredAnswer | None:
        """The last answer to a question in the time in which it was asked so."""
        given = [
            one
            for one in self._year.desk.store.given_answers(self._year.year)
            if one.question == question and one.seq > since.seq and (until is None or one.seq < until.seq)
        ]
        return given[-1] if given else None

    def _stands(self, asking: _Asking, given: StoredAnswer | None, *, is_changed: bool) -> str:
        if given is not None:
            again = "，又问" if asking.following is not None else ""
            return f"{answered_words(has_cells=bool(asking.asked.cell), is_changed=is_changed)}{again}"
        if is_void(self._year, asking.asked):
            return "本格已不在报表里"
        return "没有答复，又问" if asking.following is not None else "没有答复"

    # --- what is not listed --------------------------------------------------------------------------

    def _is_sensitive(self, address: str) -> bool:
        cell, past = self._year.layout.cell_by_address.get(address), past_place(address)
        key = past.key if past is not None else None if cell is None else cell.key
        if key is None:
            return False
        plan = self._year.desk.plan
        indicator = plan.indicator_by_code.get(key.code)
        keys = (key,) if indicator is None else formula_inputs(indicator, key.breakdown)
        items = (plan.item_by_code.get(key.code) for key in keys)
        return any(item is not None and item.sensitive for item in items)

    def _sensitive_values(self) -> Iterator[Decimal]:
        known: tuple[Mapping[str, str], ...] = (self._now, *self._frozen.values())
        for address in dict.fromkeys(place for figures in known for place in figures):
            if self._is_sensitive(address):
                values = (_number(figures.get(address, "")) for figures in known)
                yield from (value for value in values if value)

    def _without_values(self, text: str) -> str:
        """A text in which no number is a value of a sensitive item, nor one that is the same by chance."""
        return _NUMBER.sub(lambda found: _HIDDEN if _number(found[0]) in self._hidden else found[0], text)


def _number(text: str) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
