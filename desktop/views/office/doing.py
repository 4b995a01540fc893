"""Which dialog does what at the office's desk; each is imported when it is first wanted.

Whoever makes a dialog adds its line to ``DEEDS``; the menu of the office's name and the lines of 待办 that
lead to it follow. A deed without a dialog is not offered. After anything was done the dialog calls
``frame.desk_year.reread()``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtWidgets import QWidget

from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from desktop.views.office.deeds.accept_all_dialog import AcceptAllDialog
from desktop.views.office.deeds.base_dialog import BaseDialog
from desktop.views.office.deeds.close_dialog import CloseDialog
from desktop.views.office.deeds.collect_dialog import CollectDialog
from desktop.views.office.deeds.deadline_dialog import DeadlineDialog
from desktop.views.office.deeds.excuse_dialog import ExcuseDialog
from desktop.views.office.deeds.letters_dialog import LettersDialog
from desktop.views.office.deeds.matrix_dialog import MatrixDialog
from desktop.views.office.deeds.own_series_dialog import OwnSeriesDialog
from desktop.views.office.deeds.paper_dialog import PaperDialog
from desktop.views.office.deeds.people_dialog import PeopleDialog
from desktop.views.office.deeds.plan_version_dialog import PlanVersionDialog
from desktop.views.office.deeds.receipt_dialog import ReceiptDialog
from desktop.views.office.deeds.remind_dialog import RemindDialog
from desktop.views.office.deeds.result_dialog import IntakeResult
from desktop.views.office.keys.keys_dialog import KeysDialog
from desktop.views.office.page import OfficeFrame


class Does(Protocol):
    """Opens a dialog over a window, without waiting for its end."""

    def __call__(self, frame: OfficeFrame, parent: QWidget, unit: str = "") -> object:
        """Open it.

        Args:
            frame: the window.
            parent: of the dialog.
            unit: code of the unit that is meant at first, where it is about one; empty for none.
        """


def _of_year(opens: Callable[[OfficeFrame, QWidget], object]) -> Does:
    """A dialog about the whole year, which ignores the current unit."""

    def does(frame: OfficeFrame, parent: QWidget, unit: str = "") -> None:
        del unit
        opens(frame, parent)

    return does


def _take_files(frame: OfficeFrame, parent: QWidget) -> None:
    """The window asks, over itself."""
    del parent
    frame.taking.ask_files()


def _take_folder(frame: OfficeFrame, parent: QWidget) -> None:
    del parent
    frame.taking.ask_folder()


def _task(frame: OfficeFrame, parent: QWidget) -> None:
    from desktop.views.office.deeds.task_dialog import TaskDialog

    TaskDialog(frame, parent).open()


def _deadline(frame: OfficeFrame, parent: QWidget) -> None:
    DeadlineDialog(frame, parent).open()


def _own_series(frame: OfficeFrame, parent: QWidget) -> None:
    OwnSeriesDialog(frame, parent).open()


def _base(frame: OfficeFrame, parent: QWidget) -> None:
    BaseDialog(frame, parent).open()


def _plan(frame: OfficeFrame, parent: QWidget) -> None:
    PlanVersionDialog(frame, parent).open()


def _came(frame: OfficeFrame, parent: QWidget) -> None:
    IntakeResult(frame, None, parent).open()


def _unopened(frame: OfficeFrame, parent: QWidget) -> None:
    IntakeResult(frame, None, parent, only_unopened=True).open()


def _matrix(frame: OfficeFrame, parent: QWidget) -> None:
    MatrixDialog(frame, parent).open()


def _remind(frame: OfficeFrame, parent: QWidget, unit: str = "") -> None:
    RemindDialog(frame, parent, unit).open()


def _receipts(frame: OfficeFrame, parent: QWidget, unit: str = "") -> None:
    ReceiptDialog(frame, parent, unit).open()


def _accept_all(frame: OfficeFrame, parent: QWidget) -> None:
    AcceptAllDialog(frame, parent).open()


def _excuse(frame: OfficeFrame, parent: QWidget, unit: str = "") -> None:
    ExcuseDialog(frame, parent, unit).open()


def _letters(frame: OfficeFrame, parent: QWidget, unit: str = "") -> None:
    LettersDialog(frame, parent, unit).open()


def _collect(frame: OfficeFrame, parent: QWidget) -> None:
    CollectDialog(frame, parent).open()


def _people(frame: OfficeFrame, parent: QWidget) -> None:
    PeopleDialog(frame, parent).open()


def _keys(frame: OfficeFrame, parent: QWidget) -> None:
    KeysDialog(frame, parent).open()


def _close(frame: OfficeFrame, parent: QWidget) -> None:
    CloseDialog(frame, parent).open()


def _paper(frame: OfficeFrame, parent: QWidget) -> None:
    PaperDialog(frame, parent).open()


def _register(frame: OfficeFrame, parent: QWidget) -> None:
    """The register is a page of the window; its dialogs stand over it."""
    del parent
    frame.show_place(OfficePlace.CERTIFICATES)


DEEDS: Final[Mapping[DeskDeed, Does]] = {
    DeskDeed.TAKE_FILES: _of_year(_take_files),
    DeskDeed.TAKE_FOLDER: _of_year(_take_folder),
    DeskDeed.TASK: _of_year(_task),
    DeskDeed.DEADLINE: _of_year(_deadline),
    DeskDeed.OWN_SERIES: _of_year(_own_series),
    DeskDeed.BASE: _of_year(_base),
    DeskDeed.PLAN: _of_year(_plan),
    DeskDeed.CAME: _of_year(_came),
    DeskDeed.UNOPENED: _of_year(_unopened),
    DeskDeed.MATRIX: _of_year(_matrix),
    DeskDeed.REMIND: _remind,
    DeskDeed.RECEIPTS: _receipts,
    DeskDeed.PAPER: _of_year(_paper),
    DeskDeed.REGISTER: _of_year(_register),
    DeskDeed.ACCEPT_ALL: _of_year(_accept_all),
    DeskDeed.EXCUSE: _excuse,
    DeskDeed.LETTERS: _letters,
    DeskDeed.COLLECT: _of_year(_collect),
    DeskDeed.CLOSE: _of_year(_close),
    DeskDeed.PEOPLE: _of_year(_people),
    DeskDeed.KEYS: _of_year(_keys),
}
"""Every dialog that there is."""
