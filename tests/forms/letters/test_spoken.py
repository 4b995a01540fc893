"""Which numbers of a typed text could be figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.letters.spoken import spoken_figures, spoken_numbers

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@pytest.mark.parametrize(
    "text",
    [
        "请核对 2024 年的数", "2023、2024年的往年数不同", "2021—2025年", "请在 2026-05-20 以前答复",
        "3 月 15 日以后", "2025年3月", "表 07 行和第 12 行", "第3 项", "07、08 行哪个对", "18—59 岁的人数",
        "7岁以下儿童", "15周岁及以上", "q-2025-health-1", "TB-SUM-001", "maternal-health/07/SEX=F",
    ],
)  # fmt: skip
def test_a_day_a_row_an_age_group_and_a_code_are_no_figures(text):
    assert spoken_figures(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("为什么是 2036 人", {"2036"}),
        ("由2,036改为2,040", {"2036", "2040"}),
        ("比上年多 12.50%", {"12.5"}),
        ("平均 26.5 岁", {"26.5"}),
        ("第 3 例还是 4 例", {"4"}),
        ("２０３６？", {"2036"}),
        ("从590到592", {"590", "592"}),
        ("死亡Ⅱ例", {"2"}),
        ("〢例", {"2"}),
        ("②例", {"2"}),
    ],
)
def test_other_numbers_are(text, found):
    assert spoken_figures(text) == {Decimal(one) for one in found}


def test_a_number_in_a_name_of_the_plan_is_none():
    names = ["3岁以下婴幼儿托位数", "每千人口3岁以下婴幼儿托位数"]
    assert spoken_figures("每千人口3岁以下婴幼儿托位数是 4 吗", names) == {Decimal(4)}
    assert spoken_figures("是 2036 吗", ["", "活产数"]) == {Decimal(2036)}


@given(
    st.decimals(min_value=0, max_value=10**7, places=2) | st.integers(0, 10**7).map(Decimal),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "请核对：", "由去年的情况看是 ", "是不是"]),
    st.sampled_from(["", " 人", "%", "，为什么", "吗？", "例", "万元"]),
)
def test_a_figure_is_found_however_it_is_written(value, grouped, wide, before, after):
    text = f"{value:,f}" if grouped else f"{value:f}"
    text = text.translate(WIDE) if wide else text
    assert value in spoken_figures(f"{before}{text}{after}")
    assert value in spoken_numbers(f"{before}{text}{after}")


@pytest.mark.parametrize(
    "written",
    [
        "39933",
        "３９９３３",
        "39,933",
        "39 933",
        "39'933",
        "39_933",
        "39|933",
        "3.9933 万",
        "39.933千",
        "0.00039933亿",
    ],
)
def test_a_number_is_found_however_its_digits_are_parted(written):
    assert Decimal(39933) in spoken_numbers(f"是否应为{written}人")
