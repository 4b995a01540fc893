"""A sheet of one page, as it will be printed: sent to a printer, or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.file.files import ask_save_place, save_bytes
from desktop.views.frame.paper.pdf_preview import PdfPreview
from desktop.views.frame.paper.print_job import PrintJob, ask_printer
from desktop.views.frame.parts.notice import Notice


class SheetDialog(Dialog):
    """Shows the 证书登记表; nothing is kept of it but what is saved.

    Args:
        data: the sheet as PDF.
        name: of the file that is suggested, without ending.
        told: what is to be done with the paper.
        parent: of the dialog.
    """

    chapter = "signing-key.md"

    def __init__(self, data: bytes, name: str, told: str, parent: QWidget | None = None) -> None:
        """Show the sheet."""
        super().__init__("证书登记表", parent, width=760, height=620)
        self._data, self._name = data, name
        self.preview, self.notice = PdfPreview(), Notice()
        self.preview.setMinimumHeight(220)
        buttons = QDialogButtonBox()
        self.print_button = buttons.addButton("打印……", QDialogButtonBox.ButtonRole.ActionRole)
        self.print_button.setProperty("kind", "primary")
        self.save_button = buttons.addButton("保存 PDF……", QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.print_button.clicked.connect(self._ask_printer)
        self.save_button.clicked.connect(self._ask_place)
        buttons.rejected.connect(self.reject)
        self.lay_out(muted(told), self.preview, self.notice, buttons=buttons)
        self.preview.show_pdf(data)
        self.print_button.setDefault(True)
        self.print_button.setFocus()

    def _ask_printer(self) -> None:
        printer = ask_printer(self.preview.pages, self, "打印证书登记表")
        if printer is None:
            return
        job = PrintJob(self.preview.pages, printer, self)
        job.finished.connect(lambda: self.notice.say("已送到打印机。", "good"))
        job.failed.connect(lambda error: self.notice.say(error.sentence, "bad"))
        job.finished.connect(job.deleteLater)
        job.start()

    def _ask_place(self) -> None:
        place = ask_save_place(self, "保存证书登记表", self._name, "PDF", ".pdf")
        if place:
            save_bytes(place, self._data, self.notice)
