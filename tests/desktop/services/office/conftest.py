"""An office's desk in a real file, at a clock that tests can move."""

import pytest

from desktop.services.office.desk import init_office, open_office_desk


@pytest.fixture
def office_path(tmp_path):
    return tmp_path / "收件" / "office.db"


@pytest.fixture
def office(office_path, pack, clock):
    """A new one, at which nobody is listed."""
    with init_office(office_path, pack, "李敏", clock) as desk:
        yield desk


@pytest.fixture
def as_officer(office, office_path, clock):
    """Opens the office's file again, as somebody; the first desk is closed."""

    def again(name=""):
        office.close()
        return open_office_desk(office_path, name, clock)

    return again
