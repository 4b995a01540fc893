import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt

from desktop.app.application import ARGUMENTS, begin_application, complete_application
from desktop.services.unit.desk import open_desk
from desktop.views.frame.file.recent import keep_settings_in
from desktop.views.main_window import MainWindow
from forms.filing.stage import Stage
from tests.desktop.models.desks import YEAR, Clock, homeless, new_desk
from tests.desktop.models.small_desks import SmallDesks


def pytest_collection_modifyitems(items):
    """Pass over what says nothing about the program.

    The offscreen platform says the one of every dialog that has a smallest size, another of those that are
    raised or modal, QTest the third of Enter in a line, whose dialog or page answers it. The last is said of
    printers on Windows, of which the offscreen platform has none.
    """
    for item in items:
        if "desktop/views" in item.nodeid:
            words = (
                "propagateSizeHints",
                "does not support",
                "Keyboard event not accepted",
                "non-native printers",
            )
            item.add_marker(pytest.mark.qt_log_ignore(*words, extend=True))


@pytest.fixture(scope="session")
def qapp_args():
    """Start pytest-qt's application as ours is started."""
    return ARGUMENTS


@pytest.fixture(scope="session")
def _application(qapp):
    """The application of pytest-qt with our fonts, colours and texts."""
    if sys.platform == "win32":  # Qt asks Windows for the place of settings, and not the environment
        keep_settings_in(Path(os.environ["XDG_CONFIG_HOME"]))
    application = begin_application()
    complete_application(application)
    return application


@pytest.fixture(autouse=True)
def _away_from_home(_application, qapp, tmp_path, monkeypatch):
    homeless(monkeypatch, tmp_path / "home")
    before = set(qapp.topLevelWidgets())
    yield
    qapp.clipboard().clear()  # what Python put there must not outlive Python
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    made = [w for w in qapp.topLevelWidgets() if w not in before]
    shown = [w for w in made if w.isVisible()]
    left = [w for w in shown if w.windowType() != Qt.WindowType.ToolTip]  # a tooltip goes by itself
    for widget in made:  # a closed window keeps its desk, plan and pages: 3 to 10 MB a test
        if widget not in shown:
            widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert left == [], "a test left windows open"


@pytest.fixture
def open_window(qtbot):
    """Opens a window on a desk, with the first form in front and the grid in focus."""
    windows = []

    def open_(desk, year=YEAR):
        window = MainWindow(desk, year)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.show_stage(Stage.ENTRY)
        return window

    yield open_
    for window in windows:
        window.may_close = True
        window.close()


@pytest.fixture
def store(tmp_path):
    return tmp_path / "我的 文档" / "区卫生健康局.db"


@pytest.fixture
def window(open_window, store):
    store.parent.mkdir()
    return open_window(new_desk(store))


@pytest.fixture
def filled_window(open_window, store):
    store.parent.mkdir()
    return open_window(new_desk(store, filled=True))


@pytest.fixture
def small_store(made_stores, tmp_path):
    """Copies of stores of the small county: ``small_store("ready", "education")`` is the path of one."""
    folder = tmp_path / "县 数据"
    folder.mkdir()
    return SmallDesks(made_stores, folder).path


@pytest.fixture
def open_small(open_window, small_store):
    """Opens a window on a copy of such a store: ``open_small("filled")``."""

    def open_(*stage, year=YEAR, clock=None, **changes):
        return open_window(open_desk(small_store(*stage, **changes), clock or Clock()), year)

    return open_
