"""The look of the whole program: fonts, the palette of the system's scheme, the style sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop.views.frame.look.colours import DARK, LIGHT, now, use
from desktop.views.frame.look.font_family import interface_family

POINT_SIZE = 10.5
"""五号, the usual size of Chinese office documents; chosen by us."""
_WITH_LETTERS_OF_THEIR_OWN = ("QAbstractItemView", "QMenu", "QTipLabel", "QMessageBox")
"""Classes used here for which Qt asks Windows."""


def apply_ground(application: QApplication) -> None:
    """Give the whole program its font and colours: all that the first picture needs."""
    font = QFont(interface_family())
    font.setPointSizeF(POINT_SIZE)
    application.setFont(font)
    use_scheme(application, dark=_looks_dark(application.palette()))


def apply_style(application: QApplication) -> None:
    """Give the whole program its style sheet and icon, and let it follow the system from now on."""
    from PySide6.QtGui import QIcon

    if _is_dark(application) is not (now() is DARK):
        use_scheme(application, dark=_is_dark(application))
    application.setStyleSheet(_style())
    _write_everything_alike(application)
    icon = resources.path("icons/tianbao.svg")
    if isinstance(icon, Path):
        application.setWindowIcon(QIcon(str(icon)))
    application.styleHints().colorSchemeChanged.connect(
        lambda _: use_scheme(application, dark=_is_dark(application))
    )


def _write_everything_alike(application: QApplication) -> None:
    """Write lists, menus, tips and boxes in our letters: with a style, Windows' smaller ones come back."""
    font = application.font()
    # PySide takes names as text alone, whatever its types say.
    fonts = (QApplication.font(name) for name in _WITH_LETTERS_OF_THEIR_OWN)  # type: ignore[call-overload]
    if any(one != font for one in fonts):
        application.setFont(font)


def use_scheme(application: QApplication, *, dark: bool) -> None:
    """Show everything in the dark or the light palette; windows that are open hear of it by an event."""
    use(DARK if dark else LIGHT)
    application.setPalette(_palette())
    if application.styleSheet():
        application.setStyleSheet(_style())
        _write_everything_alike(application)


def _is_dark(application: QApplication) -> bool:
    """Whether the person chose a dark scheme in the system."""
    return application.styleHints().colorScheme().name == "Dark"


def _looks_dark(palette: QPalette) -> bool:
    """The same by Qt's own palette: the scheme itself is named in a namespace that costs 20 ms."""
    ground, ink = (palette.color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText))
    return ground.lightness() < ink.lightness()


def _style() -> str:
    from desktop.views.frame.look.style_sheet import style_sheet

    tick = "icons/tick-dark.svg" if now() is DARK else "icons/tick.svg"
    pictures = [resources.path(name) for name in ("icons/chevron-down.svg", tick, "icons")]
    return style_sheet(now(), *(path.as_posix() if isinstance(path, Path) else "" for path in pictures))


def bold(font: QFont, *, points: float | None = None) -> QFont:
    """A bold copy of a font, in another size if asked."""
    copy = QFont(font)
    copy.setBold(True)
    if points is not None:
        copy.setPointSizeF(points)
    return copy


def sized(font: QFont, points: float) -> QFont:
    """A copy of a font in another size."""
    copy = QFont(font)
    copy.setPointSizeF(points)
    return copy


def _palette() -> QPalette:
    """Qt's palette; roles that are not named here follow from the ground of buttons and windows."""
    c, roles = now(), QPalette.ColorRole
    palette = QPalette(QColor(c.paper), QColor(c.pane))
    for role, colour in {
        roles.Window: c.pane,
        roles.Base: c.paper,
        roles.AlternateBase: c.derived,
        roles.Text: c.ink,
        roles.WindowText: c.ink,
        roles.ButtonText: c.ink,
        roles.Button: c.paper,
        roles.Highlight: c.current,
        roles.HighlightedText: c.ink,
        roles.Accent: c.accent,
        roles.Link: c.accent,
        roles.LinkVisited: c.accent,
        roles.PlaceholderText: c.muted,
        roles.ToolTipBase: c.paper,
        roles.ToolTipText: c.ink,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.faint))
    return palette
