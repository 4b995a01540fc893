"""Arithmetic typed into a cell as in a spreadsheet: ``=10+5`` is computed exactly, to be offered."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from forms.figures.quantity import MAX_INTEGER_DIGITS, canonical_decimal, parse_number

_LONGEST = 200
"""Characters of a text that is looked at; more terms than a clerk adds up in a cell. Chosen by us."""
_MOST_DECIMALS = 10
"""Decimals of a result; chosen above those of any item."""
_SIGNS = {"−": "-", "–": "-", "—": "-", "﹣": "-", "×": "*", "✕": "*", "÷": "/", "∕": "/"}
"""What people write, to the signs of a spreadsheet; full-width ones are narrowed before."""
_OPERATOR = re.compile(r"(?<=[^-+*/\s])\s*([-+*/])\s*")
"""An operator, and not the sign of a number: something stands before it."""
_CLEAR = frozenset("+*")
"""What is arithmetic without a sign of equality; 10-12 may be a span and 3/4 a date."""


def computed(text: str, unit: str = "") -> Decimal | None:
    """The result of sums, differences, products and quotients of figures, × and ÷ first; exact.

    Args:
        text: a cell's text that cannot be read as it stands.
        unit: unit of measure of the item, which may stand behind each figure.

    Returns:
        The result without zeros at its end; None where the text is no arithmetic, names other cells, divides
        by zero, or has no end as a decimal. ``10-12`` is arithmetic only behind a sign of equality.
    """
    if len(text) > _LONGEST:
        return None
    folded = "".join(_SIGNS.get(c, c) for c in unicodedata.normalize("NFKC", text.strip()))
    is_equation = "=" in (folded[:1], folded[-1:])
    terms = _OPERATOR.split(folded.removeprefix("=").removesuffix("=").strip())
    if not is_equation and (len(terms) == 1 or _CLEAR.isdisjoint(terms[1::2])):
        return None
    numbers = [parse_number(term, unit).value for term in terms[::2]]
    if any(number is None for number in numbers):
        return None
    return _decimal(_total([Fraction(n) for n in numbers if n is not None], terms[1::2]))


def _total(numbers: list[Fraction], operators: list[str]) -> Fraction | None:
    """The whole, products and quotients before sums; None where zero divides."""
    parts = [numbers[0]]
    for operator, number in zip(operators, numbers[1:], strict=True):
        if operator in "+-":
            parts.append(number if operator == "+" else -number)
        elif operator == "*":
            parts[-1] *= number
        elif number:
            parts[-1] /= number
        else:
            return None
    return sum(parts, Fraction(0))


def _decimal(value: Fraction | None) -> Decimal | None:
    """A fraction as a decimal; None where it has too many digits, or never ends."""
    if value is None or abs(value) >= 10**MAX_INTEGER_DIGITS:
        return None
    scaled = value * 10**_MOST_DECIMALS
    if scaled.denominator != 1:
        return None
    return Decimal(canonical_decimal(Decimal(scaled.numerator).scaleb(-_MOST_DECIMALS)))
