"""The clock and the certificate's end where a key is made, a year is fixed and a package is signed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.views.steps.freeze_dialog import FreezeDialog
from desktop.views.steps.key_dialog import KeyDialog
from forms.filing.stage import Stage
from tests.desktop.views.test_pages import idle, page, ready_window  # noqa: F401 - a fixture

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
PASSPHRASE = "correct horse 7"


def tick(qtbot, box):
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def set_back(window, days=2):
    clock = window.working.year.desk.clock
    clock.now -= timedelta(days=days)


def test_a_key_is_made_only_with_a_word_about_the_clock(qtbot, ready_window, tmp_path):  # noqa: F811
    finalise(ready_window.working.year)
    ready_window.working.follow()
    set_back(ready_window)
    sending = page(qtbot, ready_window, Stage.EXPORT)
    assert "电脑时间慢了" in sending.clock_word.words.text()
    qtbot.mouseClick(sending.new_key, LEFT)
    dialog = sending.findChild(KeyDialog)
    dialog.place.setText(str(tmp_path / "unit.p12"))
    dialog.first.setText(PASSPHRASE)
    dialog.second.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.make, LEFT)
    qtbot.waitUntil(lambda: "校正电脑时间" in dialog.trouble.text(), timeout=20000)
    assert not (tmp_path / "unit.p12").exists()
    tick(qtbot, dialog.clock_word.box)
    qtbot.mouseClick(dialog.make, LEFT)
    qtbot.waitUntil((tmp_path / "unit.p12").exists, timeout=20000)
    idle(qtbot, ready_window)


def test_a_year_is_fixed_only_with_a_word_about_the_clock(qtbot, ready_window):  # noqa: F811
    set_back(ready_window)
    finalising = page(qtbot, ready_window, Stage.FINALISE)
    qtbot.mouseClick(finalising.freeze, LEFT)
    dialog = finalising.findChild(FreezeDialog)
    assert "电脑时间慢了" in dialog.clock_word.words.text()
    assert not dialog.freeze.isEnabled()
    tick(qtbot, dialog.clock_word.box)
    assert dialog.freeze.isEnabled()
    dialog.reject()
    finalising.finalise()
    qtbot.waitUntil(lambda: "校正电脑时间" in finalising.notice.sentence, timeout=20000)
    assert ready_window.working.year.state.is_open


def test_nothing_is_signed_with_a_clock_behind(qtbot, ready_window, tmp_path):  # noqa: F811
    desk = ready_window.working.year.desk
    create_key(desk, tmp_path / "unit.p12", PASSPHRASE)
    finalise(ready_window.working.year)
    ready_window.working.follow()
    set_back(ready_window)
    sending = page(qtbot, ready_window, Stage.EXPORT)
    sending.key.setText(str(tmp_path / "unit.p12"))
    sending.folder.setText(str(tmp_path / "out"))
    sending.passphrase.setText(PASSPHRASE)
    sending.export()
    qtbot.waitUntil(lambda: "校正电脑时间" in sending.notice.sentence, timeout=20000)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("days", "words"), [(100, ""), (80, "还有"), (20, "只剩"), (4, "马上到期"), (-1, "到期，不能再用来签名")]
)
def test_the_end_of_the_chosen_key_is_told_on_the_page(qtbot, ready_window, tmp_path, days, words):  # noqa: F811
    desk = ready_window.working.year.desk
    create_key(desk, tmp_path / "unit.p12", PASSPHRASE)
    finalise(ready_window.working.year)
    ready_window.working.follow()
    sending = page(qtbot, ready_window, Stage.EXPORT)
    desk.clock.now += timedelta(days=3652.5 - days)
    sending.key.setText(str(tmp_path / "unit.p12"))
    sending.key.editingFinished.emit()
    assert words in sending.key_end.text()
    assert sending.key_end.isVisible() == bool(words)
