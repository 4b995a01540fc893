"""免报: the current unit is proposed where it can be excused, and nobody where something has come."""

import pytest

from desktop.models.office.deed import DeskDeed
from desktop.views.office.doing import DEEDS
from forms.receiving.state import ALLOWED, Deed
from tests.desktop.views.office.deeds import AtDialog
from tests.desktop.views.office.forked import UNIT, WAITING, made_office

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("has_come", [True, False])
def test_a_unit_of_which_something_came_is_not_proposed(tmp_path, clock, open_office, qtbot, has_come):
    path, clock.now = made_office(tmp_path, WAITING)
    window = open_office(path)
    rows = window.desk_year.board.rows
    unit = UNIT if has_come else next(one.unit for one in rows if one.unit != UNIT)
    assert (Deed.EXCUSE in ALLOWED[window.desk_year.row_of(unit).state]) is not has_come
    DEEDS[DeskDeed.EXCUSE](window, window, unit)
    at = AtDialog(qtbot, window)
    assert at.dialog.unit.unit == ("" if has_come else unit)
    assert at.dialog.focusWidget() is (at.dialog.unit if has_come else at.dialog.reason)
    at.dialog.reject()
