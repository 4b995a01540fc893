"""What a newer version of a plan changes for a unit is told in words, about every thing that changed."""

import re

import pytest

from desktop.services.plans.differences import differences
from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.reporting.layout import lay_out
from tests.desktop.services.plans.released import first_release

CODE = re.compile(r"[a-z]{3,}|[A-Z]{3}=|[<>]=")


def _told(plan_id):
    """What each unit of the first release is told of the bundled version."""
    before, after = first_release(plan_id).plan, load_bundled(plan_id).plan
    for unit in before.reporting_units:
        if unit.code in after.unit_by_code:
            yield from differences(before, lay_out(before, unit.code), after, lay_out(after, unit.code))


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_whatever_changed_says_what(plan_id):
    told = list(_told(plan_id))
    assert told
    assert [d for d in told if d.change in ("changed", "renamed") and not d.detail] == []


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_nothing_is_told_in_codes(plan_id):
    assert [d for d in _told(plan_id) if CODE.search(f"{d.name} {d.detail}")] == []
