"""Two revisions beside each other: the cells that differ by place and name, and which others there are."""

import pytest

from desktop.models.office.review.compared import compared_lines, others_of
from desktop.services.office.overview.reviewing import beside_revision, review_of
from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.year import open_year
from tests.desktop.services.both import ABORTIONS, YEAR


@pytest.fixture
def second(both):
    """The review after a second revision changed one figure."""
    withdraw(open_year(both.desk, YEAR), "更正")
    both.revise({ABORTIONS: "592"})
    both.file()
    return review_of(both.office, "health", YEAR)


def test_of_one_revision_there_is_no_other(filed):
    assert others_of(filed) == []


def test_only_what_differs_stands_beside_by_place_and_name(both, second):
    ((number, content),) = others_of(second)
    assert number == 1
    fork = beside_revision(both.office, second.unit_year, second.package.content, content)
    lines = {line.place: line for line in compared_lines(second, fork)}
    line = next(one for one in lines.values() if one.now == "592")
    assert line.place.startswith("08 合计　")
    assert line.name
    assert line.before not in {"592", "（空）"}
    assert all(one.before != one.now for one in lines.values())


def test_the_older_one_has_the_newer_beside_it_and_what_is_empty_is_said(both, second):
    ((_, content),) = others_of(second)
    older = review_of(both.office, "health", YEAR, content=content)
    assert [number for number, _ in others_of(older)] == [2]
    fork = beside_revision(both.office, older.unit_year, content, second.package.content)
    found = next(one for one in compared_lines(older, fork) if one.before == "592")
    assert found.now != "592"
