"""公布表: the sheet by which the office makes a certificate of its own known, as PDF to be stamped."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.models.office.key_words import KEY_NAMES
from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.files import write_file
from desktop.services.keys.key_files import open_any_key
from desktop.services.office.registry.keys import KeyUse, office_sheet, remembered_key
from desktop.services.places import file_name
from desktop.views.frame.dialog import muted
from desktop.views.frame.key_lines import PassphraseLine
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.key_box import row_label
from desktop.views.office.page import OfficeFrame

_ABOUT = "公布表上有证书的指纹，打印盖章后连同证书（.cer.pem）发给各单位：它们照盖章的纸核对指纹。"


class KeySheetDialog(DeedDialog):
    """Opens the key, to be sure that it is the certificate's, and writes the sheet."""

    chapter = "office-keys.md"
    writes = True

    def __init__(self, frame: OfficeFrame, use: KeyUse, parent: QWidget | None = None) -> None:
        """Ask for the passphrase."""
        super().__init__(
            frame, "证书公布表", "写出公布表", None, parent, heading=f"{KEY_NAMES[use]}的证书公布表"
        )
        self._use = use
        self.passphrase, form = PassphraseLine(), QFormLayout()
        form.addRow(row_label("密钥的口令"), self.passphrase)
        self.put(muted(_ABOUT), form)
        self.passphrase.setFocus()

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        if self.passphrase.text():
            return ""
        self.passphrase.setFocus()
        return "请输入密钥的口令。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, key = self.desk, remembered_key(self.desk, self._use)
        passphrase = self.passphrase.take()
        name = file_name(f"{desk.holder}{KEY_NAMES[self._use]}证书公布表")
        path = self.chosen_folder() / f"{name}.pdf"

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            write_file(path, office_sheet(desk, open_any_key(key, passphrase), key))
            return DeedOutcome(f"已写出：{path.name}。打印盖章后，连同密钥文件旁边的证书发给各单位。", path)

        return "正在写出公布表……", work
