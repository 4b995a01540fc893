"""The slip detective on forms: sentences, suggestions, and where it keeps silent."""

from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from forms.findings import Finding, Level, Report
from forms.reporting.entry import Figures
from tests.builders import (
    YEAR,
    answers,
    check,
    checker,
    counting_plan,
    figures,
    form,
    found,
    indicator,
    item,
    key,
    observation,
    only,
    plan,
    typed_rate_plan,
)

CODES = ("TB-SLIP-001", "TB-SLIP-002", "TB-SLIP-003", "TB-SLIP-004", "TB-SLIP-005")


def _years(*values: object, place: str = "births") -> dict[int, dict[str, object]]:
    """Values of the years before, the last of them last year's."""
    return {YEAR - len(values) + i: {place: value} for i, value in enumerate(values)}


def _slips(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.code in CODES]


BIRTHS = counting_plan(item("births", "活产数"))
BEFORE = _years(2764, 2587, 2398, 2262, 2141)


def _about(typed: object, history: dict[int, dict[str, object]] = BEFORE, plan_=BIRTHS) -> Finding:
    (finding,) = _slips(check(plan_, {next(iter(history[YEAR - 1])): typed}, history))
    return finding


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("20,360", "TB-SLIP-001", "填了 20,360，往年 2,141—2,764，您是不是想填 2,036？（疑似多打了一位）"),
        ("203600", "TB-SLIP-001", "填了 203,600，往年 2,141—2,764，您是不是想填 2,036？（疑似多打了两位）"),
        ("203.6", "TB-SLIP-001", "填了 203.6，往年 2,141—2,764，您是不是想填 2,036？（疑似小数点错位）"),
        ("2.036", "TB-SLIP-001", "填了 2.036，往年 2,141—2,764，您是不是想填 2,036？（疑似小数点错位）"),
        ("0.2036", "TB-SLIP-001", "填了 0.2036，往年 2,141—2,764，您是不是想填 2,036？（疑似按“万人”填写）"),
        (
            "20360000",
            "TB-SLIP-001",
            "填了 20,360,000，往年 2,141—2,764，您是不是想填 2,036？（疑似计量单位差了一万倍）",
        ),
        ("-2036", "TB-SLIP-001", "填了 -2,036，往年 2,141—2,764，您是不是想填 2,036？（疑似多打了负号）"),
        (
            "203",
            "TB-SLIP-001",
            "填了 203，往年 2,141—2,764，您是不是想填 2,030 至 2,039 中的一个数？（疑似少打了一位）",
        ),
        (
            "22036",
            "TB-SLIP-002",
            "填了 22,036，往年 2,141—2,764，您是不是想填 2,036、2,203 或 2,206？（疑似多打了一位数字）",
        ),
        (
            "236",
            "TB-SLIP-002",
            "填了 236，往年 2,141—2,764，您是不是想填 2,136、2,036 或 2,236？（疑似漏打了一位数字）",
        ),
        ("0", "TB-SLIP-004", "填了 0，往年 2,141—2,764，是不是没有数据？"),
    ],
)
def test_sentences_from_history_alone(typed: str, code: str, words: str) -> None:
    finding = _about(typed)
    assert (finding.code, finding.message) == (code, f"“活产数”{words}")
    assert finding.level is Level.QUERY
    assert finding.cells == ("f/01/_T",)


def test_the_form_states_what_the_clerk_is_asked() -> None:
    """The form is read by people who were asked nothing, and no guess belongs on stamped paper."""
    assert _about("20360").stated == "“活产数”本年 20,360，往年 2,141—2,764，数字须核对"
    assert _about("0").stated == "“活产数”本年 0，往年 2,141—2,764，数字须核对"


def test_years_that_are_all_the_same_are_told_in_one_word() -> None:
    assert "，往年都是 2，您是不是想填 2？" in _about(20, _years(2, 2, 2, 2)).message


def test_first_suggestion_is_what_was_meant() -> None:
    finding = _about("20360")
    assert [(str(s.key), s.value) for s in finding.suggestions] == [("births/_T", Decimal(2036))]
    assert finding.imbalance == 18324
    assert finding.next_step == "按提示改正；确实无误的，请说明原因"


def test_a_point_in_a_count_is_a_slip_however_few_there_are() -> None:
    finding = _about("0.3", _years(4, 2, 3, 5))
    assert finding.message.endswith("您是不是想填 3？（疑似小数点错位）")
    assert _slips(check(BIRTHS, {"births": "4.5"}, _years(4, 2, 3, 5))) == []


def test_what_would_be_questioned_in_turn_is_not_suggested() -> None:
    finding = _about("141300", _years(634, 685, 740, 799, 863, 932, 1007))
    assert finding.code == "TB-SLIP-001"
    assert finding.message == "“活产数”填了 141,300，往年 634—1,007，请核对（疑似多打了两位）"
    assert finding.next_step == "改正；确实无误的，请说明原因"
    assert finding.suggestions == ()
    assert finding.imbalance is None


def test_transposed() -> None:
    finding = _about("1248", _years(2010, 2100, 2150, 2141))
    assert finding.code == "TB-SLIP-002"
    assert (
        finding.message == "“活产数”填了 1,248，往年 2,010—2,150，您是不是想填 2,148？（疑似“21”打成了“12”）"
    )
    assert [s.value for s in finding.suggestions] == [2148]


def test_what_cannot_be_told_is_not_suggested() -> None:
    """Which digits were lost at the end nobody knows, unless figures are always round."""
    assert _about("203").suggestions == ()
    round_ones = _about("90", _years(860, 870, 880, 890))
    assert [s.value for s in round_ones.suggestions] == [900]
    assert "您是不是想填 900？（疑似少打了一位）" in round_ones.message


def _share(maximum: int | None = 100, **fields: object):
    typed = item("rate", "知晓率", unit="%", decimals=2, maximum=maximum)
    judged = indicator("rate", ["rate"], name="知晓率", **fields)
    asked = item("asked", "调查人数")
    return plan(items=[typed, asked], indicators=[judged], forms=[form(["rate", "asked"])])


SHARES = _years("76.40", "79.20", "82.10", "84.60", place="rate")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("8730", "填了 8,730，往年 76.40—84.60，您是不是想填 87.30？（疑似漏了小数点）"),
        ("873", "填了 873，往年 76.40—84.60，您是不是想填 87.30？（疑似漏了小数点）"),
        ("8.73", "填了 8.73，往年 76.40—84.60，您是不是想填 87.30？（疑似小数点错位）"),
        ("0.873", "填了 0.873，往年 76.40—84.60，您是不是想填 87.30？（疑似把百分数填成了小数）"),
    ],
)
def test_shares(typed: str, words: str) -> None:
    finding = _about(typed, SHARES, _share())
    assert (finding.code, finding.message) == ("TB-SLIP-001", f"“知晓率”{words}")


def test_people_typed_for_a_share() -> None:
    p = _share(sample_item="asked")
    history = {y: v | {"asked": 640} for y, v in SHARES.items()}
    finding = only(check(p, {"rate": 559, "asked": 640}, history), "TB-SLIP-005")
    assert (
        finding.message
        == "“知晓率”填了 559，往年 76.40—84.60，您是不是想填 87.34？（疑似填的是人数，不是比率）"
    )
    assert not found(check(p, {"rate": "87.34", "asked": 640}, history), "TB-SLIP-005")
    assert answers("TB-SLIP-005", p, {"rate": "87.34", "asked": 640}, history) == (1, 0, 0)
    assert answers("TB-SLIP-005", p, {"asked": 640}, history) == (0, 0, 1)


@pytest.mark.parametrize(
    ("typed", "asked", "meant"),
    [
        (560, 640, ["87.50"]),
        (640, 640, ["100.00"]),
        (641, 640, []),
        ("559.5", 640, []),
        (39, 40, ["97.50"]),
        (40, 40, ["100.00"]),
        (41, 40, []),
        ("39.5", 40, []),
        (0, 0, []),
    ],
)
@pytest.mark.parametrize("maximum", [100, None])
def test_only_a_whole_number_up_to_the_sample_was_a_number_of_people(
    typed: object, asked: int, meant: list[str], maximum: int | None
) -> None:
    history = _years("99.20", "99.50", "99.10", "99.60", "99.40", place="rate")
    report = check(_share(maximum, sample_item="asked"), {"rate": typed, "asked": asked}, history)
    assert not report.unmade
    told = [f for f in report.findings if f.code == "TB-SLIP-005"]
    assert [str(s.value) for f in told for s in f.suggestions] == meant


@given(st.integers(3495, 5400))
@settings(max_examples=60, deadline=None)
def test_what_earlier_years_had_is_never_to_be_replaced_by_what_none_of_them_had(typed):
    history = _years(5400, 5100, 4400, 3900, 3495)
    for finding in _slips(check(BIRTHS, {"births": typed}, history)):
        assert all(3495 <= suggested.value <= 5400 for suggested in finding.suggestions)
        assert finding.suggestions or "您是不是想填" not in finding.message


# --- part and whole -------------------------------------------------------------------------------------

PARTS = counting_plan(
    item("births", "活产数", breakdown=["RES=U", "RES=R"]), columns=["_T", "RES=U", "RES=R"]
)
WHOLES = {
    2023: {"births": 2262, "births/RES=U": 1887, "births/RES=R": 375},
    2024: {"births": 2141, "births/RES=U": 1789, "births/RES=R": 352},
}


def _parts(whole: object, urban: object, rural: object, history=WHOLES) -> list[Finding]:
    return _slips(check(PARTS, {"births": whole, "births/RES=U": urban, "births/RES=R": rural}, history))


EQUATION = "“活产数” 2,036 = 城市 1,702 + 农村 334"


@pytest.mark.parametrize(
    ("typed", "code", "cell", "words"),
    [
        ((2063, 1702, 334), "002", "_T", "填 2,036？（疑似“36”打成了“63”，改后"),
        ((203, 1702, 334), "001", "_T", "填 2,036？（疑似少打了一位，改后"),
        ((2036, 1072, 334), "002", "RES=U", "填 1,702？（疑似“70”打成了“07”，改后"),
        ((2036, 1702, 34), "002", "RES=R", "填 334？（疑似漏打了一个“3”，改后"),
        ((2036, 1702, 3340), "001", "RES=R", "填 334？（疑似多打了一位，改后"),
        ((2141, 1702, 334), "002", "_T", "填 2,036？（疑似照抄了上年数，改后"),
        ((9999, 1702, 334), "002", "_T", "填 2,036？（疑似与其他各格对不上，改后"),
    ],
)
def test_failing_sum_names_the_cell(typed: tuple[int, int, int], code: str, cell: str, words: str) -> None:
    (finding,) = _parts(*typed)
    assert finding.code == f"TB-SLIP-{code}"
    assert finding.cells == (f"f/01/{cell}",)
    assert words + EQUATION in finding.message


def test_failing_sum_speaks_without_history() -> None:
    (finding,) = _parts(2063, 1702, 334, {})
    assert (
        finding.message == f"“活产数”填了 2,063，您是不是想填 2,036？（疑似“36”打成了“63”，改后{EQUATION}）"
    )


@pytest.mark.parametrize("typed", [(2036, 1702, 335), (2035, 1702, 334), (2036, 1702, 344)])
def test_cell_is_not_named_where_each_could_be_wrong(typed: tuple[int, int, int]) -> None:
    assert _parts(*typed) == []


def test_whole_row_in_another_unit_still_adds_up() -> None:
    assert {f.code for f in _parts(20360, 17020, 3340)} == {"TB-SLIP-001"}
    assert len(_parts(20360, 17020, 3340)) == 3


def test_siblings_swapped() -> None:
    (finding,) = _parts(2036, 334, 1702)
    assert finding.code == "TB-SLIP-003"
    assert finding.message == (
        "“活产数”（城市）填了 334，往年 1,789—1,887，您是不是想填 1,702？（疑似与“活产数”（农村）填反了）"
    )
    assert finding.next_step == "两格一起改正；确实无误的，请说明原因"
    assert finding.cells == ("f/01/RES=U", "f/01/RES=R")
    assert [(s.key.breakdown, s.value) for s in finding.suggestions] == [("RES=U", 1702), ("RES=R", 334)]
    assert answers("TB-SLIP-003", PARTS, {"births/RES=U": 1702, "births/RES=R": 334}, WHOLES) == (1, 0, 0)
    assert answers("TB-SLIP-003", PARTS, {"births/RES=R": 334}, WHOLES) == (0, 0, 1)


def test_swapped_siblings_show_by_their_ratio_though_both_have_doubled() -> None:
    (finding,) = _parts(4072, 668, 3404)
    assert (finding.code, finding.suggestions[0].value) == ("TB-SLIP-003", 3404)


def test_digits_too_few_are_not_said_to_be_swapped() -> None:
    """What stands in the other cell would be out of keeping here as well."""
    history = {
        2023: {"births": 2900, "births/RES=U": 2200, "births/RES=R": 700},
        2024: {"births": 2950, "births/RES=U": 2260, "births/RES=R": 690},
    }
    (finding,) = _parts(2950, 225, 700, history)
    assert (finding.code, finding.cells) == ("TB-SLIP-001", ("f/01/RES=U",))


def test_overtaking_sibling_is_not_said_to_be_swapped() -> None:
    history = {
        2023: {"births": 2000, "births/RES=U": 1100, "births/RES=R": 900},
        2024: {"births": 1990, "births/RES=U": 1040, "births/RES=R": 950},
    }
    assert _parts(1985, 950, 1035, history) == []


def test_even_siblings_are_not_said_to_be_swapped() -> None:
    history = {
        2023: {"births": 2000, "births/RES=U": 1010, "births/RES=R": 990},
        2024: {"births": 1990, "births/RES=U": 1000, "births/RES=R": 990},
    }
    assert _parts(1985, 990, 995, history) == []


CHAIN = counting_plan(
    item("due", "应查人数"),
    item("seen", "实查人数"),
    relations=[{"kind": "chain", "items": ["due", "seen"], "enforcement": "mandatory"}],
)


def test_broken_order_is_named() -> None:
    history = {y: {"due": 3000, "seen": v} for y, v in ((2022, 2250), (2023, 2300), (2024, 2380))}
    (finding,) = _slips(check(CHAIN, {"due": 3000, "seen": 24000}, history))
    assert finding.code == "TB-SLIP-001"
    assert finding.message.endswith("想填 2,400？（疑似多打了一位，改后不再大于“应查人数”）")
    (finding,) = _slips(check(CHAIN, {"due": 300, "seen": 2400}, history))
    assert finding.cells == ("f/01/_T",)
    assert (
        finding.message.endswith("至 3,009 中的一个数？（疑似少打了一位，改后不再小于“实查人数”）") is False
    )
    assert finding.message.endswith("想填 3,000？（疑似少打了一位，改后不再小于“实查人数”）")


def test_what_breaks_an_order_is_not_offered() -> None:
    history = {y: {"due": 800, "seen": 780} for y in (2021, 2022, 2023, 2024)}
    assert _slips(check(CHAIN, {"due": 700, "seen": 78}, history)) == []


# --- silence --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "typed"),
    [
        ((3, 0, 2, 4), 0),
        ((3, 0, 2, 4), 7),
        ((0, 0, 1, 0), 3),
        ((0, 0, 0, 0), 1),
        ((2, 1, 3, 2), 11),
        ((9, 8, 8, 7, 7), 0),
        ((2764, 2587, 2398, 2262, 2141), 2036),
        ((2764, 2587, 2398, 2262, 2141), 4000),  # a leap, but no slip explains it
        ((286, 372, 498, 655, 842), 1026),
        ((1000, 1010, 990, 10050), 1005),  # last year's figure was the slip
    ],
)
def test_counts_that_never_alarm(history: tuple[int, ...], typed: int) -> None:
    assert _slips(check(BIRTHS, {"births": typed}, _years(*history))) == []


@pytest.mark.parametrize(
    ("history", "typed", "is_asked"),
    [
        ((22, 25, 28, 23), 5, False), ((22, 25, 28, 23), 4, True),
        ((3, 4, 5, 4), 25, False), ((3, 4, 5, 4), 26, True),
        ((26, 29, 28, 27), 9, False), ((60, 62, 65, 63), 36, True),
        ((9, 14, 21, 17, 12), 1, False), ((3, 6, 4, 5, 3), 19, False),
    ],
)  # fmt: skip
def test_single_digit_more_or_less_is_asked_about_only_where_it_is_far_off(
    history: tuple[int, ...], typed: int, *, is_asked: bool
) -> None:
    """Among a few cases a year any figure has one a digit shorter or longer near what is usual."""
    assert bool(_slips(check(BIRTHS, {"births": typed}, _years(*history)))) is is_asked


@pytest.mark.parametrize("unit", ["1/10万", "‰"])
@pytest.mark.parametrize("typed", ["0", "66.7", "133.3", "36.2", "200", "6.1"])
def test_rates_of_rare_events_never_alarm(unit: str, typed: str) -> None:
    p = typed_rate_plan(indicator={"unit": unit, "decimals": 1})
    assert _slips(check(p, {"rate": typed}, _years("0", "66.7", "0", "36.1", "0", place="rate"))) == []


def test_figures_filled_by_election_may_jump() -> None:
    seats = [item("seats", "女村主任人数")]
    elected = indicator("i", ["seats"], unit="人", election=True)
    p = plan(items=seats, indicators=[elected], forms=[form(["seats"])])
    for typed in (42, 12, 0):
        assert _slips(check(p, {"seats": typed}, _years(24, 24, 24, 24, place="seats"))) == []


@pytest.mark.parametrize("code", ["TB-SLIP-001", "TB-SLIP-002", "TB-SLIP-004"])
def test_passing_failing_undecidable(code: str) -> None:
    wrong = {"TB-SLIP-001": 20360, "TB-SLIP-002": 22036, "TB-SLIP-004": 0}[code]
    assert answers(code, BIRTHS, {"births": 2036}, BEFORE) == (1, 0, 0)
    assert answers(code, BIRTHS, {"births": wrong}, BEFORE) == (0, 1, 0)
    assert answers(code, BIRTHS, {}, BEFORE) == (0, 0, 1)
    # Of one year alone only a power of ten can be told (test_slip_one_year).
    told = (0, 1, 0) if code == "TB-SLIP-001" else (0, 0, 1)
    assert answers(code, BIRTHS, {"births": wrong}, _years(2141)) == told
    assert answers(code, BIRTHS, {"births": wrong}) == (0, 0, 1)


@pytest.mark.parametrize(
    ("typed", "since", "is_asked"),
    [
        (20360, YEAR, False),
        (20360, 2024, True),
        (22036, 2024, False),
        (22036, 2023, True),
    ],
)
def test_changed_definition_leaves_too_little_to_go_by(typed: int, since: int, *, is_asked: bool) -> None:
    """Of one year that is left only a power of ten can be told."""
    seen = figures(BIRTHS, {"births": typed}, BEFORE)
    broken = Figures(
        plan=BIRTHS, year=YEAR, observations=seen.observations, history=seen.history, breaks={"births": since}
    )
    assert bool(_slips(checker(BIRTHS).check(broken))) is is_asked


def test_zero_where_another_rule_asks() -> None:
    p = counting_plan(item("births", zero_plausible=False))
    report = check(p, {"births": 0}, BEFORE)
    assert _slips(report) == []
    assert found(report, "TB-CELL-013")


def test_rule_can_be_switched_off() -> None:
    p = counting_plan(item("births"), parameters={"enforcement": {"TB-SLIP-001": "off"}})
    assert _slips(check(p, {"births": 20360}, BEFORE)) == []
    off = {"enforcement": {"TB-SUM-001": "off"}}
    p = counting_plan(
        item("births", breakdown=["RES=U", "RES=R"]), columns=["_T", "RES=U", "RES=R"], parameters=off
    )
    assert _slips(check(p, {"births": 2063, "births/RES=U": 1702, "births/RES=R": 334})) == []


def test_new_history_is_taken_up() -> None:
    """The same checker, handed other years, forgets the former ones."""
    desk = checker(BIRTHS)
    assert len(_slips(desk.check(figures(BIRTHS, {"births": 20360}, BEFORE)))) == 1
    assert _slips(desk.check(figures(BIRTHS, {"births": 20360}, _years(21000, 20800, 20500)))) == []


def test_leaving_a_neighbour_repeats_the_diagnosis() -> None:
    desk = checker(PARTS)
    seen = figures(PARTS, {"births": 2063, "births/RES=U": 1702}, WHOLES)
    assert _slips(desk.check(seen)) == []
    after = seen.with_observations([observation(PARTS, "births/RES=R", "334")])
    assert [f.code for f in _slips(desk.recheck(after, [key("births/RES=R")]))] == ["TB-SLIP-002"]


# --- properties -----------------------------------------------------------------------------------------

_SERIES = st.builds(
    lambda start, steps: [start := round(start * (1 + s / 100)) for s in [0, *steps]],
    st.integers(300, 50_000),
    st.lists(st.integers(-8, 8), min_size=3, max_size=6),
)


@given(_SERIES, st.sampled_from([10, 100, 1000]))
def test_factors_are_found_at_every_scale(series: list[int], factor: int) -> None:
    finding = _about(series[-1] * factor, _years(*series))
    assert finding.code == "TB-SLIP-001"
    assert finding.suggestions[0].value == series[-1]


@given(_SERIES, st.integers(0, 2))
def test_answer_does_not_depend_on_the_scale(series: list[int], power: int) -> None:
    """Ten times the figures, ten times the suggestion."""
    assume(min(series) >= 1000)
    small = _about(series[-1] * 10, _years(*series))
    large = _about(series[-1] * 10**power * 10, _years(*(v * 10**power for v in series)))
    assert large.suggestions[0].value == small.suggestions[0].value * 10**power


@given(_SERIES, st.integers(-3, 3))
def test_what_continues_the_years_never_alarms(series: list[int], percent: int) -> None:
    now = round(series[-1] * (1 + Decimal(percent) / 100))
    assert _slips(check(BIRTHS, {"births": now}, _years(*series))) == []


@given(_SERIES, st.integers(0, 10**6))
@example([634, 685, 740, 799, 863, 932, 1007], 141300)
@example([634, 685, 740, 799, 863, 932, 1007], 14130)
def test_accepting_the_suggestion_settles_it(series: list[int], typed: int) -> None:
    history = _years(*series)
    for finding in _slips(check(BIRTHS, {"births": typed}, history)):
        for suggestion in finding.suggestions:
            assert _slips(check(BIRTHS, {"births": suggestion.value}, history)) == []


@given(_SERIES, st.integers(5, 95), st.integers(0, 20_000), st.integers(0, 20_000))
@example([2536, 2360, 2269], 88, 268, 760)
def test_accepting_the_suggestion_settles_its_cell_beside_its_parts(
    series: list[int], percent: int, urban: int, rural: int
) -> None:
    history = {}
    for year, whole in enumerate(series, start=YEAR - len(series)):
        part = round(whole * Decimal(percent) / 100)
        history[year] = {"births": whole, "births/RES=U": part, "births/RES=R": whole - part}
    entries = {"births": series[-1], "births/RES=U": urban, "births/RES=R": rural}
    for finding in _slips(check(PARTS, entries, history)):
        swap = finding.code == "TB-SLIP-003"
        for taken in [finding.suggestions] if swap else [(s,) for s in finding.suggestions]:
            after = check(PARTS, entries | {str(s.key): s.value for s in taken}, history)
            assert [f for f in _slips(after) if f.keys[0] == finding.keys[0]] == []


@given(st.lists(st.integers(0, 9), min_size=2, max_size=9), st.integers(0, 9))
def test_single_digits_never_alarm(series: list[int], now: int) -> None:
    assume(len(set(series)) > 1)
    assert _slips(check(BIRTHS, {"births": now}, _years(*series))) == []


_BROKEN_DOWN = ["_T", "RES=U", "RES=R"]
_TWO_ROWS = counting_plan(
    *(item(code, breakdown=_BROKEN_DOWN[1:]) for code in ("due", "seen")),
    columns=_BROKEN_DOWN,
    relations=[{"kind": "chain", "items": ["due", "seen"], "enforcement": "mandatory"}],
)
_USUAL = {"due": 1000, "due/RES=U": 800, "due/RES=R": 200, "seen": 900, "seen/RES=U": 740, "seen/RES=R": 160}
_NEAR = [f"{f}/{b}" for f in ("due", "seen") for b in _BROKEN_DOWN[1:]]
_HANDS = st.sampled_from([100, 160, 200, 740, 800, 74, 7400, 704, 20, 1600])


@settings(max_examples=300)
@given(
    st.lists(_HANDS, min_size=4, max_size=4), st.lists(st.tuples(st.sampled_from(_NEAR), _HANDS), max_size=6)
)
@example([100, 100, 1600, 7400], [("due/RES=R", 200)])
def test_rechecking_what_changed_finds_the_same_slips(start: list[int], edits: list[tuple[str, int]]) -> None:
    history = {year: dict(_USUAL) for year in (2021, 2022, 2023, 2024)}
    current = figures(_TWO_ROWS, _USUAL | dict(zip(_NEAR, start, strict=True)), history)
    desk = checker(_TWO_ROWS)
    desk.check(current)
    for place, value in edits:
        changed = observation(_TWO_ROWS, place, str(value))
        current = current.with_observations([changed])
        whole = checker(_TWO_ROWS).check(
            Figures(plan=_TWO_ROWS, year=YEAR, observations=current.observations, history=current.history)
        )
        assert desk.recheck(current, [changed.key]).findings == whole.findings
