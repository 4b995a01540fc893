"""数据保管: the menu beside the name of the file."""

import sqlite3
import zipfile
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from desktop.app.shell import Shell
from desktop.services.keeping import back_up_before
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.printing import official_pdf
from desktop.services.unit.year import open_year
from desktop.views.dialogs.handover_dialog import HandoverDialog
from desktop.views.dialogs.keeping import Keeping
from desktop.views.dialogs.past_dialog import PastDialog
from desktop.views.dialogs.restore_dialog import RestoreDialog
from desktop.views.frame.file.recent import settings
from desktop.views.welcome import WelcomeWindow
from tests.desktop.models.desks import BIRTHS, YEAR, clear_all, new_desk, text_on_disk

pytestmark = [
    pytest.mark.gui,
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True),
]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shell(qtbot, store, tmp_path):
    """The program with a file open that has a backup with another figure."""
    store.parent.mkdir()
    with new_desk(store, filled=True) as desk:
        back_up_before(desk, "before-finalise")
        open_year(desk, YEAR).enter({desk.layout.cell_by_address[BIRTHS].key: "1999"})
    shell = Shell(tmp_path)
    shell.draw_curtain()
    shell.show_desk(open_desk(store), YEAR)
    idle(qtbot, shell)
    yield shell
    for box in shell.window.findChildren(QMessageBox):
        box.close()
    shell.window.close()


def idle(qtbot, shell):
    qtbot.waitUntil(lambda: not shell.window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def pick(shell, words):
    """Choose from the menu."""
    actions = shell.window.status.keeping.menu().actions()
    next(action for action in actions if action.text().startswith(words)).trigger()


def boxes(shell):
    return [box.text() for box in shell.window.findChildren(QMessageBox) if box.isVisible()]


def test_a_backup_is_put_where_it_is_wanted(qtbot, shell, tmp_path, monkeypatch):
    stick = tmp_path / "U 盘"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    pick(shell, "备份到")
    idle(qtbot, shell)
    (copy,) = stick.iterdir()
    assert str(copy) in boxes(shell)[0]
    assert text_on_disk(copy, BIRTHS) == "1999"


def test_a_backup_is_shown_before_it_is_restored_and_the_file_is_open_again(qtbot, shell, store):
    pick(shell, "恢复备份")
    dialog = shell.window.findChild(RestoreDialog)
    assert not dialog.restore.isEnabled()
    row = next(i for i in range(dialog.list.count()) if "定稿前" in dialog.list.item(i).text())
    QTest.mouseClick(
        dialog.list.viewport(), LEFT, pos=dialog.list.visualItemRect(dialog.list.item(row)).center()
    )
    assert f"{YEAR} 年：1 格不同" in dialog.told.text()
    assert text_on_disk(store, BIRTHS) == "1999", "looking changes nothing"
    before = shell.window
    qtbot.mouseClick(dialog.restore, LEFT)
    idle(qtbot, shell)
    assert shell.window is not before
    working = shell.window.working
    assert working.is_editable
    assert working.year.reading(working.cell(BIRTHS).key).text == "2036"
    assert "已恢复备份" in boxes(shell)[0]
    kept = [path for path in store.parent.rglob("*.bak") if text_on_disk(path, BIRTHS) == "1999"]
    assert kept, "what stood there before is gone"


def test_a_past_submission_is_saved_again_as_it_was_printed(qtbot, shell, tmp_path, monkeypatch):
    working = shell.window.working
    working.enter(BIRTHS, "2036")
    clear_all(working)
    finalise(working.year)
    printed = official_pdf(working.year)
    withdraw(working.year, "更正")
    working.enter(BIRTHS, "2037")
    place = tmp_path / "当时.pdf"
    monkeypatch.setattr(PastDialog, "ask_place", lambda *_: str(place))
    pick(shell, "以前的报送")
    dialog = shell.window.findChild(PastDialog)
    assert dialog.table.rowCount() == 1
    assert dialog.table.item(0, 1).text() == "第 1 次", "it was withdrawn: it stands no more"
    qtbot.mouseClick(dialog.save_pdf, LEFT)
    assert place.read_bytes() == printed
    place = tmp_path / "当时.xlsx"
    qtbot.mouseClick(dialog.save_book, LEFT)
    assert zipfile.is_zipfile(place)
    dialog.reject()


def test_before_the_first_submission_the_list_says_so(shell):
    dialog = shell.window.keeping().show_past()
    assert "还没有定稿过" in dialog.notice.sentence
    assert not dialog.save_pdf.isEnabled()
    dialog.reject()


def test_the_handover_sheet_is_saved_with_a_copy_and_the_key_is_named(
    qtbot, shell, store, tmp_path, monkeypatch
):
    key = tmp_path / "本单位.p12"
    create_key(shell.window.working.year.desk, key, "correct horse 7")
    settings().setValue("key", str(key))
    place = tmp_path / "交接单.pdf"
    monkeypatch.setattr(Keeping, "ask_sheet_place", lambda *_: str(place))
    pick(shell, "办理交接")
    dialog = shell.window.findChild(HandoverDialog)
    assert dialog.key.text() == str(key)
    QTest.keyClick(dialog.key, Qt.Key.Key_Return)
    idle(qtbot, shell)
    assert place.read_bytes().startswith(b"%PDF-")
    (copy,) = store.parent.rglob("*.handover.bak")
    assert str(copy) in boxes(shell)[0]


def test_a_key_without_certificate_is_told_and_nothing_is_written(qtbot, shell, tmp_path, monkeypatch):
    place = tmp_path / "交接单.pdf"
    monkeypatch.setattr(Keeping, "ask_sheet_place", lambda *_: str(place))
    dialog = shell.window.keeping().ask_handover()
    dialog.key.setText(str(tmp_path / "none.p12"))
    qtbot.mouseClick(dialog.make, LEFT)
    idle(qtbot, shell)
    assert "none.cer.pem" in boxes(shell)[0]
    assert not place.exists()


def test_a_file_that_is_no_backup_is_refused_in_the_dialog(qtbot, shell, tmp_path):
    (tmp_path / "letter.bak").write_text("Dear Sir")
    dialog = shell.window.keeping().ask_restore()
    dialog.choose(tmp_path / "letter.bak")
    assert "不是填报单位的数据文件" in dialog.told.text()
    assert not dialog.restore.isEnabled()
    dialog.reject()


def press_in_box(qtbot, window, words):
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    told = box.text()
    qtbot.mouseClick(next(button for button in box.buttons() if button.text() == words), LEFT)
    return told


@pytest.fixture
def welcome(qtbot, tmp_path):
    window = WelcomeWindow(tmp_path)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_damaged_file_is_restored_from_the_first_screen(qtbot, store, welcome):
    store.parent.mkdir()
    with new_desk(store, filled=True) as desk:
        backup = back_up_before(desk, "daily")
    store.write_bytes(store.read_bytes()[:5000])
    welcome.open_file(store)
    assert "恢复备份" in welcome.notice.sentence
    restoring = welcome.opening.restoring()
    restoring.show(backup, store)
    assert "损坏" in press_in_box(qtbot, welcome, "取消")
    assert store.stat().st_size == 5000, "nothing was wanted"
    restoring.show(backup, store)
    with qtbot.waitSignal(welcome.opened) as opened:
        press_in_box(qtbot, welcome, "恢复")
    (desk,) = opened.args
    with desk:
        assert not desk.is_read_only
        assert desk.years() == [YEAR]


def test_a_file_that_is_no_backup_is_refused_on_the_first_screen(welcome, tmp_path):
    (tmp_path / "letter.bak").write_text("Dear Sir")
    welcome.opening.restoring().show(tmp_path / "letter.bak", tmp_path / "a.db")
    assert "letter.bak" in welcome.notice.sentence
    assert not (tmp_path / "a.db").exists()


def test_an_altered_file_can_only_be_looked_at_and_restored(qtbot, shell, store):
    shell.window.close()
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("DROP TRIGGER tr_slip_no_update")
    shell.show_desk(open_desk(store), YEAR)
    assert "缺少触发器“tr_slip_no_update”" in shell.window.entry.notice.sentence
    dialog = shell.window.keeping().ask_restore()
    dialog.list.setCurrentRow(0)
    assert dialog.restore.isEnabled()
    dialog.restore.click()
    idle(qtbot, shell)
    assert not shell.window.working.year.desk.is_read_only
    assert "E-DB-041" not in shell.window.entry.notice.sentence


def test_the_log_is_checked_and_exported(qtbot, shell, tmp_path, monkeypatch):
    pick(shell, "核对变更记录")
    idle(qtbot, shell)
    head = shell.window.working.year.desk.store.log_position()
    assert f"变更记录完整，共 {head.entries} 条" in boxes(shell)[-1]
    assert head.hash not in boxes(shell)[-1].replace(" ", ""), "only for who compares with paper"
    box = shell.window.findChildren(QMessageBox)[-1]
    next(b for b in box.buttons() if b.text().startswith("与纸上的核对")).click()
    assert head.hash in boxes(shell)[-1].replace(" ", "")
    place = tmp_path / "日志.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    pick(shell, "导出变更记录")
    idle(qtbot, shell)
    assert f"已导出 {head.entries} 条" in boxes(shell)[-1]
    assert zipfile.is_zipfile(place)
