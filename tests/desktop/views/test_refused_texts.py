"""A text that the store refuses stays, is told of, handed on to a file that is reopened, and asked about."""

import shutil
import sqlite3
import sys
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.app.shell import Shell
from desktop.services.unit.desk import open_desk
from desktop.views.dialogs.unsaved_dialog import UnsavedDialog
from desktop.views.entry.definition_dialog import DefinitionDialog
from desktop.views.entry.preview_dialog import PreviewDialog
from forms.filing.stage import Stage
from tests.desktop.models.desks import BIRTHS, YEAR, clear_all, new_desk
from tests.desktop.views.modal import answer

pytestmark = [
    pytest.mark.gui,
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True),
]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TYPED = "taken from the ledger"
FIGURE = "2077"
REPLACED = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let open files be replaced")


@pytest.fixture
def shell(qtbot, tmp_path, store, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: None)
    store.parent.mkdir()
    new_desk(store, filled=True).close()
    shell = Shell(tmp_path)
    shell.draw_curtain()
    assert shell.begin(store, YEAR)
    idle(qtbot, shell.window)
    qtbot.waitUntil(shell.window.isActiveWindow)
    yield shell
    if shell.window is not None:
        shell.window.may_close = True
        shell.window.close()


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def replace_file(store, tmp_path):
    """What a synchronising program does: a copy in which somebody wrote takes the place of the file."""
    shutil.copy(store, tmp_path / "copy.db")
    with open_desk(tmp_path / "copy.db") as desk:
        desk.name_people(head="Ding One")
    (tmp_path / "copy.db").replace(store)


class Figure:
    """The figure of a cell, typed into the grid and left with Enter."""

    text = FIGURE

    def type(self, window):
        window.go_to(BIRTHS)
        QTest.keyClicks(window.entry.grid, self.text[0])
        QTest.keyClicks(QApplication.focusWidget(), self.text[1:])

    def leave(self, window):
        del window
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)

    def shown(self, window):
        window.go_to(BIRTHS)
        return window.entry.grid.grid_model().index_of(BIRTHS).data(Qt.ItemDataRole.EditRole)


class Pasted(Figure):
    """A block pasted into the grid."""

    def type(self, window):
        window.go_to(BIRTHS)
        QApplication.clipboard().setText(f"{FIGURE}\n1")
        QTest.keyClick(window.entry.grid, Key.Key_V, CONTROL)

    def leave(self, window):
        next(d for d in window.findChildren(PreviewDialog) if d.isVisible()).enter.click()


class Reason:
    """The explanation of a finding, confirmed with Ctrl+Enter."""

    text = TYPED

    def _finding(self, window):
        return next(f for f in window.working.year.report.unexplained if f.cells)

    def _editor(self, window):
        finding = self._finding(window)
        window.attend_to(finding.cells[0], finding)
        cards = window.entry.cell._cards
        return next(card.editor for card in cards if card.finding.identity == finding.identity)

    def type(self, window):
        QTest.keyClicks(self._editor(window), TYPED)

    def leave(self, window):
        del window
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, CONTROL)

    def shown(self, window):
        return self._editor(window).toPlainText()


class Line:
    """A line beside a cell."""

    text = TYPED

    def __init__(self, name):
        self._name = name

    def _line(self, window):
        window.go_to(BIRTHS)
        return getattr(window.entry.cell.evidence, self._name)

    def type(self, window):
        line = self._line(window)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, TYPED)

    def leave(self, window):
        window.entry.grid.setFocus()

    def shown(self, window):
        return self._line(window).text()


class Name:
    """A line of the people on the page 定稿打印."""

    text = "Zhou Ledger"

    def __init__(self, role):
        self._role = role

    def _lines(self, window):
        window.show_stage(Stage.FINALISE)
        return window.pages.currentWidget().people.lines

    def type(self, window):
        line = self._lines(window)[self._role]
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, self.text)

    def leave(self, window):
        lines = window.pages.currentWidget().people.lines
        next(line for role, line in lines.items() if role != self._role).setFocus()

    def shown(self, window):
        return self._lines(window)[self._role].text()


class Definition:
    """What changed in the definition of a figure."""

    text = TYPED

    def type(self, window):
        window.ask_definition(BIRTHS)
        dialog = self._dialog(window)
        dialog.years.setCurrentIndex(0)
        dialog.note.setFocus()
        QTest.keyClicks(dialog.note, TYPED)

    def _dialog(self, window):
        return next(d for d in window.findChildren(DefinitionDialog) if d.isVisible())

    def leave(self, window):
        dialog = self._dialog(window)
        dialog.record.click()
        if window.working.year.desk.seems_replaced:
            QTest.keyClick(dialog, Key.Key_Escape)  # to come to the banner

    def shown(self, window):
        window.ask_definition(BIRTHS)
        dialog = self._dialog(window)
        text = dialog.note.text()
        dialog.close()
        return text


class Withdrawal:
    """Why a frozen year is taken back."""

    text = TYPED

    def prepare(self, qtbot, window):
        clear_all(window.working)
        window.show_stage(Stage.FINALISE)
        window.pages.currentWidget().finalise()
        idle(qtbot, window)

    def type(self, window):
        window.show_stage(Stage.FINALISE)

    def leave(self, window):
        self._ask(window, lambda reason: reason.setPlainText(TYPED))

    def shown(self, window):
        window.show_stage(Stage.FINALISE)
        seen = []
        self._ask(window, lambda reason: seen.append(reason.toPlainText()))
        return seen[0]

    def _ask(self, window, act):
        def press(dialog):
            act(dialog.reason)
            dialog.take_back.click()

        asked = answer(press)
        window.pages.currentWidget().take_back.click()
        assert asked == ["撤回定稿"]


PLACES = [
    pytest.param(Figure(), id="figure"),
    pytest.param(Pasted(), id="pasted"),
    pytest.param(Reason(), id="reason"),
    pytest.param(Line("note"), id="note"),
    pytest.param(Line("source"), id="source"),
    pytest.param(Name("head"), id="name"),
    pytest.param(Name("phone"), id="phone"),
    pytest.param(Definition(), id="definition"),
    pytest.param(Withdrawal(), id="withdrawal"),
]


def begin(qtbot, window, place):
    if isinstance(place, Withdrawal):
        place.prepare(qtbot, window)
    place.type(window)


@REPLACED
@pytest.mark.parametrize("place", PLACES)
def test_a_file_that_was_replaced_is_told_of_and_the_text_handed_on(qtbot, shell, store, tmp_path, place):
    window = shell.window
    begin(qtbot, window, place)
    replace_file(store, tmp_path)
    place.leave(window)
    idle(qtbot, window)
    assert not window.banner.isHidden(), "nobody had to come back to the window"
    assert not window.pages.isEnabled()
    assert "没有保存" in window.status.saved.text()
    assert "已保存的内容" in window.banner.words.text() or "没有保存过" in window.banner.words.text()
    assert any(place.text in line for line in window.unsaved_lines())
    qtbot.mouseClick(window.banner.reopen, Qt.MouseButton.LeftButton)
    window = shell.window
    for told in window.findChildren(QMessageBox):
        assert "没有保存的内容" not in told.text(), "it has its place"
        told.close()
    idle(qtbot, window)
    assert "没有保存" in window.status.saved.text()
    assert place.shown(window) == place.text


@REPLACED
@pytest.mark.parametrize("place", [p for p in PLACES if p.id in ("figure", "reason", "note", "name")])
def test_a_text_that_was_being_typed_is_handed_on(qtbot, shell, store, tmp_path, place):
    window = shell.window
    begin(qtbot, window, place)
    replace_file(store, tmp_path)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    idle(qtbot, window)
    assert not window.banner.isHidden()
    assert "没有保存" in window.status.saved.text()
    qtbot.mouseClick(window.banner.reopen, Qt.MouseButton.LeftButton)
    for told in shell.window.findChildren(QMessageBox):
        told.close()
    idle(qtbot, shell.window)
    assert place.shown(shell.window) == place.text


@pytest.mark.parametrize("place", PLACES)
def test_a_locked_file_loses_nothing(qtbot, shell, store, place):
    window = shell.window
    begin(qtbot, window, place)
    window._desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        place.leave(window)
        assert "没有保存" in window.status.saved.text()
        for dialog in window.findChildren(DefinitionDialog):
            dialog.close()
        assert not window.close(), "it asks"
        asked = next(d for d in window.findChildren(UnsavedDialog) if d.isVisible())
        assert place.text in asked.listed.text()
        asked.back.click()
    if isinstance(place, Definition):
        return
    assert place.shown(window) == place.text


@REPLACED
def test_what_has_no_place_in_the_other_file_is_written_down(qtbot, shell, store, tmp_path):
    window = shell.window
    place = Reason()
    place.type(window)
    shutil.copy(store, tmp_path / "copy.db")
    with open_desk(tmp_path / "copy.db") as desk:
        desk.name_people(head="Ding One")
        from desktop.services.unit.year import open_year

        year = open_year(desk, YEAR)
        year.enter({cell.key: "" for cell in year.layout.entry_cells})
    (tmp_path / "copy.db").replace(store)
    place.leave(window)
    idle(qtbot, window)
    qtbot.mouseClick(window.banner.reopen, Qt.MouseButton.LeftButton)
    (told,) = shell.window.findChildren(QMessageBox)
    assert TYPED in told.text()
    told.close()


def test_a_name_is_mended_and_forgotten(qtbot, shell, store):
    window, place = shell.window, Name("head")
    place.type(window)
    window._desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        place.leave(window)
    assert "还没有保存" in window.pages.currentWidget().people._trouble.text()
    window.open_year(2024)
    assert place.shown(window) == place.text
    QTest.keyClick(window.pages.currentWidget().people.lines["head"], Key.Key_Return)
    idle(qtbot, window)
    assert window._desk.people.head == place.text
    assert "没有保存" not in window.status.saved.text()
    assert window.unsaved_lines() == []
