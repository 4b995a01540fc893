"""Chinese for Qt's own buttons and dialogs: Qt's translation, and what it leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

_LEFT_OUT = {
    "&Look in:": "查找范围(&I)：",
    "Look in:": "查找范围：",
    "Files of &type:": "文件类型(&T)：",
    "Files of type:": "文件类型：",
    "Folder": "文件夹",
    "Page &Set:": "页面(&S)：",
}
"""Texts of file and print dialogs for which ``qtbase_zh_CN`` has no word, in Qt 6.5 to 6.12."""


class _LeftOut(QTranslator):
    """Translates the texts that Qt's own translation leaves in English."""

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Override QTranslator.translate; asked last, as PySide6 6.9 takes an empty answer for one."""
        del context, disambiguation, n
        return _LEFT_OUT.get(source_text, source_text)

    def isEmpty(self) -> bool:
        """Override QTranslator.isEmpty: an empty one is not even asked."""
        return False


def install_standard_texts(application: QApplication) -> None:
    """Let every standard text be Chinese, in an installed program as well as from the sources."""
    application.installTranslator(_LeftOut(application))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    of_qt = QTranslator(application)
    if of_qt.load("qtbase_zh_CN", folder):
        application.installTranslator(of_qt)
