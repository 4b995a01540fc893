"""The one application object of Qt, and as much of its look as each moment needs.

Only Qt is imported here, and not its namespace ``Qt``, which costs 20 ms: the first picture must not wait
for the store, the rules, and what it does not show.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.services.places import OWN_FOLDER
from desktop.views.frame.look.theme import apply_ground, apply_style

ARGUMENTS = ["tianbao", "-style", "Fusion"]
"""What Qt is started with. Choosing the style later would load the class QStyle, which costs 5 ms."""


def begin_application() -> QApplication:
    """The one application object, with as much of our look as the first picture needs."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(ARGUMENTS)
    application.setApplicationName("tianbao")
    apply_ground(application)
    return application


def complete_application(application: QApplication) -> None:
    """Add the Chinese standard texts and the rest of our look, where they are not there yet."""
    from desktop.views.frame.look.standard_texts import install_standard_texts

    if not application.styleSheet():
        install_standard_texts(application)
        apply_style(application)


def watch_faults(application: QApplication, folder: Path | None = None) -> None:
    """Let errors that escape go into a log and a sentence instead of nowhere."""
    from desktop.views.frame.faults import Faults

    place = None if folder is None else folder / OWN_FOLDER / "log"
    Faults(place, parent=application).install()
