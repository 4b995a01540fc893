import pytest

from desktop.models.unit.working_year import WorkingYear
from desktop.services.unit.year import open_year
from tests.desktop.models.desks import YEAR, Clock, new_desk
from tests.desktop.models.small_desks import SmallDesks


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with new_desk(tmp_path / "区 卫生健康局.db", clock=clock) as desk:
        yield desk


@pytest.fixture
def working(qapp, desk):
    del qapp
    return WorkingYear(open_year(desk, YEAR))


@pytest.fixture
def filled(qapp, tmp_path, clock):
    del qapp
    with new_desk(tmp_path / "filled.db", filled=True, clock=clock) as desk:
        yield WorkingYear(open_year(desk, YEAR))


@pytest.fixture
def small(qapp, made_stores, tmp_path):
    """Opens copies of stores of the small county: ``small("ready", "education")``."""
    del qapp
    folder = tmp_path / "县"
    folder.mkdir()
    desks = SmallDesks(made_stores, folder)
    yield desks
    for desk in desks.opened:
        desk.close()
