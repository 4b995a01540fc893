"""Where something goes and by which key it is signed, in one line while both are known."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.views.frame.parts.elided_label import ElidedLabel
from desktop.views.office.deeds.folder_row import FolderRow
from desktop.views.office.deeds.key_box import KeyBox


class PlacesLine(QWidget):
    """One line in place of two rows that are hardly ever changed: a low screen has no room for them.

    Args:
        folder: where it is written; None where nothing is.
        key: by which it is signed; None where nothing is.
    """

    def __init__(self, folder: FolderRow | None, key: KeyBox | None) -> None:
        """Fold what is known."""
        super().__init__()
        self._folder, self._key = folder, key
        self.says, self.change = ElidedLabel(), QPushButton("改……")
        self.says.setProperty("tone", "muted")
        self.change.setAccessibleName("改写到的文件夹或签名密钥")
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self.unfold)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.says, 1)
        row.addWidget(self.change)
        words = [one for one in (self._folder_words(), self._key_words()) if one]
        self.says.show_text("；".join(words))
        self._show_folded(is_folded=self._is_known())

    def unfold(self) -> None:
        """Show both rows, to be changed."""
        self._show_folded(is_folded=False)
        if self._folder is not None:
            self._folder.line.setFocus()
        elif self._key is not None:
            self._key.key.setFocus()

    def _is_known(self) -> bool:
        has_folder = self._folder is None or bool(self._folder.line.text().strip())
        return has_folder and (self._key is None or self._key.is_known)

    def _show_folded(self, *, is_folded: bool) -> None:
        self.setVisible(is_folded)
        if self._folder is not None:
            self._folder.setVisible(not is_folded)
        if self._key is not None:
            self._key.show_file(is_shown=not is_folded)

    def _folder_words(self) -> str:
        return "" if self._folder is None else f"写到 {self._folder.line.text()}"

    def _key_words(self) -> str:
        if self._key is None:
            return ""
        return f"用密钥 {self._key.place.name}"
