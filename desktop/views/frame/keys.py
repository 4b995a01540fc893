"""What Enter does: it presses the button in focus, before irreversible steps the one that goes back; F6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from desktop.views.frame.folding_pane import FoldingPane


def let_enter_press(page: QWidget) -> None:
    """Let Enter press the button that has the focus, as Space does, on a page that is no dialog."""
    for button in page.findChildren(QPushButton):
        if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            button.setAutoDefault(True)


def go_to_next_area(window: QWidget, areas: Sequence[QWidget], step: int) -> None:
    """Put the focus into the next area of a page that is in sight (F6), or on to the next control.

    Args:
        window: in which the focus goes on where there are no areas.
        areas: of the page in front; each takes the focus itself, or holds what does.
        step: 1 forwards, -1 back.
    """
    seen = [area for area in areas if area.isVisible() or _folded_around(area) is not None]
    if not seen:
        window.focusNextPrevChild(step > 0)
        return
    here = next((i for i, area in enumerate(seen) if area.hasFocus()), -1 if step > 0 else 0)
    area = seen[(here + step) % len(seen)]
    pane = _folded_around(area)
    if pane is not None:
        pane.open()
    area.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _folded_around(area: QWidget) -> FoldingPane | None:
    """The folded pane that an area lies in; None where it stands beside the paper."""
    around: QWidget | None = area
    while around is not None:
        if isinstance(around, FoldingPane):
            return around if around.is_folded else None
        around = around.parentWidget()
    return None


def follow_in_tab_order(before: QWidget, *parts: QWidget) -> QWidget:
    """Let Tab lead from a widget through parts that were made after it; Qt leads to them last of all.

    The order of Tab is never walked through: PySide 6.11 takes what ``nextInFocusChain`` returns for a
    child of the widget that was asked. A scroll area was then kept by its own viewport alone, and Python
    threw both away while the window stood.

    Args:
        before: where Tab comes from; what takes no focus, such as what the parts lie in, marks a place in the
            order as well.
        parts: what follows it, in this order.

    Returns:
        What Tab reaches last in them; the widget itself where it reaches nothing.
    """
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                own = before.focusPolicy()
                before.setFocusPolicy(own | Qt.FocusPolicy.TabFocus)  # else Qt does nothing
                QWidget.setTabOrder(before, widget)
                before.setFocusPolicy(own)
                before = widget
    return before


class _OneKeyOneAnswer(QObject):
    """Drops Enter while it is held: the key that asked must not answer too."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        is_held = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.isAutoRepeat()
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        )
        return is_held or super().eventFilter(watched, event)


def let_enter_go_on(button: QPushButton) -> None:
    """Let Enter press the filled button of a dialog, whose step is taken back by a key or from a backup.

    Not a key that is still held from what opened the dialog.
    """
    button.installEventFilter(_OneKeyOneAnswer(button))
    button.setDefault(True)
    button.setFocus()


def let_enter_go_back(buttons: QDialogButtonBox) -> None:
    """Let Enter choose what changes nothing, until somebody moves to another button.

    For dialogs before something that one key cannot take back: a key held too long must not answer them.
    """
    role = QDialogButtonBox.ButtonRole.RejectRole
    back = next(b for b in buttons.buttons() if buttons.buttonRole(b) == role)
    assert isinstance(back, QPushButton)
    back.setDefault(True)
    back.setFocus()
