"""The verdict beside a row does not depend on which rules ask about targets."""

import pytest

from desktop.documents.official.of_figures import row_verdicts
from forms.filing.tables import verdicts_by_indicator
from forms.findings import RULES
from forms.reporting.layout import lay_out
from forms.verdict.warning import early_warnings
from tests.desktop.documents.builders import FIGURES, figures_of, small_plan

OFF = {rule.code: "off" for rule in RULES if rule.code.startswith("TB-TARGET-")}
MANY = FIGURES | {"deaths": "30", "deaths/RES=U": "30"}


@pytest.mark.parametrize("levels", [{}, OFF])
def test_a_missed_target_stands_on_paper_and_in_the_list(levels):
    plan = small_plan(parameters={"enforcement": levels})
    figures, layout = figures_of(MANY, of_plan=plan), lay_out(plan, "health")
    verdicts = verdicts_by_indicator(figures, layout)
    assert row_verdicts(layout, verdicts)["births/04"].startswith("未达标")
    assert early_warnings(plan, [v for found in verdicts.values() for v in found])
