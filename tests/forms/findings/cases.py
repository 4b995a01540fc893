"""For every rule, figures that it passes, fails and cannot decide, and figures on both sides of its limit.

``inside`` and ``outside`` are neighbours: the last figure that passes and the first that fails. Where a rule
has no such case, the reason stands in its place. ``test_cases.py`` runs the table and holds it against the
catalogue, so that no rule comes without its cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.plan.pack import Plan
from tests.builders import YEAR, counting_plan, indicator, item, rate_plan, target, typed_rate_plan


@dataclass(frozen=True)
class Given:
    """Entries of the year as typed, and values of earlier years."""

    entries: Mapping[str, object]
    history: Mapping[int, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleCases:
    """What one rule must answer under a small plan; a text says why there can be no such case."""

    plan: Plan
    passes: Given
    fails: Given
    inside: Given | str
    outside: Given | str
    undecidable: Given | str


def _typed(**entries: object) -> Given:
    return Given(entries)


def _course(*earlier: object, now: object, place: str = "rate", **beside: object) -> Given:
    """A figure that has been typed every year up to now; others beside it are the same in all years."""
    years = range(YEAR - len(earlier), YEAR)
    history = {y: {place: value} | beside for y, value in zip(years, earlier, strict=True)}
    return Given({place: now} | beside, history)


def _since_2020(base: object, between: object, now: object) -> Given:
    return Given({"rate": now}, {2020: {"rate": base}, 2022: {"rate": between}})


def _related(kind: str, *items: str) -> Plan:
    relation = {"kind": kind, "items": items, "enforcement": "mandatory"}
    return counting_plan(*map(item, items), relations=[relation])


_OF_STATISTICS = counting_plan(
    item("people", owner="statistics"),
    units=[
        {"code": "health", "name": "区卫生健康局", "full_name": "测试区卫生健康局"},
        {"code": "statistics", "name": "区统计局", "full_name": "测试区统计局"},
    ],
)
_SPECIAL = typed_rate_plan(indicator={"special_survey": {"method": "问卷"}})


def _aimed(*targets: dict[str, Any], **fields: Any) -> Plan:
    return typed_rate_plan(*targets, indicator={"better": "higher"} | fields)


_BIRTHS = counting_plan(item("births", zero_plausible=False, maximum=1000))
_SHARE = counting_plan(item("share", unit="%", decimals=2, maximum=100))
_RATE = rate_plan()
_SEXES = ["SEX=F", "SEX=M"]
_STAFF = counting_plan(item("staff", breakdown=_SEXES), columns=["_T", *_SEXES])
_WOMEN = counting_plan(item("staff", breakdown=["SEX=F"]), columns=["_T", "SEX=F"])
_ROWS = counting_plan(item("tested"), item("ill"), rows=["tested", {"item": "ill", "part_of": "01"}])
_SURVEY = typed_rate_plan(
    indicator={"basis": "survey", "sample_item": "asked"}, items=[item("asked")], rows=["asked"]
)
_DEATHS = rate_plan(
    target("<=", 10, year=2025, unit="1/10万"),
    indicator={"basis": "event_rate", "multiplier": 100000, "unit": "1/10万", "better": "lower"},
)
_DUE = _aimed(target(">=", 90, year=2025))
_LATER = _aimed(target(">=", 90))
_STRIVEN = _aimed(target("=", 100, year=2025, tier="aspiration"))
_STEADY = (45, 46, 47, 48, 49, 50)
_COUNT = counting_plan(item("births"))
_FALLING = (2764, 2587, 2398, 2262, 2141)
_ASKED = counting_plan(
    item("rate", unit="%", decimals=2, maximum=100), item("asked"),
    indicators=[indicator("rate", ["rate"], sample_item="asked")],
)  # fmt: skip


def _staff(total: object, women: object, men: object) -> Given:
    return Given({"staff": total, "staff/SEX=F": women, "staff/SEX=M": men})


def _women(total: object, women: object) -> Given:
    return Given({"staff": total, "staff/SEX=F": women})


def _births(*earlier: object, now: object) -> Given:
    return _course(*earlier, now=now, place="births")


def _shares(*earlier: object, now: object) -> Given:
    return _course(*earlier, now=now, place="share")


def _shared(women: int) -> Given:
    """Women among 1,004, after years in which they were 400 of 1,000."""
    history = {2021 + n: _staff(1000 + n, 400 + n, 600).entries for n in range(4)}
    return Given(_staff(1004, women, 1004 - women).entries, history)


def _asked(rate: object) -> Given:
    """A rate among 640 people asked, after years in which it rose from 76 to 85 per cent."""
    return _course("76.40", "79.20", "82.10", "84.60", now=rate, asked=640)


_BLANK = _typed(births="")

CASES: dict[str, RuleCases] = {
    "TB-CELL-001": RuleCases(
        plan=_BIRTHS, passes=_typed(births="7"), fails=_typed(births="约百"), inside=_typed(births="１ 000"),
        outside=_typed(births="1o00"), undecidable=_BLANK,
    ),
    "TB-CELL-002": RuleCases(
        plan=_BIRTHS, passes=_typed(births="7"), fails=_typed(births="5‰"), inside=_typed(births="5人"),
        outside=_typed(births="5%"), undecidable=_BLANK,
    ),
    "TB-CELL-003": RuleCases(
        plan=_BIRTHS, passes=_typed(births="7"), fails=_typed(births="12,34,5"),
        inside=_typed(births="1,000"),
        outside=_typed(births="1,00"), undecidable=_BLANK,
    ),
    "TB-CELL-004": RuleCases(
        plan=_BIRTHS, passes=_typed(births="7"), fails=_typed(births="7" * 40),
        inside=_typed(births="9" * 15),
        outside=_typed(births="1" + "0" * 15), undecidable=_BLANK,
    ),
    "TB-CELL-010": RuleCases(
        plan=_BIRTHS, passes=_typed(births="7"), fails=_typed(births="7.5"), inside=_typed(births="7.000000"),
        outside=_typed(births="7.000001"), undecidable=_typed(births="-1"),
    ),
    "TB-CELL-011": RuleCases(
        plan=_SHARE, passes=_typed(share="7"), fails=_typed(share="-7"), inside=_typed(share="0"),
        outside=_typed(share="-0.01"), undecidable=_typed(share="-1"),
    ),
    "TB-CELL-012": RuleCases(
        plan=_SHARE, passes=_typed(share="95"), fails=_typed(share="950"), inside=_typed(share="100"),
        outside=_typed(share="100.01"), undecidable=_typed(share="-2"),
    ),
    "TB-CELL-013": RuleCases(
        plan=_BIRTHS, passes=_typed(births="700"), fails=_typed(births="0"), inside=_typed(births="1"),
        outside=_typed(births="0.00"), undecidable=_typed(births="-2"),
    ),
    "TB-CELL-014": RuleCases(
        plan=_BIRTHS, passes=_typed(births="7"), fails=_typed(births="不适用"), inside=_typed(births="-3"),
        outside=_typed(births="-2"), undecidable=_typed(births="约百"),
    ),
    "TB-SUM-001": RuleCases(
        plan=_STAFF, passes=_staff(90, 40, 50), fails=_staff(90, 40, 5), inside=_staff(90, 90, 0),
        outside=_staff(90, 90, 1), undecidable=_staff(90, 90, ""),
    ),
    "TB-SUM-002": RuleCases(
        plan=_related("sum", "all", "one", "two"), passes=_typed(all=9, one=4, two=5),
        fails=_typed(all=9, one=9, two=9), inside=_typed(all=9, one=9, two=0),
        outside=_typed(all=9, one=8, two=0), undecidable=_typed(all=9, one=9, two="-1"),
    ),
    "TB-PART-001": RuleCases(
        plan=_ROWS, passes=_typed(tested=90, ill=4), fails=_typed(tested=90, ill=400),
        inside=_typed(tested=90, ill=90),
        outside=_typed(tested=90, ill=91), undecidable=_typed(tested="-2", ill=91),
    ),
    "TB-PART-002": RuleCases(
        plan=_WOMEN, passes=_women(90, 40), fails=_women(90, 400),
        inside=_women(90, 90), outside=_women(90, 91),
        undecidable=_women("", 91),
    ),
    "TB-CHAIN-001": RuleCases(
        plan=_related("chain", "due", "seen"), passes=_typed(due=90, seen=40), fails=_typed(due=90, seen=400),
        inside=_typed(due=90, seen=90), outside=_typed(due=90, seen=91), undecidable=_typed(due=90, seen="x"),
    ),
    "TB-PAIR-001": RuleCases(
        plan=_SURVEY, passes=_typed(rate=50, asked=400), fails=_typed(rate=50, asked="-2"),
        inside=_typed(rate="-2", asked="不适用"), outside=_typed(rate="0", asked="不适用"),
        undecidable=_typed(rate=50, asked=""),
    ),
    "TB-PAIR-002": RuleCases(
        plan=_related("exclusive", "one", "two"), passes=_typed(one=0, two=0), fails=_typed(one=40, two=50),
        inside=_typed(one=40, two=0), outside=_typed(one=40, two=1), undecidable=_typed(one=40, two="-1"),
    ),
    "TB-PAIR-003": RuleCases(
        plan=_related("equal", "one", "two"), passes=_typed(one=0, two=0), fails=_typed(one=40, two=50),
        inside=_typed(one=40, two="40.0"), outside=_typed(one=40, two=41),
        undecidable=_typed(one=40, two="-1"),
    ),
    "TB-RATE-001": RuleCases(
        plan=_RATE, passes=_typed(part=4, whole=9), fails=_typed(part=9, whole=4),
        inside=_typed(part=100000, whole=100000), outside=_typed(part=100001, whole=100000),
        undecidable=_typed(part=9),
    ),
    "TB-RATE-002": RuleCases(
        plan=_RATE, passes=_typed(part=4, whole=9), fails=_typed(part=9, whole=0),
        inside=_typed(part=0, whole=0),
        outside=_typed(part=1, whole=0), undecidable=_typed(part="-1", whole=0),
    ),
    "TB-FILL-001": RuleCases(
        plan=_BIRTHS, passes=_typed(births=7), fails=_typed(), inside=_typed(births="-1"),
        outside=_typed(births=" "),
        undecidable="a cell is blank or it is not: there is always an answer",
    ),
    "TB-ORIGIN-001": RuleCases(
        plan=_OF_STATISTICS, passes=_typed(people=(90, "统计局 3 月 5 日函")), fails=_typed(people=90),
        inside=_typed(people=(0, "x")), outside=_typed(people=(0, " ")), undecidable=_typed(people="-1"),
    ),
    "TB-ORIGIN-002": RuleCases(
        plan=_SPECIAL, passes=_typed(rate=(5, "2025 年 10 月，分层抽样，400 人，问卷，±2")),
        fails=_typed(rate=5), inside=_typed(rate=(0, "x")), outside=_typed(rate=(0, " ")),
        undecidable=_typed(rate=("", "x")),
    ),
    "TB-YEAR-001": RuleCases(
        plan=_COUNT, passes=_births(1000, now=1050), fails=_births(1000, now=1500),
        inside=_births(1000, now=1200), outside=_births(1000, now=1201), undecidable=_births(now=1200),
    ),
    "TB-YEAR-002": RuleCases(
        plan=_aimed(), passes=_course(50, now=51), fails=_course(50, now=70), inside=_course(50, now=55),
        outside=_course(50, now="55.01"), undecidable=_course(50, now="-1"),
    ),
    "TB-YEAR-003": RuleCases(
        plan=_COUNT, passes=_births(1000, now=1050), fails=_births(1000, now=1000),
        inside=_births(99, now=99), outside=_births(100, now=100), undecidable=_births(now=1000),
    ),
    "TB-YEAR-004": RuleCases(
        plan=_SHARE, passes=_shares(15, now=16), fails=_shares(152, now=16), inside=_shares(100, now=16),
        outside=_shares("100.01", now=16), undecidable=_shares(now=16),
    ),
    "TB-TARGET-001": RuleCases(
        plan=_DUE, passes=_course(now=95), fails=_course(now=50), inside=_course(now=90),
        outside=_course(now="89.99"),
        undecidable=_course(now="-1"),
    ),
    "TB-TARGET-002": RuleCases(  # from 0 towards 90 in ten years: 0.60 of the pace is 27 after five
        plan=_LATER, passes=_since_2020(0, 5, 50), fails=_since_2020(0, 5, 4), inside=_since_2020(0, 5, 27),
        outside=_since_2020(0, 5, "26.99"), undecidable=_course(now=27),
    ),
    "TB-TARGET-003": RuleCases(  # and 0.95 of it 42.75
        plan=_LATER, passes=_since_2020(0, 5, 50), fails=_since_2020(0, 5, 30),
        inside=_since_2020(0, 5, "42.75"),
        outside=_since_2020(0, 5, "42.74"), undecidable=_course(now=30),
    ),
    "TB-TARGET-004": RuleCases(  # a usual change of 1; four times one per cent of the median 48 may be added
        plan=_aimed(target(">=", 20)), passes=_course(*_STEADY, now=51), fails=_course(*_STEADY, now=80),
        inside=_course(*_STEADY, now="52.92"), outside=_course(*_STEADY, now="52.93"),
        undecidable=_course(*_STEADY[3:], now=80),
    ),
    "TB-TARGET-005": RuleCases(  # one death may be 0.0253: of 253 that is 10.01 per 100,000, of 254 only 9.97
        plan=_DEATHS, passes=_typed(part=0, whole=2000), fails=_typed(part=1, whole=2000),
        inside=_typed(part=1, whole=253), outside=_typed(part=1, whole=254), undecidable=_typed(part=1),
    ),
    "TB-TARGET-006": RuleCases(
        plan=_STRIVEN, passes=_course(now=104), fails=_course(now=50), inside=_course(now=100),
        outside=_course(now="99.99"), undecidable=_course(now="-1"),
    ),
    "TB-SLIP-001": RuleCases(
        plan=_COUNT, passes=_births(*_FALLING, now=2036), fails=_births(*_FALLING, now=20360),
        inside=_births(*_FALLING, now=14000), outside=_births(*_FALLING, now=15000),
        undecidable=_births(now=20360),
    ),
    "TB-SLIP-002": RuleCases(
        plan=_COUNT, passes=_births(*_FALLING, now=2036), fails=_births(*_FALLING, now=22036),
        inside=_births(*_FALLING, now=1300), outside=_births(*_FALLING, now=1248),
        undecidable=_births(now=22036),
    ),
    "TB-SLIP-003": RuleCases(
        plan=_STAFF, passes=_shared(404), fails=_shared(604), inside=_shared(530), outside=_shared(560),
        undecidable=Given({"staff": 1004}),
    ),
    "TB-SLIP-004": RuleCases(
        plan=_COUNT, passes=_births(*_FALLING, now=2036), fails=_births(*_FALLING, now=0),
        inside=_births(8, 8, 8, 8, 8, now=0), outside=_births(12, 12, 12, 12, 12, now=0),
        undecidable=_births(now=0),
    ),
    "TB-SLIP-005": RuleCases(
        plan=_ASKED, passes=_asked("87.34"), fails=_asked(559), inside=_asked(450), outside=_asked(500),
        undecidable=_asked(""),
    ),
}  # fmt: skip
"""By code. The detective of slips weighs likelihoods: its limits are near, not to the last digit."""

WITHOUT_CASES = {
    "TB-RATE-003": "says that the program failed, which no figures can bring about: test_unmade",
    "TB-CHECK-001": "stands for checks that failed, which no figures can bring about: test_unmade",
}
