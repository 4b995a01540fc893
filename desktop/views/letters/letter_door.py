"""Opening a letter of the office in the window: trust where it is wanted, then the page 回执, or why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

from desktop.services.letters.reading import EncryptedLetter
from desktop.services.unit.letters.office_trust import NotTrusted, Proof
from desktop.services.unit.letters.opening import TakenOver, letter_bytes, open_letter
from desktop.views.frame.background import Background
from desktop.views.frame.file.sending_places import SendingPlaces
from desktop.views.letters.key_dialog import LetterKeyDialog
from desktop.views.letters.trust_dialog import TrustDialog
from forms.errors import TianbaoError
from forms.filing.receipt_time import day_in_beijing
from forms.filing.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.models.tasks import TaskRunner
    from desktop.models.unit.working_year import WorkingYear
    from desktop.views.frame.file.file_watch import FileWatch
    from desktop.views.frame.status_line import StatusLine
    from desktop.views.unit_page import UnitPage


class LetterWindow(Protocol):
    """The window of the open file."""

    watch: FileWatch
    tasks: TaskRunner
    status: StatusLine

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""

    def leave_field(self) -> None:
        """Store what is being typed."""

    def open_year(self, year: int) -> None:
        """Open another reporting year, or the same anew."""

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def current_page(self) -> UnitPage:
        """The page in front."""


def take_letter(path: Path, window: LetterWindow, parent: QWidget) -> None:
    """Open a letter in the file of a window and show what it did, or why it was refused.

    Args:
        path: the letter.
        window: what it is opened in.
        parent: of the dialog that asks for the fingerprint.
    """
    if window.watch.look():
        return
    window.leave_field()
    _open(lambda: letter_bytes(path, None), Proof(), window, parent)


def _open(read: Callable[[], bytes], proof: Proof, window: LetterWindow, parent: QWidget) -> None:
    """Open a letter off the GUI thread; nothing can be typed meanwhile."""
    desk = window.working.year.desk
    held: list[bytes] = []
    parent.setEnabled(False)

    def work() -> TakenOver:
        held.append(read())
        return open_letter(desk, held[0], proof.typed, distrust_from=proof.distrust_from)

    def answer(taken: TakenOver) -> None:
        parent.setEnabled(True)
        window.open_year(taken.read.letter.year)
        _say(window, "".join(f"{sentence}。" for sentence in taken.sentences), "good")

    def refuse(error: TianbaoError) -> None:
        parent.setEnabled(True)
        if isinstance(error, EncryptedLetter):
            _ask_for_key(held[0], window, parent)
        elif isinstance(error, NotTrusted):
            # What was looked at is what is opened afterwards, whatever lies in the file by then.
            _ask_for_trust(error, lambda: held[0], window, parent)
        else:
            _say(window, error.sentence, "bad")

    Background(window.tasks, window.status).run("正在打开来件……", work, answer, refuse)


def _ask_for_key(data: bytes, window: LetterWindow, parent: QWidget) -> None:
    """Ask for the unit's key, and open what was encrypted to it."""
    desk = window.working.year.desk
    background = Background(window.tasks, window.status)
    dialog = LetterKeyDialog(data, background, SendingPlaces(desk), desk.path.parent, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.decrypted.connect(lambda found: _open(lambda: found, Proof(), window, parent))
    dialog.open()


def _ask_for_trust(
    refused: NotTrusted, data: Callable[[], bytes], window: LetterWindow, parent: QWidget
) -> None:
    """Ask for the fingerprint, and open the task again with what was typed."""
    letter, today = refused.read.letter, day_in_beijing(window.working.year.desk.clock())
    dialog = TrustDialog(
        letter.office, letter.title, refused.read.signer, parent, replaces=refused.replaces, today=today
    )

    def open_again(typed: str) -> None:
        _open(data, Proof(typed, dialog.distrust_from), window, parent)

    dialog.trusted.connect(open_again)
    dialog.open()


def _say(window: LetterWindow, words: str, tone: str) -> None:
    window.show_stage(Stage.RECEIPT)
    window.current_page().say(words, tone)
