"""A double click on a file that is not a store: a package or a plan pack is told about, not opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from desktop.kinds.doors import OPEN, refusal
from desktop.kinds.kind import Kind
from desktop.services.clock import local_now
from desktop.services.files import read_file
from desktop.services.incoming import recognise_file
from desktop.services.packages.encryption import who_can_open
from desktop.services.packages.verification import MAX_PACKAGE_FILE, Premises, verify_package
from desktop.services.plans.files import read_plan_file
from desktop.services.plans.known import finder
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.plan.used_plans import packs_in
from desktop.submission.verified import Verification
from desktop.views.dialogs.package_facts import PackageFacts
from desktop.views.frame.file.recent import recent_files
from desktop.views.frame.file.sending_places import own_prints
from desktop.views.frame.help_key import let_help_open
from forms.errors import TianbaoError
from forms.filing.receipt_time import ReceiptTime
from forms.plan.duties import owners_standing
from forms.turning import shown_file_name, shown_plainly


def is_told_about(path: Path) -> bool:
    """Whether the window says what a file is instead of opening it.

    A store of either desk is opened; so is a file of no known kind or one that cannot be read, as the error
    then says what is wrong with it.
    """
    try:
        return recognise_file(path).kind not in {Kind.STORE, Kind.OFFICE_STORE, Kind.UNKNOWN}
    except TianbaoError:
        return False


def is_plan(path: Path) -> bool:
    """Whether a file is the pack of a plan; False also where it cannot be read."""
    try:
        return recognise_file(path).kind is Kind.PLAN_PACK
    except TianbaoError:
        return False


def tell_about(path: Path, parent: QWidget | None) -> QDialog:
    """Show what a file is, and what is true about a package or a plan pack; the file is only read."""
    try:
        shown = _shown(path, parent)
    except TianbaoError as error:
        shown = _message(error.sentence, "", parent)
        shown.setIcon(QMessageBox.Icon.Warning)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.setWindowTitle(shown_file_name(path.name))
    shown.open()
    return shown


def _shown(path: Path, parent: QWidget | None) -> QDialog:
    found = recognise_file(path)
    answer = refusal(OPEN, found, path.name)
    if answer is not None:
        return _message(answer[1], "", parent)
    if found.kind in {Kind.PACKAGE, Kind.LETTER}:
        return _package(path, parent)
    headline, details = _TOLD[found.kind](path)
    return _message(headline, details, parent)


def _message(headline: str, details: str, parent: QWidget | None) -> QMessageBox:
    box = QMessageBox(parent)
    let_help_open(box, "trouble.md")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(shown_plainly(headline))
    box.setInformativeText(shown_plainly(details))
    return box


def _package(path: Path, parent: QWidget | None) -> PackageFacts:
    now, data, find = local_now(), read_file(path, MAX_PACKAGE_FILE), finder(_lately_used())
    known = Premises(now=now, allow_unregistered=True, own=own_prints())
    whole = verify_package(data, find, replace(known, print_again=True), path.name).verification

    def judge(received: ReceiptTime | None) -> Verification:
        if received is None:
            return whole
        found = verify_package(data, find, replace(known, received=received), path.name).verification
        return whole.with_facts(*(fact for fact in found.facts if fact.name in _OF_THE_DAY))

    return PackageFacts(judge, now, parent)


_OF_THE_DAY = ("signature", "signer")
"""Facts that depend on the day of receipt; the others, the form printed again included, stay."""


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
    units = "、".join(unit.official_name for unit in plan.units)
    counts = f"目标 {len(plan.targets)} 条，指标 {len(plan.indicators)} 个"
    standing = owners_standing(plan.owners_confirmed)
    return (
        f"规划数据包：{plan.shown_title}",
        f"版本 {plan.version}，{counts}。{standing}。\n单位：{units}",
    )


_TOLD: Mapping[Kind, Callable[[Path], tuple[str, str]]] = {
    Kind.ENCRYPTED: _encrypted,
    Kind.PLAN_PACK: _plan,
}
"""What is told about a file, by its kind."""
