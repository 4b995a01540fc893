from datetime import timedelta

import pytest

from forms.figures.period import StatisticalPeriod


@pytest.mark.parametrize(
    ("period", "first", "last", "text"),
    [
        ("calendar", "2025-01-01", "2025-12-31", "2025-01-01 至 2025-12-31"),
        ("health", "2024-10-01", "2025-09-30", "2024-10-01 至 2025-09-30"),
        ("school", "2025-09-01", "2025-09-01", "2025/2026 学年初（2025-09-01）"),
        ("year_end", "2025-12-31", "2025-12-31", "2025-12-31（时点）"),
        ("survey", "2025-01-01", "2025-12-31", "2025 年（以调查日期为准）"),
    ],
)
def test_period(period: str, first: str, last: str, text: str) -> None:
    kind = StatisticalPeriod(period)
    assert kind.first_day(2025).isoformat() == first
    assert kind.last_day(2025).isoformat() == last
    assert kind.describe(2025) == text


@pytest.mark.parametrize("period", ["calendar", "health"])
def test_years_follow_each_other_without_gap(period: str) -> None:
    kind = StatisticalPeriod(period)
    for year in range(2019, 2032):
        assert kind.last_day(year) + timedelta(days=1) == kind.first_day(year + 1)


def test_no_period_ends_after_its_year() -> None:
    """A year is filed early in the next one: nothing that it reports may lie ahead then."""
    assert all(period.last_day(2025).year == 2025 for period in StatisticalPeriod)


def test_every_period_is_tested() -> None:
    assert {p.value for p in StatisticalPeriod} == {"calendar", "health", "school", "year_end", "survey"}
