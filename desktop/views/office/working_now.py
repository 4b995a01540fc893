"""Who works at the desk now: a button with the name, and a menu to let somebody else go on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.models.office.people import people_lines, working_words
from desktop.services.office.desk import OfficeDesk
from desktop.views.frame.file.recent import settings
from forms.errors import TianbaoError
from forms.turning import shown_plainly


def remember_person(desk: OfficeDesk) -> None:
    """Suggest whoever works now at the next opening of this file on this PC."""
    settings().setValue(_key(desk), desk.person)


def go_on_as_before(desk: OfficeDesk) -> None:
    """Let whoever worked last at this file on this PC go on, while they are still listed."""
    name = str(settings().value(_key(desk), ""))
    if not desk.person and name in desk.officers:
        with suppress(TianbaoError):
            desk.work_as(name)


def _key(desk: OfficeDesk) -> str:
    return f"office/{desk.region}/person"


class WorkingNow(QPushButton):
    """Says who works; its menu has the people, and the way to the list of them.

    Args:
        desk: the office's desk.
        open_people: shows the dialog 人员.
        changed: called when somebody else goes on.
    """

    def __init__(
        self,
        desk: OfficeDesk,
        open_people: Callable[[], object],
        changed: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        """Show who works."""
        super().__init__(parent)
        self._desk, self._open_people, self._changed = desk, open_people, changed
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.show_now()

    def show_now(self) -> None:
        """Show who works now; the list may have changed."""
        words, flaw = working_words(self._desk)
        self.setText(shown_plainly(f"办理人：{words}"))
        self.setAccessibleName(shown_plainly(f"办理人：{words}"))
        self.setToolTip(flaw or "换一个人办理，或改人员名单")

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for person in people_lines(self._desk):
            action = menu.addAction(shown_plainly(f"{person.name}　{person.role.label}"))
            action.setCheckable(True)
            action.setChecked(bool(person.now))
            action.triggered.connect(partial(self._work_as, person.name))
        if menu.actions():
            menu.addSeparator()
        menu.addAction("人员……").triggered.connect(self._open_people)

    def _work_as(self, name: str) -> None:
        with suppress(TianbaoError):  # taken off the list a moment ago: the menu says so when it is opened
            self._desk.work_as(name)
            remember_person(self._desk)
        self.show_now()
        self._changed()
