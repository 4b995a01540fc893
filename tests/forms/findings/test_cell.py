from decimal import Decimal

import pytest

from forms.findings import Level
from forms.plan.pack import Plan
from tests.builders import answers, check, checker, counting_plan, figures, found, item, key, only

PLAN: Plan = counting_plan(
    item("births", "活产数", zero_plausible=False, breakdown=["RES=U", "RES=R"]),
    item("share", "知晓率", unit="%", decimals=2, maximum=100),
    columns=["_T", "RES=U", "RES=R"],
)
GOOD = {"births": "100", "births/RES=U": "60", "births/RES=R": "40", "share": "95.40"}


@pytest.mark.parametrize(
    ("code", "entry", "message"),
    [
        ("TB-CELL-001", "一百", "“活产数”：“一百”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("TB-CELL-002", "5%", "“活产数”：填的是“%”，本指标的计量单位是“人”，请换算后只填数字"),
        ("TB-CELL-003", "1,00", "“活产数”：“1,00”的千分位逗号或空格位置不对，请核对后重填"),
        ("TB-CELL-004", "9" * 16, "“活产数”：数字有 16 位，太大了，请核对"),
    ],
)
def test_text_that_is_no_figure(code: str, entry: str, message: str) -> None:
    report = check(PLAN, GOOD | {"births": entry})
    finding = only(report, code)
    assert finding.message == message
    assert (finding.level, finding.next_step, finding.cells) == (Level.MANDATORY, "改正这一格", ("f/01/_T",))
    others = {"TB-CELL-001", "TB-CELL-002", "TB-CELL-003", "TB-CELL-004"} - {code}
    assert not [f for f in report.findings if f.code in others]
    assert not found(check(PLAN, GOOD), code)


def test_fraction_of_a_person() -> None:
    finding = only(check(PLAN, GOOD | {"births": "100.50"}), "TB-CELL-010")
    assert finding.message == "“活产数”填了 100.5，以“人”计应是整数"
    assert finding.next_step == "改为整数"


@pytest.mark.parametrize(("place", "entry"), [("births", "100.00"), ("share", "95.4"), ("births", "-1")])
def test_whole_numbers_and_rates_may_be_written_so(place: str, entry: str) -> None:
    assert not found(check(PLAN, GOOD | {place: entry}), "TB-CELL-010")


def test_negative_figure() -> None:
    finding = only(check(PLAN, GOOD | {"births/RES=U": "-3"}), "TB-CELL-011")
    assert finding.message == "“活产数”（城市）填了 -3，不能是负数"
    assert finding.cells == ("f/01/RES=U",)


@pytest.mark.parametrize("entry", ["0", "-0", "-1", "-2", ""])
def test_zero_and_reasons_are_not_negative(entry: str) -> None:
    assert not found(check(PLAN, GOOD | {"births": entry}), "TB-CELL-011")


@pytest.mark.parametrize(
    ("entry", "fires"), [("100", False), ("100.00", False), ("100.01", True), ("99", False)]
)
def test_maximum_is_included(entry: str, fires: bool) -> None:
    assert bool(found(check(PLAN, GOOD | {"share": entry}), "TB-CELL-012")) == fires


def test_above_the_maximum() -> None:
    finding = only(check(PLAN, GOOD | {"share": "954.0"}), "TB-CELL-012")
    assert finding.message == "“知晓率”填了 954，最大只能是 100"
    assert finding.imbalance == Decimal(854)
    assert not found(check(PLAN, GOOD | {"births": "99999999"}), "TB-CELL-012")


@pytest.mark.parametrize(
    ("place", "entry", "fires"),
    [("births", "0", True), ("births", "0.00", True), ("births", "1", False), ("births", "", False),
     ("births", "-2", False), ("births/RES=R", "0", False), ("share", "0", False)],
)  # fmt: skip
def test_implausible_zero(place: str, entry: str, fires: bool) -> None:
    assert bool(found(check(PLAN, GOOD | {place: entry}), "TB-CELL-013")) == fires


def test_implausible_zero_is_questioned() -> None:
    finding = only(check(PLAN, GOOD | {"births": "0"}), "TB-CELL-013")
    assert finding.message == "“活产数”填了 0，一般不会是 0"
    assert finding.level is Level.QUERY


@pytest.mark.parametrize(("entry", "label"), [("-2", "未开展"), ("-1", "未收集"), ("不适用", "不适用")])
def test_a_reason_needs_a_word(entry: str, label: str) -> None:
    finding = only(check(PLAN, GOOD | {"share": entry}), "TB-CELL-014")
    assert finding.message == f"“知晓率”填的是“{label}”"
    assert (finding.level, finding.next_step) == (Level.QUERY, "说明为什么没有数据")


_SCHOOL = counting_plan(
    item("students", definition="在校生；辖区内没有的填“不适用”。", breakdown=["SEX=F"]),
    item("engineers", breakdown=["SEX=F"]),
    rows=["students", {"item": "engineers", "part_of": "01"}],
    columns=["_T", "SEX=F"],
)
_CELLS = ("students", "students/SEX=F", "engineers", "engineers/SEX=F")


@pytest.mark.parametrize(
    ("entries", "asked"),
    [
        (("-2", "-2", "-2", "-2"), ["f/01/_T"]),
        (("-1", "-2", "-1", "-1"), ["f/01/_T", "f/01/SEX=F"]),
        (("不适用", "不适用", "不适用", "不适用"), []),
        (("9", "不适用", "不适用", "-1"), ["f/01/SEX=F", "f/02/_T", "f/02/SEX=F"]),
        (("9", "4", "-1", "-1"), ["f/02/_T"]),
    ],
)
def test_one_reason_is_asked_once_and_what_the_definition_says_is_not(
    entries: tuple[str, ...], asked: list[str]
) -> None:
    report = check(_SCHOOL, dict(zip(_CELLS, entries, strict=True)))
    assert [f.cells[0] for f in found(report, "TB-CELL-014")] == asked


def test_a_changed_whole_asks_its_parts_again_and_an_explanation_of_a_part_stands() -> None:
    checks = checker(_SCHOOL)
    before = figures(_SCHOOL, dict(zip(_CELLS, ("不适用", "不适用", "9", "4"), strict=True)))
    assert not found(checks.check(before), "TB-CELL-014")
    after = figures(_SCHOOL, dict(zip(_CELLS, ("-1", "不适用", "9", "4"), strict=True)))
    report = checks.recheck(after, [key("students")])
    assert [f.cells[0] for f in found(report, "TB-CELL-014")] == ["f/01/_T", "f/01/SEX=F"]
    other = figures(_SCHOOL, dict(zip(_CELLS, ("8", "不适用", "8", "4"), strict=True)))
    part = next(f for f in found(checker(_SCHOOL).check(other), "TB-CELL-014"))
    assert part.digest == found(report, "TB-CELL-014")[1].digest


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        ("没有高等学校的填“不适用”。", True),
        ("没有的填写“不适用”。", True),
        ("没有的，填 0，不填“不适用”。", False),
        ("任何情况下不得填“不适用”。", False),
        ("不适用于城市。", False),
        ("", False),
    ],
)
def test_a_definition_says_when_a_figure_does_not_apply(definition: str, says: bool) -> None:
    plan = counting_plan(item("births", definition=definition))
    assert plan.item_by_code["births"].may_not_apply is says


_ONE = counting_plan(item("births", zero_plausible=False, maximum=1000))
_READING = ["TB-CELL-001", "TB-CELL-002", "TB-CELL-003", "TB-CELL-004"]
_VALUE = ["TB-CELL-010", "TB-CELL-011", "TB-CELL-012", "TB-CELL-013"]
_ALL = [*_READING, *_VALUE, "TB-CELL-014"]
PASSES, UNDECIDABLE = (1, 0, 0), (0, 0, 1)


@pytest.mark.parametrize("code", _ALL)
def test_nothing_can_be_said_of_a_blank_cell(code: str) -> None:
    assert answers(code, _ONE, {}) == UNDECIDABLE
    assert answers(code, _ONE, {"births": " "}) == UNDECIDABLE
    assert answers(code, _ONE, {"births": "7"}) == PASSES


@pytest.mark.parametrize("entry", ["-1", "不适用"])
def test_a_reason_can_be_read_but_has_no_value_to_check(entry: str) -> None:
    assert {answers(code, _ONE, {"births": entry}) for code in _READING} == {PASSES}
    assert {answers(code, _ONE, {"births": entry}) for code in _VALUE} == {UNDECIDABLE}


def test_text_that_cannot_be_read_is_neither_a_value_nor_a_reason() -> None:
    assert {answers(code, _ONE, {"births": "约百人"}) for code in [*_VALUE, "TB-CELL-014"]} == {UNDECIDABLE}
    assert answers("TB-CELL-003", _ONE, {"births": "约百人"}) == PASSES


def test_good_form_has_no_findings() -> None:
    report = check(PLAN, GOOD)
    assert report.findings == ()
    assert report.is_clear
