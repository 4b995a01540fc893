"""Whatever stands in a list of owners: owners that make a plan, mistakes by cell, or a refusal."""

import contextlib
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.errors import WorkbookRefused
from desktop.documents.owner_list.marks import HEAD_ROW, LIST_SHEET
from desktop.documents.owner_list.reader import read_owner_list
from desktop.documents.owner_list.workbook import render_owner_list
from forms.plan.catalogue import plan_document, read_plan
from forms.plan.duties import OwnersConfirmed
from forms.plan.owner_list import split_forms, with_owners
from tests.builders import plan
from tests.examples import examples
from tests.forms.plan.test_catalogue import full_pack


def _owned_pack():
    """A pack in which each goal and measure has a lead."""
    pack = full_pack()
    lead = [{"unit": pack["units"][0]["code"], "role": "lead"}]
    pack["strategies"] = [one | {"units": lead} for one in pack["strategies"]]
    pack["domains"] = [
        domain | {"goals": [goal | {"units": lead} for goal in domain["goals"]]} for domain in pack["domains"]
    ]
    return pack


PLAN = plan(**_owned_pack())
DIGEST = "ab" * 32
FILE = render_owner_list(PLAN, DIGEST)
UNITS = [text for unit in PLAN.units for text in (unit.code, unit.name)]
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
    | st.lists(st.sampled_from(UNITS), max_size=3).map("、".join)
)


def _read_or_refuse(data):
    with contextlib.suppress(WorkbookRefused):
        reading = read_owner_list(data, PLAN, DIGEST)
        if reading.problems or list(split_forms(PLAN, reading.owners)):
            return
        changed = with_owners(PLAN, reading.owners, OwnersConfirmed("办公室", "2026-12-01"), "next")
        assert read_plan(plan_document(changed)) == changed


@examples(200)
@given(st.data())
def test_no_damaged_list_makes_the_reader_stumble(data):
    damaged = bytearray(FILE)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(damaged[: data.draw(st.none() | st.integers(0, len(damaged)))]))


@examples(100)
@given(
    st.dictionaries(st.tuples(st.integers(HEAD_ROW, HEAD_ROW + 12), st.integers(1, 8)), VALUES, max_size=6)
)
def test_any_value_in_any_cell_is_an_owner_or_a_mistake(cells):
    book = openpyxl.load_workbook(BytesIO(FILE))
    for (row, column), value in cells.items():
        book[LIST_SHEET].cell(row, column).value = value
    data = BytesIO()
    book.save(data)
    _read_or_refuse(data.getvalue())
