"""A bundled plan comes back from its workbook byte for byte."""

import pytest

from desktop.documents.plan_book.workbook import read_plan_workbook, render_plan_workbook
from desktop.services.plans.packs import bundled_ids, load_bundled
from forms.canonical import canonical_json
from forms.plan.catalogue import plan_document


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_a_bundled_pack_comes_back_byte_for_byte(plan_id):
    reading = read_plan_workbook(render_plan_workbook(load_bundled(plan_id).plan))
    assert reading.problems == ()
    assert canonical_json(plan_document(reading.plan)) == load_bundled(plan_id).data
