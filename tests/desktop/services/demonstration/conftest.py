"""One small invented county for all tests of this folder."""

import json

import pytest

from desktop.services.demonstration.county import make_county

PLAN, UNITS, YEARS = "liuhe", 12, (2024, 2025)


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """A county with a place for every fault."""
    folder = tmp_path_factory.mktemp("county")
    make_county(folder, PLAN, lambda *_: None, most_units=UNITS, years=YEARS)
    return folder


@pytest.fixture(scope="session")
def expected(county):
    """What must be found in it."""
    return json.loads((county / "expected.json").read_text(encoding="utf-8"))
