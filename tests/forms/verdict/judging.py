"""Short ways to one verdict."""

from typing import Any

from forms.plan.pack import Plan
from forms.verdict import Verdict
from tests.builders import Document, form, indicator, item, plan, target, term, typed_rate_plan, verdict

DEATHS = {"basis": "event_rate", "multiplier": 100000, "unit": "1/10万", "better": "lower", "decimals": 1}

STEEP: dict[int, object] = {2019: 50, 2020: 51, 2021: 52, 2022: 53, 2023: 54, 2024: 55, 2025: 85}


def typed(*targets: Document, better: str | None = "higher", **changes: Any) -> Plan:
    fields = {"better": better} | changes.pop("indicator", {})
    return typed_rate_plan(*targets, indicator=fields, **changes)


def gap_plan(aim: Document) -> Plan:
    """A plan that judges how far women are ahead of men, both in per cent."""
    shares = [item(code, unit="%", decimals=2) for code in ("women", "men")]
    ahead: Document = indicator("rate", ["women"], unit="百分点", better="zero")
    ahead["formula"]["numerator"].append(term("men", -1))
    return plan(items=shares, indicators=[ahead], targets=[aim], forms=[form(["women", "men", "=rate"])])


def judge(
    op: str | None, value: object, series: dict[int, object], better: str | None = "higher", **changes: Any
) -> Verdict:
    parameters = changes.pop("parameters", {})
    fields = changes.pop("indicator", {})
    return verdict(
        typed(target(op, value, **changes), better=better, parameters=parameters, indicator=fields), series
    )


def facts(found: Verdict) -> tuple[str, str | None]:
    return found.outcome.value, found.outlook.value if found.outlook else None
