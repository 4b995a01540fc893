"""Frozen dataclasses from and to JSON documents, by their own field types.

The plan records are the published format: writing a second description of every field (a schema
here, a parser there) would let the two drift apart. So the reader is derived from the type hints,
once per class, and reports every mistake with its place instead of stopping at the first.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.text.typed import REFUSED

T = TypeVar("T")
_Place = Any
"""Where a value stands: a text, or the place of what it stands in with its name or number there. Nearly every
value is sound, and its place is never written out."""
_Reader = Callable[[Any, _Place, list[Problem]], Any]

ADDED = "added"
"""Mark of a field in its metadata."""


def added(default: T) -> Any:
    """A field that came to the format after its first release.

    A pack that does not use it is written without it, so that the packs of older programs keep their bytes,
    and with them the digest under which packages name them.
    """
    return dataclasses.field(default=default, metadata={ADDED: True})


UNREADABLE: Any = object()
"""Stands for a value that had problems; such a record is never handed out."""

_MOST_DIGITS = 30
"""Digits of a number in a pack; chosen far above any of a plan."""
MOST_CHARACTERS = 2000
"""Of one text; the longest in a bundled pack has 150."""
_NOT_ONE_LINE = re.compile(r"^\s|\s$|[\t-\r\x85\u2028\u2029]")
_KIND_NAMES = {str: "文字", int: "整数", bool: "true 或 false", Decimal: "数字"}


def decode(cls: type[T], document: object, place: str, problems: list[Problem]) -> T | None:
    """Read a JSON object into ``cls``.

    Args:
        cls: a frozen dataclass whose fields are strings, integers, decimals, booleans, enumerations,
            other such dataclasses, tuples of these, string maps, or any of them or None.
        document: what the JSON parser gave (numbers as int or Decimal, never float).
        place: where the object stands, for messages.
        problems: receives every mistake found.

    Returns:
        The record, or None if anything in it was wrong.
    """
    value = _record_reader(typing.cast("Hashable", cls))(document, place, problems)
    return None if value is UNREADABLE else typing.cast("T", value)


def encode(value: object) -> Any:
    """The JSON document of a record, the inverse of :func:`decode`.

    Every field is present, but those that were :func:`added` to the format and hold their default.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: encode(found)
            for f in dataclasses.fields(value)
            if (found := getattr(value, f.name)) != f.default or ADDED not in f.metadata
        }
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | list):
        return [encode(entry) for entry in value]
    if isinstance(value, Mapping):
        return {key: encode(entry) for key, entry in value.items()}
    return value


@cache
def _record_reader(cls: Any) -> _Reader:
    """Reader for a dataclass: an object with known keys only, required keys present."""
    hints = typing.get_type_hints(cls)
    fields = {f.name: _reader_for(hints[f.name]) for f in dataclasses.fields(cls)}
    required = {
        f.name
        for f in dataclasses.fields(cls)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }

    def read(document: Any, place: _Place, problems: list[Problem]) -> Any:
        if type(document) is not dict and not isinstance(document, Mapping):  # asking an ABC takes 2 µs
            return _wrong(problems, place, f"这里应是一组“名称: 值”，却是{_describe(document)}")
        count = len(problems)
        if missing := required - document.keys():
            problems.extend(
                Problem(PlanCode.MISSING, _written((place, name)), "缺少这一项，请补上")
                for name in sorted(missing)
            )
        found = {}
        for name, entry in document.items():
            reader = fields.get(name)
            if reader is None:
                problems.append(
                    Problem(PlanCode.UNKNOWN_FIELD, _written((place, name)), "不认识这一项，请核对拼写")
                )
            else:
                found[name] = reader(entry, (place, name), problems)
        return UNREADABLE if len(problems) > count else cls(**found)

    return read


def _reader_for(hint: Any) -> _Reader:
    """Reader for one field type."""
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _optional_reader(_reader_for(next(a for a in arguments if a is not type(None))))
    if origin is tuple:
        if arguments[-1] is not Ellipsis:
            return _fixed_reader([_reader_for(a) for a in arguments])
        return _list_reader(_reader_for(arguments[0]))
    if origin is dict:
        return _map_reader(_reader_for(arguments[1]))
    if dataclasses.is_dataclass(hint):
        return _record_reader(typing.cast("Hashable", hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice_reader(hint)
    return _plain_reader(hint)


def _optional_reader(inner: _Reader) -> _Reader:
    def read(value: Any, place: _Place, problems: list[Problem]) -> Any:
        if value is None:
            return None
        if value == "":
            problems.append(Problem(PlanCode.TEXT, _written(place), "这里不能是空文字；没有就不填（null）"))
            return UNREADABLE
        return inner(value, place, problems)

    return read


def text_fault(text: str) -> str:
    """What keeps a text from being one line as it is printed; empty when nothing does.

    Workbook cell, form and JSON then say the same.
    """
    if len(text) > MOST_CHARACTERS:
        return f"文字超过 {MOST_CHARACTERS} 个字符，请缩短"
    if text.isprintable() and text == text.strip():
        return ""  # nearly every text; what is refused below is never printable
    if _NOT_ONE_LINE.search(text) or REFUSED.search(text):
        return "文字前后不能有空格，中间不能换行，也不能有看不见的控制字符和方向符"
    return ""


def _text_reader(value: Any, place: _Place, problems: list[Problem]) -> Any:
    if type(value) is not str:
        return _wrong(problems, place, f"这里应是{_KIND_NAMES[str]}，却是{_describe(value)}")
    fault = text_fault(value)
    if fault:
        problems.append(Problem(PlanCode.TEXT, _written(place), fault))
        return UNREADABLE
    return value


def _plain_reader(kind: type) -> _Reader:
    if kind is str:
        return _text_reader

    def read(value: Any, place: _Place, problems: list[Problem]) -> Any:
        if kind is Decimal and isinstance(value, int | Decimal) and not isinstance(value, bool):
            return _bounded(Decimal(value), place, problems)
        if type(value) is kind:
            return value
        return _wrong(problems, place, f"这里应是{_KIND_NAMES[kind]}，却是{_describe(value)}")

    return read


def _bounded(value: Decimal, place: _Place, problems: list[Problem]) -> Any:
    """A number that can be written out: ``1e999999999`` is a few bytes but a gigabyte of digits."""
    if value.is_finite() and -_MOST_DIGITS <= value.adjusted() <= _MOST_DIGITS:
        return value
    return _wrong(problems, place, "这里应是大小合理的数字")


def _choice_reader(kind: type[StrEnum]) -> _Reader:
    choices = {member.value: member for member in kind}

    def read(value: Any, place: _Place, problems: list[Problem]) -> Any:
        if isinstance(value, str) and value in choices:
            return choices[value]
        return _wrong(problems, place, f"这里只能是 {'、'.join(choices)}，却是{_describe(value)}")

    return read


def _list_reader(inner: _Reader) -> _Reader:
    def read(value: Any, place: _Place, problems: list[Problem]) -> Any:
        if not isinstance(value, list | tuple):
            return _wrong(problems, place, f"这里应是一个列表，却是{_describe(value)}")
        if "" in value:
            problems.append(Problem(PlanCode.TEXT, _written(place), "列表里不能有空文字"))
            return UNREADABLE
        return tuple(inner(entry, (place, i), problems) for i, entry in enumerate(value))

    return read


def _fixed_reader(inner: list[_Reader]) -> _Reader:
    def read(value: Any, place: _Place, problems: list[Problem]) -> Any:
        if not isinstance(value, list | tuple) or len(value) != len(inner):
            return _wrong(problems, place, f"这里应是 {len(inner)} 个值的列表，却是{_describe(value)}")
        return tuple(
            r(entry, (place, i), problems) for i, (r, entry) in enumerate(zip(inner, value, strict=True))
        )

    return read


def _map_reader(inner: _Reader) -> _Reader:
    def read(value: Any, place: _Place, problems: list[Problem]) -> Any:
        if not isinstance(value, Mapping):
            return _wrong(problems, place, f"这里应是一组“名称: 值”，却是{_describe(value)}")
        return {str(key): inner(entry, (place, key), problems) for key, entry in value.items()}

    return read


def _wrong(problems: list[Problem], place: _Place, message: str) -> Any:
    problems.append(Problem(PlanCode.WRONG_TYPE, _written(place), message))
    return UNREADABLE


def _written(place: _Place) -> str:
    """A place as people read it, such as ``规划.targets[12].year``."""
    ends = []
    while isinstance(place, tuple):
        place, name = place
        ends.append(f"[{name}]" if isinstance(name, int) else f".{name}")
    return f"{place}{''.join(reversed(ends))}"


def _describe(value: object) -> str:
    """What stands there instead, short enough for a message."""
    if value is None:
        return "空值"
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
