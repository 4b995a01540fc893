import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figures.quantity import (
    MAX_DECIMALS,
    Missing,
    Reading,
    canonical_decimal,
    decimal_places,
    format_apart,
    format_quantity,
    parse_quantity,
    round_down,
    round_half_up,
)
from tests.strategies import quantities, wide

UNITS = ["", "人", "%", "‰", "1/10万", "元/月", "平方公里", "次/2年", "万元"]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("95.40", "%", "95.4"),
        ("0", "人", "0"),
        ("-0", "人", "0"),
        ("+5", "人", "5"),
        (".5", "%", "0.5"),
        ("5.", "人", "5"),
        ("007", "人", "7"),
        ("1,234,567", "人", "1234567"),
        ("1 234 567", "人", "1234567"),
        ("１，２３４．５", "人", "1234.5"),
        ("９５．４％", "%", "95.4"),
        ("95.4%", "％", "95.4"),
        ("3.2‰", "‰", "3.2"),
        ("12 人", "人", "12"),
        ("1 200元/月", "元/月", "1200"),
        ("1.5万", "人", "15000"),
        ("1.5万人", "人", "15000"),
        ("2亿", "人", "200000000"),
        ("5万元", "万元", "5"),
        ("5万", "万元", "5"),
        ("2亿", "万元", "20000"),
        ("−5.0", "人", "-5"),
        ("－7", "人", "-7"),
        ("10.5", "1/10万", "10.5"),
        ("7.1/10万", "1/10万", "7.1"),
        ("11/10万", "1/10万", "11"),
        ("10.5 1/10万", "1/10万", "10.5"),
        ("3次/2年", "次/2年", "3"),
    ],
)
def test_figure_is_understood(text: str, unit: str, value: str) -> None:
    assert parse_quantity(text, unit) == Reading(text=text.strip(), value=Decimal(value))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("\u200b95\ufeff", "95"), ("1\u00a0234", "1 234"), ("9\u200e5\u00ad", "95"), ("95\u2028", "95")],
)
def test_what_nobody_sees_is_taken_off_a_figure(text: str, kept: str) -> None:
    assert parse_quantity(text, "人") == parse_quantity(kept, "人")
    assert parse_quantity(text, "人").text == kept


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("-2", Missing.NOT_CONDUCTED),
        ("－２", Missing.NOT_CONDUCTED),
        ("未 开展", Missing.NOT_CONDUCTED),
        ("没有开展", Missing.NOT_CONDUCTED),
        ("-1", Missing.NOT_COLLECTED),
        ("— 1", Missing.NOT_COLLECTED),
        ("未统计", Missing.NOT_COLLECTED),
        ("不适用", Missing.NOT_APPLICABLE),
    ],
)
def test_reason_is_understood(text: str, missing: Missing) -> None:
    assert parse_quantity(text, "人") == Reading(text=text, missing=missing)


@pytest.mark.parametrize("text", ["", "  ", "\t\n", "\u3000", "\u200b", "\ufeff "])
def test_blank_is_blank(text: str) -> None:
    assert parse_quantity(text, "人") == Reading(text="")
    assert parse_quantity(text, "人").is_blank


UNSEEN = "第 2 个字符是看不见的控制字符，或已损坏（显示为“�”），请删去后重填"
NOT_A_NUMBER = "TB-CELL-001"


TWO_FIGURES = "这一格里有上下两个数，只能填一个，请核对后重填"


@pytest.mark.parametrize(
    ("text", "unit", "problem", "message"),
    [
        ("约95", "%", NOT_A_NUMBER, "“约95”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("10²", "人", NOT_A_NUMBER, "“10²”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("①", "人", NOT_A_NUMBER, "“①”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("٣", "人", NOT_A_NUMBER, "“٣”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("1e5", "人", NOT_A_NUMBER, "“1e5”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("人", "人", NOT_A_NUMBER, "“人”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("%", "%", NOT_A_NUMBER, "“%”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("=1+1", "人", NOT_A_NUMBER, "“=1+1”是算式，这里只收算好的数，请填结果"),
        ("1.2 3", "人", NOT_A_NUMBER, "“1.2 3”不是数字；没有数据请填 -2（未开展）或 -1（未收集）"),
        ("a\x00b", "人", NOT_A_NUMBER, UNSEEN),
        ("1\u202e234", "人", NOT_A_NUMBER, UNSEEN),
        ("5\ud800", "人", NOT_A_NUMBER, UNSEEN),
        ("x" * 201, "人", NOT_A_NUMBER, "这一格有 201 个字符，不像一个数，请重新填写"),
        ("5%", "人", "TB-CELL-002", "填的是“%”，本指标的计量单位是“人”，请换算后只填数字"),
        ("5‰", "%", "TB-CELL-002", "填的是“‰”，本指标的计量单位是“%”，请换算后只填数字"),
        ("5％", "", "TB-CELL-002", "填的是“%”，本指标没有计量单位，请换算后只填数字"),
        ("12,34", "人", "TB-CELL-003", "“12,34”的千分位逗号或空格位置不对，请核对后重填"),
        ("12 34", "人", "TB-CELL-003", "“12 34”的千分位逗号或空格位置不对，请核对后重填"),
        ("95\n96", "人", NOT_A_NUMBER, TWO_FIGURES),
        ("340\n210", "人", NOT_A_NUMBER, TWO_FIGURES),
        ("３４０ \n ２１０", "人", NOT_A_NUMBER, TWO_FIGURES),
        ("1" * 16, "人", "TB-CELL-004", "数字有 16 位，太大了，请核对"),
        ("9" * 32, "人", "TB-CELL-004", "数字有 32 位，太大了，请核对"),
        ("123456789亿", "人", "TB-CELL-004", "数字有 17 位，太大了，请核对"),
        ("0.123456789", "%", "TB-CELL-004", "小数有 9 位，最多保留 8 位，请四舍五入后填写"),
    ],
)
def test_anything_else_is_kept_and_explained(text: str, unit: str, problem: str, message: str) -> None:
    reading = parse_quantity(text, unit)
    assert (reading.value, reading.missing) == (None, None)
    assert (reading.problem, reading.message) == (problem, message)
    assert reading.text == re.sub("[\x00\u202e\ud800]", "\ufffd", text)


def test_largest_figures_are_understood() -> None:
    assert parse_quantity("9" * 15).value == Decimal("9" * 15)
    assert parse_quantity("0." + "1" * MAX_DECIMALS).value == Decimal("0." + "1" * MAX_DECIMALS)


@given(st.text() | st.text("0123456789.,-+%‰万亿 １２，．－人\n\u200b", max_size=12), st.sampled_from(UNITS))
def test_no_text_makes_the_parser_stumble(text: str, unit: str) -> None:
    reading = parse_quantity(text, unit)
    assert [reading.value, reading.missing, reading.problem, reading.is_blank or None].count(None) == 3
    assert bool(reading.problem) == bool(reading.message)
    reading.text.encode()
    assert parse_quantity(reading.text, unit) == reading


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=5))
def test_halves_of_surrogate_pairs_can_be_stored(text: str) -> None:
    parse_quantity(text).text.encode()


def understood(text: str, unit: str, value: Decimal) -> bool:
    reading = parse_quantity(text, unit)
    if value in (-1, -2):
        return reading.missing is not None or reading.value == value
    return reading.value == value and reading.missing is None


@given(quantities(), st.booleans(), st.sampled_from(UNITS))
def test_what_is_shown_reads_back(value: Decimal, grouped: bool, unit: str) -> None:
    for shown in (format_quantity(value, MAX_DECIMALS, grouped=grouped), canonical_decimal(value)):
        for text in (shown, wide(shown), f"  {shown} ", f"{shown} {unit}", wide(f"{shown} {unit}")):
            assert understood(text, unit, value), text


@given(quantities(places=4))
def test_ten_thousands_are_exact(value: Decimal) -> None:
    reading = parse_quantity(f"{canonical_decimal(value)}万")
    if abs(value) < 10**11:
        assert reading.value == value * 10_000
    else:
        assert reading.problem == "TB-CELL-004"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("-0.00", "0"), ("95.40", "95.4"), ("100", "100"), ("1E+3", "1000"), ("-0.10", "-0.1"),
     ("0.00000001", "0.00000001")],
)  # fmt: skip
def test_canonical_text(value: str, text: str) -> None:
    assert canonical_decimal(Decimal(value)) == text


@given(quantities(), st.integers(0, 6))
def test_equal_figures_have_one_text(value: Decimal, zeros: int) -> None:
    padded = Decimal(f"{value:f}" + ("" if "." in f"{value:f}" else ".") + "0" * zeros)
    assert canonical_decimal(padded) == canonical_decimal(value)
    assert Decimal(canonical_decimal(value)) == value


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_only_finite_figures_have_a_text(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        canonical_decimal(Decimal(value))


def test_decimal_places_ignores_trailing_zeros() -> None:
    assert [decimal_places(Decimal(v)) for v in ("5", "5.00", "5.10", "0.001", "1E+2")] == [0, 0, 1, 3, 0]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("94.95", 1, "95.0"),
        ("94.949", 1, "94.9"),
        ("-0.04", 1, "0.0"),
        ("1234567.891", 2, "1,234,567.89"),
        ("66.66666666666666666666666666666667", 2, "66.67"),
    ],
)
def test_rounding_is_half_up_once(value: str, decimals: int, text: str) -> None:
    assert format_quantity(Decimal(value), decimals) == text
    assert round_half_up(Decimal(value), decimals) == Decimal(text.replace(",", ""))


def test_thousands_may_stay_together() -> None:
    assert format_quantity(Decimal(1234567), 1, grouped=False) == "1234567.0"


@pytest.mark.parametrize(
    ("value", "bound", "texts"),
    [
        ("94.96", "95", ("94.96", "95.00")),
        ("95", "95", ("95.0", "95.0")),
        ("90", "95", ("90.0", "95.0")),
        ("10.04", "10.05", ("10.0", "10.1")),
        ("94.99999", "95", ("94.99999", "95.00000")),
        ("66.7", "66.66666666666666666666666666666667", ("66.70", "66.67")),
    ],
)
def test_display_does_not_hide_a_difference(value: str, bound: str, texts: tuple[str, str]) -> None:
    assert format_apart(Decimal(value), Decimal(bound), 1) == texts


@given(quantities(places=4), quantities(places=4), st.integers(0, 3))
def test_different_figures_look_different(value: Decimal, bound: Decimal, decimals: int) -> None:
    shown, shown_bound = format_apart(value, bound, decimals)
    assert (Decimal(shown.replace(",", "")) == Decimal(shown_bound.replace(",", ""))) == (value == bound)


def test_reasons_have_a_name_and_a_printed_form() -> None:
    assert [(m.value, m.label, m.printed) for m in Missing] == [
        ("not_conducted", "未开展", "-2"),
        ("not_collected", "未收集", "-1"),
        ("not_applicable", "不适用", "不适用"),
    ]
    assert [parse_quantity(m.printed).missing for m in Missing] == list(Missing)
    assert [parse_quantity(m.label).missing for m in Missing] == list(Missing)


@pytest.mark.parametrize("character", ["9", "\u200b", "９", "\ufdfa", "\0", "万"])
def test_a_text_of_any_length_is_read_or_named(character):
    reading = parse_quantity(character * 3_000_000)
    assert reading.problem == "TB-CELL-001"
    assert "3000000" in reading.message


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.9496", "0.94"), ("-0.001", "-0.01"), ("1E+40", f"1{'0' * 40}.00"), ("0.95", "0.95")],
)
def test_what_must_not_seem_reached_is_rounded_down(value: str, shown: str) -> None:
    assert f"{round_down(Decimal(value), 2):f}" == shown
