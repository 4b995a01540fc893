"""The steps after entry, and the first screen."""

import io
import json
import logging
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from desktop.app.shell import Shell
from desktop.services.plans.packs import bundled_ids, load_bundled
from desktop.services.unit.desk import open_desk
from desktop.services.unit.exchange import entry_workbook
from desktop.services.unit.sample import fill_form
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.faults import Faults
from desktop.views.frame.file.recent import recent_files, remember
from desktop.views.frame.paper.print_job import PrintJob
from desktop.views.main_window import MainWindow
from desktop.views.steps.freeze_dialog import FreezeDialog
from desktop.views.steps.key_dialog import KeyDialog
from desktop.views.steps.later_pages import PAGES
from desktop.views.steps.sheet_dialog import SheetDialog
from desktop.views.welcome import WelcomeWindow
from forms.filing.stage import Stage
from forms.filing.state import YearState
from forms.findings import Level
from tests.desktop.models.desks import BIRTHS, YEAR, clear_all, new_desk
from tests.desktop.views.file_dialogs import Answers
from tests.desktop.views.typing_keys import choose_plan, choose_unit
from tests.plans import sample as frozen_sample

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
PASSPHRASE = "correct horse 7"


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def page(qtbot, window, stage):
    window.show_stage(stage)
    idle(qtbot, window)
    return window.pages.currentWidget()


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_every_step_has_a_page_of_its_own(qtbot, filled_window):
    assert {Stage.ENTRY, *PAGES} == set(Stage), "add the step to PAGES in desktop/views/steps/later_pages.py"
    shown = [type(page(qtbot, filled_window, stage)) for stage in Stage]
    assert len(set(shown)) == len(Stage)


@pytest.fixture
def ready_window(filled_window):
    clear_all(filled_window.working)
    assert filled_window.working.state is YearState.READY
    return filled_window


# --- 2 审核 --------------------------------------------------------------------------------------


def test_review_explains_one_finding_after_the_other(qtbot, filled_window):
    review = page(qtbot, filled_window, Stage.REVIEW)
    before = len(filled_window.working.year.report.unexplained)
    assert review.list.current_finding().enforcement is Level.QUERY
    review.box.editor.setFocus()
    QTest.keyClicks(review.box.editor, "explained well")
    QTest.keyClick(review.box.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(filled_window.working.year.report.unexplained) == before - 1
    assert review.list.current_finding() in filled_window.working.year.report.unexplained
    assert review.box.editor.hasFocus()
    assert review.box.editor.toPlainText() == ""


def test_review_goes_to_the_cell_and_back(qtbot, filled_window):
    review = page(qtbot, filled_window, Stage.REVIEW)
    wanted = review.list.current_finding().cells[0]
    QTest.keyClick(review.list, Qt.Key.Key_Return)
    assert filled_window.pages.currentWidget() is filled_window.entry
    assert filled_window.entry.grid.current_address() == wanted


def test_an_explanation_of_other_figures_is_offered_as_a_draft(qtbot, ready_window):
    ready_window.working.enter("nursery-services/01/_T", "1027")
    review = page(qtbot, ready_window, Stage.REVIEW)
    row = next(
        r for r in range(review.list.model().rowCount())
        if review.list.model().index(r, 0).data(Qt.ItemDataRole.DisplayRole).find("1,027") >= 0
    )  # fmt: skip
    review.list.setCurrentIndex(review.list.model().index(row, 0))
    QApplication.processEvents()
    assert "托育机构" in review.box.editor.toPlainText()
    assert any("已失效" in text for text in texts(review))


# --- 3 定稿打印 ----------------------------------------------------------------------------------


def test_what_stands_against_it_is_listed_and_the_button_waits(qtbot, filled_window):
    filled_window.working.enter("mother-to-child-transmission/02/_T", "2051")
    filled_window.working.year.desk.name_people(phone="")
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    told = " ".join(texts(finalising))
    assert "1 个强制性问题" in told
    assert "没有填写" in told
    assert not finalising.freeze.isEnabled()


def test_blank_cells_are_told_as_cells_and_not_as_problems(qtbot, filled_window):
    filled_window.working.clear(["mother-to-child-transmission/02/_T"])
    told = " ".join(texts(page(qtbot, filled_window, Stage.FINALISE)))
    assert "还有 1 格没有填" in told
    assert "强制性问题" not in told


def test_the_draft_is_shown_and_saved(qtbot, filled_window, tmp_path):
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    assert finalising.preview.pages.count > 5
    finalising.save_pdf(str(tmp_path / "表.pdf"))
    assert (tmp_path / "表.pdf").read_bytes().startswith(b"%PDF-")
    finalising.save_workbook(str(tmp_path / "表.xlsx"))
    idle(qtbot, filled_window)
    assert zipfile.is_zipfile(tmp_path / "表.xlsx")


def test_a_file_that_cannot_be_written_is_a_sentence(qtbot, filled_window, tmp_path):
    (tmp_path / "file").write_text("")
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    finalising.save_pdf(str(tmp_path / "file" / "表.pdf"))
    assert "没有保存" in finalising.notice.sentence


def test_names_typed_here_are_stored(qtbot, filled_window):
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    line = finalising.people.lines["phone"]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "024-1")
    finalising.people.lines["head"].setFocus()
    assert filled_window.working.year.desk.people.phone == "024-1"


def ask_to_freeze(qtbot, finalising):
    qtbot.mouseClick(finalising.freeze, LEFT)
    dialog = finalising.findChild(FreezeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_before_freezing_one_dialog_says_what_will_be_fixed(qtbot, ready_window):
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    dialog = ask_to_freeze(qtbot, finalising)
    year = ready_window.working.year
    told = " ".join(texts(dialog))
    assert "第 1 次报送" in told
    assert f"共 {len(year.layout.entry_cells)} 格" in told
    assert f"{year.report.count(Level.QUERY)} 条核实性问题已说明原因" in told
    assert year.desk.people.head in told
    assert "撤回定稿并写明原因" in told
    assert not dialog.freeze.isDefault()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert ready_window.working.state is YearState.READY


def test_finalising_freezes_and_withdrawing_opens_again(qtbot, ready_window):
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    QTest.keyPress(ask_to_freeze(qtbot, finalising).freeze, Qt.Key.Key_Return)
    idle(qtbot, ready_window)
    assert ready_window.isEnabled()
    assert ready_window.working.state is YearState.FINAL
    assert any("校验码" in text for text in texts(finalising))
    ready_window.withdrawing.withdraw("")
    assert "必须写明原因" in finalising.notice.sentence
    ready_window.withdrawing.withdraw("更正活产数")
    idle(qtbot, ready_window)
    assert ready_window.working.state is YearState.WITHDRAWN
    assert ready_window.working.enter(BIRTHS, "2037")


def test_a_frozen_form_keeps_its_people_and_says_so_where_they_are_changed(qtbot, ready_window):
    desk = ready_window.working.year.desk
    before = desk.people.head
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, ready_window)
    ready_window.open_year(YEAR + 1)
    line = ready_window.pages.currentWidget().people.lines["head"]
    line.setText("New Head")
    line.editingFinished.emit()
    assert desk.people.head == "New Head"
    said = ready_window.pages.currentWidget().findChildren(QLabel)
    assert any(f"{YEAR} 年已定稿" in label.text() and not label.isHidden() for label in said)
    ready_window.open_year(YEAR)
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    assert finalising.people.lines["head"].text() == before
    assert any("下一次定稿才用" in text for text in texts(finalising))


def test_pages_go_to_the_printer(qtbot, filled_window, tmp_path):
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job = PrintJob(finalising.preview.pages, printer, finalising)
    steps = []
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(job.finished, timeout=60_000):
        job.start()
    pages = finalising.preview.pages.count
    assert steps[-1] == (pages, pages)
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000


# --- 4 导出报送, 5 回执 ---------------------------------------------------------------------------


def test_before_finalising_there_is_nothing_to_export_and_it_says_where_to_go(qtbot, filled_window):
    exporting = page(qtbot, filled_window, Stage.EXPORT)
    assert not exporting.send.isVisible()
    qtbot.mouseClick(exporting._to_finalise, LEFT)
    idle(qtbot, filled_window)
    assert filled_window._current_stage() is Stage.FINALISE


def make_key(qtbot, window, exporting, second=PASSPHRASE):
    qtbot.mouseClick(exporting.new_key, LEFT)
    dialog = exporting.findChild(KeyDialog)
    dialog.first.setText(PASSPHRASE)
    dialog.second.setText(second)
    qtbot.mouseClick(dialog.make, LEFT)
    idle(qtbot, window)
    return dialog


def test_key_sheet_package_and_receipt(qtbot, ready_window, tmp_path):
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, ready_window)
    exporting = page(qtbot, ready_window, Stage.EXPORT)
    dialog = make_key(qtbot, ready_window, exporting, second="something else")
    assert "不一样" in dialog.trouble.text()
    dialog.second.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.make, LEFT)
    idle(qtbot, ready_window)
    assert Path(exporting.key.text()).is_file()

    exporting.passphrase.setText("wrong wrong 1")
    exporting.folder.setText(str(tmp_path / "报送"))
    qtbot.mouseClick(exporting.send, LEFT)
    idle(qtbot, ready_window)
    assert exporting.exported is None
    assert "口令" in exporting.notice.sentence

    qtbot.mouseClick(exporting.sheet, LEFT)
    idle(qtbot, ready_window)
    sheet = next(d for d in exporting.findChildren(SheetDialog) if d.isVisible())
    Answers(str(tmp_path / "登记表.pdf"))
    qtbot.mouseClick(sheet.save_button, LEFT)
    sheet.reject()
    assert (tmp_path / "登记表.pdf").read_bytes().startswith(b"%PDF-")
    exporting.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(exporting.send, LEFT)
    idle(qtbot, ready_window)
    exported = exporting.exported
    assert exported.path.parent == tmp_path / "报送"
    shown = " ".join(texts(exporting))
    assert str(exported.path) in shown
    assert exported.digest in shown
    assert exporting.passphrase.text() == ""
    with zipfile.ZipFile(exported.path) as package:
        submission = json.loads(package.read("submission.json"))
    assert submission["year"] == YEAR

    receipt = page(qtbot, ready_window, Stage.RECEIPT)
    assert "已导出" in receipt.heading.text()
    assert "第 1 次报送" in " ".join(texts(receipt))


# --- Excel ---------------------------------------------------------------------------------------


def test_a_filled_workbook_is_shown_taken_over_and_undone_at_once(qtbot, window, tmp_path):
    year = window.working.year
    place = tmp_path / "填报表.xlsx"
    window.workbooks().export(str(place))
    idle(qtbot, window)
    assert zipfile.is_zipfile(place)
    place.write_bytes(fill_form(year, entry_workbook(year), frozen_sample().figures))
    window.workbooks().read(str(place))
    idle(qtbot, window)
    dialog = window.findChild(PreviewDialog)
    assert dialog.enter.text() == "填入 71 格"
    qtbot.mouseClick(dialog.enter, LEFT)
    assert window.entry.grid.grid_model().index_of(BIRTHS).data() == "2,036"
    assert window.working.undo()
    assert not year.figures.observations


def test_a_blank_workbook_is_not_said_to_hold_the_same(qtbot, window, tmp_path):
    place = tmp_path / "填报表.xlsx"
    place.write_bytes(entry_workbook(window.working.year))
    window.workbooks().read(str(place))
    idle(qtbot, window)
    assert window.entry.notice.sentence == "Excel 表里没有填数据。"


def test_a_sheet_that_is_not_read_is_shown(qtbot, filled_window, tmp_path):
    place = tmp_path / "填报表.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(entry_workbook(filled_window.working.year)))
    book["孕产妇健康"].delete_cols(5)
    book.save(place)
    book.close()
    filled_window.workbooks().read(str(place))
    idle(qtbot, filled_window)
    model = filled_window.findChild(PreviewDialog).table.model()
    assert "孕产妇健康" in model.index(0, 0).data()
    assert "整张表没有读取" in model.index(0, model.columnCount() - 1).data()


def test_a_foreign_file_is_refused_with_a_sentence(qtbot, window, tmp_path):
    place = tmp_path / "other.xlsx"
    place.write_bytes(b"not a workbook")
    window.workbooks().read(str(place))
    idle(qtbot, window)
    assert window.entry.notice.sentence
    assert window.findChild(PreviewDialog) is None


# --- first screen --------------------------------------------------------------------------------


FIRST = load_bundled(bundled_ids()[0]).plan
"""Whatever plan is offered first."""
HEALTH = FIRST.unit_by_code["health"].official_name


def choose_health(welcome):
    """Choose plan and unit with the keys."""
    assert (welcome.plan.currentIndex(), welcome.unit.unit) == (-1, None), "nothing is chosen for anybody"
    choose_plan(welcome, FIRST.place)
    choose_unit(welcome.unit, HEALTH)
    QTest.keyClicks(welcome.people.lines["filler"], "Wu")


def test_a_new_unit_begins_with_plan_unit_place_and_people(qtbot, tmp_path):
    welcome = WelcomeWindow(tmp_path / "文档")
    qtbot.addWidget(welcome)
    welcome.show()
    choose_health(welcome)
    assert welcome.made.place.text().endswith(f"{HEALTH}.db")
    QTest.keyClicks(welcome.people.lines["head"], "Zhou")
    with qtbot.waitSignal(welcome.opened) as opened:
        qtbot.mouseClick(welcome.begin, LEFT)
    desk = opened.args[0]
    assert (desk.unit.code, desk.people.head) == ("health", "Zhou")
    assert Path(welcome.made.place.text()).is_file()
    desk.close()


def test_an_existing_file_is_never_overwritten(qtbot, tmp_path):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    choose_health(welcome)
    Path(welcome.made.place.text()).write_text("mine")
    qtbot.mouseClick(welcome.begin, LEFT)
    assert welcome.notice.sentence
    assert Path(welcome.made.place.text()).read_text() == "mine"


def test_files_opened_lately_are_offered_first(qtbot, tmp_path, store):
    store.parent.mkdir()
    new_desk(store).close()
    remember(tmp_path / "gone.db")
    remember(store)
    assert recent_files() == [store]
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    with qtbot.waitSignal(welcome.opened) as opened:
        first = welcome.recent.visualItemRect(welcome.recent.item(0)).center()
        qtbot.mouseClick(welcome.recent.viewport(), LEFT, pos=first)
    assert opened.args[0].path == store
    opened.args[0].close()


def test_a_file_that_is_no_store_is_refused_with_a_sentence(qtbot, tmp_path):
    welcome = WelcomeWindow(tmp_path)
    qtbot.addWidget(welcome)
    welcome.show()
    place = tmp_path / "letter.db"
    place.write_text("Dear Sir")
    welcome.open_file(place)
    told = welcome.findChild(QMessageBox)
    assert "letter.db" in told.text()
    assert "文本" in told.text()
    told.close()


def test_the_program_goes_from_the_first_screen_to_the_desk(qtbot, store):
    store.parent.mkdir()
    new_desk(store).close()
    shell = Shell(store.parent)
    shell.draw_curtain()
    assert shell.begin(None, None)
    assert isinstance(shell.window, WelcomeWindow)
    shell.window.opened.emit(open_desk(store))
    assert isinstance(shell.window, MainWindow)
    assert recent_files() == [store]
    qtbot.addWidget(shell.window)
    idle(qtbot, shell.window)
    kept = store.parent / "备份"
    qtbot.waitUntil(lambda: kept.exists() and bool(list(kept.glob("*.bak"))))  # the day's backup
    shell.window.close()


# --- faults --------------------------------------------------------------------------------------


def test_an_error_that_escapes_is_logged_and_told_once(qtbot, window, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults = Faults(tmp_path, window)
    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            faults.on_exception(ValueError, ValueError("x"), None)
    qtbot.waitUntil(lambda: len(window.findChildren(QMessageBox)) == 1)
    box = window.findChild(QMessageBox)
    assert "没有丢失" in box.text()
    assert "ValueError" in caplog.text
    box.findChild(QPushButton).click()
