"""One row of a table of base figures: which item it is of, what it says of it, and each of its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from desktop.documents.history.texts import REFUSED
from desktop.documents.workbook.head import BREAKDOWN, CODE, NAME, UNIT, head_of, years_of
from forms.codes.base import BaseCode
from forms.errors import Problem, UserInputError
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name, canonical_breakdown
from forms.figures.quantity import canonical_decimal, parse_quantity
from forms.frozen import frozen
from forms.letters.base_figure import HIDDEN_ITEM, LONGEST_SOURCE, BaseFigure, BaseStatus
from forms.plan.definitions import Item
from forms.plan.pack import STATISTICS, Plan
from forms.text.typed import require_text

YEAR, VALUE = "年份", "数值"
SOURCE, STATUS, DEFINITION = "来源", "性质", "口径"
_ALIASES = {"数据来源": SOURCE, "年度": YEAR, "数": VALUE, "单位": UNIT, "项目": NAME, "项目名称": NAME}
"""Heads that people write instead. Chosen by us."""
_DESCRIBING = frozenset((CODE, NAME, BREAKDOWN, UNIT, YEAR, SOURCE, STATUS, DEFINITION))
_STATUSES = {
    "": BaseStatus.DEFINITIVE,
    **{one.label: one for one in BaseStatus},
    **{one.value: one for one in BaseStatus},
}


@frozen
class HeadNames:
    """Where each column of a table stands.

    Attributes:
        at: index of a describing column by its name.
        years: head of each column of a year, by its index.
        value: index of the figure beside its year; None where there is none.
        width: number of columns with a head.
    """

    at: Mapping[str, int]
    years: Mapping[int, str]
    value: int | None
    width: int

    @classmethod
    def of(cls, heads: Sequence[str]) -> HeadNames:
        """The columns of a head row; of two of one name the first counts."""
        names = [_ALIASES.get(head, head) for head in heads]
        return cls(
            at={name: names.index(name) for name in _DESCRIBING if name in names},
            years={i: str(year) for i, year in years_of(names).items()},
            value=names.index(VALUE) if VALUE in names else None,
            width=len(heads),
        )

    @property
    def year(self) -> int | None:
        """Index of the year beside a figure; None where there is none."""
        return self.at.get(YEAR)

    @property
    def known(self) -> frozenset[int]:
        """Indices of all columns that are understood."""
        return frozenset((*self.at.values(), *self.years, *(() if self.value is None else (self.value,))))


@frozen
class Described:
    """What a row says of its figures.

    Attributes:
        item: of the statistics office.
        key: with the breakdown.
        status: whether they may still change.
        source: where they are from.
        definition: what they mean; may be empty.
    """

    item: Item
    key: SeriesKey
    status: BaseStatus
    source: str
    definition: str


def item_names(plan: Plan) -> dict[str, Item]:
    """The statistics office's items by code, and by name where no two have it."""
    own = [item for item in plan.items if item.owner == STATISTICS]
    named: dict[str, list[Item]] = defaultdict(list)
    for item in own:
        named[item.name].append(item)
    unique = {name: items[0] for name, items in named.items() if len(items) == 1}
    return {**unique, **{item.code: item for item in own}}


@frozen
class RowOfTable:
    """A row below the head.

    Attributes:
        names: where the columns stand.
        texts: its cells.
        plan: whose items count.
        by_name: the statistics office's items (:func:`item_names`).
    """

    names: HeadNames
    texts: Sequence[str]
    plan: Plan
    by_name: Mapping[str, Item]

    def text(self, name: str) -> str:
        """What stands in a describing column; empty where nothing does."""
        at = self.names.at.get(name)
        return self.texts[at] if at is not None and at < len(self.texts) else ""

    def described(self) -> Described | Problem:
        """What the row says of its figures, or why it cannot be taken."""
        spoilt = next((t for name in _DESCRIBING if (t := self.text(name)).startswith(REFUSED)), None)
        if spoilt is not None:
            return Problem(BaseCode.CELL, "", spoilt.removeprefix(REFUSED))
        item, told = self._item(), self.text(UNIT)
        if isinstance(item, Problem):
            return item
        breakdown = self._breakdown(item)
        if breakdown is None:
            known = "、".join(breakdown_name(one, self.plan.areas) for one in (TOTAL, *item.breakdown))
            message = f"“{item.name}”没有分组“{self.text(BREAKDOWN)[:40]}”，有：{known}"
            return Problem(BaseCode.ITEM, "", message)
        if told and head_of(told) != head_of(item.unit):
            message = f"计量单位写的是“{told[:20]}”，规划里是“{item.unit}”，请换算"
            return Problem(BaseCode.MEASURE, "", message)
        status = _STATUSES.get(self.text(STATUS))
        if status is None:
            message = f"性质“{self.text(STATUS)[:20]}”不认识，请写“正式数”或“初步数”"
            return Problem(BaseCode.STATUS, "", message)
        try:
            source = require_text(self.text(SOURCE), SOURCE, longest=LONGEST_SOURCE)
            definition = require_text(self.text(DEFINITION), DEFINITION, longest=LONGEST_SOURCE)
        except UserInputError as error:
            return Problem(BaseCode.SOURCE, "", error.message)
        if not source:
            return Problem(BaseCode.SOURCE, "", "没有写来源，请写明用哪一年的什么资料")
        return Described(
            item=item,
            key=SeriesKey(item.code, breakdown),
            status=status,
            source=source,
            definition=definition,
        )

    def _item(self) -> Item | Problem:
        code, name = self.text(CODE), self.text(NAME)
        item = self.by_name.get(code or name)
        if item is not None and item.code in self.plan.given_out:
            return item
        if item is not None:
            message = f"“{item.name}”{HIDDEN_ITEM}；请从表里删去这一行，报表上有它的单位各自填报"
            return Problem(BaseCode.SENSITIVE_ITEM, "", message)
        other = self.plan.item_by_code.get(code)
        if other is not None:
            owner = self.plan.unit_by_code.get(other.owner or "")
            whose = "没有写明归谁" if owner is None else f"归{owner.official_name}"
            message = f"“{other.name}”{whose}，不是统计局的项目"
        else:
            message = f"规划里统计局没有“{(code or name)[:40] or '（空）'}”这一项"
        return Problem(BaseCode.ITEM, "", message)

    def _breakdown(self, item: Item) -> str | None:
        """The breakdown that is named by its code, its Chinese name or both; None where the item has none."""
        first, _, rest = self.text(BREAKDOWN).partition(" ")
        allowed = (TOTAL, *item.breakdown)
        by_name = {breakdown_name(one, self.plan.areas): one for one in allowed}
        if not first or (not rest and first in by_name):
            return by_name.get(first, TOTAL)
        try:
            found = canonical_breakdown(first)
        except ValueError:
            return None
        return found if found in allowed else None

    def figure(self, described: Described, year: str, text: str, reporting_year: int) -> BaseFigure | Problem:
        """One figure of the row, or why it is none."""
        item, told = described.item, head_of(year)
        if not years_of([told]):
            return Problem(BaseCode.YEAR, "", f"年份“{year[:20]}”不是年份，没有采用")
        of = int(told)
        if of > reporting_year:
            return Problem(BaseCode.YEAR, "", f"是 {of} 年的数，这是 {reporting_year} 年的基础数据")
        reading = parse_quantity(text, item.unit)
        if reading.problem is not None:
            return Problem(BaseCode.CELL, "", reading.message)
        if reading.value is not None and (beyond := item.limits.passed_by(reading.value)) is not None:
            shown = canonical_decimal(reading.value)
            return Problem(BaseCode.IMPOSSIBLE, "", f"填了 {shown}，{beyond.why}，{beyond.mend}")
        if reading.is_blank:
            return Problem(BaseCode.CELL, "", "看不见有数，请清空这一格或填数")
        return BaseFigure(
            key=described.key,
            year=of,
            value=reading.value,
            missing=reading.missing,
            unit=item.unit,
            period=item.period,
            status=described.status,
            source=described.source,
            definition=described.definition,
        )
