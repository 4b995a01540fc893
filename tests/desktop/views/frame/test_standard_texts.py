"""Qt's own dialogs speak Chinese."""

import re
import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,
    QFileSystemModel,
    QGroupBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QToolButton,
)

pytestmark = pytest.mark.gui
WINDOWS_WORDS = pytest.mark.skipif(sys.platform == "win32", reason="these words are those of Windows")
ENGLISH = re.compile(r"[A-Za-z]{2}")


def english(widget):
    """Words on buttons, labels and boxes that are not Chinese."""
    words = [part.text() for kind in (QLabel, QAbstractButton) for part in widget.findChildren(kind)]
    words += [part.toolTip() for part in widget.findChildren(QToolButton)]
    words += [part.title() for part in widget.findChildren(QGroupBox)]
    return [text for text in words if ENGLISH.search(text) and "/" not in text]


@pytest.mark.parametrize(
    ("context", "source", "shown"),
    [
        ("QPlatformTheme", "Cancel", "取消"),
        ("QFileDialog", "Look in:", "查找范围："),
        ("nobody", "known to nobody", "known to nobody"),
    ],
)
def test_standard_texts_are_chinese_and_others_stay(context, source, shown):
    assert QCoreApplication.translate(context, source) == shown


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_file_dialogs(qtbot, mode):
    dialog = QFileDialog(None, "选择")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    assert len(dialog.findChildren(QLabel)) >= 3
    assert english(dialog) == []


@WINDOWS_WORDS
def test_folders_in_a_file_dialog(qtbot, tmp_path):
    (tmp_path / "备份").mkdir()
    model = QFileSystemModel()
    model.setRootPath(str(tmp_path))
    assert model.type(model.index(str(tmp_path / "备份"))) == "文件夹"


@WINDOWS_WORDS
def test_print_dialog(qtbot):
    dialog = QPrintDialog(QPrinter())
    qtbot.addWidget(dialog)
    assert english(dialog) == []


def test_standard_buttons_and_menus(qtbot):
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok
        | QDialogButtonBox.StandardButton.Cancel
        | QDialogButtonBox.StandardButton.Yes
        | QDialogButtonBox.StandardButton.Save
    )
    box = QMessageBox(QMessageBox.Icon.Warning, "题", "文", QMessageBox.StandardButton.Ok)
    asking, line = QInputDialog(), QLineEdit("x")
    asking.setLabelText("原因")
    for widget in (buttons, box, asking, line):
        qtbot.addWidget(widget)
        assert english(widget) == []
    menu = line.createStandardContextMenu()
    qtbot.addWidget(menu)
    assert [a.text() for a in menu.actions() if ENGLISH.search(a.text().partition("\t")[0])] == []
