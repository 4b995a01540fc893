"""The figures of a package as its bytes state them, and as the desk holds them."""

import csv
import io
from decimal import Decimal

from desktop.submission.package import inspect
from forms.figures.quantity import canonical_decimal


def stated(data):
    """The figures of a package, read of its bytes without the desk."""
    text = next(entry.data for entry in inspect(data).payload if entry.name == "data/observations.csv")
    for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"))):
        value = canonical_decimal(Decimal(row["value"])) if row["value"] else None
        yield (
            row["form"],
            row["row"],
            row["item"],
            row["breakdown"],
            int(row["year"]),
            value,
            row["missing"],
            row["text"],
        )


def held(desk, content):
    for one in desk.store.values(content):
        value = None if one.value is None else canonical_decimal(one.value)
        yield one.form, one.row, one.item, one.breakdown, one.year, value, one.missing, one.text
