"""Whatever the bytes of a compiled pack: a plan, or a list of reasons."""

import contextlib
import json
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.plans.files import Approval, PlanFile, build_plan_file, open_plan_file
from desktop.services.plans.packs import PlanPack
from forms.errors import CatalogueError
from forms.plan_check.traceability import trace
from tests.builders import plan
from tests.examples import examples
from tests.forms.plan.test_catalogue import full_pack
from tests.strategies import json_values

NOW = datetime(2026, 3, 26, tzinfo=UTC)
PACK = PlanPack(plan(**full_pack()))
FILE = build_plan_file(PACK, Approval("张三", NOW, "统计局"), None)


def _open_or_refuse(data):
    with contextlib.suppress(CatalogueError):
        found = open_plan_file(data, now=NOW)
        assert isinstance(found, PlanFile)
        trace(found.pack.plan)


@examples(500)
@given(st.data())
def test_no_damaged_pack_makes_the_reader_stumble(data):
    damaged = bytearray(FILE)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    _open_or_refuse(bytes(damaged[: data.draw(st.none() | st.integers(0, len(damaged)))]))


@examples(250)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_stumble(data):
    _open_or_refuse(data)
    _open_or_refuse(b"PK\x03\x04" + bytes(26) + b"mimetype" + data)


def _steps(document, way=()):
    """Ways to every value of a document."""
    yield way
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for step, value in entries:
        if isinstance(value, dict | list):
            yield from _steps(value, (*way, step))
        else:
            yield (*way, step)


TEXT = PACK.data.decode("utf-8")
WAYS = [way for way in _steps(json.loads(TEXT)) if way]


@examples(500)
@given(st.sampled_from(WAYS), json_values)
def test_any_value_anywhere_is_a_plan_that_can_be_traced_or_a_reason(way, value):
    document = json.loads(TEXT, parse_float=Decimal)
    *path, last = way
    holder = document
    for step in path:
        holder = holder[step]
    holder[last] = value
    _open_or_refuse(json.dumps(document, default=str).encode())


def test_what_was_written_is_read():
    assert open_plan_file(FILE, now=NOW).pack.data == PACK.data
