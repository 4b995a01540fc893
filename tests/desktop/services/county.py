"""One small invented county, made once for a process of tests."""

import json
from pathlib import Path

from desktop.services.demonstration.county import make_county

PLAN, UNITS, YEARS = "liuhe", 14, (2024, 2025)


def shared_county(tmp_path_factory, plan=PLAN, units=UNITS) -> Path:
    """A county, by itself with a place for every fault; fixtures of several folders get the same one."""
    # Not shared between processes: a test may write in the folder of its own process alone.
    folder = tmp_path_factory.getbasetemp() / ("shared-county" if plan == PLAN else f"shared-{plan}")
    if not (folder / "expected.json").exists():
        folder.mkdir()
        make_county(folder, plan, lambda *_: None, most_units=units, years=YEARS)
    return folder


def expected_of(county: Path):
    """What must be found in it."""
    return json.loads((county / "expected.json").read_text(encoding="utf-8"))
