"""A revision that never went out: the clerk is told that the office will miss it, and so is the office."""

from desktop.services.unit.filing.finalising import withdraw
from desktop.services.unit.filing.never_exported import never_exported
from desktop.services.unit.year import open_year
from tests.desktop.cli.receiving.commands import run
from tests.desktop.services.both import YEAR

SENTENCE = "缺第 2 版”，不用补发"


def test_a_revision_that_was_taken_back_before_it_went_out_is_told_until_the_next_is_exported(both):
    desk = both.desk
    assert never_exported(open_year(desk, YEAR)) == [], "the first one went out"
    withdraw(open_year(desk, YEAR), "更正")
    assert never_exported(open_year(desk, YEAR)) == []
    both.revise()
    assert never_exported(open_year(desk, YEAR)) == [], "it is still to go out"
    withdraw(open_year(desk, YEAR), "再更正")
    assert never_exported(open_year(desk, YEAR)) == [2]
    both.revise()
    assert never_exported(open_year(desk, YEAR)) == [2]
    both.file()
    assert never_exported(open_year(desk, YEAR)) == []
    newest = both.at_office.packages[-1]
    (gap,) = [fact for fact in both.at_office.facts(newest) if fact.name == "revision"]
    assert (gap.code, gap.details) == ("E-RECEIVE-030", {"missing": [2]})
    assert "没有导出过" in gap.step
    assert "decide --fact revision" in gap.step


def test_the_commands_say_that_nothing_is_to_be_sent_for_it(both, tmp_path):
    desk = both.desk
    withdraw(open_year(desk, YEAR), "更正")
    both.revise()
    desk.close()
    of_year = ("--store", desk.path, "--year", YEAR)
    assert SENTENCE in run("withdraw", *of_year, "--reason", "再更正")
    told = run("finalise", *of_year, "--clock-is-right", "--json")
    assert (told["revision"], told["never_exported"]) == (3, [2])
