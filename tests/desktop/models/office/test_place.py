"""Pages of the window: each with its words, under a step of the bar, with its chapter of the manual."""

import pytest

from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from tests.meta.checkout import ROOT


@pytest.mark.parametrize("place", OfficePlace)
def test_a_page_stands_under_a_step_and_has_a_chapter(place):
    assert place.label
    assert place.about.endswith("。")
    assert place.step.is_step
    assert (place.step is place) is place.is_step
    assert (ROOT / "resources" / "manual" / place.chapter).is_file()


def test_the_bar_has_its_steps_first_and_in_order():
    steps = [place for place in OfficePlace if place.is_step]
    assert [place.label for place in steps] == ["收件", "审核"]
    assert [int(place) for place in steps] == list(range(len(steps)))


def test_no_two_deeds_of_the_menu_have_one_name():
    assert len({deed.label for deed in DeskDeed}) == len(DeskDeed)
