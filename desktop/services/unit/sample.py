"""演示数据: a bundled unit with invented figures, for the demonstration and for trying things out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal

import resources
from db.unit.records import HistoryValue
from desktop.documents.form_book.marks import META_SHEET, SOURCE_FACT
from desktop.services.unit.desk import Desk
from desktop.services.unit.year import NO_SOURCES, YearDesk
from forms.bounded_json import parse_json
from forms.codes.program import DemoCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.findings import Finding
from forms.frozen import frozen


@frozen
class Sample:
    """Invented figures of one unit; never to be reported.

    Attributes:
        notice: sentence that says so.
        plan: plan id.
        unit: unit code.
        year: reporting year.
        people: role to invented name.
        history: earlier years' values.
        figures: texts as a clerk would type them.
        slips: wrong texts that the checks must find.
        explanations: words for questioned figures, by indicator or item.
        sources: where given and surveyed figures come from.
    """

    notice: str
    plan: str
    unit: str
    year: int
    people: Mapping[str, str]
    history: Mapping[int, Mapping[SeriesKey, Decimal]]
    figures: Mapping[SeriesKey, str]
    slips: Mapping[SeriesKey, str]
    explanations: Mapping[SeriesKey, str]
    sources: Mapping[SeriesKey, str]


def load_sample(name: str = "wanghua-health") -> Sample:
    """Read a bundled sample."""
    return read_sample(resources.read_bytes(f"samples/{name}.json"))


def read_sample(data: bytes) -> Sample:
    """The sample in a file of the published form."""
    document = parse_json(data)
    return Sample(
        notice=document["notice"],
        plan=document["plan"],
        unit=document["unit"],
        year=document["year"],
        people=document["people"],
        history={int(year): _keyed_values(values) for year, values in document["history"].items()},
        figures=_keyed(document["figures"]),
        slips=_keyed(document["slips"]),
        explanations=_keyed(document["explanations"]),
        sources=_keyed(document.get("sources", {})),
    )


def _keyed(texts: Mapping[str, str]) -> dict[SeriesKey, str]:
    return {SeriesKey(*name.split("/")): text for name, text in texts.items()}


def _keyed_values(texts: Mapping[str, str]) -> dict[SeriesKey, Decimal]:
    return {key: Decimal(text) for key, text in _keyed(texts).items()}


def import_sample_history(desk: Desk, sample: Sample) -> int:
    """Put the sample's earlier years into a store; returns how many figures."""
    rows = [
        HistoryValue(year, key, value)
        for year, values in sample.history.items()
        for key, value in values.items()
    ]
    return desk.store.import_history(rows, source=sample.notice, actor=desk.actor, now=desk.clock())


def fill_form(
    year: YearDesk,
    workbook: bytes,
    texts: Mapping[SeriesKey, str],
    sources: Mapping[SeriesKey, str] = NO_SOURCES,
) -> bytes:
    """Type texts into the yellow cells of an Excel form, as a clerk does in Excel or WPS.

    Args:
        year: the year for which the form was made.
        workbook: bytes of the empty form.
        texts: figures as typed; plain numbers become numbers, as a spreadsheet makes them.
        sources: where figures come from, by the first cell of their row.
    """
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook))
    places = year.layout.cells_by_key.items()
    wanted = {
        kind: {cell.address: said[key] for key, cells in places if key in said for cell in cells}
        for kind, said in (("cell", texts), (SOURCE_FACT, sources))
    }
    for row in book[META_SHEET].iter_rows(values_only=True):
        kind, address = row[:2]
        if address in wanted.get(str(kind), {}):
            sheet, coordinate = row[2:4]
            book[str(sheet)][str(coordinate)] = _as_spreadsheet_value(wanted[str(kind)][str(address)])
    filled = io.BytesIO()
    book.save(filled)
    book.close()
    return filled.getvalue()


def _as_spreadsheet_value(text: str) -> str | Decimal:
    plain = text.isascii() and text.replace(".", "", 1).isdigit()
    return Decimal(text) if plain else text


def explanation_for(sample: Sample, finding: Finding) -> str:
    """The sample's words for a finding.

    Raises:
        UserInputError: the sample has none (E-DEMO-001): sample and plan have drifted apart.
    """
    for key in finding.keys:
        if key in sample.explanations:
            return sample.explanations[key]
    raise UserInputError(DemoCode.UNPREPARED, f"演示数据没有为这一条准备说明：{finding.message}")
