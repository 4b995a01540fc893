"""演示数据: a bundled unit with invented figures, for the demonstration and for trying things out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import resources
from db.unit.records import HistoryValue
from desktop.documents.form_book.marks import META_SHEET, SOURCE_FACT
from desktop.services.backup_names import STORE_ENDING
from desktop.services.clock import Clock, local_now
from desktop.services.files import is_there, make_folder, unforeseen, write_file
from desktop.services.plans.packs import PlanPack, load_bundled
from desktop.services.unit.desk import INVENTED, Desk, create_desk
from desktop.services.unit.year import NO_SOURCES, YearDesk, open_year
from forms.bounded_json import parse_json
from forms.codes.program import DemoCode
from forms.errors import UserInputError
from forms.figures.breakdown import SeriesKey
from forms.findings import Finding
from forms.frozen import frozen

SAMPLE_FOLDER = INVENTED
"""Apart from real data lies what is invented."""
_UNFINISHED = "演示数据 没有做完"
"""Name of the file until all of it is there."""


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


def make_sample_file(folder: Path, clock: Clock = local_now) -> Path:
    """Put a data file with the sample's year, as it was typed, into a folder of its own; returns its path.

    A file that an earlier call made is left as it is by now.

    Args:
        folder: where a person's files lie; the folder 演示数据 in it takes the file.
        clock: gives the time that the change log notes.

    Raises:
        EnvironmentFault: the file could not be written.
    """
    sample = load_sample()
    pack = load_bundled(sample.plan)
    unit = pack.plan.unit_by_code[sample.unit]
    own = folder / SAMPLE_FOLDER
    path = own / f"演示数据 {unit.name}{STORE_ENDING}"
    if is_there(path):
        return path
    make_folder(own)
    write_file(own / f"{SAMPLE_FOLDER}.txt", f"{sample.notice}\n".encode())
    unfinished = own / f"{_UNFINISHED}{STORE_ENDING}"
    try:
        unfinished.unlink(missing_ok=True)
        _fill(unfinished, pack, sample, clock)
        unfinished.rename(path)
    except OSError as error:
        raise unforeseen(error) from error
    return path


def _fill(path: Path, pack: PlanPack, sample: Sample, clock: Clock) -> None:
    """Make the file of a sample and type its year into it."""
    with create_desk(path, pack, sample.unit, clock) as desk:
        desk.name_people(**sample.people)
        import_sample_history(desk, sample)
        year = open_year(desk, sample.year)
        year.enter({**sample.figures, **sample.slips})
        for key, source in sample.sources.items():
            year.annotate(key, source=source)


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
