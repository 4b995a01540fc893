"""The review of the unit that filed, read once: a value, of which a test makes what it needs."""

import shutil

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.office.overview.reviewing import review_of
from tests.desktop.services.both import OFFICE, YEAR
from tests.desktop.services.conftest import STORE, MovableClock


@pytest.fixture(scope="session")
def filed(made_both, tmp_path_factory):
    """A unit's year under review, with its figures; nothing of it is bad."""
    home, now = made_both()
    path = tmp_path_factory.mktemp("review") / OFFICE
    shutil.copy((home / STORE).with_name(OFFICE), path)
    clock = MovableClock()
    clock.now = now
    with open_office_desk(path, "陈静", clock) as desk:
        return review_of(desk, "health", YEAR)
