"""Units as they are written in the list, and the units that a text means."""

from __future__ import annotations

import re
from collections import Counter

from forms.plan.pack import Plan, Unit

_SEPARATORS = re.compile(r"[、，,；;\s]+")


class UnitNames:
    """The units of a plan by all their names: code, name and full name."""

    def __init__(self, plan: Plan) -> None:
        """Collect the names; one that two units share means neither."""
        named = [(text, unit) for unit in plan.units for text in dict.fromkeys(_names(unit))]
        counts = Counter(text for text, _ in named)
        self._codes = {text: unit.code for text, unit in named if counts[text] == 1}
        self._codes |= {unit.code: unit.code for unit in plan.units}
        self._shown = {unit.code: self._show(unit) for unit in plan.units}

    def _show(self, unit: Unit) -> str:
        """The short name, else the full one; the code where both mean several units."""
        return next(name for name in (unit.name, unit.official_name, unit.code) if self._means(name, unit))

    def _means(self, name: str, unit: Unit) -> bool:
        return self._codes.get(name) == unit.code and (name == unit.code or not _SEPARATORS.search(name))

    def text(self, codes: tuple[str, ...]) -> str:
        """Units in one cell."""
        return "、".join(self._shown[code] for code in codes)

    def read(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes of the units that a cell names, and the names that mean none."""
        whole = self._codes.get(text)  # a full name may hold a mark that parts names elsewhere
        if whole is not None:
            return (whole,), ()
        parts = [part for part in _SEPARATORS.split(text) if part]
        known = tuple(self._codes[part] for part in parts if part in self._codes)
        return known, tuple(part for part in parts if part not in self._codes)


def _names(unit: Unit) -> tuple[str, ...]:
    return (unit.code, unit.name) if unit.full_name is None else (unit.code, unit.name, unit.full_name)
