"""What was exported of the revision in force: the files as they lie on the disk now, and how to send them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.wording import size_text
from desktop.services.unit.filing.exported import StandingExport
from desktop.services.unit.filing.exporting import Exported
from desktop.views.frame.look.theme import POINT_SIZE, bold
from desktop.views.frame.opening import open_place
from forms.filing.stage import Stage


class ExportResult(QFrame):
    """Shows what it is given and keeps nothing else; asks to look again before it opens anything."""

    looked_for = Signal()
    """The files are about to be used: whether they are still there has to be shown anew."""
    onward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden box."""
        super().__init__(parent)
        self.setObjectName("notice")
        self.standing: StandingExport | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.heading, self.facts, self.trouble, self.steps = QLabel(), QLabel(), QLabel(), QLabel()
        self.heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        self.trouble.setProperty("tone", "alarm")
        for label in (self.heading, self.facts, self.trouble, self.steps):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addLayout(self._buttons())
        self.hide()

    def _buttons(self) -> QHBoxLayout:
        self.open_mail, self.open_folder = QPushButton("打开邮件草稿"), QPushButton("打开所在文件夹")
        self.open_mail.clicked.connect(self._on_mail_wanted)
        self.open_folder.clicked.connect(self._on_folder_wanted)
        onward = QPushButton(f"下一步：{Stage.RECEIPT.label}")
        onward.clicked.connect(self.onward)
        buttons = QHBoxLayout()
        for button in (self.open_mail, self.open_folder, onward):
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    @property
    def exported(self) -> Exported | None:
        """The files of the revision in force that are there to be sent."""
        return self.standing.made if self.standing is not None else None

    def show_standing(self, standing: StandingExport | None, office: str) -> None:
        """Show an export, or hide where there is none.

        Args:
            standing: what the store and the disk say now.
            office: to whom it is sent.
        """
        self.standing = standing
        self.setVisible(standing is not None)
        if standing is None:
            return
        made = standing.made
        self.setProperty("tone", "good" if made is not None and not standing.trouble else "alarm")
        self.style().polish(self)
        self.heading.setText(_heading(standing))
        self.facts.setText(_facts(made) if made is not None else "")
        self.trouble.setText("\n".join(_troubles(standing)))
        self.steps.setText(_steps(office, standing) if made is not None else "")
        for label in (self.facts, self.trouble, self.steps):
            label.setVisible(bool(label.text()))
        self.open_mail.setEnabled(standing.has_mail)
        self.open_folder.setEnabled(made is not None)

    def _on_mail_wanted(self) -> None:
        self.looked_for.emit()
        if self.exported is not None and self.standing is not None and self.standing.has_mail:
            self.open(self.exported.mail_path)

    def _on_folder_wanted(self) -> None:
        self.looked_for.emit()
        if self.exported is not None:
            self.open(self.exported.sent.parent)

    @classmethod
    def open(cls, place: Path) -> None:
        """Open a file or folder with the program that the system has for it."""
        open_place(place)


def _heading(standing: StandingExport) -> str:
    when = f"{standing.at.astimezone():%Y-%m-%d %H:%M}"
    told = "报送包已生成" if standing.made is not None else "导出过，但现在没有可以报送的文件"
    return f"第 {standing.revision} 次报送：{told}（{when}）"


def _steps(office: str, standing: StandingExport) -> str:
    sent = f"接下来：打开邮件草稿，填上收件人，发给{office}；或把文件拷到 U 盘送去。"
    if standing.certificate:
        first = "第一年报送的" if standing.revision == 1 else "证书还没有登记的"
        sent += (
            f"{first}，还要把同一文件夹里的“{standing.certificate}”附上，盖章的证书登记表一并送去；"
            "密钥文件（.p12）和口令不要送。"
        )
    if standing.waives_paper:
        return f"{sent}按布置任务，盖章的纸质报表不用交，留存在本单位。"
    return f"{sent}盖章的纸质报表一并报送，两者校验码相同。"


def _troubles(standing: StandingExport) -> list[str]:
    sentences = [standing.trouble]
    if standing.made is not None:
        encrypted = standing.made.encrypted
        sentences += [standing.made.warning or "", (encrypted.warning if encrypted else None) or ""]
    if standing.others:
        names = "、".join(standing.others)
        sentences.append(f"同一文件夹里还有其他次报送的文件：{names}，不是现行的一次，请勿外送。")
    return [sentence for sentence in sentences if sentence]


def _facts(exported: Exported) -> str:
    """What was written, and what of it leaves the unit."""
    sealed = exported.encrypted
    if sealed is None:
        return (
            f"文件　{exported.path}\n大小　{size_text(exported.size)}　　校验码　{exported.check_code}\n"
            f"文件指纹，核对文件没有变　{exported.digest}（SHA-256）"
        )
    openers = "、".join(sealed.openers)
    lines = [
        f"外送的文件　{sealed.path}（已加密，只有{openers}能打开）",
        f"大小　{size_text(sealed.size)}　　校验码　{exported.check_code}",
    ]
    if exported.digest:
        lines += [
            f"本单位留存，不外送　{exported.path}",
            f"留存文件的指纹，核对文件没有变　{exported.digest}（SHA-256）",
        ]
    else:
        lines.append(f"本单位留存的一份已不在原处或被改动：{exported.path}")
    return "\n".join(lines)
