"""The button 办理 on the page 收件: everything that is done in a dialog over the window, one entry each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.models.office.deed import DeskDeed
from desktop.views.office.doing import DEEDS
from desktop.views.office.page import OfficeFrame

_OF_MANY = (DeskDeed.REMIND, DeskDeed.RECEIPTS)
"""Deeds that are done for many units at once."""
_BEFORE_A_LINE = (DeskDeed.TAKE_FOLDER, DeskDeed.BASE, DeskDeed.ACCEPT_ALL, DeskDeed.LETTERS)
"""Deeds that end a group of the menu: taking in, of the year, of what came, of single units.

Taking in is among them since the pane that takes what is dropped may be folded.
"""

_SPACE = 6
"""Pixels above and below the words of a line, as in other menus; our own choice."""


class DeedsButton(QPushButton):
    """A menu of what can be done.

    Args:
        frame: the window.
        unit: gives the code of the current unit, which a dialog about one unit begins with.
        parent: of the button.
    """

    def __init__(self, frame: OfficeFrame, unit: Callable[[], str], parent: QWidget | None = None) -> None:
        """Offer every deed that there is."""
        super().__init__("办理", parent)
        self.setToolTip("收件、布置任务、催报、回执、验收、人员、密钥……")
        self._frame, self._unit = frame, unit
        menu = QMenu(self)
        for deed in DeskDeed:
            if deed in DEEDS:
                menu.addAction(f"{deed.label}……").triggered.connect(partial(self._do, deed))
            if deed in _BEFORE_A_LINE:
                menu.addSeparator()
        menu.aboutToShow.connect(partial(fit_in_one_column, menu))
        self.setMenu(menu)

    def _do(self, deed: DeskDeed) -> None:
        # What is done for many begins with all whom it concerns; a unit's own buttons begin with that unit.
        DEEDS[deed](self._frame, self.window(), "" if deed in _OF_MANY else self._unit())


def fit_in_one_column(menu: QMenu) -> None:
    """Set the lines of a menu closer on a low screen: Qt would break it into columns, and drop its groups.

    Args:
        menu: with its actions in it, not open yet.
    """
    for space in range(_SPACE, -1, -1):
        scrolls = "QMenu { menu-scrollable: 1; }" if space == 0 else ""
        menu.setStyleSheet(f"QMenu::item {{ padding: {space}px 18px; }} {scrolls}")
        if len({menu.actionGeometry(action).x() for action in menu.actions()}) == 1:
            return
