"""A new key and the stamped sheet that registers it, in the order in which a unit needs them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.keys.key_files import (
    CERTIFICATE_SUFFIX,
    certificate_path,
    certificate_print,
    opens_without_passphrase,
)
from desktop.services.places import file_name, free_path
from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.key_sheets import (
    UNKNOWN,
    certificate_beside,
    certificate_within,
    registration_sheet,
)
from desktop.submission.keys.identity import Identity
from desktop.views.frame.background import Background
from desktop.views.frame.file.sending_places import KEY_NAME, SendingPlaces
from desktop.views.frame.parts.notice import Notice
from desktop.views.steps.key_dialog import KeyDialog
from desktop.views.steps.sheet_dialog import SheetDialog
from forms.errors import TianbaoError

if TYPE_CHECKING:
    from collections.abc import Callable


class Registering(QObject):
    """Makes keys and sheets for the unit whose page asks.

    Args:
        page: the parent of dialogs.
        background: where the work runs.
        notice: where it is told.
    """

    key_made = Signal(Path)
    """A new key lies there, and is the one to sign with."""
    sheet_shown = Signal()
    """The sheet was looked at, printed or saved, and is closed again."""
    passphrase_wanted = Signal()
    """The sheet cannot be made before a passphrase is typed: no certificate lies beside the key."""

    def __init__(self, page: QWidget, background: Background, notice: Notice) -> None:
        """Work for no unit yet."""
        super().__init__(page)
        self._page, self._background, self._notice = page, background, notice
        self._desk: Desk | None = None

    def show_desk(self, desk: Desk) -> None:
        """Work for a unit."""
        self._desk, self._places = desk, SendingPlaces(desk)

    # --- a key -----------------------------------------------------------------------------------

    def make_key(self, key: Path | None, *, is_lost: bool = False) -> None:
        """Ask for a new key.

        Args:
            key: the file of the one until now, None where none is named.
            is_lost: whether it cannot be used any more, so that its certificate is to be revoked.
        """
        assert self._desk is not None
        before = (certificate_print(key) if key is not None else "") or self._places.last_signer() or None
        if before is None and is_lost:
            before = UNKNOWN
        stem = f"{file_name(self._desk.unit.official_name)}{KEY_NAME}"
        place = free_path(self._desk.path.parent, stem, ".p12", CERTIFICATE_SUFFIX)
        dialog = KeyDialog(self._desk, self._background, place, self._page, before=before, is_lost=is_lost)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.created.connect(
            lambda path, made: self._on_created(path, made, before if dialog.revoke.isChecked() else None)
        )
        dialog.open()

    def _on_created(self, place: Path, made: Identity, replaced: str | None) -> None:
        self._places.remember_key(str(place))
        if replaced is not None:
            self._places.remember_replaced(made.fingerprint, replaced)
        told = "（登记表上会写明请注销原证书）" if replaced is not None else ""
        self._notice.say(
            f"密钥已创建。接着按【打印证书登记表……】{told}，盖章后连同公开证书“{certificate_path(place).name}”"
            f"送统计局登记（旁边的“{place.name}”是密钥，不要送）；然后输入口令，签名导出。",
            "good",
        )
        self.key_made.emit(place)

    def make_letter_key(self) -> None:
        """Ask for a new key for letters of the office."""
        assert self._desk is not None
        stem = f"{file_name(self._desk.unit.official_name)}收件密钥"
        place = free_path(self._desk.path.parent, stem, ".p12", CERTIFICATE_SUFFIX)
        dialog = KeyDialog(self._desk, self._background, place, self._page, is_for_letters=True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.created.connect(lambda path, _: self._on_letter_key(path))
        dialog.open()

    def _on_letter_key(self, place: Path) -> None:
        self._places.remember_letter_key(str(place))
        self._notice.say(
            "收件密钥已创建。接着按【打印证书登记表……】，两份证书都写在上面，盖章后连同两个公开证书文件送统计局；"
            "登记以后，统计局发来的文件才是加密的。",
            "good",
        )

    def _letter_key(self) -> Path | None:
        """The unit's key for letters, where its certificate lies beside it."""
        named = self._places.letter_key()
        return Path(named) if named and certificate_print(Path(named)) else None

    # --- the sheet -------------------------------------------------------------------------------

    def ask_sheet(self, key: Path | None, take_passphrase: Callable[[], str]) -> None:
        """Make the sheet of a key, and show it to be printed or saved.

        Args:
            key: the key file, None where none is named.
            take_passphrase: what was typed, asked for only where no certificate lies beside the key.
        """
        assert self._desk is not None
        if key is None:
            self._notice.say("请先选择密钥文件，再打印证书登记表。没有密钥时按【创建密钥……】。")
            return
        try:
            certificate = certificate_beside(self._desk, key)
        except TianbaoError as error:
            self._tell(error)
            return
        passphrase = "" if certificate is not None else take_passphrase()
        if certificate is None and not passphrase and not opens_without_passphrase(key):
            self._notice.say(
                f"密钥旁边没有公开证书“{certificate_path(key).name}”。请输入口令再按一次，程序从密钥里取出证书。"
            )
            self.passphrase_wanted.emit()
            return
        self._background.run(
            "正在生成登记表……",
            partial(self._sheet, self._desk, key, passphrase),
            partial(self._show_sheet, key),
            self._tell,
        )

    def _sheet(self, desk: Desk, key: Path, passphrase: str) -> bytes:
        certificate = certificate_beside(desk, key) or certificate_within(desk, key, passphrase)
        replaced = self._places.replaced(certificate_print(key))
        return registration_sheet(desk, certificate, key, replaced=replaced, receiving=self._letter_key())

    def _show_sheet(self, key: Path, data: bytes) -> None:
        assert self._desk is not None
        name = f"{file_name(self._desk.unit.official_name)}证书登记表"
        letters = self._letter_key()
        names = [certificate_path(one).name for one in (key, letters) if one is not None]
        listed = "”和“".join(names)
        told = f"打印后签字盖章，连同公开证书“{listed}”送{self._desk.plan.office}登记。"
        dialog = SheetDialog(data, name, told, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self.sheet_shown.emit())
        dialog.open()

    def _tell(self, error: TianbaoError) -> None:
        self._notice.say(error.sentence, "bad")
