"""A double click on a file that is not a store: a package or a plan pack is told about, not opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.desk import local_now
from desktop.services.exporting import PACKAGE_SUFFIX
from desktop.services.files import read_file
from desktop.services.known_plans import finder, packs_in
from desktop.services.plan_files import PLAN_SUFFIX, read_plan_file
from desktop.services.plans import PlanPack
from desktop.services.verification import MAX_PACKAGE_FILE, Expectation, verify_package
from desktop.views.recent import recent_files
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
    found = verify_package(read_file(path, MAX_PACKAGE_FILE), finder(_lately_used()), known).verification
    facts = [f"{_SIGNS[fact.state.value]} {fact.sentence}" for fact in found.facts]
    return f"报送包：{found.sentence}", "\n".join(facts)


def _lately_used() -> Iterator[PlanPack]:
    """Packs in the data files opened lately; a file that cannot be read now is no help."""
    for store in recent_files():
        with suppress(TianbaoError):
            yield from packs_in(str(store), local_now())


def _plan(path: Path) -> tuple[str, str]:
    plan = read_plan_file(path, now=local_now()).pack.plan
    units = "、".join(unit.name for unit in plan.units)
    return (
        f"规划数据包：{plan.title}",
        f"版本 {plan.version}，目标 {len(plan.targets)} 条，指标 {len(plan.indicators)} 个。\n单位：{units}",
    )
