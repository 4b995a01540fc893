"""What differs between two versions of one record of a plan, in words for a clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any

from desktop.documents.plan_book.columns import SheetColumn
from desktop.documents.plan_book.sheets import SHEETS
from forms.figures.breakdown import breakdown_name
from forms.frozen import frozen
from forms.plan.definitions import Formula, Indicator, Item
from forms.plan.pack import Form, Plan, Row

_SHEETS = {Item: "items", Indicator: "indicators", Form: "forms"}
"""Sheet of the plan workbook that has each kind of record: its heads name the fields."""
_OWN_WORDS = {"rows": "行"}
"""Fields that are a sheet of their own."""
_NAMES = ("name", "title")
"""Fields whose change is told without naming the field."""
_SHORT = 24
"""Characters up to which the wording before is repeated beside the new one. Chosen by us: both fit a line."""


@frozen
class _Version:
    """A field's value, and the plan that explains its codes."""

    plan: Plan
    value: Any

    @property
    def unit_name(self) -> str:
        """The value as code of a unit."""
        unit = self.plan.unit_by_code.get(self.value)
        return unit.official_name if unit is not None else ""

    def name_of(self, code: str) -> str:
        """Name of an item or an indicator."""
        known = self.plan.item_by_code.get(code) or self.plan.judged_by_code.get(code)
        return known.name if known is not None else ""

    @property
    def breakdowns(self) -> str:
        """The value as breakdowns."""
        return "、".join(breakdown_name(code, self.plan.areas) for code in self.value)


def changed_facts(old: Any, new: Any, before: Plan, after: Plan) -> str:
    """Each field in which two versions of an item, an indicator or a form differ; empty where they are equal.

    Args:
        old: the record in the plan in force.
        new: the same in the new version.
        before: the plan in force.
        after: the new version.
    """
    said = []
    sheet = _SHEETS[type(new)]
    for field in fields(new):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            tell = _TOLD.get(field.name, _plain(sheet, field.name))
            words = tell(_Version(before, was), _Version(after, now))
            said.append(words.strip() if field.name in _NAMES else f"{_titles(sheet)[field.name]}{words}")
    return "；".join(said)


@cache
def _titles(path: str) -> Mapping[str, str]:
    """Name of each field: the head of its first column in the plan workbook."""
    found = dict(_OWN_WORDS)
    for column in _columns(path):
        found.setdefault(column.path.split(".")[0], column.title)
    return found


def _columns(path: str) -> tuple[SheetColumn, ...]:
    return next(sheet.columns for sheet in SHEETS if sheet.path == path)


_Tell = Callable[[_Version, _Version], str]


def _plain(path: str, field: str) -> _Tell:
    """Tells of a field as its column of the plan workbook writes it."""

    def tell(old: _Version, new: _Version) -> str:
        column = next(c for c in _columns(path) if c.path == field)
        was, now = (str(column.kind.write(_as_json(v.value))) for v in (old, new))
        return _changed(was, now)

    return tell


def _as_json(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _changed(was: str, now: str) -> str:
    """The new wording, with the old one beside it where both are short."""
    if len(was) > _SHORT or len(now) > _SHORT:
        return f"改为“{now}”" if now else "取消"
    return f" {was or '无'} → {now or '无'}"


def _owner(old: _Version, new: _Version) -> str:
    return _changed(old.unit_name, new.unit_name)


def _named(old: _Version, new: _Version) -> str:
    return _changed(*(v.name_of(v.value) if v.value else "" for v in (old, new)))


def _breakdowns(old: _Version, new: _Version) -> str:
    return _changed(old.breakdowns, new.breakdowns)


def _formula(old: _Version, new: _Version) -> str:
    was, now = old.value, new.value
    assert isinstance(was, Formula)
    assert isinstance(now, Formula)
    return f" {was.text} → {now.text}" if was.text != now.text else "的算法有改动"


def _survey(old: _Version, new: _Version) -> str:
    if old.value is None:
        return "：是，没有调查的年份不填"
    return "的要求有改动" if new.value is not None else "：否"


def _notes(_old: _Version, _new: _Version) -> str:
    return "有改动"


def _rows(old: _Version, new: _Version) -> str:
    was, now = _row_names(old), _row_names(new)
    changes = (("新增", now, was), ("取消", was, now))
    said = [f"{word}{'、'.join(names)}" for word, have, lack in changes if (names := list(_only(have, lack)))]
    return "：" + ("，".join(said) or "次序或写法有改动")


def _row_names(version: _Version) -> dict[str, str]:
    return {_code(row): row.label or version.name_of(_code(row)) for row in version.value}


def _code(row: Row) -> str:
    return row.item or row.indicator or ""


def _only(have: Mapping[str, str], lack: Mapping[str, str]) -> Iterator[str]:
    """Quoted names of what only the first has."""
    return (f"“{name}”" for code, name in have.items() if code not in lack)


_TOLD: Mapping[str, _Tell] = {
    "owner": _owner,
    "breakdown": _breakdowns,
    "columns": _breakdowns,
    "proxy_for": _named,
    "same_as": _named,
    "part_of": _named,
    "sample_item": _named,
    "formula": _formula,
    "special_survey": _survey,
    "notes": _notes,
    "rows": _rows,
}
"""Fields that a column of the workbook writes with codes, or that have several columns."""
