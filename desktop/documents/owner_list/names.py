"""Units as they are written in the list, and the units that a text means."""

from __future__ import annotations

import re
from collections import Counter

from forms.plan.pack import Plan, Unit

_SEPARATORS = re.compile(r"([、，,；;\s]+)")


class UnitNames:
    """The units of a plan by all their names: code, name and full name."""

    def __init__(self, plan: Plan) -> None:
        """Collect the names; one that two units share means neither."""
        named = [(text, unit) for unit in plan.units for text in dict.fromkeys(_names(unit))]
        counts = Counter(text for text, _ in named)
        self._codes = {text: unit.code for text, unit in named if counts[text] == 1}
        self._codes |= {unit.code: unit.code for unit in plan.units}
        self._most_pieces = max((len(_SEPARATORS.split(name)) for name in self._codes), default=1)
        self._shown = {unit.code: self._show(unit) for unit in plan.units}

    def _show(self, unit: Unit) -> str:
        """The short name, else the full one; the code where both mean several units."""
        return next(name for name in (unit.name, unit.official_name, unit.code) if self._means(name, unit))

    def _means(self, name: str, unit: Unit) -> bool:
        return self._codes.get(name) == unit.code and (name == unit.code or not _SEPARATORS.search(name))

    def text(self, codes: tuple[str, ...]) -> str:
        """Units in one cell: their names, or their codes where the names together would mean others."""
        shown = "、".join(self._shown[code] for code in codes)
        return shown if self.read(shown) == (codes, ()) else "、".join(codes)

    def read(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes of the units that a cell names, and the names that mean none."""
        known: list[str] = []
        unknown: list[str] = []
        # Names and what stands between them in turn, so that a name which itself holds such a mark is found.
        pieces = _SEPARATORS.split(text)
        at = 0
        while at < len(pieces):
            end, code = self._longest(pieces, at)
            if code is not None:
                known.append(code)
            elif pieces[at]:
                unknown.append(pieces[at])
            at = end + 2
        return tuple(known), tuple(unknown)

    def _longest(self, pieces: list[str], at: int) -> tuple[int, str | None]:
        """Where the longest name that begins at a piece ends, and its unit; None where none begins there."""
        for end in range(min(len(pieces), at + self._most_pieces) - 1, at - 1, -2):
            code = self._codes.get("".join(pieces[at : end + 1]))
            if code is not None:
                return end, code
        return at, None


def _names(unit: Unit) -> tuple[str, ...]:
    return (unit.code, unit.name) if unit.full_name is None else (unit.code, unit.name, unit.full_name)
