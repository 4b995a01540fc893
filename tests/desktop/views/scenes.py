"""Every page and every dialog of the program, as a person meets them: for tests that look at all of them.

A scene takes a window of a unit at the stage of the year that it is listed under, and gives the widget to
be looked at: the window itself, or a dialog that was opened over it. ``looking`` holds the list against the
classes that there are.
"""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from desktop.documents.sheets.key_sheet import REGISTRATION, KeySheet
from desktop.documents.sheets.pdf_key_sheet import draw_key_sheet
from desktop.models.unit.past_year import PastYear
from desktop.models.unit.pasting import preview_block
from desktop.models.unit.reopened import TakenBack
from desktop.services.plans.files import PlanFile
from desktop.services.unit.plan.taking_over import preview_import
from desktop.submission.facts import Fact, FactState
from desktop.submission.verified import Verification
from desktop.views.dialogs.handover_dialog import HandoverDialog
from desktop.views.dialogs.kept_dialog import KeptDialog
from desktop.views.dialogs.package_facts import PackageFacts
from desktop.views.dialogs.past_dialog import PastDialog
from desktop.views.dialogs.plan_dialog import PlanDialog
from desktop.views.dialogs.restore_dialog import RestoreDialog
from desktop.views.dialogs.unsaved_dialog import UnsavedDialog
from desktop.views.entry.correction_dialog import CorrectionDialog
from desktop.views.entry.definition_dialog import DefinitionDialog
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.background import Background
from desktop.views.frame.file.sending_places import SendingPlaces
from desktop.views.frame.help.window import show_help
from desktop.views.letters.key_dialog import LetterKeyDialog
from desktop.views.letters.trust_dialog import TrustDialog
from desktop.views.steps.freeze_dialog import FreezeDialog
from desktop.views.steps.key_dialog import KeyDialog
from desktop.views.steps.sheet_dialog import SheetDialog
from desktop.views.steps.withdraw_dialog import WithdrawDialog
from forms.codes.package import PackageCode
from forms.filing.stage import Stage


def _page(stage):
    def show(window):
        window.show_stage(stage)
        return window

    return show


def _begin(window):
    window.open_year(window.working.desk_year)
    return window


def _home(window):
    window.show_home()
    return window


def _warnings(window):
    window.show_stage(Stage.REVIEW)
    window.current_page().warnings_tab.setChecked(True)
    return window


def _opened_over(part):
    def show(window):
        window.show_stage(Stage.ENTRY)
        entry = window.entry
        parts = {"forms": entry.forms.tree, "cell": entry.cell, "findings": entry.findings.list}
        entry.panes._enter(parts[part])
        return window

    return show


def _find(window):
    window.show_stage(Stage.ENTRY)
    window.finder.open()
    window.finder._line.setText("率")
    return window


def _opened(make):
    def show(window):
        dialog = make(window)
        dialog.open()
        return dialog

    return show


def _desk(window):
    return window.working.year.desk


def _correction(window):
    working = window.working
    return CorrectionDialog(PastYear(working, working.desk_year - 1), {_first_cell(window): "12345"}, window)


def _first_cell(window):
    return next(iter(window.working.year.layout.cell_by_address))


def _preview(window):
    form = window.working.form(_first_cell(window).partition("/")[0])
    block = [["1", "x"], ["2", "不知道是多少"], ["3", "4"]]
    return PreviewDialog(preview_block(window.working, form, block, 0, 0), "粘贴预览", window)


def _key(window):
    place = _desk(window).path.with_name("本单位签名密钥.p12")
    return KeyDialog(_desk(window), Background(window.tasks, window.status), place, window)


def _sheet(window):
    place = _desk(window).path.with_name("本单位签名密钥.p12")
    words = KeySheet(
        words=REGISTRATION,
        plan_title=_desk(window).plan.title,
        office=_desk(window).plan.office,
        unit_name=_desk(window).unit.official_name,
        region_code=_desk(window).plan.region_code,
        fingerprint="0123 4567 89AB CDEF " * 4,
        algorithm="ECDSA P-256",
        valid_from=date(2026, 3, 25),
        valid_until=date(2036, 3, 25),
        certificate_name=place.name,
        printed=date(2026, 3, 26),
    )
    return SheetDialog(draw_key_sheet(words), "登记表", "打印后签字盖章，送统计局登记。", window)


def _letter_key(window):
    background, places = Background(window.tasks, window.status), SendingPlaces(_desk(window))
    return LetterKeyDialog(b"", background, places, window.path.parent, window)


def _plan(window):
    return PlanDialog(
        preview_import(_desk(window), PlanFile(pack=_desk(window).pack, is_bundled=True)), window
    )


def _facts(window):
    words = "2025 年度数据与定稿时一致，签名有效，证书已在统计局登记，审核结果与本机重新计算的相同。"
    facts = [
        Fact(name=name, state=state, code=PackageCode.CONTAINER_SOUND, sentence=words)
        for name, state in (("a", FactState.OK), ("b", FactState.BAD), ("c", FactState.UNKNOWN))
    ]
    return PackageFacts(lambda _: Verification(facts=tuple(facts)), _desk(window).clock(), window)


def _unsaved(window):
    return UnsavedDialog(["孕产妇健康　活产数　合计：“2o36”不是数，请改成数字。"] * 9, window)


def _message(window):
    window.keeping().say(f"已备份，并打开检查过：\n{_desk(window).path}")
    return next(box for box in window.findChildren(QMessageBox) if box.isVisible())


def _manual(window):
    manual = show_help("entry.md", "TB-SUM-001")
    size = manual.size().boundedTo(window.size())
    manual.hide()  # as a window is moved that has a screen of its own, Qt scales it
    manual.setScreen(window.screen())
    manual.move(window.screen().availableGeometry().topLeft())
    manual.resize(size)
    manual.show()
    return manual


WITHOUT_EXPORT = "第 1 版定稿后没有导出过：统计局收到下一版时会看到“缺第 1 版”，不用补发。"

PAGES = {
    "begun": {"start": _begin},
    "filled": {
        "home": _home,
        "entry": _page(Stage.ENTRY),
        "forms opened": _opened_over("forms"),
        "cell opened": _opened_over("cell"),
        "findings opened": _opened_over("findings"),
        "find": _find,
        "review": _page(Stage.REVIEW),
        "warnings": _warnings,
        "draft": _page(Stage.FINALISE),
        "not yet": _page(Stage.EXPORT),
        "where it stands": _page(Stage.RECEIPT),
    },
    "final": {
        "entry closed": _page(Stage.ENTRY),
        "review closed": _page(Stage.REVIEW),
        "final": _page(Stage.FINALISE),
        "export": _page(Stage.EXPORT),
        "receipt": _page(Stage.RECEIPT),
    },
}
"""By the stage of the year: what a window shows."""


def _restoring(window):
    return window.keeping().restoring_in_words


DIALOGS = {
    "preview": _opened(_preview),
    "key": _opened(_key),
    "sheet": _opened(_sheet),
    "definition": _opened(lambda window: DefinitionDialog(window.working, _first_cell(window), window)),
    "correction": _opened(_correction),
    "withdraw": _opened(lambda window: WithdrawDialog(TakenBack("“活产数”", WITHOUT_EXPORT), parent=window)),
    "freeze": _opened(lambda window: FreezeDialog(window.working.year, window)),
    "past": _opened(lambda window: PastDialog(_desk(window), window)),
    "restore": _opened(lambda window: RestoreDialog(_desk(window), _restoring(window), window)),
    "trust": _opened(lambda window: TrustDialog("某县统计局", "布置任务第 1 号", "0" * 64, window)),
    "letter_key": _opened(_letter_key),
    "handover": _opened(lambda window: HandoverDialog(_desk(window).holder, Path(), "", window)),
    "kept": _opened(lambda window: KeptDialog(_desk(window), _restoring(window), window)),
    "plan": _opened(_plan),
    "facts": _opened(_facts),
    "unsaved": _opened(_unsaved),
    "message": _message,
    "manual": _manual,
}
"""Over a window of a filled year."""
