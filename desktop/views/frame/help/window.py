"""The manual in a window of its own; F1 opens it at what a person is on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.tasks import TaskRunner
from desktop.services.manual.book import BOOK_NAME, write_manual
from desktop.services.manual.chapters import CONTENTS, place_of_code
from desktop.services.manual.search import MOST, find, words_of
from desktop.views.frame.file.files import ask_save_place
from desktop.views.frame.help.browser import ManualBrowser
from desktop.views.frame.help.contents import ContentsTree, HitList
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.parts.notice import Notice

_SIZE, _SMALLEST = QSize(1040, 660), QSize(520, 300)
_SCREEN_MARGIN = 60
"""Pixels of the screen that are left free, for the bars of window and system; our own choice."""
_BEGINNING = f"{CONTENTS}.md"
_LEFT, _LEFT_LEAST = 250, 180
"""Pixels of the list of contents at first, and where the window is narrow; our own choice."""


_SCROLLING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
"""Keys that say nothing to the search field."""


class HelpWindow(QWidget):
    """Contents or hits at the left, a chapter at the right."""

    def __init__(self) -> None:
        """Make the window; nothing is shown yet."""
        super().__init__()
        self.setWindowTitle("使用手册")
        # The program ends with its last desk, whether the manual is open or not.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._rule = ""
        """Place of the rule that is one key further."""
        self.tasks = TaskRunner(self)
        self.search, self.contents, self.hits = QLineEdit(), ContentsTree(), HitList()
        self.page, self.notice = ManualBrowser(), Notice()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LEFT, _SIZE.width() - _LEFT])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(splitter)
        room = self.screen().availableGeometry().size() - QSize(_SCREEN_MARGIN, _SCREEN_MARGIN)
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE.boundedTo(room).expandedTo(_SMALLEST))
        let_enter_press(self)
        self._connect()

    def _left(self) -> QWidget:
        pane = QWidget()
        pane.setMinimumWidth(_LEFT_LEAST)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.search.setPlaceholderText("查找（Ctrl+F）")
        self.search.setAccessibleName("在手册里查找")
        self.search.setClearButtonEnabled(True)
        self._count = QLabel()
        self._count.setProperty("tone", "muted")
        self._count.hide()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.contents)
        self._lists.addWidget(self.hits)
        for widget in (self.search, self._count, self._lists):
            column.addWidget(widget)
        return pane

    def _right(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        self.back, self.forward = QPushButton("后退"), QPushButton("前进")
        self.further = QPushButton()
        self.save = QPushButton("存为 PDF……")
        for button, tip in ((self.back, "Alt+←"), (self.forward, "Alt+→"), (self.save, "Ctrl+P")):
            button.setToolTip(tip)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addStretch(1)
        row.addWidget(self.save)
        column.addLayout(row)
        column.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.notice)
        column.addWidget(self.page, 1)
        return pane

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._go_to_hit)
        self.search.installEventFilter(self)
        self.contents.wanted.connect(self.page.go_to)
        self.hits.wanted.connect(self.page.go_to)
        self.page.turned.connect(self.contents.show_chapter)
        self.page.backwardAvailable.connect(self.back.setEnabled)
        self.page.forwardAvailable.connect(self.forward.setEnabled)
        self.back.setEnabled(False)
        self.forward.setEnabled(False)
        self.back.clicked.connect(self.page.backward)
        self.forward.clicked.connect(self.page.forward)
        self.further.clicked.connect(lambda: self.page.go_to(self._rule))
        self.save.clicked.connect(self._ask_place)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._begin_search,
            "Alt+Left": self.page.backward,
            "Alt+Right": self.page.forward,
            "Ctrl+P": self._ask_place,
            "F1": self._go_further,
            "F6": self._go_to_next_part,
            "Esc": self._go_back,
        }
        for key, answer in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(answer)

    def show_place(self, place: str, rule: str) -> None:
        """Come forward at a place, the focus where one searches; keys that scroll turn the page.

        Args:
            place: ``entry.md#p3``; empty for the contents.
            rule: code of the rule that F1 leads on to; empty for none.
        """
        self._rule = place_of_code(rule)
        self.further.setText(f"这一条的规则 {rule}（F1）")
        self.further.setVisible(bool(self._rule))
        self.search.clear()
        self.page.go_to(place or _BEGINNING)
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.search.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: the system turned light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.page.chapter_name:
            self.page.show_anew()

    # --- searching -------------------------------------------------------------------------------

    def _begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find(self, typed: str) -> None:
        words = words_of(typed)
        found = find(typed)
        self.hits.show_hits(found)
        self.page.highlight(words)
        self._lists.setCurrentWidget(self.hits if words else self.contents)
        self._count.setVisible(bool(words))
        more = "，只列出前面的" if len(found) == MOST else ""
        self._count.setText(f"{len(found)} 处{more}" if found else "没有找到，换个说法试试")

    @property
    def _list(self) -> QWidget:
        return self.hits if self._lists.currentWidget() is self.hits else self.contents

    def _go_to_hit(self) -> None:
        self.hits.go_to_current()
        if self.hits.count():
            self.hits.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QWidget.eventFilter: from the search field Down leads to what was found or scrolls."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Down and self.search.text():
                self._list.setFocus()
                return True
            if key in _SCROLLING:
                QApplication.sendEvent(self.page, event)
                return True
        return super().eventFilter(watched, event)

    # --- moving ----------------------------------------------------------------------------------

    def _go_to_next_part(self) -> None:
        parts = [self.search, self._list, self.page]
        here = next((i for i, part in enumerate(parts) if part.hasFocus()), -1)
        parts[(here + 1) % len(parts)].setFocus()

    def _go_further(self) -> None:
        """From what F1 opened to the rule of the finding that a person was on, then to the contents."""
        is_there = not self._rule or self.page.source().toString() == self._rule
        self.page.go_to(_BEGINNING if is_there else self._rule)

    def _go_back(self) -> None:
        """From a search to the contents; else out of the window."""
        if self.search.text():
            self.search.clear()
            self.page.setFocus()
        else:
            self.close()

    # --- the manual on paper ---------------------------------------------------------------------

    def _ask_place(self) -> None:
        place = ask_save_place(self, "把手册存为 PDF", BOOK_NAME, "PDF", ".pdf")
        if place:
            self.save_book(place)

    def save_book(self, place: str) -> None:
        """Write the whole manual into a file, off the window's thread."""
        self.save.setEnabled(False)
        self.notice.say("正在生成手册……", lasting=True)
        self.tasks.start(
            lambda _: write_manual(Path(place)), lambda _: self._on_saved(place), self._on_not_saved
        )

    def _on_saved(self, place: str) -> None:
        self.save.setEnabled(True)
        self.notice.say_saved(Path(place))

    def _on_not_saved(self, error: object) -> None:
        self.save.setEnabled(True)
        self.notice.say(getattr(error, "sentence", ""), "bad")


class _Keeper(QObject):
    """Keeps the one window as long as the program lives; a child of the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._window: HelpWindow | None = None
        application.aboutToQuit.connect(self._let_go)

    def window(self) -> HelpWindow:
        if self._window is None:
            self._window = HelpWindow()
            self._window.destroyed.connect(self._forget)
        return self._window

    def _forget(self) -> None:
        self._window = None

    def _let_go(self) -> None:
        if self._window is not None:
            self._window.tasks.wait()
            self._window.close()
            self._window.deleteLater()


def show_help(place: str, rule: str = "") -> HelpWindow:
    """Show the manual.

    Args:
        place: where it opens, ``entry.md`` or ``codes.md#E-DB-004``; empty for the contents.
        rule: code of the rule that is one key further; empty for none.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    keeper = application.findChild(_Keeper) or _Keeper(application)
    window = keeper.window()
    window.show_place(place, rule)
    return window
