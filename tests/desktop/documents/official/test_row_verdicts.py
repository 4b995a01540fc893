"""The verdict beside a row does not depend on which rules ask about targets."""

import pytest

from desktop.documents.official.of_figures import row_verdicts
from forms.filing.tables import verdicts_by_indicator
from forms.findings import RULES
from forms.reporting.layout import lay_out
from forms.verdict.warning import early_warnings
from tests import builders
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


def test_the_form_says_with_which_year_a_move_away_compares():
    """Beside 本年 76.67 the form has 上年 76.05: whoever reads it would ask why that is 背离目标."""
    plan = builders.typed_rate_plan(builders.target("increase"), indicator={"better": "higher"})
    past = {2023: {"rate": "76.68"}, 2024: {"rate": "76.05"}}
    figures, layout = builders.figures(plan, {"rate": "76.67"}, past), lay_out(plan, "health")
    assert row_verdicts(layout, verdicts_by_indicator(figures, layout)) == {"f/01": "背离目标（比 2023 年）"}
