"""Writing a file where the user wants it, with the sentence when it does not work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.services.files import is_there, with_ending, write_file
from desktop.views.frame.notice import Notice
from forms.errors import TianbaoError


def save_bytes(place: str, data: bytes, notice: Notice) -> bool:
    """Write bytes whole or not at all, and say where or why not."""
    try:
        write_file(Path(place), data)
    except TianbaoError as error:
        notice.say(error.message, "bad")
        return False
    notice.say(f"已保存：{place}", "good")
    return True


def ask_save_place(
    parent: QWidget, title: str, name: str, kind: str, *endings: str, replaces: bool = True
) -> str:
    """Ask where to write a file; the answer has an ending that fits, empty where nobody wants it.

    Args:
        parent: of the dialog.
        title: of the dialog.
        name: what is suggested, with ending or without; a name that every system accepts, or a path.
        kind: what is written, in people's words.
        endings: those that fit, the usual one first; added where the typed name has none of them.
        replaces: whether a file there is to be replaced, so that a person is asked about it.
    """
    start = str(with_ending(Path(name), *endings))
    kinds = f"{kind} ({' '.join(f'*{ending}' for ending in endings)})"
    options = QFileDialog.Option(0) if replaces else QFileDialog.Option.DontConfirmOverwrite
    while True:
        place, _ = QFileDialog.getSaveFileName(parent, title, start, kinds, "", options)
        if not place:
            return ""
        typed = Path(place)
        whole = with_ending(typed, *endings)
        if not replaces or whole == typed or not _is_there(whole) or _may_replace(parent, whole):
            return str(whole)
        start = str(whole)


def _is_there(path: Path) -> bool:
    """Whether there is something to be replaced; what is wrong with a name is told where it is written."""
    try:
        return is_there(path)
    except TianbaoError:
        return False


def _may_replace(parent: QWidget, path: Path) -> bool:
    """Ask about a file that the dialog has not asked about, since its ending was added afterwards."""
    buttons = QMessageBox.StandardButton
    question = f"“{path.name}”已经有了，要用新的替换它吗？"
    answer = QMessageBox.question(parent, "替换文件", question, buttons.Yes | buttons.No, buttons.No)
    return answer == buttons.Yes
