"""The pane 这份证书: what the register says of one certificate, and what may be entered about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.office.register.correcting import corrections_of
from desktop.models.office.register.register_lines import RegisterRead, details
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.facts_table import facts_html
from desktop.views.frame.room import Room

_RIGHT = 300
"""Pixels of the pane at the right; our own choice, as the other pages have it."""


class CertificatePane(QScrollArea):
    """Shows one certificate of the register, beside or below it."""

    def __init__(self) -> None:
        """Show no certificate yet."""
        super().__init__()
        self.revoke, self.correct = QPushButton("注销……"), QPushButton("更正……")
        self.details, self._why = QLabel(), QLabel()
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(8)
        title = QLabel("这份证书")
        title.setFont(bold(self.font()))
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why.setProperty("tone", "muted")
        self._why.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.revoke)
        row.addWidget(self.correct)
        column.addWidget(title)
        column.addWidget(self.details)
        column.addLayout(row)
        column.addWidget(self._why)
        column.addStretch(1)
        self.setAccessibleName("这份证书")
        self.setFixedWidth(_RIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def show_entry(self, desk: OfficeDesk, read: RegisterRead | None, entry: RegisterEntry | None) -> None:
        """Show a certificate.

        Args:
            desk: whose units are named.
            read: the register; None as long as it was not read.
            entry: the certificate that is chosen; None where there is none, which is said.
        """
        if entry is None or read is None:
            words = "没有这样的证书。" if read is not None and read.entries else "登记册里还没有证书。"
            self.details.setText(words)
        else:
            self.details.setText(facts_html(details(desk, read, entry)))
        barred = "" if read is None else read.barred
        is_open = entry is not None and entry.stands and entry.revoked is None
        self.revoke.setEnabled(is_open and not barred)
        self.correct.setEnabled(entry is not None and bool(corrections_of(entry)) and not barred)
        self._why.setText(barred or self._why_locked(entry))

    @staticmethod
    def _why_locked(entry: RegisterEntry | None) -> str:
        if entry is None:
            return ""
        if not entry.stands:
            return "登记已撤销，要再登记的，用“登记证书文件”。"
        return "已注销；注销错了的，用“更正”。" if entry.revoked is not None else ""

    def make_room(self, room: Room, widest: int) -> None:
        """Be narrower in a narrow window, and as wide as the page where the pane stands below the register.

        Args:
            room: what there is room for.
            widest: pixels that the pane may take below the register.
        """
        width = _RIGHT if room.left else _RIGHT - 50
        self.setMinimumWidth(width if room.buttons else 0)
        self.setMaximumWidth(width if room.buttons else widest)
