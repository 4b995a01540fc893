"""No sheet that goes out for a bundled plan shows a code of the pack: people read names."""

import io
import re

import pytest
from openpyxl import load_workbook

from desktop.documents.owner_list.workbook import render_owner_list
from desktop.documents.task_sheet.lines import task_sheet
from desktop.services.plans.packs import bundled_ids, load_bundled

WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def _codes(plan):
    records = (*plan.units, *plan.items, *plan.indicators, *plan.county_indicators, *plan.forms)
    return {one.code for one in (*records, *plan.assumptions)}


def _visible(data):
    """Every text that a person sees in a workbook, page heads and feet included."""
    for page in load_workbook(io.BytesIO(data)):
        if page.sheet_state == "visible":
            yield page.title
            yield from (part.text or "" for part in (page.oddHeader.centre, page.oddFooter.left))
            yield from (str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_the_list_of_owners_is_in_names(plan_id):
    pack = load_bundled(plan_id)
    seen = " ".join(_visible(render_owner_list(pack.plan, pack.digest)))
    assert len(seen) > 1000
    assert not _codes(pack.plan) & set(WORD.findall(seen))


@pytest.mark.parametrize("plan_id", bundled_ids())
def test_the_task_sheets_are_in_names(plan_id):
    plan = load_bundled(plan_id).plan
    for unit in (None, *(unit.code for unit in plan.units)):
        seen = " ".join(text for line in task_sheet(plan, unit).lines for text in line.texts)
        assert not _codes(plan) & set(WORD.findall(seen)), unit
