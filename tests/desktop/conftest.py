"""What all tests of the program's own side share: stores of the invented small county, keys made quickly."""

from functools import cache, partial

import pytest

from desktop.submission.keys import key_file
from tests.desktop.models.small_desks import made_store

FULL_ROUNDS = key_file.KDF_ROUNDS
"""As the program makes keys; ``tests/desktop/submission/keys`` and every command of its own process do so."""


@pytest.fixture(scope="session", autouse=True)
def _quick_keys():
    """Making or opening a key takes a third of a second, and hundreds of tests need one as a premise."""
    key_file.KDF_ROUNDS = 3_000
    yield
    key_file.KDF_ROUNDS = FULL_ROUNDS


@pytest.fixture(scope="session")
def made_stores(tmp_path_factory):
    """Makes a store of the small county at its first use."""
    folder = tmp_path_factory.mktemp("small county")
    return cache(partial(made_store, folder))
