"""A double click on a file that is not a store: a package or a plan pack is told about, not opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.desk import local_now
from desktop.services.exporting import PACKAGE_SUFFIX
from desktop.services.files import read_file
from desktop.services.plan_files import PLAN_SUFFIX, read_plan_file
from desktop.services.plans import PlanPack, bundled_ids, load_bundled
from desktop.services.verification import MAX_PACKAGE_FILE, Expectation, verify_package
from forms.errors import TianbaoError

_SIGNS = {"ok": "✓", "bad": "✗", "unknown": "？"}


def is_told_about(path: Path) -> bool:
    """Whether a file is one of those that are told about."""
    return path.suffix.lower() in {PACKAGE_SUFFIX, PLAN_SUFFIX}


def tell_about(path: Path, parent: QWidget | None) -> QMessageBox:
    """Show what a package or a plan pack is; the file is only read."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(path.name)
    try:
        headline, details = _package(path) if path.suffix.lower() == PACKAGE_SUFFIX else _plan(path)
    except TianbaoError as error:
        box.setIcon(QMessageBox.Icon.Warning)
        headline, details = error.message, ""
    box.setText(headline)
    box.setInformativeText(details)
    box.open()
    return box


def _package(path: Path) -> tuple[str, str]:
    known = Expectation(now=local_now(), trusted=[], allow_unregistered=False)
    found = verify_package(read_file(path, MAX_PACKAGE_FILE), _bundled, known).verification
    facts = [f"{_SIGNS[fact.state.value]} {fact.sentence}" for fact in found.facts]
    return f"报送包：{found.sentence}", "\n".join(facts)


def _bundled(plan_id: str) -> PlanPack | None:
    return load_bundled(plan_id) if plan_id in bundled_ids() else None


def _plan(path: Path) -> tuple[str, str]:
    plan = read_plan_file(path, now=local_now()).pack.plan
    units = "、".join(unit.name for unit in plan.units)
    return (
        f"规划数据包：{plan.title}",
        f"版本 {plan.version}，目标 {len(plan.targets)} 条，指标 {len(plan.indicators)} 个。\n单位：{units}",
    )
