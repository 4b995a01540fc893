"""One small invented county for all tests of this folder."""

import pytest

from tests.desktop.services.county import expected_of, shared_county


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """A county with a place for every fault."""
    return shared_county(tmp_path_factory)


@pytest.fixture(scope="session")
def expected(county):
    """What must be found in it."""
    return expected_of(county)
