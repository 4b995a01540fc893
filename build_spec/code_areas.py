"""The stable codes by area, as the page of all codes and the manual list them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from operator import itemgetter
from pkgutil import iter_modules
from typing import NamedTuple

import forms.codes
from forms.codes.code import ErrorCode


class Area(NamedTuple):
    """The codes of an area.

    Attributes:
        home: the class that has them.
        codes: name and code of each, in the order of the codes.
    """

    home: type
    codes: tuple[tuple[str, ErrorCode], ...]


def areas() -> tuple[Area, ...]:
    """All areas, in the order of the alphabet."""
    modules = [import_module(one.name) for one in iter_modules(forms.codes.__path__, "forms.codes.")]
    homes = [home for module in modules for home in vars(module).values() if isinstance(home, type)]
    found = (Area(home, tuple(sorted(_codes_of(home), key=itemgetter(1)))) for home in homes)
    return tuple(sorted((area for area in found if area.codes), key=lambda area: area.codes[0][1]))


def _codes_of(home: type) -> Iterator[tuple[str, ErrorCode]]:
    return ((name, code) for name, code in vars(home).items() if isinstance(code, ErrorCode))
