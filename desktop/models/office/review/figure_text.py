"""A figure that came as text, written as the grid writes it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from forms.figures.quantity import decimal_places, format_quantity


def grouped(text: str) -> str:
    """A figure with separators of thousands, as the grid has it; any other text as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return format_quantity(value, decimal_places(value)) if value.is_finite() else text


def from_to(old: str, new: str) -> str:
    """What a cell held before and holds now; an empty one is called so (Chinese)."""
    return f"{grouped(old) or '空'} → {grouped(new) or '空'}"
