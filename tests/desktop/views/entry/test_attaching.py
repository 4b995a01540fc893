"""Files behind a figure by Qt's own dialogs and by dropping: several at once, none lost, none by mistake."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from desktop.services.unit.desk import open_desk
from desktop.services.unit.evidence import attachments
from desktop.services.unit.year import open_year
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, DEAD, MORTALITY
from tests.desktop.views.dropped_files import drop_on
from tests.desktop.views.modal import answer
from tests.desktop.views.typing_keys import CONTROL, press

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_small):
    window = open_small("filled")
    window.go_to(ALIVE)
    QApplication.processEvents()
    return window


@pytest.fixture
def papers(tmp_path):
    """Three files as they lie on a desk."""
    made = [tmp_path / name for name in ("台账 第3页.pdf", "年报.xlsx", "扫描.jpg")]
    for number, path in enumerate(made):
        path.write_bytes(b"%PDF-1.4 " + bytes([number]) * 2_000)
    return made


def attached(window):
    return sorted(a.name for a in attachments(window.working.year))


def shown(window):
    QApplication.processEvents()
    labels = window.entry.cell.evidence.files.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and "." in label.text()]


def drop(window, *urls):
    viewport = window.entry.cell.viewport()
    return drop_on(viewport, viewport.rect().center(), *urls)


def test_several_files_are_dropped_at_once(window, papers):
    assert drop(window, *papers) == [True, True]
    assert attached(window) == sorted(path.name for path in papers)
    assert sorted(shown(window)) == attached(window)


def test_of_several_files_the_ones_that_can_be_attached_are_and_the_other_is_told_of(
    window, papers, tmp_path
):
    program = tmp_path / "tool.exe"
    program.write_bytes(b"MZ" * 100)
    drop(window, papers[0], program)
    assert attached(window) == [papers[0].name]
    assert "tool.exe" in window.entry.notice.sentence


@pytest.mark.parametrize("order", [1, -1], ids=["the bad one last", "the bad one first"])
def test_the_one_that_could_not_be_attached_is_told_of_wherever_it_stands(window, papers, tmp_path, order):
    program = tmp_path / "tool.exe"
    program.write_bytes(b"MZ" * 100)
    drop(window, *[papers[0], papers[1], program][::order])
    assert attached(window) == sorted(path.name for path in papers[:2])
    assert "tool.exe" in window.entry.notice.sentence


def test_each_file_that_was_refused_is_named(window, tmp_path):
    for name in ("tool.exe", "setup.msi"):
        (tmp_path / name).write_bytes(b"MZ" * 100)
    drop(window, tmp_path / "tool.exe", tmp_path / "setup.msi")
    assert "tool.exe" in window.entry.notice.sentence
    assert "setup.msi" in window.entry.notice.sentence


def test_a_link_of_a_browser_is_not_fetched(window):
    assert drop(window, QUrl("https://example.org/report.pdf")) == [False, False]
    assert attached(window) == []


def test_a_folder_is_refused_in_words(window, tmp_path):
    (tmp_path / "资料").mkdir()
    drop(window, tmp_path / "资料")
    assert attached(window) == []
    assert "资料" in window.entry.notice.sentence


def test_nothing_is_attached_where_nothing_is_typed_or_the_year_is_closed(open_small, window, papers):
    window.go_to(MORTALITY)
    QApplication.processEvents()
    assert drop(window, *papers) == [False, False]  # a single one would be opened by the window
    closed = open_small("final")
    closed.go_to(ALIVE)
    QApplication.processEvents()
    assert drop(closed, *papers) == [False, False]
    assert attached(window) == attached(closed) == []


def test_files_are_chosen_in_the_dialog_of_files(qtbot, window, papers):
    def choose(dialog):
        assert isinstance(dialog, QFileDialog)
        names = " ".join(f'"{path}"' for path in papers[:2])
        dialog.findChild(QLineEdit, "fileNameEdit").setText(names)
        dialog.accept()

    asked = answer(choose)
    qtbot.mouseClick(window.entry.cell.evidence.files.add, LEFT)
    assert asked == ["添加附件"]
    assert attached(window) == sorted(path.name for path in papers[:2])


@pytest.mark.parametrize("button", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_a_file_is_taken_off_only_by_a_yes(qtbot, window, papers, button):
    drop(window, papers[0])
    QApplication.processEvents()

    def press_button(box):
        assert papers[0].name in box.text()
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.No)
        QTest.mouseClick(box.button(button), LEFT)

    remove = next(b for b in window.findChildren(QPushButton) if b.text() == "移除" and b.isVisible())
    asked = answer(press_button)
    qtbot.mouseClick(remove, LEFT)
    assert asked == ["移除附件"]
    assert bool(attached(window)) is (button is QMessageBox.StandardButton.No)


def test_a_copy_lies_in_the_file_and_the_original_may_go(window, papers):
    drop(window, papers[0])
    data = papers[0].read_bytes()
    path = window.path
    papers[0].unlink()
    window.close()
    with open_desk(path, Clock()) as desk:
        (kept,) = attachments(open_year(desk, YEAR))
        assert (kept.name, kept.size) == (papers[0].name, len(data))


def test_each_cell_has_its_own_files(window, papers):
    drop(window, papers[0])
    window.go_to(DEAD)
    QApplication.processEvents()
    assert shown(window) == []
    drop(window, papers[1])
    assert shown(window) == [papers[1].name]
    window.go_to(ALIVE)
    assert shown(window) == [papers[0].name]


def test_undo_leaves_the_files_of_a_figure(window, papers):
    window.working.enter(ALIVE, "1")
    drop(window, papers[0])
    press(window.entry.grid, Key.Key_Z, CONTROL)
    assert attached(window) == [papers[0].name]
    assert window.working.year.reading(window.working.cell(ALIVE).key).text == "37415"


def test_enter_in_the_line_of_the_source_stores_it_and_moves_nothing(window):
    source = window.entry.cell.evidence.source
    source.setFocus()
    QTest.keyClicks(source, "register 3")
    QTest.keyClick(source, Key.Key_Return)
    stored = window.working.year.figures.observations[window.working.cell(ALIVE).key]
    assert stored.source == "register 3"
    assert source.hasFocus()
    assert window.entry.grid.current_address() == ALIVE


def test_source_and_remark_are_kept_apart_and_emptied_when_they_are_deleted(window):
    evidence, key = window.entry.cell.evidence, window.working.cell(ALIVE).key
    for line, text in ((evidence.source, "register 3"), (evidence.note, "new borders")):
        line.setFocus()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Key.Key_Tab)
    stored = window.working.year.figures.observations[key]
    assert (stored.source, stored.note) == ("register 3", "new borders")
    evidence.note.setFocus()
    evidence.note.selectAll()
    QTest.keyClick(evidence.note, Key.Key_Delete)
    QTest.keyClick(evidence.note, Key.Key_Return)
    stored = window.working.year.figures.observations[key]
    assert (stored.source, stored.note or "") == ("register 3", "")
