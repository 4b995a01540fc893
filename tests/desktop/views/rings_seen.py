"""Where the focus is not to be seen, and where Tab does not go as one reads."""

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.frame.look.colours import now
from desktop.views.grid.finder_box import FinderBox
from tests.desktop.views.faults_seen import PARTS

LOW = 44
"""Pixels of the line at the bottom of a window, which is the last."""
SHARE = 0.3
"""Of the pixels at the left edge that are the ring's; the rest are round corners, and lines within."""


def rings_missing(root):
    """Sentences about everything that takes the focus without showing it."""
    return [f"{_named(widget)} shows no ring" for widget in reached(root) if not _has_ring(widget)]


def reached(root):
    """What Tab reaches in a window, in its order."""
    first = widget = root.nextInFocusChain()
    found = []
    while widget is not None:
        if _is_reached(widget, root):
            found.append(widget)
        widget = widget.nextInFocusChain()
        if widget is first:
            break
    return found


def _is_reached(widget, root):
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isEnabled() or not widget.isVisible():
        return False
    lies_over = isinstance(widget.parentWidget(), FinderBox)  # for a moment, and Esc leads back
    return widget.window() is root.window() and widget.objectName() not in PARTS and not lies_over


def _has_ring(widget):
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    if QApplication.focusWidget() is not widget or not widget.isVisible():
        return True
    picture = widget.grab().toImage()
    ring = {now().accent, now().ink}
    rows = range(0, picture.height(), max(1, picture.height() // 60))
    seen = max(
        sum(picture.pixelColor(x, y).name() in ring for y in rows) / len(rows)
        for x in range(min(4, picture.width()))
    )
    return seen >= SHARE or _draws_its_own(widget, picture, ring)


def _draws_its_own(widget, picture, ring):
    """Whether the focus shows within: around a cell, or a spot of a picture."""
    widget.clearFocus()
    QApplication.processEvents()
    return _count(picture, ring) > _count(widget.grab().toImage(), ring)


def _count(picture, ring):
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixelColor(x, y).name() in ring for x, y in places)


def steps_back(root):
    """Sentences about steps of Tab that go against the order of reading: both up and to the left."""
    places = [(widget, _box(widget, root)) for widget in reached(root)]
    start = next((i for i, (w, _) in enumerate(places) if w is _first(places)), 0)
    ordered = places[start:] + places[:start]
    return [
        f"from {_named(one)} to {_named(other)} Tab goes back"
        for (one, here), (other, there) in pairwise(ordered)
        if there.bottom() <= here.top() and (there.right() <= here.left() or here.top() > root.height() - LOW)
    ]


def _first(places):
    """What is leftmost in the topmost line; what stands in one line need not be of one height."""
    if not places:
        return None
    top = min((box for _, box in places), key=lambda box: box.top())
    line = [place for place in places if place[1].top() <= top.center().y()]
    return min(line, key=lambda place: place[1].left())[0]


def _box(widget, root):
    return widget.rect().translated(widget.mapTo(root, QPoint(0, 0)))


def _named(widget: QWidget) -> str:
    text = getattr(widget, "text", widget.accessibleName)()
    return f"{type(widget).__name__} {widget.objectName()} “{text[:20]}”"
