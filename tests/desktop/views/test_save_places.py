"""What a person types into the dialogs that ask where to save: the right file, or a clear sentence."""

import io
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.printing import official_pdf
from desktop.views.dialogs.past_dialog import PastDialog
from desktop.views.frame.file.files import ask_open_place, ask_open_places, ask_save_place
from desktop.views.frame.file.recent import settings
from desktop.views.frame.opening import open_place
from desktop.views.steps.key_dialog import KeyDialog
from forms.filing.stage import Stage
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.modal import answer
from tests.desktop.views.test_pages import PASSPHRASE, idle, page, ready_window  # noqa: F401 - a fixture

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def draft(qtbot, filled_window):
    """The page 定稿打印 with the form drawn."""
    return page(qtbot, filled_window, Stage.FINALISE)


def is_book(data):
    with closing(openpyxl.load_workbook(io.BytesIO(data), read_only=True)) as book:
        return bool(book.sheetnames)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("报表", "报表.pdf"), ("2025.12", "2025.12.pdf"), ("报表.xlsx", "报表.xlsx.pdf"),
        ("报表.", "报表.pdf"), ("报表.pdf", "报表.pdf"), ("报表.PDF", "报表.PDF"),
    ],
)  # fmt: skip
def test_a_form_is_saved_under_a_name_that_ends_as_its_kind_does(qtbot, draft, tmp_path, typed, written):
    Answers(str(tmp_path / typed))
    qtbot.mouseClick(draft.save_pdf_button, LEFT)
    assert (tmp_path / written).read_bytes() == official_pdf(draft._working.year)
    assert f"已保存：{tmp_path / written}" in draft.notice.sentence
    assert typed == written or not (tmp_path / typed).exists()


def test_a_file_that_the_added_ending_names_is_asked_about(qtbot, draft, tmp_path):
    old = tmp_path / "报表.pdf"
    old.write_bytes(b"kept")
    answers = Answers(str(tmp_path / "报表"), "否", None)
    qtbot.mouseClick(draft.save_pdf_button, LEFT)
    assert "“报表.pdf”已经有了" in answers.asked[0]
    assert answers.suggested[1] == "报表.pdf", "the dialog comes again, so that another name can be typed"
    assert old.read_bytes() == b"kept"
    Answers(str(tmp_path / "报表"), "是")
    qtbot.mouseClick(draft.save_pdf_button, LEFT)
    assert old.read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts characters, as Qt's dialog does")
def test_a_name_that_is_too_long_is_told_in_a_sentence(qtbot, draft, tmp_path):
    Answers(str(tmp_path / ("年" * 100)))  # 300 bytes; Qt's dialog counts characters and lets it pass
    qtbot.mouseClick(draft.save_pdf_button, LEFT)
    assert "文件名太长" in draft.notice.sentence
    assert not list(tmp_path.glob("*.pdf"))


def test_a_folder_of_that_name_is_told_in_a_sentence(qtbot, draft, tmp_path):
    (tmp_path / "报表.pdf").mkdir()
    Answers(str(tmp_path / "报表"), "是")
    qtbot.mouseClick(draft.save_pdf_button, LEFT)
    assert "是文件夹" in draft.notice.sentence


def test_every_table_and_sheet_gets_its_ending(qtbot, ready_window, tmp_path):  # noqa: F811
    window = ready_window
    Answers(str(tmp_path / "填报"))
    qtbot.mouseClick(window.entry.heading.write_book, LEFT)
    idle(qtbot, window)
    assert is_book((tmp_path / "填报.xlsx").read_bytes())
    Answers(str(tmp_path / "往年"))
    window.entry.forms.past_wanted.emit()
    idle(qtbot, window)
    assert is_book((tmp_path / "往年.xlsx").read_bytes())
    printing = page(qtbot, window, Stage.FINALISE)
    Answers(str(tmp_path / "正式"))
    qtbot.mouseClick(printing.save_book_button, LEFT)
    idle(qtbot, window)
    assert is_book((tmp_path / "正式.xlsx").read_bytes())


@pytest.mark.parametrize(
    ("typed", "written", "start"),
    [
        ("日志", "日志.xlsx", b"PK"),
        ("日志.csv", "日志.csv", b"\xef\xbb\xbf"),
        ("日志.pdf", "日志.pdf.xlsx", b"PK"),
    ],
)
def test_the_change_log_is_what_its_name_says(qtbot, filled_window, tmp_path, typed, written, start):
    Answers(str(tmp_path / typed))
    filled_window.keeping().ask_log_place()
    idle(qtbot, filled_window)
    assert (tmp_path / written).read_bytes().startswith(start)
    for box in filled_window.findChildren(QMessageBox):
        box.close()


def test_a_past_form_gets_its_ending(qtbot, ready_window, tmp_path):  # noqa: F811
    finalise(ready_window.working.year)
    dialog = PastDialog(ready_window.working.year.desk)
    qtbot.addWidget(dialog)
    Answers(str(tmp_path / "当时"))
    qtbot.mouseClick(dialog.save_book, LEFT)
    assert zipfile.is_zipfile(tmp_path / "当时.xlsx")
    Answers(str(tmp_path / "当时"))
    qtbot.mouseClick(dialog.save_pdf, LEFT)
    assert (tmp_path / "当时.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("typed", ["签名", "签名.txt", "签名.pfx", ""])
def test_a_key_lies_beside_the_data_file_under_a_name_that_can_be_found_again(
    qtbot, filled_window, store, typed
):
    export = page(qtbot, filled_window, Stage.EXPORT)
    qtbot.mouseClick(export.new_key, LEFT)
    dialog = next(d for d in filled_window.findChildren(KeyDialog) if d.isVisible())
    usual = dialog.place.text()
    dialog.place.selectAll()
    QTest.keyClick(dialog.place, Qt.Key.Key_Delete)
    dialog.place.insert(typed)
    for line in (dialog.first, dialog.second):
        line.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.make, LEFT)
    idle(qtbot, filled_window)
    made = {"": usual.rpartition("/")[2], "签名": "签名.p12", "签名.txt": "签名.txt.p12"}.get(typed, typed)
    assert (store.parent / made).is_file()
    assert export.key.text() == str(store.parent / made)


def test_a_name_typed_in_quotation_marks_or_alone_is_a_path(qtbot, filled_window, store, tmp_path):
    export = page(qtbot, filled_window, Stage.EXPORT)
    export.folder.setText("报送")
    assert export._typed(export.folder) == store.parent / "报送"
    export.folder.setText(f'"{tmp_path}"')
    assert export._typed(export.folder) == tmp_path


def test_nothing_is_asked_about_where_nothing_is_replaced(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "a.db").write_bytes(b"")
    answers = Answers(str(tmp_path / "a"))
    assert ask_save_place(window, "", "x", "数据文件", ".db", replaces=False) == str(tmp_path / "a.db")
    assert answers.asked == []


@pytest.mark.parametrize(
    ("place", "folder", "name"),
    [
        ("", "data", ""),
        ("报表.pdf", "data", "报表.pdf"),
        ("{data}/报表.pdf", "data", "报表.pdf"),
        ("{gone}/报表.pdf", "data", "报表.pdf"),
        ("{other}/报表.pdf", "other", "报表.pdf"),
    ],
)
def test_a_dialog_begins_where_what_is_named_lies_or_beside_the_data(qtbot, tmp_path, place, folder, name):
    """A folder that is gone never leads into the one in which the program runs."""
    folders = {key: tmp_path / key for key in ("data", "other", "gone")}
    for key in ("data", "other"):
        folders[key].mkdir()
    settings().setValue("dialogs/folder", str(folders["data"]))
    parent, seen = QWidget(), []
    qtbot.addWidget(parent)

    def look(dialog):
        name_line = dialog.findChild(QLineEdit, "fileNameEdit")
        seen.append((Path(dialog.directory().absolutePath()), name_line.text()))
        dialog.reject()

    answer(look)
    assert ask_save_place(parent, "保存", place.format(**folders), "PDF", ".pdf") == ""
    (found,) = seen
    assert found == (folders[folder], name or found[1])


def test_where_something_was_read_says_nothing_about_where_a_form_is_kept(qtbot, tmp_path):
    """A form was offered to be saved in the folder of the attachments, and was looked for elsewhere."""
    for name in ("attachments", "forms"):
        (tmp_path / name).mkdir()
    (tmp_path / "attachments" / "台账.pdf").write_bytes(b"%PDF-1.4")
    parent = QWidget()
    qtbot.addWidget(parent)
    settings().setValue("dialogs/folder", str(tmp_path / "forms"))
    Answers(str(tmp_path / "attachments" / "台账.pdf"))
    assert ask_open_places(parent, "添加附件", "台账 (*.pdf)")
    seen = []
    answer(lambda dialog: (seen.append(Path(dialog.directory().absolutePath())), dialog.reject()))
    assert ask_save_place(parent, "保存", "报表", "PDF", ".pdf") == ""
    assert seen == [tmp_path / "forms"]


def test_a_table_that_comes_back_is_looked_for_where_it_was_saved(qtbot, tmp_path):
    """An Excel form was saved, then an attachment read elsewhere: the import began among the attachments."""
    for name in ("attachments", "forms"):
        (tmp_path / name).mkdir()
    (tmp_path / "attachments" / "台账.pdf").write_bytes(b"%PDF-1.4")
    parent = QWidget()
    qtbot.addWidget(parent)
    Answers(str(tmp_path / "forms" / "填报表.xlsx"))
    assert ask_save_place(parent, "导出", "填报表", "填报表", ".xlsx", subject="forms")
    Answers(str(tmp_path / "attachments" / "台账.pdf"))
    assert ask_open_places(parent, "添加附件", "台账 (*.pdf)")
    seen = []
    answer(lambda dialog: (seen.append(Path(dialog.directory().absolutePath())), dialog.reject()))
    assert ask_open_place(parent, "导入", "Excel (*.xlsx)", subject="forms") == ""
    assert seen == [tmp_path / "forms"]


def test_where_no_program_opens_a_file_it_is_said_where_it_lies(qtbot, tmp_path):
    """Offscreen, as on a PC without a mail program, nothing opens a draft."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    draft = tmp_path / "wdp-220524-civil-affairs-2025-r1.eml"
    draft.write_bytes(b"")
    open_place(draft)
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert str(draft) in box.text()
    assert "网页邮箱" in box.text()
    box.close()
