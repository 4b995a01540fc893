"""The page 导出报送: sign what was frozen and write the package; say how to send it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.tasks import TaskRunner
from desktop.models.unit.working_year import WorkingYear
from desktop.services.keys.key_files import open_key
from desktop.services.places import typed_path
from desktop.services.unit.filing.exported import standing_export
from desktop.services.unit.filing.exporting import Exported, export, put_certificate
from desktop.services.unit.printing import small_cell_caution
from desktop.services.unit.year import YearDesk
from desktop.submission.errors import WrongPassphrase
from desktop.views.frame.background import Background
from desktop.views.frame.dialog import muted
from desktop.views.frame.file.files import ask_folder
from desktop.views.frame.file.sending_places import SendingPlaces, places_of
from desktop.views.frame.key_end import KeyEnd
from desktop.views.frame.key_lines import KeyFileLine, PassphraseLine
from desktop.views.frame.keys import let_enter_press
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.paper.scrolled_paper import KeepingArea, scrolled_paper
from desktop.views.frame.parts.notice import Notice
from desktop.views.frame.room import Room
from desktop.views.frame.status_line import StatusLine
from desktop.views.steps.clock_word import ClockWord
from desktop.views.steps.encryption_box import EncryptionBox
from desktop.views.steps.export_result import ExportResult
from desktop.views.steps.registering import Registering
from desktop.views.unit_page import UnitPage
from forms.errors import TianbaoError
from forms.filing.stage import Stage
from forms.filing.state import Step, can_step

_ABOUT_KEY = (
    "密钥好比单位的电子印章，口令是用这枚印章的暗号，由您自己定。"
    "第一次按【创建密钥……】做一个，以后每年都用它。"
)
"""For who never signed a file. Always there: a sentence that comes and goes would move the buttons."""


class ExportPage(UnitPage):
    """Key, folder, button, and what to do with the result."""

    def __init__(self, tasks: TaskRunner, status: StatusLine, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._background = Background(tasks, status)
        self._places: SendingPlaces | None = None
        self.notice = Notice()
        self.registering = Registering(self, self._background, self.notice)
        self.registering.key_made.connect(self._on_key_made)
        for wanted in (self.registering.sheet_shown, self.registering.passphrase_wanted):
            wanted.connect(self._wait_for_passphrase)
        self.key, self.passphrase = KeyFileLine("密钥文件"), PassphraseLine("密钥口令")
        self.folder = QLineEdit()
        self.folder.setAccessibleName("导出到")
        inner = QWidget()
        inner.setObjectName("plain")
        self._column = column = QVBoxLayout(inner)
        self._heading, self._told = QLabel(), QLabel()
        self._heading.setFont(bold(self.font(), points=POINT_SIZE + 3))
        self._told.setWordWrap(True)
        self._told.setProperty("tone", "muted")
        self._caution = QLabel()
        self._caution.setProperty("tone", "alarm")
        self._caution.setWordWrap(True)
        self._to_finalise = QPushButton(f"去{Stage.FINALISE.label}")
        self._to_finalise.clicked.connect(lambda: self.stage_wanted.emit(Stage.FINALISE))
        self._entry, self.result = self._entry_box(), ExportResult()
        self.result.looked_for.connect(self.show_state)
        self.result.onward.connect(lambda: self.stage_wanted.emit(Stage.RECEIPT))
        for widget in (self._heading, self._told, self._caution, self._entry):
            column.addWidget(widget)
        column.addWidget(self._to_finalise, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.result)  # below: it comes and goes, and what is above stays under the mouse
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        self._area = KeepingArea()
        self._area.setAccessibleName("导出报送")
        self._area.kept = self.send
        layout.addWidget(scrolled_paper(inner, self._area), 1)
        layout.addWidget(self.notice)  # below: what is above it stays under the mouse
        let_enter_press(self)

    # --- layout ----------------------------------------------------------------------------------

    def _entry_box(self) -> QWidget:
        box = QWidget()
        self._grid = grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        choose_folder = QPushButton("选择……")
        self.encryption = EncryptionBox()
        self.new_key, self.forgotten = QPushButton("创建密钥……"), QPushButton("口令忘了……")
        self.sheet, self.letter_key = QPushButton("打印证书登记表……"), QPushButton("创建收件密钥……")
        hint = muted("第一次报送前打印，盖章送统计局登记；换了密钥再登记。打印它不用口令。")
        about = muted("可以不建。打开统计局加密的来件用，与签名密钥登记在同一张表上。")
        self.key.setPlaceholderText("没有密钥的，先按【创建密钥……】")
        self.send = QPushButton("签名并导出")
        self.send.setProperty("kind", "primary")
        rows: list[tuple[str, list[QWidget]]] = [
            ("密钥文件", [self.key, self.key.button, self.new_key]),
            ("密钥口令", [self.passphrase, self.forgotten]),
            ("收来件", [about, self.letter_key]),
            ("证书登记", [hint, self.sheet]),
            ("导出到", [self.folder, choose_folder]),
        ]
        for number, (label, widgets) in enumerate(rows):
            grid.addWidget(QLabel(label), number, 0)
            for place, widget in enumerate(widgets, start=1):
                wide = 2 if widget in {self.sheet, self.letter_key} else 1
                grid.addWidget(widget, number, place, 1, wide)
        self._lost_key = QLabel(
            "密钥文件现在不在这里：请插上存放它的 U 盘，或按“选择……”指明它在哪里。"
            "找不回来的，按“口令忘了……”换一个新的。"
        )
        self._lost_key.setProperty("tone", "alarm")
        self._lost_key.setWordWrap(True)
        self.key_end, self.clock_word = KeyEnd(), ClockWord()
        warnings = QVBoxLayout()
        for widget in (self._lost_key, self.key_end, self.clock_word):
            warnings.addWidget(widget)
        grid.addWidget(QLabel("加密"), len(rows), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.encryption, len(rows), 1, 1, 3)
        grid.addWidget(self.send, len(rows) + 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(warnings, len(rows) + 2, 1, 1, 3)  # below: a click that leaves a line moves no button
        self.key.chosen.connect(self._on_key_chosen)
        choose_folder.clicked.connect(self._ask_folder)
        self._connect_entry()
        return box

    def _connect_entry(self) -> None:
        self.new_key.clicked.connect(lambda: self.registering.make_key(self._named_key()))
        self.forgotten.clicked.connect(lambda: self.registering.make_key(self._named_key(), is_lost=True))
        self.letter_key.clicked.connect(self.registering.make_letter_key)
        self.sheet.clicked.connect(
            lambda: self.registering.ask_sheet(self._named_key(), self.passphrase.take)
        )
        self.send.clicked.connect(self.export)
        self.passphrase.returnPressed.connect(self.export)
        self.key.editingFinished.connect(self._look_for_key)
        self.folder.editingFinished.connect(self.show_state)

    def make_room(self, room: Room) -> None:
        """Override Page.make_room: lines move together in a low window; the button stays in sight."""
        sides, edges = 28, 20 if room.below else 10
        self._column.setContentsMargins(sides, edges, sides, edges)
        self._column.setSpacing(14 if room.below else 7)
        self._grid.setVerticalSpacing(9 if room.below else 4)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def exported(self) -> Exported | None:
        """What was exported of the revision in force and is there to be sent, as shown."""
        return self.result.exported

    def show_year(self, working: WorkingYear) -> None:
        """Show a year."""
        self._working, self._places = working, SendingPlaces(working.year.desk)
        self.notice.clear()
        self.passphrase.clear()
        self.registering.show_desk(working.year.desk)
        self.key.setText(self._places.key())
        self.folder.setText(str(self._places.folders()[0]))
        self.encryption.show_year(working.year)
        working.state_changed.connect(self._on_state_changed)
        self.show_state()

    def say(self, sentence: str, tone: str = "alarm") -> None:
        """Override Page.say."""
        self.notice.say(sentence, tone)

    def activate(self) -> None:
        """Show what is true now, with the focus on what is done next: send, 定稿, make a key, or sign."""
        self.show_state()
        if self.exported is not None:
            mail, folder = self.result.open_mail, self.result.open_folder
            (mail if mail.isEnabled() else folder).setFocus()
        elif not self._entry.isVisible():
            self._to_finalise.setFocus()
        elif not self.key.text():
            self.new_key.setFocus()
        else:
            (self.key if self._lost_key.isVisible() else self.passphrase).setFocus()

    def areas(self) -> Sequence[QWidget]:
        """Override Page.areas: the key, where the package goes, signing, what was exported."""
        return (self.key, self.folder, self.send, self.result.open_folder, self._to_finalise)

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent: what was typed of a passphrase does not wait on a page nobody sees."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.passphrase.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: another program may have moved the files in the meantime."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self.show_state()

    def show_state(self) -> None:
        """Say whether there is something to export, and what was exported already."""
        if self._working is None or self._places is None:
            return
        year = self._working.year
        ready = can_step(year.state, Step.EXPORT) and not year.desk.is_read_only
        self._heading.setText("签名并导出报送包" if ready else "现在还不能导出")
        office, number = year.desk.plan.office, year.record.revision
        told = (
            f"把定稿（第 {number} 次报送）的数据、报表和说明签名后装进一个文件，用邮件或 U 盘报送{office}。"
        )
        self._told.setText(f"{told}\n{_ABOUT_KEY}" if ready else _why_not(year))
        caution = small_cell_caution(year) if ready else None
        said = [self._working.other_than_due(), f"{caution}。" if caution else ""]
        self._caution.setText("\n".join(filter(None, said)))
        self._caution.setVisible(any(said))
        self._entry.setVisible(ready)
        self._to_finalise.setVisible(not ready and not year.state.is_frozen)
        self._look_for_key()
        self.result.show_standing(standing_export(year, self._look_in()), office)

    def _look_in(self) -> list[Path]:
        """Folders in which the package may lie, the one that is named first, that of the data file last."""
        assert self._working is not None
        named = [self._typed(self.folder)] if self.folder.text().strip() else []
        return [*named, *places_of(self._working.year.desk)]

    def _typed(self, line: QLineEdit) -> Path:
        """The path in a line; beside the data file, where only a name is typed."""
        assert self._working is not None
        return typed_path(line.text(), self._working.year.desk.path.parent)

    def _look_for_key(self) -> None:
        if self._working is not None:
            place = str(self._typed(self.key)) if self.key.text().strip() else ""
            lost = bool(place) and not os.path.isfile(place)  # noqa: PTH113 - may be a foreign name
            self._lost_key.setVisible(lost)
            desk = self._working.year.desk
            self.key_end.show_key(place, desk.clock())
            self.clock_word.look(desk)

    def _on_state_changed(self) -> None:
        self.notice.clear()
        self.show_state()

    # --- doing -----------------------------------------------------------------------------------

    def export(self) -> None:
        """Sign and write the package off the GUI thread."""
        assert self._working is not None
        year = self._working.year
        if not self.key.text().strip() or not self.folder.text().strip():
            self.notice.say("请先选择密钥文件和导出文件夹。没有密钥时按“创建密钥”。")
            return
        try:
            receivers = self.encryption.chosen()
        except TianbaoError as error:
            self.notice.say(error.sentence)
            return
        key, folder, passphrase = self._typed(self.key), self._typed(self.folder), self.passphrase.take()
        working, clock_is_right = self._working, self.clock_word.is_given
        self.window().setEnabled(False)  # withdrawing or another year would pull the rug away

        def work() -> Exported:
            identity = open_key(key, passphrase)
            made = export(year, identity, folder, receivers, clock_is_right=clock_is_right)
            put_certificate(year, identity, folder)
            return made

        def answer(made: Exported) -> None:
            self.window().setEnabled(True)
            self._remember(str(key), folder, made.signer)
            working.follow()
            self.notice.say(made.end.sentence if made.end is not None else "", "alarm")
            QTimer.singleShot(0, self, self._show_result)  # when the page has been laid out with it

        def refuse(error: TianbaoError) -> None:
            self.window().setEnabled(True)
            self.show_state()
            way = f"忘了的，按【{self.forgotten.text()}】。" * isinstance(error, WrongPassphrase)
            self.notice.say(f"{error.sentence}{way}", "bad")
            self._wait_for_passphrase()

        self._background.run("正在签名并导出……", work, answer, refuse)

    def _remember(self, key: str, folder: Path, signer: str) -> None:
        assert self._places is not None
        self._places.remember_key(key)
        self._places.remember_signer(signer)
        self._places.remember_folder(folder)
        self.encryption.remember()

    def _show_result(self) -> None:
        self.result.open_folder.setFocus()
        self._area.ensureWidgetVisible(self.result)

    def _wait_for_passphrase(self) -> None:
        self.passphrase.setFocus()
        # When the page has been laid out with what is said above the line.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.passphrase))

    def _named_key(self) -> Path | None:
        return self._typed(self.key) if self.key.text().strip() else None

    def _on_key_made(self, place: Path) -> None:
        self.key.setText(str(place))
        self._look_for_key()
        self.sheet.setFocus()

    def _on_key_chosen(self) -> None:
        self._look_for_key()
        self.passphrase.setFocus()

    def _ask_folder(self) -> None:
        place = ask_folder(self, "导出到文件夹", self.folder.text())
        if place:
            self.folder.setText(place)
            self.show_state()


def _why_not(year: YearDesk) -> str:
    """Why nothing can be exported, and what to do."""
    if not year.state.is_frozen:
        return f"导出的是定稿时固定下来的内容，请先到{Stage.FINALISE.place}定稿。"
    return year.desk.why_read_only
