"""Texts in a store that would be refused today; older versions accepted them."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.services.unit.evidence import attachments
from desktop.services.unit.year import YearDesk
from forms.text.typed import LONGEST_NAME, LONGEST_TEXT, length_refusal, read_text, refusal


def refused_texts(year: YearDesk) -> list[str]:
    """Why each such text of a year cannot be frozen: the office would find it in the package."""
    said: list[str] = []
    for place, text in _names(year):
        said += _refusals(place, text, LONGEST_NAME)
    for place, text in _texts(year):
        said += _refusals(place, text, LONGEST_TEXT)
    return said


def _refusals(place: str, text: str, longest: int) -> list[str]:
    both = (length_refusal(place, text, longest), refusal(place, read_text(text, lines=True)))
    return [sentence for sentence in both if sentence]


def _names(year: YearDesk) -> Iterator[tuple[str, str]]:
    return ((role.label, text) for role, text in year.desk.people.by_role())


def _texts(year: YearDesk) -> Iterator[tuple[str, str]]:
    for key, observation in year.figures.observations.items():
        cells = year.layout.cells_by_key.get(key, ())
        place = year.layout.form_of(cells[0].address).form.title if cells else key.code
        yield f"《{place}》{key.code} 的备注", observation.note
        yield f"《{place}》{key.code} 的数据来源", observation.source
    for explanation in year.report.explanations.values():
        yield f"{explanation.cell} 的原因说明", explanation.text
    for change in year.desk.definition_changes():
        yield f"{change.code} 的口径变动说明", change.note
    for attachment in attachments(year):
        yield f"{attachment.key.code} 的附件名", attachment.name
