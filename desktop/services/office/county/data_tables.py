"""The tables of a collection as plain data: exact decimals as text, empty where there is no figure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from desktop.services.office.county.collecting import Collection
from desktop.submission.profile.datapackage import VERDICTS, Table, fields_of
from forms.county.standing import CountedVerdict
from forms.county.supply import suppliers
from forms.figures.breakdown import SeriesKey
from forms.figures.quantity import Missing, canonical_decimal
from forms.filing.tables import Row, verdict_rows
from forms.plan.pack import STATISTICS, Plan
from forms.plan.series_name import part_name

OBSERVATIONS: Final = Table(
    name="observations",
    title="基础数据",
    fields=fields_of("item breakdown year:year value:number unit obs_status missing supplier"),
    required=("item", "breakdown", "year", "obs_status"),
    primary_key=("item", "breakdown", "year"),
)
INDICATORS: Final = Table(
    name="indicators",
    title="监测指标的值",
    fields=fields_of(
        "indicator breakdown year:year value:number unit numerator:number denominator:number owner"
    ),
    required=("indicator", "breakdown", "year"),
    primary_key=("indicator", "breakdown", "year"),
)
JUDGED: Final = Table(
    name="verdicts",
    title="目标达标情况",
    fields={
        **fields_of("breakdown"),
        **VERDICTS.fields,
        **fields_of("measure counts_as is_slipping:boolean owner"),
    },
    required=("indicator", "breakdown", "year", "outcome"),
)
WARNINGS: Final = Table(
    name="warnings",
    title="预警",
    fields=fields_of(
        "number:integer kind indicator breakdown actual:number target:number target_year:year need"
        " sentence owner"
    ),
    required=("number", "kind", "indicator"),
    primary_key=("number",),
)
UNITS: Final = Table(
    name="units",
    title="报送情况",
    fields=fields_of(
        "unit name state revision:integer content is_preliminary:boolean is_missing:boolean"
        " arrived:date late:integer"
    ),
    required=("unit", "name", "state"),
    primary_key=("unit",),
)
METADATA: Final = Table(
    name="metadata",
    title="代码、名称和定义",
    fields=fields_of("kind code name unit decimals:integer definition source owner proxy_for"),
    required=("kind", "code", "name"),
    primary_key=("kind", "code"),
)
COLLECTION_TABLES: Final = (OBSERVATIONS, INDICATORS, JUDGED, WARNINGS, UNITS, METADATA)
"""The tables in the order in which they are written."""

NORMAL, PRELIMINARY, DOES_NOT_EXIST, NOT_COLLECTED = "A", "P", "M", "L"
_WITHOUT = {
    Missing.NOT_COLLECTED: NOT_COLLECTED,
    Missing.NOT_CONDUCTED: DOES_NOT_EXIST,
    Missing.NOT_APPLICABLE: DOES_NOT_EXIST,
}
STATUS_WORDS: Final = {
    NORMAL: "正常：已验收的数，或本局持有的往年数",
    PRELIMINARY: "初步数：单位报来、还没有验收",
    DOES_NOT_EXIST: "没有这个数：未开展，或者不适用（原因在 missing 一栏）",
    NOT_COLLECTED: "没有收到：未收集，或者没有报来",
}
"""What ``obs_status`` means; the codes are those of SDMX (CL_OBS_STATUS 2.2)."""


def table_rows(collection: Collection) -> dict[str, list[Row]]:
    """The rows of each table by its name, in the plan's order; the same collection gives the same rows."""
    return {
        OBSERVATIONS.name: list(_observations(collection)),
        INDICATORS.name: list(_indicators(collection)),
        JUDGED.name: [row for one in collection.table for row in _judged(collection, one)],
        WARNINGS.name: list(_warnings(collection)),
        UNITS.name: list(_units(collection)),
        METADATA.name: list(meanings(collection.pack.plan)),
    }


def _observations(collection: Collection) -> Iterable[Row]:
    """Each figure that units are asked for, of the year and of the earlier years that are held."""
    plan, figures = collection.pack.plan, collection.supply.figures
    preliminary = {one.unit for one in collection.filings if one.is_preliminary}
    earlier = sorted(year for year in figures.history if year < collection.year)
    for key, supplier in suppliers(plan).items():
        item = plan.item_by_code[key.code]
        seen = figures.observations.get(key)
        missing = None if seen is None else seen.reading.missing
        value = figures.value(key)
        unit = collection.supply.taken_from.get(key, supplier.unit)
        if value is None:
            status = NOT_COLLECTED if missing is None else _WITHOUT[missing]
        else:
            status = PRELIMINARY if unit in preliminary else NORMAL
        row = {
            "item": key.code,
            "breakdown": key.breakdown,
            "year": str(collection.year),
            "value": _text(value),
            "unit": item.unit,
            "obs_status": status,
            "missing": "" if missing is None else missing.value,
            "supplier": unit,
        }
        for year in earlier:
            if key in figures.history[year]:
                held = _text(figures.history[year][key])
                yield {**row, "year": str(year), "value": held, "obs_status": NORMAL, "missing": ""}
        yield row


def _indicators(collection: Collection) -> Iterable[Row]:
    """Each indicator of the plan by breakdown, of every year of which there is a value, and of this year."""
    plan, figures = collection.pack.plan, collection.supply.figures
    years = [*sorted(year for year in figures.history if year < collection.year), collection.year]
    for indicator in plan.judged_by_code.values():
        for breakdown in ("_T", *indicator.breakdown):
            key = SeriesKey(indicator.code, breakdown)
            for year in years:
                measured = figures.measured(key, year)
                if measured.value is None and year != collection.year:
                    continue
                yield {
                    "indicator": key.code,
                    "breakdown": key.breakdown,
                    "year": str(year),
                    "value": _text(measured.value),
                    "unit": indicator.unit,
                    "numerator": _text(measured.numerator),
                    "denominator": _text(measured.denominator),
                    "owner": indicator.owner or STATISTICS,
                }


def _judged(collection: Collection, one: CountedVerdict) -> Iterable[Row]:
    """The verdicts on a counted indicator; ``counts_as`` is filled in only on the one that decides."""
    owner = collection.pack.plan.judged_by_code[one.counted.key.code].owner or STATISTICS
    for row, verdict in zip(
        verdict_rows([one.verdict, *one.others, *one.past]),
        (one.verdict, *one.others, *one.past),
        strict=True,
    ):
        decides = verdict is one.verdict
        yield {
            "breakdown": one.counted.key.breakdown,
            **row,
            "measure": one.counted.measure.value,
            "counts_as": one.standing.value if decides else "",
            "is_slipping": ("true" if one.is_slipping else "false") if decides else "",
            "owner": owner,
        }


def _warnings(collection: Collection) -> Iterable[Row]:
    plan = collection.pack.plan
    for number, one in enumerate(collection.warnings, 1):
        target = one.verdict.target
        yield {
            "number": str(number),
            "kind": one.kind.value,
            "indicator": target.indicator or "",
            "breakdown": target.breakdown,
            "actual": _text(one.verdict.actual),
            "target": _text(target.value),
            "target_year": str(one.verdict.due),
            "need": one.need,
            "sentence": one.sentence,
            "owner": plan.judged_by_code[target.indicator or ""].owner or STATISTICS,
        }


def _units(collection: Collection) -> Iterable[Row]:
    plan = collection.pack.plan
    for one in collection.filings:
        yield {
            "unit": one.unit,
            "name": plan.unit_by_code[one.unit].official_name,
            "state": one.state.value,
            "revision": "" if one.package is None else str(one.package.revision),
            "content": "" if one.package is None else one.package.content,
            "is_preliminary": _truth(one.is_preliminary),
            "is_missing": _truth(one.is_missing),
            "arrived": "" if one.arrived is None else one.arrived.isoformat(),
            "late": "" if one.package is None else str(one.late),
        }


def meanings(plan: Plan) -> Iterable[Row]:
    """What the codes in the other tables mean: items, indicators, breakdowns, units."""
    breakdowns: dict[str, None] = {"_T": None}
    for item in plan.items:
        breakdowns |= dict.fromkeys(item.breakdown)
        yield _meaning(
            kind="item",
            code=item.code,
            name=item.name,
            unit=item.unit,
            decimals=str(item.decimals),
            definition=item.definition,
            source=item.source,
            owner=item.owner or "",
        )
    for indicator in plan.judged_by_code.values():
        breakdowns |= dict.fromkeys(indicator.breakdown)
        yield _meaning(
            kind="indicator",
            code=indicator.code,
            name=indicator.name,
            unit=indicator.unit,
            decimals=str(indicator.decimals),
            definition=indicator.definition,
            source=indicator.source,
            owner=indicator.owner or STATISTICS,
            proxy_for=indicator.proxy_for or "",
        )
    for breakdown in breakdowns:
        name = part_name(plan, breakdown)
        yield _meaning(kind="breakdown", code=breakdown, name=name)
    for unit in plan.units:
        yield _meaning(kind="unit", code=unit.code, name=unit.official_name)


def _meaning(**stated: str) -> Row:
    return dict.fromkeys(METADATA.columns, "") | stated


def _text(value: Decimal | None) -> str:
    return "" if value is None else canonical_decimal(value)


def _truth(value: bool) -> str:
    return "true" if value else "false"
