"""One small invented county, made once for all processes of a run."""

import json
import os
import time
from pathlib import Path

from desktop.services.demonstration.county import make_county

PLAN, UNITS, YEARS = "liuhe", 12, (2024, 2025)
_PATIENCE = 300
"""Seconds after which a county that another process makes is given up."""


def shared_county(tmp_path_factory) -> Path:
    """A county with a place for every fault; whoever comes first makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    folder = (base.parent if is_worker else base) / "shared-county"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not (folder / "expected.json").exists():
            assert time.monotonic() < until, "the county was not made"
            time.sleep(0.2)
        return folder
    make_county(folder, PLAN, lambda *_: None, most_units=UNITS, years=YEARS)
    return folder


def expected_of(county: Path):
    """What must be found in it."""
    return json.loads((county / "expected.json").read_text(encoding="utf-8"))
