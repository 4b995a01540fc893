"""What a dialog says later takes no height from its fields: it grows, or it scrolls."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.views.frame.dialog import Dialog, muted

pytestmark = pytest.mark.gui
LONG = "这是一句很长的错误说明，写明哪里不对、该怎么办，一行写不下。" * 3


class Asking(Dialog):
    chapter = "desk-review.md"

    def __init__(self, parent, *, below):
        super().__init__("问", parent)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.fields = [QLineEdit() for _ in range(5)]
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(70)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        words = [muted("说明的文字，" * 30) for _ in range(1)]
        inside = [] if below else [self.trouble]
        self.lay_out(*words, *self.fields, self.reason, *inside, buttons=buttons)
        if below:
            self._frame.insertWidget(self._frame.count() - 1, self.trouble)


@pytest.mark.parametrize("below", [False, True], ids=["among the fields", "below the fields"])
@pytest.mark.parametrize("high", [2000, 360], ids=["grows", "scrolls"])
def test_fields_keep_their_height_when_something_is_said(qtbot, monkeypatch, below, high):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Asking(parent, below=below)
    qtbot.addWidget(dialog)
    dialog.setMaximumHeight(high)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.wait(50)
    fields = [*dialog.fields, dialog.reason]
    before, tall = [one.height() for one in fields], dialog.height()
    dialog.trouble.setText(LONG)
    dialog.trouble.show()
    qtbot.wait(80)
    assert [one.height() for one in fields] == before
    assert dialog.trouble.height() >= dialog.trouble.heightForWidth(dialog.trouble.width())
    assert all(one.geometry().bottom() < later.geometry().top() for one, later in pairwise(fields))
    is_scrolled = dialog._area.verticalScrollBar().maximum() > 0
    assert (dialog.height() > tall, is_scrolled) == ((True, False) if high > 1000 else (False, True))
    assert all(one.height() >= one.sizeHint().height() for one in dialog.fields)


def test_a_dialog_that_grows_later_stays_under_the_mouse(qtbot):
    """密钥 moved up while facts were read: the next click met another button."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(700, 500)
    parent.show()
    dialog = Asking(parent, below=True)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(40, 20)
    dialog._settle()
    before, tall = dialog.pos(), dialog.height()
    dialog.trouble.setText(LONG)
    dialog.trouble.show()
    qtbot.wait(80)
    assert dialog.height() > tall
    assert dialog.pos() == before
