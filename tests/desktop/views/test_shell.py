"""What the program says of the file it opens and closes."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.app.shell import Shell
from forms.filing.stage import Stage
from tests.desktop.models.desks import new_desk

OFFSCREEN_SAYS = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True)


@pytest.fixture
def shell(qtbot, tmp_path, store):
    store.parent.mkdir()
    new_desk(store).close()
    shell = Shell(tmp_path)
    shell.draw_curtain()
    yield shell
    if shell.window is not None:
        shell.window.close()


@OFFSCREEN_SAYS
def test_a_relative_path_is_shown_in_full(shell, store, monkeypatch):
    monkeypatch.chdir(store.parent)
    (store.parent / "下级").mkdir()
    assert shell.begin(Path("下级") / os.pardir / store.name, None)
    assert shell.window.status._file.toolTip() == str(store)
    assert str(store.parent.name) in shell.window.status._path
    assert os.pardir not in shell.window.status._path


@OFFSCREEN_SAYS
def test_what_is_odd_about_the_place_of_the_file_is_said(shell, store):
    copy = store.with_name(f"{store.stem} (冲突副本 王芳).db")
    shutil.copy(store, copy)
    assert shell.begin(store, None)
    start = shell.window.pages.currentWidget()
    assert copy.name in start.cautions.text(), "the first screen of an empty year hides the notice"
    assert start.cautions.isVisible()
    shell.window.show_stage(Stage.ENTRY)
    assert copy.name in shell.window.entry.notice.sentence


@OFFSCREEN_SAYS
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")
def test_a_file_that_was_replaced_is_told_of_when_the_window_closes(qtbot, shell, store, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    assert shell.begin(store, None)
    qtbot.waitUntil(lambda: not shell.window.tasks.is_busy, timeout=30_000)
    other = store.with_name("other")
    shutil.copy(store, other)
    other.replace(store)
    assert shell.window.close()
    assert len(told) == 1
    assert "替换" in told[0]
    assert not shell.window.isVisible()
