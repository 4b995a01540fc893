"""The page 导出报送 shows what the year and the disk say, after whatever happened to either."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.app.shell import Shell
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.signing import create_key
from desktop.views.dialogs.opened_file import tell_about
from desktop.views.frame.file.recent import settings
from desktop.views.frame.file.sending_places import SendingPlaces
from desktop.views.steps.export_result import ExportResult
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.desks import YEAR, clear_all
from tests.desktop.views.test_before_sending import idle, page, texts

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("does not support raise", extend=True)]
LEFT = Qt.MouseButton.LeftButton
PASSPHRASE = "correct horse 7"


def freeze(qtbot, window):
    clear_all(window.working)
    finalising = page(qtbot, window, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, window)
    return finalising


def send(qtbot, window):
    exporting = page(qtbot, window, Stage.EXPORT)
    exporting.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(exporting.send, LEFT)
    idle(qtbot, window)
    return exporting


@pytest.fixture
def exporting(qtbot, filled_window, tmp_path):
    """Step 4 after the first export."""
    create_key(filled_window.working.year.desk, tmp_path / "unit.p12", PASSPHRASE)
    SendingPlaces(filled_window.working.year.desk).remember_key(str(tmp_path / "unit.p12"))
    freeze(qtbot, filled_window)
    return send(qtbot, filled_window)


def test_after_a_withdrawal_and_a_second_freezing_the_first_file_is_not_offered(
    qtbot, filled_window, exporting, monkeypatch
):
    first, digest = exporting.exported, filled_window.working.year.content_digest
    assert first is not None
    page(qtbot, filled_window, Stage.FINALISE)
    filled_window.withdrawing.withdraw("更正活产数")
    idle(qtbot, filled_window)
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert not exporting.result.isVisible()
    assert filled_window.working.enter("nursery-services/01/_T", "1027")
    freeze(qtbot, filled_window)
    assert filled_window.working.state is YearState.FINAL
    assert filled_window.working.year.content_digest != digest
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert exporting.exported is None
    shown = texts(exporting)
    assert first.path.name not in shown
    assert first.check_code not in shown
    opened = []
    monkeypatch.setattr(ExportResult, "open", opened.append)
    exporting.result.open_mail.click()
    exporting.result.open_folder.click()
    assert opened == []
    send(qtbot, filled_window)
    second = exporting.exported
    assert second.path.name.endswith("-r2.asice")
    assert f"其他次报送的文件：{first.path.name}" in texts(exporting)
    exporting.result.open_mail.click()
    assert opened == [second.mail_path]


def test_what_was_exported_comes_and_goes_without_moving_a_button(qtbot, filled_window, exporting):
    def places():
        QApplication.processEvents()
        parts = (exporting.key, exporting.passphrase, exporting.folder, exporting.send)
        return [part.mapTo(exporting._area.widget(), QPoint(0, 0)) for part in parts]

    before = places()
    exporting.exported.path.rename(exporting.exported.path.with_suffix(".away"))
    exporting.show_state()
    assert places() == before
    exporting.result.hide()
    assert places() == before


def test_another_year_shows_nothing_of_it_and_the_way_back_all(qtbot, filled_window, exporting):
    made = exporting.exported
    filled_window.open_year(YEAR - 1)
    for stage in (Stage.FINALISE, Stage.EXPORT):
        assert f"不是现在要报的 {YEAR} 年度" in texts(page(qtbot, filled_window, stage))
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert exporting.exported is None
    assert made.path.name not in texts(exporting)
    assert exporting.notice.sentence == ""
    filled_window.open_year(YEAR)
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert exporting.exported == made
    assert made.check_code in texts(exporting)
    assert "不是现在要报的" not in texts(exporting)


def test_files_deleted_or_replaced_meanwhile_are_not_offered(qtbot, filled_window, exporting, monkeypatch):
    made = exporting.exported
    opened = []
    monkeypatch.setattr(ExportResult, "open", opened.append)
    kept = made.path.read_bytes()
    made.path.write_bytes(b"another")
    QApplication.sendEvent(exporting, QEvent(QEvent.Type.ActivationChange))  # back from the file manager
    assert "请勿外送" in texts(exporting)
    assert not exporting.result.open_mail.isEnabled()
    made.path.write_bytes(kept)
    exporting.activate()
    assert exporting.result.open_mail.isEnabled()
    made.path.unlink()
    qtbot.mouseClick(exporting.result.open_mail, LEFT)
    assert opened == [], "it looks before it opens"
    assert "已移动、删除" in texts(exporting)
    assert str(made.path) not in exporting.result.facts.text()


def test_a_new_start_knows_what_was_exported(qtbot, filled_window, exporting, store):
    made = exporting.exported
    filled_window.close()
    shell = Shell(store.parent)
    shell.draw_curtain()
    window = shell.show_desk(open_desk(store), YEAR)
    qtbot.addWidget(window)
    again = page(qtbot, window, Stage.EXPORT)
    assert window.working.state is YearState.EXPORTED
    assert again.exported == made
    assert made.check_code in texts(again)
    window.close()


def test_a_key_that_is_not_there_is_told_before_anything_is_typed(qtbot, filled_window, exporting, tmp_path):
    assert "U 盘" not in exporting._lost_key.text() or not exporting._lost_key.isVisible()
    (tmp_path / "unit.p12").rename(tmp_path / "elsewhere.p12")
    exporting.exported.path.unlink()
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert exporting._lost_key.isVisible()
    assert QApplication.focusWidget() is exporting.key


def opened(qtbot, path):
    dialog = tell_about(path, None)
    qtbot.addWidget(dialog)
    return dialog


def test_the_unit_is_told_that_its_own_package_is_its_own(qtbot, exporting, tmp_path):
    dialog = opened(qtbot, exporting.exported.path)
    assert dialog.headline.text() == "报送包：验证通过。"
    assert "✓ 由本单位的证书签名：" in dialog.details.text()
    assert "未登记" not in dialog.details.text()
    dialog.close()
    for name in ("unit.p12", "unit.cer.pem"):
        (tmp_path / name).unlink()  # the key lies in a drawer, on its stick
    again = opened(qtbot, exporting.exported.path)
    assert "✓ 由本单位的证书签名：" in again.details.text()
    again.close()


def test_a_package_that_nothing_is_known_about_is_not_accused(qtbot, exporting):
    settings().clear()
    dialog = opened(qtbot, exporting.exported.path)
    assert "签名有效" in dialog.headline.text()
    assert "没有核对" in dialog.headline.text()
    line = next(one for one in dialog.details.text().splitlines() if "签名证书" in one)
    assert line.startswith("？ 签名证书写的单位是")
    assert "盖章登记表" in line
    assert "未登记" not in dialog.details.text()
    dialog.close()


def test_the_certificate_of_one_unit_is_not_the_own_one_of_another(qtbot, exporting):
    kept = settings()
    signers = kept.value("sending/210404/health/signers")
    kept.clear()
    kept.setValue("sending/210404/education/signers", signers)
    dialog = opened(qtbot, exporting.exported.path)
    assert "由本单位" not in dialog.details.text()
    dialog.close()


def test_in_a_low_window_the_button_stays_in_sight_beside_a_notice(qtbot, open_small):
    window = open_small("final")
    window.resize(911, 465)
    window.show_stage(Stage.EXPORT)
    page = window.current_page()
    page.passphrase.setFocus()
    page.notice.say("口令不正确，密钥没有打开。请检查大小写和中英文输入状态后重试。" * 2)
    for _ in range(3):
        QApplication.processEvents()
    area = next(one for one in page.findChildren(QScrollArea) if one.isAncestorOf(page.send))
    for widget in (page.passphrase, page.send):
        assert area.rect().contains(widget.rect().translated(widget.mapTo(area, QPoint(0, 0))))
