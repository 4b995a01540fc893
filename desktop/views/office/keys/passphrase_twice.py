"""A passphrase that is typed twice, since nobody can recover it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.views.frame.key_lines import PassphraseLine

AGAIN = "再输一遍"


def passphrase_lines() -> tuple[QLineEdit, QLineEdit]:
    """The lines for a passphrase and for the same again; neither shows what is typed."""
    return PassphraseLine(), PassphraseLine(AGAIN)


def differing(first: QLineEdit, second: QLineEdit) -> str:
    """What to do where the two differ, with the focus where it is done; empty where they do not."""
    if first.text() == second.text():
        return ""
    second.clear()
    second.setFocus()
    return "两次输入的口令不一样，请重新输入。"
