"""Checks a JSON document against one of our published schemas.

Only the keywords that these schemas use are implemented (JSON Schema 2020-12); a test holds that no published
schema uses another, and compares the answers with those of a complete validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

ANNOTATIONS: Final = frozenset({"$schema", "title", "description"})
"""Keywords that have no effect on validity."""


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


_TYPES: Final[dict[str, Callable[[Any], bool]]] = {
    "object": lambda value: isinstance(value, Mapping),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and value == int(value),
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
_TYPE_NAMES: Final = {
    "object": "对象",
    "array": "列表",
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "真假值",
    "null": "空",
}


def fault(document: object, schema: Mapping[str, Any]) -> str:
    """The first place where a document departs from a schema, as a Chinese clause; empty where it fits.

    Args:
        document: JSON types, numbers as ``int`` or ``Decimal``.
        schema: the schema, likewise.

    Raises:
        KeyError: the schema uses a type or a keyword that is not known here, at a place that was examined.
    """
    return next(_faults(document, schema, ""), "")


def _faults(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    """Every departure; a value of a wrong type is not examined further."""
    kinds = schema.get("type")
    if kinds is not None:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not any(_TYPES[kind](value) for kind in kinds):
            yield f"{_named(path)}应是{'或'.join(_TYPE_NAMES[kind] for kind in kinds)}"
            return
    for keyword, wanted in schema.items():
        if keyword != "type" and keyword not in ANNOTATIONS:
            yield from KEYWORDS[keyword](value, wanted, path, schema)


def _named(path: str) -> str:
    return f"“{path}”" if path else "整个文件"


def _same(value: object, wanted: object) -> bool:
    """Equality of JSON values, in which true is not 1."""
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which ``$`` is the very end, as ECMA 262 has it, not the last line's."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))


def _const(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if not _same(value, wanted):
        yield f"{_named(path)}应是 {wanted}"


def _enum(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if not any(_same(value, one) for one in wanted):  # not `in`, by which true is 1
        yield f"{_named(path)}不是规定的几种之一"


def _any_of(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    """The departure from the alternative of the value's own type, if there is one."""
    faults = [list(_faults(value, alternative, path)) for alternative in wanted]
    if all(faults):
        own = [
            found for found, alternative in zip(faults, wanted, strict=True) if _fits_type(value, alternative)
        ]
        yield from (own or faults)[0]


def _fits_type(value: Any, schema: Mapping[str, Any]) -> bool:
    return _TYPES[schema["type"]](value) if isinstance(schema.get("type"), str) else False


def _pattern(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, str) and not _compiled(wanted).search(value):
        yield f"{_named(path)}的写法不对"


def _min_length(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, str) and len(value) < wanted:
        yield f"{_named(path)}不能为空"


def _max_length(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, str) and len(value) > wanted:
        yield f"{_named(path)}太长（{len(value)} 字）"


def _minimum(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if _is_number(value) and value < wanted:
        yield f"{_named(path)}不能小于 {wanted}"


def _maximum(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if _is_number(value) and value > wanted:
        yield f"{_named(path)}不能大于 {wanted}"


def _max_items(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, list) and len(value) > wanted:
        yield f"{_named(path)}的条目太多"


def _min_items(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, list) and len(value) < wanted:
        yield f"{_named(path)}的条目太少"


def _items(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _faults(entry, wanted, f"{path}[{number}]")


def _properties(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, schema in wanted.items():
            if name in value:
                yield from _faults(value[name], schema, _inner(path, name))


def _required(value: Any, wanted: Any, path: str, _: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"缺少“{_inner(path, name)}”" for name in wanted if name not in value)


def _additional(value: Any, wanted: Any, path: str, schema: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    for name in value.keys() - schema.get("properties", {}).keys():
        if wanted is False:
            yield f"{_named(path)}里有规定之外的“{_inner('', name)}”"
        elif wanted is not True:
            yield from _faults(value[name], wanted, _inner(path, name))


def _inner(path: str, name: str) -> str:
    shown = name[:60] if name.isprintable() else ascii(name)[:60]
    return f"{path}.{shown}" if path else shown


_Keyword = Callable[[Any, Any, str, Mapping[str, Any]], Iterator[str]]
KEYWORDS: Final[Mapping[str, _Keyword]] = {
    "const": _const,
    "enum": _enum,
    "anyOf": _any_of,
    "pattern": _pattern,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minimum": _minimum,
    "maximum": _maximum,
    "minItems": _min_items,
    "maxItems": _max_items,
    "items": _items,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
}
"""Keywords beside ``type`` that are judged."""
