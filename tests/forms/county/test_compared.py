"""Two groups beside each other: shares of counts, differences of rates, never a group that nobody stated."""

from decimal import Decimal

import pytest

from forms.county.compared import AGE, RESIDENCE, SEX, broken_down_by, two_groups
from tests.builders import figures, form, indicator, item, plan

SEXES = ["SEX=F", "SEX=M"]


def county():
    """Members by sex, deputies of whom only women are asked for, and a rate by sex and residence."""
    parted = ["SEX=F", "SEX=M", "RES=U", "SEX=F;RES=U", "SEX=M;RES=U"]
    return plan(
        items=[
            item("members", breakdown=parted),
            item("deputies", breakdown=["SEX=F"]),
            item("examined", breakdown=SEXES),
        ],
        indicators=[indicator("rate", ["examined"], ["members"], breakdown=SEXES)],
        forms=[form(["members", "deputies", "examined", "=rate"])],
    )


ENTRIES = {
    "members": 400,
    "members/SEX=F": 100,
    "members/SEX=M": 300,
    "members/RES=U": 50,
    "members/SEX=F;RES=U": 30,
    "deputies": 10,
    "deputies/SEX=F": 4,
    "examined": 200,
    "examined/SEX=F": 75,
    "examined/SEX=M": 125,
}


def pairs(entries=ENTRIES, groups=SEX):
    return {(one.subject.code, one.rest): one for one in two_groups(figures(county(), entries), groups)}


def test_counts_have_a_share_and_rates_a_difference():
    found = pairs()
    assert (found["members", "_T"].share, found["members", "_T"].difference) == (25, None)
    rate = found["rate", "_T"]
    assert (rate.whole, rate.first, rate.share) == (50, 75, None)
    assert rate.difference == 75 - Decimal(125) / Decimal(300) * 100


def test_a_group_that_no_form_asks_for_is_not_the_rest_of_the_whole():
    deputies = pairs()["deputies", "_T"]
    assert (deputies.whole, deputies.first, deputies.second, deputies.share) == (10, 4, None, 40)


def test_what_else_a_figure_is_broken_down_by_stands_in_a_line_of_its_own():
    towns = pairs()["members", "RES=U"]
    assert (towns.whole, towns.first, towns.second, towns.share) == (50, 30, None, 60)
    assert set(pairs(groups=RESIDENCE)) == {("members", "_T"), ("members", "SEX=F"), ("members", "SEX=M")}


@pytest.mark.parametrize("left_out", ["members", "members/SEX=F"])
def test_of_a_gap_there_is_no_share(left_out):
    entries = {place: value for place, value in ENTRIES.items() if place != left_out}
    assert pairs(entries)["members", "_T"].share is None


def test_of_nobody_there_is_no_share():
    entries = {**ENTRIES, "deputies": 0, "deputies/SEX=F": 0}
    assert pairs(entries)["deputies", "_T"].share is None


def test_how_many_items_are_asked_for_by_a_dimension():
    assert [broken_down_by(county(), one) for one in ("SEX", "RES", AGE)] == [3, 1, 0]
