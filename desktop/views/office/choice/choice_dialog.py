"""选定 and 请单位说明: what is signed or written once a person has decided about a fork."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.office.choice.signing_choice import signed_choice, written_question
from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.office.acceptance.choosing import ToChoose
from desktop.services.office.letters.outgoing import unit_folder
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.page import OfficeFrame
from forms.receiving.permission import Act


def _said(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class ChoiceDialog(DeedDialog):
    """Signs the letter that says which revision was chosen.

    Args:
        frame: the window.
        wanted: what is chosen.
        words: the same, in a sentence.
        parent: of the dialog.
    """

    chapter = "desk-choice.md"
    signs, writes = True, True
    chosen = Signal()
    """The choice is signed, stored and written."""

    def __init__(self, frame: OfficeFrame, wanted: ToChoose, words: str, parent: QWidget) -> None:
        """Ask for the key and a folder."""
        super().__init__(frame, "签发选定单", "签名并写出", Act.CHOOSE, parent)
        self._wanted = wanted
        self.put(_said(words))
        self.focus_what_lacks()

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, wanted, open_key, folder = self.desk, self._wanted, self.opener(), self.chosen_folder()

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            return signed_choice(desk, wanted, open_key(), unit_folder(desk, folder, wanted.unit))

        return "正在签名……", work

    def _answer(self, told: DeedOutcome) -> None:
        super()._answer(told)
        self.chosen.emit()


class WhichDialog(DeedDialog):
    """Writes the mail draft that asks a unit which of its revisions counts; nothing is chosen by it.

    Args:
        frame: the window.
        unit: code of the unit.
        reason: why none is chosen, as it was written so far.
        parent: of the dialog.
    """

    chapter = "desk-choice.md"
    writes = True

    def __init__(self, frame: OfficeFrame, unit: str, reason: str, parent: QWidget) -> None:
        """Ask for a folder."""
        super().__init__(frame, "都不选，请单位说明", "写出邮件草稿", Act.ASK, parent)
        self._unit, self._reason = unit, reason
        words = (
            "写一封邮件草稿，写明各份的校验码，请单位书面说明以哪一份为准，并送来盖章纸质表；信里没有数。"
            "没有选定任何一份，单位答复以前仍是待选定；写出的邮件连同已写的理由记入办理记录。"
        )
        self.put(_said(words))
        self.go.setFocus()

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, unit, year, folder = self.desk, self._unit, self.year, self.chosen_folder()
        reason = self._reason

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            return written_question(desk, unit, year, unit_folder(desk, folder, unit), reason)

        return "正在写邮件草稿……", work
