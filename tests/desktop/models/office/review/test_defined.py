"""What two versions of a plan say of one code: only what differs is quoted, or why a rate is another."""

from dataclasses import replace

import pytest

from desktop.models.office.review.defined import differing_words
from forms.plan.definitions import StatisticalPeriod
from tests.builders import rate_plan

HELD = rate_plan()
PART, RATE = HELD.item_by_code["part"], HELD.indicator_by_code["rate"]


def with_part(**changes):
    """The same plan with another definition of what is counted."""
    return replace(HELD, items=tuple(replace(one, **changes) if one is PART else one for one in HELD.items))


def with_rate(**changes):
    return replace(HELD, indicators=(replace(RATE, **changes),))


@pytest.mark.parametrize(
    ("field", "word"), [("name", "名称"), ("unit", "计量单位"), ("definition", "口径"), ("source", "来源")]
)
def test_each_wording_that_differs_is_quoted_from_both(field, word):
    own = getattr(PART, field) or "（空）"
    assert differing_words(HELD, with_part(**{field: "别的"}), "part") == f"{word}：本局“{own}”，单位“别的”"
    assert differing_words(with_part(**{field: "别的"}), HELD, "part") == f"{word}：本局“别的”，单位“{own}”"


def test_several_are_told_one_after_the_other():
    words = differing_words(HELD, with_part(name="甲", source="乙", period=StatisticalPeriod.SCHOOL), "part")
    assert [part.partition("：")[0] for part in words.split("；")] == ["名称", "来源", "统计期间不同"]


@pytest.mark.parametrize(
    "changes", [{"multiplier": 1000}, {"denominator": ()}, {"numerator": RATE.formula.denominator}]
)
def test_another_way_to_compute_is_told_and_another_sentence_about_it_is_not(changes):
    other = with_rate(formula=replace(RATE.formula, **changes))
    assert differing_words(HELD, other, "rate") == "算法不同"
    same = with_rate(formula=replace(RATE.formula, text="换了说法"))
    assert "算法" not in differing_words(HELD, same, "rate")


def test_where_nothing_of_its_own_differs_it_is_computed_from_what_does():
    assert differing_words(HELD, HELD, "rate") == "自己的口径没有变，由口径不同的数算出"


def test_a_code_that_one_version_alone_has_is_told_as_such():
    without = replace(HELD, items=tuple(one for one in HELD.items if one is not PART))
    assert differing_words(HELD, without, "part") == "只有本局的规划有"
    assert differing_words(without, HELD, "part") == "只有单位所用的规划有"
