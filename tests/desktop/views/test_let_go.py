"""A window that was replaced is let go of with all it held: a file is opened again and again."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent

from desktop.app.shell import Shell
from desktop.services.unit.desk import open_desk
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR, new_desk

pytestmark = pytest.mark.gui


@pytest.fixture
def shell(qtbot, tmp_path):
    shell = Shell(tmp_path)
    yield shell
    shell.window.close()
    shell.window.deleteLater()


def test_reopening_a_file_lets_go_of_window_year_and_pages(qtbot, qapp, shell, store):
    store.parent.mkdir()
    new_desk(store).close()
    window = shell.show_desk(open_desk(store), YEAR)
    for stage in Stage:
        window.show_stage(stage)
    qapp.processEvents()
    qtbot.waitUntil(lambda: not shell.window.tasks.is_busy)
    held = {name: weakref.ref(one) for name, one in {
        "window": window, "year": window.working, "desk": window.working.year.desk, "entry": window.entry,
        "tasks": window.tasks, "page": window.pages.currentWidget(),
    }.items()}  # fmt: skip
    del window
    shell.window.reopen_wanted.emit()

    def nothing_is_held():
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert [name for name, one in held.items() if one() is not None] == []

    # What was put off to the next turns of the event loop holds it until then, on a slow machine for longer.
    qtbot.waitUntil(nothing_is_held)
