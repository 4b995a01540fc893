"""A double click on a file that is not a store: a package or a plan pack is told about, not opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.desk import local_now
from desktop.services.encryption import ENCRYPTED_SUFFIX, PACKAGE_SUFFIX, who_can_open
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
    return path.suffix.lower() in _TOLD


def tell_about(path: Path, parent: QWidget | None) -> QMessageBox:
    """Show what a package or a plan pack is; the file is only read."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(path.name)
    try:
        headline, details = _TOLD[path.suffix.lower()](path)
    except TianbaoError as error:
        box.setIcon(QMessageBox.Icon.Warning)
        headline, details = error.message, ""
    box.setText(headline)
    box.setInformativeText(details)
    box.open()
    return box


def _package(path: Path) -> tuple[str, str]:
    known = Expectation(now=local_now(), trusted=[], allow_unregistered=False, print_again=True)
    found = verify_package(read_file(path, MAX_PACKAGE_FILE), finder(_lately_used()), known).verification
    facts = [f"{_SIGNS[fact.state.value]} {fact.sentence}" for fact in found.facts]
    return f"报送包：{found.sentence}", "\n".join(facts)


def _encrypted(path: Path) -> tuple[str, str]:
    openers = "、".join(who_can_open(path))
    # The names come last: Qt takes a text for HTML by its first line, and a stranger chose the names.
    steps = (
        "要由持有收件密钥的统计局在命令行解密，再打开得到的报送包：\n"
        f"tianbao decrypt {path.name} --key 收件密钥.p12 -o 文件夹\n"
        f"加密所用证书的签发者：{openers}"
    )
    return "加密的报送包：解密后才能看到内容。", steps


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


_TOLD = {PACKAGE_SUFFIX: _package, ENCRYPTED_SUFFIX: _encrypted, PLAN_SUFFIX: _plan}
"""What is told about a file, by the end of its name."""
