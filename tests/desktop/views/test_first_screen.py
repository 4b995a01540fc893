"""The first screen when the first try fails, and the backups that it takes."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from desktop.models.beginning import unit_choices
from desktop.services.backup_names import data_file_of
from desktop.services.keeping import back_up_before
from desktop.services.plans.packs import load_bundled
from desktop.services.unit.desk import open_desk
from desktop.services.unit.keeping import restore_backup
from desktop.views.welcome import WelcomeWindow
from tests.desktop.models.desks import BIRTHS, YEAR, new_desk, text_on_disk
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.typing_keys import choose_plan, choose_unit, choose_wanghua

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def welcome(qtbot, tmp_path):
    window = WelcomeWindow(tmp_path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def opened(welcome):
    """Desks that the first screen handed over; closed at the end."""
    desks = []
    welcome.opened.connect(desks.append)
    yield desks
    for desk in desks:
        desk.close()


def begin(welcome):
    QTest.mouseClick(welcome.begin, LEFT)


def fill_in(welcome, filler="Wang Five"):
    choose_wanghua(welcome)
    choose_unit(welcome.unit, "区卫生健康局")
    QTest.keyClicks(welcome.people.lines["filler"], filler)


def test_only_units_with_a_form_are_offered(welcome):
    plan = load_bundled("wanghua").plan
    choose_plan(welcome, plan.shown_title)
    offered = {unit.code for unit in unit_choices(plan)}
    assert welcome.unit.list.count() == len(offered)
    assert offered == {form.unit for form in plan.forms}
    assert plan.unit_by_code.keys() - offered, "some only help"


def test_the_list_of_steps_goes_along_where_it_fits(welcome):
    assert not welcome.steps.isVisible()
    welcome.resize(1366, 728)
    QApplication.processEvents()
    assert welcome.steps.isVisible()
    fill_in(welcome)
    QApplication.processEvents()
    shown = [label.text() for label in welcome.steps.findChildren(QLabel) if label.isVisible()]
    assert "填报单位" in shown
    assert "填表人已写" in shown


# --- a second try --------------------------------------------------------------------------------


@pytest.fixture
def one_refusal(monkeypatch):
    """The file is held by another program, just when the people are to be named, once."""
    from db.unit.store import create_store
    from desktop.services.unit import desk as module

    held = []

    def create(path, **facts):
        store = create_store(path, **facts)
        if not held:
            store._session.driver.execute("PRAGMA busy_timeout = 50")
            held.append(sqlite3.connect(path, isolation_level=None))
            held[0].execute("BEGIN EXCLUSIVE")
        return store

    monkeypatch.setattr(module, "create_store", create)
    yield held
    for connection in held:
        connection.close()


def test_after_a_first_try_that_failed_a_second_one_goes_on(welcome, opened, one_refusal, tmp_path):
    fill_in(welcome)
    begin(welcome)
    assert opened == []
    assert welcome.notice.sentence
    one_refusal[0].close()
    begin(welcome)
    assert [desk.people.filler for desk in opened] == ["Wang Five"], welcome.notice.sentence
    assert not opened[0].is_read_only, "the first try let go of the file"
    assert len(list(tmp_path.glob("*.db"))) == 1


def test_the_file_of_another_unit_is_made_beside_it(welcome, opened, one_refusal, tmp_path):
    fill_in(welcome)
    begin(welcome)
    one_refusal[0].close()
    choose_unit(welcome.unit, "区教育局")
    begin(welcome)
    assert [desk.unit.code for desk in opened] == ["education"]
    assert len(list(tmp_path.glob("*.db"))) == 2


def test_a_file_that_somebody_else_put_there_is_never_written_over(welcome, opened, tmp_path):
    fill_in(welcome)
    with closing(new_desk(tmp_path / "other.db", filled=True)):
        pass
    welcome.made.place.setText(str(tmp_path / "other.db"))
    before = (tmp_path / "other.db").read_bytes()
    begin(welcome)
    assert opened == []
    assert "已经存在" in welcome.notice.sentence
    assert "打开" in welcome.notice.sentence
    assert (tmp_path / "other.db").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("卫健局", "卫健局.db"),
        ("卫健局.2025", "卫健局.2025.db"),
        ("卫健局.xlsx", "卫健局.xlsx.db"),
        ('"a.db"', "a.db"),
    ],
)
def test_a_mere_name_is_a_data_file_in_the_usual_folder(welcome, opened, tmp_path, typed, made):
    fill_in(welcome)
    welcome.made.place.setText(typed)
    begin(welcome)
    assert [desk.path for desk in opened] == [tmp_path / made]


@pytest.mark.parametrize("typed", ["卫" * 100, "a" * 400, "a\0b", "{file}/x", "."])
def test_a_place_where_no_file_can_be_is_told_in_a_sentence(welcome, opened, tmp_path, typed):
    file = tmp_path / "文件"
    file.write_bytes(b"")
    fill_in(welcome)
    welcome.made.place.setText(typed.format(file=file))
    begin(welcome)
    assert opened == [] or typed == "."
    assert welcome.notice.sentence or opened
    assert "Errno" not in welcome.notice.sentence


# --- backups -------------------------------------------------------------------------------------


@pytest.fixture
def backup(store):
    store.parent.mkdir()
    with new_desk(store, filled=True) as desk:
        return back_up_before(desk, "daily")


@pytest.mark.parametrize("name", ["区卫生健康局备份", "给新同事.db", "2025.12.31.bak", "U盘.bak.txt"])
def test_a_backup_under_another_name_is_restored_from_the_first_screen(
    qtbot, welcome, opened, backup, tmp_path, name
):
    renamed = shutil.move(backup, tmp_path / name)
    answers = Answers(str(renamed), str(tmp_path / "恢复的"))
    welcome.opening.restoring().ask()
    assert answers.suggested[1].endswith(".db")
    (box,) = [box for box in welcome.findChildren(QMessageBox) if box.isVisible()]
    qtbot.mouseClick(next(b for b in box.buttons() if b.text() == "恢复"), LEFT)
    assert [desk.path for desk in opened] == [tmp_path / "恢复的.db"]
    assert opened[0].years() == [YEAR]


def test_the_dialog_shows_backups_under_every_name(qtbot, welcome, backup, monkeypatch):
    kinds = []
    from PySide6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (kinds.append(given[3]), ("", ""))[1])
    welcome.opening.restoring().ask()
    assert "*.bak" in kinds[0]
    assert "(*)" in kinds[0]


def test_each_kind_of_backup_is_suggested_the_file_that_it_was_made_of(backup, store, tmp_path):
    assert data_file_of(backup) == store
    with open_desk(store) as desk:
        assert text_on_disk(store, BIRTHS)
        del desk
    kept = restore_backup(backup, store)
    assert data_file_of(kept) == store
    assert data_file_of(store.with_name(f"{store.name}.0001.20260131T093000Z.bak")) == store
    assert data_file_of(store.with_name(f"{store.name}.20260131T093000Z-2.damaged")) == store
    assert data_file_of(store.parent / "另存" / f"{store.stem}.本窗口所填-2.bak") == store
    assert data_file_of(store) == store.with_name(f"{store.stem}（恢复）.db")
    assert (
        data_file_of(tmp_path / "卫健.2025.20260131T093000Z-2.before-export.bak") == tmp_path / "卫健.2025.db"
    )
