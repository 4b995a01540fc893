"""Which dialog does what at the office's desk; each is imported when it is first wanted.

Whoever makes a dialog adds its line to ``DEEDS``; the menu of the office's name and the lines of 待办 that
lead to it follow. A deed without a dialog is not offered. After anything was done the dialog calls
``frame.desk_year.reread()``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.models.office.deed import DeskDeed
from desktop.views.office.page import OfficeFrame

Does = Callable[[OfficeFrame, QWidget], object]
"""Opens a dialog over a window (the second argument, its parent), without waiting for its end."""

DEEDS: Final[Mapping[DeskDeed, Does]] = {}
"""Every dialog that there is."""
