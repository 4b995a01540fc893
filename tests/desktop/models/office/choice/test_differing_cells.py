"""The cells in which candidates differ: enough digits to tell figures apart, signs, judgements, groups."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.office.cells import Look
from desktop.models.office.choice.differing_cells import groups_of, heads_of, line_of, summary_of
from desktop.services.office.acceptance.contending_cells import SeenFigure
from tests.desktop.models.office.choice.made_fork import cell, fork
from tests.strategies import quantities


def line(*values, found=None, **changes):
    one = cell(*values, **changes)
    return line_of(found or fork(len(values), cells=[one]), one)


def figures(shown, count=2):
    """The texts of the candidates' own figures."""
    return [one.text for one in shown.cells[6 : 6 + count]]


@given(quantities(), quantities())
def test_two_figures_are_shown_as_one_only_where_they_are(one, other):
    first, second = figures(line(one, other))
    assert (first == second) is (one == other)


@given(quantities(), quantities())
def test_a_difference_has_its_sign_and_is_never_shown_as_none(one, other):
    text = line(one, other).cells[8].text
    if one == other:
        assert not text.startswith(("+", "−"))
        assert not Decimal(text.replace(",", ""))
        return
    assert text.startswith("+" if other > one else "−")
    assert Decimal(text[1:].replace(",", "").replace("−", "")), "a difference that rounds to nothing"


def test_a_minus_is_the_sign_and_no_hyphen_anywhere():
    shown = line("-1", "-2", before="-3")
    assert "-" not in "".join(one.text for one in shown.cells[5:])
    assert [one.text for one in shown.cells[5:9]] == ["−3.00", "−1.00", "−2.00", "−1.00"]


def test_a_cell_that_the_revision_before_had_not_is_empty_there():
    shown = line("1", "2")
    assert shown.cells[5].text == "（空）"
    assert [one.look for one in shown.cells[6:8]] == [Look.PLAIN, Look.PLAIN], "nothing was changed"


def test_words_stand_where_there_is_no_figure():
    one = cell(None, "1", stated=(SeenFigure(None, "数据缺失"), SeenFigure(Decimal(1))))
    assert figures(line_of(fork(cells=[one]), one)) == ["数据缺失", "1.00"]


def test_without_a_revision_before_there_is_no_column_of_it():
    found = fork(predecessor=None)
    heads = heads_of(found, ("甲", "乙"))
    assert heads[5:] == ("甲", "乙", "乙 − 甲", "按甲判定", "按乙判定")
    assert len(line("1", "2", found=found).cells) == len(heads)


def test_last_year_stands_beside_in_grey():
    last = line("1", "2", last=Decimal("12.5")).cells[4]
    assert (last.text, last.look) == ("12.50", Look.GREY)
    assert line("1", "2").cells[4].text == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_computed": True, "is_judged": False}, "不判定"),
        ({"is_computed": True, "is_judged": True}, ""),
        ({}, ""),
    ],
)
def test_what_is_computed_and_of_no_target_is_not_judged(changes, said):
    shown = line("1", "2", **changes)
    assert [one.text for one in shown.cells[-2:]] == [said, said]
    assert shown.is_shaded is changes.get("is_computed", False)


forms = st.lists(st.sampled_from(["甲表", "乙表", ""]), max_size=8)


@given(forms)
def test_groups_are_runs_of_one_form_and_hold_every_cell_once(names):
    cells = [cell(1, 2, form=name, year=2020) for name in names]
    groups = groups_of(cells)
    assert [number for first, count in groups for number in range(first, first + count)] == list(
        range(len(names))
    )
    for first, count in groups:
        assert len(set(names[first : first + count])) == 1
    for (first, _), (then, _) in pairwise(groups):
        assert names[first] != names[then]


def test_earlier_years_are_groups_of_their_own():
    cells = [cell(1, 2, form="", year=year) for year in (2020, 2020, 2021)]
    assert groups_of(cells) == ((0, 2), (2, 1))


@pytest.mark.parametrize(
    ("cells", "changes", "said"),
    [
        ([], {}, "45 格的数都相同"),
        ([cell(1, 2)], {}, "填报 1；另外 45 格相同，不列。粗体：与第 2 版不同"),
        ([cell(1, 2)], {"predecessor": None}, "填报 1；另外 45 格相同，不列"),
        (
            [cell(1, 2), cell(1, 2, is_computed=True), cell(1, 2, form=""), cell(3, 4, form="")],
            {"predecessor": None},
            "填报 1，计算 1，往年 2；另外 45 格相同，不列",
        ),
    ],
)
def test_the_summary_counts_every_cell_once(cells, changes, said):
    assert summary_of(fork(cells=cells, **changes)) == said
