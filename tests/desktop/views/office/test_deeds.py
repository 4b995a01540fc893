"""What the office does around the board, by keys, over real files."""

from datetime import date, timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from desktop.documents.owner_list.marks import HEAD_ROW, LIST_SHEET
from desktop.models.office.deed import DeskDeed
from desktop.services.office.decisions.deadlines import ALL, deadlines_of, set_deadline
from desktop.services.office.desk import open_office_desk
from desktop.services.office.letters.reminding import late_units
from desktop.services.office.owners import write_owners
from desktop.services.office.people import set_person
from desktop.views.frame import opening
from desktop.views.office.deeds import deed_dialog
from desktop.views.office.doing import DEEDS
from desktop.views.office.opening import open_office_window
from forms.receiving.role import OfficeRole
from tests.desktop.models.desks import YEAR
from tests.desktop.views.office.deeds import HEAD, OFFICER, PASSPHRASE, READER, AtDialog, make_office
from tests.desktop.views.office_scenes import OF_THE_WINDOW

pytestmark = pytest.mark.gui
KEY = Qt.Key
DAY = date(2026, 4, 30)


@pytest.fixture
def window(office_path, clock, open_office):
    """The window of an office at which everything stands; the head works."""
    window = open_office(make_office(office_path, clock), clock=clock)
    window.desk_year.desk.work_as(HEAD)
    return window


@pytest.fixture
def sent(office_path):
    return office_path.parent / "发出"


@pytest.fixture
def opened(monkeypatch):
    """Folders that were opened."""
    found = []
    monkeypatch.setattr(deed_dialog, "open_folder_of", lambda path: found.append(path.parent))
    return found


def desk_of(window):
    return window.desk_year.desk


def test_a_task_is_signed_with_its_days_its_notice_and_no_paper(qtbot, window, sent, opened):
    at = AtDialog(qtbot, window, DeskDeed.TASK)
    at.type("2026-04-30")
    at.tab_to("各单位：是否报送、另定的期限")
    at.press(KEY.Key_Down, KEY.Key_F2)
    at.type("2026-05-10")
    at.press(KEY.Key_Return)
    at.tab_to("通知的文字")
    at.type("请按时报送")
    at.tab_to("不要求盖章的纸质表（验收时不等校验码）")
    at.press(KEY.Key_Space)
    at.sign()
    desk = desk_of(window)
    (task,) = desk.store.tasks(YEAR)
    second = desk.plan.reporting_units[1].code
    assert deadlines_of(desk, YEAR) == {ALL: DAY, second: date(2026, 5, 10)}
    assert (task.task.notice, task.task.waives_paper, task.actor) == ("请按时报送", True, HEAD)
    assert {one.name for one in sent.iterdir()} == {task.name, task.name.replace(".asice", ".eml")}
    assert "第 1 号已签名写出" in at.told
    at.tab_to("打开所在文件夹")
    at.press(KEY.Key_Return)
    assert opened == [sent]
    at.press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: not [d for d in window.findChildren(QDialog) if d.isVisible()])


def test_a_day_that_is_none_and_a_wrong_passphrase_change_nothing(qtbot, window, sent):
    before = desk_of(window).store.log_head()
    at = AtDialog(qtbot, window, DeskDeed.TASK)
    at.type("四月底")
    at.sign()
    assert "“四月底”不是日期" in at.told
    assert "E-ASSIGN-006" in at.told
    at.tab_to("全部单位的期限")
    at.type("2026-04-30")
    at.sign("wrong horse 7")
    assert "口令" in at.told
    assert at.dialog.go.isEnabled()
    assert at.dialog.key.passphrase.text() == ""
    assert desk_of(window).store.log_head() == before
    assert not sent.exists()
    at.sign()
    assert "第 1 号已签名写出" in at.told


def owners_filled_in(desk, path):
    """The list of owners as it goes out, with a unit wherever nobody stands in it."""
    write_owners(desk, YEAR, path)
    book = openpyxl.load_workbook(path)
    sheet = book[LIST_SHEET]
    for row in range(HEAD_ROW + 1, sheet.max_row + 1):
        if not sheet.cell(row, 4).value:
            sheet.cell(row, 4).value = desk.plan.units[0].name
    book.save(path)
    return path


def test_no_task_while_nobody_confirmed_the_owners_and_the_way_to_it(qtbot, office_path, clock, open_office):
    window = open_office(make_office(office_path, clock, owners=False), clock=clock)
    desk_of(window).work_as(HEAD)
    at = AtDialog(qtbot, window, DeskDeed.TASK)
    assert not at.dialog.go.isEnabled()
    assert "先写出责任单位清单" in at.told
    listed = owners_filled_in(desk_of(window), office_path.parent / "清单.xlsx")
    at.tab_to("确认责任单位……")
    at.press(KEY.Key_Return)
    at.wait()
    at.tab_to("核对好的清单")
    at.type(str(listed))
    at.press(KEY.Key_Return)
    assert "责任单位已确认" in at.told
    at.press(KEY.Key_Escape)
    at.wait()
    assert at.dialog.go.isEnabled()
    at.sign()
    assert "第 1 号已签名写出" in at.told


def test_a_deadline_put_off_says_that_the_task_must_follow(qtbot, window):
    desk = desk_of(window)
    set_deadline(desk, YEAR, ALL, DAY)
    at = AtDialog(qtbot, window, DeskDeed.DEADLINE)
    assert at.dialog.days.common.text() == "2026-04-30"
    at.type("2026年5月15日")
    at.press(KEY.Key_Return)
    assert deadlines_of(desk, YEAR)[ALL] == date(2026, 5, 15)
    assert "再布置一次任务" in at.told


def test_a_deadline_in_the_year_itself_is_refused_whole(qtbot, window):
    desk = desk_of(window)
    before = desk.store.log_head()
    at = AtDialog(qtbot, window, DeskDeed.DEADLINE)
    at.type("2026-04-30")
    table = at.dialog.days.table
    table.item(0, 2).setText("2025-04-30")
    at.tab_to("全部单位的期限")
    at.press(KEY.Key_Return)
    assert "E-ASSIGN-002" in at.told
    assert desk.store.log_head() == before


@pytest.mark.parametrize(
    ("name", "deeds", "role"),
    [
        (OFFICER, {DeskDeed.TASK, DeskDeed.BASE, DeskDeed.ACCEPT_ALL, DeskDeed.EXCUSE}, "监测员"),
        (READER, {DeskDeed.TASK, DeskDeed.DEADLINE, DeskDeed.RECEIPTS, DeskDeed.EXCUSE}, "只读"),
    ],
)
def test_what_somebody_may_not_do_is_locked_and_says_who_may(qtbot, window, name, deeds, role):
    desk_of(window).work_as(name)
    for deed in deeds:
        at = AtDialog(qtbot, window, deed)
        assert not at.dialog.go.isEnabled()
        assert f"{name}在名单里是“{role}”" in at.told
        assert HEAD in at.told
        assert "没有写入" not in at.told, "nothing was tried"
        at.dialog.reject()


def test_a_unit_is_excused_with_a_reason_and_called_back(qtbot, window):
    unit = desk_of(window).plan.reporting_units[0]
    at = AtDialog(qtbot, window, DeskDeed.EXCUSE)
    assert at.told == "请选单位。"
    at.press(KEY.Key_Down)
    at.tab_to("记为免报")
    at.press(KEY.Key_Return)
    assert at.told == "请写明原因。"
    at.type("这一年没有业务")
    at.tab_to("记为免报")
    at.press(KEY.Key_Return)
    assert "已记为免报" in at.told
    at.press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.desk_year.row_of(unit.code).state.value == "excused")
    at = AtDialog(qtbot, window, DeskDeed.EXCUSE)
    at.press(KEY.Key_Down)
    at.tab_to("原因")
    at.type("有业务了")
    at.tab_to("取消免报")
    at.press(KEY.Key_Return)
    assert "已取消免报" in at.told
    qtbot.waitUntil(lambda: window.desk_year.row_of(unit.code).state.value == "expected")


def test_reminders_are_written_for_what_is_ticked_and_ticked_as_sent_afterwards(qtbot, window, sent, clock):
    desk = desk_of(window)
    set_deadline(desk, YEAR, ALL, DAY)
    at = AtDialog(qtbot, window, DeskDeed.REMIND)
    assert "没有迟报的单位" in at.told
    at.tab_to("期限还没有到、没有期限的也列出")
    at.press(KEY.Key_Space)
    count = len(late_units(desk, YEAR, everyone=True))
    assert len(at.dialog.table.ticked()) == count > 3
    table = at.tab_to("要催的单位")
    table.setCurrentCell(0, 0)
    at.press(KEY.Key_Space)
    at.tab_to("写出邮件草稿")
    at.press(KEY.Key_Return)
    assert f"已写出 {count - 1} 封邮件草稿" in at.told
    assert len(list(sent.glob("*/*-reminder.eml"))) == count - 1
    assert not any(one.reminded for one in late_units(desk, YEAR, everyone=True))
    at.press(KEY.Key_Escape)
    at = AtDialog(qtbot, window, DeskDeed.REMIND)
    at.tab_to("期限还没有到、没有期限的也列出")
    at.press(KEY.Key_Space)
    at.tab_to("记下已发出")
    at.press(KEY.Key_Return)
    assert "已记下催报发给了" in at.told
    assert all(one.reminded for one in late_units(desk, YEAR, everyone=True))


def test_base_figures_are_shown_before_they_are_signed(qtbot, window, office_path, sent):
    desk = desk_of(window)
    table = office_path.parent / "基础数据.csv"
    lines = ["代码,指标,分组,年份,数值,来源,性质"]
    item = next(one for one in desk.plan.items if one.code == "people" or one.owner == "statistics")
    lines.append(f"{item.code},{item.name},_T,{YEAR},1234,统计年鉴,正式数")
    table.write_text("\n".join(lines), encoding="utf-8-sig")
    at = AtDialog(qtbot, window, DeskDeed.BASE)
    assert at.told == "先选填好的表，看过它说的，才能签名。"
    at.tab_to("填好的基础数据表")
    at.type(str(table))
    at.press(KEY.Key_Tab)
    at.wait()
    says = at.dialog.says.toPlainText()
    assert "基础数据.csv" in says
    assert f"{item.name} {YEAR} 年：1234 {item.unit}（正式数，统计年鉴）" in says
    assert at.dialog.go.isEnabled(), says
    at.sign()
    assert "已签发 2025 年基础数据第 1 号" in at.told
    assert [one.name for one in sent.iterdir()] == [desk.store.bases(YEAR)[0].name]
    at.press(KEY.Key_Escape)
    table.write_text(table.read_text(encoding="utf-8-sig").replace("1234", "12x4"), encoding="utf-8-sig")
    at = AtDialog(qtbot, window, DeskDeed.BASE)
    at.tab_to("填好的基础数据表")
    at.type(str(table))
    at.press(KEY.Key_Tab)
    at.wait()
    assert not at.dialog.go.isEnabled()
    assert "整张表不签发" in at.told
    assert len(desk.store.bases(YEAR)) == 1


def test_nobody_can_be_accepted_where_nothing_came_and_the_list_says_why(qtbot, window):
    at = AtDialog(qtbot, window, DeskDeed.ACCEPT_ALL)
    at.wait()
    assert not at.dialog.go.isEnabled()
    assert at.dialog.table.rowCount() == len(desk_of(window).plan.reporting_units)
    assert at.dialog.table.item(0, 2).text() == "待报（还没有报来：催报，或办免报）"


def test_letters_before_any_task_say_that_no_unit_knows_the_office_yet(qtbot, window):
    at = AtDialog(qtbot, window, DeskDeed.RECEIPTS)
    assert "请先布置任务" in at.dialog.caution.text()
    assert at.dialog.caution.isVisible()
    at.press(KEY.Key_Escape)
    at = AtDialog(qtbot, window, DeskDeed.TASK)
    assert not at.dialog.caution.isVisible()


def test_letters_of_a_unit_without_any_are_not_offered(qtbot, window):
    at = AtDialog(qtbot, window, DeskDeed.LETTERS)
    at.press(KEY.Key_Down)
    assert at.told == "这一年还没有给这个单位签发过单子。"
    assert not at.dialog.go.isEnabled()


def test_people_are_listed_by_keys_and_the_first_head_works_from_then_on(qtbot, new_office, open_office):
    window = open_office(new_office)
    desk = desk_of(window)
    at = AtDialog(qtbot, window, DeskDeed.PEOPLE)
    at.type("王芳")
    at.press(KEY.Key_Return)
    assert (desk.person, [role.value for role in desk.officers.values()]) == ("王芳", ["head"])
    at.type("李敏")
    combo = at.tab_to("角色")
    assert combo.currentText() == "监测员", "a head is listed, and most others are officers"
    at.tab_to("列入，或改角色")
    at.press(KEY.Key_Space)
    assert {name: role.label for name, role in desk.officers.items()} == {"王芳": "组长", "李敏": "监测员"}
    table = at.tab_to("统计局的人员") if at.dialog.table.hasFocus() else at.dialog.table
    table.setFocus()
    table.setCurrentCell(1, 0)
    at.press(KEY.Key_Return)
    assert desk.person == "李敏"
    assert not at.dialog.set.isEnabled()
    assert "王芳" in at.dialog.notice.sentence
    with open_office_desk(new_office) as again:
        assert again.is_read_only  # this window holds it
        assert set(again.officers) == {"王芳", "李敏"}


def test_an_officer_who_lists_a_head_is_told_one_thing_and_that_it_is_done(qtbot, new_office, open_office):
    window = open_office(new_office)
    desk = desk_of(window)
    set_person(desk, OFFICER, OfficeRole.OFFICER)
    desk.work_as(OFFICER)
    at = AtDialog(qtbot, window, DeskDeed.PEOPLE)
    assert "还没有组长，监测员也都能办" in at.dialog.roles.text()
    at.tab_to("姓名")
    at.type(HEAD)
    at.press(KEY.Key_Return)
    assert desk.officers[HEAD].value == "head"
    said = [one.text() for one in at.dialog.findChildren(QLabel) if one.isVisible() and one.text()]
    assert any("已列入名单" in one and "由组长（王芳）办理" in one for one in said)
    assert desk.person == OFFICER, "Enter lists, and does not let another one go on"
    assert not any("没有写入" in one for one in said)
    at.press(KEY.Key_Escape)
    at = AtDialog(qtbot, window, DeskDeed.KEYS)
    said = [one.text() for one in at.dialog.findChildren(QLabel) if one.isVisible() and one.text()]
    assert any("由组长（王芳）办理" in one for one in said)
    assert not any("没有写入" in one for one in said)


def test_a_key_is_made_with_a_passphrase_typed_twice(qtbot, office_path, clock, open_office):
    window = open_office(make_office(office_path, clock, key=False), clock=clock)
    desk_of(window).work_as(HEAD)
    AtDialog(qtbot, window, DeskDeed.KEYS)
    at = AtDialog(qtbot, window)
    assert at.tab_to("签名密钥：新建")
    at.press(KEY.Key_Space)
    at.wait()
    at.tab_to("口令")
    at.type(PASSPHRASE)
    at.press(KEY.Key_Tab)
    at.type("another")
    at.press(KEY.Key_Return)
    assert "不一样" in at.told
    at.type(PASSPHRASE)
    at.press(KEY.Key_Return)
    assert "已新建签名密钥" in at.told
    at.press(KEY.Key_Escape)
    at.wait()
    part = next(iter(at.dialog.parts.values()))
    assert "有效期至" in part.facts.text()
    assert part.sheet.isEnabled()
    at.tab_to("签名密钥：公布表")
    at.press(KEY.Key_Space)
    at.wait()
    at.tab_to("口令")
    at.type(PASSPHRASE)
    at.press(KEY.Key_Return)
    assert "公布表.pdf" in at.told
    (sheet,) = (office_path.parent / "发出").glob("*.pdf")
    assert sheet.read_bytes().startswith(b"%PDF")


def test_an_officer_cannot_make_the_signing_key_and_reads_who_may(qtbot, window):
    desk_of(window).work_as(OFFICER)
    at = AtDialog(qtbot, window, DeskDeed.KEYS)
    signing, receiving = at.dialog.parts.values()
    assert not signing.new.isEnabled()
    assert not signing.take.isEnabled()
    assert f"组长（{HEAD}）" in signing.why.text()
    assert receiving.new.isEnabled()
    assert receiving.take.isEnabled()


def test_every_field_has_a_name_and_every_dialog_its_chapter(qtbot, window):
    for deed in DEEDS.keys() - OF_THE_WINDOW:
        at = AtDialog(qtbot, window, deed)
        dialog = at.dialog
        assert dialog.property("helpChapter") == dialog.chapter
        for widget in dialog.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                words = widget.text() if hasattr(widget, "text") and not isinstance(widget, QLineEdit) else ""
                assert widget.accessibleName() or words or isinstance(widget, QLabel), (deed, widget)
        dialog.reject()


def test_opening_a_folder_is_the_systems():
    assert deed_dialog.open_folder_of is opening.open_folder_of


def test_the_status_line_says_who_works_and_its_menu_lets_another_go_on(qtbot, window, office_path):
    button = window.working_now
    window.reread()
    qtbot.waitUntil(lambda: button.text() == f"办理人：{HEAD}（组长）")
    menu = button.menu()
    menu.aboutToShow.emit()
    words = [action.text() for action in menu.actions()]
    assert words == ["王芳　组长", "李敏　监测员", "赵静　只读", "", "人员……"]
    menu.actions()[1].trigger()
    assert desk_of(window).person == OFFICER
    assert button.text() == f"办理人：{OFFICER}（监测员）"
    menu.actions()[-1].trigger()
    assert AtDialog(qtbot, window).dialog.windowTitle() == "人员"
    window.close()
    again = open_office_window(office_path, lambda: None, YEAR)
    qtbot.addWidget(again)
    assert again.desk_year.desk.person == OFFICER
    qtbot.waitUntil(lambda: not again.tasks.is_busy)
    again.close()


@pytest.mark.parametrize("days", [89, 29, 6])
def test_the_end_of_a_key_is_told_in_its_dialog(qtbot, window, clock, days):
    (own,) = desk_of(window).store.certificates()
    clock.now = own.valid_until - timedelta(days=days, hours=1)
    at = AtDialog(qtbot, window, DeskDeed.KEYS)
    signing, receiving = at.dialog.parts.values()
    assert f"{days} 天" in signing.alarm.text()
    assert "新建签名密钥" in signing.alarm.text()
    assert receiving.alarm.text() == ""
    at.dialog.reject()
    at = AtDialog(qtbot, window, DeskDeed.TASK)
    assert f"{days} 天" in at.dialog.key.end.text()


def test_why_the_button_is_locked_is_in_sight_on_a_low_screen(qtbot, window):
    desk_of(window).work_as(OFFICER)
    at = AtDialog(qtbot, window, DeskDeed.TASK)
    at.dialog.resize(760, 420)
    qtbot.waitUntil(lambda: at.dialog.height() <= 700)
    told = at.dialog.told
    assert told.visibleRegion().boundingRect().height() >= told.heightForWidth(told.width())
    assert at.dialog.go.visibleRegion().boundingRect().height() == at.dialog.go.height()
