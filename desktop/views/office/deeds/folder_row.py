"""The folder into which letters and drafts are written, remembered on this PC."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.services.office.desk import OfficeDesk
from desktop.services.places import typed_path
from desktop.views.frame.file.files import ask_folder
from desktop.views.frame.file.recent import settings
from desktop.views.office.deeds.key_box import row_label

SENT = "发出"
"""Beside the data file: where what goes out is put until another folder is chosen."""


def folder_of_letters(desk: OfficeDesk) -> Path:
    """The folder that was used last for what goes out, else the one beside the data file."""
    beside = desk.path.parent
    return typed_path(str(settings().value(_place_of(desk, SENT), "") or beside / SENT), beside)


def _place_of(desk: OfficeDesk, name: str) -> str:
    """Where the folder is remembered that was used last, by its name beside the data file."""
    return f"office/{desk.region}/" + ("folder" if name == SENT else f"folder-{name}")


class FolderRow(QWidget):
    """A line with the folder, and the way to choose another.

    Args:
        desk: the office's desk.
        name: of the folder beside the data file that is suggested at first; each is remembered by itself.
    """

    def __init__(self, desk: OfficeDesk, parent: QWidget | None = None, name: str = SENT) -> None:
        """Suggest the folder that was used last."""
        super().__init__(parent)
        self._beside, self._kept = desk.path.parent, _place_of(desk, name)
        self.line = QLineEdit(str(settings().value(self._kept, "") or self._beside / name))
        self.line.setAccessibleName("写到哪个文件夹")
        choose = QPushButton("选择……")
        choose.setAccessibleName("选择写到哪个文件夹")
        choose.clicked.connect(self._ask)
        form, row = QFormLayout(self), QHBoxLayout()
        form.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(choose)
        form.addRow(row_label("写到文件夹"), row)

    def lacks(self) -> str:
        """What is missing, as a sentence; the focus goes there."""
        if self.line.text().strip():
            return ""
        self.line.setFocus()
        return "请写明写到哪个文件夹。"

    def take(self) -> Path:
        """The folder, which is suggested from now on."""
        folder = typed_path(self.line.text(), self._beside)
        settings().setValue(self._kept, str(folder))
        return folder

    def _ask(self) -> None:
        place = ask_folder(self, "写到哪个文件夹", self.line.text())
        if place:
            self.line.setText(place)
