"""What a screen reader says: everything that can take the focus has a name, in words."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop.models.grid.pasting import preview_block
from desktop.services.unit.desk import open_desk
from desktop.views.dialogs.handover_dialog import HandoverDialog
from desktop.views.dialogs.kept_dialog import KeptDialog
from desktop.views.dialogs.past_dialog import PastDialog
from desktop.views.dialogs.restore_dialog import RestoreDialog
from desktop.views.entry.definition_dialog import DefinitionDialog
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.background import Background
from desktop.views.steps.freeze_dialog import FreezeDialog
from desktop.views.steps.key_dialog import KeyDialog
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE, DEAD, MORTALITY, PLACES

pytestmark = pytest.mark.gui
WORD = re.compile(r"\w")


def spoken(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def nameless(root):
    """Widgets in sight that take the focus and have no word for a name."""
    widgets = [root, *root.findChildren(QWidget)]
    reached = [w for w in widgets if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached, "nothing was looked at"
    return [f"{type(w).__name__} {w.objectName()}" for w in reached if not WORD.search(spoken(w))]


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.name.lower())
@pytest.mark.parametrize("upto", ["filled", "final"])
def test_everything_on_a_page_has_a_name(qtbot, open_small, stage, upto):
    window = open_small(upto)
    window.show_stage(stage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
    QApplication.processEvents()
    assert nameless(window) == []


def test_the_first_screen_of_a_year_as_well(open_small):
    window = open_small("begun", year=YEAR)
    window.open_year(YEAR)
    assert nameless(window) == []


def test_the_first_window_as_well(qtbot, tmp_path):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    assert nameless(welcome) == []


def _preview(window):
    form = window.working.form("maternal")
    return PreviewDialog(preview_block(window.working, form, [["1", "x"]], 0, 0), "粘贴预览", window)


def _key(window):
    desk = window.working.year.desk
    return KeyDialog(desk, Background(window.tasks, window.status), desk.path.with_name("k.p12"), window)


DIALOGS = {
    "preview": _preview,
    "key": _key,
    "definition": lambda window: DefinitionDialog(window.working, ALIVE, window),
    "freeze": lambda window: FreezeDialog(window.working.year, window),
    "past": lambda window: PastDialog(window.working.year.desk, window),
    "restore": lambda window: RestoreDialog(window.working.year.desk, window),
    "handover": lambda window: HandoverDialog(window.working.year.desk, window),
    "kept": lambda window: KeptDialog(window.working.year.desk, window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_everything_in_a_dialog_has_a_name(qtbot, open_small, name):
    window = open_small("ready")
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.waitExposed(dialog)
    try:
        assert nameless(dialog) == []
    finally:
        dialog.close()


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
    from desktop.views.frame.recent import remember

    path = small_store("filled")
    open_desk(path).close()
    remember(path)
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    assert str(path.parent) in spoken(welcome.recent[0])
