"""What the program says of the file it opens and closes."""

import os
from pathlib import Path

import pytest

from desktop.app import Shell
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
