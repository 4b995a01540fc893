"""The open file becomes another one: the window says so before anything more is read from the old one."""

import os
import shutil
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.app.shell import Shell
from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from desktop.views.dialogs.unsaved_dialog import UnsavedDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, YEAR, new_desk, text_on_disk

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced"),
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True),
]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shell(qtbot, tmp_path, store, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: None)
    store.parent.mkdir()
    new_desk(store, filled=True).close()
    shell = Shell(tmp_path)
    shell.draw_curtain()
    assert shell.begin(store, YEAR)
    idle(qtbot, shell.window)
    yield shell
    if shell.window is not None:
        shell.window.may_close = True
        shell.window.close()


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def by_a_newer_copy(store, tmp_path):
    shutil.copy(store, tmp_path / "copy.db")
    with open_desk(tmp_path / "copy.db") as desk:
        year = open_year(desk, YEAR)
        year.enter({year.entry_cell(BIRTHS).key: "2050"})
    (tmp_path / "copy.db").replace(store)


def by_another_unit(store, tmp_path):
    from desktop.services.plans.packs import load_bundled
    from desktop.services.unit.desk import create_desk

    create_desk(tmp_path / "other.db", load_bundled("wanghua"), "education").close()
    (tmp_path / "other.db").replace(store)


def in_place(store, tmp_path):
    shutil.copy(store, tmp_path / "copy.db")
    with open_desk(tmp_path / "copy.db") as desk:
        year = open_year(desk, YEAR)
        year.enter({year.entry_cell(BIRTHS).key: "2050"})
    with store.open("r+b") as file:
        file.write((tmp_path / "copy.db").read_bytes())


def by_nothing(store, tmp_path):
    store.rename(tmp_path / "moved.db")


WAYS = [by_a_newer_copy, by_another_unit, in_place, by_nothing]


def come_back(window):
    """What Qt tells a window that comes to the front."""
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))


@pytest.mark.parametrize("change", WAYS)
@pytest.mark.parametrize("notice", [come_back, lambda window: window.show_stage(Stage.REVIEW)])
def test_the_window_says_so_and_stands_still(qtbot, shell, store, tmp_path, change, notice):
    window = shell.window
    assert window.working.enter(BIRTHS, "2041")
    change(store, tmp_path)
    assert window.banner.isHidden()
    notice(window)
    idle(qtbot, window)
    assert not window.banner.isHidden()
    words = window.banner.words.text()
    assert store.name in words
    assert "重新打开" in words
    kept = window.watch.replacement.kept
    assert kept is not None
    assert str(kept) in words
    assert text_on_disk(kept, BIRTHS) == "2041"
    assert not window.pages.isEnabled()
    assert not window.bar.isEnabled()
    entries = {a.text(): a.isEnabled() for a in window.status.keeping.menu().actions()}
    assert [words for words, enabled in entries.items() if enabled] == ["恢复备份……", "另存的文件……"]
    before = window.pages.currentWidget()
    for stage in Stage:
        window.show_stage(stage)
    window.open_year(2024)
    assert window.pages.currentWidget() is before
    assert window.working.desk_year == YEAR
    assert [s.key().toString() for s in window.findChildren(QShortcut) if s.isEnabled()] == ["F1"]


@pytest.mark.parametrize("change", [by_a_newer_copy, in_place])
def test_reopening_shows_the_file_that_is_there_now(qtbot, shell, store, tmp_path, change):
    window = shell.window
    assert window.working.enter(BIRTHS, "2041")
    change(store, tmp_path)
    come_back(window)
    idle(qtbot, window)
    kept = window.watch.replacement.kept
    qtbot.mouseClick(window.banner.reopen, LEFT)
    assert shell.window is not window
    idle(qtbot, shell.window)
    assert shell.window.banner.isHidden()
    year = shell.window.working.year
    assert year.reading(year.entry_cell(BIRTHS).key).text == "2050"
    (box,) = shell.window.findChildren(QMessageBox)
    assert str(kept) in box.text()
    box.close()


def test_a_file_that_is_gone_leads_to_the_first_screen(qtbot, shell, store, tmp_path):
    window = shell.window
    assert window.working.enter(BIRTHS, "2041")
    by_nothing(store, tmp_path)
    come_back(window)
    idle(qtbot, window)
    kept = window.watch.replacement.kept
    qtbot.mouseClick(window.banner.reopen, LEFT)
    assert shell.window is not window
    assert str(kept) in shell.window.notice.sentence


def test_a_refused_change_brings_the_banner(qtbot, shell, store, tmp_path):
    window = shell.window
    window.go_to(BIRTHS)
    model = window.entry.grid.grid_model()
    by_a_newer_copy(store, tmp_path)
    assert not model.setData(model.index_of(BIRTHS), "2041")
    idle(qtbot, window)
    assert "重新打开" in window.banner.words.text()
    assert "停用" in window.status.saved.text()
    assert window.status._keys.text() == "F1 帮助", "the other keys answer no more"
    assert not window.close()
    question = next(d for d in window.findChildren(UnsavedDialog) if d.isVisible())
    assert "重新打开" in question.about.text(), "nothing can be mended in a window that stands still"
    question.back.click()
    qtbot.mouseClick(window.banner.reopen, LEFT)
    window = shell.window
    window.go_to(BIRTHS)
    shown = window.entry.grid.grid_model().index_of(BIRTHS)
    assert shown.data(Qt.ItemDataRole.EditRole) == "2041", "what was not stored is still there to be stored"
    assert "没有保存" in window.status.saved.text()
    assert window.working.year.reading(window.working.year.entry_cell(BIRTHS).key).text == "2050"
    for box in window.findChildren(QMessageBox):
        box.close()


def test_a_file_that_was_only_touched_goes_on(qtbot, shell, store):
    window = shell.window
    os.utime(store)
    come_back(window)
    idle(qtbot, window)
    assert window.banner.isHidden()
    assert window.pages.isEnabled()
    assert window.working.enter(BIRTHS, "2041")


def test_a_look_asks_for_nothing_but_the_date(qtbot, shell, monkeypatch):
    """On the window's thread nothing is read, checked or copied."""
    window = shell.window
    monkeypatch.setattr(window._desk.store, "replacement", lambda: pytest.fail("looked closely"))
    for _ in range(3):
        come_back(window)
        window.show_stage(Stage.REVIEW)
    idle(qtbot, window)


def test_a_window_that_only_looks_says_so_too(qtbot, shell, store, tmp_path):
    other = Shell(tmp_path)
    other.draw_curtain()
    assert other.begin(store, YEAR)
    window = other.window
    assert window._desk.is_read_only
    assert shell.window.working.enter(BIRTHS, "2041")
    come_back(window)
    idle(qtbot, window)
    assert window.banner.isHidden(), "what the other window writes is as it should be"
    by_a_newer_copy(store, tmp_path)
    come_back(window)
    idle(qtbot, window)
    assert not window.banner.isHidden()
    window.close()
