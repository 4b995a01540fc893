"""Offices in real files: a new one (``office``), with a unit (``both``), with a county (``taken``).

Each is a copy of a file that the services made once.
"""

import pytest

from desktop.services.office.desk import open_office_desk
from tests.desktop.models.desks import Clock
from tests.desktop.services.conftest import (  # noqa: F401 - fixtures
    both,
    clock,
    desk,
    final,
    identity,
    made_both,
    made_store,
    pack,
    sample,
    store_path,
)
from tests.desktop.services.office.conftest import as_officer, office, office_path  # noqa: F401 - fixtures
from tests.desktop.services.office.intake.conftest import (  # noqa: F401 - fixtures
    county,
    expected,
    receiving_key,
    taken,
    taken_file,
    words,
)
from tests.desktop.views.office.forked import FORKED, WAITING, made_office


@pytest.fixture
def opened_copy(tmp_path):
    """Opens a copy of an office's file of the small county, ``FORKED`` or ``WAITING``."""
    found = []

    def open_(name):
        path, now = made_office(tmp_path, name)
        made_clock = Clock()
        made_clock.now = now
        found.append(open_office_desk(path, "陈静", clock=made_clock))
        return found[-1]

    yield open_
    for one in found:
        one.close()


@pytest.fixture
def forked(opened_copy):
    """The office at which two second revisions of a unit's year stand against each other."""
    return opened_copy(FORKED)


@pytest.fixture
def waiting(opened_copy):
    """The office at which two revisions wait until the certificate of their unit is registered."""
    return opened_copy(WAITING)
