"""A person without a mouse: a story yields the keys, and the program is looked at as such a person sees it.

A story is a generator; what it yields is pressed when the program waits for its user, also within a question
that waits for its answer within a call. After each key the focus must be on something that is in sight.
"""

import time
import traceback

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

_PATIENCE_S = 30
"""Longest that one piece of work may take on a busy machine; chosen by us."""
_SHORT_S = 30
"""Longest that windows and pages may take to stand where they belong; chosen by us."""
_LINE = 30
"""Pixels of a button or a line to type in, all of which are to be in sight; by our own style."""
_MOST_TABS = 60
"""More than anything on a page that takes the focus; chosen by us."""


class Keyboard:
    """Presses what a story yields, one after the other, and keeps what was done.

    Args:
        story: yields texts: a key as people name it (``Ctrl+Enter``), or ``"`` and what is typed.
    """

    def __init__(self, story):
        self._story, self.done, self.failure = story, [], ""
        self._since = time.monotonic()
        self._pressing = None
        """The question that was in front when the key that is being pressed was begun."""
        self._later()

    def _later(self, ms=0):
        QTimer.singleShot(ms, self._go_on)

    def _go_on(self):
        try:
            if self._waits():
                return
            self._since = time.monotonic()
            wanted = next(self._story, None)
            if wanted is None:
                QApplication.closeAllWindows()
                return
            self.done.append(wanted)
        except Exception:  # noqa: BLE001 - Qt drops whatever leaves a slot
            self.failure = f"{traceback.format_exc()}\nafter {self.done[-30:]}\nat {described(focus())}"
            QApplication.exit(1)
            return
        self._later(10)  # before the key, which may wait for an answer within its call
        before, self._pressing = self._pressing, (QApplication.activeModalWidget(),)
        if wanted.startswith('"'):
            _type(wanted[1:])
        elif wanted:
            _press(wanted)
        self._pressing = before

    def _waits(self):
        """Whether the program has something to finish before a person goes on; it is looked at again then."""
        if self._pressing == (QApplication.activeModalWidget(),):  # QTest lets timers run within a key
            self._later(1)
            return True
        _manage_windows()
        at_work = any(is_at_work(window) for window in QApplication.topLevelWidgets())
        trouble = "the program is at work" if at_work else lost_focus()
        assert time.monotonic() - self._since < (_PATIENCE_S if at_work else _SHORT_S), trouble
        if trouble:
            self._later(5)
        return bool(trouble)


def _manage_windows():
    """Bring a window to the front where none is that takes keys, as every system does when one was closed."""
    before, question = QGuiApplication.focusWindow(), QApplication.activeModalWidget()
    if question is not None and before is not question.windowHandle():
        question.activateWindow()
    elif before is None:
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        for window in shown[-1:]:
            window.activateWindow()


def is_at_work(window):
    """Whether a window has something to finish before a person goes on."""
    tasks = getattr(window, "tasks", None)
    return window.isVisible() and (not window.isEnabled() or (tasks is not None and tasks.is_busy))


def _press(name):
    combination = QKeySequence(name.replace("Enter", "Return"))[0]
    QTest.keyClick(QGuiApplication.focusWindow(), combination.key(), combination.keyboardModifiers())


def _type(text):
    for character in text:
        if character.isascii():
            window = QGuiApplication.focusWindow()
            shift = (
                Qt.KeyboardModifier.ShiftModifier if character.isupper() else Qt.KeyboardModifier.NoModifier
            )
            QTest.keyClick(window, Qt.Key(ord(character.upper())), shift)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(character)
            QApplication.sendEvent(QGuiApplication.focusObject(), composed)


def focus():
    """What the keys go to."""
    return QApplication.activePopupWidget() or QApplication.focusWidget()


def lost_focus():
    """What is wrong with the place of the focus; empty where a person sees it."""
    widget = focus()
    if widget is None:
        return "nothing has the focus"
    question = QApplication.activeModalWidget()
    if question is not None and widget.window() is not question and not QApplication.activePopupWidget():
        return f"{described(widget)} has the focus, and not the question in front of it"
    if not widget.isVisible() or not widget.isEnabled():
        return f"{described(widget)} has the focus and cannot be seen or used"
    seen = widget.visibleRegion().boundingRect().height()
    if seen < min(widget.height(), _LINE) - 2:  # an editor is a little higher than its row
        return f"{described(widget)} has the focus, and {seen} of its {widget.height()} pixels are in sight"
    return ""


def described(widget):
    """A widget as a screen reader names it, with what stands in it."""
    if widget is None:
        return "nothing"
    name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    stands = widget.text() if isinstance(widget, QLineEdit) else ""
    stands = widget.currentText() if isinstance(widget, QComboBox) else stands
    return f"{type(widget).__name__} “{name}”{f': {stands}' if stands else ''}"


def is_at(name):
    """Whether the focus is on what begins with a name."""
    widget = focus()
    names = [widget.accessibleName(), widget.text() if isinstance(widget, QAbstractButton) else ""]
    return any(one.startswith(name) for one in names if one)


def tab_to(name, key="Tab"):
    """Go on with Tab until the ring is around what begins with a name."""
    for _ in range(_MOST_TABS):
        if is_at(name):
            return
        yield key
    raise AssertionError(f"{key} does not lead to “{name}”, but to {described(focus())}")


def settled():
    """Let what the last key began be shown."""
    yield ""
    yield ""
