"""The invented county of each plan, taken in in several orders of its files: what is found was planted.

A long run (``HYPOTHESIS_PROFILE=long``) takes all plans, units and years in ten minutes; other runs a part of
the city's, beside the county's of ``test_intake``.
"""

import random

import pytest

from desktop.services.demonstration.county import make_county
from desktop.services.office.intake.receiving import Batch, receive
from desktop.services.packages.receiving_key import open_key_for_receiving
from desktop.services.plans.packs import bundled_ids
from tests.desktop.services.county import expected_of
from tests.desktop.services.office.intake.conftest import registered
from tests.desktop.services.office.intake.test_intake import differences, listed, year_differences
from tests.examples import is_long

PLANS = bundled_ids() if is_long() else ("dalian",)
PART = {} if is_long() else {"most_units": 2, "years": (2025,)}
SEEDS = (None, 1, 2) if is_long() else (None, 1)


@pytest.mark.slow
@pytest.mark.parametrize("plan", PLANS)
def test_of_every_plan_what_is_found_is_what_was_planted_in_every_order(plan, tmp_path):
    county = tmp_path / "县"
    county.mkdir()
    make_county(county, plan, lambda *_: None, **PART)
    expected = expected_of(county)
    words = (county / "passphrase.txt").read_text(encoding="utf-8").strip()
    key = open_key_for_receiving(county / "keys/office-receiving.p12", words)
    assert not is_long() or not expected["not_planted"]
    for seed in SEEDS:
        files = listed(county, expected)
        if seed is not None:
            random.Random(seed).shuffle(files)
        with registered(county, expected, tmp_path / f"{seed}.db") as desk:
            reports = receive(desk, Batch(files, key))
            assert list(differences(county, expected, reports)) == [], (plan, seed)
            assert list(year_differences(desk, expected)) == [], (plan, seed)
            assert desk.store.verify_log().ok
