"""The line at the bottom by itself: what it says, and what goes first where there is no room."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar

from desktop.views.frame.status_line import StatusLine

pytestmark = pytest.mark.gui
KEYS = "F1 帮助　F6 到别的部分　F8 下一问题　Ctrl+Z 撤销"
NARROWEST = 620
"""Pixels, below the 683 of a screen of 1366 at 200 %, the narrowest window that is meant."""


@pytest.fixture
def line(qtbot):
    line = StatusLine(KEYS)
    qtbot.addWidget(line)
    line.resize(1366, 32)
    line.show()
    qtbot.waitExposed(line)
    return line


def words(line):
    return [label.text() for label in line.findChildren(QLabel) if label.isVisible() and label.text()]


def keys_of(line):
    return next((told for told in words(line) if told.startswith("F1")), "")


def file_of(line):
    return next(label for label in line.findChildren(QLabel) if label.toolTip())


def bar_of(line):
    return line.findChild(QProgressBar)


def test_it_says_when_the_last_change_was_stored(line):
    line.show_saved(None)
    assert line.saved.text() == "✓ 全部已保存"
    line.show_saved(datetime(2026, 3, 5, 14, 7, 9, tzinfo=UTC))
    assert line.saved.text() == "✓ 已保存 14:07:09"
    assert line.saved.property("tone") == ""


def test_what_is_not_stored_is_said_in_another_colour_until_it_is(line):
    line.show_unsaved()
    assert line.saved.text() == "✕ 有内容没有保存"
    assert line.saved.property("tone") == "bad"
    line.show_saved(None)
    assert (line.saved.text(), line.saved.property("tone")) == ("✓ 全部已保存", "")


def test_a_window_that_stands_still_never_says_again_that_all_is_stored(line):
    line.show_past()
    line.show_saved(None)
    assert line.saved.text() == "已停用，不再保存"
    assert keys_of(line) == "F1 帮助"
    line.show_keys(KEYS)
    assert keys_of(line) == "F1 帮助", "no other key answers"
    line.show_unsaved()
    assert line.saved.text() == "✕ 已停用，有内容没有保存"


def test_the_file_is_named_below_the_own_folder_and_whole_in_the_tool_tip(line, tmp_path):
    home = Path.home()
    path = home / "妇女规划监测" / "某县教育局.db"
    line.show_file(path, read_only=False)
    assert file_of(line).text() == f"数据文件：{Path('妇女规划监测') / '某县教育局.db'}"
    assert file_of(line).toolTip() == str(path)
    elsewhere = tmp_path / "U 盘" / "某县教育局.db"
    line.show_file(elsewhere, read_only=False)
    assert file_of(line).toolTip() == str(elsewhere)


@pytest.mark.parametrize(("read_only", "said"), [(True, "离线运行 · 只读"), (False, "离线运行")])
def test_it_says_whether_the_file_is_only_read(line, read_only, said):
    line.show_file(Path("某县.db"), read_only=read_only)
    assert said in words(line)


def test_a_sign_that_turns_the_direction_of_a_name_is_shown_and_turns_nothing(line):
    line.show_file(Path.home() / "某县\u202egpj.db", read_only=False)
    assert "\u202e" not in file_of(line).text()
    assert "\u202e" not in file_of(line).toolTip()


def test_in_a_narrow_line_the_folder_goes_first_then_one_key_after_the_other(line):
    line.show_file(Path.home() / "妇女规划监测文件夹" / "某县教育局.db", read_only=False)
    seen = []
    for width in range(1366, NARROWEST, -20):
        line.resize(width, 32)
        count = len(list(filter(None, keys_of(line).split("　"))))
        seen.append((line.width(), "文件夹" in file_of(line).text(), count))
    assert seen[0][1:] == (True, 4)
    whole = [told for told in seen if told[2] == 4]
    assert any(not has_folder for _, has_folder, _ in whole), "the folder goes before any key does"
    counts = [count for *_, count in seen]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < 4
    for _, has_folder, count in seen:
        assert not (has_folder and count < 4)


def test_a_key_that_is_left_is_told_whole(line):
    line.show_file(Path.home() / "某县教育局.db", read_only=False)
    for width in range(1366, NARROWEST, -20):
        line.resize(width, 32)
        assert set(filter(None, keys_of(line).split("　"))) <= set(KEYS.split("　"))


def test_nothing_asks_for_a_wider_window(line):
    line.show_keys("　".join(f"F{n} 一个很长的说明" for n in range(1, 12)))
    assert line.minimumSizeHint().width() == 0


def test_what_is_chosen_is_said_in_place_of_the_keys(line):
    line.show_selection("3 个数　和 12　平均 4")
    assert keys_of(line) == ""
    assert "3 个数　和 12　平均 4" in words(line)
    line.show_selection("")
    assert keys_of(line) == KEYS


def test_the_size_of_the_grid_is_said_for_a_while(line, qtbot):
    line.show_zoom(120)
    assert "表格 120 %，Ctrl+0 回到原来大小" in words(line)
    line._size_said.setInterval(1)
    line._size_said.start()
    qtbot.waitUntil(lambda: keys_of(line) == KEYS)


def test_that_the_time_for_the_size_is_over_takes_nothing_else_away(line, qtbot):
    line.show_zoom(120)
    line.show_selection("2 个数")
    line._size_said.setInterval(1)
    with qtbot.waitSignal(line._size_said.timeout):
        line._size_said.start()
    assert "2 个数" in words(line)


def test_work_in_the_background_is_told_with_how_far_it_is(line):
    line.show_work("正在收件 3／40", 3, 40)
    assert "正在收件 3／40" in words(line)
    bar = bar_of(line)
    assert (bar.isVisible(), bar.value(), bar.maximum()) == (True, 3, 40)
    line.show_work("正在收件 3／40", 4, 40)
    assert bar.value() == 4
    line.show_work("")
    assert not bar.isVisible()
    assert "正在收件 3／40" not in words(line)


def test_work_without_an_end_in_sight_moves_the_bar_all_the_same(line):
    line.show_work("正在核对")
    assert bar_of(line).maximum() == 0, "Qt's sign for a bar that shows only that something goes on"


def test_what_the_window_itself_does_is_said_within_and_what_was_said_before_returns(line):
    line.show_work("正在备份", 1, 9)
    with line.working("正在打开 2024 年度……"):
        assert "正在打开 2024 年度……" in words(line)
    assert "正在备份" in words(line)


def test_it_returns_also_after_a_fault(line):
    def open_badly():
        with line.working("正在打开 2024 年度……"):
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        open_badly()
    assert not bar_of(line).isVisible()


def test_no_words_say_nothing(line):
    with line.working(""):
        assert not bar_of(line).isVisible()


def test_before_it_is_shown_it_may_be_told_anything(qtbot):
    line = StatusLine(KEYS)
    qtbot.addWidget(line)
    line.show_file(Path.home() / "某县教育局.db", read_only=True)
    line.show_selection("2 个数")
    line.show_selection("")
    line.resize(1366, 32)
    line.show()
    qtbot.waitExposed(line)
    assert "某县教育局.db" in file_of(line).text()
    assert keys_of(line) == KEYS
