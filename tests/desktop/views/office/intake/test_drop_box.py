"""Where packages are dropped, by itself: what is offered, how far it is, and that no word is cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.views.office.intake.drop_box import PackageDropBox

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def box(qtbot):
    box = PackageDropBox()
    qtbot.addWidget(box)
    box.resize(230, 160)
    box.show()
    qtbot.waitExposed(box)
    box.heard = []
    for name in ("files_wanted", "folder_wanted", "stop_wanted", "result_wanted"):
        getattr(box, name).connect(lambda name=name: box.heard.append(name))
    return box


def words(box):
    return [label.text() for label in box.findChildren(QLabel) if label.isVisible()]


def test_at_rest_it_offers_two_ways_and_the_last_result(box):
    assert "把收到的报送包拖到这里" in words(box)
    for button in (box.files, box.folder, box.last):
        QTest.mouseClick(button, LEFT)
    assert box.heard == ["files_wanted", "folder_wanted", "result_wanted"]
    assert box.bar.isHidden()
    assert box.stop.isHidden()


def test_while_it_takes_in_it_only_offers_to_stop(box):
    box.show_running(is_running=True)
    assert box.files.isHidden()
    assert box.folder.isHidden()
    assert (box.bar.minimum(), box.bar.maximum()) == (0, 0), "how much there is is not known yet"
    QTest.mouseClick(box.stop, LEFT)
    assert box.heard == ["stop_wanted"]
    box.show_running(is_running=False)
    assert not box.files.isHidden()
    assert box.stop.isHidden()


def test_it_says_how_many_are_in_and_which_is_read(box):
    box.show_running(is_running=True)
    box.show_progress(3, 40, "卫健局 2025.asice")
    assert (box.bar.value(), box.bar.maximum()) == (3, 40)
    assert box.bar.text() == "3 / 40"
    assert box.name.text() == "卫健局 2025.asice"
    box.show_progress(0, 0, "")
    assert box.bar.maximum() == 1, "a bar without an end would move as if something went on"


def test_what_is_said_above_goes_where_there_is_little_room(box):
    high = box.sizeHint().height()
    box.show_words(has_room=False)
    assert words(box) == []
    assert not box.files.isHidden()
    box.show_last("上次 03:44　收下 37 个")
    assert (box.last.text(), "收下 37 个" in box.last.toolTip()) == ("结果", True)
    assert box.sizeHint().height() < high / 2, "待办 needs the room"
    box.show_running(is_running=True)
    box.show_words(has_room=True)
    assert "把收到的报送包拖到这里" not in words(box)
    box.show_running(is_running=False)
    assert "把收到的报送包拖到这里" in words(box)


@pytest.mark.parametrize("width", [180, 230, 300, 600])
def test_the_last_result_is_broken_at_its_commas_and_no_word_is_lost(box, width):
    told = "收下 37 个，隔离 2 个，没有收 1 个，已收过 3 个　看结果"
    box.resize(width, 160)
    box.show_last(told)
    lines = box.last.text().split("\n")
    assert "".join(lines).replace("　", "") == told.replace("　", "")
    assert all(line == line.strip() for line in lines)
    metrics = box.last.fontMetrics()
    assert len(lines) == 1 or max(map(metrics.horizontalAdvance, lines)) < width
    assert box.last.width() <= box.width()


def test_it_is_broken_anew_when_the_pane_is_drawn_wider(box):
    box.show_last("收下 37 个，隔离 2 个，没有收 1 个")
    few = box.last.text().count("\n")
    box.resize(900, 160)
    assert box.last.text().count("\n") < few or few == 0
    assert box.last.text().count("\n") == 0


def test_a_name_that_a_stranger_chose_turns_nothing_round(box):
    box.show_running(is_running=True)
    box.show_progress(1, 2, "报送\u202eecisa.exe")
    assert "\u202e" not in box.name.text()


def test_the_bar_is_named_for_who_cannot_see_it(box):
    assert box.bar.accessibleName() == "收件进度"
