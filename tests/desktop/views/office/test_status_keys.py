"""The status line names the keys of the page in front, as far as there is room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models.office.place import OfficePlace
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.forked import FORKED, UNIT, made_office

pytestmark = pytest.mark.gui


@pytest.fixture
def window(tmp_path, clock, open_office):
    path, clock.now = made_office(tmp_path, FORKED)
    return open_office(path, YEAR, clock)


def test_each_page_says_which_keys_it_answers(window, qtbot):
    window.resize(1366, 768)
    told = {}
    for place, unit in (
        (OfficePlace.INTAKE, ""), (OfficePlace.REVIEW, UNIT), (OfficePlace.CHOICE, UNIT),
        (OfficePlace.CERTIFICATES, ""),
    ):  # fmt: skip
        window.show_place(place, unit)
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        assert window.status._keys.isVisible()
        told[place] = window.status._keys.text()
    assert len(set(told.values())) == len(told)
    assert told[OfficePlace.REVIEW].startswith("F8 下一处　F7 提问")
    assert told[OfficePlace.CHOICE].startswith("F8 下一处不同　Alt+1 选定甲")


def test_a_narrow_window_names_the_first_of_them(window, qtbot):
    window.show_place(OfficePlace.REVIEW, UNIT)
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    window.resize(911, 512)
    assert "F8 下一处" in window.status._keys.text()
    assert "F1 帮助" not in window.status._keys.text()
    assert window.status._file.text().endswith(".db")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert "F8 下一待办" in window.status._keys.text()
