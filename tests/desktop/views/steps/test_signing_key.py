"""导出报送 with a key that is lost, over, not the unit's or no key; its sheet; making one by keys alone."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from desktop.models.pdf_pages import PdfPages
from desktop.services.keys.key_files import certificate_print
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.signing import create_key
from desktop.submission.keys.certificate import fingerprint, grouped_fingerprint, parse_certificate
from desktop.views.frame.file.sending_places import SendingPlaces
from desktop.views.steps.export_result import _steps
from desktop.views.steps.key_dialog import KeyDialog
from desktop.views.steps.sheet_dialog import SheetDialog
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.desks import Clock
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.modal import answer

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PASSPHRASE = "correct horse 7"
YEARS = timedelta(days=3652)
"""For so long a key can be used, short of half a day."""


@pytest.fixture(scope="module")
def keys(made_stores, tmp_path_factory):
    """Keys of two units, made at the time of the stores."""
    folder = tmp_path_factory.mktemp("keys")
    for unit in ("health", "education"):
        copy = folder / f"{unit}.db"
        shutil.copy(made_stores(unit, "begun", behind=False), copy)
        with open_desk(copy, Clock()) as desk:
            create_key(desk, folder / f"{unit}.p12", PASSPHRASE)
    return folder


@pytest.fixture
def key(keys, tmp_path):
    """The unit's key with its certificate, on a stick."""
    stick = tmp_path / "U 盘"
    stick.mkdir()
    for path in keys.glob("health.*"):
        if path.suffix != ".db":
            shutil.copy(path, stick / path.name)
    return stick / "health.p12"


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


@pytest.fixture
def sending(qtbot, open_small):
    window = open_small("final")
    window.show_stage(Stage.EXPORT)
    idle(qtbot, window)
    return window.pages.currentWidget()


def paste(line, text):
    line.setFocus()
    line.selectAll()
    QApplication.clipboard().setText(str(text))
    QTest.keyClick(line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Key.Key_Tab)


def send(qtbot, sending, passphrase=PASSPHRASE):
    """Type the passphrase and press Enter in its line."""
    sending.passphrase.setFocus()
    sending.passphrase.selectAll()
    QTest.keyClicks(sending.passphrase, passphrase)
    QTest.keyClick(sending.passphrase, Key.Key_Return)
    idle(qtbot, sending.window())


def is_in(widget):
    """Whether the cursor of the window is there, also where no window manager brings the window forward."""
    return widget.window().focusWidget() is widget


def clock_of(sending):
    return sending.window().working.year.desk.clock


def lost(sending):
    """The words beside the line of the key that stand there in sight."""
    said = [w.text() for w in (sending.key_end, sending._lost_key) if w.isVisible()]
    return " ".join(said)


def test_enter_in_the_passphrase_sends_and_the_places_are_suggested_next_time(qtbot, sending, key, tmp_path):
    paste(sending.key, key)
    paste(sending.folder, tmp_path / "报送")
    send(qtbot, sending)
    window = sending.window()
    assert window.working.state is YearState.EXPORTED
    assert sending.exported.path.parent == tmp_path / "报送"
    assert sending.passphrase.text() == "", "a passphrase stays nowhere"
    places = SendingPlaces(window.working.year.desk)
    assert (places.key(), places.folders()[0]) == (str(key), tmp_path / "报送")
    assert is_in(sending.result.open_folder)


def test_in_the_first_year_the_certificate_lies_beside_what_is_sent(qtbot, sending, key, tmp_path):
    """It lay one folder up, beside the key that must not go, and nothing said how it gets there."""
    paste(sending.key, key)
    paste(sending.folder, tmp_path / "报送")
    send(qtbot, sending)
    (there,) = (tmp_path / "报送").glob("*.cer.pem")
    assert there.read_bytes() == key.with_name("health.cer.pem").read_bytes()
    assert "公开证书（送统计局登记）" in there.name
    assert there.name in sending.result.steps.text()
    assert "（.p12）和口令不要送" in sending.result.steps.text()
    assert "第一年报送的" in sending.result.steps.text()
    later = replace(sending.result.standing, revision=2)
    assert "证书还没有登记的" in _steps("某县统计局", later), "the first package may have been taken in"
    assert not list((tmp_path / "报送").glob("*.p12"))


@pytest.mark.parametrize(
    ("later", "words"), [(timedelta(), ""), (YEARS - timedelta(days=20), "只剩"), (YEARS * 2, "已于")]
)
def test_how_near_the_end_of_the_certificate_is_stands_beside_the_line(sending, key, later, words):
    clock_of(sending).now += later
    paste(sending.key, key)
    assert words in lost(sending)
    assert bool(words) == bool(lost(sending))


def test_with_a_certificate_that_is_over_nothing_is_exported(qtbot, sending, key, tmp_path):
    paste(sending.key, key)
    paste(sending.folder, tmp_path / "报送")
    clock_of(sending).now += YEARS * 2
    send(qtbot, sending)
    assert sending.exported is None
    assert "不在证书有效期" in sending.notice.sentence
    assert not list(tmp_path.rglob("*.asice"))
    assert sending.window().working.state is YearState.FINAL
    assert sending.window().isEnabled()


def test_a_certificate_that_is_not_valid_yet_names_the_clock_of_the_computer(sending, key):
    clock_of(sending).now -= timedelta(days=3)
    paste(sending.key, key)
    assert "才有效" in lost(sending)
    assert "先核对电脑的日期" in lost(sending)


@pytest.mark.parametrize("beside", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n", b"\0" * 200_000])
def test_rubbish_in_the_place_of_the_certificate_is_no_word_about_its_end(
    qtbot, sending, key, tmp_path, beside
):
    (certificate,) = [p for p in key.parent.iterdir() if p != key]
    certificate.write_bytes(beside)
    paste(sending.key, key)
    assert lost(sending) == ""
    paste(sending.folder, tmp_path / "报送")
    send(qtbot, sending)
    assert sending.window().working.state is YearState.EXPORTED, "the key itself is sound"


def test_a_stick_that_was_pulled_out_is_told_of_and_again_when_it_is_back(sending, key):
    paste(sending.key, key)
    assert lost(sending) == ""
    aside = key.rename(key.with_name("aside"))
    sending.activate()
    assert "U 盘" in lost(sending)
    assert is_in(sending.key)
    aside.rename(key)
    sending.activate()
    assert lost(sending) == ""
    assert is_in(sending.passphrase)


@pytest.mark.parametrize("passphrase", ["", "wrong horse 7", "x" * 1001, "密 码"])
def test_a_wrong_passphrase_leaves_the_cursor_where_it_is_typed_again(
    qtbot, sending, key, tmp_path, passphrase
):
    paste(sending.key, key)
    paste(sending.folder, tmp_path / "报送")
    sending.passphrase.setFocus()
    sending.passphrase.setText(passphrase)
    QTest.keyClick(sending.passphrase, Key.Key_Return)
    idle(qtbot, sending.window())
    assert sending.window().working.state is YearState.FINAL
    assert "口令" in sending.notice.sentence
    assert passphrase not in sending.notice.sentence or not passphrase
    assert is_in(sending.passphrase)


@pytest.mark.parametrize("kind", ["another unit's", "a text", "a folder", "gone", "a certificate"])
def test_what_is_not_the_units_key_is_refused_in_words(qtbot, sending, keys, key, tmp_path, kind):
    (certificate,) = [p for p in key.parent.iterdir() if p != key]
    (tmp_path / "letter.p12").write_text("Dear Sir")
    place = {
        "another unit's": keys / "education.p12",
        "a text": tmp_path / "letter.p12",
        "a folder": tmp_path,
        "gone": tmp_path / "gone.p12",
        "a certificate": certificate,
    }[kind]
    paste(sending.key, place)
    paste(sending.folder, tmp_path / "报送")
    send(qtbot, sending)
    assert sending.window().working.state is YearState.FINAL
    assert sending.notice.sentence
    assert sending.notice.isVisible()
    assert PASSPHRASE not in sending.notice.sentence


def test_without_key_or_folder_it_says_what_is_missing(qtbot, sending):
    send(qtbot, sending)
    assert "请先选择密钥文件和导出文件夹" in sending.notice.sentence
    qtbot.mouseClick(sending.sheet, LEFT)
    assert "请先选择密钥文件，再打印" in sending.notice.sentence


def without_passphrase(path):
    """The same key in a file without a passphrase, as some authorities hand it out."""
    key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption()))


def test_a_key_without_passphrase_signs_and_has_its_sheet(qtbot, sending, key, tmp_path):
    without_passphrase(key)
    paste(sending.key, key)
    paste(sending.folder, tmp_path / "报送")
    qtbot.mouseClick(sending.sheet, LEFT)
    idle(qtbot, sending.window())
    shown_sheet(sending).reject()  # nobody is told to type what there is not
    send(qtbot, sending)
    assert "没有设口令" in sending.notice.sentence
    assert "留空" in sending.notice.sentence
    sending.passphrase.clear()
    send(qtbot, sending, "")
    assert sending.window().working.state is YearState.EXPORTED


# --- its sheet ------------------------------------------------------------------------------------


def shown_sheet(sending):
    """The sheet in front."""
    return next(d for d in sending.findChildren(SheetDialog) if d.isVisible())


def ask_sheet(qtbot, sending, place):
    """Press Enter on the button, look at the sheet and save it; its text, without blanks."""
    sending.sheet.setFocus()
    QTest.keyClick(sending.sheet, Key.Key_Return)
    idle(qtbot, sending.window())
    dialog = shown_sheet(sending)
    assert dialog.print_button.hasFocus()
    assert dialog.preview.pages.count == 1
    Answers(str(place))
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert str(place) in dialog.notice.sentence
    QTest.keyClick(dialog, Key.Key_Escape)
    idle(qtbot, sending.window())
    pages = PdfPages(place.read_bytes())
    return "".join("".join(pages.text(page).split()) for page in range(pages.count))


def grouped(path):
    return "".join(grouped_fingerprint(certificate_print(path)).split())


def test_the_sheet_needs_no_passphrase(qtbot, sending, key, tmp_path):
    paste(sending.key, key)
    text = ask_sheet(qtbot, sending, tmp_path / "登记表.pdf")
    assert grouped(key) in text
    assert "注销上列原证书" not in text
    assert is_in(sending.passphrase), "signing comes next"


def test_without_a_certificate_beside_the_key_it_comes_out_of_the_key(qtbot, sending, key, tmp_path):
    (certificate,) = [p for p in key.parent.iterdir() if p != key]
    before = certificate.read_bytes()
    certificate.unlink()
    paste(sending.key, key)
    qtbot.mouseClick(sending.sheet, LEFT)
    assert f"没有公开证书“{certificate.name}”" in sending.notice.sentence
    assert is_in(sending.passphrase)
    QTest.keyClicks(sending.passphrase, PASSPHRASE)
    assert grouped_of(before) in ask_sheet(qtbot, sending, tmp_path / "登记表.pdf")
    assert certificate.read_bytes() == before, "it lies beside the key again"
    assert sending.passphrase.text() == ""


def grouped_of(certificate):
    return "".join(grouped_fingerprint(fingerprint(parse_certificate(certificate))).split())


@pytest.mark.parametrize("beside", ["rubbish", "another unit's"])
def test_a_certificate_that_is_not_the_units_makes_no_sheet(qtbot, sending, keys, key, tmp_path, beside):
    (certificate,) = [p for p in key.parent.iterdir() if p != key]
    other = (keys / "education.cer.pem").read_bytes()
    certificate.write_bytes(b"rubbish" if beside == "rubbish" else other)
    paste(sending.key, key)
    qtbot.mouseClick(sending.sheet, LEFT)
    assert ("移到别处" if beside == "rubbish" else "不能为") in sending.notice.sentence
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_key_for_letters_is_made_and_stands_on_the_same_sheet(qtbot, sending, key, tmp_path):
    paste(sending.key, key)
    sending.letter_key.setFocus()
    QTest.keyClick(sending.letter_key, Key.Key_Return)
    dialog = sending.findChild(KeyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert "收件密钥" in dialog.place.text()
    assert not dialog.revoke.isVisible()
    place = tmp_path / "来件.p12"
    dialog.place.setText(str(place))
    type_twice(qtbot, dialog, "another horse 8")
    idle(qtbot, sending.window())
    assert "收件密钥已创建" in sending.notice.sentence
    assert SendingPlaces(sending.window().working.year.desk).letter_key() == str(place)
    assert sending.key.text() == str(key), "the one that signs stays"
    text = ask_sheet(qtbot, sending, tmp_path / "登记表.pdf")
    assert text.index(grouped(key)) < text.index(grouped(place))
    place.with_name("来件.cer.pem").unlink()
    assert grouped(key) in ask_sheet(qtbot, sending, tmp_path / "又一张.pdf")


# --- a passphrase that is forgotten ---------------------------------------------------------------


@pytest.mark.parametrize("fate", ["forgotten", "gone with its file", "gone with its certificate"])
def test_whoever_cannot_open_the_key_is_led_to_a_new_one(qtbot, sending, key, tmp_path, fate):
    """By keys alone: the failure names the way, the sheet the old certificate, and the new key signs."""
    old = certificate_print(key)
    paste(sending.key, key)
    paste(sending.folder, tmp_path / "报送")
    if fate == "forgotten":
        send(qtbot, sending, "wrong horse 7")
        assert "忘了的，按【口令忘了……】" in sending.notice.sentence
        assert sending.passphrase.text() == "", "a passphrase stays nowhere, not even a wrong one"
    else:
        key.unlink()
        if fate == "gone with its certificate":
            SendingPlaces(sending.window().working.year.desk).remember_signer(old)
            key.with_name("health.cer.pem").unlink()
        sending.activate()
        assert "找不回来的，按“口令忘了……”" in lost(sending)
        sending.passphrase.setFocus()
    QTest.keyClick(sending.passphrase, Key.Key_Tab)
    assert is_in(sending.forgotten), "it stands beside the line"
    QTest.keyClick(sending.forgotten, Key.Key_Return)
    dialog = sending.findChild(KeyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.revoke.isChecked()
    assert old[:4].upper() in dialog.revoke.text()
    type_twice(qtbot, dialog, "another horse 8")
    assert is_in(sending.sheet)
    text = ask_sheet(qtbot, sending, tmp_path / "登记表.pdf")
    assert "".join(grouped_fingerprint(old).split()) in text
    assert "注销上列原证书" in text
    assert grouped(Path(sending.key.text())) in text
    send(qtbot, sending, "another horse 8")
    assert sending.window().working.state is YearState.EXPORTED
    assert fate != "forgotten" or key.is_file(), "the old key is kept"


def test_an_old_certificate_that_nobody_knows_is_written_in_by_hand(qtbot, sending, tmp_path):
    qtbot.mouseClick(sending.forgotten, LEFT)
    dialog = sending.findChild(KeyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_twice(qtbot, dialog, PASSPHRASE)
    assert "对照上次的登记表抄写" in ask_sheet(qtbot, sending, tmp_path / "登记表.pdf")


def test_a_key_that_follows_one_about_to_end_revokes_nothing(qtbot, sending, key, tmp_path):
    paste(sending.key, key)
    qtbot.mouseClick(sending.new_key, LEFT)
    dialog = sending.findChild(KeyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.revoke.isVisible()
    assert not dialog.revoke.isChecked()
    type_twice(qtbot, dialog, PASSPHRASE)
    assert "注销上列原证书" not in ask_sheet(qtbot, sending, tmp_path / "登记表.pdf")


@pytest.mark.parametrize("leaving", ["another page", "another year"])
def test_what_was_typed_of_a_passphrase_does_not_wait_on_the_page(qtbot, sending, leaving):
    QTest.keyClicks(sending.passphrase, PASSPHRASE)
    window = sending.window()
    window.show_stage(Stage.REVIEW) if leaving == "another page" else window.open_year(2026)
    idle(qtbot, window)
    assert sending.passphrase.text() == ""


def test_a_file_dialog_that_is_given_up_changes_no_line(qtbot, sending, key):
    paste(sending.key, key)
    folder = sending.folder.text()
    choosers = [b for b in sending.findChildren(QPushButton) if b.text() == "选择……" and b.isVisible()]
    assert len(choosers) >= 2
    for button in choosers[:2]:
        asked = answer(lambda dialog: dialog.reject())
        qtbot.mouseClick(button, LEFT)
        assert asked
    assert (sending.key.text(), sending.folder.text()) == (str(key), folder)


def test_a_key_chosen_in_the_dialog_of_files_stands_in_its_line(qtbot, sending, key):
    def choose(dialog):
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(key.parent))
        dialog.selectFile(key.name)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(key))
        dialog.accept()

    button = next(b for b in sending.findChildren(QPushButton) if b.text() == "选择……")
    asked = answer(choose)
    qtbot.mouseClick(button, LEFT)
    assert asked == ["密钥文件"]
    assert sending.key.text() == str(key)
    assert is_in(sending.passphrase)


# --- making one ----------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot, sending):
    qtbot.mouseClick(sending.new_key, LEFT)
    dialog = sending.findChild(KeyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    if sending.findChild(KeyDialog) is not None:
        dialog.close()


def type_twice(qtbot, dialog, first, second=None):
    for line, text in ((dialog.first, first), (dialog.second, first if second is None else second)):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
    QTest.keyClick(dialog.second, Key.Key_Return)
    idle(qtbot, dialog.parent().window())


def test_a_key_is_made_by_keys_alone_and_is_the_one_to_sign_with(qtbot, sending, dialog):
    assert dialog.first.hasFocus()
    place = dialog.place.text()
    type_twice(qtbot, dialog, PASSPHRASE)
    assert sending.key.text() == place
    assert "密钥已创建" in sending.notice.sentence
    assert is_in(sending.sheet), "the sheet comes next"
    send(qtbot, sending)
    assert sending.window().working.state is YearState.EXPORTED


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (PASSPHRASE, "correct horse 8", "不一样"),
        ("short 1", None, "8"),
        ("11111111", None, "口令"),
        ("", None, "口令"),
    ],
)
def test_a_passphrase_that_will_not_do_is_told_and_nothing_is_made(
    qtbot, dialog, tmp_path, first, second, words
):
    type_twice(qtbot, dialog, first, second)
    assert words in dialog.trouble.text()
    assert dialog.isVisible()
    assert dialog.make.isEnabled()
    assert not list(tmp_path.rglob("*.p12"))


def test_what_is_typed_is_seen_by_nobody(dialog):
    QTest.keyClicks(dialog.first, PASSPHRASE)
    assert dialog.first.displayText() != dialog.first.text() == PASSPHRASE
    assert PASSPHRASE not in dialog.first.displayText()


def test_a_key_that_is_there_is_never_written_over(qtbot, dialog, key):
    before = key.read_bytes()
    paste(dialog.place, key)
    type_twice(qtbot, dialog, PASSPHRASE)
    assert "已" in dialog.trouble.text()
    assert key.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told_with_its_name(qtbot, dialog, tmp_path):
    (tmp_path / "file").write_text("")
    paste(dialog.place, tmp_path / "file" / "unit.p12")
    type_twice(qtbot, dialog, PASSPHRASE)
    assert "文件夹不存在或不能写入" in dialog.trouble.text()
    paste(dialog.place, tmp_path / "unit.p12")
    type_twice(qtbot, dialog, PASSPHRASE)
    assert (tmp_path / "unit.p12").is_file()


def test_escape_makes_nothing(qtbot, sending, dialog, tmp_path):
    QTest.keyClicks(dialog.first, PASSPHRASE)
    QTest.keyClick(dialog.first, Key.Key_Escape)
    qtbot.waitUntil(lambda: sending.findChild(KeyDialog) is None)
    assert not list(tmp_path.rglob("*.p12"))
    assert sending.key.text() == ""


@pytest.mark.parametrize("leave", ["Escape", "cancel", "closing"])
@pytest.mark.parametrize("refused", [False, True], ids=["made", "refused"])
def test_a_dialog_is_not_left_while_its_key_is_being_made(qtbot, sending, dialog, tmp_path, leave, refused):
    place = tmp_path / "unit.p12"
    paste(dialog.place, tmp_path / "no" / "unit.p12" if refused else place)
    if refused:
        (tmp_path / "no").write_text("a file, no folder")
    for line in (dialog.first, dialog.second):
        line.setText(PASSPHRASE)
    dialog.make.click()
    if leave == "Escape":
        QTest.keyClick(dialog, Key.Key_Escape)
    elif leave == "cancel":
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "取消").click()
    else:
        dialog.close()
    assert dialog.isVisible()
    idle(qtbot, sending.window())
    if refused:
        assert "文件夹不存在" in dialog.trouble.text()
        QTest.keyClick(dialog, Key.Key_Escape)
        qtbot.waitUntil(lambda: sending.findChild(KeyDialog) is None)
    else:
        assert place.is_file()
        assert sending.key.text() == str(place), "a key that was made is one that is known"


def test_who_never_signed_is_told_what_a_key_is_and_nothing_moves_by_having_one(open_small, key):
    window = open_small("final")
    window.show_stage(Stage.EXPORT)
    page = window.current_page()
    assert "密钥好比单位的电子印章" in page._told.text()
    QApplication.processEvents()
    place = page.send.pos()
    page.key.setText(str(key))
    page.show_state()
    QApplication.processEvents()
    assert page.send.pos() == place
