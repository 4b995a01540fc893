"""统计局接收 is chosen at the first start; later its file opens its own window, from wherever it comes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.shell import Shell
from desktop.models.beginning import Purpose
from desktop.services.office.desk import open_office_desk
from desktop.services.office.registry.keys import KeyUse
from desktop.services.plans.packs import load_bundled
from desktop.views.frame.file.recent import recent_entries
from desktop.views.main_window import MainWindow
from desktop.views.office.keys.keys_dialog import KeysDialog
from desktop.views.office.window import OfficeWindow
from desktop.views.welcome import WelcomeWindow
from forms.receiving.role import OfficeRole
from tests.desktop.models.desks import new_desk
from tests.desktop.views.typing_keys import choose

pytestmark = pytest.mark.gui
PATIENCE = 60_000
"""Milliseconds for reading a board on a busy machine; chosen by us."""


@pytest.fixture
def shell(tmp_path, qtbot):
    shell = Shell(tmp_path)
    yield shell
    if shell.window is not None:
        shell.window.close()
        qtbot.addWidget(shell.window)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def paste(line, text):
    QApplication.clipboard().setText(text)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def unit_file(store):
    new_desk(store).close()
    return store


@pytest.fixture
def welcome(shell, qtbot):
    window = shell.show_welcome()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_an_office_begins_with_keys_and_stands_in_its_window(shell, welcome, qtbot, tmp_path):
    first = welcome.purpose.cards[Purpose.REPORTING].button
    qtbot.waitUntil(first.hasFocus)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    office = welcome.office()
    assert welcome.focusWidget() is office.plans.combo
    assert "哪个统计局" in office.box.told.text(), "there is no unit to choose at this desk"
    assert welcome.property("helpChapter") == "desk-intake.md"
    choose(office.plans.combo, "望花区")
    assert office.box.name.text() == load_bundled("wanghua").plan.office
    office.officer.setFocus()
    paste(office.officer, "李敏")
    press(Qt.Key.Key_Return)
    assert welcome.focusWidget() is office.role
    assert office.missing == ["角色"]
    choose(office.role, "组长")
    press(Qt.Key.Key_Return)
    assert welcome.focusWidget() is welcome.begin
    assert welcome.begin.isEnabled()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(shell.window, OfficeWindow), timeout=PATIENCE)
    window = shell.window
    qtbot.waitUntil(lambda: window.desk_year.board is not None, timeout=PATIENCE)
    assert window.path.parent == tmp_path
    assert window.desk_year.desk.officers == {"李敏": OfficeRole.HEAD}
    assert window.desk_year.desk.person == "李敏"
    entry = recent_entries()[0]
    assert (entry.path, entry.state) == (window.path, "统计局接收")
    qtbot.waitUntil(lambda: window.findChildren(KeysDialog) != [], timeout=PATIENCE)
    (keys,) = window.findChildren(KeysDialog)
    signing = keys.parts[KeyUse.SIGNING]
    assert signing.new.isEnabled()
    qtbot.waitUntil(signing.new.hasFocus)
    keys.close()


def test_a_file_that_is_there_already_is_not_written_over(shell, welcome, qtbot, new_office):
    welcome.purpose.choose(Purpose.RECEIVING)
    office = welcome.office()
    choose(office.plans.combo, "望花区")
    office.box.place.setText(str(new_office))
    paste(office.officer, "王芳")
    choose(office.role, "监测员")
    before = new_office.read_bytes()
    welcome.begin.click()
    assert isinstance(shell.window, WelcomeWindow)
    assert welcome.notice.sentence
    assert new_office.read_bytes() == before


@pytest.mark.parametrize(
    ("purpose", "step"), [(Purpose.REPORTING, "请选单位。"), (Purpose.RECEIVING, "请写经办人。")]
)
def test_after_a_plan_from_a_file_the_next_step_is_that_of_the_purpose(welcome, county, purpose, step):
    welcome.purpose.choose(purpose)
    welcome.open_file(county / "plan.json")
    assert welcome.notice.sentence.endswith(step)


def test_the_first_screen_opens_either_file(shell, welcome, qtbot, new_office):
    welcome.open_file(new_office)
    assert isinstance(shell.window, OfficeWindow)
    qtbot.waitUntil(lambda: shell.window.desk_year.board is not None, timeout=PATIENCE)


def test_either_window_leads_to_the_file_of_the_other_desk_and_says_so(shell, qtbot, new_office, store):
    new_desk(store).close()
    assert shell.begin(store, None)
    shell.window.other.open(new_office)
    window = shell.window
    assert isinstance(window, OfficeWindow)
    qtbot.waitUntil(lambda: window.desk_year.board is not None, timeout=PATIENCE)
    told = window.current_page().notice.sentence
    assert f"“{new_office.name}”是统计局的数据文件，打开的是统计局接收的窗口" in told
    assert f"填报的“{store.name}”已保存、关上" in told
    window.file_wanted.emit(store)
    assert isinstance(shell.window, MainWindow)
    told = shell.window.current_page().notice.sentence
    assert f"“{store.name}”是填报单位的数据文件，打开的是填报的窗口" in told
    assert f"统计局的“{new_office.name}”已保存、关上" in told


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        (Purpose.REPORTING, "用途选的是“填报单位”；“{}”是统计局的数据文件"),
        (Purpose.RECEIVING, "用途选的是“统计局接收”；“{}”是填报单位的数据文件"),
    ],
)
def test_a_file_of_another_purpose_than_the_chosen_one_is_told_of(shell, welcome, request, purpose, words):
    path = request.getfixturevalue("new_office" if purpose is Purpose.REPORTING else "unit_file")
    welcome.purpose.choose(purpose)
    assert shell.come_forward(path), "as a double click on the file does"
    assert words.format(path.name) in shell.window.current_page().notice.sentence


@pytest.mark.parametrize("purpose", [None, Purpose.RECEIVING])
def test_what_was_meant_is_not_told_of(shell, welcome, qtbot, new_office, purpose):
    if purpose is not None:
        welcome.purpose.choose(purpose)
    welcome.open_file(new_office)
    assert shell.window.current_page().notice.sentence == ""


def test_a_later_start_with_a_package_takes_it_in_here(shell, qtbot, county_office, county, expected):
    assert shell.begin(county_office, expected["reported_years"][-1])
    window = shell.window
    ended = []
    window.taking.ended.connect(ended.append)
    package = next(
        one for one in expected["files"] if one["fault"] is None and one["path"].endswith("2025-r1.asice")
    )
    assert shell.come_forward(county / package["path"])
    qtbot.waitUntil(lambda: ended != [] and not window.tasks.is_busy, timeout=PATIENCE)
    assert len(ended[0].lines) == 1
    with open_office_desk(county_office) as desk:
        assert desk.is_read_only, "the window holds it"


def test_a_later_start_with_another_store_gets_a_window_of_its_own(shell, qtbot, new_office, store):
    new_desk(store).close()
    assert shell.begin(new_office, None)
    assert not shell.come_forward(store)
    qtbot.waitUntil(lambda: shell.window.desk_year.board is not None, timeout=PATIENCE)
