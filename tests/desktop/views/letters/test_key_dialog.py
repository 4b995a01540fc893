"""An encrypted letter in the window: the passphrase is asked, and what does not fit is said."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.packages.receiving_key import create_key_for_receiving
from desktop.services.unit.filing.signing import create_letter_key
from desktop.services.unit.letters.opening import is_letter
from desktop.submission.encryption.envelope import encrypt
from desktop.views.letters.key_dialog import LetterKeyDialog
from forms.filing.state import Step, YearState
from tests.desktop.models.desks import START
from tests.desktop.models.small_desks import ALIVE
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.letters.test_letter_door import Office, asked, opened, trust_dialog

pytestmark = pytest.mark.gui
WORDS = "correct horse 电池 staple"
Key = Qt.Key


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def sent(open_small):
    window = open_small("final")
    window.working.year.step(Step.EXPORT)
    window.working.follow()
    return window


def trusted(qtbot, window, office):
    drop_on(window, QPoint(5, 5), office.task(window.working.year.desk))
    dialog = trust_dialog(qtbot)
    QTest.keyClicks(dialog.field, office.print_)
    QTest.keyClick(dialog.trust, Key.Key_Return)
    qtbot.waitUntil(lambda: "已信任某县统计局的证书" in window.current_page().notice.sentence)
    opened(qtbot, window)


def key_dialog(qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), LetterKeyDialog))
    return QApplication.activeModalWidget()


@pytest.fixture
def key(sent, tmp_path):
    return create_letter_key(sent.working.year.desk, tmp_path / "来件.p12", WORDS)


def encrypted(sent, office, key):
    """A return letter, encrypted to the unit's own certificate."""
    path = office.write(sent.working.year, asked(1, ALIVE))
    sealed = path.with_name(f"{path.stem} (1).asice.cms")
    sealed.write_bytes(encrypt(path.read_bytes(), [key.certificate]))
    return sealed


def test_it_is_opened_with_the_key_and_its_passphrase(qtbot, sent, office, key, tmp_path):
    trusted(qtbot, sent, office)
    drop_on(sent, QPoint(5, 5), encrypted(sent, office, key))
    dialog = key_dialog(qtbot)
    QTest.keyClick(dialog.go, Key.Key_Return)
    assert "请先选择" in dialog.trouble.text()
    dialog.key.setText(str(tmp_path / "来件.p12"))
    QTest.keyClicks(dialog.passphrase, "not this one")
    QTest.keyClick(dialog.go, Key.Key_Return)
    qtbot.waitUntil(lambda: "E-KEY-002" in dialog.trouble.text())
    assert (dialog.passphrase.text(), sent.working.state) == ("", YearState.EXPORTED)
    dialog.passphrase.setText(WORDS)
    QTest.keyClick(dialog.go, Key.Key_Return)
    qtbot.waitUntil(lambda: sent.working.state is YearState.RETURNED)
    opened(qtbot, sent)
    assert "待答 1 问" in sent.current_page().notice.sentence
    sent.other.open(encrypted(sent, office, key))
    dialog = key_dialog(qtbot)
    assert (dialog.key.text(), dialog.passphrase.hasFocus()) == (str(tmp_path / "来件.p12"), True)
    dialog.reject()
    opened(qtbot, sent)


def test_another_key_opens_nothing(qtbot, sent, office, key, tmp_path):
    trusted(qtbot, sent, office)
    other = tmp_path / "另一把.p12"
    create_letter_key(sent.working.year.desk, other, WORDS)
    sent.other.open(encrypted(sent, office, key))
    dialog = key_dialog(qtbot)
    dialog.key.setText(str(other))
    dialog.passphrase.setText(WORDS)
    QTest.keyClick(dialog.go, Key.Key_Return)
    qtbot.waitUntil(lambda: "E-ENV-003" in dialog.trouble.text())
    dialog.reject()
    opened(qtbot, sent)
    assert sent.working.state is YearState.EXPORTED


def test_a_letter_is_told_from_a_package_without_opening_it(sent, key, tmp_path):
    unit = sent.working.year.desk.unit.official_name
    sealed = encrypt(b"anything", [key.certificate])
    for name, is_one, is_own in (
        ("wdp-210404-health-2025-receipt-12.asice.cms", True, True),
        ("wdp-210404-health-2025-r3.asice.cms", False, True),
        ("改过名字.cms", False, True),
    ):
        path = tmp_path / name
        path.write_bytes(sealed)
        assert (is_letter(path), is_letter(path, unit)) == (is_one, is_own)
    path.write_bytes(sealed[:-1])
    assert not is_letter(path, unit)
    package = create_key_for_receiving(sent.working.year.desk.plan, tmp_path / "o.p12", WORDS, START)
    path.write_bytes(encrypt(b"anything", [package.certificate]))
    assert not is_letter(path, unit)
