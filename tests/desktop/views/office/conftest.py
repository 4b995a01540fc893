"""The office's window over a real file made by the office's services, and the invented county's files."""

import pytest

from desktop.services.office.desk import init_office, open_office_desk
from desktop.views.office.window import OfficeWindow
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.services.both import NOW
from tests.desktop.services.county import expected_of, shared_county
from tests.desktop.services.office.intake.conftest import registered
from tests.plans import wanghua

WHO = "李敏"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office_path(tmp_path):
    return tmp_path / "我的 文档" / "望花区接收.db"


@pytest.fixture
def new_office(office_path, clock):
    """A file at which nothing has come and nobody is listed; its path."""
    init_office(office_path, wanghua(), WHO, clock).close()
    return office_path


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """The folder of the invented county."""
    return shared_county(tmp_path_factory)


@pytest.fixture(scope="session")
def expected(county):
    return expected_of(county)


@pytest.fixture
def county_office(county, expected, office_path):
    """The county's office, whose register has every certificate, before anything came; its path."""
    office_path.parent.mkdir(parents=True, exist_ok=True)
    registered(county, expected, office_path).close()
    return office_path


@pytest.fixture
def open_office(qtbot):
    """Opens the window of an office's file, and waits until its board was read."""
    windows = []

    def open_(path, year=YEAR, clock=lambda: NOW):
        window = OfficeWindow(open_office_desk(path, clock=clock), year)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.waitUntil(lambda: window.desk_year.board is not None and not window.tasks.is_busy)
        return window

    yield open_
    for window in windows:
        window.close()
