"""Conformance cases: invented figures of a unit under a bundled plan, and what the program says of them.

The figures of a case are made from its plan (:mod:`tests.conformance.inputs`): one line for each, a value
for each year from 2019 to 2025, the last as typed; ``~`` where there is none. A spoiled case holds only what
differs from the clean one of its unit, with ``.`` for a year that stays, and says what it is meant to bring
about. What the program must answer to all cases of a plan stands in ``<plan>/expected.json``, with a digest
of the figures.
"""

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.figures.breakdown import TOTAL, SeriesKey
from forms.figures.quantity import parse_quantity
from forms.filing.tables import unit_verdicts
from forms.findings import RULES, Checker
from forms.reporting.earlier import known_history
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from tests.conformance.inputs import inputs
from tests.conformance.notation import ABSENT, FIRST, SAME, YEAR

FOLDER = Path(__file__).parent
EXPECTED = "expected.json"


@dataclass(frozen=True)
class Case:
    plan: str
    name: str

    @property
    def unit(self):
        """The longest unit code with which the name begins."""
        units = (unit.code for unit in load_bundled(self.plan).plan.reporting_units)
        return max((u for u in units if f"{self.name}-".startswith(f"{u}-")), key=len, default="")

    @property
    def input(self):
        return inputs(self.plan, self.unit)[self.name]

    @property
    def is_spoiled(self):
        return self.name != self.unit

    def __str__(self):
        return f"{self.plan}/{self.name}"


def cases():
    """All cases whose answers are kept."""
    return [case for plan_id in bundled_ids() for case in kept(plan_id)]


def made_cases(plan_id):
    """All cases that the plan gives occasion for; those kept and these must be the same."""
    units = load_bundled(plan_id).plan.reporting_units
    return [Case(plan_id, name) for unit in units for name in inputs(plan_id, unit.code)]


@cache
def series(case):
    """Text of every year by figure."""
    own = {_key(place): texts.split() for place, texts in case.input.rows.items()}
    if not case.is_spoiled:
        return own
    found = dict(series(Case(case.plan, case.unit)))
    for key, texts in own.items():
        found[key] = [old if new == SAME else new for old, new in zip(found[key], texts, strict=True)]
    return found


def figures(case):
    """The figures of a case."""
    plan = load_bundled(case.plan).plan
    observations, history = {}, known_history(plan)
    for key, texts in series(case).items():
        for year, text in enumerate(texts, start=FIRST):
            if text == ABSENT:
                continue
            if year == YEAR:
                reading = parse_quantity(text, plan.item_by_code[key.code].unit)
                observations[key] = Observation(key=key, reading=reading, source="台账")
            else:
                history.setdefault(year, {})[key] = Decimal(text)
    return Figures(plan=plan, year=YEAR, observations=observations, history=history)


def under(given, plan):
    """The same figures under a changed plan; nothing that was derived under the other one stays."""
    return Figures(plan=plan, year=YEAR, observations=given.observations, history=given.history)


def answer(case, given=None):
    """What the program says of a case: findings by code, verdicts by outcome and by outlook, flags.

    Args:
        case: which one.
        given: its figures, where they are known, or under a changed plan.
    """
    given = figures(case) if given is None else given
    layout = lay_out(given.plan, case.unit)
    report = Checker(given.plan, case.unit, layout, RULES).check(given)
    verdicts = unit_verdicts(given, layout)
    return {
        "findings": _counted(f.code for f in report.findings),
        "enforcement": _counted(f.enforcement.value for f in report.findings),
        "outcomes": _counted(v.outcome.value for v in verdicts),
        "outlooks": _counted(v.outlook.value for v in verdicts if v.outlook is not None),
        "small_numbers": sum(v.reliability.small_numbers for v in verdicts),
        "volatile": sum(v.volatile for v in verdicts),
    }


@cache
def kept(plan_id):
    """The kept file of a plan: a row with the digest of its input and the answer, by case."""
    path = FOLDER / plan_id / EXPECTED
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {Case(plan_id, name): row for name, row in rows.items()}


@cache
def expected(plan_id):
    """The kept answers to all cases of a plan, by the name of the case."""
    return {
        case.name: {name: value for name, value in row.items() if name != "input"}
        for case, row in kept(plan_id).items()
    }


def _counted(values):
    return dict(sorted(Counter(values).items()))


def _key(place):
    code, _, breakdown = place.rpartition("/")
    return SeriesKey(code, breakdown or TOTAL)
