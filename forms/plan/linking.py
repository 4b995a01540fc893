"""A pack completed with the definitions of a shared library, so that what means the same is written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def link(pack: Mapping[str, Any], library: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Complete a pack with the definitions it refers to but does not define itself.

    Args:
        pack: a pack document whose ``items`` and ``indicators`` hold only its own or differing
            definitions. Its ``owners`` (code to unit code) replaces default owners of the library,
            its ``breakdowns`` (code to list) the breakdowns asked for, as where districts report.
            Entries of ``county_indicators`` that are plain codes are looked up like indicators.
        library: documents with ``items`` and ``indicators``, searched in order.

    Returns:
        A complete document for :func:`read_plan`. What cannot be found stays missing and is
        reported there.
    """
    linked = dict(pack)
    changes = {"owner": linked.pop("owners", {}), "breakdown": linked.pop("breakdowns", {})}
    shared = list(library)
    indicators = _definitions(pack, shared, "indicators")
    items = _definitions(pack, shared, "items")
    rows = [row for form in pack.get("forms", ()) for row in form.get("rows", ())]
    used_indicators = [t.get("indicator") for t in pack.get("targets", ())]
    used_indicators += [(t.get("reference") or {}).get("indicator") for t in pack.get("targets", ())]
    used_indicators += [row.get("indicator") for row in rows] + [
        i["code"] for i in pack.get("indicators", ())
    ]
    county = [_code_of(entry) for entry in pack.get("county_indicators", ())]
    chosen_county = _choose({**indicators, **_full(pack, "county_indicators")}, county, changes)
    chosen = _choose(indicators, [code for code in used_indicators if code not in county], changes)
    # Items last: which are used follows from the indicators that were chosen.
    used_items = [row.get("item") for row in rows] + [i["code"] for i in pack.get("items", ())]
    for indicator in (*chosen, *chosen_county):
        formula = indicator.get("formula", {})
        used_items += [t["item"] for t in (*formula.get("numerator", ()), *formula.get("denominator", ()))]
    linked["indicators"] = chosen
    if county:
        linked["county_indicators"] = chosen_county
    linked["items"] = _choose(items, used_items, changes)
    return linked


def _definitions(pack: Mapping[str, Any], library: list[Mapping[str, Any]], kind: str) -> dict[str, Any]:
    """Definitions by code; the pack's own win."""
    found: dict[str, Any] = {}
    for source in (pack, *library):
        for entry in source.get(kind, ()):
            found.setdefault(entry["code"], entry)
    return found


def _full(pack: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Definitions that the pack spells out itself, by code."""
    return {entry["code"]: entry for entry in pack.get(kind, ()) if not isinstance(entry, str)}


def _code_of(entry: Any) -> str:
    return entry if isinstance(entry, str) else str(entry["code"])


def _choose(
    known: Mapping[str, Any], used: Iterable[str | None], changes: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The definitions in use, once each, in order of first use, with what the pack changes in them."""
    codes = dict.fromkeys(code for code in used if code is not None and code in known)
    return [
        {**known[code], **{key: by_code[code] for key, by_code in changes.items() if code in by_code}}
        for code in codes
    ]
