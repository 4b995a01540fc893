"""Step 4, 导出报送: sign what was frozen and write the package; say how to send it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.models.tasks import TaskRunner
from desktop.models.wording import size_text
from desktop.models.working_year import WorkingYear
from desktop.services.exporting import Exported, export
from desktop.services.places import file_name
from desktop.services.printing import small_cell_caution
from desktop.services.signing import key_facts, open_key, registration_sheet
from desktop.views.background import Background
from desktop.views.encryption_box import EncryptionBox
from desktop.views.files import save_bytes
from desktop.views.key_dialog import KeyDialog
from desktop.views.keys import let_enter_press
from desktop.views.notice import Notice
from desktop.views.recent import settings
from desktop.views.status_line import StatusLine
from desktop.views.theme import POINT_SIZE, bold
from desktop.views.top_bar import Stage
from forms.errors import TianbaoError
from forms.state import Step, can_step


class ExportPage(QWidget):
    """Key, folder, button, and what to do with the result."""

    stage_wanted = Signal(Stage)

    def __init__(self, tasks: TaskRunner, status: StatusLine, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._working: WorkingYear | None = None
        self._background = Background(tasks, status)
        self.exported: Exported | None = None
        self.notice = Notice()
        self.key, self.passphrase, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        for line, name in ((self.key, "密钥文件"), (self.passphrase, "密钥口令"), (self.folder, "导出到")):
            line.setAccessibleName(name)
        inner = QWidget()
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(14)
        self._heading, self._told = QLabel(), QLabel()
        self._heading.setFont(bold(self.font(), points=POINT_SIZE + 3))
        self._told.setWordWrap(True)
        self._told.setProperty("tone", "muted")
        self._caution = QLabel()
        self._caution.setProperty("tone", "alarm")
        self._caution.setWordWrap(True)
        self._to_finalise = QPushButton("去第 3 步定稿")
        self._to_finalise.clicked.connect(lambda: self.stage_wanted.emit(Stage.FINALISE))
        self._entry, self._result = self._entry_box(), self._result_box()
        for widget in (self._heading, self._told, self._caution, self.notice, self._entry, self._result):
            column.addWidget(widget)
        column.addWidget(self._to_finalise, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        self._area = QScrollArea()
        layout.addWidget(_paper_around(inner, self._area))
        let_enter_press(self)

    # --- layout ----------------------------------------------------------------------------------

    def _entry_box(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        choose_key, choose_folder = QPushButton("选择……"), QPushButton("选择……")
        self.encryption = EncryptionBox()
        self.new_key = QPushButton("创建密钥……")
        self.sheet = QPushButton("打印证书登记表……")
        self.send = QPushButton("签名并导出")
        self.send.setProperty("kind", "primary")
        rows: list[tuple[str, list[QWidget]]] = [
            ("密钥文件", [self.key, choose_key, self.new_key]),
            ("密钥口令", [self.passphrase, self.sheet]),
            ("导出到", [self.folder, choose_folder]),
        ]
        for number, (label, widgets) in enumerate(rows):
            grid.addWidget(QLabel(label), number, 0)
            for place, widget in enumerate(widgets, start=1):
                grid.addWidget(widget, number, place)
        grid.addWidget(QLabel("加密"), len(rows), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.encryption, len(rows), 1, 1, 3)
        grid.addWidget(self.send, len(rows) + 1, 1, Qt.AlignmentFlag.AlignLeft)
        hint = QLabel("第一次报送前，请打印证书登记表，盖章后送统计局登记；以后每年不必再送。")
        hint.setProperty("tone", "muted")
        hint.setWordWrap(True)
        grid.addWidget(hint, len(rows) + 2, 1, 1, 3)
        choose_key.clicked.connect(self._ask_key)
        choose_folder.clicked.connect(self._ask_folder)
        self.new_key.clicked.connect(self._make_key)
        self.sheet.clicked.connect(self._ask_sheet)
        self.send.clicked.connect(self.export)
        self.passphrase.returnPressed.connect(self.export)
        return box

    def _result_box(self) -> QWidget:
        box = QFrame()
        box.setObjectName("notice")
        box.setProperty("tone", "good")
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        heading = QLabel("报送包已生成")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self._facts, self._next = QLabel(), QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._facts, self._next):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QHBoxLayout()
        open_mail, open_folder = QPushButton("打开邮件草稿"), QPushButton("打开所在文件夹")
        open_mail.clicked.connect(lambda: self._open(mail=True))
        open_folder.clicked.connect(lambda: self._open(mail=False))
        onward = QPushButton("下一步：等回执")
        onward.clicked.connect(lambda: self.stage_wanted.emit(Stage.RECEIPT))
        for button in (open_mail, open_folder, onward):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for label in (heading, self._facts, self._next):
            column.addWidget(label)
        column.addLayout(buttons)
        return box

    # --- what is shown ---------------------------------------------------------------------------

    def show_year(self, working: WorkingYear) -> None:
        """Show a year."""
        self._working = working
        self.exported = None
        remembered, folder = settings(), working.year.desk.path.parent
        self.key.setText(str(remembered.value("key", "")))
        self.folder.setText(str(remembered.value("folder", "") or folder / "报送"))
        self.encryption.show_year(working.year)
        working.state_changed.connect(self.show_state)
        self.show_state()

    def activate(self) -> None:
        """Take the focus where something is missing."""
        self.show_state()
        first = self.new_key if not self.key.text() else self.passphrase
        (first if self._entry.isVisible() else self._to_finalise).setFocus()

    def show_state(self) -> None:
        """Say whether there is something to export."""
        if self._working is None:
            return
        year = self._working.year
        ready = can_step(year.state, Step.EXPORT) and not year.desk.is_read_only
        self._heading.setText("签名并导出报送包" if ready else "现在还不能导出")
        office, number = year.desk.plan.office, year.record.revision
        self._told.setText(
            f"把定稿（第 {number} 次报送）的数据、报表和说明签名后装进一个文件，用邮件或 U 盘报送{office}。"
            if ready
            else "导出的是定稿时固定下来的内容，请先在第 3 步定稿。"
        )
        caution = small_cell_caution(year) if ready else None
        self._caution.setText(f"{caution}。" if caution else "")
        self._caution.setVisible(caution is not None)
        self._entry.setVisible(ready)
        self._to_finalise.setVisible(not ready)
        self._result.setVisible(ready and self.exported is not None)

    # --- doing -----------------------------------------------------------------------------------

    def export(self) -> None:
        """Sign and write the package off the GUI thread."""
        assert self._working is not None
        year, key, folder = self._working.year, self.key.text().strip(), self.folder.text().strip()
        passphrase = self.passphrase.text()
        if not key or not folder:
            self.notice.say("请先选择密钥文件和导出文件夹。没有密钥时按“创建密钥”。")
            return
        try:
            receivers = self.encryption.chosen()
        except TianbaoError as error:
            self.notice.say(error.message)
            return
        self.send.setEnabled(False)

        def work() -> Exported:
            return export(year, open_key(Path(key), passphrase), Path(folder), receivers)

        self._background.run("正在签名并导出……", work, self._show_exported, self._tell)

    def _show_exported(self, exported: Exported) -> None:
        assert self._working is not None
        self.send.setEnabled(True)
        self.exported = exported
        self.passphrase.clear()
        store = settings()
        store.setValue("key", self.key.text().strip())
        store.setValue("folder", self.folder.text().strip())
        self.encryption.remember()
        self._facts.setText(_facts(exported))
        office = self._working.year.desk.plan.office
        self._next.setText(
            f"接下来：打开邮件草稿，核对收件人后发给{office}；或把文件拷到 U 盘送去。"
            "盖章的纸质报表一并报送，两者校验码相同。"
        )
        beside = exported.encrypted.warning if exported.encrypted else None
        self.notice.say("".join(filter(None, (exported.warning, beside))), "alarm")
        self._working.follow()
        QTimer.singleShot(0, self, self._show_result)  # when the page has been laid out with it

    def _show_result(self) -> None:
        self._area.ensureWidgetVisible(self._result)

    def keep_sheet(self, place: str) -> None:
        """Write the registration sheet into a file."""
        assert self._working is not None
        desk, key, passphrase = self._working.year.desk, Path(self.key.text()), self.passphrase.text()

        def work() -> bytes:
            identity = open_key(key, passphrase)
            key_facts(identity)
            return registration_sheet(desk, identity, key)

        self._background.run(
            "正在生成登记表……", work, lambda data: save_bytes(place, data, self.notice), self._tell
        )

    def _make_key(self) -> None:
        assert self._working is not None
        desk = self._working.year.desk
        place = desk.path.parent / f"{file_name(desk.unit.name)}签名密钥.p12"
        dialog = KeyDialog(desk, self._background, place, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.created.connect(self._on_dialog_created)
        dialog.open()

    def _on_dialog_created(self, place: Path, identity: object) -> None:
        del identity
        self.key.setText(str(place))
        settings().setValue("key", str(place))
        self.notice.say("密钥已创建。请输入口令，打印证书登记表盖章登记，然后签名导出。", "good")
        self.passphrase.setFocus()

    def _ask_key(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "密钥文件", self.key.text(), "密钥文件 (*.p12 *.pfx)")
        if place:
            self.key.setText(place)
            self.passphrase.setFocus()

    def _ask_folder(self) -> None:
        place = QFileDialog.getExistingDirectory(self, "导出到文件夹", self.folder.text())
        if place:
            self.folder.setText(place)

    def _ask_sheet(self) -> None:
        if not self.key.text() or not self.passphrase.text():
            self.notice.say("请先选择密钥文件并输入口令，再打印证书登记表。")
            return
        place, _ = QFileDialog.getSaveFileName(self, "保存证书登记表", "证书登记表.pdf", "PDF (*.pdf)")
        if place:
            self.keep_sheet(place)

    def _open(self, *, mail: bool) -> None:
        if self.exported is not None:
            place = self.exported.mail_path if mail else self.exported.sent.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def _tell(self, error: TianbaoError) -> None:
        self.send.setEnabled(True)
        self.notice.say(error.message, "bad")


def _facts(exported: Exported) -> str:
    """What was written, and what of it leaves the unit."""
    sealed = exported.encrypted
    if sealed is None:
        return (
            f"文件　{exported.path}\n大小　{size_text(exported.size)}　　校验码　{exported.check_code}\n"
            f"文件指纹（SHA-256）　{exported.digest}"
        )
    receivers = "、".join(one.name for one in sealed.receivers)
    return (
        f"外送的文件　{sealed.path}（已加密，只有{receivers}能打开）\n"
        f"大小　{size_text(sealed.size)}　　校验码　{exported.check_code}\n"
        f"本单位留存，不外送　{exported.path}\n"
        f"留存文件指纹（SHA-256）　{exported.digest}"
    )


def _paper_around(inner: QWidget, area: QScrollArea) -> QFrame:
    paper = QFrame()
    paper.setObjectName("paper")
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    box = QVBoxLayout(paper)
    box.setContentsMargins(2, 2, 2, 2)
    box.addWidget(area)
    return paper
