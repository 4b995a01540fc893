"""打开, 新建 and 换单位 while a file is open: whatever is opened is asked what it is, and led on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeySequence, QShortcut

from desktop.kinds.kind import Kind
from desktop.services.incoming import recognise_file
from forms.errors import TianbaoError
from forms.filing.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.models.tasks import TaskRunner
    from desktop.models.unit.working_year import WorkingYear
    from desktop.views.entry.past_years import PastYears
    from desktop.views.entry.workbooks import Workbooks
    from desktop.views.frame.file.file_watch import FileWatch
    from desktop.views.frame.status_line import StatusLine
    from desktop.views.unit_page import UnitPage

_KINDS = (
    "数据文件、统计局来件、报送包、规划数据包、表 (*.db *.asice *.cms *.wdpplan *.xlsx *.csv);;所有文件 (*)"
)


class OpenFile(Protocol):
    """What is left for another file: the window of the open one."""

    may_close: bool
    watch: FileWatch
    tasks: TaskRunner
    status: StatusLine

    @property
    def working(self) -> WorkingYear:
        """The year that is open."""

    def leave_field(self) -> None:
        """Store what is being typed."""

    def unsaved_lines(self) -> list[str]:
        """What could not be stored."""

    def open_year(self, year: int) -> None:
        """Open another reporting year, or the same anew."""

    def show_stage(self, stage: Stage) -> None:
        """Show the page of a step."""

    def current_page(self) -> UnitPage:
        """The page in front."""

    def workbooks(self) -> Workbooks:
        """Excel in and out."""

    def past_years(self) -> PastYears:
        """Figures of earlier years in and out."""


class OtherFile(QObject):
    """Asks for another file and finds out what it is.

    Args:
        window: what is left for it.
        parent: of dialogs, and of the keys.
    """

    store_wanted = Signal(Path)
    """Another data file is to be opened in the place of this one."""
    plan_wanted = Signal(Path)
    """A plan pack is to be looked at; the open file must be let go of first."""
    begin_wanted = Signal()
    """The first screen is to be shown in the place of this file."""

    def __init__(self, window: OpenFile, parent: QWidget) -> None:
        """Serve a window."""
        super().__init__(parent)
        self._window, self._parent = window, parent
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)
        for keys, answer in (("Ctrl+O", self.ask), ("Ctrl+N", self.begin)):
            QShortcut(QKeySequence(keys), parent).activated.connect(answer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: a file that is let go anywhere in the window is opened."""
        if not isinstance(event, QDropEvent):  # of which entering and moving are kinds
            return super().eventFilter(watched, event)
        from desktop.views.frame.file.files import dropped_file

        path = dropped_file(event.mimeData())
        (event.acceptProposedAction if path is not None else event.ignore)()
        if path is not None and event.type() is QEvent.Type.Drop:
            QTimer.singleShot(0, self, lambda: self.open(path))  # who dropped it must not wait
        return True

    def ask(self) -> None:
        """Ask for a file, and open it whatever it is."""
        from desktop.views.frame.file.files import ask_open_place

        place = ask_open_place(self._parent, "打开", _KINDS)
        if place:
            self.open(Path(place))

    def begin(self) -> None:
        """Go to the first screen."""
        self._leave(self.begin_wanted.emit)

    def open(self, path: Path) -> None:
        """Open a file as what it is; what cannot be opened here is told about."""
        try:
            kind = recognise_file(path).kind
        except TianbaoError:
            kind = Kind.UNKNOWN
        if kind in {Kind.STORE, Kind.OFFICE_STORE}:
            self._leave(lambda: self.store_wanted.emit(path))
        elif kind is Kind.PLAN_PACK:
            self._leave(lambda: self.plan_wanted.emit(path))
        elif kind in {Kind.PACKAGE, Kind.LETTER, Kind.ENCRYPTED}:
            self._open_package(path)
        elif kind not in {Kind.WORKBOOK, Kind.TEXT} or not self._is_table(path, kind):
            from desktop.views.dialogs.opened_file import tell_about

            tell_about(path, self._parent)

    def _open_package(self, path: Path) -> None:
        """Take a letter of the office over; of any other package tell what is true about it."""
        from desktop.services.unit.letters.opening import is_letter

        if is_letter(path, self._window.working.year.desk.unit.official_name):
            from desktop.views.letters.letter_door import take_letter

            take_letter(path, self._window, self._parent)
            return
        from desktop.views.dialogs.opened_file import tell_about

        tell_about(path, self._parent)

    def _is_table(self, path: Path, kind: Kind) -> bool:
        """Show what a table would change, or why a workbook is not read; False for any other text."""
        from desktop.services.unit.tables import TableKind, which_table

        window = self._window
        try:
            found = which_table(window.working.year, path)
        except TianbaoError:
            return False
        if found is None and kind is Kind.TEXT:
            return False
        window.show_stage(Stage.ENTRY)
        if found is TableKind.HISTORY:
            window.past_years().read_table(str(path))
        else:
            window.workbooks().read(str(path))
        return True

    def _leave(self, then: Callable[[], object]) -> None:
        """Go on once nothing is lost by it: what could not be stored is asked about first."""
        window = self._window
        window.leave_field()
        unsaved = [] if window.may_close else window.unsaved_lines()
        if not unsaved:
            then()
            return
        from desktop.views.dialogs.unsaved_dialog import ask_to_give_up

        def given_up() -> None:
            window.may_close = True
            then()

        ask_to_give_up(unsaved, self._parent, given_up, replaced=window.watch.replacement is not None)
