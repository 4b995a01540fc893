"""收件 by keys and by what is dropped: what came, where every unit stands, what is to be done next."""

import re

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.grid.roles import Role
from desktop.models.office.board.board_table import BAD, GAPS, NEXT, REVISION, STATE, WARNED
from desktop.models.office.deed import DeskDeed
from desktop.models.office.place import OfficePlace
from desktop.services.office.decisions.papers import note_paper
from desktop.services.office.desk import open_office_desk
from desktop.services.office.overview.board_filter import BoardFilter
from desktop.services.office.overview.matrix import RowStanding, matrix_of
from desktop.views.office.deeds.matrix_dialog import MatrixDialog
from desktop.views.office.deeds.result_dialog import IntakeResult
from desktop.views.office.doing import DEEDS
from desktop.views.office.passphrase_dialog import ReceivingKeyDialog
from tests.desktop.services.both import NOW
from tests.desktop.views.dropped_files import drop_on

pytestmark = pytest.mark.gui
PATIENCE = 60_000
"""Milliseconds that a whole county may take on a busy machine; chosen by us."""


def page_of(window):
    return window.made_pages()[0]


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def idle(window):
    return not window.tasks.is_busy and not page_of(window).today.drop.bar.isVisible()


def dialog_of(window, kind):
    return next((one for one in window.findChildren(kind) if one.isVisible()), None)


def lines_in(dialog):
    return len(dialog.table.table.lines)


def cell(dialog, row, column):
    return dialog.table.table.index(row, column).data()


@pytest.fixture
def window(county_office, open_office, expected):
    return open_office(county_office, expected["reported_years"][-1])


@pytest.fixture
def normal(county, expected):
    """The county's packages of the last year in which no fault was planted, as they are."""
    year = expected["reported_years"][-1]
    return [
        county / one["path"]
        for one in expected["files"]
        if one["when"] == "taken_in"
        and one["fault"] is None
        and f"/{year}/" in one["path"]
        and one["path"].endswith(".asice")
    ]


def test_a_new_desk_says_what_to_do_first(new_office, open_office):
    page = page_of(open_office(new_office))
    first = [(job.deed, job.goal) for job in page.today.model.jobs[:2]]
    assert first == [("布置", DeskDeed.TASK), ("登记", OfficePlace.CERTIFICATES)]
    assert page.today.todo.hasFocus()
    assert page.today.accepted.text().startswith("已验收 0 / ")


def test_what_is_dropped_is_taken_in_and_stands_on_the_board(window, normal, qtbot):
    page = page_of(window)
    assert drop_on(window, QPoint(5, 5), *normal) == [True, True]
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    assert f"{len(normal)} 份：收下 {len(normal)}" in page.today.drop.last.text()
    came = {row.unit for row in page.model.rows if row.revision is not None}
    assert len(came) == len(normal)
    assert dialog_of(window, IntakeResult) is None  # nothing needs a person


def test_a_whole_folder_ends_as_one_list_with_a_word_for_each_file(window, county, expected, qtbot):
    window.taking.take([county / "packages"])
    qtbot.waitUntil(lambda: dialog_of(window, IntakeResult) is not None and idle(window), timeout=PATIENCE)
    dialog = dialog_of(window, IntakeResult)
    words = {cell(dialog, row, 0) for row in range(lines_in(dialog))}
    assert words == {"收下", "待登记", "有疑问", "打不开", "不用收"}
    order = [cell(dialog, row, 0) for row in range(lines_in(dialog))]
    needed = [word for word in order if word in {"待登记", "有疑问", "打不开"}]
    assert order[: len(needed)] == needed, "what needs a person stands first"
    header = dialog.table.horizontalHeader()
    assert header.length() <= dialog.table.viewport().width(), "every column is in sight"
    for row in range(lines_in(dialog)):
        word, why, step = (cell(dialog, row, column) for column in (0, 3, 4))
        assert word == "收下" or why, "says why"
        assert not re.search(r"--|office ", step), "a window names no command"
    press(Qt.Key.Key_Escape)
    assert dialog_of(window, IntakeResult) is None
    page = page_of(window)
    last = page.today.drop.last
    for line in last.text().splitlines():
        assert last.fontMetrics().horizontalAdvance(line) <= last.contentsRect().width(), line
    deeds = [job.deed for job in page.today.model.jobs]
    assert deeds.index("选定") < deeds.index("核对")


def test_a_package_from_elsewhere_is_not_called_one_of_our_units(window, county, expected, qtbot):
    (path,) = (county / one["path"] for one in expected["files"] if one["fault"] == "elsewhere")
    window.taking.take([path])
    qtbot.waitUntil(lambda: dialog_of(window, IntakeResult) is not None and idle(window), timeout=PATIENCE)
    dialog = dialog_of(window, IntakeResult)
    assert lines_in(dialog) == 1
    word, _, what, why, step = (cell(dialog, 0, column) for column in range(5))
    (package,) = next(one["packages"] for one in expected["files"] if one["fault"] == "elsewhere")
    assert (word, what.split()[0]) == ("有疑问", package["unit"])
    (address,) = (fact for fact in package["facts"] if fact["fact"] == "address")
    assert address["details"]["place"] in why
    assert "指纹" not in step


def test_what_came_is_found_again_after_the_window_was_closed(
    window, county, county_office, open_office, expected, qtbot
):
    window.taking.take([county / "packages"])
    qtbot.waitUntil(lambda: dialog_of(window, IntakeResult) is not None and idle(window), timeout=PATIENCE)
    first = dialog_of(window, IntakeResult)
    told = {tuple(cell(first, row, column) for column in range(3)) for row in range(lines_in(first))}
    press(Qt.Key.Key_Escape)
    window.close()
    window = open_office(county_office, expected["reported_years"][-1])
    page = page_of(window)
    page.today.drop.last.setFocus()
    press(Qt.Key.Key_Space)
    dialog = dialog_of(window, IntakeResult)
    qtbot.waitUntil(lambda: lines_in(dialog) > 0, timeout=PATIENCE)
    assert dialog.which.currentText().startswith(f"{NOW.astimezone():%Y-%m-%d}")
    again = {tuple(cell(dialog, row, column) for column in range(3)) for row in range(lines_in(dialog))}
    assert again <= told
    assert {what for _, _, what in again} == {what for _, _, what in told}
    assert cell(dialog, 0, 0) == "待登记"
    unit = cell(dialog, 0, 2).split(" ")[0]
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: idle(window))
    page = window.current_page()
    assert page is not page_of(window), "Enter leads to where it is registered"
    assert any(unit in one.unit_name for one in page._read.waiting)


def test_a_version_of_the_plan_is_taken_in_and_what_waited_for_it_is_judged(window, county, expected, qtbot):
    (path,) = (county / one["path"] for one in expected["files"] if one["fault"] == "unknown-plan")
    ended = []
    window.taking.ended.connect(ended.append)
    window.taking.take([path])
    qtbot.waitUntil(lambda: dialog_of(window, IntakeResult) is not None and idle(window), timeout=PATIENCE)
    assert "导入单位所用的那一版" in cell(dialog_of(window, IntakeResult), 0, 4)
    press(Qt.Key.Key_Escape)
    window.taking.take([county / "later/unknown-plan/plan.json"])
    qtbot.waitUntil(lambda: len(ended) == 2 and idle(window), timeout=PATIENCE)
    (line,) = ended[1].lines
    assert (line.word, line.what) == ("收下", "规划数据包")
    window.taking.take([path])
    qtbot.waitUntil(lambda: len(ended) == 3 and idle(window), timeout=PATIENCE)
    assert "规划" not in ended[2].lines[0].why
    if (shown := dialog_of(window, IntakeResult)) is not None:
        shown.reject()


def test_stopping_leaves_what_is_in_and_the_rest_comes_by_doing_it_again(window, county, qtbot):
    page, stopped = page_of(window), []
    window.taking.progressed.connect(lambda done, *_: done == 3 and not stopped and window.taking.stop())
    window.taking.ended.connect(lambda end: stopped.append(end.stopped_at))
    window.taking.take([county / "packages"])
    qtbot.waitUntil(lambda: stopped != [] and idle(window), timeout=PATIENCE)
    assert stopped[0] is not None
    assert "接着收" in page.notice.sentence
    window.taking.take([county / "packages"])
    qtbot.waitUntil(lambda: len(stopped) == 2 and idle(window), timeout=PATIENCE)
    assert stopped[1] is None
    dialog_of(window, IntakeResult).reject()


def test_the_passphrase_is_asked_once_and_only_where_something_is_encrypted(
    county, expected, county_office, open_office, qtbot
):
    from desktop.services.office.registry.keys import import_office_key

    words = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    with open_office_desk(county_office, "", lambda: NOW) as desk:
        import_office_key(desk, county / "keys/office-receiving.p12", None, words, None)
    window = open_office(county_office, expected["reported_years"][-1])
    sealed = [county / one["path"] for one in expected["files"] if one["path"].endswith(".cms")][:1]
    assert sealed, "the county has encrypted packages"
    ended = []
    window.taking.ended.connect(ended.append)

    def asked_for(files):
        window.taking.take(files)
        qtbot.waitUntil(lambda: dialog_of(window, ReceivingKeyDialog) is not None, timeout=PATIENCE)
        dialog = dialog_of(window, ReceivingKeyDialog)
        QTest.keyClicks(dialog.passphrase, "wrong")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.trouble.text() != "", timeout=PATIENCE)
        return dialog

    # Who does not have the passphrase takes the others in all the same, and reads what the rest waits for.
    plain = next((county / "packages/2025").glob("*.asice"))
    asked_for([*sealed, plain]).later.click()
    qtbot.waitUntil(lambda: len(ended) == 1 and idle(window), timeout=PATIENCE)
    closed, taken = ended[0].lines
    assert (closed.word, closed.step, taken.word) == ("打不开", "再收一次，输入收件密钥的口令", "收下")
    dialog_of(window, IntakeResult).reject()
    asked_for(sealed)
    QTest.keyClicks(dialog_of(window, ReceivingKeyDialog).passphrase, words)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(ended) == 2 and idle(window), timeout=PATIENCE)
    assert ended[1].lines[0].what, "it was opened"
    window.taking.take(sealed)
    qtbot.waitUntil(lambda: len(ended) == 3 and idle(window), timeout=PATIENCE)
    assert dialog_of(window, ReceivingKeyDialog) is None


def test_filters_are_exclusive_and_the_current_unit_follows(window, normal, qtbot):
    page = page_of(window)
    window.taking.take(normal)
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    page.filters.checked().setFocus()
    press(Qt.Key.Key_Right)
    assert page.filters.checked().text().startswith(f"{BoardFilter.CAME.value} {len(normal)}")
    assert len(page.model.rows) == len(normal)
    page.filters.choose(BoardFilter.EXCUSED)
    assert page.empty.isVisible()
    assert page.model.rows == []
    page.filters.choose(BoardFilter.EXPECTED)
    row = page.model.rows[2]
    page.board.setFocus()
    page.board.selectRow(2)
    assert page.unit.name.text() == page.model.name_of(row)


def test_a_filter_is_seen_ends_with_one_key_and_with_its_purpose(window, normal, qtbot, county):
    page = page_of(window)
    window.taking.take(normal)
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    every = len(page.model.rows)
    page.filters.choose(BoardFilter.CAME)
    page.search.setFocus()
    QTest.keyClicks(page.search, "w")
    assert page.about.text().startswith("只看“已收”，查找“w”：")
    assert page.widen.isVisible()
    press(Qt.Key.Key_Escape)
    assert (len(page.model.rows), page.search.text()) == (every, "")
    assert page.filters.checked().text().startswith(f"{BoardFilter.EXPECTED.value} ")
    assert not page.widen.isVisible()
    page.filters.choose(BoardFilter.AWAITED)
    came = next(row.unit for row in window.desk_year.board.rows if row.revision is not None)
    window.show_place(OfficePlace.REVIEW, came)
    window.show_place(OfficePlace.INTAKE, came)
    assert (page.board.current_unit, page.widen.isVisible()) == (came, False)
    note_paper(window.desk_year.desk, came, window.desk_year.year, "0" * 16)
    window.reread()
    qtbot.waitUntil(lambda: window.desk_year.row_of(came).paper == "mismatch" and idle(window))
    page.filters.choose(BoardFilter.LATE)
    page.filters.choose(BoardFilter.CAME)
    window.open_year(window.desk_year.year - 1)
    assert not page.model.narrowed_words


def test_the_workbook_says_what_the_window_says(window, normal, qtbot, tmp_path):
    from tests.desktop.views.file_dialogs import Answers

    page, target = page_of(window), tmp_path / "进度.xlsx"
    window.taking.take(normal)
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.desk_year.today.is_whole)
    Answers(str(target))
    page.write.click()
    qtbot.waitUntil(lambda: target.exists() and idle(window), timeout=PATIENCE)
    sheet = load_workbook(target).active
    shares = [button.text().replace("\n", "（") + "）" for button in page.filters.group.buttons()]
    assert sheet["A2"].value == "，".join(shares)
    heads = [cell.value for cell in sheet[4]]
    written = {
        row[0].value: {head: cell.value for head, cell in zip(heads, row, strict=True)}
        for row in sheet.iter_rows(min_row=5)
    }
    role = Qt.ItemDataRole.DisplayRole
    for row in range(page.model.rowCount()):
        shown = [page.model.index(row, column).data() for column in range(page.model.columnCount())]
        of_window = {
            page.model.headerData(place, Qt.Orientation.Horizontal, role): text
            for place, text in enumerate(shown)
        }
        of_book = written[of_window["单位"]]
        for head in ("状态", "缺格", "预警", "下一步"):
            assert str(of_book[head] if of_book[head] is not None else "") == of_window[head], head
    assert any(one["预警"] for one in written.values()), "the county has something to warn of"


def test_every_row_of_every_unit_has_its_shape_and_enter_opens_the_unit(window, normal, qtbot):
    page = page_of(window)
    window.taking.take(normal)
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    DEEDS[DeskDeed.MATRIX](window, window)
    dialog = dialog_of(window, MatrixDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0, timeout=PATIENCE)
    lines = matrix_of(window.desk_year.desk, window.desk_year.year)
    for line in lines:
        row = window.desk_year.row_of(line.unit)
        standings = {cell.standing for cell in line.cells}
        assert (row.revision is None) is (standings == {RowStanding.AWAITED})
        warned = sum(cell.standing is RowStanding.WARNED for cell in line.cells)
        assert bool(warned) is bool(row.warnings)
    place = next(place for place, line in enumerate(lines) if line.cells[0].standing is RowStanding.FILLED)
    dialog.table.setCurrentCell(place, 0)
    assert dialog.told.text().startswith(f"{lines[place].name}　{lines[place].cells[0].form}")
    press(Qt.Key.Key_Return)
    shown = window.current_page()
    assert shown is not page
    qtbot.waitUntil(lambda: shown.under_review.review is not None and idle(window), timeout=PATIENCE)
    assert shown.under_review.review.unit == lines[place].unit


def test_whom_to_call_stands_beside_what_a_unit_sent(window, normal, qtbot):
    page = page_of(window)
    window.taking.take(normal[:1])
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    page.board.go_to(next(row.unit for row in page.model.rows if row.revision is not None))
    said = [one.text() for one in page.unit.facts.findChildren(QLabel)]
    assert "丙（演示数据）" in said[said.index("联系") + 2]


def test_a_unit_is_found_by_initials(new_office, open_office):
    page = page_of(open_office(new_office))
    page.search.setFocus()
    QTest.keyClicks(page.search, "wsjk")
    assert [page.model.name_of(row) for row in page.model.rows] == ["区卫生健康局"]
    press(Qt.Key.Key_Return)
    assert page.board.hasFocus()
    press(Qt.Key.Key_Escape)
    page.search.setFocus()
    QTest.keyClicks(page.search, "wjj")
    assert "区卫生健康局" in [page.model.name_of(row) for row in page.model.rows]


def test_what_folds_leaves_the_focus_on_the_board(new_office, open_office):
    window = open_office(new_office)
    page = page_of(window)
    assert page.today.todo.hasFocus()
    window.resize(911, 465)
    assert page.left.is_folded
    assert page.board.hasFocus()
    press(Qt.Key.Key_F6)
    assert page.left.is_open or not page.board.hasFocus()


@pytest.mark.parametrize(("width", "left_out"), [(1180, 4), (1366, 1), (1700, 0)])
def test_what_comes_next_has_room_before_what_is_only_counted(new_office, open_office, width, left_out):
    window = open_office(new_office)
    window.resize(width, 700)
    QApplication.processEvents()
    board = page_of(window).board
    counted = (REVISION, GAPS, WARNED, BAD)
    assert [board.isColumnHidden(one) for one in counted] == [i < left_out for i in range(4)]
    assert board.columnWidth(NEXT) >= 110
    assert not board.horizontalScrollBar().isVisible()


def test_why_something_is_to_be_done_is_cut_nowhere(new_office, open_office):
    todo = page_of(open_office(new_office)).today.todo
    for row in range(todo.model().rowCount()):
        index = todo.model().index(row, 0)
        lines = (todo.visualRect(index).height() - 12) // todo.fontMetrics().height() - 1
        room = todo.viewport().width() - 44 - 8
        assert todo.fontMetrics().horizontalAdvance(index.data(Role.DETAIL)) <= lines * room


def test_f8_leads_from_job_to_job_and_round(new_office, open_office):
    window = open_office(new_office)
    page = page_of(window)
    page.board.setFocus()
    press(Qt.Key.Key_F8)
    assert page.today.todo.hasFocus()
    assert page.today.todo.currentIndex().row() == 0
    press(Qt.Key.Key_F8)
    assert page.today.todo.currentIndex().row() == 1


def test_f8_shows_the_jobs_where_their_pane_is_folded_and_the_menu_takes_in(new_office, open_office):
    window = open_office(new_office)
    window.resize(911, 465)
    QApplication.processEvents()
    page = page_of(window)
    page.board.setFocus()
    assert not page.today.todo.isVisible()
    press(Qt.Key.Key_F8)
    assert page.today.todo.isVisible()
    assert page.today.todo.hasFocus()
    first = [one.text() for one in page.deeds.menu().actions()][:2]
    assert first == ["收件：选文件……", "收件：选文件夹……"]


def test_every_cell_of_the_board_says_what_it_is(window, normal, qtbot):
    page = page_of(window)
    window.taking.take(normal)
    qtbot.waitUntil(lambda: page.today.drop.last.text().startswith("上次") and idle(window), timeout=PATIENCE)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert page.model.index(0, STATE).data(role).startswith("状态：")
    assert page.model.index(0, BAD).data(role).startswith("异常：")


def test_the_board_is_written_as_a_workbook(new_office, open_office, tmp_path, qtbot):
    from tests.desktop.views.file_dialogs import Answers

    window = open_office(new_office)
    page, target = page_of(window), tmp_path / "进度.xlsx"
    answers = Answers(str(target))
    page.write.click()
    qtbot.waitUntil(lambda: target.exists() and idle(window), timeout=PATIENCE)
    assert answers.open == []
    assert str(target) in page.notice.sentence
