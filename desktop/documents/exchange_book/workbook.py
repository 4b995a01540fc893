"""The exchange of a year as a workbook."""

from __future__ import annotations

from desktop.documents.exchange_book.exchange_sheet import ExchangeSheet


def render_exchange(sheet: ExchangeSheet) -> bytes:
    """Write the exchange as .xlsx; texts are written as text, so that none becomes a formula.

    The same exchange gives the same bytes.
    """
    from desktop.documents.exchange_book.exchange_writer import build_exchange

    return build_exchange(sheet)
