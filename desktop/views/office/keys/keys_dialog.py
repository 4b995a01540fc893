"""密钥: how the office's two keys stand, and the ways to a new one, to an existing one, to the sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.office.key_words import KEY_ABOUT, KEY_NAMES, standing_alarm, standing_lines
from desktop.services.office.registry.key_standing import KeyStanding, key_standing
from desktop.services.office.registry.keys import KeyUse, act_of
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.look.theme import bold
from desktop.views.frame.parts.facts_table import facts_html
from desktop.views.office.keys.key_sheet_dialog import KeySheetDialog
from desktop.views.office.keys.new_key_dialog import NewKeyDialog
from desktop.views.office.keys.taken_key_dialog import TakenKeyDialog
from desktop.views.office.page import OfficeFrame


class KeysDialog(Dialog):
    """One part for each key.

    Args:
        frame: the window.
        parent: of the dialog.
    """

    chapter = "office-keys.md"

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """Show how they stand."""
        super().__init__("密钥", parent, heading="统计局自己的密钥", width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self.parts = frame, {use: _KeyPart(frame, use) for use in KeyUse}
        for use, part in self.parts.items():
            part.new.clicked.connect(partial(self._open, NewKeyDialog, use))
            part.take.clicked.connect(partial(self._open, TakenKeyDialog, use))
            part.sheet.clicked.connect(partial(self._open, KeySheetDialog, use))
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()  # beside each other: what is known of one moves no button of the other
        row.setSpacing(12)
        for part in self.parts.values():
            row.addWidget(part, 1)
        self.lay_out(row, buttons=buttons)
        self._read()
        self.parts[KeyUse.SIGNING].take_focus()

    def _read(self) -> None:
        for part in self.parts.values():
            part.read()

    def _open(self, kind: type[NewKeyDialog | TakenKeyDialog | KeySheetDialog], use: KeyUse) -> None:
        dialog = kind(self._window, use, self)
        dialog.finished.connect(self._read)
        dialog.open()


class _KeyPart(QFrame):
    """What is known of one key, with its buttons; what cannot be done is locked, with the reason."""

    def __init__(self, frame: OfficeFrame, use: KeyUse) -> None:
        super().__init__()
        self.setObjectName("choiceCard")
        self._desk, self._use = frame.desk_year.desk, use
        name = KEY_NAMES[use]
        head, self.facts, self.alarm, self.why = QLabel(name), QLabel(), QLabel(), QLabel()
        head.setFont(bold(self.font()))
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.alarm, self.why):
            label.setWordWrap(True)
        self.why.setProperty("tone", "muted")  # beside a key that is in order it is no alarm
        self.new, self.take, self.sheet = (
            QPushButton("新建……"),
            QPushButton("导入……"),
            QPushButton("公布表……"),
        )
        row, column = QHBoxLayout(), QVBoxLayout(self)
        for button in (self.new, self.take, self.sheet):
            button.setAccessibleName(f"{name}：{button.text().rstrip('…')}")
            row.addWidget(button)
        row.addStretch(1)
        column.setContentsMargins(12, 9, 12, 10)
        column.setSpacing(6)
        column.addWidget(head)
        column.addLayout(row)  # above what comes and goes: it stays under the mouse
        for part in (muted(KEY_ABOUT[use]), self.facts, self.alarm, self.why):
            column.addWidget(part)
        column.addStretch(1)

    def read(self) -> None:
        """Show how the key stands now."""
        found: KeyStanding = key_standing(self._desk, self._use)
        why = self._desk.why_not(act_of(self._use))
        words, tone = standing_alarm(found)
        self.facts.setText(facts_html(standing_lines(found)))
        self.alarm.setText(words)
        self.alarm.setProperty("tone", tone)
        self.alarm.style().polish(self.alarm)
        self.alarm.setVisible(bool(words))
        self.new.setEnabled(not why)
        self.take.setEnabled(not why)
        self.sheet.setEnabled(found.is_there)
        self.sheet.setToolTip("" if found.is_there else "还没有密钥，或密钥文件不在原处")
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def take_focus(self) -> None:
        """Put the focus on the first button that can be pressed."""
        usable = [one for one in (self.new, self.take, self.sheet) if one.isEnabled()]
        if usable:
            usable[-1 if self.sheet.isEnabled() else 0].setFocus()
