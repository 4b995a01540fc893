"""Mistakes in the age bands of items, indicators and forms.

Part of :mod:`forms.plan.catalogue`, which calls this check on a plan whose breakdowns are all known.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from forms.codes.plan import PlanCode
from forms.errors import Problem
from forms.figures.breakdown import AgeBand, age_band, format_breakdown, parse_breakdown
from forms.plan.pack import Plan


def check_age_bands(plan: Plan) -> Iterable[Problem]:
    """Whether age bands rise and nobody is in two of them; else they could not be added up."""
    places = [(f"规划.items.{i.code}", i.breakdown) for i in plan.items]
    places += [(f"规划.indicators.{i.code}", i.breakdown) for i in plan.indicators]
    places += [(f"规划.forms.{f.code}", f.columns) for f in plan.forms]
    for place, breakdowns in places:
        for bands in _families(breakdowns).values():
            if any(one.last is None or one.last >= next_.first for one, next_ in pairwise(bands)):
                message = "年龄组要从小到大排，一个年龄只能在一个组里"
                yield Problem(PlanCode.AGE_BANDS, place, message)
                break


def _families(breakdowns: Iterable[str]) -> dict[str, list[AgeBand]]:
    """Age bands by what they are joined with: those of all, of women, of women in towns."""
    found: dict[str, list[AgeBand]] = {}
    for text in breakdowns:
        try:
            band = age_band(text)
        except ValueError:
            continue  # the check of breakdowns reports it
        if band is not None:
            others = {d: v for d, v in parse_breakdown(text).items() if d != "AGE"}
            found.setdefault(format_breakdown(others), []).append(band)
    return found
