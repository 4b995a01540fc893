"""The page 登记册: certificates that wait to be registered, and all others; what is entered about one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.office.desk_year import DeskYear
from desktop.models.office.place import OfficePlace
from desktop.models.office.register.register_lines import (
    HEADS,
    RegisterRead,
    lines_of,
    read_register,
    wanted,
)
from desktop.models.office.register.registering import Registered, ToRegister, to_register
from desktop.models.office.window_words import window_words
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.services.office.registry.unregistered import OfferedCertificate, offered_file
from desktop.views.frame.file.files import ask_open_places
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.parts.lines import RowLink, cut
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.office.page import OfficeFrame, OfficePage
from desktop.views.office.register.certificate_pane import CertificatePane
from desktop.views.office.register.correcting_dialog import CorrectDialog, RevokeDialog
from desktop.views.office.register.listed_dialog import ListedDialog
from desktop.views.office.register.register_dialog import RegisterDialog
from desktop.views.office.register.waiting_lines import WaitingLines
from desktop.views.office.shown_view import ShownView
from forms.errors import TianbaoError

_WAITING, _MOST_WAITING, _FEWER_WAITING = 27, 6, 3
"""Pixels of a certificate that waits, and how many are in sight, also in a low window; our own choice."""
_KINDS = "证书 (*.cer.pem *.pem *.cer *.crt *.der)"
_LISTED = "用指纹清单登记多份……"
_REMARKS, _REGISTERED, _UNIT = 5, 4, 0
"""Columns of what there is to remark, of who registered it, and of the units; the order is our own choice."""


class CertificatesPage(OfficePage):
    """Shows the register, and opens the dialogs that enter something into it."""

    keys = "F8 下一份待登记　Enter 登记　F6 换区　Ctrl+O 收件　Esc 回到进度　F1 帮助"

    def __init__(self, frame: OfficeFrame) -> None:
        """Show no register yet."""
        super().__init__(frame)
        self._read: RegisterRead | None = None
        self._shown: list[RegisterEntry] = []
        self._wanted_unit = ""
        """Unit whose waiting certificate is to be offered as soon as the register was read."""
        self._queue: list[OfferedCertificate] = []
        """Certificates of chosen files that are still to be offered."""
        self._is_reading = self._is_outdated = self._is_entered = False
        self._newest = ""
        """Fingerprint of what was registered just now: it becomes the current one."""
        self.notice, self.waiting, self.filter = Notice(), WaitingLines(), QLineEdit()
        self.table = ShownView("登记册", (_UNIT, _REMARKS))
        self._waiting_head, self._none = QLabel(), cut("没有等着登记的证书。")
        self.add, self.listed = QPushButton("登记证书文件……"), QPushButton(_LISTED)
        self.back = QPushButton("回到进度　Esc")
        self._waiting_area, self._most = QScrollArea(), _MOST_WAITING
        self.side = CertificatePane()
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(10)
        column = QVBoxLayout()
        column.addWidget(self._make_paper(), 1)
        column.addWidget(self.notice)
        row.addLayout(column, 1)
        row.addWidget(self.side)
        self._connect()
        let_enter_press(self)

    def _make_paper(self) -> QFrame:
        paper = QFrame()
        paper.setObjectName("paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        title = QLabel("登记册")
        title.setFont(bold(self.font(), points=POINT_SIZE + 2))
        self._waiting_head.setFont(bold(self.font()))
        self.filter.setAccessibleName("按单位查找")
        self.filter.setPlaceholderText("按单位查找：名称、简称或拼音首字母")
        self.add.setProperty("kind", "primary")
        head, find = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title)
        self._about = cut("单位的证书与盖章登记表核对以后才算数")
        head.addWidget(self._about)
        head.addStretch(1)
        for button in (self.add, self.listed, self.back):
            head.addWidget(button)
        find.addWidget(self.filter, 1)
        column.addLayout(head)
        self._waiting_area.setAccessibleName("待登记")
        self._waiting_area.setWidgetResizable(True)
        self._waiting_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._waiting_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.waiting.setObjectName("plain")
        self._waiting_area.setWidget(self.waiting)
        self._waiting_area.viewport().setAutoFillBackground(False)
        for widget in (self._waiting_head, self._none, self._waiting_area):
            column.addWidget(widget)
        column.addLayout(find)
        column.addWidget(self.table, 1)
        return paper

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.frame.show_place(OfficePlace.INTAKE))
        self.add.clicked.connect(self.ask_files)
        self.listed.clicked.connect(self.ask_listed)
        self.side.revoke.clicked.connect(self._revoke)
        self.side.correct.clicked.connect(self._correct)
        self.filter.textChanged.connect(self._show_lines)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    # --- what is shown ---------------------------------------------------------------------------

    def show_desk_year(self, working: DeskYear) -> None:
        """Override OfficePage.show_desk_year: the register is that of all years."""
        del working

    def show_unit(self, unit: str) -> None:
        """Override OfficePage.show_unit: a package of it waits for its certificate."""
        self._wanted_unit = unit

    def refresh(self) -> None:
        """Override OfficePage.refresh."""
        if self.isVisible():
            self.read()

    def activate(self) -> None:
        """Override Page.activate: what waits is current, as far as anything does."""
        self._is_entered = True
        self.read()
        self.filter.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: what was registered a while ago is no news any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.notice.clear()

    def read(self) -> None:
        """Read the register off this thread; asked while it is read, it is read once more afterwards."""
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading, self._is_outdated = True, False
        desk = self.frame.desk_year.desk
        self.frame.background.run("正在看登记册……", partial(read_register, desk), self._take, self._give_up)

    def _take(self, read: RegisterRead) -> None:
        self._is_reading = False
        if self._is_outdated:
            self.read()
            return
        self._read = read
        count = len(read.waiting)
        self._waiting_head.setText(f"待登记 {count}　有报送包等着，先登记它们")
        self._waiting_head.setVisible(bool(count))
        self.waiting.show_waiting(read, self.offer)
        self._waiting_area.setVisible(bool(count))
        self._size_waiting()
        self._none.setVisible(not count)
        self._show_lines()
        for button in (self.add, self.listed):
            button.setEnabled(not read.barred)
            button.setAccessibleDescription(read.barred)
        is_entered, self._is_entered = self._is_entered, False
        if is_entered and count and self.filter.hasFocus() and not self.filter.text():
            self.go_to_next_problem()
        self._offer_wanted(read)

    def _size_waiting(self) -> None:
        """Give what waits its room; what is more is scrolled, so that the register stays in sight."""
        count = 0 if self._read is None else len(self._read.waiting)
        self._waiting_area.setFixedHeight(_WAITING * min(count, self._most) + 4)

    def _offer_wanted(self, read: RegisterRead) -> None:
        unit, self._wanted_unit = self._wanted_unit, ""
        waiting = next((one for one in read.waiting if unit and one.unit == unit), None)
        if waiting is not None:
            self.offer(waiting.certificate)
        elif unit:
            self.filter.setText(self.frame.desk_year.desk.unit_name(unit))

    def _give_up(self, error: TianbaoError) -> None:
        self._is_reading = False
        self.notice.say(window_words(error.sentence), "bad")

    def _show_lines(self) -> None:
        if self._read is None:
            return
        before = self._current()
        wished = self._newest or (before.certificate.fingerprint if before else "")
        self._newest = ""
        self._shown = wanted(self._read, self.filter.text())
        self.table.show_lines(HEADS, lines_of(self._read, self._shown))
        prints = [one.certificate.fingerprint for one in self._shown]
        if self._shown:
            self.table.selectRow(prints.index(wished) if wished in prints else 0)
            self.table.scrollTo(self.table.currentIndex())
        self._show_current()

    def _on_row(self, current: QModelIndex, before: QModelIndex) -> None:
        del current, before
        self._show_current()

    def _current(self) -> RegisterEntry | None:
        row = self.table.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_current(self) -> None:
        self.side.show_entry(self.frame.desk_year.desk, self._read, self._current())

    # --- registering -----------------------------------------------------------------------------

    def offer(self, certificate: OfferedCertificate) -> None:
        """Open the dialog that compares a certificate with its stamped sheet."""
        if self._read is None:
            return
        if self._read.barred:
            self.notice.say(self._read.barred)
            return
        asked: ToRegister = to_register(self._read, certificate)
        dialog = RegisterDialog(
            self.frame.desk_year.desk, self.frame.background, self._read, asked, self.window()
        )
        dialog.registered.connect(self._on_registered)
        dialog.finished.connect(lambda _: self._offer_next())
        dialog.open()

    def _on_registered(self, made: Registered) -> None:
        self.notice.say(window_words(made.sentence), "good", lasting=True)
        if made.line.certificate is not None:
            self._newest = made.line.certificate.fingerprint
        self._changed()

    def _changed(self) -> None:
        self.frame.desk_year.reread()
        self.read()

    def _offer_next(self) -> None:
        if self._queue:
            self.offer(self._queue.pop(0))

    def ask_files(self) -> None:
        """Ask for certificate files; each is compared by itself."""
        places = ask_open_places(self, "单位交来的公开证书", _KINDS)
        if places:
            self.open_files([Path(place) for place in places])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Read certificate files, and offer each."""
        desk = self.frame.desk_year.desk

        def read() -> tuple[list[OfferedCertificate], list[str]]:
            found, refused = [], []
            for path in paths:
                try:
                    found.append(offered_file(desk, path))
                except TianbaoError as error:
                    refused.append(window_words(error.sentence))
            return found, refused

        self.frame.background.run("正在读证书……", read, self._on_files, self._give_up)

    def _on_files(self, found: tuple[list[OfferedCertificate], list[str]]) -> None:
        offered, refused = found
        if refused:
            self.notice.say("".join(refused), "bad")
        self._queue = list(offered)
        self._offer_next()

    def ask_listed(self) -> None:
        """Open the dialog that registers many certificates by a list of fingerprints."""
        dialog = ListedDialog(self.frame.desk_year.desk, self.frame.background, self.window())
        dialog.entered.connect(self.notice.clear)  # it was about the certificate before
        dialog.entered.connect(self._changed)
        dialog.open()

    # --- later entries ---------------------------------------------------------------------------

    def _revoke(self) -> None:
        entry = self._current()
        if entry is not None:
            dialog = RevokeDialog(self.frame.desk_year.desk, self.frame.background, entry, self.window())
            dialog.entered.connect(self._on_entered)
            dialog.open()

    def _correct(self) -> None:
        entry = self._current()
        if entry is not None and self._read is not None:
            dialog = CorrectDialog(
                self.frame.desk_year.desk, self.frame.background, self._read, entry, self.window()
            )
            dialog.entered.connect(self._on_entered)
            dialog.open()

    def _on_entered(self, said: str) -> None:
        self.notice.say(window_words(said), "good", lasting=True)
        self._changed()

    # --- keys ------------------------------------------------------------------------------------

    @property
    def has_problems(self) -> bool:
        """Override Page.has_problems."""
        return self._read is not None and bool(self._read.waiting)

    def go_to_next_problem(self) -> None:
        """Override Page.go_to_next_problem: the next certificate that waits (F8)."""
        links = self.waiting.findChildren(RowLink)
        focused = next((place for place, link in enumerate(links) if link.hasFocus()), -1)
        if links:
            link = links[(focused + 1) % len(links)]
            link.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._waiting_area.ensureWidgetVisible(link)
        else:
            self.notice.say("没有等着登记的证书。", "good")

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas."""
        first = next(iter(self.waiting.findChildren(RowLink)), None)
        return (*([first] if first is not None else []), self.filter, self.table, self.side.revoke, self.add)

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: what is good to know of a line goes first."""
        for column in (_REMARKS, _REGISTERED):  # the pane beside has both
            self.table.leave_out(column, is_out=not room.right)
        self.listed.setText(_LISTED if room.right else "指纹清单……")
        self._about.setVisible(room.right)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if room.buttons else direction.TopToBottom)
        self.side.make_room(room, self.maximumWidth())
        self._most = _MOST_WAITING if room.below else _FEWER_WAITING
        self._size_waiting()
