"""What may stand in a column of the plan workbook, and how it is written and read.

Writer and reader use the same columns, so what is written reads back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.documents.workbook.cell import is_kept_exactly
from forms.figures.breakdown import TOTAL
from forms.figures.quantity import canonical_decimal
from forms.frozen import frozen
from forms.plan.record import text_fault

Document = Mapping[str, Any]
Written = str | int | Decimal
"""Content of a cell; an empty text leaves it blank."""
Resolver = Callable[[str], Any]
"""A code, or the name of exactly one record, to the code; anything else stays as it is."""

MISSING: Any = object()
"""Stands for a blank cell whose field the pack must state."""
OMIT: Any = object()
"""Stands for a blank cell whose field then has its default."""
LIST_SEPARATOR = "、"
_SEPARATORS = re.compile(r"[、,，；\s]+")
_SIGN = re.compile(r"(?:^|\s)\s*([+＋\-－−–])(?=\s)")
_TERM = re.compile(r"(.+?)(?:[\[［【](.*)[\]］】])?")
_MOST_DIGITS = 30
"""Digits of a number that is read; chosen far above any of a plan."""
_BREAKDOWN_WORDS = {TOTAL: "合计", "SEX=F": "女", "SEX=M": "男", "RES=U": "城市", "RES=R": "农村"}
_BREAKDOWN_CODES = {word: code for code, word in _BREAKDOWN_WORDS.items()}


class Unreadable(Exception):
    """A cell does not say what its column asks for; the sentence says what may stand there."""


@frozen
class ColumnKind:
    """How one sort of value stands in a cell.

    Attributes:
        read: text of the cell to the JSON value; raises Unreadable.
        write: JSON value to the content of the cell.
        stand_in: value with which checking goes on after a mistake.
        choices: words offered in a drop-down list.
        is_text: whether the column is formatted as text, so that ``07`` and ``04-30`` stay as typed.
    """

    read: Callable[[str, Resolver], Any]
    write: Callable[[Any], Written]
    stand_in: Any = ""
    choices: tuple[str, ...] = ()
    is_text: bool = True


@frozen
class SheetColumn:
    """One column of a sheet, or one line of a sheet that has a single record.

    Attributes:
        title: head of the column.
        path: field in the record's JSON, e.g. ``formula.text``; empty for a column that only helps
            reading and is never read back.
        kind: what may stand there.
        help: what to fill in, one line.
        blank: meaning of a blank cell: MISSING, OMIT, or a value.
        refers: sheet path whose codes may stand there.
        aid: text of a reading aid.
        width: of the column, in characters.
        is_added: whether workbooks of older programs lack it; it is then as if blank.
    """

    title: str
    path: str
    kind: ColumnKind
    help: str
    blank: Any = OMIT
    refers: str = ""
    aid: Callable[[Document, Naming], str] | None = None
    width: int = 14
    is_added: bool = False


@frozen
class Naming:
    """Names of records by sheet path and code, for the reading aids."""

    names: Mapping[str, Mapping[Any, str]]

    def of(self, kind: str, code: Any) -> str:
        """The name, or nothing where there is none."""
        return self.names.get(kind, {}).get(code, "")

    def all_of(self, kind: str, codes: Sequence[Any]) -> str:
        """Names of several codes."""
        return LIST_SEPARATOR.join(self.of(kind, code) for code in codes)


# --- single values -----------------------------------------------------------------------------------


def _read_text(text: str, resolve: Resolver) -> Any:
    fault = text_fault(text)
    if fault:
        raise Unreadable(fault)
    return resolve(text)


def _read_integer(text: str, resolve: Resolver) -> int:
    found = resolve(text)
    if not isinstance(found, str):
        return int(found)
    if not re.fullmatch(r"-?[0-9]{1,9}", found):
        raise Unreadable(f"这里应填整数，却是“{text[:40]}”")
    return int(found)


def _read_number(text: str, resolve: Resolver) -> Decimal:
    del resolve
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        hint = "；不要带单位，也不要把格子设成百分比格式" if "%" in text else "，不要带单位"
        raise Unreadable(f"这里应填数字，却是“{text[:40]}”{hint}") from error
    if not value.is_finite() or not -_MOST_DIGITS <= value.adjusted() <= _MOST_DIGITS:
        raise Unreadable("这里应填大小合理的数字")
    return value


def _write_number(value: Any) -> Written:
    text = canonical_decimal(Decimal(value))
    return Decimal(text) if is_kept_exactly(Decimal(value)) else text


def _plain(value: Any) -> Written:
    return "" if value is None else value


def choice(words: Mapping[Any, str]) -> ColumnKind:
    """One of a few values, written as Chinese words; the value itself is understood too."""
    values = {word: value for value, word in words.items()}
    values |= {str(value): value for value in words if not isinstance(value, bool)}

    def read(text: str, resolve: Resolver) -> Any:
        del resolve
        if text not in values:
            raise Unreadable(f"这里只能是 {LIST_SEPARATOR.join(words.values())}，却是“{text[:40]}”")
        return values[text]

    return ColumnKind(
        read=read,
        write=lambda v: "" if v is None else words[v],
        stand_in=next(iter(words)),
        choices=tuple(words.values()),
    )


TEXT = ColumnKind(read=_read_text, write=_plain)
INTEGER = ColumnKind(read=_read_integer, write=_plain, stand_in=0, is_text=False)
NUMBER = ColumnKind(
    read=_read_number,
    write=lambda v: "" if v is None else _write_number(v),
    stand_in=Decimal(0),
    is_text=False,
)
YES_NO = choice({True: "是", False: "否"})
PRESENT = replace(YES_NO, write=lambda v: "" if v is None else "是")
"""Whether a group of fields is there at all."""
AID = ColumnKind(read=lambda _text, _resolve: None, write=_plain)


# --- breakdowns --------------------------------------------------------------------------------------


def _breakdown_word(code: str) -> str:
    return _BREAKDOWN_WORDS.get(code, code)


def _breakdown_code(word: str) -> str:
    return _BREAKDOWN_CODES.get(word, word)


BREAKDOWN = ColumnKind(
    read=lambda text, _: _breakdown_code(text),
    write=lambda v: "" if v == TOTAL else _breakdown_word(v),
    stand_in=TOTAL,
)
BREAKDOWNS = ColumnKind(
    read=lambda text, _: [_breakdown_code(word) for word in _split(text)],
    write=lambda v: LIST_SEPARATOR.join(_breakdown_word(code) for code in v or ()),
    stand_in=(),
)


# --- lists and formulas ------------------------------------------------------------------------------


def _split(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text) if part]


def _read_codes(text: str, resolve: Resolver) -> list[str]:
    return [resolve(part) for part in _split(text)]


def _read_lines(text: str, resolve: Resolver) -> list[str]:
    return [_read_text(line.strip(), resolve) for line in text.splitlines() if line.strip()]


def _read_terms(text: str, resolve: Resolver) -> list[dict[str, Any]]:
    """Summands written like ``live-births[女] + maternal-deaths - stillbirths``."""
    # Split at a group, the text gives its signs too: term, sign, term, sign, term.
    first, *rest = _SIGN.split(text)
    signed = [("+", first)] if first.strip() else []
    signed += list(zip(rest[::2], rest[1::2], strict=True))
    terms = []
    for sign, part in signed:
        found = _TERM.fullmatch(part.strip())
        if found is None:
            raise Unreadable("公式里有多余的加减号；加减号前后要有空格")
        breakdown = _breakdown_code(found[2].strip()) if found[2] else TOTAL
        value = 1 if sign in "+＋" else -1
        terms.append({"item": resolve(found[1].strip()), "breakdown": breakdown, "sign": value})
    return terms


def write_terms(terms: Sequence[Document], name: Callable[[str], str] = str) -> str:
    """Summands as text; ``name`` turns codes into names for reading."""
    written = ""
    for term in terms:
        sign = " - " if term["sign"] < 0 else " + "
        part = f"[{_breakdown_word(term['breakdown'])}]" if term["breakdown"] != TOTAL else ""
        written += f"{sign}{name(term['item'])}{part}"
    return written.removeprefix(" + ").lstrip()


_LEAD_MARK = "（牵头）"
_DUTY = re.compile(r"(.+?)\s*(?:[（(]\s*牵头\s*[）)])?")


def _read_duties(text: str, resolve: Resolver) -> list[dict[str, str]]:
    """Units written like ``health（牵头）、education``."""
    duties = []
    for part in re.split(r"[、,，；;\n]+", text):
        if not part.strip():
            continue
        found = _DUTY.fullmatch(part.strip())
        if found is None:
            raise Unreadable(f"看不懂“{part.strip()[:40]}”，请写成 health（牵头）、education")
        role = "lead" if found[1] != part.strip() else "joint"
        duties.append({"unit": resolve(found[1].strip()), "role": role})
    return duties


def write_duties(duties: Sequence[Document], name: Callable[[str], str] = str) -> str:
    """Units as text, those in the lead marked; ``name`` turns codes into names for reading."""
    return LIST_SEPARATOR.join(
        f"{name(duty['unit'])}{_LEAD_MARK if duty['role'] == 'lead' else ''}" for duty in duties
    )


DUTIES = ColumnKind(read=_read_duties, write=lambda v: write_duties(v or ()), stand_in=())
CODES = ColumnKind(read=_read_codes, write=LIST_SEPARATOR.join, stand_in=())
LINES = ColumnKind(read=_read_lines, write="\n".join, stand_in=())
TERMS = ColumnKind(read=_read_terms, write=write_terms, stand_in=())
