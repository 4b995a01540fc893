"""Labels with texts beside them, as rich text for a label."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from desktop.views.frame.look.colours import now
from forms.turning import shown_plainly


def facts_html(facts: Iterable[tuple[str, str]]) -> str:
    """A table of labels and texts."""
    rows = "".join(
        f"<tr><td style='color:{now().muted}; padding-right:8px; white-space:nowrap'>{label}</td>"
        f"<td style='padding-bottom:3px'>{escape(shown_plainly(text)).replace(chr(10), '<br>')}</td></tr>"
        for label, text in facts
    )
    return f"<table cellspacing='0' cellpadding='0'>{rows}</table>"
