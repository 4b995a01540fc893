"""加密给统计局: whether the package is encrypted, and to whose certificate; compared before it is used."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.services.packages.encryption import Receiver, read_receiver
from desktop.services.unit.letters.office_receiver import office_receiver
from desktop.services.unit.year import YearDesk
from desktop.views.frame.file.files import ask_open_place
from desktop.views.frame.file.recent import settings
from forms.codes.package import EnvelopeCode
from forms.errors import TianbaoError, UserInputError
from forms.filing.receipt_time import day_in_beijing


class EncryptionBox(QWidget):
    """Off unless the clerk wants it; the answers of the last export are remembered for each region."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a box that encrypts nothing."""
        super().__init__(parent)
        self._year: YearDesk | None = None
        self._receiver: Receiver | None = None
        self._offered: Receiver | None = None
        """What the office's last task brought; used where no file is named."""
        self.wanted = QCheckBox()
        self.place = QLineEdit()
        self.place.setAccessibleName("收件证书")
        self.choose = QPushButton("选择证书……")
        self.shown, self.trouble = QLabel(), QLabel()
        self.trouble.setProperty("tone", "bad")
        for label in (self.shown, self.trouble):
            label.setWordWrap(True)
            # A stranger may have written the certificate: its names are text, never HTML.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.compared = QCheckBox("已逐组核对，与统计局盖章公布的指纹一致")
        self._details = QWidget()
        grid = QGridLayout(self._details)
        grid.setContentsMargins(22, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.place, 0, 0)
        grid.addWidget(self.choose, 0, 1)
        for row, widget in enumerate((self.trouble, self.shown, self.compared), start=1):
            grid.addWidget(widget, row, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wanted)
        column.addWidget(self._details)
        self.wanted.toggled.connect(self._show)
        self.place.editingFinished.connect(self.read)
        self.choose.clicked.connect(self._ask)

    def show_year(self, year: YearDesk) -> None:
        """Take up what was chosen the last time for the office of this region."""
        self._year, self._offered = year, office_receiver(year.desk)
        known = "任务带来了统计局的收件证书" if self._offered is not None else "要有统计局公布的收件证书"
        self.wanted.setText(f"加密给统计局，只有统计局能打开（{known}）")
        self.place.setText(str(settings().value(self._key("certificate"), "")))
        self.wanted.setChecked(settings().value(self._key("wanted"), "") == "yes")
        self.read()

    def remember(self) -> None:
        """Keep the answers, after an export went through."""
        store = settings()
        store.setValue(self._key("wanted"), "yes" if self.wanted.isChecked() else "no")
        if self.wanted.isChecked() and self._receiver is not None and not self._is_offered:
            store.setValue(self._key("certificate"), self.place.text().strip())
            store.setValue(self._key("compared"), self._receiver.fingerprint)

    def chosen(self) -> list[Receiver]:
        """To whom the package is to be encrypted: exactly the certificate that is shown.

        Raises:
            UserInputError: it is wanted, but there is no certificate (E-ENV-021) or its fingerprint has
                not been compared (E-ENV-022).
        """
        if not self.wanted.isChecked():
            return []
        if self._receiver is None:
            raise UserInputError(
                EnvelopeCode.CERTIFICATE_WANTED, "要加密，请先选择统计局发来的收件证书；不加密请取消勾选。"
            )
        if not self.compared.isChecked():
            raise UserInputError(
                EnvelopeCode.FINGERPRINT_UNCOMPARED,
                "请先把收件证书的指纹与统计局盖章公布的逐组核对，一致后打勾，再导出。",
            )
        return [self._receiver]

    def read(self) -> None:
        """Read the certificate named, and show whose it is."""
        place, before, self._receiver = self.place.text().strip(), self._receiver, None
        self.trouble.setText("")
        if place and self._year is not None:
            try:
                self._receiver = read_receiver(Path(place), self._now())
            except TianbaoError as error:
                self.trouble.setText(error.sentence)
        elif not place:
            self._receiver = self._offered
        if self._receiver is not None:
            self.shown.setText(_told(self._receiver, self._receiver.end(self._now()).sentence))
            if self._is_offered:
                self.shown.setText(f"来自统计局签名的任务，不用再核对。\n{self.shown.text()}")
            if before is None or before.fingerprint != self._receiver.fingerprint:
                known = settings().value(self._key("compared"), "")
                self.compared.setChecked(self._is_offered or known == self._receiver.fingerprint)
        self._show()

    @property
    def _is_offered(self) -> bool:
        """Whether the certificate is the one that a task brought, signed by a key that was compared."""
        offered = self._offered
        return offered is not None and self._receiver is offered

    def _show(self) -> None:
        self._details.setVisible(self.wanted.isChecked())
        self.trouble.setVisible(bool(self.trouble.text()))
        self.shown.setVisible(self._receiver is not None)
        self.compared.setVisible(self._receiver is not None and not self._is_offered)

    def _ask(self) -> None:
        kinds = "证书 (*.pem *.cer *.crt *.der)"
        place = ask_open_place(self, "统计局的收件证书", kinds, self.place.text())
        if place:
            self.place.setText(place)
            self.read()

    def _key(self, name: str) -> str:
        """Name of a setting; units of one region report to the same office."""
        assert self._year is not None
        return f"encryption/{self._year.desk.plan.region_code}/{name}"

    def _now(self) -> datetime:
        assert self._year is not None
        return self._year.desk.clock()


def _told(receiver: Receiver, end: str) -> str:
    """Whose certificate it is, as it claims, the fingerprint that decides, and that its end is near."""
    return f"{end}\n" * bool(end) + (
        f"收件证书　{receiver.name}，有效期至 {day_in_beijing(receiver.valid_until)}。"
        f"核对用的指纹（SHA-256）：\n{receiver.shown_fingerprint}"
    )
