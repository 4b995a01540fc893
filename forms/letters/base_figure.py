"""A base figure (基础数据) of the statistics office, as a record, and as a row of ``data/base.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from forms.figures.breakdown import SeriesKey, canonical_breakdown
from forms.figures.period import StatisticalPeriod
from forms.figures.quantity import MAX_DECIMALS, MAX_INTEGER_DIGITS, Missing, canonical_decimal
from forms.frozen import frozen

M = TypeVar("M", bound=StrEnum)

BASE_COLUMNS = (
    "item", "breakdown", "year", "value", "missing", "unit", "period", "status", "source", "definition",
)  # fmt: skip
"""Columns of ``data/base.csv`` (``package.md``, "Tables"); a reader ignores further ones."""
MAX_BASE_FIGURES = 10_000
"""Chosen by us: fifty figures of an office, of ten years, are five hundred."""
LONGEST_SOURCE = 500
"""Characters of where a figure is from and of what it means. Chosen by us."""
HIDDEN_ITEM = "是敏感项目（数小时能猜到是谁的），不作为基础数据发给各单位"
"""Why an item of the office's is none of the base figures (:attr:`forms.plan.pack.Plan.given_out`)."""
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_VALUE = re.compile(rf"-?[0-9]{{1,{MAX_INTEGER_DIGITS}}}(?:\.[0-9]{{1,{MAX_DECIMALS}}})?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_UNIT = 40
"""Characters. Chosen by us: 1/10万 has five."""


class BaseStatus(StrEnum):
    """Whether a figure may still change."""

    DEFINITIVE = "definitive"
    PRELIMINARY = "preliminary"

    @property
    def label(self) -> str:
        """Chinese word."""
        return "正式数" if self is BaseStatus.DEFINITIVE else "初步数"


@frozen
class BaseFigure:
    """A figure of the statistics office.

    Attributes:
        key: item and breakdown.
        year: of the figure: the year of the base figures, or one before.
        value: exact, in ``unit``; None where ``missing`` says why there is none.
        missing: reason in place of a value; exactly one of the two is there.
        unit: unit of measure, as the plan has it.
        period: the days that it covers.
        status: whether it may still change.
        source: where the office has it from.
        definition: what it means, where more is to be said than the plan says; may be empty.
    """

    key: SeriesKey
    year: int
    value: Decimal | None
    missing: Missing | None
    unit: str
    period: StatisticalPeriod
    status: BaseStatus
    source: str
    definition: str = ""

    @property
    def text(self) -> str:
        """The figure as it is typed into a cell: its digits, or the word of the reason."""
        if self.value is not None:
            return canonical_decimal(self.value)
        return self.missing.label if self.missing is not None else ""

    @property
    def place(self) -> str:
        """How people name it: item, breakdown and year."""
        return f"{self.key}/{self.year}"


def base_row(figure: BaseFigure) -> dict[str, str]:
    """A figure as a row."""
    return {
        "item": figure.key.code,
        "breakdown": figure.key.breakdown,
        "year": str(figure.year),
        "value": "" if figure.value is None else canonical_decimal(figure.value),
        "missing": "" if figure.missing is None else figure.missing.value,
        "unit": figure.unit,
        "period": figure.period.value,
        "status": figure.status.value,
        "source": figure.source,
        "definition": figure.definition,
    }


def in_order(figures: Iterable[BaseFigure]) -> list[BaseFigure]:
    """Figures in the order in which they are written: by item, breakdown and year."""
    return sorted(figures, key=lambda one: (one.key, one.year))


def base_figures_of(rows: Iterable[Mapping[str, str]]) -> tuple[BaseFigure, ...]:
    """Figures from rows; nothing of them is trusted, further columns are ignored.

    Raises:
        ValueError: a row cannot be used, as a Chinese clause that names it; or the rows are not in order, or
            the same figure stands twice.
    """
    found: list[BaseFigure] = []
    for number, row in enumerate(rows, start=1):
        if number > MAX_BASE_FIGURES:
            raise ValueError(f"基础数据多于 {MAX_BASE_FIGURES} 个")
        try:
            one = _figure(row)
        except ValueError as error:
            raise ValueError(f"第 {number} 个数有误：{error}") from error
        if found and (found[-1].key, found[-1].year) >= (one.key, one.year):
            raise ValueError(f"第 {number} 个数与前面的重复，或次序不对")
        found.append(one)
    return tuple(found)


def _figure(row: Mapping[str, str]) -> BaseFigure:
    if not _CODE.fullmatch(row["item"]):
        raise ValueError("项目代码的写法不对")
    if not _YEAR.fullmatch(row["year"]):
        raise ValueError("年份的写法不对")
    if not row["unit"].strip() or len(row["unit"]) > _LONGEST_UNIT:
        raise ValueError("没有计量单位，或写得太长")
    texts = (row["source"], row["definition"])
    if any(len(text) > LONGEST_SOURCE or _UNSEEN.search(text) for text in (*texts, row["unit"])):
        raise ValueError("来源或口径的文字太长，或有看不见的字符")
    if not row["source"].strip():
        raise ValueError("没有写来源")
    value = None if not row["value"] else _value(row["value"])
    missing = None if not row["missing"] else _member(Missing, row["missing"], "没有数的原因")
    if (value is None) == (missing is None):
        raise ValueError("数和没有数的原因，要有一样，也只能有一样")
    return BaseFigure(
        key=SeriesKey(row["item"], _breakdown(row["breakdown"])),
        year=int(row["year"]),
        value=value,
        missing=missing,
        unit=row["unit"],
        period=_member(StatisticalPeriod, row["period"], "统计期间"),
        status=_member(BaseStatus, row["status"], "数的性质"),
        source=row["source"],
        definition=row["definition"],
    )


def _breakdown(text: str) -> str:
    try:
        canonical = canonical_breakdown(text)
    except ValueError:
        canonical = ""
    if canonical != text:
        raise ValueError("分组的写法不对")
    return text


def _value(text: str) -> Decimal:
    """An exact figure, written in one way: a binary float or an exponent is refused."""
    if not _VALUE.fullmatch(text) or canonical_decimal(Decimal(text)) != text:
        raise ValueError("数的写法不对，要写成普通的小数")
    return Decimal(text)


def _member(kind: type[M], text: str, what: str) -> M:
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"不认识{what}") from None
