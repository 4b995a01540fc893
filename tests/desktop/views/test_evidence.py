"""Sources, reminders and attached files beside the cell."""

import warnings

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.models.grid.roles import Role
from desktop.services.unit.evidence import attachments
from desktop.services.unit.year import open_year
from desktop.views.entry.evidence_box import EvidenceBox
from desktop.views.grid.trend_chart import TrendChart
from tests.desktop.models.desks import BIRTHS, MORTALITY, clear_all, new_desk

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "妇幼卫生年报 表3.pdf"
    path.write_bytes(b"%PDF-1.4 " + b"x" * 312_000)
    return path


@pytest.fixture
def pane(filled_window):
    filled_window.go_to(BIRTHS)
    return filled_window.entry.cell


def add(qtbot, monkeypatch, pane, *paths):
    monkeypatch.setattr(EvidenceBox, "ask", classmethod(lambda cls, parent: list(paths)))
    qtbot.mouseClick(pane.evidence.files.add, LEFT)
    QApplication.processEvents()


def listed(pane):
    QApplication.processEvents()
    return [label.text() for label in pane.evidence.files.findChildren(QLabel) if label.isVisible()]


def test_a_file_is_attached_listed_with_its_size_and_taken_off(
    qtbot, monkeypatch, filled_window, pane, ledger
):
    add(qtbot, monkeypatch, pane, ledger)
    assert listed(pane) == ["附件", ledger.name, "312 KB"]
    filled_window.go_to(MORTALITY)
    filled_window.go_to(BIRTHS)
    assert ledger.name in listed(pane)
    remove = next(b for b in pane.evidence.files.findChildren(QPushButton) if b.text() == "移除")
    for answer in (False, True):
        monkeypatch.setattr(EvidenceBox, "confirm", classmethod(lambda cls, parent, file, a=answer: a))
        qtbot.mouseClick(remove, LEFT)
        assert bool(attachments(filled_window.working.year)) is not answer
    assert listed(pane) == ["附件"]


def test_a_cell_with_a_file_shows_a_letter_until_it_is_taken_off(
    qtbot, monkeypatch, filled_window, pane, ledger
):
    grid = filled_window.entry.grid

    def cell():
        index = grid.currentIndex()
        return index.data(Role.DETAIL), index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert cell()[0] is None
    add(qtbot, monkeypatch, pane, ledger)
    assert cell() == ("附", f"{grid.currentIndex().data()}，有附件")
    assert filled_window.working.detach(attachments(filled_window.working.year)[0])
    assert cell()[0] is None


def test_files_stand_above_what_is_only_looked_at(filled_window, pane):
    """At 150 % they were three screens down, below the chart."""
    QApplication.processEvents()
    assert pane.evidence.files.mapTo(pane._inner, QPoint(0, 0)).y() < pane.findChild(TrendChart).y()


def test_what_cannot_be_attached_is_a_sentence(qtbot, monkeypatch, filled_window, pane, tmp_path):
    for name, words in (("tool.exe", "不能作为附件"), ("none.pdf", "none.pdf")):
        if name == "tool.exe":
            (tmp_path / name).write_bytes(b"MZ")
        add(qtbot, monkeypatch, pane, tmp_path / name)
        assert words in filled_window.entry.notice.sentence
    assert listed(pane) == ["附件"]


def test_a_file_dropped_onto_the_pane_is_attached(filled_window, pane, ledger):
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(ledger))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    spot = pane.viewport().rect().center()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of newer Qt; there is no other way to make one
        enter = QDragEnterEvent(spot, action, files, button, none)
    for event in (enter, QDropEvent(QPointF(spot), action, files, button, none)):
        QApplication.sendEvent(pane.viewport(), event)
        assert event.isAccepted()
    assert [a.name for a in attachments(filled_window.working.year)] == [ledger.name]


def test_nothing_can_be_attached_to_a_computed_cell_or_a_frozen_year(filled_window, pane):
    from desktop.services.unit.filing.finalising import finalise

    filled_window.go_to(MORTALITY)
    assert not pane.evidence.isVisible()
    clear_all(filled_window.working)
    finalise(filled_window.working.year)
    filled_window.working.follow()
    filled_window.go_to(BIRTHS)
    assert pane.evidence.source.isReadOnly()
    assert not pane.evidence.files.add.isVisible()


def test_last_years_source_is_a_reminder_and_is_taken_over_by_a_click_only(qtbot, open_window, store):
    store.parent.mkdir()
    desk = new_desk(store, filled=True)
    before = open_year(desk, 2024)
    entry = before.entry_cell(BIRTHS)
    before.enter({entry.key: "2141"})
    before.annotate(entry.key, source="妇幼卫生年报 表3")
    filled_window = open_window(desk)
    filled_window.go_to(MORTALITY)
    filled_window.go_to(BIRTHS)
    box = filled_window.entry.cell.evidence
    assert box.source.placeholderText() == "上年取自：妇幼卫生年报 表3"
    assert box.source.text() == ""
    qtbot.mouseClick(box.take_over, LEFT)
    assert filled_window.working.year.figures.observations[entry.key].source == "妇幼卫生年报 表3"
    assert box.source.text() == "妇幼卫生年报 表3"
    assert not box.take_over.isVisible()
