"""Small plans and figures for tests, built as a pack's JSON and read like one.

Every builder takes changes by keyword, so a test writes only what it is about. The plan that comes
without changes has one unit (``health``), one domain with goals 1 to 9 and measures 1 and 2, and
nothing to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import parse_quantity
from forms.findings import RULES, Checker, Finding, Report
from forms.plan.catalogue import read_plan
from forms.plan.pack import Plan
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from forms.verdict import Verdict, assess

Document = dict[str, Any]

YEAR = 2025


def key(text: str) -> SeriesKey:
    """``births`` or ``births/RES=U``."""
    code, _, breakdown = text.partition("/")
    return SeriesKey(code, breakdown or TOTAL)


def term(text: str, sign: int = 1) -> Document:
    """One summand of a formula, written like a key."""
    code, breakdown = key(text)
    return {"item": code, "breakdown": breakdown, "sign": sign}


def item(code: str, name: str | None = None, **changes: Any) -> Document:
    """A count of people; its name is its code unless given."""
    start = {
        "code": code,
        "name": name or code,
        "unit": "人",
        "definition": "",
        "source": "",
        "owner": "health",
    }
    return start | changes


def indicator(code: str, above: Iterable[str], below: Iterable[str] = (), **changes: Any) -> Document:
    """A percentage of the items ``above`` in the items ``below``, or simply the items."""
    below = list(below)
    formula = {
        "text": "",
        "numerator": [term(t) for t in above],
        "denominator": [term(t) for t in below],
        "multiplier": changes.pop("multiplier", 100 if below else 1),
    }
    start = {
        "code": code, "name": code, "unit": "%", "definition": "", "source": "", "formula": formula,
        "owner": "health",
    }  # fmt: skip
    return start | changes


def target(op: str | None, value: object = None, **changes: Any) -> Document:
    """A target of goal 1 for the indicator ``rate``, due at the end of the plan."""
    kinds = {None: "qualitative", "increase": "directional", "decrease": "directional", "balanced": "balance"}
    start = {
        "section": "goal", "domain": 1, "item": 1, "kind": kinds.get(op, "quantitative"), "op": op,
        "value": value if value is None else Decimal(str(value)), "unit": "%", "year": None,
        "indicator": None if op is None else "rate",
    }  # fmt: skip
    return start | changes


def form(rows: Iterable[str | Document], code: str = "f", **changes: Any) -> Document:
    """A form of the unit ``health``; a plain text is an item, ``=code`` an indicator."""
    written = [{"code": f"{number:02}"} | _row(row) for number, row in enumerate(rows, start=1)]
    return {"code": code, "title": "测试表", "unit": "health", "domain": 1, "rows": written} | changes


def _row(row: str | Document) -> Document:
    if not isinstance(row, str):
        return row
    return {"indicator": row[1:]} if row.startswith("=") else {"item": row}


def pack(**changes: Any) -> Document:
    """A complete pack document."""
    start: Document = {
        "id": "test", "title": "测试区妇女发展规划（2021-2030年）", "place": "测试区",
        "region_code": "210404", "period": [2021, 2030], "version": "1", "publisher": None,
        "office": "测试区统计局", "deadline": None,
        "domains": [
            {"no": 1, "title": "妇女与健康", "goals": [{"no": n, "title": f"目标{n}"} for n in range(1, 10)]}
        ],
        "units": [{"code": "health", "name": "区卫生健康局", "full_name": "测试区卫生健康局"}],
        "strategies": [{"domain": 1, "no": n, "title": f"措施{n}"} for n in (1, 2)],
        "parameters": {}, "items": [], "indicators": [], "targets": [], "forms": [], "relations": [],
        "history": [], "assumptions": [],
    }  # fmt: skip
    return start | changes


def plan(**changes: Any) -> Plan:
    """A checked plan."""
    return read_plan(pack(**changes))


def counting_plan(*items: Document, relations: Iterable[Document] = (), **changes: Any) -> Plan:
    """A plan whose one form asks for the given items, one row each."""
    columns = changes.pop("columns", [TOTAL])
    rows = changes.pop("rows", [i["code"] for i in items])
    return plan(items=list(items), forms=[form(rows, columns=columns)], relations=list(relations), **changes)


def rate_plan(*targets: Document, **changes: Any) -> Plan:
    """A plan that judges the computed indicator ``rate`` = part / whole.

    Changes: ``indicator`` for fields of the indicator, ``parameters`` and any key of the pack.
    """
    judged = indicator("rate", ["part"], ["whole"], **changes.pop("indicator", {}))
    extra_items = changes.pop("items", [])
    extra_indicators = changes.pop("indicators", [])
    rows = changes.pop("rows", ["part", "whole", "=rate"])
    return plan(
        items=[item("part"), item("whole"), *extra_items], indicators=[judged, *extra_indicators],
        targets=list(targets), forms=[form(rows, columns=changes.pop("columns", [TOTAL]))], **changes,
    )  # fmt: skip


def typed_rate_plan(*targets: Document, **changes: Any) -> Plan:
    """A plan that judges the typed percentage ``rate``; a year's value can then be written directly."""
    fields = changes.pop("indicator", {})
    unit, decimals = fields.get("unit", "%"), fields.get("decimals", 2)
    typed = item("rate", "某比率", unit=unit, decimals=decimals)
    judged = indicator("rate", ["rate"], **({"name": "某比率"} | fields))
    return plan(
        items=[typed, *changes.pop("items", [])], indicators=[judged, *changes.pop("indicators", [])],
        targets=list(targets), forms=[form(["rate", *changes.pop("rows", [])])], **changes,
    )  # fmt: skip


def observation(plan_: Plan, place: str, text: str, **changes: Any) -> Observation:
    """A cell as the clerk left it."""
    where = key(place)
    return Observation(
        key=where, reading=parse_quantity(text, plan_.item_by_code[where.code].unit), **changes
    )


def figures(
    plan_: Plan,
    entries: Mapping[str, object],
    history: Mapping[int, Mapping[str, object]] | None = None,
    year: int = YEAR,
) -> Figures:
    """This year's entries as typed, or (text, source), and earlier years' values."""
    observations = {key(place): _entered(plan_, place, typed) for place, typed in entries.items()}
    earlier = {
        y: {key(place): Decimal(str(value)) for place, value in values.items()}
        for y, values in (history or {}).items()
    }
    return Figures(plan=plan_, year=year, observations=observations, history=earlier)


def _entered(plan_: Plan, place: str, typed: object) -> Observation:
    text, source = typed if isinstance(typed, tuple) else (typed, "")
    return observation(plan_, place, str(text), source=source)


def checker(plan_: Plan, unit: str = "health") -> Checker:
    """The checks of a unit, by all rules."""
    return Checker(plan_, unit, lay_out(plan_, unit), RULES)


def check(
    plan_: Plan,
    entries: Mapping[str, object],
    history: Mapping[int, Mapping[str, object]] | None = None,
    year: int = YEAR,
) -> Report:
    """The report on some entries."""
    return checker(plan_).check(figures(plan_, entries, history, year))


def answers(
    code: str,
    plan_: Plan,
    entries: Mapping[str, object],
    history: Mapping[int, Mapping[str, object]] | None = None,
) -> tuple[int, int, int]:
    """How many checks of one rule pass, fail and cannot be decided."""
    rule = [rule for rule in RULES if rule.code == code]
    report = Checker(plan_, "health", lay_out(plan_, "health"), rule).check(figures(plan_, entries, history))
    return report.passed, len(report.findings), report.undecidable


def found(report: Report, code: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in report.findings if finding.code == code]


def only(report: Report, code: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = found(report, code)
    return finding


def verdict(plan_: Plan, series: Mapping[int, object], place: str = "rate", number: int = 0) -> Verdict:
    """The verdict on a target by the values of a typed figure; the last year is the reporting year."""
    year = max(series)
    earlier = {y: {place: value} for y, value in series.items() if y < year}
    return assess(plan_.targets[number], figures(plan_, {place: series[year]}, earlier, year))
