"""Conformance cases: invented figures of a unit under a bundled plan, and what the program says of them.

``<plan>/<case>.json`` holds the figures: one line for each, a value for each year from 2019 to 2025, the
last as typed; ``~`` where there is none. A spoiled case names the case it is ``based_on`` and holds only
what differs, with ``.`` for a year that stays, and says what it is ``meant`` to bring about: findings by
code, outlooks, outcomes, what may be chance, and codes that must be ``silent``. What the program must answer
to all cases of a plan stands in ``<plan>/expected.json``.
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
from forms.reporting.entry import Figures, Observation, known_history
from forms.reporting.layout import lay_out

FOLDER = Path(__file__).parent
NOTICE = "演示数据：全部数字都是为测试编造的，与任何地方的实际情况无关。"
FIRST, YEAR = 2019, 2025
ABSENT, SAME = "~", "."
EXPECTED = "expected"


@dataclass(frozen=True)
class Case:
    plan: str
    name: str

    @property
    def path(self):
        return FOLDER / self.plan / f"{self.name}.json"

    @property
    def document(self):
        return json.loads(self.path.read_text(encoding="utf-8"))

    @property
    def unit(self):
        return self.document["unit"]

    @property
    def is_spoiled(self):
        return "based_on" in self.document

    def __str__(self):
        return f"{self.plan}/{self.name}"


def cases():
    """All committed cases."""
    return [
        Case(plan, path.stem)
        for plan in bundled_ids()
        for path in sorted((FOLDER / plan).glob("*.json"))
        if path.stem != EXPECTED
    ]


@cache
def series(case):
    """Text of every year by figure."""
    document = case.document
    own = {_key(place): texts.split() for place, texts in document["figures"].items()}
    if not case.is_spoiled:
        return own
    found = dict(series(Case(case.plan, document["based_on"])))
    for key, texts in own.items():
        found[key] = [old if new == SAME else new for old, new in zip(found[key], texts, strict=True)]
    return found


def figures(case, plan=None):
    """The figures of a case, under its own plan or a changed one."""
    plan = plan if plan is not None else load_bundled(case.plan).plan
    observations, history = {}, known_history(plan)
    for key, texts in series(case).items():
        for year, text in enumerate(texts, start=FIRST):
            if text == ABSENT:
                continue
            if year == YEAR:
                reading = parse_quantity(text, plan.item_by_code[key.code].unit)
                observations[key] = Observation(key, reading)
            else:
                history.setdefault(year, {})[key] = Decimal(text)
    return Figures(plan, YEAR, observations, history)


def answer(case, plan=None):
    """What the program says of a case: findings by code, verdicts by outcome and by outlook, flags."""
    given = figures(case, plan)
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


def expected(plan_id):
    """The committed answers to all cases of a plan, by case."""
    return json.loads((FOLDER / plan_id / f"{EXPECTED}.json").read_text(encoding="utf-8"))


def _counted(values):
    return dict(sorted(Counter(values).items()))


def _key(place):
    code, _, breakdown = place.rpartition("/")
    return SeriesKey(code, breakdown or TOTAL)
