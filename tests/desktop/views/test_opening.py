"""What a double click, a later start and a wrong program lead to."""

import pytest
from PySide6.QtCore import Qt

from desktop.app import Shell
from desktop.services.plan_files import file_name as plan_name
from desktop.services.plans import load_bundled
from desktop.views.faults import WhereAndWhatKind
from desktop.views.main_window import MainWindow
from desktop.views.opened_file import is_told_about, tell_about
from desktop.views.welcome import WelcomeWindow
from tests.desktop.models.desks import new_desk

OFFSCREEN_SAYS = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True)


@pytest.fixture
def shell(qtbot, tmp_path):
    shell = Shell(tmp_path)
    shell.draw_curtain()
    yield shell
    if shell.window is not None:
        shell.window.close()


def test_a_plan_pack_is_told_about(qtbot, tmp_path):
    pack = load_bundled("wanghua")
    path = tmp_path / plan_name(pack)
    path.write_bytes(pack.data)
    assert is_told_about(path)
    box = tell_about(path, None)
    qtbot.addWidget(box)
    assert pack.plan.title in box.text()
    box.close()


@pytest.mark.parametrize("name", ["坏.asice", "坏.wdpplan", "没有.asice"])
def test_a_broken_file_is_told_about_in_a_sentence(qtbot, tmp_path, name):
    if name.startswith("坏"):
        (tmp_path / name).write_bytes(b"no archive")
    box = tell_about(tmp_path / name, None)
    qtbot.addWidget(box)
    assert box.text()
    box.close()


def test_a_store_is_opened_not_told_about(tmp_path):
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
