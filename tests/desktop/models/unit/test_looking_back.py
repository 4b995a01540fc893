"""Earlier years are judged as they were when they were reported, and as often as they can be."""

import pytest

from desktop.models.grid.cell_text import status_text
from desktop.models.unit.target_picture import HowItStood, target_picture
from desktop.services.unit.looking_back import verdicts_until
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, MORTALITY


@pytest.fixture
def working(small):
    return small("filled", behind=True)


def test_an_earlier_year_is_judged_as_when_it_was_the_reporting_year(small, working):
    found = verdicts_until(working.year)
    earlier = small("filled", behind=True, year=YEAR - 1)
    values = working.year.figures.history[YEAR - 1]
    texts = {
        cell.address: str(values[cell.key])
        for form in earlier.year.layout.forms
        for cell in form.entry_cells
        if cell.key in values
    }
    assert earlier.put(texts, "entry")
    told = {code: [v.summary for v in verdicts] for code, verdicts in earlier.year.verdicts.items()}
    assert {code: [v.summary for v in verdicts] for code, verdicts in found[YEAR - 1].items()} == told


def test_a_spot_without_figures_is_blank_this_year_and_nothing_in_another(working):
    picture = target_picture(working, verdicts_until(working.year))
    place = [c.address for c in picture.columns].index(MORTALITY)
    judged = picture.spots[YEAR][place].standing
    assert judged not in (HowItStood.BLANK, HowItStood.NOTHING)
    assert working.clear([ALIVE])
    again = target_picture(working, verdicts_until(working.year))
    assert again.spots[YEAR][place].standing is HowItStood.BLANK
    assert [s.standing for s in again.spots[YEAR - 1]] == [s.standing for s in picture.spots[YEAR - 1]]


def test_a_figure_that_cannot_be_judged_is_not_called_lost(working):
    """Figures of 2024 had been imported, and the picture had 无数据 there: nothing before to compare with."""
    picture = target_picture(working, verdicts_until(working.year))
    known = [
        spot
        for spots in picture.spots.values()
        for spot in spots
        if spot.standing is HowItStood.NOTHING and any(d.isdigit() for d in spot.told[6:])
    ]
    assert all("无数据" not in spot.told for spot in known)
    assert HowItStood.NOTHING.label != "无数据"


def test_the_summary_counts_what_can_be_judged(working):
    picture = target_picture(working, verdicts_until(working.year))
    spots = picture.spots[YEAR]
    judged = [s for s in spots if s.standing not in (HowItStood.BLANK, HowItStood.NOTHING)]
    assert f"本年已可判断 {len(judged)} 项" in picture.summary
    for column, spot in zip(picture.columns, spots, strict=True):
        assert column.name in spot.told
        assert str(YEAR) in spot.told


def test_a_target_has_the_same_shape_on_both_pages_filled_in_or_not(working):
    for cleared in ((), (ALIVE,)):
        assert working.clear(list(cleared)) or not cleared
        picture = target_picture(working, verdicts_until(working.year))
        for column, spot in zip(picture.columns, picture.spots[YEAR], strict=True):
            status = status_text(working, working.row(column.address))
            assert status.mark is spot.standing.mark or status.text == "须改正"
