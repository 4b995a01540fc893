"""The sample unit of 望花区 in a real store file, at a clock that tests can move."""

import shutil
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from desktop.services.keys.key_files import open_key
from desktop.services.office.desk import open_office_desk
from desktop.services.unit.desk import create_desk, open_desk
from desktop.services.unit.filing.finalising import finalise
from desktop.services.unit.filing.signing import create_key
from desktop.services.unit.sample import explanation_for, import_sample_history
from desktop.services.unit.year import open_year
from tests.desktop.services.both import BETWEEN, OFFICE, Both, file_first
from tests.plans import sample as frozen_sample
from tests.plans import wanghua

START = datetime(2026, 3, 26, 14, 2, 31, tzinfo=UTC)
PASSPHRASE = "correct horse 电池 staple"
STORE = "我的 文档/区卫生健康局.db"
"""In the folder of a test."""


class MovableClock:
    """A clock that goes one second further each time it is asked."""

    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock():
    return MovableClock()


@pytest.fixture(scope="session")
def sample():
    return frozen_sample()


@pytest.fixture(scope="session")
def pack():
    return wanghua()


@pytest.fixture
def store_path(tmp_path):
    return tmp_path / STORE


@pytest.fixture(scope="session")
def made_store(tmp_path_factory, pack, sample):
    """Makes a store with a whole year once, ``filled`` or ``final``: its path, and the time it was made."""
    folder = tmp_path_factory.mktemp("sample unit")

    @cache
    def make(state):
        path, clock = folder / f"{state}.db", MovableClock()
        with create_desk(path, pack, "health", clock) as desk:
            desk.name_people(**sample.people)
            import_sample_history(desk, sample)
            year = open_year(desk, sample.year)
            year.enter(sample.figures)
            for finding in year.report.unexplained:
                year.explain(finding, explanation_for(sample, finding))
            if state == "final":
                finalise(year)
        return path, clock.now

    return make


@pytest.fixture(scope="session")
def made_both(tmp_path_factory, pack, made_store):
    """Makes once the folder in which a unit filed at an office: it, and the time it was made."""

    @cache
    def make():
        home, clock = tmp_path_factory.mktemp("both"), MovableClock()
        path, clock.now = made_store("final")
        (home / STORE).parent.mkdir()
        shutil.copy(path, home / STORE)
        with open_desk(home / STORE, clock) as desk:
            identity = create_key(desk, home / "unit.p12", PASSPHRASE)
            file_first(desk, identity, pack, clock, PASSPHRASE)
        return home, clock.now

    return make


@pytest.fixture
def desk(request, store_path, pack, clock, made_store, made_both):
    """A new one, or one with the year that the test asks for."""
    state = next((state for state in ("final", "filled") if state in request.fixturenames), None)
    if "both" in request.fixturenames:
        home, clock.now = made_both()
        shutil.copytree(home, store_path.parents[1], dirs_exist_ok=True)
        opened = open_desk(store_path, clock)
    elif state is None:
        opened = create_desk(store_path, pack, "health", clock)
    else:
        path, clock.now = made_store(state)
        store_path.parent.mkdir()
        shutil.copy(path, store_path)
        opened = open_desk(store_path, clock)
    with opened as desk:
        yield desk


@pytest.fixture
def reopen(store_path, clock):
    def again():
        return open_desk(store_path, clock)

    return again


@pytest.fixture
def filled(desk, sample):
    """A year with all figures and explanations, ready for 定稿."""
    return open_year(desk, sample.year)


@pytest.fixture
def final(desk, sample):
    """The same after 定稿."""
    return open_year(desk, sample.year)


@pytest.fixture
def identity(request, desk, tmp_path):
    path = tmp_path / "unit.p12"
    return (
        open_key(path, PASSPHRASE) if "both" in request.fixturenames else create_key(desk, path, PASSPHRASE)
    )


@pytest.fixture
def both(final, identity, clock):
    """An office and this unit, which filed; a copy of what was made once."""
    folder = final.desk.path.parent
    with open_office_desk(folder / OFFICE, "陈静", clock) as office:
        yield Both(
            final.desk, office, identity, open_key(folder / "office.p12", PASSPHRASE), folder / BETWEEN
        )
