"""Base of the dialogs in which the office does something: asks, does it off the window's thread, tells.

The button is locked with its reason where whoever works at the desk may not, or something else is in the
way; what was done is told in the same dialog, with the folder in which it lies.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.window_words import window_words
from desktop.models.tasks import Context, Task
from desktop.services.keys.key_files import SigningKey
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.outgoing import trust_caution
from desktop.views.frame.dialog import Dialog, Shrinking
from desktop.views.frame.opening import open_folder_of
from desktop.views.office.deeds.folder_row import SENT, FolderRow
from desktop.views.office.deeds.key_box import KeyBox
from desktop.views.office.deeds.places_line import PlacesLine
from desktop.views.office.page import OfficeFrame
from forms.errors import TianbaoError
from forms.receiving.permission import Act
from forms.turning import shown_plainly

_SIDES = 40
"""Pixels left and right of what a dialog says. Follows from the margins that every dialog has."""
Job = Callable[[Context], DeedOutcome]
"""Something to be done: touches no widget; ``checkpoint`` is called where it can be stopped."""


class DeedDialog(Dialog):
    """An empty dialog: a subclass calls :meth:`put` once and overrides :meth:`job`.

    Args:
        frame: the window.
        title: of the dialog.
        go: words of the button that does it.
        act: decides who may do it; None where it only reads.
        parent: of the dialog.
        width: wished for, in pixels.
        height: likewise; 0 where the words decide.
    """

    chapter = "office-deeds.md"
    signs, writes = False, False
    """Whether the office's key is asked for, and a folder."""
    folder_name = SENT
    """Name of the folder that is suggested at first."""

    def __init__(  # noqa: PLR0913 - what one is made of
        self,
        frame: OfficeFrame,
        title: str,
        go: str,
        act: Act | None,
        parent: QWidget | None = None,
        *,
        heading: str = "",
        width: int = 640,
        height: int = 0,
    ) -> None:
        """Make what all have."""
        super().__init__(title, parent, heading=heading, width=width, height=height)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.frame, self._act, self._why = frame, act, ""
        self._task: Task | None = None
        self.desk: OfficeDesk = frame.desk_year.desk
        self.year: int = frame.desk_year.year
        self.key = KeyBox(self.desk) if self.signs else None
        self.folder = FolderRow(self.desk, name=self.folder_name) if self.writes else None
        self.told, self.bar, self.caution = QLabel(), QProgressBar(), QLabel()
        self.caution.setWordWrap(True)
        self.caution.setProperty("tone", "alarm")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.hide()
        self.bar.hide()
        self.buttons = QDialogButtonBox()
        self.go = self._button(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        self.open_folder = self._button("打开所在文件夹", QDialogButtonBox.ButtonRole.ActionRole)
        self.open_folder.hide()
        self.close_button = self._button("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._written: Path | None = None
        self.open_folder.clicked.connect(self._open_folder)
        self.buttons.accepted.connect(self.do)
        self.buttons.rejected.connect(self.reject)

    def _button(self, words: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        return self.buttons.addButton(words, role)

    def put(self, *parts: QWidget | QLayout) -> None:
        """Put the parts into the dialog, and below them folder, key, progress and result."""
        self.asked = Shrinking()
        self.asked.setObjectName("plain")
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        caution = trust_caution(self.desk) if self._is_of_letter() else ""
        if caution:
            self.caution.setText(caution)
            column.addWidget(self.caution)
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            elif part is not None:
                column.addWidget(part, 1 if part.property("takesRoom") else 0)
        # In sight whatever is scrolled: where it goes, the passphrase, why the button is locked.
        self.places = PlacesLine(self.folder, self.key) if self.folder or self.key else None
        all_below = (self.places, self.folder, self.key, self.bar, self.told)
        below = [part for part in all_below if part is not None]
        self.lay_out(self.asked, buttons=self.buttons, below=below)
        self.go.setDefault(True)  # only now it is in the dialog, which goes back to it after other buttons
        self.lock()

    def event(self, event: QEvent) -> bool:
        """Override Dialog.event: meanwhile the key may have been opened in a dialog over this one."""
        if event.type() == QEvent.Type.WindowActivate and self.key is not None:
            self.key.show_held()
        return super().event(event)

    def _is_of_letter(self) -> bool:
        """Whether what is signed is a letter that units can open only once they know the office's key."""
        return self.signs and self.writes and self._act not in {Act.TASK, Act.BASE, Act.CLOSE}

    # --- who inherits answers these --------------------------------------------------------------

    def obstacle(self) -> str:
        """What else is in the way now, as a sentence; empty where nothing is."""
        return ""

    def lacks(self) -> str:
        """What is missing in the fields, as a sentence, with the focus there; asked before it is done."""
        return ""

    def opener(self) -> Callable[[], SigningKey]:
        """What opens the signing key, off the window's thread; only where one is asked for."""
        assert self.key is not None
        return self.key.take()

    def chosen_folder(self) -> Path:
        """The folder that was named; only where one is asked for."""
        assert self.folder is not None
        return self.folder.take()

    def job(self) -> tuple[str, Job]:
        """What goes on, in words, and what does it; the fields are read here."""
        raise NotImplementedError

    # --- locking and doing -----------------------------------------------------------------------

    def lock(self) -> None:
        """Lock the button where something is in the way, and say what; else unlock it."""
        self._why = (self.desk.why_not(self._act) if self._act is not None else "") or self.obstacle()
        self.go.setEnabled(not self._why)
        self.go.setToolTip(self._why)
        self._say(self._why, "alarm")

    def do(self) -> None:
        """Do it off the window's thread."""
        if self._task is not None or self._why:
            return
        flaw = self.lacks()
        for box in (self.folder, self.key):
            flaw = flaw or ("" if box is None else box.lacks())
        if flaw:
            self._say(flaw, "bad")
            return
        try:
            words, work = self.job()
        except TianbaoError as error:
            self._say(error.sentence, "bad")
            return
        self._show_working(words)
        self._task = self.frame.background.run_counted(words, work, self._answer, self._refuse)
        self._task.signals.progressed.connect(self._progress)
        self._task.signals.cancelled.connect(self._stopped)

    def reject(self) -> None:
        """Override QDialog.reject: what is under way is stopped where it can be, and then told."""
        if self._task is None:
            super().reject()
        else:
            self._task.cancel()
            self.close_button.setEnabled(False)

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _let_change(self, *, may: bool) -> None:
        """Let the fields be changed, or not while something is under way or done."""
        for part in self._fields():
            part.setEnabled(may)

    def _fields(self) -> list[QWidget]:
        parts = (self.asked, self.places, self.folder, self.key)
        return [part for part in parts if part is not None]

    def _show_working(self, words: str) -> None:
        self._let_change(may=False)
        self.go.setEnabled(False)
        self.close_button.setText("停下")
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.bar.show()
        self._say(words, "muted")
        # Esc stops it, and a click; an Enter too many does not.
        self.close_button.setAutoDefault(False)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocus()

    def _show_ended(self) -> None:
        self._task = None
        self.bar.hide()
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_button.setAutoDefault(True)
        self.close_button.setEnabled(True)
        self.close_button.setText("关闭")

    def _answer(self, told: DeedOutcome) -> None:
        self._show_ended()
        self._show_done(told.words)
        self._written = told.file
        self.open_folder.setVisible(told.file is not None)
        self.go.hide()
        self.close_button.setDefault(True)
        self.close_button.setFocus()  # Enter closes the dialog, and does not open the folder
        self.frame.desk_year.reread()

    def _show_done(self, words: str) -> None:
        """Show the result in place of the fields, where it is scrolled if it is long."""
        for part in self._fields():
            part.hide()
        self.say_above(self.told)
        self._say(words, "good")

    def _refuse(self, error: TianbaoError) -> None:
        self._show_ended()
        self._ask_again()
        self._say(error.sentence, "bad")
        self.frame.desk_year.reread()  # what was done before it failed is done

    def _stopped(self) -> None:
        self._show_ended()
        self._ask_again()
        self._say("已停下；停下以前办完的都在，没有办的没有变动。", "alarm")
        self.frame.desk_year.reread()

    def _ask_again(self) -> None:
        self._let_change(may=True)
        self.go.setEnabled(True)
        self.close_button.setText("取消")
        self.focus_what_lacks()

    def focus_what_lacks(self) -> None:
        """Put the focus where the key lacks something, else on the button that does it."""
        if self.key is None or not self.key.take_focus():
            self.go.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self.told.setText(window_words(shown_plainly(words)))
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)
        inside = max(self.width(), self._wish.width()) - _SIDES
        self.told.setMinimumHeight(self.told.heightForWidth(inside) if words else 0)
        self.told.setVisible(bool(words))

    def _open_folder(self) -> None:
        if self._written is not None:
            open_folder_of(self._written)
