"""Whichever way somebody leaves a cell that is being typed, what was typed is in the file."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from desktop.views.entry.explaining import ExplanationEditor
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, DEAD, MORTALITY, PLACES
from tests.desktop.views.typing_keys import CONTROL, SHIFT, editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
TYPED = "1717"


def stored(window, address=ALIVE):
    """What the year holds when it is opened once more."""
    year = open_year(window.working.year.desk, YEAR)
    return year.reading(year.entry_cell(address).key).text


def shown(window, address):
    return window.entry.grid.grid_model().index_of(address).data()


def spot(view, index):
    return view.visualRect(index).center()


def double_click(qtbot, window, address):
    grid = window.entry.grid
    place = spot(grid, grid.grid_model().index_of(address))
    qtbot.mouseClick(grid.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(grid.viewport(), LEFT, pos=place)


def click_cell(qtbot, window, address=DEAD):
    grid = window.entry.grid
    qtbot.mouseClick(grid.viewport(), LEFT, pos=spot(grid, grid.grid_model().index_of(address)))


def click_form(qtbot, window):
    tree = window.entry.forms.tree
    index = tree.model().index_of("survey")
    qtbot.mouseClick(tree.viewport(), LEFT, pos=spot(tree, index))


def click_step(qtbot, window):
    steps = [b for b in window.bar.findChildren(QPushButton) if b.property("kind") == "step"]
    qtbot.mouseClick(steps[1], LEFT)


def click_year(qtbot, window):
    box = window.bar.findChild(QComboBox)
    box.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(box, Key.Key_Up)


def click_source(qtbot, window):
    qtbot.mouseClick(window.entry.cell.evidence.source, LEFT)


def by_key(which, modifier=Qt.KeyboardModifier.NoModifier):
    def leave(_, window):
        press(window.entry.grid, which, modifier)

    return leave


WAYS = {
    "a click on another cell": click_cell,
    "a click on another form": click_form,
    "a click on a step": click_step,
    "another year": click_year,
    "a click beside the grid": click_source,
    "Ctrl+PageDown": by_key(Key.Key_PageDown, CONTROL),
    "Ctrl+3": by_key(Key.Key_3, CONTROL),
    "F9": by_key(Key.Key_F9),
    "F8": by_key(Key.Key_F8),
    "F6": by_key(Key.Key_F6),
    "Shift+F6": by_key(Key.Key_F6, SHIFT),
    "Ctrl+F": by_key(Key.Key_F, CONTROL),
    "Ctrl+S": by_key(Key.Key_S, CONTROL),
    "Enter of the keypad": by_key(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    "Shift+Tab": by_key(Key.Key_Backtab, SHIFT),
    "closing": lambda _, window: window.close(),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_is_stored(qtbot, open_small, way):
    window = open_small("filled")
    window.go_to(ALIVE)
    path = window.path
    type_into(window.entry.grid, TYPED, end=None)
    WAYS[way](qtbot, window)
    window.tasks.wait()
    if way == "closing":
        with open_desk(path) as desk:
            year = open_year(desk, YEAR)
            assert year.reading(year.entry_cell(ALIVE).key).text == TYPED
    else:
        assert stored(window) == TYPED
        assert editor_of(window.entry.grid) is None


def test_what_was_typed_on_one_form_is_not_put_into_another(qtbot, open_small):
    window = open_small("filled")
    window.go_to(ALIVE)
    before = stored(window, PLACES)
    type_into(window.entry.grid, TYPED, end=None)
    press(window.entry.grid, Key.Key_PageDown, CONTROL)
    assert window.entry.grid.current_address().startswith("survey/")
    assert stored(window, PLACES) == before
    press(window.entry.grid, Key.Key_PageUp, CONTROL)
    assert shown(window, ALIVE) == "1,717"


@pytest.mark.parametrize("typing", [False, True], ids=["chosen", "being typed"])
def test_the_wheel_turns_the_sheet_and_changes_no_figure(open_small, typing):
    window = open_small("filled")
    window.resize(1000, 400)
    window.go_to(ALIVE)
    before = stored(window)
    grid = window.entry.grid
    if typing:
        press(grid, Key.Key_F2)
    target = editor_of(grid) or grid.viewport()
    place = target.mapTo(window, target.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, -240))
    assert grid.verticalScrollBar().value() > 0
    if typing:
        press(grid, Key.Key_Return)
    assert stored(window) == before
    assert window.working.year.undo_label is None or "活产" not in window.working.year.undo_label


def test_a_double_click_corrects_a_figure_with_the_arrows_in_the_text(qtbot, open_small):
    window = open_small("filled")
    grid = window.entry.grid
    figure = stored(window)
    double_click(qtbot, window, ALIVE)
    assert editor_of(grid).text() == figure
    press(grid, Key.Key_Home)
    press(grid, Key.Key_Right)
    type_into(grid, "0")
    assert stored(window) == f"{figure[0]}0{figure[1:]}"


def test_a_double_click_on_a_computed_cell_says_why_it_takes_nothing(qtbot, open_small):
    window = open_small("filled")
    grid = window.entry.grid
    double_click(qtbot, window, MORTALITY)
    assert editor_of(grid) is None
    assert "按公式计算" in window.entry.notice.sentence


def test_a_block_drawn_with_the_mouse_is_emptied_and_comes_back(qtbot, open_small):
    window = open_small("filled")
    grid = window.entry.grid
    model = grid.grid_model()
    start, end = spot(grid, model.index_of(ALIVE)), spot(grid, model.index_of("maternal/02/RES=U"))
    before = [shown(window, a) for a in (ALIVE, ALIVE_URBAN, DEAD, "maternal/02/RES=U")]
    qtbot.mousePress(grid.viewport(), LEFT, pos=start)
    qtbot.mouseMove(grid.viewport(), end)
    qtbot.mouseRelease(grid.viewport(), LEFT, pos=end)
    assert len(grid.selectedIndexes()) == 4
    press(grid, Key.Key_Delete)
    emptied = [shown(window, a) for a in (ALIVE, ALIVE_URBAN, DEAD, "maternal/02/RES=U")]
    assert emptied == [""] * 4
    press(grid, Key.Key_Z, CONTROL)
    assert [shown(window, a) for a in (ALIVE, ALIVE_URBAN, DEAD, "maternal/02/RES=U")] == before


def test_f4_is_about_the_figure_that_is_being_typed(qtbot, open_small):
    window = open_small("filled")
    grid = window.entry.grid
    window.go_to(ALIVE)
    figure = stored(window)
    type_into(grid, f"{figure}0", end=None)
    press(grid, Key.Key_F4)
    assert stored(window) == figure
    assert "已按建议改正" in window.entry.notice.sentence
    press(grid, Key.Key_Z, CONTROL)
    assert stored(window) == f"{figure}0"


def test_a_reason_in_a_figures_cell_is_kept_and_moved_to_where_it_belongs(open_small, qapp):
    window = open_small("filled", behind=True)
    grid, words = window.entry.grid, "街道未建台账，年内补登。"
    window.go_to(ALIVE)
    type_into(grid, words)
    assert grid.current_address() == ALIVE, "the next figure is not typed below it"
    assert "Ctrl+X" in window.entry.notice.sentence
    press(grid, Key.Key_X, CONTROL)
    assert not stored(window)
    press(grid, Key.Key_F8)
    box = qapp.focusWidget()
    while not isinstance(box, ExplanationEditor):
        press(grid, Key.Key_F8)
        box = qapp.focusWidget()
    QTest.keyClick(box, Key.Key_V, CONTROL)
    assert box.toPlainText() == words


@pytest.mark.parametrize("typed", ["三万二千余人", "约 1.5 万", "二百零三"])
def test_words_for_a_number_are_no_reason(open_small, typed):
    window = open_small("filled")
    window.go_to(ALIVE)
    type_into(window.entry.grid, typed)
    assert "一句话" not in window.entry.notice.sentence


def test_what_is_typed_over_a_block_goes_where_the_block_was_begun(qtbot, open_small):
    window = open_small("begun")
    grid = window.entry.grid
    window.go_to(ALIVE)
    press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    assert len(grid.selectedIndexes()) == 4, "each key draws on from where the block ended"
    assert grid.current_address() == ALIVE
    type_into(grid, TYPED)
    assert stored(window, ALIVE) == TYPED
    first, last = (grid.grid_model().index_of(address) for address in (ALIVE, DEAD))
    QTest.mousePress(grid.viewport(), LEFT, pos=spot(grid, first))
    for index in (first.siblingAtColumn(first.column() + 1), last.siblingAtColumn(first.column() + 1)):
        QTest.mouseMove(grid.viewport(), spot(grid, index))
    QTest.mouseRelease(grid.viewport(), LEFT, pos=spot(grid, last.siblingAtColumn(first.column() + 1)))
    assert len(grid.selectedIndexes()) > 1
    assert grid.current_address() == ALIVE
    type_into(grid, "1818")
    assert stored(window, ALIVE) == "1818"
