"""An existing key file, taken over as the office's."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.models.office.key_words import KEY_NAMES
from desktop.models.office.outcome import DeedOutcome
from desktop.models.tasks import Context
from desktop.services.keys.key_files import opens_without_passphrase
from desktop.services.office.registry.keys import KeyUse, act_of, import_office_key
from desktop.services.places import typed_path
from desktop.views.frame.dialog import muted
from desktop.views.frame.key_lines import KeyFileLine
from desktop.views.office.deeds.deed_dialog import DeedDialog, Job
from desktop.views.office.deeds.key_box import row_label
from desktop.views.office.keys.passphrase_twice import AGAIN, differing, passphrase_lines
from desktop.views.office.page import OfficeFrame

_ABOUT = (
    "从另一台电脑带来的、别处签发的密钥文件（.p12 或 .pfx），用它的口令打开，"
    "同样的口令另存一份在数据文件旁边，记为本局的；原来的文件不动。"
)


class TakenKeyDialog(DeedDialog):
    """Asks for the file and its passphrase; one without gets a new one, typed twice."""

    chapter = "office-keys.md"

    def __init__(self, frame: OfficeFrame, use: KeyUse, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        name = KEY_NAMES[use]
        super().__init__(frame, f"导入{name}", "导入", act_of(use), parent, heading=f"导入已有的{name}")
        self._use = use
        self.source = KeyFileLine("密钥文件")
        self.first, self.second = passphrase_lines()
        self._second_label = row_label(AGAIN)
        self.source.editingFinished.connect(self._look)
        self.source.chosen.connect(self._look_at_chosen)
        form = QFormLayout()
        form.addRow(row_label("密钥文件"), self.source.row())
        form.addRow(row_label("口令"), self.first)
        form.addRow(self._second_label, self.second)
        self.put(muted(_ABOUT), form)
        self._look()
        self.source.setFocus()

    def lacks(self) -> str:
        """Override DeedDialog.lacks."""
        self._look()
        if not self.source.text().strip():
            self.source.setFocus()
            return "请先选择密钥文件。"
        if not self.first.text():
            self.first.setFocus()
            return "请输入口令。"
        return differing(self.first, self.second) if self.second.isVisible() else ""

    def job(self) -> tuple[str, Job]:
        """Override DeedDialog.job."""
        desk, use, passphrase = self.desk, self._use, self.first.text()
        source, name = typed_path(self.source.text(), desk.path.parent), KEY_NAMES[use]

        def work(context: Context) -> DeedOutcome:
            context.checkpoint(0, 0)
            _, path = import_office_key(desk, source, None, passphrase, use)
            return DeedOutcome(f"已导入，记为本局的{name}：{path.name}。", path)

        return f"正在导入{name}……", work

    def _look(self) -> None:
        """Ask for a passphrase twice where the file has none, and say so."""
        typed = self.source.text().strip()
        is_new = bool(typed) and opens_without_passphrase(typed_path(typed, self.desk.path.parent))
        for part in (self._second_label, self.second):
            part.setVisible(is_new)
        self.first.setPlaceholderText("这个文件没有口令：给它设一个" if is_new else "密钥文件的口令")

    def _look_at_chosen(self) -> None:
        self._look()
        self.first.setFocus()
