"""Writes what conformance cases answer, or shows the figures of one.

    python -m tests.conformance.write                  all five plans
    python -m tests.conformance.write PLAN             one plan
    python -m tests.conformance.write PLAN UNIT        the cases of one unit, after a change of its forms
    python -m tests.conformance.write show PLAN CASE   prints the figures of a case and what they are for

Where nothing has changed, the same is written: figures and answers follow from plan and program alone. Read
the difference line by line before committing it.
"""

import json
import sys

from desktop.services.plans.packs import bundled_ids, load_bundled
from tests.conformance.cases import EXPECTED, FOLDER, Case, answer, kept, made_cases


def main(arguments):
    """Carry out one command line."""
    if arguments[:1] == ["show"]:
        print(json.dumps(Case(*arguments[1:3]).input.document, ensure_ascii=False, indent=1))
        return
    plan_ids = [name for name in bundled_ids() if name in arguments]
    units = arguments[1:]
    known = {unit.code for plan_id in plan_ids for unit in load_bundled(plan_id).plan.reporting_units}
    if (arguments and not plan_ids) or not known.issuperset(units):
        sys.exit(__doc__)
    for plan_id in plan_ids or bundled_ids():
        (FOLDER / plan_id).mkdir(exist_ok=True)
        (FOLDER / plan_id / EXPECTED).write_text(written(plan_id, units), encoding="utf-8")


def written(plan_id, units=()):
    """The text of the kept file of a plan.

    Args:
        plan_id: a bundled plan.
        units: only their cases are made anew; all, where there are none.
    """
    cases = [case for case in made_cases(plan_id) if not units or case.unit in units]
    rows = (
        {} if not units else {case.name: row for case, row in kept(plan_id).items() if case.unit not in units}
    )
    rows |= {case.name: {"input": case.input.digest, **answer(case)} for case in cases}
    lines = [f"{json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(rows.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
