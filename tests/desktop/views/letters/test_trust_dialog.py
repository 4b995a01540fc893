"""The office's fingerprint is typed from paper; nothing on the screen can be copied in its place."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.views.letters.trust_dialog import TrustDialog

pytestmark = pytest.mark.gui
PRINT = "0123456789abcdef" * 4


@pytest.fixture
def dialog(qtbot):
    shown = TrustDialog("某县统计局", "布置任务第 1 号", PRINT)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_digits_are_grouped_while_they_are_typed_and_enter_opens_when_all_are_right(qtbot, dialog):
    QTest.keyClicks(dialog.field, PRINT[:10])
    assert dialog.field.toPlainText() == "0123 4567 89"
    assert "已输入 2 组" in dialog.told.text()
    assert not dialog.trust.isEnabled()
    QTest.keyClicks(dialog.field, PRINT[10:])
    assert "16 组都" in dialog.told.text()
    with qtbot.waitSignal(dialog.trusted) as trusted:
        QTest.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    assert trusted.args == [PRINT]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (PRINT[:4] + "0000", "第 2 组与这个文件的不同"),
        (PRINT[:-1] + "0", "第 16 组不同"),
        ("f" * 64, "16 组里有 16 组不同"),
        (PRINT[:-1] + "o", "不是指纹里的字"),
    ],
)
def test_what_is_wrong_is_named_by_its_group_and_opens_nothing(dialog, typed, said):
    QTest.keyClicks(dialog.field, typed)
    assert said in dialog.told.text()
    assert not dialog.trust.isEnabled()


def test_a_pasted_one_may_have_colons_and_line_ends(dialog):
    dialog.field.setPlainText(":".join(PRINT[at : at + 2].upper() for at in range(0, 64, 2)) + "\n")
    assert dialog.trust.isEnabled()


def test_enter_opens_once_all_groups_are_right(qtbot, dialog):
    QTest.keyClicks(dialog.field, PRINT[:-1])
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.field.toPlainText().count("\n") == 0
    QTest.keyClicks(dialog.field, PRINT[-1])
    with qtbot.waitSignal(dialog.trusted) as trusted:
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert trusted.args == [PRINT]


def test_the_right_digits_stand_nowhere_on_it(dialog):
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel)).lower().replace(" ", "")
    assert not any(PRINT[at : at + 4] in texts for at in range(0, 64, 4))


def test_where_another_key_was_trusted_the_day_it_was_lost_may_be_typed(qtbot):
    shown = TrustDialog("某县统计局", "布置任务第 2 号", PRINT, replaces=True, today=date(2026, 3, 26))
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    QTest.keyClicks(shown.field, PRINT)
    assert shown.trust.isEnabled()
    assert shown.distrust_from is None
    for typed in ("2026-3-1", "昨天", "2026-02-30", "2026-03-27"):
        shown.since.setText(typed)
        assert not shown.trust.isEnabled(), typed
        assert "日期" in shown.told.text()
    shown.since.clear()
    QTest.keyClicks(shown.since, "2026-03-20")
    assert shown.trust.isEnabled()
    assert shown.distrust_from == date(2026, 3, 20)


def test_a_first_trust_asks_for_no_day(dialog):
    assert not dialog.since.isVisible()
