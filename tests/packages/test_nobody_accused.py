"""What is compared so strictly is still sound for every unit, form and result that the program brings about.

Every twelfth case of the conformance figures, spoiled ones included, written as tables and judged.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.services.packages.columns import plan_fault, type_fault
from desktop.services.packages.comparison import compare
from desktop.submission.profile.datapackage import FINDINGS, INDICATORS, OBSERVATIONS, VERDICTS
from desktop.submission.profile.published import PROFILE_2
from desktop.submission.profile.tables import read_table, write_table
from forms.filing.content import SCHEMA
from forms.filing.engine import ENGINE
from forms.filing.tables import (
    figures_from_rows,
    finding_rows,
    indicator_rows,
    observation_rows,
    unit_verdicts,
    verdict_rows,
)
from forms.findings import RULES, Checker
from forms.reporting.layout import lay_out
from tests.conformance.cases import YEAR, cases, figures

AT = datetime(2026, 3, 1, tzinfo=UTC)
SUBMISSION = {"schema": SCHEMA, "engine": ENGINE, "year": YEAR, "finalised_at": "2026-03-26T14:02:31+00:00"}


def written(case):
    """The tables of a case as they come out of a package, and the forms."""
    given = figures(case)
    entered = {key: replace(o, entered_by="韩", entered_at=AT) for key, o in given.observations.items()}
    given = replace(given, observations=entered)
    layout = lay_out(given.plan, case.unit)
    report = Checker(given.plan, case.unit, layout, RULES).check(given)
    tables = (
        (OBSERVATIONS, observation_rows(given, layout)),
        (INDICATORS, indicator_rows(given, layout)),
        (FINDINGS, finding_rows(report)),
        (VERDICTS, verdict_rows(unit_verdicts(given, layout))),
    )
    read = {t.name: read_table(write_table(t.columns, rows), t.columns) for t, rows in tables}
    return given.plan, layout, read


@pytest.mark.parametrize("case", cases()[::12], ids=str)
def test_a_sound_case_is_sound(case):
    plan, layout, tables = written(case)
    again = figures_from_rows(plan, YEAR, tables[OBSERVATIONS.name])
    assert type_fault(SUBMISSION, tables, PROFILE_2) is None
    assert plan_fault(SUBMISSION, tables, again, layout) is None
    assert compare(again, layout, tables).differences == ()
