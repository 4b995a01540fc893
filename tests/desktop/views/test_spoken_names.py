"""What a screen reader says, in words; that everything in a window has a name is seen by ``looking``."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.services.unit.desk import open_desk
from desktop.views.welcome import WelcomeWindow
from tests.desktop.models.small_desks import ALIVE, DEAD, MORTALITY, PLACES
from tests.desktop.views.faults_seen import spoken

pytestmark = pytest.mark.gui
WORD = re.compile(r"\w")


def nameless(root):
    """Widgets in sight that take the focus and have no word for a name."""
    widgets = [root, *root.findChildren(QWidget)]
    reached = [w for w in widgets if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached, "nothing was looked at"
    return [f"{type(w).__name__} {w.objectName()}" for w in reached if not WORD.search(spoken(w))]


def test_the_first_window_as_well(qtbot, tmp_path):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    assert nameless(welcome) == []


def test_a_cell_is_read_with_its_figure_and_what_is_wrong_with_it(open_small):
    window = open_small("filled")
    grid = window.entry.grid
    said = {}
    for address, typed in ((ALIVE, "2o36"), (DEAD, ""), (PLACES, "3")):
        window.go_to(address)
        window.working.enter(address, typed)
        said[address] = grid.grid_model().index_of(address).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == {ALIVE: "2o36，填写有误", DEAD: "空", PLACES: "3"}


def test_lists_and_tables_have_names_of_their_own(open_small):
    window = open_small("filled")
    named = {spoken(view) for view in window.entry.findChildren(QAbstractItemView) if view.isVisible()}
    assert {"报表", "本单位报表", "审核结果"} <= named


def test_what_is_said_on_a_page_is_its_name_too(open_small):
    window = open_small("filled")
    window.go_to(MORTALITY)
    window.entry.grid.refused.emit(MORTALITY)
    assert spoken(window.entry.notice) == window.entry.notice.sentence != ""


def test_a_step_says_that_it_is_done(open_small):
    window = open_small("final")
    buttons = {b.text(): spoken(b) for b in window.bar.findChildren(QWidget) if b.property("kind") == "step"}
    assert buttons["✓ 填报"] == "填报，已完成"
    assert buttons["导出报送"] == "导出报送"


def test_a_closed_store_is_named_in_the_first_window(qtbot, tmp_path, small_store):
    from desktop.views.frame.file.recent import remember

    path = small_store("filled")
    open_desk(path).close()
    remember(path)
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    assert welcome.recent.accessibleName()
    assert welcome.recent.item(0).toolTip() == str(path)
