"""Small parts of pages: notes below a field, the field of a fingerprint, labels, the button 更多."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.models.typed_print import typed_print
from desktop.services.unit.text_word import TextWord
from desktop.views.beginning.plan_combo import PlanCombo
from desktop.views.frame.parts.calm_combo import CalmComboBox
from desktop.views.frame.parts.elided_label import ElidedLabel, ShorteningLabel
from desktop.views.frame.parts.more_button import MoreButton
from desktop.views.frame.parts.print_field import PrintField
from desktop.views.frame.parts.text_note import TextNote

pytestmark = pytest.mark.gui
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PRINT = "0123456789abcdef" * 4


@pytest.fixture
def show(qtbot):
    def show_(widget):
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show_


# --- a note below a field ------------------------------------------------------------------------


@pytest.fixture
def note(qtbot):
    note = TextNote()
    qtbot.addWidget(note)
    return note


def test_a_note_is_there_while_there_is_something_to_say(note):
    assert (note.sentence, note.is_refusal) == ("", False)
    note.show_word(TextWord("太长。", is_refused=True))
    assert (note.sentence, note.is_refusal) == ("太长。", True)
    note.show_word(TextWord("有一个看不见的字符。"))
    assert (note.sentence, note.is_refusal) == ("有一个看不见的字符。", False)
    note.show_word(TextWord())
    assert (note.sentence, note.is_refusal) == ("", False)


def test_one_click_hands_on_what_mends_the_text(note):
    taken = []
    note.accepted.connect(taken.append)
    note.show_word(TextWord("有两种写法。", offer="改成标准字", replacement="王芳"))
    assert note.mend.text() == "改成标准字"
    QTest.mouseClick(note.mend, LEFT)
    assert taken == ["王芳"]


def test_what_no_click_mends_offers_none(note):
    note.show_word(TextWord("有两种写法。", offer="改成标准字", replacement="王芳"))
    note.say("请先写原因。", "alarm")
    assert note.mend.isHidden()


# --- a fingerprint -------------------------------------------------------------------------------


@pytest.fixture
def field(show):
    field = show(PrintField(lambda text: typed_print(text, PRINT, "这个文件", "不是同一个")))
    field.setFocus()
    return field


def test_blanks_come_by_themselves(field):
    QTest.keyClicks(field, "0123456789")
    assert field.toPlainText() == "0123 4567 89"
    assert not field.typed.is_wrong


def test_it_is_done_with_the_last_digit_and_tells_so_each_time(field):
    heard = []
    field.compared.connect(lambda: heard.append(bool(field.typed.digits)))
    QTest.keyClicks(field, PRINT.upper())
    assert field.typed.digits == PRINT
    assert heard[-1] is True
    assert not any(heard[:60])


def test_a_wrong_digit_is_told_and_can_be_mended_in_its_place(field):
    QTest.keyClicks(field, "0123f567")
    assert field.typed.is_wrong
    cursor = field.textCursor()
    cursor.setPosition(5)
    field.setTextCursor(cursor)
    QTest.keyClick(field, Key.Key_Delete)
    assert field.textCursor().position() == 5, "the cursor does not jump to the end while one mends"
    QTest.keyClicks(field, "4")
    assert not field.typed.is_wrong


def test_a_scanner_types_its_digits_with_other_signs_between(field):
    QTest.keyClicks(field, "01:23-45.67")
    assert field.toPlainText() == "0123 4567"


def test_pasted_it_is_grouped_as_typed(field):
    QApplication.clipboard().setText(PRINT)
    field.paste()
    assert field.typed.digits == PRINT
    assert field.toPlainText().count(" ") == 15


def test_tab_leaves_it(field):
    assert field.tabChangesFocus()


# --- labels --------------------------------------------------------------------------------------


def ink(label):
    """How far to the right something is painted."""
    image = label.grab().toImage()
    ground = image.pixel(image.width() - 1, 0)
    columns = [
        x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return columns[-1] if columns else -1


def test_a_label_is_narrower_than_its_text_and_keeps_it_for_the_tip(show):
    label = show(ElidedLabel("某县卫生健康局妇幼健康科"))
    label.resize(60, 24)
    assert label.minimumSizeHint().width() == 20
    assert 0 < ink(label) < 60
    assert label.toolTip() == label.text() == "某县卫生健康局妇幼健康科"


def test_more_is_said_in_the_tip_and_to_who_cannot_see(show):
    label = show(ElidedLabel("已验收"))
    label.explain("第 2 版")
    assert label.toolTip() == "已验收\n第 2 版"
    assert label.accessibleDescription() == "第 2 版"
    label.explain("")
    assert label.toolTip() == "已验收"


def test_a_name_of_a_stranger_turns_no_line_round(show):
    label = show(ElidedLabel("某县\u202egpj.db"))
    assert "\u202e" not in label.text() + label.toolTip()


def test_it_says_the_same_in_fewer_words_where_there_is_no_room(show):
    label = show(ShorteningLabel())
    label.show_texts("截止 2026-04-30，还有 12 天", "截止 2026-04-30", "")
    width = label.fontMetrics().horizontalAdvance
    for room, said in (
        (width("截止 2026-04-30，还有 12 天") + 1, "截止 2026-04-30，还有 12 天"),
        (width("截止 2026-04-30") + 1, "截止 2026-04-30"),
        (30, ""),
    ):
        label.resize(room, 24)
        assert label.fitting() == said
    assert label.toolTip() == "截止 2026-04-30，还有 12 天"


# --- a box that the wheel does not change, and the button 更多 -----------------------------------


def test_an_open_list_of_plans_shows_where_the_keys_start(show):
    box = show(PlanCombo())
    box.addItems(["望花", "鹿寨", "晋安"])
    box.setCurrentIndex(-1)
    QTest.keyClick(box, Key.Key_Return)
    view = box.view()
    assert [index.row() for index in view.selectedIndexes()] == [0]
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Return)
    assert box.currentText() == "晋安"


def test_the_wheel_changes_no_choice(show):
    box = show(CalmComboBox())
    box.addItems(["一", "二", "三"])
    box.setCurrentIndex(1)
    middle = QPointF(box.rect().center())
    turn = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentIndex() == 1
    assert not turn.isAccepted(), "what lies around it is scrolled"
    QTest.keyClick(box, Key.Key_Down)
    assert box.currentIndex() == 2


@pytest.fixture
def bar(show):
    bar = QWidget()
    bar.all = [QPushButton(name) for name in ("打印", "导出", "查错")]
    bar.more = MoreButton()
    row = QHBoxLayout(bar)
    for button in (*bar.all, bar.more):
        row.addWidget(button)
    return show(bar)


def entries(bar):
    bar.more.menu().aboutToShow.emit()
    return bar.more.menu().actions()


def test_after_the_menu_the_button_looks_as_before(bar):
    """It kept the look of a button under the mouse, as a second focus, for the rest of the session."""
    bar.more.keep(bar.all[1:], bar.all)
    bar.more.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    bar.more.menu().popup(QPoint(2000, 2000))
    QCursor.setPos(QPoint(3000, 3000))
    bar.more.menu().hide()
    assert not bar.more.underMouse()


def test_only_what_has_no_room_goes_into_the_menu(bar):
    assert bar.more.isHidden()
    bar.more.keep(bar.all[1:], bar.all)
    assert [button.isHidden() for button in bar.all] == [False, True, True]
    assert not bar.more.isHidden()
    assert [action.text() for action in entries(bar)] == ["导出", "查错"]
    bar.more.keep([], bar.all)
    assert bar.more.isHidden()
    assert not any(button.isHidden() for button in bar.all)


def test_an_entry_does_what_its_button_does_and_is_locked_with_it(bar):
    pressed = []
    bar.all[1].clicked.connect(lambda: pressed.append("导出"))
    bar.all[2].setEnabled(False)
    bar.all[2].setToolTip("还有 3 格未填")
    bar.more.keep(bar.all[1:], bar.all)
    export, check = entries(bar)
    export.trigger()
    assert pressed == ["导出"]
    assert not check.isEnabled()
    assert check.toolTip() == "还有 3 格未填"


def test_a_button_with_a_menu_of_its_own_stays_one_there(bar):
    menu = QMenu(bar.all[0])
    menu.addAction("空表")
    bar.all[0].setMenu(menu)
    bar.more.keep(bar.all[:1], bar.all)
    (entry,) = entries(bar)
    assert entry.menu() is menu
    assert entry.text() == "打印"
    assert len(entries(bar)) == 1, "opened twice it lists nothing twice"
