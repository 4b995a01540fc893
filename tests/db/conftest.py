import sqlite3
from contextlib import closing, suppress

import pytest

from db.errors import StoreReplaced
from tests.db.samples import new_store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "卫健局.sqlite"


@pytest.fixture
def store(path, request):
    opened = new_store(path)
    yield opened
    noticed = StoreReplaced if {"behind", "filled", "frozen"} & set(request.fixturenames) else ()
    with suppress(noticed):
        opened.close()


@pytest.fixture
def behind(path):
    """Execute SQL behind the program's back."""

    def execute(*statements):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                arguments = statement if isinstance(statement, tuple) else (statement,)
                connection.execute(*arguments)

    return execute
