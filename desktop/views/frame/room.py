"""How much room a window has, and what folds away where it has less: by its logical size, on any screen.

On a screen of 1366 x 768 a window has 1366 x 697 at 100 %, 1093 x 558 at 125 %, 911 x 465 at 150 % and
683 x 349 at 200 %: Windows' bars take about 71 pixels. The bounds were chosen so that the grid
keeps at least eight rows at 150 %.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from forms.frozen import frozen

_WIDE, _HIGH = 1180, 640
"""Chosen so that the grid keeps its columns and eight rows: below either of these the pane at the right
folds, below the height also what lies under the grid."""
_NARROW = 1000
"""Chosen for the columns of the grid: below it the pane at the left and the title go."""
_VERY_NARROW = 880
"""Chosen for the line of buttons: below it buttons go into a menu."""


@frozen
class Room:
    """What a window of a size has room for.

    Attributes:
        right: the pane at the right, beside the paper.
        below: what lies under the grid, in full height.
        left: the pane at the left, and the title.
        buttons: every button of a page's own bar.
    """

    right: bool = True
    below: bool = True
    left: bool = True
    buttons: bool = True


def room_of(size: QSize) -> Room:
    """The room in a window.

    Args:
        size: of the window's inside, in device-independent pixels.
    """
    width, height = size.width(), size.height()
    return Room(
        right=width >= _WIDE and height >= _HIGH,
        below=height >= _HIGH,
        left=width >= _NARROW,
        buttons=width >= _VERY_NARROW,
    )


def in_sight(row: QHBoxLayout) -> list[QWidget]:
    """The widgets of a row that are not hidden."""
    items = [row.itemAt(place) for place in range(row.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget for widget in widgets if widget is not None and not widget.isHidden()]


def margins_of(row: QHBoxLayout) -> int:
    """Pixels of the width of a row that its widgets do not get."""
    margins = row.contentsMargins()
    return margins.left() + margins.right() + row.spacing() * (row.count() - 1)


def lay_out_anew(layout: QLayout) -> None:
    """Lay out what was shown or hidden just now, also from within a resize event.

    While a layout is at work, Qt does not hear that it has to begin again.
    """
    layout.invalidate()
    layout.activate()
