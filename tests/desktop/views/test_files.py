"""Where dialogs begin, what is offered once a file was saved, and what the button 更多 prints."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton

from desktop.models.pdf_pages import PdfPages
from desktop.services.unit.exchange import read_workbook
from desktop.views.frame.file.recent import remember
from forms.filing.stage import Stage
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.modal import answer

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Opened(QObject):
    """Takes what the system would open."""

    def __init__(self):
        super().__init__()
        self.places = []

    @Slot(QUrl)
    def take(self, url):
        self.places.append(Path(url.toLocalFile()))


@pytest.fixture
def opened():
    taker = Opened()
    QDesktopServices.setUrlHandler("file", taker, "take")
    yield taker.places
    QDesktopServices.unsetUrlHandler("file")


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


@pytest.fixture
def printing(qtbot, open_small):
    """The page 定稿打印 with the form drawn, of a file opened the usual way."""
    window = open_small("filled")
    remember(window.path)
    window.show_stage(Stage.FINALISE)
    idle(qtbot, window)
    return window.pages.currentWidget()


def begins_in(button_or_action):
    """The folder in which a file dialog begins, which is then left."""
    seen = []

    def look(dialog):
        assert isinstance(dialog, QFileDialog)
        seen.append(Path(dialog.directory().absolutePath()))
        dialog.reject()

    assert answer(look) is not None
    button_or_action()
    return seen[0]


def press(widget, text):
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())
    button.setFocus()
    QTest.keyClick(button, Key.Key_Return)


def test_dialogs_begin_beside_the_data_file_and_then_where_the_last_one_was(qtbot, printing, tmp_path):
    window, beside = printing.window(), printing.window().path.parent
    assert Path.cwd() != beside
    asks = (
        printing.save_pdf_button.click,
        window.workbooks().ask_import,
        window.workbooks().ask_export,
        window.past_years().read,
        window.keeping().ask_backup,
    )
    assert {begins_in(ask) for ask in asks} == {beside}
    stick = tmp_path / "U 盘"
    stick.mkdir()
    Answers(str(stick / "表.pdf"))
    QTest.mouseClick(printing.save_pdf_button, LEFT)
    assert {begins_in(ask) for ask in asks} == {stick}
    (stick / "表.pdf").unlink()
    stick.rmdir()
    assert begins_in(asks[0]) == beside, "the stick was pulled out"


def test_what_was_saved_is_opened_or_its_folder(qtbot, printing, opened, tmp_path):
    Answers(str(tmp_path / "表.pdf"))
    QTest.mouseClick(printing.save_pdf_button, LEFT)
    press(printing.notice, "打开")
    press(printing.notice, "打开所在文件夹")
    assert opened == [tmp_path / "表.pdf", tmp_path]
    printing.notice.say("别的话")
    assert [b.text() for b in printing.notice.findChildren(QPushButton) if b.isVisible()] == ["知道了"]


@pytest.mark.parametrize("what", ["log", "backup"])
def test_what_was_saved_from_the_menu_is_opened_too(qtbot, printing, opened, tmp_path, what):
    keeping = printing.window().keeping()
    if what == "log":
        Answers(str(tmp_path / "记录.xlsx"))
        keeping.ask_log_place()
    else:
        keeping.back_up(tmp_path)
    idle(qtbot, printing.window())
    box = printing.window().findChild(QMessageBox)
    offered = [b.text() for b in box.buttons()]
    assert ("打开" in offered) is (what == "log"), "a copy is not opened by a slip instead of the file"
    press(box, "打开所在文件夹")
    assert opened == [tmp_path]
    box.close()


# --- 更多 -----------------------------------------------------------------------------------------


def choose(qtbot, printing, begins):
    """Open the menu and choose an entry by its words, with the mouse."""
    menu = printing.paper.button.menu()
    QTest.mouseClick(printing.paper.button, LEFT)
    qtbot.waitUntil(menu.isVisible)
    action = next(a for a in menu.actions() if a.text().startswith(begins))
    words = action.text()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    return words


def printed(tmp_path):
    """Answers the next dialog of the printer: into a file, whose pages are returned when they are there."""
    place = tmp_path / "printed.pdf"

    def accept(dialog):
        assert isinstance(dialog, QPrintDialog)
        next(w for w in dialog.findChildren(QLineEdit) if w.objectName() == "filename").setText(str(place))
        dialog.accept()

    return place, answer(accept)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks in a dialog of its own")
@pytest.mark.parametrize("begins", ["只打印", "打印空白的", "打印空白表"])
def test_one_form_or_blank_ones_are_printed(qtbot, printing, tmp_path, begins):
    pages = printing.preview.pages
    form = pages.outline[1]
    while printing.preview.page < form[1]:
        QTest.keyClick(printing.preview.view, Key.Key_PageDown)
    place, seen = printed(tmp_path)
    text = choose(qtbot, printing, begins)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    idle(qtbot, printing.window())
    qtbot.waitUntil(lambda: place.exists() and place.read_bytes().endswith(b"%%EOF\n"), timeout=20_000)
    out = PdfPages(place.read_bytes())
    assert out.count == (pages.chapter(form[0]).count if "《" in text else out.count)
    assert (form[0] in text) is ("《" in text)


def test_blank_forms_hold_no_figure_and_no_name(qtbot, printing, tmp_path):
    year = printing.window().working.year
    year.desk.name_people(head="欧阳明月")
    Answers(str(tmp_path / "空.pdf"))
    choose(qtbot, printing, "保存空白表 PDF")
    idle(qtbot, printing.window())
    pages = PdfPages((tmp_path / "空.pdf").read_bytes())
    text = "".join("".join(pages.text(page).split()) for page in range(pages.count))
    assert "空白表" in text
    assert "草稿" not in text
    assert "欧阳明月" not in text
    typed = [f"{value:,}" for value in year.figures.values.values() if value is not None and value > 999]
    assert typed
    assert [figure for figure in typed if figure in text] == []
    Answers(str(tmp_path / "空.xlsx"))
    choose(qtbot, printing, "保存空白 Excel")
    idle(qtbot, printing.window())
    read = read_workbook(year, (tmp_path / "空.xlsx").read_bytes())
    assert {after for _, _, after in read.changes} == {""}, "it is the Excel form, with nothing in it"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks in a dialog of its own")
def test_who_prints_from_a_form_stands_at_its_page(qtbot, printing):
    window = printing.window()
    title, page = printing.preview.pages.outline[2]
    window.show_stage(Stage.ENTRY)
    window.entry.step_form(1)
    assert window.entry.form_in_front == title
    seen = answer(lambda dialog: dialog.reject())
    QTest.keyClick(window, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    qtbot.waitUntil(lambda: printing.preview.page == page)
    assert printing.preview.form_in_sight == title
    window.show_stage(Stage.REVIEW)
    window.show_stage(Stage.FINALISE)
    assert printing.preview.page == page, "it stays where a person was"
