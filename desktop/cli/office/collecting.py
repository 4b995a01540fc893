"""``collect`` and ``close``: the county's year from what was accepted, and frozen."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.office.signing import open_signing_key
from desktop.services.office.county.closing import close_year
from desktop.services.office.county.collecting import collect
from desktop.services.office.county.document import collection_document
from desktop.services.office.county.looking_back import look_back
from desktop.services.office.county.summary import closed_lines, summary_lines
from desktop.services.office.county.writing import CollectionFormat, write_collection

ALL = "all"


def freeze_year(options: Namespace) -> Answer:
    """Freeze a county's year, signed and stored."""
    with open_office_desk(options) as desk:
        closed = close_year(desk, options.year, open_signing_key(desk, options), options.output)
        lines = [*summary_lines(closed.collection, closed.before), *closed_lines(desk, closed)]
    stored = closed.stored
    document = {
        "year": stored.year,
        "number": stored.number,
        "new": closed.is_new,
        "file": str(closed.path),
        "code": closed.collection.code,
        "digest": closed.collection.digest,
        "revised": [
            {"unit": one.unit, "before": one.before, "now": one.now, "reason": one.reason}
            for one in closed.revised
        ],
    }
    return Answer("close", document, lines)


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
