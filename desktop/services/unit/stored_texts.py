"""Texts in a store that would be refused today; older versions accepted them."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.services.unit.evidence import attachments
from desktop.services.unit.year import YearDesk
from forms.text.kept import refusals, why_no_reason
from forms.text.typed import LONGEST_NAME


def refused_texts(year: YearDesk) -> list[str]:
    """Why each such text of a year cannot be frozen: the office would find it in the package."""
    said: list[str] = []
    for place, text in _names(year):
        said += refusals(place, text, LONGEST_NAME)
    for place, text in _texts(year):
        said += refusals(place, text)
    for place, text in _reasons(year):
        said += refusals(place, text) or filter(None, [why_no_reason(text, place)])
    return said


def _names(year: YearDesk) -> Iterator[tuple[str, str]]:
    yield from ((role.label, text) for role, text in year.desk.people.by_role())
    for key, observation in year.figures.observations.items():
        yield f"{key.code} 的填报人", observation.entered_by


def _texts(year: YearDesk) -> Iterator[tuple[str, str]]:
    for key, observation in year.figures.observations.items():
        cells = year.layout.cells_by_key.get(key, ())
        place = year.layout.form_of(cells[0].address).form.title if cells else key.code
        yield f"《{place}》{key.code} 的备注", observation.note
        yield f"《{place}》{key.code} 的数据来源", observation.source
    for attachment in attachments(year):
        yield f"{attachment.key.code} 的附件名", attachment.name


def _reasons(year: YearDesk) -> Iterator[tuple[str, str]]:
    for finding in year.report.findings:
        explanation = year.report.explanation(finding)
        if explanation is not None:
            yield f"{explanation.cell} 的原因说明", explanation.text
    for change in year.desk.definition_changes():
        yield f"{change.code} 的口径变动说明", change.note
