"""Between the pack's nested document and the flat records of the plan workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.documents.plan_book.columns import Document, Naming

_NAME_FIELDS = {"domains": ("no", "title"), "units": ("code", "name"), "items": ("code", "name"),
                "indicators": ("code", "name"), "forms": ("code", "title")}  # fmt: skip
"""Fields by which the records of a sheet are referred to and named."""
_NESTED = {"domains.goals": ("domain", "no", "goals"), "forms.rows": ("form", "code", "rows")}
"""Sheets whose records stand inside another record: field that names it, its key, the list in it."""
MAPS = {"areas": ("code", "name"), "parameters.enforcement": ("code", "level")}
"""Sheets whose records are the entries of a map: fields of key and value."""


def key_fields(path: str) -> tuple[str, str] | None:
    """Code and name fields of a sheet that others refer to, or None."""
    return _NAME_FIELDS.get(path)


def flatten(document: Document, path: str) -> list[Document]:
    """The records of a sheet, in order."""
    if path in _NESTED:
        outer_field, key, inner = _NESTED[path]
        outers = document[path.partition(".")[0]]
        return [{outer_field: outer[key], **record} for outer in outers for record in outer[inner]]
    if path in MAPS:
        key, value = MAPS[path]
        return [{key: k, value: v} for k, v in get_field(document, path).items()]
    found = document.get(path, ()) if path else document
    return [found] if isinstance(found, Mapping) else list(found)


def naming(document: Document) -> Naming:
    """Names of everything that is referred to by code."""
    return Naming(
        {
            path: {record[code]: record[name] for record in document[path]}
            for path, (code, name) in _NAME_FIELDS.items()
        }
    )


def get_field(record: Document, path: str) -> Any:
    """Value at ``a.b`` or ``a[0]``; None where a part on the way is None."""
    value: Any = record
    for step in path.replace("[", ".").replace("]", "").split("."):
        if value is None:
            return None
        value = value[int(step)] if step.isdigit() else value.get(step)
    return value


def nest(records: Mapping[str, list[dict[str, Any]]]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The pack document of the sheets' records, and the place of every record in it.

    Args:
        records: records by sheet path; a sheet with a single record has one.

    Returns:
        The document, and by sheet path the places of its records, as the checks name them. A record
        inside another that does not exist has an empty place.
    """
    [cover] = records[""]
    [parameters] = records["parameters"]
    document: dict[str, Any] = {**cover, "parameters": parameters}
    places = {"": ["规划"], "parameters": ["规划.parameters"]}
    for path, found in records.items():
        if path in _NESTED or path in MAPS or path in ("", "parameters"):
            continue
        document[path] = found
        places[path] = [f"规划.{path}[{i}]" for i in range(len(found))]
    for path in _NESTED:
        places[path] = _put_inside(document, path, records[path])
    for path, (key, value) in MAPS.items():
        holder, _, name = path.rpartition(".")
        (document[holder] if holder else document)[name] = {r[key]: r[value] for r in records[path]}
        places[path] = [f"规划.{path}.{record[key]}" for record in records[path]]
    return document, places


def _put_inside(document: dict[str, Any], path: str, records: Iterable[dict[str, Any]]) -> list[str]:
    """Move records into the outer records that they name."""
    outer_path = path.partition(".")[0]
    outer_field, key, inner = _NESTED[path]
    by_key: dict[Any, tuple[int, dict[str, Any]]] = {}
    for i, outer in enumerate(document[outer_path]):
        outer[inner] = []
        by_key.setdefault(outer[key], (i, outer))
    places = []
    for record in records:
        i, outer = by_key.get(record.pop(outer_field), (-1, {inner: []}))
        place = f"规划.{outer_path}[{i}].{inner}[{len(outer[inner])}]"
        outer[inner].append(record)
        places.append(place if i >= 0 else "")
    return places


def aliases(document: Document) -> dict[str, str]:
    """Places by code, as some checks name them, to places by number; of doubles, the last."""
    found: dict[str, str] = {}
    for path, (key, _) in _NAME_FIELDS.items():
        for i, record in enumerate(document[path]):
            found[f"规划.{path}.{record[key]}"] = f"规划.{path}[{i}]"
            for inner, field in (("goals", "goals."), ("rows", "")):
                for j, part in enumerate(record.get(inner, ())):
                    name = part["no" if inner == "goals" else "code"]
                    alias = f"规划.{path}.{record[key]}.{field}{name}"
                    found[alias] = f"规划.{path}[{i}].{inner}[{j}]"
    for i, record in enumerate(document.get("county_indicators", ())):
        found[f"规划.county_indicators.{record['code']}"] = f"规划.county_indicators[{i}]"
    for i, record in enumerate(document["strategies"]):
        found[f"规划.strategies.{record['domain']}.{record['no']}"] = f"规划.strategies[{i}]"
    return found
