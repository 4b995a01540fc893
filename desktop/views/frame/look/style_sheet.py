"""The style sheet of all windows, made of a palette: what Qt's own style draws otherwise than we want it."""

from __future__ import annotations

from desktop.views.frame.look.colours import Colours


def style_sheet(c: Colours, arrow: str, tick: str, messages: str) -> str:
    """The style of everything in a window.

    Args:
        c: the palette.
        arrow: path of the picture of an arrow on combo boxes, which a style sheet needs as a file; Qt's own
            boxes where it is empty.
        tick: the same for what is ticked.
        messages: the folder with pictures for messages; Qt's own pictures where it is empty.
    """
    parts = [make(c) for make in (_grounds, _buttons, _lines, _lists, _the_rest)]
    parts += [_combo_boxes(c, arrow)] if arrow else []
    parts += [_check_boxes(c, tick)] if tick else []
    parts += [_messages(messages)] if messages else []
    return "".join(parts)


def _check_boxes(c: Colours, tick: str) -> str:
    return f"""
QCheckBox::indicator, QListView::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted};
  border-radius: 3px; background: {c.paper}; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ border-color: {c.accent};
  background: {c.accent}; image: url("{tick}"); }}
QCheckBox::indicator:disabled {{ border-color: {c.faint}; background: {c.pane}; }}
QCheckBox::indicator:checked:disabled {{ background: {c.faint}; }}
"""


def _combo_boxes(c: Colours, arrow: str) -> str:
    return f"""
QComboBox {{ combobox-popup: 0; background: {c.paper}; border: 1px solid {c.edge}; border-radius: 3px;
  padding: 4px 6px; }}
QComboBox:focus {{ border: 2px solid {c.accent}; padding: 3px 5px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ border: 1px solid {c.line}; selection-background-color: {c.current};
  selection-color: {c.ink}; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: 26px; padding-left: 6px; }}
"""


def _messages(folder: str) -> str:
    """Messages of Qt with our marks: a triangle warns, a ring tells or asks."""
    return f"""
QMessageBox {{ messagebox-warning-icon: url("{folder}/message-warning.svg");
  messagebox-information-icon: url("{folder}/message-information.svg");
  messagebox-question-icon: url("{folder}/message-information.svg");
  messagebox-critical-icon: url("{folder}/message-critical.svg"); }}
"""


def _grounds(c: Colours) -> str:
    """Papers, lines, notices and what is said in a tone."""
    return f"""
QToolTip {{ color: {c.ink}; background: {c.paper}; border: 1px solid {c.line}; padding: 4px 6px; }}
#topBar {{ background: {c.paper}; border-bottom: 1px solid {c.line}; }}
#badge {{ border: 1px solid {c.edge}; border-radius: 3px; padding: 1px 6px; color: {c.muted}; }}
#stepNow {{ background: {c.current}; border-left: 3px solid {c.accent}; }}
#statusLine {{ background: {c.pane}; border-top: 1px solid {c.line}; }}
#paper {{ background: {c.paper}; border: 1px solid {c.line}; border-radius: 6px; }}
#foldingPane[over="true"] {{ background: {c.pane}; border: 1px solid {c.edge}; border-radius: 6px; }}
#choiceCard {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: 4px; }}
#choiceCard[chosen="true"] {{ background: {c.current}; border-color: {c.accent}; }}
#letterCard {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: 4px; }}
#letterHead {{ background: {c.pane}; border: none; border-bottom: 1px solid {c.line}; }}
#between {{ background: {c.line}; border: none; }}
#dropBox {{ background: transparent; border: 1px dashed {c.edge}; border-radius: 4px; }}
#line {{ background: {c.pane}; border: 1px solid {c.line}; border-radius: 4px; }}
#muted, QLabel[tone="muted"] {{ color: {c.muted}; }}
QLabel[tone="bad"] {{ color: {c.red}; }}
QLabel[tone="alarm"] {{ color: {c.amber}; }}
QLabel[tone="good"] {{ color: {c.green}; }}
#notice {{ background: {c.alarm_ground}; border: 1px solid {c.alarm_line}; border-radius: 4px; }}
#notice[tone="bad"] {{ background: {c.bad_ground}; border-color: {c.bad_line}; }}
#notice[tone="good"] {{ background: {c.good_ground}; border-color: {c.good_line}; }}
#notice QLabel {{ color: {c.ink}; }}
"""


def _buttons(c: Colours) -> str:
    """Buttons of every kind, and menus."""
    return f"""
QPushButton {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: 4px; padding: 5px 12px; }}
QPushButton, QCheckBox, QRadioButton {{ outline: 0; }}
QPushButton:hover {{ border-color: {c.accent}; color: {c.accent}; }}
QPushButton:pressed {{ background: {c.current}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {c.faint}; background: {c.pane}; border-color: {c.line}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; border-color: {c.accent}; color: {c.on_accent}; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; color: {c.on_accent}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.ink}; padding: 4px 11px; }}
QPushButton[kind="primary"]:disabled {{ background: {c.closed}; border-color: {c.line}; color: {c.faint}; }}
QPushButton[kind="quiet"] {{ border: 2px solid transparent; background: transparent; padding: 1px 4px;
  color: {c.accent}; }}
QPushButton[kind="quiet"]:hover {{ text-decoration: underline; }}
QPushButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
QPushButton::menu-indicator {{ subcontrol-position: right center; right: 2px; }}
QMenu {{ background: {c.paper}; border: 1px solid {c.line}; padding: 4px 0; }}
QMenu::item {{ padding: 6px 18px; }}
QMenu::item:selected {{ background: {c.current}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QPushButton[kind="offer"] {{ text-align: left; }}
QPushButton[kind="chip"] {{ padding: 2px 10px; border-radius: 11px; background: transparent; }}
QPushButton[kind="chip"]:checked {{ background: {c.current}; border-color: {c.accent}; color: {c.accent}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {c.accent}; padding: 1px 9px; }}
QPushButton[kind="chip"]:checked:focus {{ border-color: {c.ink}; }}
QPushButton[kind="count"] {{ padding: 2px 4px; border-radius: 0; border-color: {c.line};
  margin-right: -1px; }}
QPushButton[kind="count"][ends="true"] {{ margin-right: 0; }}
QPushButton[kind="count"]:checked {{ background: {c.current}; border-color: {c.accent}; color: {c.accent}; }}
QPushButton[kind="count"]:focus {{ border: 2px solid {c.accent}; padding: 1px 3px; }}
QPushButton[kind="row"] {{ border: 2px solid transparent; background: transparent; padding: 0 1px;
  text-align: left; color: {c.ink}; }}
QPushButton[kind="row"]:hover {{ color: {c.accent}; text-decoration: underline; }}
QPushButton[kind="row"]:focus {{ border-color: {c.accent}; }}
#dueTable {{ background: transparent; border: 1px solid {c.line}; border-radius: 4px; }}
QPushButton[kind="tab"] {{ border: none; border-bottom: 2px solid transparent; border-radius: 0;
  background: transparent; padding: 3px 2px; color: {c.muted}; font-weight: bold; }}
QPushButton[kind="tab"]:hover {{ color: {c.accent}; }}
QPushButton[kind="tab"]:checked {{ color: {c.ink}; border-bottom: 2px solid {c.accent}; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {c.accent}; border-radius: 4px; padding: 1px 0 3px 0; }}
QPushButton[kind="step"] {{ border: 2px solid transparent; background: transparent; color: {c.muted};
  padding: 4px 14px; border-radius: 15px; }}
QPushButton[kind="step"]:hover {{ color: {c.accent}; background: {c.pane}; }}
QPushButton[kind="step"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="step"]:checked {{ background: {c.accent}; color: {c.on_accent}; }}
QPushButton[kind="step"]:checked:focus {{ border-color: {c.ink}; }}
"""


def _lines(c: Colours) -> str:
    """What is typed into."""
    return f"""
QLineEdit, QPlainTextEdit {{ background: {c.paper}; border: 1px solid {c.edge}; border-radius: 3px;
  padding: 3px 6px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
  placeholder-text-color: {c.muted}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: 2px 5px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only, QPlainTextEdit:read-only {{
  background: {c.pane}; color: {c.muted}; placeholder-text-color: {c.muted}; }}
#cellEditor {{ border: 2px solid {c.accent}; border-radius: 0; padding: 0 3px; }}
"""


def _lists(c: Colours) -> str:
    """Tables, trees and lists."""
    return f"""
QTableView {{ background: {c.paper}; border: 1px solid {c.line}; padding: 1px; gridline-color: {c.line};
  outline: 0; }}
#frozenColumns {{ border: none; padding: 0; border-right: 2px solid {c.edge}; }}
#previewTable::item {{ padding: 0 6px; }}
QHeaderView::section {{ background: {c.header}; border: none; border-right: 1px solid {c.line};
  border-bottom: 1px solid {c.line}; padding: 6px 4px; font-weight: bold; }}
QHeaderView {{ background: {c.header}; border: none; }}
QTreeView, QListView {{ background: {c.paper}; border: 1px solid {c.line}; padding: 1px; outline: 0; }}
#formsTree {{ border-color: transparent; background: transparent; }}
#findingsList {{ border-color: transparent; }}
QAbstractItemView:focus, #formsTree:focus, #findingsList:focus {{ border: 2px solid {c.accent}; padding: 0; }}
"""


def _the_rest(c: Colours) -> str:
    """Progress, areas that scroll, boxes to tick."""
    return f"""
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {c.line}; }}
QProgressBar {{ border: 1px solid {c.edge}; border-radius: 3px; background: {c.paper}; text-align: center;
  min-height: 20px; }}
QProgressBar::chunk {{ background: {c.progress}; border-radius: 2px; }}
QScrollArea {{ border: 2px solid transparent; background: transparent; }}
#pageArea {{ border: none; }}
QAbstractScrollArea:focus {{ border: 2px solid {c.accent}; border-radius: 4px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 4px; padding: 1px 2px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
QAbstractSpinBox:focus {{ border: 2px solid {c.accent}; border-radius: 3px; }}
#plain {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 1px; }}
QScrollBar::handle:vertical {{ background: {c.handle}; border-radius: 4px; min-height: 28px; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 1px; }}
QScrollBar::handle:horizontal {{ background: {c.handle}; border-radius: 4px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c.handle_hover}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
