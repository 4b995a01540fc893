"""Words already in a store that its doors would refuse today; older versions let them in."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.services.unit.desk import ROLE_NAMES
from desktop.services.unit.evidence import attachments
from desktop.services.unit.year import YearDesk
from forms.text.typed import read_text, refusal


def refused_texts(year: YearDesk) -> list[str]:
    """Why each such text of a year cannot be frozen: the office would find it in the package."""
    said = (refusal(place, read_text(text, lines=True)) for place, text in _texts(year) if text)
    return [sentence for sentence in said if sentence]


def _texts(year: YearDesk) -> Iterator[tuple[str, str]]:
    people = year.desk.people
    for role in ("head", "statistician", "filler", "phone"):
        yield ROLE_NAMES[role], getattr(people, role)
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
