"""A plan pack opened by a double click is offered to the unit whose file was used last."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from desktop.app.shell import Shell
from desktop.services.plans.files import file_name as plan_name
from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import open_desk
from desktop.views.dialogs.plan_dialog import PlanDialog
from desktop.views.frame.file.recent import remember
from desktop.views.main_window import MainWindow
from desktop.views.welcome import WelcomeWindow
from forms.bounded_json import parse_json
from forms.canonical import canonical_json
from tests.desktop.models.desks import new_desk
from tests.desktop.views.file_dialogs import Answers
from tests.plans import wanghua


@pytest.fixture
def shell(qtbot, tmp_path):
    shell = Shell(tmp_path)
    shell.draw_curtain()
    yield shell
    if shell.window is not None:
        shell.window.close()


def newer_pack(folder):
    """A pack file of the next version, in which an item has another name."""
    document = parse_json(wanghua().data)
    document["version"] = "2026.2"
    [births] = [item for item in document["items"] if item["code"] == "live-births"]
    births["name"] = "活产婴儿数"
    pack = read_pack(canonical_json(document))
    path = folder / plan_name(pack)
    path.write_bytes(pack.data)
    return path


@pytest.fixture
def newer(tmp_path):
    return newer_pack(tmp_path)


def answer(button):
    """Press a button of the dialog when it has come up."""

    def press():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PlanDialog):
            QTimer.singleShot(20, press)
            return
        assert "活产婴儿数" in dialog.changes.toPlainText()
        button(dialog)

    QTimer.singleShot(20, press)


def stored(store):
    store.parent.mkdir(exist_ok=True)
    new_desk(store).close()
    remember(store)


def test_the_dialog_says_whose_owners_are_preset_and_saves_the_units_tasks(qtbot, shell, store, newer):
    stored(store)
    place = store.parent / "任务.pdf"

    def look(dialog):
        assert any("责任单位为预设，尚未确认" in label.text() for label in dialog.findChildren(QLabel))
        Answers(str(place))
        qtbot.mouseClick(dialog.tasks, Qt.MouseButton.LeftButton)
        assert place.read_bytes().startswith(b"%PDF")
        dialog.reject()

    answer(look)
    assert shell.begin(newer, None)


def test_a_pack_is_taken_over_by_opening_it_and_figures_stay(qtbot, shell, store, newer):
    stored(store)
    answer(lambda dialog: qtbot.mouseClick(dialog.take_over, Qt.MouseButton.LeftButton))
    assert shell.begin(newer, None)
    assert isinstance(shell.window, MainWindow)
    shell.window.close()
    with open_desk(store) as desk:
        assert desk.plan.version == "2026.2"
        assert list((store.parent / "备份").glob("*plan*"))


def test_declining_leaves_the_version_in_force(qtbot, shell, store, newer):
    stored(store)
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert shell.begin(newer, None)
    shell.window.close()
    with open_desk(store) as desk:
        assert desk.plan.version == wanghua().plan.version


def test_without_a_file_of_that_plan_the_pack_is_only_told_about(qtbot, shell, newer):
    assert shell.begin(newer, None)
    assert isinstance(shell.window, WelcomeWindow)
    for box in QApplication.topLevelWidgets():
        if box is not shell.window:
            box.close()
