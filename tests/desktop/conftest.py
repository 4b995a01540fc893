"""Stores of the invented small county, which tests of models and of views open."""

from functools import cache, partial

import pytest

from tests.desktop.models.small_desks import made_store


@pytest.fixture(scope="session")
def made_stores(tmp_path_factory):
    """Makes a store of the small county at its first use."""
    folder = tmp_path_factory.mktemp("small county")
    return cache(partial(made_store, folder))
