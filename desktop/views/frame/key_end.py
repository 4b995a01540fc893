"""How near the end of the chosen key's certificate is, read from the certificate beside the key file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from desktop.services.keys.key_files import end_of_key

_BAD = ("urgent", "expired", "not_yet_valid")


class KeyEnd(QLabel):
    """Hidden while the end is far, or where no certificate lies beside the key file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden line."""
        super().__init__(parent)
        self.setWordWrap(True)
        self.hide()

    def show_key(self, place: str, now: datetime) -> None:
        """Look at the certificate beside a key file.

        Args:
            place: the key file as typed, perhaps empty.
            now: the present time.
        """
        end = end_of_key(Path(place), now) if place.strip() else None
        self.setText(end.sentence if end is not None else "")
        self.setProperty("tone", "bad" if end is not None and end.level in _BAD else "alarm")
        self.style().polish(self)
        self.setVisible(bool(self.text()))
