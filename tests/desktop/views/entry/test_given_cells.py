"""Cells that base figures of the office give: shown, marked, and closed to keys, clipboard and undo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from db.office.records import CertificatePurpose
from desktop.models.grid.roles import Role
from desktop.services.office.desk import init_office
from desktop.services.office.registry.keys import create_office_key
from desktop.services.office.task.base_figures import issue_base, read_base
from desktop.services.plans.packs import PlanPack
from desktop.submission.keys.certificate import to_der
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.sourced import PEOPLE, PLACES, sourced_desk
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.typing_keys import CONTROL, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
YEAR = 2025
TOTAL, WOMEN, OWN = "f/01/_T", "f/01/SEX=F", "f/02/_T"


class Office:
    """Writes base figures of the window's plan into files."""

    def __init__(self, folder, desk):
        self.folder, self.number = folder, 0
        self.desk = init_office(folder / "统计局.db", PlanPack(desk.plan, desk.pack.data), "陈静", desk.clock)
        path = folder / "office.p12"
        self.key = create_office_key(self.desk, CertificatePurpose.SIGNING, path, PASSPHRASE)
        desk.store.trust_office(to_der(self.key.certificate), desk.clock(), actor="", now=desk.clock())

    def write(self, *rows):
        self.number += 1
        lines = [f"people,{group},{value},人口年报" for group, value in rows]
        table = "\n".join([f"代码,分组,{YEAR},来源", *lines]).encode()
        path = self.folder / f"base-{self.number}.asice"
        issue_base(self.desk, read_base(self.desk, table, YEAR), self.key, path)
        return path


@pytest.fixture
def given(open_window, tmp_path, qtbot):
    """A window in which base figures were dropped; what was typed before is in them."""
    window = open_window(sourced_desk(tmp_path, ("people", "places")), YEAR)
    office = Office(tmp_path, window.working.year.desk)
    window.go_to(TOTAL)
    type_into(window.entry.grid, "890")
    window.entry.grid.choose(OWN)
    type_into(window.entry.grid, "30")
    drop_letter(qtbot, window, office.write(("_T", 900), ("女", 450)), TOTAL, "900")
    window.office = office
    yield window
    office.desk.close()


def text(window, address):
    return window.entry.grid.grid_model().index_of(address).data()


def drop_letter(qtbot, window, path, address, shown):
    drop_on(window, QPoint(5, 5), path)
    qtbot.waitUntil(lambda: window.working.year.reading(window.working.cell(address).key).text == shown)
    qtbot.waitUntil(lambda: window.isEnabled() and not window.tasks.is_busy)
    window.go_to(address)


def stored(window):
    seen = window.working.year.desk.store.observations(YEAR)
    return {key: one.reading.text for key, one in seen.items()}


def test_a_given_cell_says_who_gave_it_and_takes_no_keys(given):
    model, grid = given.entry.grid.grid_model(), given.entry.grid
    index = model.index_of(TOTAL)
    assert (index.data(), index.data(Role.DETAIL), index.data(Role.GIVEN)) == ("900", "锁", True)
    assert "统计局提供，已锁定" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index_of(OWN)) & Qt.ItemFlag.ItemIsEditable
    grid.choose(TOTAL)
    for key in (Key.Key_7, Key.Key_F2, Key.Key_Delete):
        press(grid, key)
        assert "统计局 2025 年基础数据第 1 号给定，不能改" in given.entry.notice.sentence
    shown = " ".join(label.text() for label in given.entry.cell.findChildren(QLabel))
    assert "统计局 2025 年基础数据第 1 号，正式数" in shown
    assert stored(given)[PEOPLE] == "900"


def test_a_remark_can_be_written_and_the_source_cannot(given):
    given.entry.grid.choose(TOTAL)
    box = given.entry.cell.evidence
    assert box.source.isReadOnly()
    assert not box.note.isReadOnly()
    box.note.setFocus()
    box.note.setText("本单位台账是 905")
    box.note.setModified(True)
    box.note.editingFinished.emit()
    seen = given.working.year.desk.store.observations(YEAR)[PEOPLE]
    assert (seen.note, seen.reading.text) == ("本单位台账是 905", "900")


def test_clipboard_and_undo_leave_it(given):
    grid = given.entry.grid
    grid.choose(TOTAL)
    QGuiApplication.clipboard().setText("905")
    press(grid, Key.Key_V, CONTROL)
    assert "不能改" in given.entry.notice.sentence
    for _ in range(4):
        press(grid, Key.Key_Z, CONTROL)
    assert stored(given) == {PEOPLE: "900", PEOPLE._replace(breakdown="SEX=F"): "450"}
    for _ in range(4):
        press(grid, Key.Key_Y, CONTROL)
    assert stored(given)[PEOPLE] == "900"
    assert stored(given)[PLACES] == "30"


def test_later_base_figures_are_shown_at_once(given, qtbot):
    drop_letter(qtbot, given, given.office.write(("_T", 910)), TOTAL, "910")
    model = given.entry.grid.grid_model()
    assert (text(given, TOTAL), text(given, WOMEN)) == ("910", "450")
    assert [bool(model.index_of(one).data(Role.GIVEN)) for one in (TOTAL, WOMEN)] == [True, False]
    given.entry.grid.choose(WOMEN)
    type_into(given.entry.grid, "455")
    QApplication.processEvents()
    assert stored(given)[PEOPLE._replace(breakdown="SEX=F")] == "455"
