"""What a table of earlier years would change, as rows of a preview."""

from __future__ import annotations

from desktop.models.unit.pasting import Fate, PastedCell, PastePreview
from desktop.models.unit.working_year import WorkingYear
from desktop.services.past_tables import HistoryPreview
from forms.figures.breakdown import TOTAL, SeriesKey, breakdown_name
from forms.figures.quantity import canonical_decimal, decimal_places, format_quantity


def preview_history(working: WorkingYear, preview: HistoryPreview) -> PastePreview:
    """Rows for the changes and for what is refused, with its place in the table."""
    changes = []
    for figure, present in preview.changes:
        name, decimals = _described(working, figure.key)
        now, then = (
            "" if v is None else format_quantity(v, max(decimals, decimal_places(v)))
            for v in (present, figure.value)
        )
        place = f"{figure.year} 年 {name}"
        changes.append(
            PastedCell(
                place=place,
                text=canonical_decimal(figure.value),
                address="",
                present=now,
                shown=then,
                fate=Fate.FILL,
            )
        )
    refused = [
        PastedCell(
            place=p.place, text="", address="", present="", shown="", fate=Fate.REFUSED, reason=p.message
        )
        for p in preview.problems
    ]
    return PastePreview((*refused, *changes), matched_by_name=True, more_same=preview.same)


def _described(working: WorkingYear, key: SeriesKey) -> tuple[str, int]:
    plan = working.year.desk.plan
    subject = plan.item_by_code.get(key.code) or plan.indicator_by_code[key.code]
    part = "" if key.breakdown == TOTAL else f" · {breakdown_name(key.breakdown, plan.areas)}"
    return f"{subject.name}{part}", subject.decimals
