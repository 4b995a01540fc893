"""Where the work goes on in a year that was taken back."""

import pytest

from desktop.models.unit.reopened import place_to_change
from desktop.models.unit.withdrawal import can_withdraw
from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.year import open_year
from tests.desktop.models.desks import BIRTHS, DEATHS, YEAR, clear_all

pytestmark = pytest.mark.gui


def shown_anew(working):
    return WorkingYear(open_year(working.year.desk, YEAR))


@pytest.fixture
def taken_back(filled):
    """Takes the frozen year back for a reason and gives the working year."""

    def take_back(reason):
        clear_all(filled)
        finalise(filled.year)
        assert can_withdraw(shown_anew(filled))
        withdraw(filled.year, reason)
        assert not can_withdraw(shown_anew(filled))
        return shown_anew(filled)

    return take_back


def test_it_leads_to_the_row_that_the_reason_names(taken_back):
    working = taken_back("孕产妇死亡人数漏了一例")
    address, said = place_to_change(working, "孕产妇死亡人数漏了一例")
    assert address == DEATHS
    assert f"撤回原因里写的“{working.row(DEATHS).name}”" in said
    assert "（第 2 次报送）" in said


def test_of_two_names_the_longer_is_meant(taken_back):
    working = taken_back("核对")
    births, deaths = working.row(BIRTHS).name, working.row(DEATHS).name
    assert len(deaths) > len(births)
    for reason in (f"{births}、{deaths}都要改", f"{deaths}、{births}都要改"):
        assert place_to_change(working, reason)[0] == DEATHS


def test_without_a_name_it_leads_to_what_is_open_and_else_to_the_cell_entered_last(taken_back):
    working = taken_back("核对")
    last, said = place_to_change(working, "核对")
    assert last in {cell.address for cell in working.year.layout.entry_cells}
    assert "撤回原因里" not in said
    working.year.enter({working.year.entry_cell(BIRTHS).key: "约两千"})
    opened = next(f for f in working.year.report.findings if working.is_open(f))
    assert place_to_change(working, "核对")[0] == opened.cells[0]
