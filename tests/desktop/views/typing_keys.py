"""Real key presses where the focus is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.models.beginning import Purpose
from tests.plans import wanghua, wanghua_file

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(view, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key in the editor of a view if there is one, else in the view."""
    QTest.keyClick(_target(view), key, modifier)
    QApplication.processEvents()


def type_into(view, text, end=Qt.Key.Key_Return):
    """Type a text as a clerk does: the first key opens the editor."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(_target(view), character)
        else:
            _compose(character)
        QApplication.processEvents()
    if end is not None:
        press(view, end)


def _compose(character):
    """Type with an input method, which shows what is being composed before it is entered."""
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("x", []))
    composed = QInputMethodEvent()
    composed.setCommitString(character)
    QApplication.sendEvent(QApplication.focusWidget(), composed)


def editor_of(view):
    """The open editor, or None; one that was left lives on hidden until the event loop deletes it."""
    return next((e for e in view.findChildren(QLineEdit, "cellEditor") if e.isVisible()), None)


def _target(view):
    return editor_of(view) or view


def choose(box, name):
    """Go down in a box with the arrow key until what begins with a name stands in it."""
    box.setFocus()
    for _ in range(box.count()):
        QTest.keyClick(box, Qt.Key.Key_Down)
        if box.currentText().startswith(name):
            return
    raise AssertionError(f"{name} is not offered")


def choose_plan(welcome, name):
    """Say with the keys that a unit reports, and choose the plan whose name begins so."""
    if welcome.purpose.purpose is None:
        QTest.keyClick(welcome.purpose.cards[Purpose.REPORTING].button, Qt.Key.Key_Space)
    choose(welcome.plan, name)


def choose_wanghua(welcome):
    """Begin with the file of the frozen plan, whose units keep the names that tests know."""
    welcome.open_file(wanghua_file())
    assert welcome.plans.pack.digest == wanghua().digest


def choose_unit(box, name):
    """Paste a name into the line of a unit, and choose what is found by Enter."""
    box.line.setFocus()
    box.line.selectAll()
    QApplication.clipboard().setText(name)
    QTest.keyClick(box.line, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.unit is not None, f"{name} is not offered"
    assert box.unit.name.startswith(name)
