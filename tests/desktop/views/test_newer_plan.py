"""A unit whose file uses an older version of a bundled plan is told of the newer, and can take it over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.app.shell import Shell
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.plan.newer_plan import newer_bundled
from desktop.services.unit.year import open_year
from desktop.views.dialogs.plan_dialog import PlanDialog
from desktop.views.main_window import MainWindow
from forms.figures.breakdown import SeriesKey
from tests.desktop.services.plans.released import first_release

YEAR = 2025
BIRTHS = SeriesKey("live-births")


@pytest.fixture
def older(tmp_path):
    """A file of 柳河县卫生健康局 under the first released version, with a figure."""
    path = tmp_path / "卫健.db"
    with create_desk(path, first_release("liuhe"), "health") as desk:
        open_year(desk, YEAR).enter({BIRTHS: "2036"})
    return path


@pytest.fixture
def window(older, qtbot):
    made = MainWindow(open_desk(older), YEAR)
    qtbot.addWidget(made)
    made.show()
    return made


def answer(button):
    """Press a button of the dialog that comes up next."""

    def press():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PlanDialog)
        seen.append(dialog.changes.toPlainText())
        button(dialog)

    seen = []
    QTimer.singleShot(0, press)
    return seen


def test_the_window_says_that_a_newer_version_came_with_the_program(window, qtbot):
    window.after_opening()
    newer = load_bundled("liuhe").plan.version
    qtbot.waitUntil(lambda: "新版本" in window.entry.notice.sentence)
    assert newer in window.entry.notice.sentence
    assert "2026.1" in window.entry.notice.sentence


def test_what_it_changes_is_shown_and_nothing_changes_before_the_answer(window, older):
    seen = answer(lambda dialog: dialog.reject())
    window.keeping().show_newer_plan()
    assert "柳河县卫生健康局" in seen[0]
    with open_desk(older) as desk:
        assert desk.plan.version == "2026.1"


def test_taking_it_over_keeps_the_figures_and_opens_the_file_again(older, qtbot):
    shell = Shell(older.parent)
    window = shell.show_desk(open_desk(older), YEAR)
    answer(lambda dialog: dialog.take_over.click())
    window.keeping().show_newer_plan()
    reopened = shell.window
    qtbot.addWidget(reopened)
    newer = load_bundled("liuhe").plan.version
    assert reopened is not window
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
    assert f"规划已换成版本 {newer}" in box.text()
    box.close()
    assert reopened.working.year.reading(BIRTHS).text == "2036"
    assert newer_bundled(reopened._desk) is None
    reopened.let_go()


def test_a_file_of_the_newest_version_is_told_nothing(tmp_path, qtbot):
    window = MainWindow(create_desk(tmp_path / "a.db", load_bundled("liuhe"), "health"), YEAR)
    qtbot.addWidget(window)
    window.after_opening()
    qtbot.waitUntil(lambda: not window.tasks.words)
    assert "新版本" not in window.entry.notice.sentence
    window.keeping().show_newer_plan()
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
    assert "没有比现用版本" in box.text()
    box.close()
