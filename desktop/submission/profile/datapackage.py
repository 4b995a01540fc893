"""The Frictionless Data Package descriptor of the tables in a package (specs.frictionlessdata.io).

Column names are those of the published contract. Columns may be added in a later version, never
renamed or removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.submission.errors import TableError
from forms.canonical import digest_of, pretty_json
from forms.codes.package import PackageCode
from forms.frozen import frozen

DESCRIPTOR_NAME: Final = "datapackage.json"
DESCRIPTOR_MEDIA_TYPE: Final = "application/json"
TABLE_MEDIA_TYPE: Final = "text/csv"

MISSING_REASONS: Final = ("not_conducted", "not_collected", "not_applicable")
"""Reasons that can be given for a missing value."""


@frozen
class Table:
    """One table of a package.

    Attributes:
        name: resource name; the file is ``data/<name>.csv``.
        title: Chinese title.
        fields: column name to Frictionless field type, in column order.
        required: columns that are never empty.
        primary_key: columns that together name a row; empty if there is no such key.
    """

    name: str
    title: str
    fields: Mapping[str, str]
    required: tuple[str, ...] = ()
    primary_key: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Entry name of the table."""
        return f"data/{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(self.fields)


def fields_of(text: str) -> dict[str, str]:
    """Fields of a table from ``name:type`` pairs with blanks between them; a name alone is a string."""
    pairs = (item.partition(":") for item in text.split())
    return {name: kind or "string" for name, _, kind in pairs}


OBSERVATIONS: Final = Table(
    name="observations",
    title="填报数据",
    fields=fields_of(
        "form row item breakdown year:year value:number unit missing text note source"
        " entered_by entered_at:datetime"
    ),
    required=("item", "breakdown", "year"),
    primary_key=("item", "breakdown", "year"),
)
INDICATORS: Final = Table(
    name="indicators",
    title="指标计算值",
    fields=fields_of("indicator breakdown year:year value:number unit numerator:number denominator:number"),
    required=("indicator", "breakdown", "year"),
    primary_key=("indicator", "breakdown", "year"),
)
FINDINGS: Final = Table(
    name="findings",
    title="审核结果",
    fields=fields_of(
        "code level enforcement cells result message explanation explained_by explained_at:datetime digest"
    ),
    required=("code",),
)
_JUDGED: Final = (
    "indicator section domain item op target:number unit target_year:year tier year:year"
    " actual:number outcome outlook ratio:number reliability interval_low:number"
    " interval_high:number volatile:boolean"
)
VERDICTS_1: Final = Table(
    name="verdicts", title="目标评估", fields=fields_of(_JUDGED), required=("indicator",)
)
"""The table of verdicts as program 0.1.0 wrote it."""
VERDICTS: Final = Table(
    name="verdicts",
    title="目标评估",
    fields=fields_of(f"{_JUDGED} method chance:number reach_low:number reach_mid:number reach_high:number"),
    required=("indicator",),
)
ANSWERS: Final = Table(
    name="answers",
    title="答复",
    fields=fields_of("question cell answer changed:boolean old new answered_by answered_at:datetime"),
    required=("question", "answer"),
)
NARRATIVE: Final = Table(
    name="narrative",
    title="文字情况",
    fields=fields_of("section domain item kind text source written_by written_at:datetime"),
    required=("section", "kind", "text"),
)
READBACK: Final = Table(
    name="readback",
    title="复核读数",
    fields=fields_of("cell value read_by read_at:datetime result"),
    required=("cell", "result"),
)

TABLES_1: Final = (OBSERVATIONS, INDICATORS, FINDINGS, VERDICTS_1)
"""The four tables of profile 1."""
TABLES: Final = (OBSERVATIONS, INDICATORS, FINDINGS, VERDICTS)
"""The four tables that every package has, in the order in which they stand in it."""
OPTIONAL_TABLES: Final = (ANSWERS, NARRATIVE, READBACK)
"""Tables of profile 1.1 that a package may have."""


def describe(
    name: str,
    title: str,
    created: str,
    tables: Mapping[str, bytes],
    known: Sequence[Table] = (*TABLES, *OPTIONAL_TABLES),
) -> dict[str, object]:
    """Build the descriptor.

    Args:
        name: machine name of the package: lower-case letters, digits, ``-``, ``_``, ``.``.
        title: title for people.
        created: RFC 3339 time, e.g. ``2026-11-21T08:00:00Z``.
        tables: table name to the bytes of its file; a table not named is not described.
        known: the tables of the profile, in order.

    Raises:
        TableError: a table that is none of those known.
    """
    unknown = set(tables) - {table.name for table in known}
    if unknown:
        raise TableError(PackageCode.TABLE_REFUSED, f"没有名为 {'、'.join(sorted(unknown))} 的数据表。")
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "created": created,
        "resources": [_resource(table, tables[table.name]) for table in known if table.name in tables],
    }


def _resource(table: Table, data: bytes) -> dict[str, object]:
    """Describe one file with its digest and schema."""
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.path,
        "format": "csv",
        "mediatype": TABLE_MEDIA_TYPE,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{digest_of(data)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    """Write the table schema; an empty field is null in every column."""
    fields: list[dict[str, object]] = []
    for name, kind in table.fields.items():
        field: dict[str, object] = {"name": name, "type": kind}
        constraints: dict[str, object] = {}
        if name in table.required:
            constraints["required"] = True
        if name == "missing":
            constraints["enum"] = list(MISSING_REASONS)
        if constraints:
            field["constraints"] = constraints
        fields.append(field)
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    return schema


def encode(descriptor: Mapping[str, object]) -> bytes:
    """Write a descriptor as deterministic JSON: UTF-8, two spaces, keys in the order given, LF.

    Args:
        descriptor: JSON types only; no binary floating point number, whose text is not exact.

    Raises:
        TableError: it contains something else.
    """
    try:
        return pretty_json(descriptor).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise TableError(PackageCode.TABLE_REFUSED, "数据包描述含有不能写入 JSON 的内容。") from error
