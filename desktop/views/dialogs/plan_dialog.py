"""A plan pack that was opened: what it would change for the unit, and taking it over."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.services.plans.taking_over import ImportPreview
from desktop.views.frame.keys import let_enter_go_back
from desktop.views.frame.theme import POINT_SIZE, bold

_CHANGES = {"new": "新增", "renamed": "改名", "changed": "有变化", "dropped": "不再要求"}
_KINDS = {"plan": "规划", "form": "报表", "item": "基础数据", "indicator": "指标", "target": "目标"}


class PlanDialog(QDialog):
    """Shows what a new version of the plan changes; accepted when the unit takes it over."""

    def __init__(self, preview: ImportPreview, parent: QWidget | None = None) -> None:
        """Show a preview.

        Args:
            preview: what taking the pack over would do.
            parent: of the window.
        """
        super().__init__(parent)
        self.setWindowTitle("规划新版本" if preview.file.is_bundled else "导入规划数据包")
        self.resize(720, 460)
        plan = preview.plan
        heading = QLabel(f"{plan.title}　版本 {preview.before.version} → {plan.version}")
        heading.setFont(bold(self.font(), points=POINT_SIZE + 1))
        heading.setWordWrap(True)
        about = QLabel(f"{preview.file.signer}。{_summary(preview)}导入前自动备份，已填的数据都保留。")
        about.setProperty("tone", "muted")
        about.setWordWrap(True)
        self.changes = QPlainTextEdit("\n".join(_lines(preview)))
        self.changes.setReadOnly(True)
        buttons = QDialogButtonBox()
        self.take_over = buttons.addButton("导入这个版本", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_over.setProperty("kind", "primary")
        self.take_over.setEnabled(not preview.is_unchanged)
        buttons.addButton("暂不导入", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        for widget in (heading, about, self.changes, buttons):
            layout.addWidget(widget)
        let_enter_go_back(buttons)

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
