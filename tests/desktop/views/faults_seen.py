"""What a person would see or hear to be wrong with a window: texts cut, parts outside, no room, no name."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.views.frame.dialog import Dialog
from desktop.views.frame.parts.elided_label import ElidedLabel

WORD = re.compile(r"\w")
TITLE_BAR = 48
"""Pixels of the screen that a dialog leaves free."""
ARROW, EDGE = 30, 12
"""Pixels of a box beside its text, and of a line."""
_ROOMY = 150
"""Scale beyond which a screen of 768 lines has no room for a table beside the fields of a dialog."""
PARTS = {"frozenColumns", "qt_spinbox_lineedit"}
"""Of controls that have a name."""
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def faults_of(root, screen):
    """Sentences about a window or dialog and everything in sight in it."""
    room = screen.availableGeometry().size()
    least = root.minimumSizeHint().expandedTo(root.minimumSize())
    found = [
        f"{word} {size.width()} x {size.height()} of {room.width()} x {room.height()}"
        for word, size in (("needs", least), ("takes", root.size()))
        if size.width() > room.width() or size.height() > room.height()
    ]
    areas = [area for area in root.findChildren(QScrollArea, "pageArea") if area.isVisible()]
    found += [
        f"the page needs {area.horizontalScrollBar().maximum()} pixels more in width"
        for area in areas
        if area.horizontalScrollBar().maximum() > 0
    ]
    found += [*_several_filled(root), *_pictured(root), *_scrolled_for_nothing(root, room)]
    found += _scrolled_twice(root) if int(screen.name() or 0) <= _ROOMY else []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window():
            faults = (_outside(widget, root), _cut(widget), _nameless(widget))
            found += [f"{_named(widget)} {fault}" for fault in faults if fault]
    return found


def _several_filled(root):
    """A page or dialog leads to one thing: one button is filled."""
    buttons = [b for b in root.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    filled = [b.text() for b in buttons if b.property("kind") == "primary" and b.window() is root.window()]
    return [f"fills several buttons: {'、'.join(filled)}"] if len(filled) > 1 else []


def _pictured(root):
    """Pictures that a platform puts on the buttons of some dialogs and not of others."""
    boxes = root.findChildren(QDialogButtonBox)
    buttons = [button for box in boxes for button in box.buttons() if button.isVisible()]
    return [f"has a picture on “{b.text()}”" for b in buttons if not b.icon().isNull()]


def _scrolled_for_nothing(root, room):
    """A dialog of words scrolls only where the screen is too low for it."""
    areas = root.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not isinstance(root, Dialog) or root.height() >= room.height() - TITLE_BAR:
        return []
    over = [area.verticalScrollBar().maximum() for area in areas]
    return [f"scrolls by {pixels} pixels" for pixels in over if pixels]


def _scrolled_twice(root):
    """A table or text within a dialog that is scrolled: it should give way, or hides what lies below."""
    areas = root.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not isinstance(root, Dialog):
        return []
    return [
        f"scrolls “{spoken(view)}” within what is scrolled by {area.verticalScrollBar().maximum()} pixels"
        for area in areas
        if area.verticalScrollBar().maximum()
        for kind in (QAbstractItemView, QPlainTextEdit)
        for view in area.findChildren(kind)
        if view.isVisible() and view.window() is root and view.maximumHeight() > view.minimumHeight()
    ]


def spoken(widget):
    """What a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _named(widget):
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else widget.accessibleName()
    return f"{type(widget).__name__} {widget.objectName()} “{text[:30]}”"


def _nameless(widget):
    is_control = isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    is_part = isinstance(widget, QHeaderView) or widget.objectName() in PARTS
    return "has no name" if is_control and not is_part and not WORD.search(spoken(widget)) else ""


def _outside(widget, root):
    parent = widget.parentWidget()
    if widget is root or _is_scrolled(widget) or widget.objectName() == "frozenColumns":
        return ""
    if parent.rect().contains(widget.geometry()):
        return ""
    place, room = widget.geometry(), parent.rect()
    where = f"{place.x()},{place.y()} {place.width()} x {place.height()}"
    return f"lies at {where} in {room.width()} x {room.height()}"


def _is_scrolled(widget):
    area = widget.parentWidget().parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget.parentWidget()


def _cut(widget):
    """What of a text is not in sight; one that is elided on purpose has a tooltip."""
    for kinds, look in _LOOKS:
        if isinstance(widget, kinds):
            return look(widget)
    return ""


def _cut_elided(label):
    is_cut = _width(label, label.text()) > label.width()
    return "is elided without a tooltip" if is_cut and not label.toolTip() else ""


def _cut_label(label):
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        return f"needs {need} of {label.height()} pixels in height" if need > label.height() else ""
    return _smaller(label, label.sizeHint()) if label.text() else ""


def _cut_box(box):
    need = _width(box, box.currentText() or box.placeholderText()) + ARROW
    return f"needs {need} of {box.width()} pixels" if need > box.width() and not box.toolTip() else ""


def _cut_line(line):
    need = _width(line, line.placeholderText()) + EDGE
    is_cut = not line.text() and need > line.width() and not line.toolTip()
    return f"needs {need} of {line.width()} pixels for “{line.placeholderText()}”" if is_cut else ""


def _smaller(widget, need):
    if need.width() <= widget.width() + 1 and need.height() <= widget.height() + 1:
        return ""
    if widget.toolTip() and need.height() <= widget.height() + 1:
        return ""
    return f"needs {need.width()} x {need.height()} of {widget.width()} x {widget.height()}"


def _width(widget, text):
    return widget.fontMetrics().horizontalAdvance(text)


_LOOKS = (
    (ElidedLabel, _cut_elided),
    (QLabel, _cut_label),
    (QCheckBox, lambda box: _smaller(box, box.minimumSizeHint())),
    (QAbstractButton, lambda button: _smaller(button, button.minimumSizeHint())),
    (QComboBox, _cut_box),
    (QLineEdit, _cut_line),
)
