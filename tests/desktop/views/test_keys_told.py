"""The keys that the manual tells of are those of the window."""

import re

import pytest
from PySide6.QtGui import QKeySequence, QShortcut

from tests.meta.test_words import manual_keys

pytestmark = pytest.mark.gui
IN_THE_GRID = {
    "Return",
    "Shift+Return",
    "Tab",
    "Shift+Tab",
    "F2",
    "Del",
    "Ctrl+C",
    "Ctrl+X",
    "Ctrl+V",
    "Ctrl+D",
    "Ctrl+R",
    "Ctrl+'",
    "Ctrl+0",
    "Alt+1",
    "Alt+2",
    "Alt+3",
    "F7",
    "Shift+F7",
    "Esc",
}
NOT_IN_THE_TABLE = {"F1", "Shift+F6", "Ctrl+Enter", "Ctrl+Shift+Z", "Ctrl+S"}
"""F1 opens the manual; the others do what a key beside them does, or say that nothing has to be done."""


def plain(text):
    for word, name in (("Enter", "Return"), ("Page", "Pg")):
        text = text.replace(word, name)
    return QKeySequence(text).toString()


def told():
    for keys, _ in manual_keys():
        first, *more = keys.split(" / ")
        if "方向键" in keys or "滚轮" in keys:
            continue
        if "…" in keys:
            yield from (f"Ctrl+{n}" for n in range(1, 6))
        else:
            shared = first.rpartition("+")[0]
            yield plain(first)
            yield from (plain(key if "+" in key else f"{shared}+{key}") for key in more)


def test_the_keys_of_the_manual_are_those_of_the_window(filled_window):
    window = {shortcut.key().toString() for shortcut in filled_window.findChildren(QShortcut)}
    assert not [key for key in told() if not re.fullmatch(r"[\w+']+", key)]
    assert set(told()) - IN_THE_GRID == window - NOT_IN_THE_TABLE
