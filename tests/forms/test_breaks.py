"""A change of definition stops every comparison across it, and hides no earlier figure."""

from dataclasses import replace
from decimal import Decimal

from forms.reporting.entry import Figures
from forms.reporting.measured import Gap
from forms.verdict import Outcome, Outlook, assess
from tests.builders import figures, key, rate_plan, target

PLAN = rate_plan(target("increase"), indicator={"better": "higher"})
HISTORY = {year: {"part": 10 + year - 2020, "whole": 100} for year in range(2020, 2025)}


def broken(**breaks: int) -> Figures:
    return replace(figures(PLAN, {"part": "20", "whole": "100"}, HISTORY), breaks=breaks)


def test_values_before_the_break_are_not_compared_with() -> None:
    seen = broken(part=2023)
    assert seen.value(key("part"), 2022) is None
    assert seen.gap(key("part"), 2022) is Gap.BROKEN
    assert seen.value(key("part"), 2023) == Decimal(13)
    assert seen.value(key("part")) == Decimal(20)
    assert seen.gap(key("whole"), 2022) is None


def test_an_indicator_loses_the_years_before_its_own_or_its_items_break() -> None:
    for seen in (broken(part=2023), broken(rate=2023)):
        assert seen.years_before(key("rate")) == [2023, 2024]
        assert seen.measured(key("rate"), 2022).gap is Gap.BROKEN
    assert broken().years_before(key("rate")) == [2020, 2021, 2022, 2023, 2024]


def test_a_direction_is_judged_from_the_break_on() -> None:
    assert assess(PLAN.targets[0], broken()).outcome is Outcome.MET
    unjudged = assess(PLAN.targets[0], broken(rate=2025))
    assert (unjudged.outcome, unjudged.outlook) == (Outcome.BY_HAND, Outlook.UNKNOWN)


def test_earlier_figures_can_still_be_shown() -> None:
    assert broken(part=2023).across_breaks().value(key("part"), 2020) == Decimal(10)


def test_a_change_of_a_cell_keeps_the_breaks() -> None:
    assert broken(part=2023).with_observations([]).breaks == {"part": 2023}


def test_a_finished_rate_is_not_compared_with_across_a_break_of_its_items() -> None:
    def seen(**breaks: int) -> Figures:
        finished = {2020: {"rate": "7.16"}, 2023: {"rate": 8}}
        return replace(figures(PLAN, {"part": "20", "whole": "100"}, finished), breaks=breaks)

    assert seen().measured(key("rate"), 2020).value == Decimal("7.16")
    for changed in (seen(part=2023), seen(whole=2023)):
        assert changed.measured(key("rate"), 2020).value is None
        assert changed.measured(key("rate"), 2020).gap is Gap.BROKEN
        assert changed.years_before(key("rate")) == [2023]
