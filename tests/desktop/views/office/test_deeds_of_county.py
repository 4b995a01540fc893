"""Deeds over a county that was taken in: receipts, acceptance, letters again, reminders, by keys."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.models.office.deed import DeskDeed
from desktop.models.tasks import Cancelled
from desktop.services.keys.key_files import open_key
from desktop.services.office.acceptance.accepting import accept
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.facts.ledger import ledger_of
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.office.letters import receipts as receipts_module
from desktop.services.office.letters.receipts import wanting_receipts
from desktop.services.office.letters.stored_letters import signed_letters
from desktop.services.office.registry.keys import KeyUse, import_office_key
from desktop.views.office.doing import DEEDS
from forms.canonical import check_code
from tests.desktop.services.office.intake.conftest import registered
from tests.desktop.views.office.deeds import AtDialog

pytestmark = pytest.mark.gui
KEY = Qt.Key
YEAR = 2025


@pytest.fixture(scope="module")
def words(county):
    return (county / "passphrase.txt").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def taken_in(county, expected, tmp_path_factory, words):
    """The county's office after its sound files of the year were taken in, with its key; its path."""
    path = tmp_path_factory.mktemp("taken") / "接收.db"
    files = [
        county / one["path"]
        for one in expected["files"]
        if one["fault"] is None and one["when"] == "taken_in" and f"{YEAR}-r" in one["path"]
    ]
    with registered(county, expected, path) as desk:
        import_office_key(desk, county / "keys/office.p12", None, words, KeyUse.SIGNING)
        receive(desk, Batch([one for one in files if one.suffix == ".asice"]))
    return path


@pytest.fixture
def county_office(taken_in, tmp_path):
    """A copy of it, with the key beside it."""
    for file in taken_in.parent.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path / file.name)
    return tmp_path / taken_in.name


@pytest.fixture
def window(county_office, open_office):
    return open_office(county_office, YEAR)


def match_papers(desk):
    """The stamped paper of every current revision was compared."""
    ledger = ledger_of(desk, YEAR)
    for unit in ledger.units:
        current = ledger.unit_year(unit).current
        if current is not None:
            code = check_code(current.content)
            named = Question(unit=unit, year=YEAR, fact="paper", subject="", answer=code, reason="盖章纸质表")
            decide(desk, named)


def close(qtbot, window):
    for dialog in window.findChildren(QDialog):
        dialog.close()
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=60_000)


def test_receipts_for_all_then_one_again_then_written_again(qtbot, window, words, county_office):
    desk = window.desk_year.desk
    wanting = wanting_receipts(desk, YEAR)
    assert len(wanting) >= 3
    sent = county_office.parent / "发出"
    at = AtDialog(qtbot, window, DeskDeed.RECEIPTS)
    at.sign(words)
    assert f"已写出 {len(wanting)} 份回执单" in at.told
    assert wanting_receipts(desk, YEAR) == []
    assert len(list(sent.glob("*/*-receipt-1.eml"))) == len(wanting)
    close(qtbot, window)
    DEEDS[DeskDeed.RECEIPTS](window, window, wanting[0])
    at = AtDialog(qtbot, window)
    at.sign(words)
    assert "以前签发过，再写出" in at.told
    assert len(signed_letters(desk, wanting[0], YEAR)) == 1
    close(qtbot, window)
    assert {one.name for one in sent.iterdir()} == {desk.unit_name(unit) for unit in wanting}
    shutil.rmtree(sent)
    DEEDS[DeskDeed.LETTERS](window, window, wanting[0])
    at = AtDialog(qtbot, window)
    assert at.dialog.table.item(0, 0).text() == "第 1 号回执单"
    at.tab_to("再写出全部")
    at.press(KEY.Key_Return)
    assert "已照原样写出 1 份" in at.told
    assert len(list(sent.glob("*/*.eml"))) == 1
    close(qtbot, window)


def test_who_was_accepted_without_a_receipt_gets_none(qtbot, window, words, county, county_office):
    desk = window.desk_year.desk
    match_papers(desk)
    unit = wanting_receipts(desk, YEAR)[0]
    key = open_key(county / "keys/office.p12", words)
    accept(desk, unit, YEAR, key, county_office.parent / "发出")
    DEEDS[DeskDeed.RECEIPTS](window, window, unit)
    dialog = AtDialog(qtbot, window).dialog
    assert "已经验收过：验收单就是收到的凭据，不再签发回执" in dialog.obstacle()
    assert not dialog.go.isEnabled()
    close(qtbot, window)


def test_receipts_that_are_stopped_keep_those_before(qtbot, window, words, monkeypatch):
    desk = window.desk_year.desk
    wanting, real = wanting_receipts(desk, YEAR), receipts_module.receipts

    def stopping(desk_, year, identity, folder, tell, **how):
        def told(done, total):
            tell(done, total)
            if done == 2:
                raise Cancelled  # as the checkpoint does once somebody pressed 停下

        return real(desk_, year, identity, folder, told)

    monkeypatch.setattr("desktop.views.office.deeds.receipt_dialog.receipts", stopping)
    at = AtDialog(qtbot, window, DeskDeed.RECEIPTS)
    at.sign(words)
    assert "停下以前办完的都在" in at.told
    assert wanting_receipts(desk, YEAR) == wanting[2:]
    close(qtbot, window)


def test_all_without_doubt_are_accepted_after_the_list_was_seen(qtbot, window, words):
    desk = window.desk_year.desk
    match_papers(desk)
    found = without_doubt(desk, YEAR)
    assert found.units
    at = AtDialog(qtbot, window, DeskDeed.ACCEPT_ALL)
    table = at.dialog.table
    assert [table.item(row, 1).text() for row in range(len(found.units))] == ["可以验收"] * len(found.units)
    assert all(table.item(row, 2).text() for row in range(len(found.units), table.rowCount()))
    assert "decide" not in "".join(table.item(row, 2).text() for row in range(table.rowCount()))
    at.sign(words)
    assert f"已验收 {len(found.units)} 个单位" in at.told
    assert without_doubt(desk, YEAR).units == ()
    qtbot.waitUntil(lambda: window.desk_year.row_of(found.units[0]).state.value == "accepted")
    close(qtbot, window)


def test_the_button_on_the_page_leads_to_every_deed_for_the_current_unit(qtbot, window):
    button = window.current_page().deeds
    labels = [action.text().rstrip("…") for action in button.menu().actions() if not action.isSeparator()]
    assert labels == [deed.label for deed in DeskDeed if deed in DEEDS]
    unit = window.desk_year.board.rows[0].unit
    window.current_page().show_unit(unit)
    next(one for one in button.menu().actions() if one.text() == "免报……").trigger()
    at = AtDialog(qtbot, window)
    assert at.dialog.unit.unit == unit
    close(qtbot, window)


def test_the_county_s_year_is_collected_into_a_folder_of_its_own(qtbot, window, county_office):
    before = county_office.read_bytes()
    at = AtDialog(qtbot, window, DeskDeed.COLLECT)
    assert at.dialog.provisional.isChecked()
    assert str(window.desk_year.not_accepted) in at.dialog.provisional.text()
    at.dialog.provisional.setChecked(False)
    assert not at.dialog.go.isEnabled()
    assert "还有单位没有验收" in at.told
    at.dialog.provisional.setChecked(True)
    at.tab_to("汇总并写出")
    at.press(KEY.Key_Return)
    assert "初步数" in at.told
    assert "达标率（可监测口径）" in at.told
    written = sorted(file.suffix for file in (county_office.parent / "汇总").iterdir())
    assert written == [".json", ".xlsx", ".zip"]
    close(qtbot, window)
    assert county_office.read_bytes() == before


def test_the_office_s_own_past_is_shown_and_then_taken_over(qtbot, window, county):
    desk = window.desk_year.desk
    at = AtDialog(qtbot, window, DeskDeed.OWN_SERIES)
    assert "先选往年数表" in at.told
    at.type(str(county / "history.csv"))
    at.press(KEY.Key_Tab)
    qtbot.waitUntil(at.dialog.go.isEnabled, timeout=30_000)
    assert "个新的或改动的" in at.dialog.says.toPlainText()
    before = len(desk.store.past_values())
    at.tab_to("导入")
    at.press(KEY.Key_Return)
    assert "已导入" in at.told
    assert len(desk.store.past_values()) > before
    close(qtbot, window)
