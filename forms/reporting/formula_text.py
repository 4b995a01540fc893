"""A formula in rows of a form, as paper and screen write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from forms.figures.breakdown import TOTAL, breakdown_name
from forms.figures.quantity import canonical_decimal
from forms.plan.definitions import Formula, Term


def formula_in_rows(formula: Formula, codes: Mapping[str, str], gap: str = "", minus: str = "-") -> str:
    """A formula with the codes of rows in place of items, e.g. ``03÷01×100``.

    Args:
        formula: of an indicator.
        codes: code of the row of each item of the form.
        gap: what stands on both sides of a sign.
        minus: the sign of subtraction.

    Returns:
        The formula's own words where an item has no row, or where one quotient does not say it.
    """
    is_here = all(term.item in codes for term in (*formula.numerator, *formula.denominator))
    if not is_here or not formula.is_of_one_quotient:
        return formula.text
    signs = {True: f"{gap}{minus}{gap}", False: f"{gap}+{gap}"}
    in_brackets = bool(formula.denominator) or formula.multiplier != Decimal(1)
    text = _terms(formula.numerator, codes, signs, bracket=in_brackets)
    if formula.denominator:
        text += f"{gap}÷{gap}{_terms(formula.denominator, codes, signs, bracket=True)}"
    if formula.multiplier != Decimal(1):
        text += f"{gap}×{gap}{canonical_decimal(formula.multiplier)}"
    return text


def _terms(
    terms: Sequence[Term], codes: Mapping[str, str], signs: Mapping[bool, str], *, bracket: bool
) -> str:
    text = ""
    for term in terms:
        sign = signs[term.sign < 0] if text or term.sign < 0 else ""
        part = f"（{breakdown_name(term.breakdown)}）" if term.breakdown != TOTAL else ""
        text += f"{sign}{codes[term.item]}{part}"
    return f"({text})" if bracket and len(terms) > 1 else text
