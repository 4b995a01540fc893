"""What the ways from one file to another ask of whoever shows windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.services.unit.desk import Desk
    from desktop.views.main_window import MainWindow
    from desktop.views.welcome import WelcomeWindow


class ShowsWindows(Protocol):
    """Shows one window at a time.

    Attributes:
        window: the one that is shown.
    """

    window: QWidget | None

    def shows(self, path: Path) -> bool:
        """Whether the window in front is that of a file."""

    def begin(self, store: Path | None, year: int | None) -> bool:
        """Open a store of either desk; False where it cannot be opened, which was told."""

    def show_desk(self, desk: Desk, year: int | None = None) -> MainWindow:
        """Show a unit's desk."""

    def show_welcome(self) -> WelcomeWindow:
        """Show the first screen."""

    def open_office(self, path: Path, say: Callable[[str, str], object]) -> None:
        """Show the office's desk, or say why it cannot be opened."""

    def import_plan(self, path: Path) -> bool:
        """Offer a plan pack to the file opened last; False where it is none or for no recent file."""
