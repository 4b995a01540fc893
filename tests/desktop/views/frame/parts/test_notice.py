"""The line that says what happened, by itself: how long it stays and what can be done from it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.views.frame.parts.notice import Notice

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def notice(qtbot):
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(700, 40)
    yield notice
    notice.hide()


def buttons(notice):
    return {button.text(): button for button in notice.findChildren(QPushButton) if button.isVisible()}


def test_there_is_nothing_to_see_before_something_is_said(notice):
    assert notice.isHidden()
    assert notice.sentence == ""


def test_it_says_a_sentence_and_says_it_to_who_cannot_see(notice):
    notice.say("已撤销。", "good")
    assert notice.isVisible()
    assert notice.sentence == "已撤销。"
    assert notice.accessibleName() == "已撤销。"
    assert notice.property("tone") == "good"
    assert set(buttons(notice)) == {"知道了"}


def test_it_goes_by_its_button_and_by_nothing_to_say(notice):
    notice.say("已撤销。")
    QTest.mouseClick(buttons(notice)["知道了"], LEFT)
    assert notice.isHidden()
    notice.say("已撤销。")
    notice.say("")
    assert notice.isHidden()


@pytest.mark.parametrize(
    ("tone", "lasting", "stays"),
    [("good", False, False), ("alarm", False, False), ("bad", False, True), ("alarm", True, True)],
)
def test_what_was_said_in_passing_goes_when_somebody_goes_on(notice, tone, lasting, stays):
    notice.say("有话要说。", tone, lasting=lasting)
    notice.fade()
    assert notice.isVisible() is stays
    notice.clear()
    assert notice.isHidden()
    notice.say("别的话。")
    notice.fade()
    assert notice.isHidden(), "what lasted before makes the next sentence last no longer"


def test_a_saved_file_is_opened_from_it(notice, monkeypatch):
    opened = []
    monkeypatch.setattr("desktop.views.frame.opening.open_place", lambda path: opened.append(("file", path)))
    monkeypatch.setattr(
        "desktop.views.frame.opening.open_folder_of", lambda path: opened.append(("folder", path))
    )
    file = Path("某 夹") / "报送表.pdf"
    notice.say_saved(file)
    assert notice.sentence == f"已保存：{file}"
    QTest.mouseClick(buttons(notice)["打开"], LEFT)
    QTest.mouseClick(buttons(notice)["打开所在文件夹"], LEFT)
    assert opened == [("file", file), ("folder", file)]


def test_the_file_goes_with_its_sentence(notice):
    notice.say_saved(Path("报送表.pdf"))
    notice.say("已撤销。")
    assert set(buttons(notice)) == {"知道了"}


def test_a_way_out_is_a_button_for_as_long_as_its_sentence_stands(notice):
    gone = []
    notice.say("名字有生僻字。", way=("改用标准字", lambda: gone.append(1)))
    QTest.mouseClick(buttons(notice)["改用标准字"], LEFT)
    assert gone == [1]
    assert notice.isVisible(), "what the way does decides what is said next"
    notice.say("已撤销。")
    assert "改用标准字" not in buttons(notice)


def test_a_sign_that_turns_the_direction_is_shown_and_turns_nothing(notice):
    notice.say("文件 某县\u202egpj.db 打不开。", "bad")
    assert "\u202e" not in notice.sentence
    assert "某县" in notice.sentence


def test_a_page_hears_when_it_comes_and_goes(notice):
    heard = []
    notice.shown.connect(lambda: heard.append(notice.isVisible()))
    notice.say("已撤销。")
    notice.clear()
    assert heard[-1] is False
    assert True in heard


def test_it_is_never_in_the_way_of_tab(notice):
    notice.say("已撤销。")
    assert buttons(notice)["知道了"].focusPolicy() is Qt.FocusPolicy.NoFocus


def test_one_line_of_it_has_the_height_it_says(notice):
    notice.say("已撤销。")
    assert abs(notice.sizeHint().height() - notice.one_line()) <= 1
