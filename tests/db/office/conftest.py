import os
from contextlib import suppress

import pytest

from db.errors import StoreReplaced
from db.office.on_server import create_office_on_server
from tests.db.office.samples import START, new_office
from tests.db.postgresql import owner, running_server_with_driver


@pytest.fixture(scope="session")
def server():
    """The folder of the socket of one server for all tests."""
    with running_server_with_driver() as folder:
        yield folder


@pytest.fixture(scope="session")
def administer(server):
    """Execute a statement as the owner of the server."""
    import psycopg

    with psycopg.connect(host=str(server), dbname="postgres", user=owner(), autocommit=True) as connection:
        connection.execute("CREATE ROLE desk LOGIN")
        yield connection.execute


@pytest.fixture
def database(server, administer):
    """A function that gives the address of a new, empty database for a role: the owner's, or ``desk``."""
    name = f"office_{os.urandom(4).hex()}"
    administer(f"CREATE DATABASE {name}")
    yield lambda role=None: f"postgresql+psycopg://{role or owner()}@/{name}?host={server}"
    administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "统计局.db"


@pytest.fixture
def in_file(path):
    """The office's store in a file."""
    opened = new_office(path)
    yield opened
    with suppress(StoreReplaced):
        opened.close()


@pytest.fixture
def on_server(database):
    """The office's store on a server."""
    with create_office_on_server(database(), **START, desks=["desk"]) as opened:
        yield opened


@pytest.fixture(params=["in_file", pytest.param("on_server", marks=pytest.mark.slow)])
def office(request):
    """The office's store, wherever it is kept."""
    return request.getfixturevalue(request.param)
