"""The early warning list."""

from forms.filing.tables import unit_verdicts
from forms.plan.pack import Plan
from forms.verdict.warning import EarlyWarning, WarningKind, early_warnings
from tests.builders import figures, rate_plan, target, typed_rate_plan


def warned(plan: Plan, series: dict[int, object]) -> tuple[EarlyWarning, ...]:
    from forms.reporting.layout import lay_out

    year = max(series)
    earlier = {y: {"rate": value} for y, value in series.items() if y < year}
    seen = figures(plan, {"rate": series[year]}, earlier, year)
    return early_warnings(plan, unit_verdicts(seen, lay_out(plan, "health")))


def test_the_most_urgent_stands_first() -> None:
    plan = typed_rate_plan(
        target("<=", 10, year=2030), target("<=", 12, year=2025), indicator={"better": "lower"}
    )
    found = warned(plan, {2020: "12.9", 2022: "12.6", 2024: "12.5", 2025: "12.41"})
    assert [w.kind for w in found] == [WarningKind.MISSED, WarningKind.AT_RISK]
    assert found[1].need == "每年还需降低 0.48 个百分点"
    assert found[1].sentence.startswith("“某比率”预计达标困难：本年 12.41")
    assert found[0].need == "还需降低 0.41 个百分点"


def test_of_one_kind_the_sooner_due_and_the_farther_off_stand_first() -> None:
    plan = typed_rate_plan(
        target(">=", 91, item=1, year=2025), target(">=", 99, item=2, year=2025),
        target(">=", 95, item=1, year=2030), target(">=", 95, item=2, year=2028),
        indicator={"better": "higher"},
    )  # fmt: skip
    found = warned(plan, {2020: 90, 2022: 90, 2025: 90})
    assert [(w.verdict.target.value, w.verdict.due) for w in found] == [
        (99, 2025), (91, 2025), (95, 2028), (95, 2030),
    ]  # fmt: skip


def test_what_is_striven_for_is_listed_as_such() -> None:
    plan = typed_rate_plan(
        target(">=", 90, year=2025, tier="floor"), target(">=", 95, year=2025, tier="aspiration"),
        indicator={"better": "higher"},
    )  # fmt: skip
    assert [w.kind for w in warned(plan, {2025: 80})] == [WarningKind.MISSED, WarningKind.STRIVEN_FOR]


def test_what_goes_well_is_not_listed() -> None:
    plan = typed_rate_plan(target(">=", 70), indicator={"better": "higher"})
    assert warned(plan, {2020: 60, 2022: 66, 2025: 72}) == ()


def test_slow_progress_is_listed_last_and_slipping_before_it() -> None:
    plan = typed_rate_plan(
        target(">=", 100, item=1), target(">=", 80, item=2, hold=True), indicator={"better": "higher"}
    )
    found = warned(plan, {2020: 90, 2021: 92, 2023: 93, 2025: 93})
    assert [w.kind for w in found] == [WarningKind.LAGGING]
    falling = warned(plan, {2020: 90, 2022: 86, 2025: 82})
    assert [w.kind for w in falling] == [WarningKind.AWAY, WarningKind.SLIPPING]


def test_what_the_stated_decimals_do_not_show_raises_no_alarm() -> None:
    plan = typed_rate_plan(target("increase"), indicator={"better": "higher"})
    assert warned(plan, {2024: "34.652", 2025: "34.651"}) == ()
    assert [w.kind for w in warned(plan, {2024: "34.66", 2025: "34.65"})] == [WarningKind.AWAY]


def test_a_target_of_a_part_is_listed_with_the_part() -> None:
    from forms.reporting.layout import lay_out

    plan = rate_plan(
        target(">=", 90, year=2025, breakdown="RES=U"),
        items=[], indicator={"better": "higher", "breakdown": ["RES=U"]}, columns=["_T", "RES=U"],
    )  # fmt: skip
    seen = figures(plan, {"part/RES=U": 8, "whole/RES=U": 10})
    (found,) = early_warnings(plan, unit_verdicts(seen, lay_out(plan, "health")))
    assert found.name == "rate（城市）"


def test_three_births_raise_no_alarm() -> None:
    from forms.reporting.layout import lay_out

    plan = rate_plan(
        target("<=", 10, year=2025, unit="1/10万"),
        indicator={"basis": "event_rate", "unit": "1/10万", "multiplier": 100000, "better": "lower"},
    )
    seen = figures(plan, {"part": 1, "whole": 1500})
    assert early_warnings(plan, unit_verdicts(seen, lay_out(plan, "health"))) == ()


def test_a_stage_that_has_passed_is_silent_while_a_later_one_stands() -> None:
    plan = typed_rate_plan(
        target("<=", 10, year=2030), target("<=", 12, year=2025), indicator={"better": "lower"}
    )
    found = warned(plan, {2020: "12.9", 2022: "12.8", 2024: "12.5", 2026: "12.41"})
    assert [(w.kind, w.verdict.due) for w in found] == [(WarningKind.AT_RISK, 2030)]
    alone = typed_rate_plan(target("<=", 12, year=2025), indicator={"better": "lower"})
    assert [w.kind for w in warned(alone, {2025: "12.5", 2026: "12.41"})] == [WarningKind.MISSED]
