"""A task in the window: deadline, notice, forms of another version of the plan, encryption to the office."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from db.office.records import CertificatePurpose
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import init_office
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.registry.revoking import revoke
from desktop.services.unit.desk import open_desk
from desktop.services.unit.letters.kept_task import kept_task
from desktop.views.frame.parts.lines import RowLink
from forms.figures.breakdown import SeriesKey
from forms.filing.stage import Stage
from forms.plan.pack import Row
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.tasks import confirmed, task
from tests.desktop.views.letters.test_letter_door import opened, trust_dialog
from tests.plans import small

pytestmark = pytest.mark.gui
NOTICE = "请于四月底前报送，盖章表随报送包交来。\n联系人：陈静"


@pytest.fixture
def renamed():
    """The county's own version: owners confirmed, and an item called otherwise."""
    items = tuple(
        replace(item, name="活产总数") if item.code == "births" else item for item in small().plan.items
    )
    return confirmed(small(), items=items)


@pytest.fixture
def office(tmp_path, renamed):
    with init_office(tmp_path / "统计局.db", renamed, "陈静", Clock()) as desk:
        yield desk


def key_of(office, tmp_path, name="1", purpose=CertificatePurpose.SIGNING):
    return create_office_key(office, purpose, tmp_path / f"{name}.p12", PASSPHRASE)


def take(qtbot, window, made, key=None, since=""):
    """Open a task; where its key is new, with what stands on paper."""
    window.other.open(made.path)
    if key is not None:
        dialog = trust_dialog(qtbot)
        if since:
            QTest.keyClicks(dialog.since, since)
        QTest.keyClicks(dialog.field, key.fingerprint)
        QTest.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    opened(qtbot, window)
    qtbot.waitUntil(lambda: kept_task(window.working.year.desk, YEAR) is not None)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_deadline_notice_and_forms_come_with_the_task(qtbot, open_small, office, tmp_path):
    window = open_small("filled")
    name = window.working.row(ALIVE).name
    assert "截止日期由统计局通知" in window.bar._deadline.text()
    key = key_of(office, tmp_path)
    set_deadline(office, YEAR, ALL, date(YEAR + 1, 4, 30))
    take(qtbot, window, task(office, key, tmp_path, notice=NOTICE), key)
    page = window.current_page()
    assert "规划数据包由" in page.notice.sentence
    assert f"截止 {YEAR + 1}-04-30" in window.bar._deadline.text()
    assert any(f"报送截止 {YEAR + 1}-04-30" in text and "联系人：陈静" in text for text in texts(page))
    assert name != window.working.row(ALIVE).name == "活产总数"
    window.show_stage(Stage.ENTRY)
    window.go_to(ALIVE)
    assert window.entry.grid.current_address() == ALIVE
    assert "活产总数" in " ".join(texts(window))
    window.show_home()
    qtbot.waitUntil(lambda: "第 1 号已打开" in texts(window.current_page()))
    window.close()
    with open_desk(window.path) as desk:
        assert desk.plan.version == office.plan.version
        assert desk.store.verify_log().ok


def test_a_unit_that_is_let_off_sees_it(qtbot, open_small, office, tmp_path):
    window = open_small("begun")
    key = key_of(office, tmp_path)
    excuse(office, "health", YEAR, "这一年没有业务")
    take(qtbot, window, task(office, key, tmp_path), key)
    assert window.bar._deadline.text() == "本单位不用报送"
    window.show_home()
    qtbot.waitUntil(lambda: "本单位这一年不用报送" in texts(window.current_page()))


def test_a_stolen_key_is_replaced_in_the_window(qtbot, open_small, office, tmp_path):
    window = open_small("begun")
    stolen = key_of(office, tmp_path)
    take(qtbot, window, task(office, stolen, tmp_path), stolen)
    revoke(
        office, fingerprint=stolen.fingerprint, unit=None, since="2026-03-20", reason="密钥文件被盗，已报案"
    )
    new = key_of(office, tmp_path, "2")
    take(qtbot, window, task(office, new, tmp_path), new, since="2026-03-20")
    qtbot.waitUntil(lambda: "自 2026-03-20 起停用" in window.current_page().notice.sentence)
    trusted = {one.fingerprint: one.distrusted for one in window.working.year.desk.store.trusted_offices()}
    assert trusted[new.fingerprint] is None
    assert trusted[stolen.fingerprint] is not None


def test_the_office_s_certificate_is_offered_for_encryption_and_not_used_by_itself(
    qtbot, open_small, office, tmp_path
):
    window = open_small("final")
    key, receiving = key_of(office, tmp_path), key_of(office, tmp_path, "2", CertificatePurpose.RECEIVING)
    take(qtbot, window, task(office, key, tmp_path), key)
    window.show_stage(Stage.EXPORT)
    box = window.current_page().encryption
    assert "任务带来了统计局的收件证书" in box.wanted.text()
    assert box.chosen() == []
    box.wanted.setChecked(True)
    assert [one.fingerprint for one in box.chosen()] == [receiving.fingerprint]
    assert "来自统计局签名的任务" in box.shown.text()
    assert not box.compared.isVisible()


def test_rows_and_a_form_that_the_task_adds_can_be_filled_in_at_once(qtbot, open_small, tmp_path):
    """The window goes on with the forms of the new version everywhere, without being opened again."""
    plan = small().plan
    added = (replace(plan.item_by_code["births"], code=f"added-{n}", name=f"新增项目{n}") for n in (1, 2))
    maternal = plan.forms[0]
    rows = (*maternal.rows, replace(maternal.rows[0], code="09", item="added-1"))
    further = replace(maternal, code="further", title="新增的表", rows=(Row(code="01", item="added-2"),))
    forms = (replace(maternal, rows=rows), *plan.forms[1:], further)
    pack = confirmed(small(), items=(*plan.items, *added), forms=forms)
    with init_office(tmp_path / "统计局.db", pack, "陈静", Clock()) as office:
        key = key_of(office, tmp_path)
        window = open_small("begun")
        window.show_stage(Stage.ENTRY)
        before = len(window.working.year.layout.forms)
        window.look_for()
        window.finder.hide()
        take(qtbot, window, task(office, key, tmp_path), key)
    assert len(window.working.year.layout.forms) == before + 1
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_stage(Stage.ENTRY)
    for address, text in (("maternal/09/_T", "7"), ("further/01/_T", "8")):
        window.go_to(address)
        assert window.entry.grid.current_address() == address
        QTest.keyClicks(window.entry.grid, text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    found = window.working.year.figures.observations
    assert found[SeriesKey("added-1")].reading.text == "7"
    assert found[SeriesKey("added-2")].reading.text == "8"
    window.look_for()
    window.finder._line.setText("新增项目2")
    qtbot.waitUntil(lambda: window.finder._list.count() == 1)
    window.finder.hide()
    window.show_home()
    qtbot.waitUntil(lambda: any("新增的表" in text for text in words(window.current_page())))


def words(page):
    buttons = [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
    return texts(page) + buttons


def test_the_whole_notice_is_read_in_the_thread(qtbot, open_small, office, tmp_path):
    window = open_small("begun")
    key, long = key_of(office, tmp_path), "\n".join([NOTICE, "请指定专人负责。" * 60])
    take(qtbot, window, task(office, key, tmp_path, notice=long), key)
    page = window.current_page()
    link = next(one for one in page.findChildren(RowLink) if one.accessibleName() == "布置任务第 1 号")
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(long in text for text in texts(page)))
    label = next(one for one in page.findChildren(QLabel) if long in one.text())
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
