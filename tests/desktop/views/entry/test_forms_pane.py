"""The forms on the left: by arrows and clicks, with progress, and on demand in a narrow window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar

from desktop.models.grid.roles import Role
from forms.findings.progress import Progress
from tests.desktop.models.small_desks import PLACES
from tests.desktop.views.typing_keys import CONTROL, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_small):
    return open_small("begun", "education")


def key(which, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), which, modifier)
    QApplication.processEvents()


def form(window):
    return window.entry.grid.current_address().partition("/")[0]


def title(window):
    return next(w.text() for w in window.entry.findChildren(QLabel) if w.text() in TITLES and w.isVisible())


TITLES = {"学前教育": "kindergarten", "高中阶段教育": "school", "科学素质": "science"}


def progress(window, code):
    model = window.entry.forms.tree.model()
    found = model.index_of(code).data(Role.PROGRESS)
    assert isinstance(found, Progress)
    return found


def bar(window):
    return window.entry.forms.findChild(QProgressBar)


def test_arrows_go_from_form_to_form_past_the_headings(window):
    tree = window.entry.forms.tree
    tree.setFocus()
    key(Key.Key_Home)
    seen = [title(window)]
    for _ in range(4):
        key(Key.Key_Down)
        seen.append(title(window))
    assert list(dict.fromkeys(seen)) == list(TITLES)
    assert tree.hasFocus()


def test_a_click_on_a_form_shows_it_and_its_first_blank_cell(qtbot, window):
    tree = window.entry.forms.tree
    index = tree.model().index_of("science")
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(index).center())
    assert title(window) == "科学素质"
    assert window.entry.grid.current_address() == "science/01/_T"


def test_a_click_on_a_heading_leaves_the_form_where_it_is(qtbot, window):
    tree = window.entry.forms.tree
    heading = tree.model().index(0, 0)
    assert not heading.data(Role.FORM)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(heading).center())
    qtbot.mouseDClick(tree.viewport(), LEFT, pos=tree.visualRect(heading).center())
    assert title(window) == "学前教育"
    assert tree.isExpanded(heading), "the forms below it stay in sight"


def test_ctrl_page_keys_stop_at_both_ends(window):
    grid = window.entry.grid
    grid.setFocus()
    press(grid, Key.Key_PageUp, CONTROL)
    assert title(window) == "学前教育"
    for _ in range(5):
        press(grid, Key.Key_PageDown, CONTROL)
    assert title(window) == "科学素质"
    assert grid.hasFocus()


def test_each_figure_moves_the_progress_and_undo_moves_it_back(window):
    before, total = bar(window).value(), bar(window).maximum()
    start = progress(window, "kindergarten")
    window.go_to("kindergarten/01/_T")
    type_into(window.entry.grid, "12")
    assert bar(window).value() == before + 1
    assert progress(window, "kindergarten").filled == start.filled + 1
    assert bar(window).maximum() == total == sum(progress(window, code).total for code in TITLES.values())
    press(window.entry.grid, Key.Key_Z, CONTROL)
    assert bar(window).value() == before


def test_problems_of_a_form_are_counted_beside_it(window):
    window.go_to("kindergarten/01/_T")
    type_into(window.entry.grid, "1o")
    assert progress(window, "kindergarten").blocking == 1
    assert progress(window, "school").blocking == 0
    model = window.entry.forms.tree.model()
    spoken = model.index_of("kindergarten").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1" in spoken
    assert "学前教育" in spoken


def test_at_the_end_of_a_form_the_hint_says_what_is_left_and_where_it_goes_on(open_small):
    window = open_small("ready")
    grid = window.entry.grid
    window.go_to("maternal/08/_T")
    press(grid, Key.Key_End, CONTROL)
    press(grid, Key.Key_Tab)
    assert "Ctrl+PageDown 到下一张表" in window.entry.foot.hint.text()
    press(grid, Key.Key_PageDown, CONTROL)
    press(grid, Key.Key_End, CONTROL)
    press(grid, Key.Key_Tab)
    assert "最后一张表" in window.entry.foot.hint.text()
    window.go_to(PLACES)
    press(grid, Key.Key_Delete)
    press(grid, Key.Key_End, CONTROL)
    press(grid, Key.Key_Return)
    assert "本表还有 1 格未填" in window.entry.foot.hint.text()
