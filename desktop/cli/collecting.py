"""``collect``: the county's year from what was accepted."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.opening import open_office_desk
from desktop.services.office.county.collecting import collect
from desktop.services.office.county.document import collection_document
from desktop.services.office.county.looking_back import look_back
from desktop.services.office.county.tables import rate_text, rates_in_order, state_line
from desktop.services.office.county.writing import CollectionFormat, write_collection
from forms.county.counting import count
from forms.county.standing import DUE, NOT_DUE, GoalClass

ALL = "all"


def collect_year(options: Namespace) -> Answer:
    """Bring a county's year together and write its files."""
    with open_office_desk(options) as desk:
        collection = collect(desk, options.year, provisional=options.provisional)
        before = look_back(desk, collection)
        formats = tuple(CollectionFormat) if options.format == ALL else (CollectionFormat(options.format),)
        paths = write_collection(collection, before, options.output, formats)
        names = [desk.unit_name(unit) for unit in collection.missing]
    counted = count(collection.table)
    document = {**collection_document(collection, before), "files": [str(path) for path in paths]}
    classes = "，".join(
        f"{standing.label} {counted.by_class[standing]}"
        for block in (DUE, NOT_DUE)
        for standing in block
        if counted.by_class[standing]
    )
    not_applicable = counted.by_class[GoalClass.NOT_APPLICABLE]
    lines = [
        f"{collection.pack.plan.shown_title}　{collection.year} 年度　{state_line(collection)}",
        *([f"没有计入的单位：{'、'.join(names)}"] if names else []),
        f"监测指标 {counted.total} 项：{classes}"
        + (f"；另有不适用 {not_applicable} 项" if not_applicable else ""),
        *(f"达标率（{name}）：{rate_text(rate)}" for name, rate in rates_in_order(collection, counted)),
        f"预警 {len(collection.warnings)} 项",
        *(f"{word}：{told}" for word, told in before.lines),
        *(f"已写出：{path}" for path in paths),
    ]
    return Answer("collect", document, lines)
