"""Every page and every dialog of the office's window, for tests that look at all of them; as ``scenes``."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog

from db.office.records import CertificatePurpose, RegisteredCertificate
from desktop.models.grid.roles import Mark
from desktop.models.office.deed import DeskDeed
from desktop.models.office.intake import IntakeEnd, TakenLine
from desktop.models.office.place import OfficePlace
from desktop.models.office.register.register_lines import read_register
from desktop.models.office.register.registering import to_register
from desktop.services.office.acceptance.choosing import ToChoose
from desktop.services.office.registry.keys import KeyUse
from desktop.services.office.registry.register_book import RegisterEntry
from desktop.services.office.registry.unregistered import OfferedCertificate
from desktop.views.office.choice.choice_dialog import ChoiceDialog, WhichDialog
from desktop.views.office.deeds.owners_dialog import OwnersDialog
from desktop.views.office.deeds.result_dialog import IntakeResult
from desktop.views.office.doing import DEEDS
from desktop.views.office.keys.key_sheet_dialog import KeySheetDialog
from desktop.views.office.keys.new_key_dialog import NewKeyDialog
from desktop.views.office.keys.taken_key_dialog import TakenKeyDialog
from desktop.views.office.pages import PAGES as PLACES
from desktop.views.office.passphrase_dialog import ReceivingKeyDialog
from desktop.views.office.register.correcting_dialog import CorrectDialog, RevokeDialog
from desktop.views.office.register.listed_dialog import ListedDialog
from desktop.views.office.register.register_dialog import RegisterDialog
from desktop.views.office.review.compare_dialog import CompareDialog
from desktop.views.office.review.decisions_dialog import DecisionsDialog

RESULT = IntakeEnd(
    lines=[
        TakenLine(
            mark=Mark.DONE,
            word="收下",
            name="health-2025-r1.asice",
            what="区卫生健康局 2025 年第 1 版",
            why="",
            step="",
        ),
        TakenLine(
            mark=Mark.ALARM,
            word="待登记",
            name="附件.eml",
            what="区教育局 2025 年第 1 版",
            why="签名证书没有登记，等登记后再认",
            step="与盖章登记表核对指纹，一致的登记",
        ),
        TakenLine(
            mark=Mark.BAD,
            word="打不开",
            name="截断的.asice",
            what="",
            why="文件损坏，读不出报送包",
            step="请发送单位重新发来原文件",
        ),
    ]
)


OF_THE_WINDOW = {DeskDeed.TAKE_FILES, DeskDeed.TAKE_FOLDER, DeskDeed.REGISTER}
"""What opens the system's own dialog, or a page; every other opens a dialog of ours."""
MADE = datetime(2026, 1, 5, tzinfo=UTC)
OFFERED = OfferedCertificate(
    name="区卫生健康局 2025 年报送包",
    data=b"",
    fingerprint="0" * 64,
    unit="health",
    holder="区卫生健康局",
    is_signing=True,
    valid_from=MADE,
    valid_until=MADE.replace(year=2036),
)
ENTRY = RegisterEntry(
    certificate=RegisteredCertificate(
        fingerprint="0" * 64,
        data=b"",
        unit="health",
        holder="区卫生健康局",
        purpose=CertificatePurpose.SIGNING,
        valid_from=MADE,
        valid_until=MADE.replace(year=2036),
        renews=None,
        actor="李敏",
        at=MADE,
    ),
    unit_name="区卫生健康局",
    stands=True,
    revoked=None,
    first_unit="区卫生健康局",
)
CHOSEN = ToChoose(unit="health", year=2025, named="", reason="盖章纸质表相符")


def _read(window):
    return read_register(window.desk_year.desk)


def _page(place):
    def show(window):
        window.show_place(place, window.desk_year.board.rows[0].unit)
        return window

    return show


def _folded(pane):
    """The page 收件 with a pane that is folded opened over it, where it is."""

    def show(window):
        window.show_place(OfficePlace.INTAKE)
        getattr(window.current_page(), pane).open()
        return window

    return show


def _deed(deed):
    def show(window):
        DEEDS[deed](window, window)
        return [one for one in window.findChildren(QDialog) if one.isVisible()][-1]

    return show


def _opened(make):
    def show(window):
        dialog = make(window)
        dialog.open()
        return dialog

    return show


PAGES = {f"office {place.name.lower()}": _page(place) for place in PLACES} | {
    "office intake left": _folded("left"),
    "office intake right": _folded("right"),
}
DIALOGS = {f"office {deed.value}": _deed(deed) for deed in DEEDS if deed not in OF_THE_WINDOW} | {
    "office result": _opened(lambda window: IntakeResult(window, RESULT, window)),
    "office passphrase": _opened(
        lambda window: ReceivingKeyDialog(Path("本局-收件密钥.p12"), window.background, window)
    ),
    "office new key": _opened(lambda window: NewKeyDialog(window, KeyUse.SIGNING, window)),
    "office taken key": _opened(lambda window: TakenKeyDialog(window, KeyUse.SIGNING, window)),
    "office key sheet": _opened(lambda window: KeySheetDialog(window, KeyUse.SIGNING, window)),
    "office compare": _opened(lambda window: CompareDialog(1, 2, [], window)),
    "office decisions": _opened(lambda window: DecisionsDialog([], window)),
    "office owners": _opened(lambda window: OwnersDialog(window, window)),
    "office choice": _opened(lambda window: ChoiceDialog(window, CHOSEN, "选定某局 2025 年的甲。", window)),
    "office which": _opened(lambda window: WhichDialog(window, "health", "", window)),
    "office offered": _opened(
        lambda window: RegisterDialog(
            window.desk_year.desk,
            window.background,
            _read(window),
            to_register(_read(window), OFFERED),
            window,
        )
    ),
    "office listed": _opened(lambda window: ListedDialog(window.desk_year.desk, window.background, window)),
    "office revoke": _opened(
        lambda window: RevokeDialog(window.desk_year.desk, window.background, ENTRY, window)
    ),
    "office correct": _opened(
        lambda window: CorrectDialog(window.desk_year.desk, window.background, _read(window), ENTRY, window)
    ),
}
"""A dialog that is added fails ``test_scaled`` until it stands here, or is what a deed opens."""
