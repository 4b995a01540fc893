"""打开, 新建 and 换单位: the first screen and the menu of the open window, by keys and mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox

from desktop.app.shell import Shell
from desktop.models.beginning import Purpose
from desktop.services.plans.files import Approval, build_plan_file
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.exchange import entry_workbook
from desktop.services.unit.history import history_table
from desktop.services.unit.sample import load_sample
from desktop.services.unit.year import open_year
from desktop.views.beginning.unit_box import UnitBox
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.file.recent import RecentFile, note, recent_entries, recent_files, remember, settings
from desktop.views.main_window import MainWindow
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR
from tests.desktop.models.small_desks import ALIVE
from tests.desktop.services.conftest import START
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.modal import answer
from tests.desktop.views.rings_seen import reached
from tests.desktop.views.typing_keys import choose_unit, choose_wanghua
from tests.plans import small

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


@pytest.fixture
def welcome(qtbot, tmp_path):
    window = WelcomeWindow(tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def listed(box):
    assert isinstance(box, UnitBox)
    return [box.list.item(row).text() for row in range(box.list.count())]


# --- looking for a unit ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["wsjk", "weishengjiankang", "weisjk"])
def test_a_unit_is_found_as_it_is_typed_and_typing_chooses_nothing(welcome, typed):
    choose_wanghua(welcome)
    whole = len(listed(welcome.unit))
    QTest.keyClicks(welcome.unit.line, typed)
    assert listed(welcome.unit) == ["区卫生健康局"]
    assert welcome.unit.unit is None
    assert "现在什么也不建立" in welcome.made.told.text()
    QTest.keyClick(welcome.unit.line, Key.Key_Return)
    assert welcome.made.name.text() == "区卫生健康局"
    assert "张表，2021 至 2030 年" in welcome.made.told.text()
    assert welcome.made.place.text().endswith("区卫生健康局.db")
    assert welcome.focusWidget() is welcome.people.lines["filler"]
    QTest.keyClick(welcome.unit.line, Key.Key_A, CONTROL)
    QTest.keyClick(welcome.unit.line, Key.Key_Delete)
    assert len(listed(welcome.unit)) == whole
    assert welcome.unit.unit is None, "another one is looked for"
    assert "现在什么也不建立" in welcome.made.told.text()


@pytest.mark.parametrize("typed", ["wjj", "ybj"])
def test_a_unit_is_found_by_what_people_call_it(welcome, typed):
    choose_wanghua(welcome)
    QTest.keyClicks(welcome.unit.line, typed)
    office = {"wjj": "区卫生健康局", "ybj": "区医疗保障局"}[typed]
    assert office in listed(welcome.unit)
    assert len(listed(welcome.unit)) < 4


def test_a_click_chooses_and_arrows_alone_do_not(welcome):
    choose_wanghua(welcome)
    for _ in range(3):
        QTest.keyClick(welcome.unit.line, Key.Key_Down)
    assert welcome.unit.unit is None
    place = welcome.unit.list.visualItemRect(welcome.unit.list.item(1)).center()
    QTest.mouseClick(welcome.unit.list.viewport(), LEFT, pos=place)
    assert welcome.unit.unit.name == listed(welcome.unit)[1]


def test_once_a_unit_is_chosen_the_others_make_room_until_they_are_wanted(welcome):
    choose_wanghua(welcome)
    whole, open_height = len(listed(welcome.unit)), welcome.unit.list.height()
    choose_unit(welcome.unit, "区卫生健康局")
    QApplication.processEvents()
    box = welcome.unit.list
    assert [box.item(row).text() for row in range(box.count()) if not box.item(row).isHidden()] == [
        "区卫生健康局"
    ]
    assert box.height() < open_height / 3
    QTest.mouseClick(welcome.unit.again, LEFT)
    assert welcome.unit.line.hasFocus()
    assert len(listed(welcome.unit)) == whole
    assert not any(box.item(row).isHidden() for row in range(whole))
    assert welcome.unit.unit is None
    assert "单位" in welcome.missing.text()
    assert welcome.made.name.isHidden(), "nothing will be made until another one is chosen"


def test_who_types_another_unit_has_chosen_none_until_enter(welcome):
    choose_wanghua(welcome)
    choose_unit(welcome.unit, "区卫生健康局")
    assert welcome.made.place.cursorPosition() == 0, "of a long path the folder is in sight"
    welcome.unit.line.setFocus()
    QTest.keyClicks(welcome.unit.line, "jyj")
    assert welcome.unit.unit is None
    assert not welcome.begin.isEnabled()
    assert welcome.made.name.isHidden()


def test_what_no_unit_is_called_is_told(welcome):
    choose_wanghua(welcome)
    QTest.keyClicks(welcome.unit.line, "xyzzy")
    assert listed(welcome.unit) == []
    assert "没有这样的单位" in welcome.unit.told.text()
    QTest.keyClick(welcome.unit.line, Key.Key_Return)
    assert welcome.unit.unit is None


# --- a plan from a file ---------------------------------------------------------------------------


def import_by_key(welcome, path):
    seen = answer(
        lambda dialog: (dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path)), dialog.accept())
    )
    QTest.keyClick(welcome.purpose.cards[Purpose.REPORTING].button, Key.Key_Space)
    welcome.plans.open.setFocus()
    QTest.keyClick(welcome.plans.open, Key.Key_Return)
    assert seen == ["导入规划数据包"]


def test_a_plan_from_a_file_is_begun_with(qtbot, welcome, tmp_path):
    count = welcome.plan.count()
    path = tmp_path / "某县.wdpplan"
    pack = small()
    path.write_bytes(build_plan_file(pack, Approval("张三", START, "某县统计局"), None))
    import_by_key(welcome, path)
    assert welcome.plan.count() == count + 1
    assert pack.plan.shown_title in welcome.plan.currentText()
    assert "没有签名" in welcome.notice.sentence
    assert welcome.focusWidget() is welcome.unit.line
    import_by_key(welcome, path)
    assert welcome.plan.count() == count + 1, "it is offered once"
    QTest.keyClicks(welcome.unit.line, "jy")
    QTest.keyClick(welcome.unit.line, Key.Key_Return)
    QTest.keyClicks(welcome.people.lines["filler"], "Wang")
    with qtbot.waitSignal(welcome.opened) as opened:
        QTest.keyClick(welcome.begin, Key.Key_Space)
    assert opened.args[0].pack.digest == pack.digest
    opened.args[0].close()


@pytest.mark.parametrize("way", ["key", "drop", "Ctrl+O"])
def test_a_plan_that_comes_with_the_program_is_chosen_and_not_listed_twice(qtbot, welcome, tmp_path, way):
    count, path = welcome.plan.count(), tmp_path / "liuhe.json"
    path.write_bytes(load_bundled("liuhe").data)
    if way == "key":
        import_by_key(welcome, path)
    elif way == "drop":
        drop_on(welcome, welcome.rect().center(), path)
    else:
        open_by_key(qtbot, welcome, path)
    qtbot.waitUntil(lambda: welcome.plan.currentText().startswith("柳河县"))
    assert welcome.plan.count() == count


def test_what_is_no_plan_is_told_and_nothing_is_chosen(welcome, tmp_path):
    (tmp_path / "a.wdpplan").write_bytes(b"%PDF-1.7")
    import_by_key(welcome, tmp_path / "a.wdpplan")
    assert "PDF" in welcome.notice.sentence
    assert welcome.plan.currentIndex() == -1


# --- files of lately ------------------------------------------------------------------------------


@pytest.fixture
def shell(qtbot, tmp_path, small_store):
    """The program with the file of the health office open, that of education opened before it."""
    shell = Shell(tmp_path)
    for unit in ("education", "health"):
        assert shell.begin(small_store("filled", unit), YEAR)
        idle(qtbot, shell.window)
    yield shell
    window = shell.window
    if isinstance(window, MainWindow):
        window.may_close = True
    window.close()


def test_who_has_a_file_to_go_on_with_lacks_nothing_before_beginning_another(qtbot, shell, tmp_path):
    again = WelcomeWindow(tmp_path)
    qtbot.addWidget(again)
    assert again.recent.count() == 2
    assert again.missing.text() == ""
    again.purpose.choose(Purpose.REPORTING)
    again.plan.setCurrentIndex(0)
    assert again.missing.text() == "还差 2 项：单位、填表人"


@pytest.mark.parametrize("size", [(911, 512), (1366, 728)])
def test_who_has_a_file_finds_it_first(qtbot, shell, tmp_path, size):
    """At the second start 第一次使用 filled the screen, and a clerk thought that the figures were lost."""
    again = WelcomeWindow(tmp_path)
    qtbot.addWidget(again)
    again.resize(*size)
    again.show()
    qtbot.waitExposed(again)
    assert again.going_on.x() < again.purpose.mapTo(again, QPoint(0, 0)).x()
    headings = [label.text() for label in again.findChildren(QLabel) if label.isVisible()]
    assert "新建：为另一个单位建立数据文件" in headings
    assert "接着填：最近打开的" in headings
    assert "第一次使用" not in "".join(headings)
    assert again.recent is reached(again)[0]


def test_files_show_whose_they_are_and_are_taken_off_the_list(qtbot, shell, tmp_path):
    newest, before = recent_files()
    first = recent_entries()[0]
    assert (first.unit, first.year) == (shell.window.working.year.desk.unit.official_name, YEAR)
    assert first.state == shell.window.working.state.label
    QTest.keyClick(shell.window, Key.Key_N, CONTROL)
    welcome = shell.window
    assert isinstance(welcome, WelcomeWindow)
    assert welcome.focusWidget() is welcome.purpose.cards[Purpose.REPORTING].button, (
        "somebody begins for another unit"
    )
    words = welcome.recent.item(0).text()
    for part in (first.unit, f"{YEAR} 年度", first.state, first.opened):
        assert part in words
    QTest.keyClick(welcome.recent, Key.Key_Delete)
    assert recent_files() == [before]
    assert newest.is_file()
    assert "文件还在原处" in welcome.notice.sentence
    QTest.keyClick(welcome.recent, Key.Key_Return)
    assert shell.window.path == before


@pytest.mark.parametrize("kept", ["", "[", "[1]", '{"x": 3}', "9" * 30_000, '{"a": {"year": "x"}}'])
def test_whatever_stands_in_the_settings_the_list_is_shown(qtbot, small_store, tmp_path, kept):
    path = small_store("filled")
    remember(path)
    settings().setValue("recent_facts", kept)
    assert recent_entries() == [RecentFile(path=path)]
    note(RecentFile(path=path, unit="局", year=YEAR))
    assert recent_entries()[0].unit == "局"


def test_the_year_last_worked_in_opens_again_until_another_is_due(qtbot, shell, small_store):
    path = shell.window.path
    shell.window.open_year(YEAR - 1)
    idle(qtbot, shell.window)
    shell.window.close()
    assert recent_entries()[0].year == YEAR, "the other one was only looked at"
    assert shell.begin(path, None)
    assert shell.window.working.desk_year == YEAR
    shell.window.open_year(YEAR - 1)
    assert shell.window.working.enter(ALIVE, "37")
    idle(qtbot, shell.window)
    shell.window.close()
    assert shell.begin(path, None)
    assert shell.window.working.desk_year == YEAR - 1
    entry = recent_entries()[0]
    shell.window.close()
    note(RecentFile(path=path, unit=entry.unit, year=entry.year, due=entry.due - 1))
    assert shell.begin(path, None)
    assert shell.window.working.desk_year == entry.due


def test_the_unit_is_changed_in_the_menu_of_its_name(qtbot, shell):
    window, other = shell.window, recent_files()[1]
    window.bar.unit.setFocus()
    QTest.keyClick(window.bar.unit, Key.Key_Return)
    qtbot.waitUntil(window.bar.unit.menu.isVisible)
    menu = window.bar.unit.menu
    assert [a.text().partition("\t")[0] for a in menu.actions() if a.text()][:3] == [
        "打开……", "为另一个单位新建……", "换单位",
    ]  # fmt: skip
    last = menu.actions()[-1]
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(last).center())
    qtbot.waitUntil(lambda: shell.window is not window)
    assert shell.window.path == other


def test_where_no_other_file_is_known_the_menu_says_how_to_change_units(qtbot, shell):
    settings().setValue("recent", [str(shell.window.path)])
    shell.window.bar.unit.setFocus()
    QTest.keyClick(shell.window.bar.unit, Key.Key_Return)
    qtbot.waitUntil(shell.window.bar.unit.menu.isVisible)
    assert shell.window.bar.unit.menu.actions()[-1].text().startswith("换单位：")
    shell.window.bar.unit.menu.close()


# --- Ctrl+O ---------------------------------------------------------------------------------------


def open_by_key(qtbot, window, path):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def choose_file(dialog):
        assert isinstance(dialog, QFileDialog)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    seen = answer(choose_file)
    QTest.keyClick(window, Key.Key_O, CONTROL)
    assert seen == ["打开"]


def test_another_data_file_is_opened_in_the_place_of_this_one(qtbot, shell):
    window, other = shell.window, recent_files()[1]
    open_by_key(qtbot, window, other)
    assert shell.window.path == other
    idle(qtbot, shell.window)
    open_by_key(qtbot, shell.window, other)
    box = shell.window.findChild(QMessageBox)
    assert "已经打开" in box.text()
    box.close()


@pytest.mark.parametrize("table", ["form", "history", "another unit's"])
def test_a_table_is_led_to_where_it_is_taken_over(qtbot, shell, small_store, tmp_path, table):
    window = shell.window
    year = window.working.year
    if table == "history":
        (tmp_path / "t.xlsx").write_bytes(history_table(year.desk))
    else:
        (tmp_path / "t.xlsx").write_bytes(entry_workbook(year))
        if table == "another unit's":
            open_by_key(qtbot, window, recent_files()[1])
            window = shell.window
            idle(qtbot, window)
    window.show_stage(Stage.REVIEW)
    open_by_key(qtbot, window, tmp_path / "t.xlsx")
    idle(qtbot, window)
    assert window.pages.currentWidget() is window.entry
    words = {"form": "完全相同", "history": "往年数据表", "another unit's": "单位"}[table]
    said = window.entry.notice.sentence + "".join(d.windowTitle() for d in window.findChildren(PreviewDialog))
    assert words in said


def test_what_cannot_be_opened_here_is_told_about(qtbot, shell, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    open_by_key(qtbot, shell.window, tmp_path / "a.pdf")
    box = shell.window.findChild(QMessageBox)
    assert "PDF" in box.text()
    box.close()
    assert isinstance(shell.window, MainWindow)


def test_a_file_that_is_dropped_on_the_open_window_is_opened_as_what_it_is(
    qtbot, shell, small_store, tmp_path
):
    window, other = shell.window, small_store("begun", "education")
    with qtbot.waitSignal(window.other.store_wanted) as wanted:
        assert drop_on(window, window.rect().center(), other) == [True, True]
    assert wanted.args == [other]
    assert drop_on(shell.window, shell.window.rect().center(), "https://example.org/x") == [False, False]


def test_ctrl_o_opens_on_the_first_screen_too(qtbot, welcome, small_store):
    path = small_store("filled")
    with qtbot.waitSignal(welcome.opened) as opened:
        open_by_key(qtbot, welcome, path)
    assert opened.args[0].path == path
    opened.args[0].close()


def test_a_file_that_is_dropped_on_the_first_screen_is_opened(qtbot, welcome, small_store):
    path = small_store("filled")
    with qtbot.waitSignal(welcome.opened) as opened:
        assert drop_on(welcome, welcome.rect().center(), path) == [True, True]
    assert opened.args[0].path == path
    opened.args[0].close()


def test_in_a_small_window_the_field_in_focus_is_always_in_sight(qtbot, welcome):
    welcome.resize(600, 360)
    qtbot.waitUntil(lambda: welcome.plan.visibleRegion().boundingRect().height() == welcome.plan.height())
    choose_wanghua(welcome)
    QTest.keyClick(welcome.plan, Key.Key_Return)
    QTest.keyClicks(welcome.unit.line, "wsjk")
    QTest.keyClick(welcome.unit.line, Key.Key_Return)
    for line in welcome.people.lines.values():
        assert welcome.focusWidget() is line
        qtbot.waitUntil(lambda line=line: line.visibleRegion().boundingRect().height() == line.height())
        QTest.keyClick(line, Key.Key_Return)


# --- what it is wanted for -------------------------------------------------------------------------


def test_who_receives_is_asked_for_the_offices_file_and_no_unit(qtbot, welcome):
    first = welcome.purpose.cards[Purpose.REPORTING].button
    qtbot.waitUntil(first.hasFocus)
    assert welcome.purpose.purpose is None
    assert welcome.missing.text().startswith("还差 4 项：用途、规划")
    QTest.keyClick(first, Key.Key_Right)
    assert welcome.purpose.purpose is Purpose.RECEIVING
    assert (welcome.office().isVisible(), welcome.unit.isVisible()) == (True, False)
    assert (welcome.missing.text(), welcome.begin.isEnabled()) == ("还差 3 项：规划、经办人、角色", False)
    QTest.keyClick(welcome.focusWidget(), Key.Key_Left)
    assert (welcome.office().isVisible(), welcome.unit.isVisible()) == (False, True)
    assert welcome.purpose.purpose is Purpose.REPORTING
    QTest.keyClick(welcome.focusWidget(), Key.Key_Return)
    assert welcome.focusWidget() is welcome.plan
    QTest.mouseClick(welcome.purpose.cards[Purpose.RECEIVING], Qt.MouseButton.LeftButton)
    assert welcome.purpose.purpose is Purpose.RECEIVING, "the whole card is pressed"


def test_the_invented_year_is_made_once_apart_from_real_files(qtbot, welcome, tmp_path):
    for filled in ("", "changed"):
        with qtbot.waitSignal(welcome.opened) as opened:
            QTest.mouseClick(welcome.going_on.sample, Qt.MouseButton.LeftButton)
        desk = opened.args[0]
        with desk:
            assert desk.path.parent == tmp_path / "演示数据"
            assert desk.people.filler.startswith("（演示）")
            year = open_year(desk, load_sample().year)
            assert year.report.blocking, "there is something to find"
            assert (
                year.figures.observations.keys() == load_sample().figures.keys() | load_sample().slips.keys()
            )
            assert desk.people.phone == (filled or desk.people.phone)
            desk.name_people(phone="changed")
    assert len(list((tmp_path / "演示数据").glob("*.db"))) == 1
