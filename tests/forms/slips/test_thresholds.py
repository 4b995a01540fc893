"""Where the detective begins to speak: an example close to either side of each limit it goes by.

The limits were tuned on the benchmark's training seed. Whoever moves one shall see which figures are asked
about then, and which no longer.
"""

from decimal import Decimal

import pytest

from forms.figures.breakdown import SeriesKey
from forms.plan.definitions import Item
from forms.reporting.entry import Figures
from forms.slips.catalogue import Original, Slip
from forms.slips.course import Course
from forms.slips.expectation import Expectation, Nature
from forms.slips.suspicion import suspect
from tests.builders import YEAR, check, counting_plan, indicator, item, plan
from tests.builders import form as form_of

BIRTHS = counting_plan(item("births"))
KEY = SeriesKey("births")
COUNTED: Item = BIRTHS.item_by_code["births"]
_ANYWHERE = (Decimal(0), Decimal("Infinity"))


def _offered(
    typed: int, meant: int, apart: str, off: str, *, nature: Nature = Nature.MEASURE, leniency: str = "1"
) -> list[int]:
    """What is suggested for a figure that lies so many spreads beyond the expected range.

    What was meant lies ``off`` spreads on the other side of it.
    """
    ratio = (Decimal(max(typed, meant)) / min(typed, meant)).ln()
    spread = ratio / (Decimal(apart) + Decimal(off))
    towards = spread * Decimal(off)
    middle = Decimal(meant).ln() + (towards if typed > meant else -towards)
    place = Decimal(meant)
    expected = Expectation(
        nature=nature,
        low=middle,
        high=middle,
        variance=spread**2,
        offset=Decimal(0),
        least=place,
        most=place,
        last=place,
        changes=4,
    )
    found = suspect(Decimal(typed), expected, COUNTED, (), _ANYWHERE, lambda _: Decimal(leniency))
    return [int(original.value) for original in found]


PASTED, TENTH = 123456789010, 12345678901
"""So long that only powers of ten are looked at, of which no other is a whole number nearby."""


@pytest.mark.parametrize(
    ("apart", "off", "is_suspected"),
    [
        ("2.95", "0", False),
        ("3.05", "0", True),
        ("3.1", "2.95", True),
        ("3.2", "3.05", False),
        ("15", "5.2", True),
        ("15", "5.3", False),
        ("19.9", "6.95", True),
        ("19.5", "6.95", False),
        ("30", "6.95", True),
        ("30", "7.05", False),
    ],
)
def test_power_of_ten(apart: str, off: str, *, is_suspected: bool) -> None:
    """Asked about from three spreads on; what was meant may be as far off, or a third as far as it is."""
    assert _offered(PASTED, TENTH, apart, off) == ([TENTH] if is_suspected else [])


@pytest.mark.parametrize(
    ("nature", "apart", "leniency", "is_suspected"),
    [
        (Nature.MEASURE, "2.42", "1", False),
        (Nature.MEASURE, "2.48", "1", True),
        (Nature.ERRATIC, "4.84", "1", False),
        (Nature.ERRATIC, "4.96", "1", True),
        (Nature.MEASURE, "0.98", "0.3", False),
        (Nature.MEASURE, "1.02", "0.3", True),
    ],
)
def test_slip_of_a_digit(nature: Nature, apart: str, leniency: str, *, is_suspected: bool) -> None:
    """Asked about where what was meant is clearly likelier, twice as late where a figure leaps anyway."""
    offered = _offered(73154, 37154, apart, "0", nature=nature, leniency=leniency)
    assert (37154 in offered) is is_suspected


@pytest.mark.parametrize(("typed", "meant", "is_suspected"), [(19, 9, False), (110, 10, True)])
def test_counts_of_one_digit_leap_like_any_other(typed: int, meant: int, *, is_suspected: bool) -> None:
    """At 2.6 spreads a digit too many is asked about from ten on, of fewer only at three."""
    assert (meant in _offered(typed, meant, "2.6", "0", nature=Nature.COUNT)) is is_suspected
    assert _offered(19, 9, "3.05", "0", nature=Nature.COUNT) == [9]


def test_no_more_is_offered_than_one_sentence_can_compare() -> None:
    spread, middle = Decimal("0.05"), Decimal(1000).ln()
    expected = Expectation(
        nature=Nature.MEASURE,
        low=middle,
        high=middle,
        variance=spread**2,
        offset=Decimal(0),
        least=Decimal(1000),
        most=Decimal(1000),
        last=Decimal(1000),
        changes=4,
    )
    further = tuple(Original(Decimal(1000 + i), Slip.TRANSPOSED, "") for i in range(5))
    found = suspect(
        Decimal(5000), expected, COUNTED, further, (Decimal(1000), Decimal(1004)), lambda _: Decimal(1)
    )
    assert [int(original.value) for original in found] == [1000, 1001, 1002]


@pytest.mark.parametrize(("off", "is_offered"), [("1.975", True), ("2.025", False)])
def test_rival_is_offered_where_it_is_nearly_as_good(off: str, *, is_offered: bool) -> None:
    """Of 12034 both 1204 and 1234 may be left when a digit too many goes; the years are right for 1204."""
    spread = (Decimal(1234) / 1204).ln() / Decimal(off)
    middle, last = Decimal(1204).ln(), Decimal(1204)
    expected = Expectation(
        nature=Nature.MEASURE,
        low=middle,
        high=middle,
        variance=spread**2,
        offset=Decimal(0),
        least=last,
        most=last,
        last=last,
        changes=4,
    )
    found = suspect(Decimal(12034), expected, COUNTED, (), _ANYWHERE, lambda _: Decimal(1))
    values = [int(original.value) for original in found]
    assert values[0] == 1204
    assert (1234 in values) is is_offered


# --- a figure and its years -----------------------------------------------------------------------------


def _course(*values: int) -> tuple[Course, Figures]:
    history = {YEAR - len(values) + i: {KEY: Decimal(value)} for i, value in enumerate(values)}
    return Course(KEY, COUNTED, Nature.COUNT), Figures(
        plan=BIRTHS, year=YEAR, observations={}, history=history
    )


@pytest.mark.parametrize(
    ("before", "value", "is_quiet"),
    [
        ((1000, 1000), 970, True),
        ((1000, 1000), 969, False),
        ((1000, 1000), 1030, True),
        ((1000, 1000), 1031, False),
        ((1000, 1100), 1233, True),
        ((1000, 1100), 1234, False),
        ((1000, 1100), 1067, True),
        ((1000, 1100), 1066, False),
    ],
)
def test_what_nearly_continues_the_years_is_not_looked_at(
    before: tuple[int, ...], value: int, *, is_quiet: bool
) -> None:
    course, figures = _course(*before)
    assert course.is_quiet(figures, Decimal(value)) is is_quiet


@pytest.mark.parametrize(
    ("last", "value", "is_odd"),
    [
        (10050, 855, True),
        (10050, 854, False),
        (10050, 1134, True),
        (10050, 1135, False),
        (1296, 1005, True),
        (1295, 1005, False),
    ],
)
def test_last_year_is_at_fault_where_the_figure_fits_the_years_before_it(
    last: int, value: int, *, is_odd: bool
) -> None:
    course, figures = _course(1000, 1010, 990, last)
    assert course.is_last_year_odd(figures, Decimal(value)) is is_odd


def test_nine_years_are_looked_at() -> None:
    course, figures = _course(*range(1000, 1012))
    assert [year for year, _ in course.past(figures)] == list(range(YEAR - 9, YEAR))


# --- a figure and its neighbours ------------------------------------------------------------------------

_PLACES = ("births", "births/RES=U", "births/RES=R")
PARTS = counting_plan(item("births", breakdown=["RES=U", "RES=R"]), columns=["_T", "RES=U", "RES=R"])

Row = tuple[int, int, int]


def _suspected(before: tuple[Row, ...], typed: Row) -> set[str]:
    history = {YEAR - len(before) + i: dict(zip(_PLACES, row, strict=True)) for i, row in enumerate(before)}
    report = check(PARTS, dict(zip(_PLACES, typed, strict=True)), history)
    return {str(f.keys[0].breakdown) for f in report.findings if f.code.startswith("TB-SLIP-")}


_EVEN = ((1000, 600, 400), (1001, 601, 400), (1000, 600, 400), (1001, 601, 400))


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        # how much better one cell must explain a failing sum than the others
        (
            ((2069, 1278, 791), (2162, 1336, 826), (2313, 1429, 884), (2262, 1397, 865)),
            (2202, 1249, 773),
            {"RES=U"},
        ),
        (((311, 187, 124), (295, 177, 118)), (242, 145, 79), set()),
        # how far off a figure may be that the sum requires
        (((4714, 2599, 2115), (4733, 2609, 2124), (4613, 2543, 2070)), (33943, 2174, 1769), {"_T"}),
        (((4624, 3230, 1394), (4598, 3212, 1386)), (3862, 26698, 1164), set()),
        # from where on a figure is wrong though no slip explains what the sum requires
        (((1064, 500, 564), (1001, 470, 531)), (826, 388, 371), {"RES=R"}),
        (
            ((945, 457, 488), (1007, 487, 520), (1029, 498, 531), (1092, 528, 564)),
            (1399, 458, 489),
            set(),
        ),
        # how much a sum that holds speaks for its figures
        (_EVEN, (1202, 721, 481), {"RES=R"}),
        (_EVEN, (1178, 707, 471), set()),
        # and that one that fails speaks for none of them
        (((2547, 1264, 1283), (2494, 1245, 1249), (2471, 1233, 1238)), (2838, 1543, 1587), {"_T"}),
        # nor does one that holds where every cell may be typed in another unit
        (
            ((666, 333, 333), (294, 147, 147), (428, 214, 214), (358, 179, 179)),
            (72, 36, 36),
            {"_T", "RES=U", "RES=R"},
        ),
    ],
)
def test_cell_of_a_sum(before: tuple[Row, ...], typed: Row, expected: set[str]) -> None:
    assert _suspected(before, typed) == expected


_BOTH_WAYS = ["SEX=F", "SEX=M", "RES=U", "RES=R"]
TWO_SUMS = counting_plan(item("births", breakdown=_BOTH_WAYS), columns=["_T", *_BOTH_WAYS])


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        (((1034, 228, 806, 340, 694), (967, 213, 754, 318, 649)), (852, 188, 664, 280, 672), ["RES=R"]),
        (((1031, 221, 810, 813, 218), (971, 208, 763, 766, 205)), (1141, 245, 896, 900, 214), []),
    ],
)
def test_second_sum_that_holds_clears_the_whole(
    before: tuple[tuple[int, ...], ...], typed: tuple[int, ...], expected: list[str]
) -> None:
    places = ["births", *(f"births/{part}" for part in _BOTH_WAYS)]
    years = range(YEAR - len(before), YEAR)
    history = {year: dict(zip(places, row, strict=True)) for year, row in zip(years, before, strict=True)}
    report = check(TWO_SUMS, dict(zip(places, typed, strict=True)), history)
    assert [f.keys[0].breakdown for f in report.findings if f.code.startswith("TB-SLIP-")] == expected


CHAIN = counting_plan(
    item("due"),
    item("seen"),
    relations=[{"kind": "chain", "items": ["due", "seen"], "enforcement": "mandatory"}],
)


@pytest.mark.parametrize(
    ("before", "typed", "is_suspected"),
    [
        (((7, 5), (4, 1), (7, 7)), (10, 21), True),
        (((4, 3), (12, 9)), (5, 31), False),
    ],
)
def test_part_above_its_whole_is_suspected_sooner(
    before: tuple[tuple[int, int], ...], typed: tuple[int, int], *, is_suspected: bool
) -> None:
    years = range(YEAR - len(before), YEAR)
    history = {year: {"due": due, "seen": seen} for year, (due, seen) in zip(years, before, strict=True)}
    report = check(CHAIN, {"due": typed[0], "seen": typed[1]}, history)
    assert any(f.code.startswith("TB-SLIP-") for f in report.findings) is is_suspected


# --- zero -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "before", "is_suspected"),
    [
        ({}, (10, 12, 11), True),
        ({}, (9, 12, 11), False),
        ({"unit": "%", "maximum": 100}, ("5.0", "6.0", "7.0"), True),
        ({"unit": "%", "maximum": 100}, ("4.9", "6.0", "7.0"), False),
        ({"unit": "%", "maximum": 99}, ("20.0", "21.0", "22.0"), True),
        ({"unit": "%", "maximum": 101}, ("20.0", "21.0", "22.0"), False),
        ({"unit": "%"}, ("20.0", "21.0", "22.0"), False),
        ({"unit": "分", "maximum": 100}, ("20.0", "21.0", "22.0"), False),
    ],
)
def test_zero_is_suspected_of_people_and_of_shares_of_a_hundred(
    fields: dict[str, object], before: tuple[object, ...], *, is_suspected: bool
) -> None:
    decimals = {"decimals": 1} if fields else {}
    judged = [indicator("i", ["x"], unit=fields["unit"])] if fields else []
    p = plan(items=[item("x", **fields, **decimals)], indicators=judged, forms=[form_of(["x"])])
    history = {YEAR - len(before) + i: {"x": value} for i, value in enumerate(before)}
    report = check(p, {"x": 0}, history)
    assert not report.unmade  # a check that fails asks about nothing either
    assert ("TB-SLIP-004" in {f.code for f in report.findings}) is is_suspected


# --- one slip beside another ----------------------------------------------------------------------------

_LIKELIHOOD = {
    Slip.UNIT: 0,
    Slip.SIGN: 0,
    Slip.BETWEEN: 2,
    Slip.DOUBLED: 3,
    Slip.TRANSPOSED: 4,
    Slip.EXTRA: 5,
    Slip.DROPPED: 6,
    Slip.COPIED: 6,
    Slip.DIGIT: 9,
    Slip.OTHER: 16,
}
"""What a shifted point may be off, squared, to be as likely as this slip at the very figure expected."""


def _first_of(slip: Slip, off: str, off_shifted: str) -> Slip:
    """Which is offered first: ``slip`` so many spreads above what is expected, or a shifted point below."""
    spread = Decimal("0.001")
    by_slip = (Decimal(10_000).ln() + spread * Decimal(off)).exp()
    by_shift = (Decimal(10_000).ln() - spread * Decimal(off_shifted)).exp()
    middle, last = Decimal(10_000).ln(), Decimal(10_000)
    expected = Expectation(
        nature=Nature.MEASURE,
        low=middle,
        high=middle,
        variance=spread**2,
        offset=Decimal(0),
        least=last,
        most=last,
        last=last,
        changes=4,
    )
    further = (Original(by_shift, Slip.SHIFTED, ""), Original(by_slip, slip, ""))
    only_these = (min(by_shift, by_slip), max(by_shift, by_slip))
    found = suspect(Decimal(90_000), expected, COUNTED, further, only_these, lambda _: Decimal(1))
    return found[0].slip


def test_every_slip_is_weighed_against_a_shifted_point() -> None:
    assert set(_LIKELIHOOD) | {Slip.SHIFTED} == set(Slip)


@pytest.mark.parametrize("slip", _LIKELIHOOD)
def test_a_slip_is_offered_first_where_it_is_likelier(slip: Slip) -> None:
    """Half of one cost to either side of the point where both are as likely."""
    cost = Decimal(_LIKELIHOOD[slip])
    nearly, half = (cost + Decimal("0.5")).sqrt(), Decimal("0.5").sqrt()
    assert _first_of(slip, "0", str(nearly)) is slip
    if cost:
        assert _first_of(slip, "0", str((cost - Decimal("0.5")).sqrt())) is Slip.SHIFTED
    else:
        assert _first_of(slip, str(half), "0") is Slip.SHIFTED
