"""Writes conformance cases anew: ``python -m tests.conformance.write [expected | PLAN UNIT]``.

With ``expected`` only the answers are written, for changes of rules; with a plan and a unit only the cases
of that unit and the answers of that plan, for changes of its forms. Read the difference line by line before
committing it.
"""

import json
import sys

from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.figures.quantity import canonical_decimal
from tests.conformance.cases import EXPECTED, FOLDER, NOTICE, Case, answer, cases
from tests.conformance.figures import invent
from tests.conformance.limits import Limits, Slowings
from tests.conformance.spoiling import Spoiler

_SPOILED = ("health", "education", "civil-affairs", "organization", "human-resources", "womens-federation")


def main(arguments):
    plan_ids = [name for name in bundled_ids() if name in arguments] or bundled_ids()
    if EXPECTED not in arguments:
        _write_cases(plan_ids, arguments[1:])
    for plan_id in plan_ids:
        answers = {case.name: answer(case) for case in cases() if case.plan == plan_id}
        lines = [f"{json.dumps(name)}: {json.dumps(found)}" for name, found in sorted(answers.items())]
        path = FOLDER / plan_id / f"{EXPECTED}.json"
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _write_cases(plan_ids, units):
    for case in cases():
        if case.plan in plan_ids and (not units or case.unit in units):
            case.path.unlink()
    for plan_id in plan_ids:
        plan = load_bundled(plan_id).plan
        for unit in plan.units:
            if not units or unit.code in units:
                _write_unit(plan, unit)


def _write_unit(plan, unit):
    clean = invent(plan, unit.code)
    rows = {str(key): " ".join(map(canonical_decimal, values)) for key, values in clean.items()}
    _write(Case(plan.id, unit.code).path, {"notice": NOTICE, "unit": unit.code, "figures": rows})
    _spoil_courses(plan, unit.code, clean)
    _put_at_limits(plan, unit.code, clean)
    if unit.code in _SPOILED:
        _spoil_figures(plan, unit.code, clean)


def _spoil_courses(plan, unit, clean):
    """Relations turned round, and every pace there is: for every unit."""
    done = set()
    for number in range(1, 9):
        turned = Spoiler(plan, unit, clean)
        turned.orders(done)
        _write_spoiled(plan.id, unit, f"orders-{number}", turned, {"meant": turned.meant})
    late = Spoiler(plan, unit, clean)
    behind = invent(plan, unit, behind=True)
    late.changes = {
        key: [canonical_decimal(v) for v in values] for key, values in behind.items() if values != clean[key]
    }
    _write_spoiled(plan.id, unit, "behind", late, {})
    slow = Spoiler(plan, unit, clean)
    outlooks = slow.paces()
    _write_spoiled(plan.id, unit, "paces", slow, {"meant_outlooks": outlooks})


def _put_at_limits(plan, unit, clean):
    """Every target just met and just missed; every rise that should slow down and does not."""
    done = set()
    for number in range(1, 5):
        before = set(done)
        for side in ("inside", "outside"):
            near = Limits(plan, unit, clean, inside=side == "inside")
            near.targets(treated := set(before))
            if number == 1:
                near.years()
            meant = {"meant": near.meant, "silent": near.silent, "meant_outcomes": near.outcomes}
            _write_spoiled(plan.id, unit, f"limits-{number}-{side}", near, meant)
            done |= treated
    for turn in range(3):
        rising = Slowings(plan, unit, clean)
        rising.spoil(turn)
        meant = {"meant_outlooks": rising.outlooks, "meant_by_chance": rising.by_chance}
        _write_spoiled(plan.id, unit, f"slowing-{turn + 1}", rising, meant)


def _spoil_figures(plan, unit, clean):
    """One mistake for every rule that the unit's forms allow."""
    wrong = Spoiler(plan, unit, clean)
    for spoil in (wrong.balances, wrong.rates, wrong.cells, wrong.years):
        spoil()
    _write_spoiled(plan.id, unit, "mistakes", wrong, {"meant": wrong.meant})
    slipped = Spoiler(plan, unit, clean)
    slipped.misses()
    slipped.slips()
    _write_spoiled(plan.id, unit, "slips", slipped, {"meant": slipped.meant})


def _write_spoiled(plan_id, unit, kind, spoiler, meant):
    if not spoiler.changes:
        return
    rows = {str(key): " ".join(texts) for key, texts in spoiler.changes.items()}
    document = {"notice": NOTICE, "unit": unit, "based_on": unit, **meant, "figures": rows}
    _write(Case(plan_id, f"{unit}-{kind}").path, document)


def _write(path, document):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
