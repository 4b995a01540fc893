"""The option to encrypt to the office: chosen, compared, remembered; and what an encrypted file tells."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.services.keys.key_files import key_facts
from desktop.services.packages.encryption import decrypt_package
from desktop.services.packages.receiving_key import create_key_for_receiving
from desktop.services.unit.filing.signing import create_key
from desktop.views.dialogs.opened_file import is_told_about, tell_about
from forms.filing.stage import Stage
from tests.desktop.models.desks import clear_all
from tests.desktop.views.test_before_sending import idle, page, texts
from tests.plans import wanghua

PASSPHRASE = "correct horse 电池"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path, filled_window):
    now = filled_window.working.year.desk.clock()
    return create_key_for_receiving(wanghua().plan, tmp_path / "office.p12", PASSPHRASE, now)


@pytest.fixture
def exporting(qtbot, filled_window, tmp_path):
    """Step 4 of a finalised year, with key, passphrase and folder filled in."""
    clear_all(filled_window.working)
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, filled_window)
    create_key(filled_window.working.year.desk, tmp_path / "unit.p12", PASSPHRASE)
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    exporting.key.setText(str(tmp_path / "unit.p12"))
    exporting.folder.setText(str(tmp_path / "报送"))
    return exporting


def send(qtbot, window, exporting):
    exporting.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(exporting.send, LEFT)
    idle(qtbot, window)


def tick(qtbot, box):
    """Click on the mark, which stands at the left of its words."""
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def name(box, path):
    """Paste the path: no key of QTest types a person's name in it."""
    box.place.setFocus()
    box.place.selectAll()
    QApplication.clipboard().setText(str(path))
    QTest.keyClick(box.place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box.place, Qt.Key.Key_Tab)


def test_nothing_is_encrypted_unless_wanted(qtbot, filled_window, exporting, tmp_path):
    box = exporting.encryption
    assert not box.wanted.isChecked()
    assert not box.place.isVisible()
    send(qtbot, filled_window, exporting)
    assert exporting.exported.encrypted is None
    assert "加密" not in exporting.result.facts.text()


def test_the_certificate_is_shown_compared_and_used(qtbot, filled_window, exporting, office, tmp_path):
    box = exporting.encryption
    tick(qtbot, box.wanted)
    assert box.place.isVisible()
    send(qtbot, filled_window, exporting)
    assert exporting.exported is None
    assert "收件证书" in exporting.notice.sentence

    name(box, tmp_path / "office.cer.pem")
    assert "望花区统计局" in box.shown.text()
    assert key_facts(office).fingerprint in texts(box)
    send(qtbot, filled_window, exporting)
    assert exporting.exported is None, "the fingerprint has not been compared"
    assert "核对" in exporting.notice.sentence

    tick(qtbot, box.compared)
    send(qtbot, filled_window, exporting)
    made = exporting.exported
    assert {path.suffix for path in (tmp_path / "报送").iterdir()} == {".cms", ".eml", ".pem"}
    shown = exporting.result.facts.text()
    assert str(made.encrypted.path) in shown
    assert "望花区统计局" in shown
    assert "不外送" in shown
    bottom = exporting.result.mapTo(exporting, exporting.result.rect().bottomLeft()).y()
    assert bottom <= exporting.height(), "what was made can be seen"
    opened = decrypt_package(made.sent, office, tmp_path / "in")
    assert opened.digest == made.digest


def test_the_choice_is_remembered_until_the_certificate_is_another(
    qtbot, filled_window, exporting, office, tmp_path
):
    box = exporting.encryption
    tick(qtbot, box.wanted)
    name(box, tmp_path / "office.cer.pem")
    tick(qtbot, box.compared)
    send(qtbot, filled_window, exporting)
    exporting.show_year(filled_window.working)
    assert box.wanted.isChecked()
    assert box.compared.isChecked()
    assert [one.fingerprint for one in box.chosen()] == [office.fingerprint]

    plan, now = wanghua().plan, filled_window.working.year.desk.clock()
    create_key_for_receiving(plan, tmp_path / "foreign.p12", PASSPHRASE, now)
    (tmp_path / "foreign.cer.pem").replace(tmp_path / "office.cer.pem")
    exporting.show_year(filled_window.working)
    assert box.wanted.isChecked()
    assert not box.compared.isChecked(), "somebody exchanged the file"


def test_looking_at_the_certificate_again_keeps_what_was_compared(qtbot, exporting, office, tmp_path):
    box = exporting.encryption
    tick(qtbot, box.wanted)
    name(box, tmp_path / "office.cer.pem")
    tick(qtbot, box.compared)
    name(box, tmp_path / "office.cer.pem")
    assert box.compared.isChecked()
    name(box, tmp_path / "unit.cer.pem")
    name(box, tmp_path / "office.cer.pem")
    assert not box.compared.isChecked(), "another one was looked at in between"


def test_everything_can_be_reached_with_tab(exporting, office, tmp_path, qtbot):
    box = exporting.encryption
    box.wanted.setFocus()
    QTest.keyClick(box.wanted, Qt.Key.Key_Space)
    name(box, tmp_path / "office.cer.pem")
    box.wanted.setFocus()
    for widget in (box.place, box.choose, box.compared, exporting.send):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget


@pytest.mark.parametrize(("file", "word"), [("unit.cer.pem", "密钥用途"), ("none.pem", "打不开")])
def test_a_certificate_that_cannot_be_used_is_refused_where_it_is_chosen(
    qtbot, filled_window, exporting, tmp_path, file, word
):
    box = exporting.encryption
    tick(qtbot, box.wanted)
    name(box, tmp_path / file)
    assert word in box.trouble.text()
    assert box.trouble.isVisible()
    assert not box.compared.isVisible()
    send(qtbot, filled_window, exporting)
    assert exporting.exported is None


def test_names_in_a_certificate_are_never_html(exporting):
    for label in (exporting.encryption.shown, exporting.encryption.trouble, exporting.result.facts):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_an_encrypted_file_says_what_it_is_when_it_is_opened(
    qtbot, filled_window, exporting, office, tmp_path
):
    box = exporting.encryption
    tick(qtbot, box.wanted)
    name(box, tmp_path / "office.cer.pem")
    tick(qtbot, box.compared)
    send(qtbot, filled_window, exporting)
    sent = exporting.exported.sent
    assert is_told_about(sent)
    told = tell_about(sent, filled_window)
    assert "加密" in told.text()
    assert "望花区统计局" in told.informativeText()
    assert "tianbao decrypt" in told.informativeText()
    told.close()
    sent.write_bytes(sent.read_bytes()[:-1])
    told = tell_about(sent, filled_window)
    assert told.icon() is QMessageBox.Icon.Warning
    assert "不完整" in told.text()
    told.close()
    QApplication.processEvents()
