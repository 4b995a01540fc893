"""A new key of the office: a file, and a passphrase typed twice that nobody can recover."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models.office.key_words import KEY_ADVICE, KEY_NAMES
from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.files import is_there, with_ending
from desktop.services.keys.key_files import LEAST_PASSPHRASE
from desktop.services.office.registry.keys import KeyUse, act_of, create_office_key, usual_key
from desktop.services.places import typed_path
from desktop.views.frame.dialog import muted
from desktop.views.frame.file.files import ask_save_place
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.key_box import row_label
from desktop.views.office.keys.passphrase_twice import AGAIN, differing, passphrase_lines
from desktop.views.office.page import OfficeFrame

KEY_ENDINGS = (".p12", ".pfx")
"""Of key files, the usual one first."""


class NewKeyDialog(DeedDialog):
    """Makes a key off the window's thread; an existing file is never written over."""

    chapter = "office-keys.md"

    def __init__(self, frame: OfficeFrame, use: KeyUse, parent: QWidget | None = None) -> None:
        """Suggest a place beside the office's file."""
        name = KEY_NAMES[use]
        super().__init__(frame, f"新建{name}", "新建", act_of(use), parent, heading=f"新建统计局的{name}")
        self._use = use
        self.place = QLineEdit(self._suggested())
        self.first, self.second = passphrase_lines()
        self.place.setAccessibleName("密钥文件")
        self.first.setPlaceholderText(f"至少 {LEAST_PASSPHRASE} 个字符，不能全是同一个字符")
        choose = QPushButton("选择……")
        choose.setAccessibleName("选择密钥文件放在哪里")
        choose.clicked.connect(self._ask_place)
        row, form = QHBoxLayout(), QFormLayout()
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        form.addRow(row_label("密钥文件"), row)
        form.addRow(row_label("口令"), self.first)
        form.addRow(row_label(AGAIN), self.second)
        self.put(muted(KEY_ADVICE[use]), form)
        self.first.setFocus()

    def _suggested(self) -> str:
        """A file that is not there yet: whoever renews a key keeps the old one."""
        usual = usual_key(self.desk, self._use)
        day = f"{self.desk.clock():%Y%m%d}"
        return str(usual if not is_there(usual) else usual.with_stem(f"{usual.stem}-{day}"))

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        if not self.place.text().strip():
            self.place.setFocus()
            return "请写明密钥文件放在哪里。"
        if not self.first.text():
            self.first.setFocus()
            return "请设一个口令。"
        return differing(self.first, self.second)

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, use, passphrase = self.desk, self._use, self.first.text()
        path = with_ending(typed_path(self.place.text(), desk.path.parent), *KEY_ENDINGS)
        name = KEY_NAMES[use]

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            create_office_key(desk, use, path, passphrase)
            return DeedOutcome(
                f"已新建{name}：{path.name}，公开证书在旁边。\n"
                "接着：一、把密钥文件另存一份到 U 盘；二、写出公布表，盖章连同证书发给各单位。",
                path,
            )

        return f"正在新建{name}……", work

    def _ask_place(self) -> None:
        place = ask_save_place(self, "密钥文件", self.place.text(), "密钥文件", *KEY_ENDINGS, replaces=False)
        if place:
            self.place.setText(place)
