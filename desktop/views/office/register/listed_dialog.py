"""Many certificates at once: a folder, a list of fingerprints from stamped sheets, what became of each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.models.office.register.listed import RESULT_HEADS, ListedResult, register_listed
from desktop.models.office.window_words import window_words
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.print_list import write_empty_list
from desktop.services.places import typed_path
from desktop.views.frame.background import Background
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.file.files import ask_folder, ask_open_place, ask_save_place
from desktop.views.office.shown_view import ShownView
from forms.errors import TianbaoError

_ADVICE = (
    "清单是文本文件，每行写“单位 指纹”，单位写全称、简称或代码，指纹照盖章的登记表录入；先存一份空清单，"
    "单位都在里面了。证书文件放在一个文件夹里。"
    "每份证书与清单逐组核对，不在清单里的不登记；有问题的逐份说明，其余照办。"
)
_SHOWN = 4
"""Lines of the results in sight at least. Chosen by us: as many as a screen at 150 % has room for."""


class ListedDialog(Dialog):
    """Asks for a folder with certificates and a list, registers, and tells what became of each."""

    chapter = "desk-certificates.md"
    entered = Signal()
    """Something was registered."""

    def __init__(self, desk: OfficeDesk, background: Background, parent: QWidget | None = None) -> None:
        """Ask."""
        super().__init__("用指纹清单登记多份证书", parent, width=760)
        self._desk, self._background, self._is_writing = desk, background, False
        self.folder, self.list = QLineEdit(), QLineEdit()
        self.folder.setAccessibleName("证书文件夹")
        self.list.setAccessibleName("指纹清单")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.results = ShownView("每份证书的结果", (1,), narrow={0: 220}, wraps=4)
        self.results.hide()
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("核对并登记", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self._close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.empty = buttons.addButton("存一份空清单……", QDialogButtonBox.ButtonRole.ActionRole)
        self.empty.clicked.connect(self._save_empty)
        buttons.accepted.connect(self.register)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("证书文件夹", self._line(self.folder, self._ask_folder))
        form.addRow("指纹清单", self._line(self.list, self._ask_list))
        self.advice = muted(_ADVICE)
        self.lay_out(self.advice, form, self.told, self.results, buttons=buttons)
        self.folder.setFocus()

    @staticmethod
    def _line(line: QLineEdit, ask: object) -> QHBoxLayout:
        choose, row = QPushButton("选择……"), QHBoxLayout()
        choose.clicked.connect(ask)
        row.addWidget(line, 1)
        row.addWidget(choose)
        return row

    def register(self) -> None:
        """Compare and enter off the window's thread."""
        if self._is_writing:
            return
        for line, what in ((self.folder, "证书文件夹"), (self.list, "指纹清单")):
            if not line.text().strip():  # Enter in the first line goes on to the second
                self._say(f"请选择{what}。", "muted")
                line.setFocus()
                return
        beside = self._desk.path.parent
        folder, listed = (typed_path(line.text(), beside) for line in (self.folder, self.list))
        self._show_writing(True)
        work = partial(register_listed, self._desk, Path(folder), Path(listed))
        self._background.run("正在登记证书……", work, self._answer, self._refuse)

    def _answer(self, result: ListedResult) -> None:
        self._show_writing(False)
        self._say(result.summary, "good" if result.is_fine else "alarm")
        self.results.show_lines(RESULT_HEADS, result.lines)
        self.advice.hide()  # there is no room for both on a small screen, and it has been followed
        self.results.setMinimumHeight(self.results.height_of(min(_SHOWN, len(result.lines))))
        self.results.show()
        self.entered.emit()

    def _refuse(self, error: TianbaoError) -> None:
        self._show_writing(False)
        self._say(window_words(error.sentence), "bad")

    def _say(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)

    def _show_writing(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        for button in (self.go, self._close):
            button.setEnabled(not is_writing)

    def reject(self) -> None:
        """Override QDialog.reject: not while it is being entered."""
        if not self._is_writing:
            super().reject()

    def _save_empty(self) -> None:
        """Write a list with every unit, to be filled in from the stamped sheets, and name it here."""
        beside = str(self._desk.path.with_name("指纹清单.txt"))
        place = ask_save_place(self, "存一份空清单", beside, "文本文件", ".txt")
        if not place:
            return
        try:
            write_empty_list(self._desk, Path(place))
        except TianbaoError as error:
            self._say(window_words(error.sentence), "bad")
            return
        self.list.setText(place)
        self._say(f"空清单已保存：{place}。照登记表写上指纹，存盘以后再按【核对并登记】。", "good")

    def _ask_folder(self) -> None:
        place = ask_folder(self, "单位交来的公开证书", self.folder.text())
        if place:
            self.folder.setText(place)

    def _ask_list(self) -> None:
        place = ask_open_place(self, "指纹清单", "文本文件 (*.txt)", self.list.text())
        if place:
            self.list.setText(place)
