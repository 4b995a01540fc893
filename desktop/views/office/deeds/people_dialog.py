"""人员: who is listed at the desk and as what, and who works at it now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)

from desktop.models.office.people import PersonLine, people_lines, role_words
from desktop.models.office.window_words import window_words
from desktop.services.office.people import remove_person, set_person
from desktop.views.dialogs.choice_table import ChoiceTable
from desktop.views.frame.asking import is_agreed
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.parts.calm_combo import CalmComboBox
from desktop.views.frame.parts.notice import Notice
from desktop.views.office.page import OfficeFrame
from desktop.views.office.working_now import remember_person
from forms.errors import TianbaoError
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole
from forms.turning import shown_plainly

_HEIGHT = 112
"""Pixels of the table: three people, so that all has room at 150 %; chosen by us."""


class PeopleDialog(Dialog):
    """A table of the people; below it one is listed, given another role, or taken off.

    Args:
        frame: the window.
        parent: of the dialog.
    """

    chapter = "office-people.md"

    def __init__(self, frame: OfficeFrame, parent: QWidget | None = None) -> None:
        """List them."""
        super().__init__("人员", parent, heading="统计局的人员", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._desk = frame, frame.desk_year.desk
        self._lines: list[PersonLine] = []
        self.table = ChoiceTable("统计局的人员", ("姓名", "角色", "现在"), 0)
        self.table.setColumnWidth(1, 110)
        self.table.setColumnWidth(2, 110)
        self.table.setMinimumHeight(_HEIGHT)
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.table.itemActivated.connect(lambda _item: self.work_as_chosen())
        self.name, self.role, self.notice, self.why = QLineEdit(), CalmComboBox(), Notice(), QLabel()
        self.name.setAccessibleName("姓名")
        self.name.setPlaceholderText("姓名")
        self.role.setAccessibleName("角色")
        for role in OfficeRole:
            self.role.addItem(role.label, role)
        self._suggest_role()
        self.why.setWordWrap(True)
        self.why.setProperty("tone", "alarm")
        self.work, self.set, self.remove = (
            QPushButton("现在由他办理"),
            QPushButton("列入，或改角色"),
            QPushButton("从名单去掉"),
        )
        for button, press in (
            (self.work, self.work_as_chosen),
            (self.set, self.set_named),
            (self.remove, self.remove_chosen),
        ):
            button.clicked.connect(press)
        self.name.returnPressed.connect(self.set_named)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.work)
        above.addWidget(self.remove)
        above.addStretch(1)
        below.addWidget(self.name, 1)
        below.addWidget(self.role)
        below.addWidget(self.set)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self.roles = muted("")
        self.lay_out(self.roles, self.table, above, below, buttons=buttons)
        for part in (self.why, self.notice):  # in sight whatever is scrolled
            self._frame.insertWidget(self._frame.count() - 1, part)
        self._read("")
        (self.table if self._lines else self.name).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter was answered by the line, the table or the button itself.

        QDialog would also press a button: whoever was listed by Enter went on at the desk, unasked.
        """
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def work_as_chosen(self) -> None:
        """Let the chosen person go on at the desk."""
        person = self._chosen()
        if person is None:
            return
        try:
            self._desk.work_as(person.name)
        except TianbaoError as error:
            self.notice.say(window_words(error.sentence), "bad")
            return
        remember_person(self._desk)
        self._read(person.name)
        self._say_done(f"现在由{person.name}（{person.role.label}）办理。")
        self._window.desk_year.reread()

    def set_named(self) -> None:
        """List the person who is named, or give them the chosen role."""
        name, role = self.name.text().strip(), self.role.currentData()
        if not name:
            self.notice.say("请写姓名。", "bad")
            self.name.setFocus()
            return
        try:
            changed = set_person(self._desk, name, OfficeRole(role))
            if len(self._desk.officers) == 1:
                self._desk.work_as(name)  # whoever lists the first one is no longer nobody
                remember_person(self._desk)
        except TianbaoError as error:
            self.notice.say(window_words(error.sentence), "bad")
            return
        self._read(name)
        word = "已列入名单" if changed else "没有变动"
        self._say_done(f"{word}：{name}，{OfficeRole(role).label}。")
        self.name.clear()
        self._suggest_role()
        self._window.desk_year.reread()

    def remove_chosen(self) -> None:
        """Take the chosen person off the list, after a question."""
        person = self._chosen()
        if person is None:
            return
        question = f"把{person.name}（{person.role.label}）从名单去掉吗？他办过的事仍在变更记录里。"
        if not is_agreed(self, "从名单去掉", question):
            return
        try:
            remove_person(self._desk, person.name)
        except TianbaoError as error:
            self.notice.say(window_words(error.sentence), "bad")
            return
        self._read("")
        self._say_done(f"已从名单去掉：{person.name}。")
        self._window.desk_year.reread()

    def _suggest_role(self) -> None:
        """A head while there is none; most others are officers."""
        has_head = OfficeRole.HEAD in self._desk.officers.values()
        self.role.setCurrentIndex(self.role.findData(OfficeRole.OFFICER if has_head else OfficeRole.HEAD))

    def _say_done(self, sentence: str) -> None:
        """Tell in one notice what was done and what that locked: two notices would seem to contradict."""
        why = self._desk.why_not(Act.PEOPLE)
        self.notice.say(f"{sentence}以后改名单：{why}" if why else sentence, "good")
        self._show_chosen()

    def _read(self, current: str) -> None:
        self._lines = people_lines(self._desk)
        self.roles.setText(role_words(self._desk))
        self.table.setRowCount(len(self._lines))
        for row, person in enumerate(self._lines):
            for column, text in enumerate((person.name, person.role.label, person.now)):
                self.table.setItem(row, column, QTableWidgetItem(shown_plainly(text)))
        names = [person.name for person in self._lines]
        if names:
            self.table.setCurrentCell(names.index(current) if current in names else 0, 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Lock what cannot be done, and say why."""
        person, why = self._chosen(), self._desk.why_not(Act.PEOPLE)
        self.work.setEnabled(person is not None and not person.now)
        self.remove.setEnabled(person is not None and not why)
        for part in (self.name, self.role, self.set):
            part.setEnabled(not why)
        self.why.setText(why)
        self.why.setVisible(bool(why) and why not in self.notice.sentence)

    def _chosen(self) -> PersonLine | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None
