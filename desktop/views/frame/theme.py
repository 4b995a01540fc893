"""Colours, fonts and the style sheet of all windows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop.models.grid.roles import Mark
from desktop.views.frame.font_family import interface_family

POINT_SIZE = 10.5
"""五号, the usual size of Chinese office documents; chosen by us."""
ACCENT = "#0b57ad"
INK = "#1c2733"
MUTED = "#65748a"
FAINT = "#8a97a8"
LINE = "#d5dce6"
PANE = "#f4f6fb"
PAPER = "#ffffff"
HEADER = "#edf1f7"
DERIVED = "#f0f4f9"
CLOSED = "#e4e8ed"
CURRENT = "#d9e9fb"
RED, AMBER, GREEN = "#c0271a", "#a05a00", "#1a7f45"

MARK_COLOURS = {
    Mark.GOOD: GREEN,
    Mark.DONE: GREEN,
    Mark.ALARM: AMBER,
    Mark.BAD: RED,
    Mark.QUIET: MUTED,
}


def apply_ground(application: QApplication) -> None:
    """Give the whole program its font and colours: all that the first picture needs."""
    font = QFont(interface_family())
    font.setPointSizeF(POINT_SIZE)
    application.setFont(font)
    application.setPalette(_palette())


def apply_style(application: QApplication) -> None:
    """Give the whole program its style sheet and icon."""
    from PySide6.QtGui import QIcon

    application.setStyleSheet(_STYLE + _combo_style())
    icon = resources.path("icons/tianbao.svg")
    if isinstance(icon, Path):
        application.setWindowIcon(QIcon(str(icon)))


def _combo_style() -> str:
    """Style of combo boxes with our arrow; empty where its picture is no file, which a style sheet needs."""
    arrow = resources.path("icons/chevron-down.svg")
    if not isinstance(arrow, Path):
        return ""
    return f"""
QComboBox {{ background: {PAPER}; border: 1px solid #c3ccd8; border-radius: 3px; padding: 4px 6px; }}
QComboBox:focus {{ border: 1px solid {ACCENT}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{arrow.as_posix()}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ border: 1px solid {LINE}; selection-background-color: {CURRENT};
  selection-color: {INK}; outline: 0; }}
"""


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
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: PANE,
        roles.Base: PAPER,
        roles.AlternateBase: DERIVED,
        roles.Text: INK,
        roles.WindowText: INK,
        roles.ButtonText: INK,
        roles.Button: PAPER,
        roles.Highlight: CURRENT,
        roles.HighlightedText: INK,
        roles.Accent: ACCENT,
        roles.Link: ACCENT,
        roles.PlaceholderText: FAINT,
        roles.ToolTipBase: PAPER,
        roles.ToolTipText: INK,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(FAINT))
    return palette


_STYLE = f"""
QToolTip {{ color: {INK}; background: {PAPER}; border: 1px solid {LINE}; padding: 4px 6px; }}
#topBar {{ background: {PAPER}; border-bottom: 1px solid {LINE}; }}
#statusLine {{ background: {PANE}; border-top: 1px solid {LINE}; }}
#paper {{ background: {PAPER}; border: 1px solid {LINE}; border-radius: 6px; }}
#foldingPane[over="true"] {{ background: {PANE}; border: 1px solid #b9c6d6; border-radius: 6px; }}
#line {{ background: {PANE}; border: 1px solid {LINE}; border-radius: 4px; }}
#muted, QLabel[tone="muted"] {{ color: {MUTED}; }}
QLabel[tone="bad"] {{ color: {RED}; }}
QLabel[tone="alarm"] {{ color: {AMBER}; }}
QLabel[tone="good"] {{ color: {GREEN}; }}
#notice {{ background: #fff6e5; border: 1px solid #ecd3a0; border-radius: 4px; }}
#notice[tone="bad"] {{ background: #fdecea; border-color: #efb7b1; }}
#notice[tone="good"] {{ background: #e9f6ee; border-color: #b3dcc2; }}
#notice QLabel {{ color: {INK}; }}
QPushButton {{ background: {PAPER}; border: 1px solid #c3ccd8; border-radius: 4px; padding: 5px 12px; }}
QPushButton:hover {{ border-color: {ACCENT}; color: {ACCENT}; }}
QPushButton:pressed {{ background: {CURRENT}; }}
QPushButton:focus {{ border: 1px solid {ACCENT}; }}
QPushButton:disabled {{ color: {FAINT}; background: {PANE}; border-color: {LINE}; }}
QPushButton[kind="primary"] {{ background: {ACCENT}; border-color: {ACCENT}; color: white; }}
QPushButton[kind="primary"]:hover {{ background: #0a4c97; color: white; }}
QPushButton[kind="primary"]:focus {{ border: 1px solid #062f5e; }}
QPushButton[kind="primary"]:disabled {{ background: #b9c6d6; border-color: #b9c6d6; color: white; }}
QPushButton[kind="quiet"] {{ border: none; background: transparent; padding: 3px 6px; color: {ACCENT}; }}
QPushButton[kind="quiet"]:hover {{ text-decoration: underline; }}
QPushButton[kind="quiet"]:focus {{ border: 1px dotted {ACCENT}; }}
QPushButton::menu-indicator {{ subcontrol-position: right center; right: 2px; }}
QMenu {{ background: {PAPER}; border: 1px solid {LINE}; padding: 4px 0; }}
QMenu::item {{ padding: 6px 18px; }}
QMenu::item:selected {{ background: {CURRENT}; color: {INK}; }}
QMenu::item:disabled {{ color: {FAINT}; }}
QPushButton[kind="offer"] {{ text-align: left; }}
QPushButton[kind="chip"] {{ padding: 2px 10px; border-radius: 11px; background: transparent; }}
QPushButton[kind="chip"]:checked {{ background: {CURRENT}; border-color: {ACCENT}; color: {ACCENT}; }}
QPushButton[kind="row"] {{ border: 1px solid transparent; background: transparent; padding: 1px 2px;
  text-align: left; color: {INK}; }}
QPushButton[kind="row"]:hover {{ color: {ACCENT}; text-decoration: underline; }}
QPushButton[kind="row"]:focus {{ border: 1px solid {ACCENT}; }}
#dueTable {{ background: transparent; border: 1px solid {LINE}; border-radius: 4px; }}
QPushButton[kind="tab"] {{ border: none; border-bottom: 2px solid transparent; border-radius: 0;
  background: transparent; padding: 3px 2px; color: {MUTED}; font-weight: bold; }}
QPushButton[kind="tab"]:hover {{ color: {ACCENT}; }}
QPushButton[kind="tab"]:focus {{ color: {ACCENT}; }}
QPushButton[kind="tab"]:checked {{ color: {INK}; border-bottom: 2px solid {ACCENT}; }}
QPushButton[kind="step"] {{ border: 1px solid transparent; background: transparent; color: {MUTED};
  padding: 5px 15px; border-radius: 15px; }}
QPushButton[kind="step"]:hover {{ color: {ACCENT}; background: {PANE}; }}
QPushButton[kind="step"]:focus {{ border-color: {ACCENT}; }}
QPushButton[kind="step"]:checked {{ background: {ACCENT}; color: white; }}
QLineEdit, QPlainTextEdit {{ background: {PAPER}; border: 1px solid #c3ccd8; border-radius: 3px;
  padding: 3px 6px; selection-background-color: {ACCENT}; selection-color: white; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 1px solid {ACCENT}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only, QPlainTextEdit:read-only {{
  background: {PANE}; color: {MUTED}; }}
#cellEditor {{ border: 2px solid {ACCENT}; border-radius: 0; padding: 0 3px; }}
QTableView {{ background: {PAPER}; border: 1px solid {LINE}; gridline-color: {LINE}; outline: 0; }}
QTableView:focus {{ border: 1px solid #9db9d9; }}
#frozenColumns {{ border: none; border-right: 2px solid #b9c6d6; }}
#previewTable::item {{ padding: 0 6px; }}
QHeaderView::section {{ background: {HEADER}; border: none; border-right: 1px solid {LINE};
  border-bottom: 1px solid {LINE}; padding: 6px 4px; font-weight: bold; }}
QHeaderView {{ background: {HEADER}; border: none; }}
QTreeView, QListView {{ background: {PAPER}; border: 1px solid {LINE}; outline: 0; }}
#formsTree {{ border: none; background: transparent; }}
#findingsList {{ border: none; }}
QTreeView:focus, QListView:focus {{ border: 1px solid #9db9d9; }}
#formsTree:focus, #findingsList:focus {{ border: 1px solid #9db9d9; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {LINE}; }}
QProgressBar {{ border: 1px solid #b9c6d6; border-radius: 3px; background: {PAPER}; text-align: center;
  min-height: 20px; }}
QProgressBar::chunk {{ background: #bcd7f3; border-radius: 2px; }}
QScrollArea {{ border: none; background: transparent; }}
#plain {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 1px; }}
QScrollBar::handle:vertical {{ background: #c6d0dc; border-radius: 4px; min-height: 28px; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 1px; }}
QScrollBar::handle:horizontal {{ background: #c6d0dc; border-radius: 4px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: #a9b8c9; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
