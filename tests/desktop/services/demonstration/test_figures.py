"""The invented figures of a county's units agree with each other and are the same in every run."""

import io
import json
import re
import zipfile
from collections import defaultdict
from decimal import Decimal

import pytest

from desktop.services.demonstration.county import make_county
from desktop.services.demonstration.figures import FIRST, LAST, invent
from desktop.services.demonstration.scene import is_behind
from desktop.services.demonstration.signers import with_other_digit
from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.figures.quantity import canonical_decimal

DIGEST = re.compile(r"[0-9a-f]{64}")


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_what_two_units_state_is_the_same_figure(plan_id):
    plan = load_bundled(plan_id).plan
    stated = defaultdict(dict)
    for number, unit in enumerate(plan.reporting_units):
        for key, values in invent(plan, unit.code, behind=is_behind(number)).items():
            assert len(values) == LAST - FIRST + 1
            stated[key][unit.code] = tuple(values)
    shared = {key: found for key, found in stated.items() if len(found) > 1}
    assert shared
    assert {str(key): found for key, found in shared.items() if len(set(found.values())) > 1} == {}


def _without_digests(folder):
    """``expected.json`` without what is new in every run."""
    document = json.loads(DIGEST.sub("digest", (folder / "expected.json").read_text(encoding="utf-8")))
    for file in document["files"]:
        for package in file["packages"]:
            del package["check_code"]
    return document


def _figures(folder):
    """What the plain packages of a county state, without what differs by the time of a run."""
    found = {}
    for path in folder.rglob("packages/**/*.asice"):
        if path.stat().st_size and zipfile.is_zipfile(io.BytesIO(path.read_bytes())):
            with zipfile.ZipFile(path) as package:
                if "data/observations.csv" in package.namelist():
                    found[path.relative_to(folder)] = package.read("data/observations.csv")
    return found


def test_two_runs_differ_only_in_keys_and_digests(tmp_path):
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        make_county(folder, "liuhe", lambda *_: None, most_units=1, years=[2025])
    first, second = map(_without_digests, folders)
    assert first == second
    figures = [_figures(folder) for folder in folders]
    assert figures[0]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("number", ["9", "0", "10", "12.9", "0.1", "-3.19", "100"])
def test_a_result_that_is_altered_is_still_written_as_tables_write_it(number):
    other = with_other_digit(number)
    assert other != number
    assert canonical_decimal(Decimal(other)) == other
