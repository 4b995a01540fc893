"""Files dragged over a widget and let go."""

import warnings

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication


def drop_on(widget, spot, *urls):
    """Drag over a widget and let go; returns whether each of the two was accepted."""
    files = QMimeData()
    files.setUrls([url if isinstance(url, QUrl) else QUrl.fromLocalFile(str(url)) for url in urls])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of newer Qt; there is no other way to make one
        enter = QDragEnterEvent(spot, action, files, Qt.MouseButton.LeftButton, none)
    taken = []
    for event in (enter, QDropEvent(QPointF(spot), action, files, Qt.MouseButton.LeftButton, none)):
        QApplication.sendEvent(widget, event)
        taken.append(event.isAccepted())
    return taken
