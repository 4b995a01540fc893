"""Statistical periods: which days a yearly figure covers.

Maternal and child health statistics run from 1 October to 30 September; most others follow the
calendar year or describe its last day. A form always prints its period, because two figures of
"2025" need not cover the same days.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class StatisticalPeriod(StrEnum):
    """Kinds of statistical period that the plans' indicators use."""

    CALENDAR = "calendar"
    """1 January to 31 December of the reporting year."""
    HEALTH = "health"
    """1 October of the year before to 30 September (妇幼卫生统计年度)."""
    SCHOOL = "school"
    """The state at the beginning of the school year, on 1 September of the reporting year (学年初)."""
    YEAR_END = "year_end"
    """The state on 31 December."""
    SURVEY = "survey"
    """The date of a sample survey, given with the figure."""

    def first_day(self, year: int) -> date:
        """First day covered by the figure of ``year``."""
        if self is StatisticalPeriod.HEALTH:
            return date(year - 1, 10, 1)
        if self is StatisticalPeriod.SCHOOL:
            return date(year, 9, 1)
        if self is StatisticalPeriod.YEAR_END:
            return date(year, 12, 31)
        return date(year, 1, 1)

    def last_day(self, year: int) -> date:
        """Last day covered by the figure of ``year``."""
        if self is StatisticalPeriod.HEALTH:
            return date(year, 9, 30)
        if self is StatisticalPeriod.SCHOOL:
            return date(year, 9, 1)
        return date(year, 12, 31)

    def describe(self, year: int) -> str:
        """Chinese text for the head of a form, e.g. ``2024-10-01 至 2025-09-30``."""
        if self is StatisticalPeriod.SURVEY:
            return f"{year} 年（以调查日期为准）"
        if self is StatisticalPeriod.SCHOOL:
            return f"{year}/{year + 1} 学年初（{self.first_day(year).isoformat()}）"
        if self is StatisticalPeriod.YEAR_END:
            return f"{self.last_day(year).isoformat()}（时点）"
        return f"{self.first_day(year).isoformat()} 至 {self.last_day(year).isoformat()}"
