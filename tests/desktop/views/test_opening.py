"""What a double click, a later start and a wrong program lead to."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QMessageBox

from desktop.app.shell import Shell
from desktop.services.office.desk import init_office
from desktop.services.plans.files import file_name as plan_name
from desktop.views.dialogs.opened_file import is_told_about, tell_about
from desktop.views.frame.faults import WhereAndWhatKind
from desktop.views.main_window import MainWindow
from desktop.views.welcome import WelcomeWindow
from tests.desktop.kinds import files
from tests.desktop.models.desks import new_desk
from tests.desktop.submission.builders import sound_package
from tests.plans import wanghua

OFFSCREEN_SAYS = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True)

OLD_PACKAGE = Path(__file__).parents[2] / "packages/engine-1/wdp-220524-education-2025-r2.asice"


@pytest.fixture
def shell(qtbot, tmp_path):
    shell = Shell(tmp_path)
    shell.draw_curtain()
    yield shell
    if shell.window is not None:
        shell.window.close()


def test_a_plan_pack_is_told_about(qtbot, tmp_path):
    pack = wanghua()
    path = tmp_path / plan_name(pack)
    path.write_bytes(pack.data)
    assert is_told_about(path)
    box = tell_about(path, None)
    qtbot.addWidget(box)
    assert "望花区妇女发展规划（2021—2030年）" in box.text()
    box.close()


@pytest.mark.parametrize("name", ["坏.asice", "坏.wdpplan", "没有.asice"])
def test_a_broken_file_is_told_about_in_a_sentence(qtbot, tmp_path, name):
    if name.startswith("坏"):
        (tmp_path / name).write_bytes(b"no archive")
    box = tell_about(tmp_path / name, None)
    qtbot.addWidget(box)
    assert box.text()
    box.close()


def test_a_data_file_of_either_desk_is_opened_not_told_about(tmp_path):
    path = tmp_path / "收件.db"
    init_office(path, wanghua()).close()
    assert not is_told_about(path)
    assert not is_told_about(tmp_path / "区卫生健康局.db")


@OFFSCREEN_SAYS
def test_a_later_start_brings_the_window_forward(shell, store):
    store.parent.mkdir()
    new_desk(store).close()
    shell.begin(store, None)
    shell.window.showMinimized()
    assert shell.come_forward(store)
    assert not shell.window.windowState() & Qt.WindowState.WindowMinimized
    assert shell.come_forward(None)
    assert not shell.come_forward(store.with_name("别的.db"))


@OFFSCREEN_SAYS
def test_a_later_start_opens_its_file_in_the_first_screen(shell, store):
    store.parent.mkdir()
    new_desk(store).close()
    shell.begin(None, None)
    assert isinstance(shell.window, WelcomeWindow)
    assert shell.come_forward(store)
    assert isinstance(shell.window, MainWindow)


def test_the_log_says_where_and_what_kind_but_no_figure():
    def wrong():
        raise ValueError("1523.25 is wrong")

    def more_wrong():
        try:
            wrong()
        except ValueError as error:
            raise KeyError("72.4") from error

    with pytest.raises(KeyError) as caught:
        more_wrong()
    text = WhereAndWhatKind().formatException((caught.type, caught.value, caught.tb))
    assert "test_opening.py:" in text
    assert text.index("KeyError") < text.index("ValueError")
    assert "1523" not in text
    assert "72.4" not in text


@pytest.mark.parametrize(
    "name",
    [
        "dss.asice", "a.pdf", "page.xls", "wdp.zip", "letter.eml", "empty.asice",
        pytest.param("<b>.png", marks=pytest.mark.skipif(sys.platform == "win32", reason="no file name")),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_told_about(qtbot, tmp_path, name):
    known = {key: data for key, (_, data) in files.various().items()} | files.containers()
    known |= {"wdp.zip": files.zipped({"wdp.asice": sound_package()}), "letter.eml": files.mail()}
    path = tmp_path / name
    path.write_bytes(known.get(name, known["a.png"]))
    assert is_told_about(path)
    box = tell_about(path, None)
    qtbot.addWidget(box)
    assert box.text().startswith(f"“{name}”是")
    assert "损坏" not in box.text()
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.close()


def test_a_package_is_judged_on_the_day_on_which_it_was_received(qtbot, tmp_path):
    path = tmp_path / "received.bin"
    path.write_bytes(sound_package())
    dialog = tell_about(path, None)
    qtbot.addWidget(dialog)
    assert "按今天（" in dialog.details.text()
    dialog.received.setDate(QDate(2026, 2, 3))
    assert "按收件日期（2026-02-03）判断证书有效" in dialog.details.text()
    dialog.received.setDate(QDate(2020, 1, 1))
    assert "不在有效期" in dialog.details.text()
    assert "签名时间 2026-01-31 晚于收件日期（2020-01-01）" in dialog.details.text()
    dialog.close()


def test_the_first_screen_says_what_another_file_is(qtbot, tmp_path):
    window = WelcomeWindow(tmp_path)
    qtbot.addWidget(window)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    window.open_file(path)
    [box] = window.findChildren(QMessageBox)
    assert "PDF" in box.text()
    box.close()


def test_a_package_that_is_opened_says_whether_its_form_was_printed_again(qtbot):
    dialog = tell_about(OLD_PACKAGE, None)
    qtbot.addWidget(dialog)
    assert "不能逐字节比对，没有比对" in dialog.details.text()
    assert "核算版本 1" in dialog.details.text()
    dialog.close()
