"""Opens the window, or brings the one forward that is open."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop.app.application import begin_application, watch_faults
from desktop.app.shell import Shell
from desktop.services.places import OWN_FOLDER, keep_everything_in, remove_what_was_left
from desktop.views.frame.file.recent import keep_settings_in
from desktop.views.frame.file.second_start import FirstStart


def run(folder: Path | None = None, store: Path | None = None, year: int | None = None) -> int:
    """Open the window and return the exit code when the last one is closed.

    Args:
        folder: where everything is kept; the user's documents and usual places by default.
        store: the file to open at once; the first screen asks when None.
        year: reporting year to begin with; the one that is due when None.
    """
    application = begin_application()
    if folder is not None:
        keep_settings_in(folder / OWN_FOLDER)
        keep_everything_in(folder)
    first = FirstStart(folder, application)
    if not first.is_first() and first.hand_over(store):
        return 0
    shell = Shell(folder)
    shell.draw_curtain()
    watch_faults(application, folder)
    if not shell.begin(store, year):
        return 3
    QTimer.singleShot(0, application, lambda: first.listen(shell.come_forward))
    QTimer.singleShot(0, application, _collect_again)
    QTimer.singleShot(0, application, remove_what_was_left)  # where no data file was opened yet
    return application.exec()


def _collect_again() -> None:
    """Look for garbage from now on, among what is made from now on."""
    gc.freeze()
    gc.enable()
