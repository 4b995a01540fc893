"""Figures of a whole plan that contradict each other nowhere: wholes are divided evenly among their parts."""

from decimal import Decimal

from forms.figures.breakdown import TOTAL, parse_breakdown

WHOLE = 27720
"""It is divided evenly by 2 to 12, and by their products that occur."""
SMALL = 7
"""Of items that can have no such figure, as years of schooling."""


def balanced(item, breakdown):
    """A figure of an item's breakdown."""
    value = WHOLE
    for dimension in () if breakdown == TOTAL else parse_breakdown(breakdown):
        told = (parse_breakdown(one).get(dimension) for one in item.breakdown)
        value //= len(set(filter(None, told)) | ({"F", "M"} if dimension == "SEX" else set()))
    return value if item.limits.passed_by(Decimal(value)) is None else SMALL
