"""A package from which its own unit left out rows, everything else made to fit and signed again."""

import pytest

from tests.packages.make import make_second_revision
from tests.packages.resigning import Opened


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """A package of the present profile and engine."""
    folder = tmp_path_factory.mktemp("package")
    return make_second_revision(folder, folder).read_bytes()


def without(data, table, is_left_out):
    """The package without the rows of a table for which this holds, by column name."""
    opened, path = Opened(data), f"data/{table}.csv"
    columns, *rows = opened.rows(path)
    kept = [row for row in rows if not is_left_out(dict(zip(columns, row, strict=True)))]
    assert len(kept) < len(rows)
    opened.put_rows(path, [columns, *kept])
    return opened.judged(opened.sealed())


@pytest.mark.parametrize("table", ["indicators", "findings", "verdicts"])
def test_every_result_that_is_left_out_is_missed(new, table):
    columns, *rows = Opened(new).rows(f"data/{table}.csv")
    for row in rows:
        one = dict(zip(columns, row, strict=True))
        found = without(new, table, lambda other, one=one: other == one)
        assert (found.fact("recheck").code, found.bottom_line) == ("E-VERIFY-040", "bad"), row
        assert "缺少" in found.fact("recheck").sentence, row


def test_every_cell_of_the_year_that_is_left_out_is_missed(new):
    columns, *rows = Opened(new).rows("data/observations.csv")
    for row in [row for row in rows if row[columns.index("year")] == "2025"]:
        one = dict(zip(columns, row, strict=True))
        found = without(new, "observations", lambda other, one=one: other == one)
        assert (found.fact("schema").code, found.bottom_line) == ("E-VERIFY-013", "bad"), row


def test_earlier_years_that_changed_results_are_missed_and_of_others_nobody_is_accused(new):
    """A unit sends what its file has: that it has all years is known to the office alone."""
    every = without(new, "observations", lambda row: row["year"] != "2025")
    assert every.fact("recheck").code == "E-VERIFY-040"
    one = without(new, "observations", lambda row: row["year"] == "2021" and row["row"] == "01")
    assert one.bottom_line == "ok"


def test_verify_says_that_it_does_not_know_whether_earlier_years_are_all_there(new):
    sentence = Opened(new).judged(new, allow_unregistered=True).fact("schema").sentence
    assert "往年数是不是单位的全部" in sentence
