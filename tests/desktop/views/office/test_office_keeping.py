"""数据保管 of the office's file in its window: backup, restoring, log, handover, and who may."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

from desktop.app.shell import Shell
from desktop.models.office.keeping import office_log_in_words
from desktop.services.office.decisions.deadlines import ALL, deadlines_of, set_deadline
from desktop.services.office.desk import open_office_desk
from desktop.services.office.registry.keys import KeyUse, create_office_key, usual_key
from desktop.views.dialogs import file_keeping
from desktop.views.dialogs.handover_dialog import HandoverDialog
from desktop.views.dialogs.restore_dialog import RestoreDialog
from desktop.views.frame.parts.notice import Notice
from desktop.views.office.working_now import remember_person
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.deeds import HEAD, PASSPHRASE, READER, make_office
from tests.desktop.views.office.test_deeds import DAY

pytestmark = pytest.mark.gui


@pytest.fixture
def shell(tmp_path, qtbot, office_path, clock):
    """The program with the office's file open; the head works."""
    make_office(office_path, clock)
    with open_office_desk(office_path, HEAD, clock) as desk:
        remember_person(desk)
    shell = Shell(tmp_path)
    assert shell.begin(office_path, YEAR)
    idle(qtbot, shell)
    yield shell
    for dialog in shell.window.findChildren(QDialog):
        dialog.close()
    shell.window.close()
    qtbot.addWidget(shell.window)


def idle(qtbot, shell):
    qtbot.waitUntil(lambda: not shell.window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not shell.window.tasks.is_busy, timeout=30_000)


def boxes(shell):
    return [box for box in shell.window.findChildren(QMessageBox) if box.isVisible()]


def pick(shell, words):
    menu = shell.window.status.keeping.menu()
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def desk_of(shell):
    return shell.window.desk_year.desk


def test_a_backup_is_made_and_restored_over_what_came_later(qtbot, shell, tmp_path, office_path):
    shell.window.keeping().back_up(tmp_path / "U盘")
    idle(qtbot, shell)
    (copy,) = (tmp_path / "U盘").iterdir()
    assert str(copy) in boxes(shell)[0].text()
    set_deadline(desk_of(shell), YEAR, ALL, DAY)
    pick(shell, "恢复备份")
    (dialog,) = shell.window.findChildren(RestoreDialog)
    dialog.choose(copy)
    assert "早先状态" in dialog.told.text()
    dialog.restore.click()
    idle(qtbot, shell)
    assert desk_of(shell).path == office_path
    assert desk_of(shell).person == HEAD
    assert deadlines_of(desk_of(shell), YEAR) == {}
    pick(shell, "另存的文件")


def test_the_log_is_verified_and_exported(qtbot, shell, tmp_path, monkeypatch):
    pick(shell, "核对变更记录")
    idle(qtbot, shell)
    (box,) = boxes(shell)
    words, on_paper, is_whole = office_log_in_words(desk_of(shell))
    assert is_whole
    assert box.text() == words
    assert desk_of(shell).store.log_position().hash in on_paper
    place = tmp_path / "记录.xlsx"
    monkeypatch.setattr(file_keeping, "ask_save_place", lambda *_: str(place))
    pick(shell, "导出变更记录")
    idle(qtbot, shell)
    assert place.read_bytes().startswith(b"PK")


def test_the_handover_sheet_and_the_copy_are_made(qtbot, shell, tmp_path, monkeypatch, office_path):
    place = tmp_path / "交接单.pdf"
    monkeypatch.setattr(file_keeping, "ask_save_place", lambda *_: str(place))
    pick(shell, "办理交接")
    (dialog,) = shell.window.findChildren(HandoverDialog)
    assert dialog.key.text().endswith("签名密钥.p12")
    dialog.make.click()
    idle(qtbot, shell)
    assert place.read_bytes().startswith(b"%PDF-")
    (copy,) = office_path.parent.rglob("*.handover.bak")
    assert str(copy) in boxes(shell)[0].text()
    assert "列入接收人" in boxes(shell)[0].text()


def test_the_key_that_opens_what_is_encrypted_is_not_forgotten(shell):
    def told():
        pick(shell, "办理交接")
        dialog = shell.window.findChildren(HandoverDialog)[-1]
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()
        return words

    assert "收件密钥" not in told(), "there is none yet"
    desk = desk_of(shell)
    key = usual_key(desk, KeyUse.RECEIVING)
    create_office_key(desk, KeyUse.RECEIVING, key, PASSPHRASE)
    assert f"收件密钥“{key.name}”也要交" in told()


@pytest.mark.parametrize("words", ["恢复备份", "办理交接"])
def test_a_reader_is_told_who_restores_and_hands_over(qtbot, shell, words):
    desk_of(shell).work_as(READER)
    pick(shell, words)
    (box,) = boxes(shell)
    assert HEAD in box.text()
    assert "只读" in box.text()


def test_who_goes_on_is_said_where_it_could_be_somebody_else(shell):
    """A file that was opened by another person goes on under the name of who worked last."""
    said = [notice.sentence for notice in shell.window.current_page().findChildren(Notice)]
    assert any(f"现在由{HEAD}（组长）办理" in one for one in said), said
