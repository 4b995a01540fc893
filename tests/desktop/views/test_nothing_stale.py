"""What stands on a page is of this year, this revision and these figures, whatever was shown before."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from desktop.services.unit.desk import open_desk
from desktop.services.unit.exchange import entry_workbook
from desktop.services.unit.sample import fill_form
from desktop.views.entry.findings_pane import LevelFilter
from desktop.views.entry.preview_dialog import PreviewDialog
from desktop.views.frame.background import Background
from desktop.views.frame.file.sending_places import SendingPlaces
from desktop.views.frame.paper.print_job import PrintJob
from desktop.views.main_window import MainWindow
from forms.filing.stage import Stage
from forms.filing.state import YearState
from forms.findings import Level
from tests.desktop.models.desks import BIRTHS, YEAR, clear_all, new_desk
from tests.desktop.views.test_before_sending import idle, page, printed, texts
from tests.plans import sample as frozen_sample
from tests.plans import wanghua

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def frozen(qtbot, filled_window):
    clear_all(filled_window.working)
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, filled_window)
    assert filled_window.working.state is YearState.FINAL
    return filled_window


def test_a_reason_can_be_written_exactly_while_the_year_is_open(qtbot, filled_window):
    review = page(qtbot, filled_window, Stage.REVIEW)
    assert not review.box.editor.isReadOnly()
    clear_all(filled_window.working)
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, filled_window)
    review = page(qtbot, filled_window, Stage.REVIEW)
    assert review.box.editor.isReadOnly()
    filled_window.withdrawing.withdraw("更正活产数")
    idle(qtbot, filled_window)
    review = page(qtbot, filled_window, Stage.REVIEW)
    assert not review.box.editor.isReadOnly()


def test_the_cards_beside_the_grid_belong_to_the_year_that_is_open(filled_window):
    QTest.keyClick(filled_window, Qt.Key.Key_F8)
    before = list(filled_window.entry.cell._cards)
    assert before
    filled_window.reopen_year()  # the same figures, so the same findings with the same digests
    QTest.keyClick(filled_window, Qt.Key.Key_F8)
    cards = filled_window.entry.cell._cards
    assert {id(card._working) for card in cards} == {id(filled_window.working)}


def test_a_filter_is_said_to_be_on_only_where_it_is(qtbot, filled_window):
    review = page(qtbot, filled_window, Stage.REVIEW)
    filters = [review.levels, filled_window.entry.findings.levels]
    for one in filters:
        one.choose(Level.MANDATORY)
    filled_window.open_year(YEAR - 1)
    filled_window.open_year(YEAR)
    page(qtbot, filled_window, Stage.REVIEW)
    for one in filters:
        assert isinstance(one, LevelFilter)
        (checked,) = [chip for chip in one.findChildren(QPushButton) if chip.isChecked()]
        assert checked.text().startswith("全部")
    assert review.list.model().rowCount() == len(filled_window.working.year.report.findings)


def test_no_form_of_another_year_can_be_saved(qtbot, filled_window, tmp_path):
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    assert finalising.preview.pages.count
    finalising.draw()
    filled_window.open_year(YEAR - 1)  # while it is being drawn
    assert finalising.preview.pages.count == 0
    idle(qtbot, filled_window)
    assert finalising.preview.pages.count == 0, "what was drawn is of another year"
    assert not finalising.save_pdf_button.isEnabled()
    finalising.save_pdf(str(tmp_path / "表.pdf"))
    assert not (tmp_path / "表.pdf").exists()
    page(qtbot, filled_window, Stage.FINALISE)
    assert f"{YEAR - 1}" in printed(finalising)


def test_after_a_withdrawal_the_frozen_form_cannot_be_saved_as_a_draft(qtbot, frozen):
    finalising = page(qtbot, frozen, Stage.FINALISE)
    assert "草稿" not in printed(finalising)
    frozen.withdrawing.withdraw("更正活产数")
    assert not finalising.save_pdf_button.isEnabled(), "the draft is not drawn yet"
    idle(qtbot, frozen)
    finalising = page(qtbot, frozen, Stage.FINALISE)
    assert "草稿" in printed(finalising)
    assert finalising.save_pdf_button.isEnabled()


def test_what_was_said_goes_with_what_it_was_about(qtbot, frozen):
    finalising = frozen.pages.currentWidget()
    assert "已定稿" in finalising.notice.sentence
    frozen.open_year(YEAR - 1)
    finalising = page(qtbot, frozen, Stage.FINALISE)
    assert finalising.notice.sentence == ""
    frozen.open_year(YEAR)
    finalising = page(qtbot, frozen, Stage.FINALISE)
    frozen.withdrawing.withdraw("更正活产数")
    assert "已撤回" in frozen.entry.notice.sentence
    assert frozen.working.enter("nursery-services/01/_T", "1027")
    assert frozen.entry.notice.sentence == ""
    receipt = page(qtbot, frozen, Stage.RECEIPT)
    assert "当前为第 1 次" not in texts(receipt), "it was withdrawn"


def test_pages_that_are_being_printed_are_not_exchanged(qtbot, filled_window, tmp_path):
    finalising = page(qtbot, filled_window, Stage.FINALISE)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pages = finalising.preview.pages
    job, steps = PrintJob(pages, printer, finalising), []
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(job.finished, timeout=60_000):
        job.start()
        finalising.preview.show_pdf(b"")
    assert steps[-1] == (pages.count, pages.count)
    assert pages.count > 5


def test_a_year_that_cannot_be_opened_is_not_the_one_that_is_shown(filled_window):
    filled_window.open_year(1999)
    assert filled_window.working.desk_year == YEAR
    assert filled_window.bar.findChild(QComboBox).currentText() == f"{YEAR} 年度"
    assert "1999" in filled_window.entry.notice.sentence


def test_a_start_with_a_year_outside_the_plan_opens_the_one_that_is_due(qtbot, store):
    store.parent.mkdir()
    window = MainWindow(new_desk(store), 1999)
    qtbot.addWidget(window)
    assert window.working.desk_year == YEAR
    window.close()


def test_a_workbook_is_not_taken_into_a_year_that_was_left(qtbot, filled_window, tmp_path):
    year, place = filled_window.working.year, tmp_path / "填报表.xlsx"
    place.write_bytes(fill_form(year, entry_workbook(year), frozen_sample().slips))
    filled_window.workbooks().read(str(place))
    filled_window.open_year(YEAR - 1)  # while it is being read
    idle(qtbot, filled_window)
    assert filled_window.findChild(PreviewDialog) is None
    assert f"{YEAR} 年度" in filled_window.entry.notice.sentence


def test_units_that_share_a_computer_do_not_see_each_others_keys(open_window, store, tmp_path):
    from desktop.services.unit.desk import create_desk

    store.parent.mkdir()
    ours = open_window(new_desk(store, filled=True))
    SendingPlaces(ours.working.year.desk).remember_key(str(tmp_path / "ours.p12"))
    SendingPlaces(ours.working.year.desk).remember_folder(tmp_path / "ours")
    theirs = create_desk(store.with_name("区教育局.db"), wanghua(), "education")
    places = SendingPlaces(theirs)
    assert places.key() == ""
    assert places.folders() == [store.parent / "报送"]
    theirs.close()
    QApplication.processEvents()


def test_a_window_that_only_looks_shows_what_the_other_one_stored(qtbot, open_window, window, store):
    second = open_window(open_desk(store))
    assert second.working.year.desk.is_read_only
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.working.enter(BIRTHS, "2036")
    assert second.entry.grid.grid_model().index_of(BIRTHS).data() != "2,036"
    second.activateWindow()
    qtbot.waitUntil(lambda: second.entry.grid.grid_model().index_of(BIRTHS).data() == "2,036")


def test_the_deadline_is_that_of_today(qtbot, window):
    desk = window.working.year.desk
    desk.store.set_deadline(YEAR, date(2026, 4, 1), "x", desk.clock())
    window.working.follow()
    before = window.bar._deadline.text()
    desk.clock.now += timedelta(days=3)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.bar._deadline.text() != before


def test_two_things_at_once_are_told_until_both_are_done(qtbot, window):
    background, shown = Background(window.tasks, window.status), []
    background.run("第一件", lambda: 1, lambda _: shown.append(window.status._work.text()), print)
    background.run("第二件", lambda: 2, lambda _: shown.append(window.status._work.text()), print)
    idle(qtbot, window)
    assert shown == ["第二件", ""]


def test_a_frozen_year_is_not_said_to_wait_for_freezing(qtbot, frozen):
    frozen.show_stage(Stage.ENTRY)
    QTest.keyClick(frozen, Qt.Key.Key_F8)
    assert "已定稿" in frozen.entry.notice.sentence
    review = page(qtbot, frozen, Stage.REVIEW)
    assert "可以到“定稿打印”定稿" not in texts(review)
