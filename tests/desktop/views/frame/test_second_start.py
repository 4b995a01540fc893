"""Two starts of the program: the lock tells them apart, the local socket joins them."""

import subprocess
import sys

import pytest

from desktop.views.frame.file.second_start import FirstStart
from tests.meta.checkout import ROOT


@pytest.fixture
def first(tmp_path):
    started = FirstStart(tmp_path / "数据")
    assert started.is_first()
    return started


_LATER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from desktop.views.frame.file.second_start import FirstStart
later = FirstStart(Path(sys.argv[1]))
assert not later.is_first()
sys.exit(0 if later.hand_over(Path(sys.argv[2]) if sys.argv[2] else None) else 7)
"""


def ask(qtbot, folder, store=""):
    """Whether a later start may go; a program of its own, as in life."""
    arguments = [str(folder), str(store), str(ROOT)]
    later = subprocess.Popen([sys.executable, "-P", "-c", _LATER, *arguments])
    qtbot.waitUntil(lambda: later.poll() is not None, timeout=30_000)
    return {0: True, 7: False}[later.returncode]


@pytest.mark.parametrize("answer", [True, False])
def test_a_later_start_hands_its_file_over_and_hears_whether_it_may_go(qtbot, first, tmp_path, answer):
    asked = []

    def come_forward(store):
        asked.append(store)
        return answer

    first.listen(come_forward)
    assert ask(qtbot, tmp_path / "数据", tmp_path / "我的 文档.db") is answer
    assert ask(qtbot, tmp_path / "数据") is answer
    assert asked == [tmp_path / "我的 文档.db", None]


def test_one_that_does_not_listen_yet_is_not_waited_for(first, tmp_path):
    assert not FirstStart(tmp_path / "数据").hand_over(None)


def test_other_data_is_another_program(first, tmp_path):
    assert FirstStart(tmp_path / "别的数据").is_first()


def test_the_next_start_after_the_end_is_first_again(qtbot, first, tmp_path):
    first.listen(lambda store: True)
    first._server.close()
    first._lock.unlock()
    again = FirstStart(tmp_path / "数据")
    assert again.is_first()
    again.listen(lambda store: True)
    assert again._server.isListening()


def test_where_nothing_can_be_written_everyone_is_first(tmp_path):
    (tmp_path / "数据").write_text("a file where the folder should be")
    assert FirstStart(tmp_path / "数据").is_first()
    FirstStart(tmp_path / "数据").listen(lambda store: True)
