"""Numbers in Chinese characters, and the words that are none."""

from decimal import Decimal

import pytest

from forms.letters.chinese_numbers import chinese_numbers
from forms.letters.spoken import spoken_figures, spoken_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("是一百二十三吗", "123"),
        ("二百零五个", "205"),
        ("三百五", "350"),
        ("一万二", "12000"),
        ("两千", "2000"),
        ("十二", "12"),
        ("四十", "40"),
        ("一万零三十", "10030"),
        ("三亿二千万", "320000000"),
        ("一二三", "123"),
        ("五九〇", "590"),
        ("十二点五", "12.5"),
        ("百分之九十五点六", "95.6"),
        ("百分之五", "5"),
        ("三人", "3"),
        ("两例", "2"),
        ("五名", "5"),
        ("七户", "7"),
        ("孕产妇死亡两个", "2"),
        ("先天梅毒肆例", "4"),
        ("死亡贰人", "2"),
        ("死亡数为二", "2"),
        ("报的是三，", "3"),
        ("发生两起", "2"),
        ("壹仟柒佰壹拾伍人", "1715"),
        ("壹萬貳仟", "12000"),
        ("又生了三胎", "3"),
        ("有一个孕产妇死亡", "1"),
    ],
)
def test_a_number_is_read(text, number):
    assert list(chinese_numbers(text, places=False)) == [Decimal(number)]
    assert Decimal(number) in spoken_numbers(text)
    assert Decimal(number) in spoken_figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "请一起核对",
        "两个单位",
        "两个数不一致",
        "这一个指标",
        "请一起核对，",
        "从一起来看",
        "三位数",
        "统一口径",
        "两者之一",
        "请陆续补报",
        "“十四五”规划",
        "百千",
        "万一",
        "三是",
        "一致的",
        "二孩",
        "千万别漏报",
        "第十二",
    ],
)
def test_a_word_is_none(text):
    assert list(chinese_numbers(text, places=False)) == []


@pytest.mark.parametrize(
    "text", ["二〇二五年", "十二月三十一日", "第十二行", "二十一岁", "第二十三条", "十五号", "十二个月"]
)
def test_what_names_a_day_or_a_place_is_no_figure(text):
    assert spoken_figures(text) == frozenset()


def test_a_sensitive_figure_is_found_wherever_it_stands():
    assert Decimal(12) in spoken_numbers("第十二行")
