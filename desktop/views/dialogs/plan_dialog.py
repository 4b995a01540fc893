"""A plan pack that was opened: what it would change for the unit, and taking it over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QWidget,
)

from desktop.services.places import file_name
from desktop.services.plans.task_sheets import write_task_sheet
from desktop.services.unit.plan.taking_over import ImportPreview
from desktop.views.frame.dialog import Dialog, muted
from desktop.views.frame.file.files import ask_save_place
from desktop.views.frame.keys import let_enter_go_back
from desktop.views.frame.parts.notice import Notice
from forms.errors import TianbaoError
from forms.plan.duties import owners_standing

_CHANGES = {"new": "新增", "renamed": "改名", "changed": "有变化", "dropped": "不再要求"}
_KINDS = {"plan": "规划", "form": "报表", "item": "基础数据", "indicator": "指标", "target": "目标"}


class PlanDialog(Dialog):
    """Shows what a new version of the plan changes; accepted when the unit takes it over."""

    chapter = "keeping.md"

    def __init__(self, preview: ImportPreview, parent: QWidget | None = None) -> None:
        """Show a preview.

        Args:
            preview: what taking the pack over would do.
            parent: of the window.
        """
        plan = preview.plan
        title = "规划新版本" if preview.file.is_bundled else "导入规划数据包"
        heading = f"{plan.shown_title}　版本 {preview.before.version} → {plan.version}"
        super().__init__(title, parent, heading=heading, width=720, height=460)
        self._preview = preview
        standing = owners_standing(plan.owners_confirmed)
        about = muted(
            f"{preview.file.signer}。{standing}。{_summary(preview)}导入前自动备份，已填的数据都保留。"
        )
        self.changes = QPlainTextEdit("\n".join(_lines(preview)))
        self.changes.setReadOnly(True)
        self.changes.setAccessibleName("新版本的变化")
        self.notice = Notice()
        buttons = QDialogButtonBox()
        self.tasks = buttons.addButton("目标任务分解表……", QDialogButtonBox.ButtonRole.ActionRole)
        self.tasks.setToolTip("把新版里本单位牵头、参加和填报的目标、措施另存为 PDF 或 Excel")
        self.tasks.clicked.connect(self._save_tasks)
        self.take_over = buttons.addButton("导入这个版本", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_over.setProperty("kind", "primary")
        self.take_over.setEnabled(not preview.is_unchanged)
        buttons.addButton("暂不导入", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.lay_out(about, self.changes, self.notice, buttons=buttons)
        let_enter_go_back(buttons)

    def _save_tasks(self) -> None:
        plan, unit = self._preview.plan, self._preview.unit
        name = file_name(f"{plan.unit_by_code[unit].official_name} 目标任务分解表 {plan.version}")
        place = ask_save_place(self, "保存目标任务分解表", name, "目标任务分解表", ".pdf", ".xlsx")
        if not place:
            return
        try:
            write_task_sheet(plan, unit, Path(place))
        except TianbaoError as error:
            self.notice.say(error.sentence, "bad")
        else:
            self.notice.say_saved(Path(place))

    @classmethod
    def ask(cls, preview: ImportPreview, parent: QWidget | None) -> bool:
        """Show the dialog and wait for the answer: whether the unit takes the version over."""
        return cls(preview, parent).exec() == QDialog.DialogCode.Accepted


def _summary(preview: ImportPreview) -> str:
    if preview.is_unchanged:
        return "与现在使用的版本相同，不用导入。"
    return f"对本单位有 {len(preview.differences)} 处变化。"


def _lines(preview: ImportPreview) -> list[str]:
    lines = [
        f"{_CHANGES[d.change]}　{_KINDS[d.kind]}　{d.name}{f'：{d.detail}' if d.detail else ''}"
        for d in preview.differences
    ]
    kept = [f"保留　{k.year} 年　{k.name}：新版不再显示，数据仍在文件中" for k in preview.kept]
    return [*lines, *kept] or ["没有变化"]
