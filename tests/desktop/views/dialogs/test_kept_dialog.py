"""另存的文件: listed with what each is, compared, put back, and removed only when somebody asks."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from db.file.keeping_place import kept_name
from db.file.kept import kept_files, remove_kept
from desktop.services.keeping import back_up_before
from desktop.services.unit.desk import open_desk
from desktop.services.unit.year import open_year
from desktop.views.dialogs.restore_dialog import RestoreDialog
from tests.desktop.models.desks import BIRTHS, YEAR, new_desk

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]
LEFT = Qt.MouseButton.LeftButton


def rows(dialog):
    table = dialog.table
    return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]


@pytest.fixture
def kept(store):
    """A store with one store and one journal kept aside, and files that are not its own."""
    store.parent.mkdir()
    with new_desk(store, filled=True) as desk:
        copy = back_up_before(desk, "daily")
        open_year(desk, YEAR).enter({desk.layout.cell_by_address[BIRTHS].key: "1999"})
    aside = kept_name(store, "本窗口所填", ".bak")
    shutil.move(copy, aside)
    journal = kept_name(store, "别的文件的日志", ".journal")
    journal.write_bytes(b"x")
    aside.with_name("别人的.本窗口所填.bak").write_bytes(b"x")
    aside.with_name("说明.txt").write_bytes(b"x")
    return aside, journal


@pytest.fixture
def dialog(qtbot, store, kept, open_window):
    window = open_window(open_desk(store))
    return window.keeping().show_kept()


def test_each_file_is_named_with_what_it_is(dialog, kept):
    listed = {row[2]: row for row in rows(dialog)}
    assert listed.keys() == {str(path) for path in kept}
    assert "窗口里已保存的" in listed[str(kept[0])][0]
    assert "日志" in listed[str(kept[1])][0]
    assert listed[str(kept[0])][1].startswith("20")
    assert not dialog.remove.isEnabled()
    dialog.reject()


def choose(dialog, path):
    dialog.table.selectRow(next(i for i, row in enumerate(rows(dialog)) if row[2] == str(path)))


def test_a_kept_store_is_compared_and_offered_for_restoring(qtbot, dialog, kept):
    choose(dialog, kept[1])
    assert not dialog.compare.isEnabled()
    assert not dialog.restore.isEnabled()
    choose(dialog, kept[0])
    qtbot.mouseClick(dialog.compare, LEFT)
    assert f"{YEAR} 年：1 格不同" in dialog.told.text()
    window = dialog.parent()
    qtbot.mouseClick(dialog.restore, LEFT)
    (restoring,) = window.findChildren(RestoreDialog)
    assert "1 格不同" in restoring.told.text()
    assert restoring.restore.isEnabled()
    restoring.reject()


def test_a_file_is_removed_only_when_that_is_confirmed(qtbot, dialog, kept):
    choose(dialog, kept[1])
    for words, remains in (("保留", True), ("删除", False)):
        qtbot.mouseClick(dialog.remove, LEFT)
        (box,) = dialog.findChildren(QMessageBox)
        assert box.defaultButton().text() == "保留"
        qtbot.mouseClick(next(b for b in box.findChildren(QPushButton) if b.text() == words), LEFT)
        box.deleteLater()
        qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))
        assert kept[1].exists() is remains
    assert [row[2] for row in rows(dialog)] == [str(kept[0])]
    assert "已删除" in dialog.told.text()
    dialog.reject()


def test_nothing_else_is_removed(store, kept):
    for path in (store, kept[0].with_name("说明.txt"), kept[0].with_name("别人的.本窗口所填.bak")):
        with pytest.raises(ValueError, match="not kept"):
            remove_kept(store, path)
        assert path.exists()


def test_a_link_is_not_listed(store, kept):
    link = kept[0].with_name(f"{store.stem}.本窗口所填-9.bak")
    try:
        link.symlink_to(store)
    except OSError:
        pytest.skip("no links here")
    assert {one.path for one in kept_files(store)} == set(kept)
