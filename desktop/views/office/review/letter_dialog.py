"""退回, 撤回退回单, 验收 and 重开: the office signs a letter, and all that is sent is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.review.letter_deeds import LetterDeed, letter_words, sign_letter
from desktop.models.tasks import Context
from desktop.services.office.letters.outgoing import unit_folder
from desktop.services.office.overview.reviewing import Review
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from desktop.views.office.review.review_dialog import reason_line


class LetterDialog(DeedDialog):
    """Asks for the key, its passphrase and a folder; for a reason too, where the deed needs one.

    Args:
        frame: the window.
        deed: what is done.
        review: the unit's year.
        parent: of the dialog.
    """

    chapter = "desk-review.md"
    signs, writes = True, True
    signed = Signal()
    """The letter is signed, stored and written."""

    def __init__(self, frame: OfficeFrame, deed: LetterDeed, review: Review, parent: QWidget) -> None:
        """Say what signing does."""
        super().__init__(frame, deed.heading, deed.go, deed.act, parent)
        self._deed, self._unit = deed, review.unit
        about = QLabel(letter_words(deed, review))
        about.setWordWrap(True)
        about.setTextFormat(Qt.TextFormat.PlainText)
        hint = f"写明为什么{deed.heading}，留在本局的记录里"
        self.reason = reason_line("原因", hint) if deed.needs_reason(review) else None
        self.put(*[part for part in (about, self.reason) if part is not None])
        if self.reason is not None:
            self.reason.setFocus()
        else:
            self.focus_what_lacks()

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        if self.reason is None or self.reason.toPlainText().strip():
            return ""
        self.reason.setFocus()
        return f"请写明{self._deed.heading}的原因。"

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        assert self.key is not None
        assert self.folder is not None
        open_key, folder = self.key.take(), self.folder.take()
        reason = "" if self.reason is None else self.reason.toPlainText()
        desk, year, unit, deed = self.desk, self.year, self._unit, self._deed

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            return sign_letter(desk, unit, year, deed, open_key(), unit_folder(desk, folder, unit), reason)

        return "正在签名……", work

    def _answer(self, told: DeedOutcome) -> None:
        super()._answer(told)
        self.signed.emit()
