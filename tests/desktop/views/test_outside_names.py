"""Names that a stranger chose: what they hold turns no line of the window."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from desktop.services.unit.desk import open_desk
from desktop.views.dialogs.opened_file import tell_about
from desktop.views.frame.file.recent import remember
from desktop.views.welcome import WelcomeWindow
from tests.desktop.kinds import files
from tests.desktop.models.desks import Clock, new_desk
from tests.desktop.submission.builders import sound_package

pytestmark = pytest.mark.gui
TURNING = "\u202e"
OWN_TEXTS = (
    "windowTitle",
    "text",
    "toolTip",
    "informativeText",
    "accessibleName",
    "title",
    "placeholderText",
)


def texts_of(widget):
    for one in (widget, *widget.findChildren(QWidget), *widget.findChildren(QAction)):
        for name in OWN_TEXTS:
            said = getattr(one, name, None)
            try:
                found = said() if callable(said) else None
            except TypeError:  # takes arguments: not a text of the widget's own
                continue
            if isinstance(found, str):
                yield f"{type(one).__name__}.{name}", found
        if isinstance(one, QListWidget):
            yield from (("item", one.item(row).text()) for row in range(one.count()))


def turned(widget):
    return [(place, text) for place, text in texts_of(widget) if TURNING in text]


def shown(widget):
    return "\n".join(text for _, text in texts_of(widget))


@pytest.mark.parametrize(
    ("end", "data"),
    [
        (".asice", sound_package()),
        (".asice", b"no archive"),
        (".pdf", b"%PDF-1.4"),
        (".wdpplan", b"none"),
        (".zip", files.zipped({f"里{TURNING}面.asice": sound_package()})),
    ],
    ids=["package", "broken", "pdf", "plan", "archive"],
)
def test_a_file_that_is_opened(qtbot, tmp_path, end, data):
    path = tmp_path / f"报送{TURNING}ecisa{end}"
    path.write_bytes(data)
    box = tell_about(path, None)
    qtbot.addWidget(box)
    assert turned(box) == []
    assert "⟨U+202E⟩" in shown(box)
    box.close()


def test_the_file_that_is_worked_in_and_the_list_of_recent_ones(qtbot, open_window, tmp_path):
    path = tmp_path / f"区{TURNING}卫生.db"
    new_desk(tmp_path / "a.db").close()
    (tmp_path / "a.db").rename(path)
    window = open_window(open_desk(path, Clock()))
    assert turned(window) == []
    menu = window.bar.unit
    assert turned(menu) == []
    window.may_close = True
    window.close()
    remember(path)
    welcome = WelcomeWindow()
    qtbot.addWidget(welcome)
    welcome.show()
    QApplication.processEvents()
    assert turned(welcome) == []
    welcome.close()
