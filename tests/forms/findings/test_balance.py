from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.findings import Level, Suggestion
from forms.findings.balance import breakdown_families, is_part_of_same_item, ordered_items
from forms.findings.registry import Scope
from forms.plan.pack import Plan
from forms.reporting.layout import lay_out
from tests.builders import answers, check, counting_plan, form, found, item, key, only, plan
from tests.strategies import counts

SEXES = ["SEX=F", "SEX=M", "SEX=_U"]
SUM = counting_plan(item("staff", "从业人员", breakdown=SEXES), columns=["_T", *SEXES])
RELATION = counting_plan(
    item("all", "总数"), item("one", "甲"), item("two", "乙"),
    relations=[{"kind": "sum", "items": ["all", "one", "two"], "enforcement": "query"}],
)  # fmt: skip
CHAIN = counting_plan(
    item("due", "应查"), item("seen", "实查"), item("ill", "阳性"),
    relations=[{"kind": "chain", "items": ["due", "seen", "ill"]}],
)  # fmt: skip
PART = counting_plan(item("tested", "检测人数"), item("anaemic", "贫血人数"), rows=[
    "tested", {"item": "anaemic", "part_of": "01", "label": "贫血"},
])  # fmt: skip
PAIR = counting_plan(item("due"), item("seen"), relations=[{"kind": "chain", "items": ["due", "seen"]}])
SINGLE = counting_plan(item("staff", breakdown=["SEX=F"]), columns=["_T", "SEX=F"])


def staff(total: object, *parts: object) -> dict[str, object]:
    return {"staff": total} | {f"staff/{b}": v for b, v in zip(SEXES, parts, strict=True)}


# --- TB-SUM-001 ------------------------------------------------------------------------------------------


def test_parts_exceed_the_total() -> None:
    finding = only(check(SUM, staff(100, 60, 45, 0)), "TB-SUM-001")
    assert finding.message == ("“从业人员” 100 不等于 女 60 + 男 45 + 性别不明 0 = 105，分项之和多 5 人")
    assert finding.next_step == "核对合计与各分项，改正填错的一格"
    assert finding.level is Level.MANDATORY
    assert finding.imbalance == 5
    assert finding.cells == ("f/01/_T", "f/01/SEX=F", "f/01/SEX=M", "f/01/SEX=_U")
    assert finding.suggestions == (
        Suggestion(key("staff"), Decimal(105)),
        Suggestion(key("staff/SEX=F"), Decimal(55)),
        Suggestion(key("staff/SEX=M"), Decimal(40)),
    )


def test_parts_fall_short_of_the_total() -> None:
    finding = only(check(SUM, staff("1,200", 600, 500, 20)), "TB-SUM-001")
    assert finding.message.endswith("600 + 男 500 + 性别不明 20 = 1,120，分项之和少 80 人")
    assert [s.value for s in finding.suggestions] == [1120, 680, 580, 100]


@given(st.lists(counts, min_size=3, max_size=3), st.integers(-3, 3))
def test_sum_agrees_with_integer_arithmetic(parts: list[int], error: int) -> None:
    total = sum(parts) + error
    findings = found(check(SUM, staff(f"{total}.0", *parts)), "TB-SUM-001")
    assert [f.imbalance for f in findings] == ([-error] if error else [])


@given(st.lists(counts, min_size=4, max_size=4))
def test_every_suggestion_would_pass(values: list[int]) -> None:
    entries = staff(*values)
    for finding in found(check(SUM, entries), "TB-SUM-001"):
        for suggestion in finding.suggestions:
            mended = entries | {str(suggestion.key).removesuffix("/_T"): f"{suggestion.value}.0"}
            assert suggestion.value >= 0
            assert not found(check(SUM, mended), "TB-SUM-001")


@pytest.mark.parametrize("blank", ["", "-2", "不适用", "x"])
@pytest.mark.parametrize("place", ["staff", "staff/SEX=F", "staff/SEX=_U"])
def test_sum_with_a_gap_is_undecidable(place: str, blank: str) -> None:
    assert answers("TB-SUM-001", SUM, staff(100, 60, 45, 0) | {place: blank}) == (0, 0, 1)


def test_sum_within_a_part() -> None:
    breakdowns = ["SEX=F", "SEX=F;RES=U", "SEX=F;RES=R"]
    p = counting_plan(item("staff", "从业人员", breakdown=breakdowns), columns=["_T", *breakdowns])
    report = check(p, {"staff": 9, "staff/SEX=F": 5, "staff/SEX=F;RES=U": 2, "staff/SEX=F;RES=R": 2})
    assert only(report, "TB-SUM-001").message == (
        "“从业人员”（女） 5 不等于 女·城市 2 + 女·农村 2 = 4，分项之和少 1 人"
    )


def test_rates_do_not_add_up() -> None:
    p = counting_plan(item("share", unit="%", breakdown=SEXES), columns=["_T", *SEXES])
    assert not check(p, {"share": 5} | {f"share/{b}": 9 for b in SEXES}).findings


# --- TB-SUM-002 ------------------------------------------------------------------------------------------


def test_sum_of_items() -> None:
    finding = only(check(RELATION, {"all": 10, "one": 3, "two": 4}), "TB-SUM-002")
    assert finding.message == "“总数” 10 不等于 “甲” 3 + “乙” 4 = 7，分项之和少 3 人"
    assert (finding.level, finding.enforcement) == (Level.QUERY, Level.QUERY)
    assert answers("TB-SUM-002", RELATION, {"all": 7, "one": 3, "two": 4}) == (1, 0, 0)
    assert answers("TB-SUM-002", RELATION, {"all": 10, "one": 3, "two": "-1"}) == (0, 0, 1)


# --- TB-PART-001, TB-PART-002 ----------------------------------------------------------------------------


def test_part_row_larger_than_its_whole() -> None:
    finding = only(check(PART, {"tested": 10, "anaemic": 12}), "TB-PART-001")
    assert finding.message == "“贫血人数” 12 大于“检测人数” 10，多 2 人"
    assert finding.next_step == "核对第 02 行和第 01 行"
    assert finding.imbalance == 2
    assert finding.suggestions == (
        Suggestion(key("anaemic"), Decimal(10)),
        Suggestion(key("tested"), Decimal(12)),
    )


@pytest.mark.parametrize(
    ("whole", "part", "offered"),
    [
        (4210, 14300, [1430]),  # a zero too many, and not 4,210: every one a woman
        (860, 5200, [520]),
        (142, 14300, []),  # 143 is still too many, 14.3 is no number of people
        (860, 5201, []),  # no count of people has a decimal
        (4210, 8420, [842]),
        (4210, 8410, [4210, 8410]),
    ],
)
def test_a_part_far_above_its_whole_is_offered_as_a_slip_of_digits_only(whole, part, offered):
    finding = only(check(PART, {"tested": whole, "anaemic": part}), "TB-PART-001")
    assert [int(s.value) for s in finding.suggestions] == offered


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        (10, 10, (1, 0, 0)),
        (10, 11, (0, 1, 0)),
        (0, 0, (1, 0, 0)),
        (10, "-2", (0, 0, 1)),
        ("", 5, (0, 0, 1)),
        ("x", 5, (0, 0, 1)),
    ],
)
def test_part_row_has_three_answers(whole: object, part: object, expected: tuple[int, int, int]) -> None:
    assert answers("TB-PART-001", PART, {"tested": whole, "anaemic": part}) == expected


def partial(*columns: str, breakdowns: list[str]) -> Plan:
    return counting_plan(item("staff", "从业人员", breakdown=breakdowns), columns=["_T", *columns])


def test_single_part_larger_than_the_total() -> None:
    p = partial("SEX=F", breakdowns=["SEX=F"])
    finding = only(check(p, {"staff": 10, "staff/SEX=F": 11}), "TB-PART-002")
    assert finding.message == "“从业人员”（女） 11 大于“从业人员” 10，多 1 人"
    assert finding.next_step == "核对第 01 行“女”和“合计”两栏"
    assert answers("TB-PART-002", p, {"staff": 10, "staff/SEX=F": 10}) == (1, 0, 0)
    assert answers("TB-PART-002", p, {"staff": "", "staff/SEX=F": 10}) == (0, 0, 1)


def test_parts_whose_siblings_are_on_no_form_stay_within_the_total() -> None:
    p = partial("SEX=F", "SEX=M", breakdowns=SEXES)
    report = check(p, {"staff": 10, "staff/SEX=F": 11, "staff/SEX=M": 3})
    assert only(report, "TB-PART-002").cells == ("f/01/SEX=F", "f/01/_T")
    assert not found(report, "TB-SUM-001")


def test_complete_parts_are_added_and_not_compared() -> None:
    report = check(SUM, staff(10, 11, 3, 0))
    assert only(report, "TB-SUM-001")
    assert not found(report, "TB-PART-002")


# --- TB-CHAIN-001 ----------------------------------------------------------------------------------------


def test_two_rows_on_two_forms_are_told_apart() -> None:
    p = plan(
        items=[item("due"), item("seen")], relations=[{"kind": "chain", "items": ["due", "seen"]}],
        forms=[form(["due"], title="甲表"), form(["seen"], "g", title="乙表")],
    )  # fmt: skip
    finding = only(check(p, {"due": 5, "seen": 6}), "TB-CHAIN-001")
    assert finding.next_step == "核对《乙表》第 01 行和《甲表》第 01 行"


def test_later_step_larger_than_the_one_before() -> None:
    finding = only(check(CHAIN, {"due": 100, "seen": 90, "ill": 91}), "TB-CHAIN-001")
    assert finding.message == "“阳性” 91 大于“实查” 90，多 1 人"
    assert finding.next_step == "核对第 03 行和第 02 行"
    assert finding.level is Level.MANDATORY


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ((100, 100, 100), []),
        ((0, 0, 0), []),
        ((100, 90, 91), [("ill", "seen")]),
        ((100, 110, 90), [("seen", "due")]),
        ((100, 110, 120), [("seen", "due"), ("ill", "seen")]),
        ((100, "-1", 120), [("ill", "due")]),
        ((100, "", 120), [("ill", "due")]),
        ((100, "-1", 100), []),
        (("", 110, 120), [("ill", "seen")]),
        ((100, "-1", "x"), []),
    ],
)
def test_chain(values: tuple[object, ...], pairs: list[tuple[str, str]]) -> None:
    findings = found(check(CHAIN, dict(zip(("due", "seen", "ill"), values, strict=True))), "TB-CHAIN-001")
    assert [(f.keys[0].code, f.keys[1].code) for f in findings] == pairs


@pytest.mark.parametrize(
    ("values", "expected"),
    [((9, 8, 7), (3, 0, 0)), ((9, "", 7), (1, 0, 2)), ((9, "", ""), (0, 0, 3)), (("", 8, 7), (1, 0, 2))],
)
def test_chain_with_a_gap(values: tuple[object, ...], expected: tuple[int, int, int]) -> None:
    entries = dict(zip(("due", "seen", "ill"), values, strict=True))
    assert answers("TB-CHAIN-001", CHAIN, entries) == expected


def test_chain_in_every_shared_breakdown_and_with_its_own_level() -> None:
    p = counting_plan(
        item("due", breakdown=["RES=U", "RES=R"]), item("seen", breakdown=["RES=U"]),
        columns=["_T", "RES=U", "RES=R"],
        relations=[{"kind": "chain", "items": ["due", "seen"], "enforcement": "advisory"}],
    )  # fmt: skip
    report = check(p, {"due": 5, "seen": 5, "due/RES=U": 1, "due/RES=R": 4, "seen/RES=U": 2})
    finding = only(report, "TB-CHAIN-001")
    assert (finding.cells, finding.level) == (("f/02/RES=U", "f/01/RES=U"), Level.ADVISORY)


def test_relation_with_an_item_of_another_unit_is_not_checked() -> None:
    p = plan(
        items=[item("due"), item("seen")], forms=[form(["seen"])],
        relations=[{"kind": "chain", "items": ["due", "seen"]},
                   {"kind": "sum", "items": ["due", "seen", "seen"]}],
    )  # fmt: skip
    assert check(p, {"seen": 5}).findings == ()


# --- age bands -------------------------------------------------------------------------------------------


def by_age(*bands: str) -> Plan:
    breakdowns = [f"AGE={band}" for band in bands]
    return counting_plan(item("women", breakdown=breakdowns), columns=["_T", *breakdowns])


@pytest.mark.parametrize(
    "bands", [("35-44", "45-54", "55-64"), ("0-17", "18-59", "60+"), ("0-59", "60+", "_U")]
)
def test_age_bands_without_a_gap_add_up(bands: tuple[str, ...]) -> None:
    entries: dict[str, object] = {f"women/AGE={band}": 5 for band in bands}
    p = by_age(*bands)
    assert found(check(p, {"women": 5 * len(bands), **entries}), "TB-SUM-001") == []
    (finding,) = found(check(p, {"women": 12, **entries}), "TB-SUM-001")
    assert finding.imbalance == 5 * len(bands) - 12
    assert finding.message.count(" 5 ") == len(bands)
    assert found(check(p, {"women": 12, **dict(list(entries.items())[1:])}), "TB-SUM-001") == []


@pytest.mark.parametrize("bands", [("35-64",), ("15-17", "20-24"), ("60+", "_U")])
def test_age_bands_that_leave_somebody_out_are_parts(bands: tuple[str, ...]) -> None:
    entries: dict[str, object] = {f"women/AGE={band}": 5 for band in bands}
    p = by_age(*bands)
    assert check(p, {"women": 20, **entries}).findings == ()
    assert {f.code for f in check(p, {"women": 4, **entries}).findings} == {"TB-PART-002"}


# --- exact integers --------------------------------------------------------------------------------------


@given(st.lists(counts, min_size=2, max_size=2), st.integers(-3, 3))
def test_sum_of_items_agrees_with_integer_arithmetic(parts: list[int], error: int) -> None:
    one, two = parts
    entries = {"all": f"{one + two + error}.0", "one": one, "two": two}
    findings = found(check(RELATION, entries), "TB-SUM-002")
    assert [f.imbalance for f in findings] == ([-error] if error else [])


@pytest.mark.parametrize(
    ("code", "of", "larger", "smaller"),
    [
        ("TB-PART-001", PART, "tested", "anaemic"),
        ("TB-PART-002", SINGLE, "staff", "staff/SEX=F"),
        ("TB-CHAIN-001", PAIR, "due", "seen"),
    ],
)
@given(counts, st.integers(-3, 3))
def test_order_agrees_with_integer_arithmetic(
    code: str, of: Plan, larger: str, smaller: str, whole: int, excess: int
) -> None:
    part = max(whole + excess, 0)
    findings = found(check(of, {larger: whole, smaller: f"{part}.0"}), code)
    assert [f.imbalance for f in findings] == ([part - whole] if part > whole else [])


# --- what the rules are made of --------------------------------------------------------------------------


def test_families_of_breakdowns() -> None:
    breakdowns = ("SEX=F", "SEX=M", "RES=U", "SEX=F;RES=U", "SEX=F;RES=R", "AGE=65+")
    p = plan(items=[item("staff", breakdown=list(breakdowns))])
    assert list(breakdown_families(p.items[0])) == [
        ("_T", "SEX", ("SEX=F", "SEX=M")),
        ("_T", "RES", ("RES=U",)),
        ("_T", "AGE", ("AGE=65+",)),
        ("SEX=F", "RES", ("SEX=F;RES=U", "SEX=F;RES=R")),
        ("RES=U", "SEX", ("SEX=F;RES=U",)),
    ]


def test_pairs_whose_order_is_checked() -> None:
    def pairs(p: Plan) -> set[tuple[str, str]]:
        return ordered_items(Scope(p, "health", lay_out(p, "health")))

    assert pairs(CHAIN) == {("seen", "due"), ("ill", "due"), ("ill", "seen")}
    assert pairs(PART) == {("anaemic", "tested")}
    assert pairs(RELATION) == set()


@pytest.mark.parametrize(
    ("smaller", "larger", "is_part"),
    [("a/SEX=F", "a", True), ("a/SEX=F;RES=U", "a/RES=U", True), ("a/SEX=F", "a/SEX=M", False),
     ("a", "a/SEX=F", False), ("a/SEX=F", "b", False)],
)  # fmt: skip
def test_part_of_the_same_item(smaller: str, larger: str, is_part: bool) -> None:
    assert is_part_of_same_item(key(smaller), key(larger)) == is_part
