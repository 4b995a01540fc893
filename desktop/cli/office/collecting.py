"""``collect``: the county's year from what was accepted."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.opening import open_office_desk
from desktop.services.office.county.collecting import collect
from desktop.services.office.county.document import collection_document
from desktop.services.office.county.looking_back import look_back
from desktop.services.office.county.summary import summary_lines
from desktop.services.office.county.writing import CollectionFormat, write_collection

ALL = "all"


def collect_year(options: Namespace) -> Answer:
    """Bring a county's year together and write its files."""
    with open_office_desk(options) as desk:
        collection = collect(desk, options.year, provisional=options.provisional)
        before = look_back(desk, collection)
        formats = tuple(CollectionFormat) if options.format == ALL else (CollectionFormat(options.format),)
        paths = write_collection(collection, before, options.output, formats)
    document = {**collection_document(collection, before), "files": [str(path) for path in paths]}
    lines = [*summary_lines(collection, before), *(f"已写出：{path}" for path in paths)]
    return Answer("collect", document, lines)
