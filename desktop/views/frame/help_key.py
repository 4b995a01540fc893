"""F1: the manual opens where it speaks of what a person is on."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from desktop.models.grid.roles import Role
from forms.findings import Finding

_CHAPTER, _RULE = "helpChapter", "helpRule"
"""Properties of a widget of which the manual speaks."""


def let_help_open(window: QWidget, chapter: str) -> None:
    """Let F1 open the manual over a window or dialog, at a chapter, ``entry.md``."""
    explained_at(window, chapter)
    QShortcut(QKeySequence("F1"), window).activated.connect(lambda: open_help(window))


def explained_at(page: QWidget, chapter: str) -> None:
    """Note the chapter of the manual about a page or dialog, ``entry.md``."""
    page.setProperty(_CHAPTER, chapter)


def explained_by(widget: QWidget, code: str) -> None:
    """Note the rule behind what is shown in a widget."""
    widget.setProperty(_RULE, code)


def open_help(window: QWidget) -> None:
    """Show the manual at a message in sight that has a code, else at the page a person is on.

    The rule of the finding that they are on is one key further.
    """
    from desktop.services.manual.chapters import place_of_code
    from desktop.views.frame.help.window import show_help

    focus = QApplication.focusWidget()
    here = focus if focus is not None and window.isAncestorOf(focus) else window
    place = place_of_code(_code_in_sight(window)) or _chapter_at(here, window)
    show_help(place, _code_of_current(here) or _noted(here, _RULE))


def _chapter_at(here: QWidget, window: QWidget) -> str:
    """The chapter about what a person is on; with the focus in a bar, about the page beside it."""
    around: QObject | None = here
    while around is not None and around is not window:
        if isinstance(noted := around.property(_CHAPTER), str):
            return noted
        around = around.parent()
    shown = (child.property(_CHAPTER) for child in window.findChildren(QWidget) if child.isVisible())
    return next((noted for noted in shown if isinstance(noted, str)), "") or _noted(window, _CHAPTER)


def _code_of_current(widget: QWidget) -> str:
    """Code of the current finding where the widget is a list of them."""
    if not isinstance(widget, QAbstractItemView):
        return ""
    found = widget.currentIndex().data(Role.FINDING) if widget.currentIndex().isValid() else None
    return found.code if isinstance(found, Finding) else ""


def _code_in_sight(window: QWidget) -> str:
    """The first code that stands in a sentence on the window."""
    from desktop.services.manual.chapters import code_in

    texts = (label.text() for label in window.findChildren(QLabel) if label.isVisible())
    return next(filter(None, map(code_in, texts)), "")


def _noted(widget: QWidget, name: str) -> str:
    """What was noted for a widget, or for the nearest one around it; empty where nothing was."""
    around: QObject | None = widget
    while around is not None:
        noted = around.property(name)
        if isinstance(noted, str):
            return noted
        around = around.parent()
    return ""
