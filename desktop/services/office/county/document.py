"""A collection as a JSON document; figures are exact decimals as text, a missing one is null."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from desktop.services.office.county.collecting import INTERNAL, Collection
from desktop.services.office.county.counted_filings import CountedFiling
from desktop.services.office.county.looking_back import YearBefore
from forms.county.counted import CountedSeries, Measure
from forms.county.counting import Count, Moved, Rate, count, count_by
from forms.county.goals import GoalNow, goals_now
from forms.county.standing import CountedVerdict, GoalClass
from forms.county.supply import Contradiction
from forms.figures.quantity import canonical_decimal
from forms.filing.engine import ENGINE
from forms.filing.tables import utc_text, verdict_rows

SCHEMA = "tianbao/collection/1"


def collection_document(collection: Collection, before: YearBefore) -> dict[str, Any]:
    """The whole collection without ``schema``; the same collection gives the same document."""
    plan = collection.pack.plan
    return {
        "year": collection.year,
        "plan": {"id": plan.id, "version": plan.version, "digest": collection.pack.digest},
        "code": collection.code,
        "digest": collection.digest,
        "engine": ENGINE,
        "edition": INTERNAL,
        "provisional": collection.is_preliminary,
        "preliminary": collection.has_preliminary,
        "as_of": utc_text(collection.as_of),
        "units": [_filing(one) for one in collection.filings],
        "headline": plan.parameters.headline_rate.value,
        **_counts(collection),
        "goals": [_goal(one) for one in goals_now(plan, collection.table)],
        "table": [_row(collection, one) for one in collection.table],
        "warnings": [
            {"kind": one.kind.value, "indicator": one.verdict.target.indicator, "sentence": one.sentence}
            for one in collection.warnings
        ],
        "moved": None if before.moved is None else _moved(before.moved),
        "contradictions": [_contradiction(one) for one in collection.supply.contradictions],
        "left_out": list(collection.left_out),
    }


def _filing(one: CountedFiling) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "state": one.state.value,
        "content": None if one.package is None else one.package.content,
        "revision": None if one.package is None else one.package.revision,
        "preliminary": one.is_preliminary,
        "missing": one.is_missing,
        "arrived": None if one.arrived is None else one.arrived.isoformat(),
        "late": one.late,
    }


def _counts(collection: Collection) -> dict[str, Any]:
    """The whole and its parts by domain, by what an indicator is held against, and by who reports it."""
    plan, table = collection.pack.plan, collection.table
    by_domain = count_by(table, lambda one: one.domain)
    by_measure = count_by(table, lambda one: one.measure)
    by_owner = count_by(table, lambda one: plan.judged_by_code[one.key.code].owner or "")
    return {
        "counts": _count(count(table)),
        "domains": [{"domain": no, **_count(of_it)} for no, of_it in sorted(by_domain.items())],
        "measures": {measure.value: _count(by_measure.get(measure, count(()))) for measure in Measure},
        "owners": [{"unit": unit or None, **_count(of_it)} for unit, of_it in by_owner.items()],
    }


def _goal(one: GoalNow) -> dict[str, Any]:
    return {
        "domain": one.domain,
        "goal": one.no,
        "standing": one.standing.value,
        "met": one.met,
        "counted": one.counted,
        "to_assess": one.has_words_to_assess,
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "item": one.key.code,
        "breakdown": one.key.breakdown,
        "unit": one.unit,
        "value": _text(one.stated),
        "other_unit": one.other,
        "other_value": _text(one.other_stated),
    }


def _count(counted: Count) -> dict[str, Any]:
    return {
        "total": counted.total,
        "due": counted.due,
        "not_due": counted.not_due,
        "classes": {standing.value: counted.by_class[standing] for standing in GoalClass},
        "slipping": counted.slipping,
        "small_numbers": counted.small,
        "monitorable_rate": _rate(counted.monitorable_rate),
        "all_rate": _rate(counted.all_rate),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"met": rate.met, "of": rate.of, "percent": _text(rate.percent())}


def _row(collection: Collection, one: CountedVerdict) -> dict[str, Any]:
    plan, figures, key = collection.pack.plan, collection.supply.figures, one.counted.key
    now = figures.measured(key)
    earlier = {
        name: _text(figures.measured(key, year).value)
        for name, year in (("baseline", plan.parameters.baseline_year), ("last_year", collection.year - 1))
    }
    return {
        "domain": one.counted.domain,
        "goal": one.counted.goal,
        "indicator": key.code,
        "breakdown": key.breakdown,
        "measure": one.counted.measure.value,
        "unit": plan.judged_by_code[key.code].unit,
        "owner": plan.judged_by_code[key.code].owner,
        "value": _text(now.value),
        "numerator": _text(now.numerator),
        "denominator": _text(now.denominator),
        **earlier,
        "class": one.standing.value,
        "slipping": one.is_slipping,
        "small_numbers": one.rests_on_small_numbers,
        "verdict": verdict_rows([one.verdict])[0],
        "past": verdict_rows(one.past),
    }


def _moved(found: Moved) -> dict[str, Any]:
    named = {"gained": found.gained, "lost": found.lost, "added": found.added, "dropped": found.dropped}
    return {
        "difference": found.difference,
        **{name: [_place(one) for one in of_it] for name, of_it in named.items()},
    }


def _place(one: CountedSeries) -> dict[str, Any]:
    return {
        "domain": one.domain,
        "goal": one.goal,
        "indicator": one.key.code,
        "breakdown": one.key.breakdown,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else canonical_decimal(value)
