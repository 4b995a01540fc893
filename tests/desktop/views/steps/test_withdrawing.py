"""撤回: the question with its reason, and what every page, list and file shows afterwards."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton

from desktop.models.unit.last_entered import last_entered
from desktop.models.unit.reopened import place_to_change
from desktop.models.unit.unsaved_words import WITHDRAWAL
from desktop.services.unit.desk import open_desk
from desktop.services.unit.filing.archive import past_entries
from desktop.services.unit.year import open_year
from desktop.views.dialogs.past_dialog import PastDialog
from desktop.views.steps.freeze_dialog import FreezeDialog
from forms.filing.stage import Stage
from forms.filing.state import YearState
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, DEAD
from tests.desktop.views.modal import answer
from tests.desktop.views.typing_keys import CONTROL, editor_of, press, type_into

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
REASON = "活产数与年报不符，更正"
SAMPLE = "survey/03/_T"
HIDDEN = "更正\u202e活产数"


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=30_000)
    QApplication.processEvents()


def in_front(qtbot, window):
    """Give the window the focus, which a test display does not after a question."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def page(qtbot, window, stage):
    window.show_stage(stage)
    idle(qtbot, window)
    return window.pages.currentWidget()


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def ticked(window):
    return [b.text() for b in window.bar.findChildren(QPushButton) if b.text().startswith("✓")]


def say(reason, button="撤回定稿"):
    """Type a reason into the question and press a button of it."""

    def act(dialog):
        line = dialog.findChild(QPlainTextEdit)
        if reason is not None:
            line.setPlainText(reason)
        buttons = dialog.findChild(QDialogButtonBox).buttons()
        QTest.mouseClick(next(b for b in buttons if b.text() == button), LEFT)

    return act


@pytest.fixture
def final(open_small):
    return open_small("final")


def withdraw(qtbot, window, reason=REASON, **how):
    finalising = page(qtbot, window, Stage.FINALISE)
    asked = answer(say(reason, **how))
    qtbot.mouseClick(finalising.take_back, LEFT)
    assert asked == ["撤回定稿"]
    idle(qtbot, window)
    return finalising


def test_the_reason_is_in_the_log_and_everything_can_be_typed_again(qtbot, final):
    withdraw(qtbot, final)
    assert final.working.state is YearState.WITHDRAWN
    assert final.working.year.record.reason == REASON
    assert final.current_page() is final.entry
    assert final.entry.grid.current_address() == ALIVE, "its name stands in the reason"
    assert "“活产数”" in final.entry.notice.sentence
    assert final.entry.heading.filed.text() == "修改中（第 2 次报送）"
    type_into(final.entry.grid, "77")
    year = open_year(final.working.year.desk, YEAR)
    assert year.reading(year.entry_cell(ALIVE).key).text == "77"


@pytest.mark.parametrize(
    ("reason", "words"), [("", "必须写明原因"), ("  \n ", "必须写明原因"), (HIDDEN, "U+202E")]
)
def test_without_a_sound_reason_the_year_stays_closed(qtbot, final, reason, words):
    finalising = withdraw(qtbot, final, reason)
    assert final.working.state is YearState.FINAL
    assert words in finalising.notice.sentence
    assert finalising.take_back.isEnabled()


def test_a_refused_reason_stands_there_at_the_next_try_and_giving_up_drops_it(qtbot, final):
    withdraw(qtbot, final, HIDDEN)
    assert "没有保存" in final.status.saved.text()
    seen = []
    finalising = page(qtbot, final, Stage.FINALISE)
    asked = answer(
        lambda dialog: (seen.append(dialog.findChild(QPlainTextEdit).toPlainText()), dialog.reject())
    )
    qtbot.mouseClick(finalising.take_back, LEFT)
    assert asked
    assert seen == [HIDDEN]
    assert final.working.unsaved_words(WITHDRAWAL) is None
    assert "没有保存" not in final.status.saved.text()
    assert final.working.state is YearState.FINAL


@pytest.mark.parametrize("stage", list(Stage))
def test_f8_leads_to_a_refused_reason_from_every_page(qtbot, final, stage):
    withdraw(qtbot, final, HIDDEN)
    in_front(qtbot, final)
    page(qtbot, final, stage)
    if stage is Stage.ENTRY:
        final.go_to(ALIVE)
    seen = []

    def act(dialog):
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        say(REASON)(dialog)

    press(QApplication.focusWidget() or final, Key.Key_F8)
    finalising = final.pages.currentWidget()
    assert QApplication.focusWidget() is finalising.take_back
    assert "在原来写的上面改正" in finalising.notice.sentence
    asked = answer(act)
    press(QApplication.focusWidget(), Key.Key_Space)
    idle(qtbot, final)
    in_front(qtbot, final)
    assert asked == ["撤回定稿"]
    assert seen == [HIDDEN]
    assert final.working.state is YearState.WITHDRAWN
    assert final.working.year.record.reason == REASON
    assert "没有保存" not in final.status.saved.text()
    press(QApplication.focusWidget(), Key.Key_F8)
    assert QApplication.focusWidget() is not finalising.take_back, "it leads there no more"


def test_giving_up_changes_nothing(qtbot, final):
    withdraw(qtbot, final, REASON, button="不撤回")
    assert final.working.state is YearState.FINAL
    assert final.working.year.record.reason != REASON


def test_each_page_says_that_the_year_was_taken_back(qtbot, final):
    before = {stage: texts(page(qtbot, final, stage)) for stage in Stage}
    assert "校验码 " in before[Stage.FINALISE]
    withdraw(qtbot, final)
    after = {stage: texts(page(qtbot, final, stage)) for stage in Stage}
    assert "已撤回，正在修改" in after[Stage.RECEIPT]
    assert f"原因：{REASON}" in after[Stage.RECEIPT]
    assert "上一次定稿的是第 1 次报送" in after[Stage.RECEIPT]
    assert "现在还不能导出" in after[Stage.EXPORT]
    assert "校验码 " not in after[Stage.FINALISE]
    assert ticked(final) == ["✓ 填报", "✓ 审核"], "what was filled in and explained still is"
    final.go_to(ALIVE)
    press(final.entry.grid, Key.Key_Delete)
    assert ticked(final) == []


def test_the_draft_is_drawn_without_the_code_of_the_first_form(qtbot, final):
    finalising = page(qtbot, final, Stage.FINALISE)
    pages = finalising.preview.pages
    frozen = "".join(pages.text(number) for number in range(pages.count))
    assert "草稿" not in frozen
    withdraw(qtbot, final)
    pages = page(qtbot, final, Stage.FINALISE).preview.pages
    assert all("草稿" in pages.text(number) for number in range(pages.count))


def test_what_was_frozen_first_is_listed_and_kept_beside_the_second(qtbot, final):
    desk = final.working.year.desk
    withdraw(qtbot, final)
    final.go_to(SAMPLE)
    press(final.entry.grid, Key.Key_F2)
    figure = editor_of(final.entry.grid).text()
    type_into(final.entry.grid, str(int(figure) + 1))
    for finding in final.working.year.report.unexplained:
        assert final.working.explain(finding, "编造的说明：已与年报核对")
    finalising = page(qtbot, final, Stage.FINALISE)
    finalising.finalise()
    idle(qtbot, final)
    assert [(e.number, e.in_force) for e in past_entries(desk)] == [(2, True), (1, False)]
    dialog = final.keeping().show_past()
    assert isinstance(dialog, PastDialog)
    listed = [dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())]
    assert listed == ["第 2 次（现行）", "第 1 次"]
    codes = {dialog.table.item(row, 4).text() for row in range(2)}
    assert len(codes) == 2
    QTest.keyClick(dialog, Key.Key_Escape)


def test_after_a_restart_the_year_is_still_open_and_undo_does_not_close_it(qtbot, open_window, final):
    path = final.path
    withdraw(qtbot, final)
    final.close()
    again = open_window(open_desk(path, Clock()))
    assert again.working.state is YearState.WITHDRAWN
    press(again.entry.grid, Key.Key_Z, CONTROL)
    assert again.working.state is YearState.WITHDRAWN
    assert again.working.why_nothing_changes() == ""


def test_a_window_that_only_looks_cannot_take_back(qtbot, open_window, final):
    other = open_window(open_desk(final.path, Clock()))
    finalising = page(qtbot, other, Stage.FINALISE)
    assert finalising.take_back.isVisible()
    assert not finalising.take_back.isEnabled()
    withdraw(qtbot, final)
    in_front(qtbot, other)
    idle(qtbot, other)
    assert other.working.state is YearState.WITHDRAWN, "it shows what the other window did"


def test_the_buttons_are_reached_with_tab_and_ctrl_enter_takes_back(qtbot, final):
    places = []

    def act(dialog):
        QTest.keyClicks(dialog.reason, "gengzheng")
        QTest.keyClick(dialog.reason, Key.Key_Tab)
        places.append((dialog.reason.toPlainText(), type(QApplication.focusWidget()).__name__))
        dialog.reason.setFocus()
        QTest.keyClick(dialog.reason, Key.Key_Return, CONTROL)

    finalising = page(qtbot, final, Stage.FINALISE)
    asked = answer(act)
    qtbot.mouseClick(finalising.take_back, LEFT)
    assert asked == ["撤回定稿"]
    idle(qtbot, final)
    assert places[0][0] == "gengzheng", "Tab is no character of a reason"
    assert final.working.year.record.reason == "gengzheng"


@pytest.mark.parametrize(("reason", "place"), [("更正孕产妇死亡人数", DEAD), ("updated register", None)])
def test_it_leads_to_the_row_that_the_reason_names_else_to_where_the_work_was_left(
    qtbot, final, reason, place
):
    last = last_entered(final.working)
    withdraw(qtbot, final, reason)
    assert final.focusWidget() is final.entry.grid
    assert final.entry.grid.current_address() == (place or last[0])


@pytest.mark.parametrize("reason", ["女性 1717 应为 1771", "1,717 抄错了"])
def test_it_leads_to_the_one_cell_whose_figure_the_reason_tells(qtbot, final, reason):
    withdraw(qtbot, final)
    final.go_to(DEAD)
    type_into(final.entry.grid, "1717")
    for finding in final.working.year.report.unexplained:
        assert final.working.explain(finding, "编造的说明：已与年报核对")
    address, words = place_to_change(final.working, reason)
    assert address == DEAD
    assert "1717" in words


def test_typing_into_a_closed_year_offers_to_take_it_back_and_the_mark_stays(qtbot, final):
    final.go_to(ALIVE)
    final.entry.notice.clear()
    assert final.entry.heading.filed.isVisible()
    assert final.entry.heading.filed.text() == "已定稿（第 1 次报送）"
    type_into(final.entry.grid, "7", end=None)
    assert "不能修改数据" in final.entry.notice.sentence
    asked = answer(say(REASON))
    offered = next(b for b in final.entry.notice.findChildren(QPushButton) if b.text() == "撤回定稿……")
    qtbot.mouseClick(offered, LEFT)
    assert asked == ["撤回定稿"]
    assert final.working.state is YearState.WITHDRAWN
    assert not offered.isVisible()
    in_front(qtbot, final)
    type_into(final.entry.grid, "77")
    assert final.working.year.reading(final.working.cell(ALIVE).key).text == "77"


def asked_before_freezing(qtbot, window):
    """What the question before 定稿 says, line by line; it is closed again."""
    finalising = page(qtbot, window, Stage.FINALISE)
    qtbot.mouseClick(finalising.freeze, LEFT)
    dialog = next(d for d in finalising.findChildren(FreezeDialog) if d.isVisible())
    text = QTextDocumentFragment.fromHtml(dialog.facts.text()).toPlainText()
    dialog.reject()
    return text.splitlines()


def test_the_second_freezing_says_what_has_changed_since_the_first(qtbot, final):
    withdraw(qtbot, final)
    assert "与第 1 次相同：数、说明和人员都没有改" in asked_before_freezing(qtbot, final)
    explained = final.working.year.report.findings[0]
    working, sample = final.working, final.working.cell(SAMPLE)
    was = working.year.reading(sample.key).text
    final.go_to(SAMPLE)
    type_into(final.entry.grid, "2999")
    assert working.annotate(SAMPLE, source="the register")
    assert working.explain(explained, "another reason altogether")
    assert working.name_people({"phone": "111"})
    for finding in working.year.report.unexplained:
        assert working.explain(finding, "编造的说明：已与年报核对")
    told = asked_before_freezing(qtbot, final)
    at = told.index("与第 1 次比，改了 5 处：")
    assert f"：{was} → 2999" in told[at + 1]
    assert told[at + 2].endswith("的数据来源：空 → the register")
    assert told[at + 3].endswith("→ another reason altogethe……")
    assert told[at + 4].endswith("的说明：空 → 编造的说明：已与年报核对")
    assert told[at + 5] == "联系电话：000 → 111"


def test_the_question_says_that_the_office_will_miss_what_was_never_exported(qtbot, final):
    cautions = []

    def act(dialog):
        cautions.append(texts(dialog))
        assert "活产数" not in dialog.reason.placeholderText(), "the unit's own row, the one entered last"
        say(REASON)(dialog)

    finalising = page(qtbot, final, Stage.FINALISE)
    answer(act)
    qtbot.mouseClick(finalising.take_back, LEFT)
    idle(qtbot, final)
    assert "“缺第 1 版”，不用补发" in cautions[0]
    assert final.working.state is YearState.WITHDRAWN
    assert "缺第 1 版" in FreezeDialog(final.working.year).facts.text()


def test_the_question_comes_also_while_another_program_holds_the_file(qtbot, final):
    seen = []

    def act(dialog):
        seen.append(texts(dialog))
        dialog.reject()

    finalising = page(qtbot, final, Stage.FINALISE)
    final.working.year.desk.store._session.driver.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(final.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        asked = answer(act)
        qtbot.mouseClick(finalising.take_back, LEFT)
        assert asked == ["撤回定稿"]
        assert "看不出有没有定稿后没有导出过的版次" in seen[0]
