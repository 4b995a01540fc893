"""The files of a collection: workbook, JSON document and data package, named by region, year and state."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from desktop.documents.county_book.book import render_county_book
from desktop.services.files import write_file
from desktop.services.office.county.collecting import Collection
from desktop.services.office.county.data_package import data_package
from desktop.services.office.county.document import SCHEMA, collection_document
from desktop.services.office.county.looking_back import YearBefore
from desktop.services.office.county.tables import county_book
from forms.canonical import pretty_json


class CollectionFormat(StrEnum):
    """What is written of a collection."""

    XLSX = "xlsx"
    JSON = "json"
    CSV = "csv"
    """A zip file with the tables: a Frictionless data package."""

    @property
    def suffix(self) -> str:
        """Of the file's name."""
        return "zip" if self is CollectionFormat.CSV else self.value


def write_collection(
    collection: Collection, before: YearBefore, folder: Path, formats: tuple[CollectionFormat, ...]
) -> list[Path]:
    """Write a collection into a folder; files of the same name are replaced.

    Raises:
        EnvironmentFault: a file cannot be written.
    """
    writers: dict[CollectionFormat, Callable[[], bytes]] = {
        CollectionFormat.XLSX: lambda: render_county_book(county_book(collection, before)),
        CollectionFormat.JSON: lambda: _json(collection, before),
        CollectionFormat.CSV: lambda: data_package(collection),
    }
    paths = []
    for one in formats:
        path = folder / f"{file_stem(collection)}.{one.suffix}"
        write_file(path, writers[one]())
        paths.append(path)
    return paths


def file_stem(collection: Collection) -> str:
    """Name of the files without suffix: ``wdp-210404-county-2025-初步数-9K2M4RTD…``."""
    kind = "初步数" if collection.has_preliminary else "验收数"
    return f"wdp-{collection.pack.plan.region_code}-county-{collection.year}-{kind}-{collection.code}"


def _json(collection: Collection, before: YearBefore) -> bytes:
    return pretty_json({"schema": SCHEMA, **collection_document(collection, before)}).encode()
