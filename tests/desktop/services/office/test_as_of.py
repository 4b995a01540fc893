"""The office's desk as it was on some day: what was decided, set and published later is not seen."""

import json
import shutil
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from db.errors import StoreReadOnly
from db.office.records import PastValue
from desktop.services.clock import local_now
from desktop.services.office.county.collecting import collect
from desktop.services.office.county.looking_back import look_back
from desktop.services.office.county.writing import CollectionFormat, write_collection
from desktop.services.office.decisions.deadlines import ALL, set_deadline
from desktop.services.office.decisions.deciding import excuse
from desktop.services.office.desk import open_office_desk
from desktop.services.plans.packs import PlanPack, read_pack
from forms.canonical import canonical_json
from forms.errors import UserInputError
from forms.filing.receipt_time import day_in_beijing
from tests.desktop.services.both import BIRTHS, YEAR

NOW = local_now()
TODAY = day_in_beijing(NOW)


def later(days):
    return lambda: local_now() + timedelta(days=days)


def collected(path, folder, *, as_of=None, days=0):
    """The bytes that are written, by name, and the collection."""
    with open_office_desk(path, clock=later(days), as_of=as_of) as desk:
        collection = collect(desk, YEAR, provisional=True)
        paths = write_collection(collection, look_back(desk, collection), folder, tuple(CollectionFormat))
    return {one.name: one.read_bytes() for one in paths}, collection


@pytest.fixture
def office(both, tmp_path):
    """A copy of the office's file with one filing in it."""
    both.office.close()
    return Path(shutil.copy(both.office.store.path, tmp_path / "收件.db"))


def act_later(path):
    """Whatever may change a collection, three days later."""
    with open_office_desk(path, "刘敏", later(3)) as desk:
        set_deadline(desk, YEAR, ALL, date(YEAR + 1, 2, 1))
        published = PastValue(year=YEAR - 1, key=BIRTHS, value=Decimal(77), source="年鉴")
        desk.store.import_past([published], reason="", actor="刘敏", now=desk.clock())
        document = canonical_json({**json.loads(desk.pack.data, parse_float=Decimal), "version": "2026.9"})
        desk.adopt_plan_from(PlanPack(read_pack(document).plan, document), YEAR, "换用新版本")
        units = [unit.code for unit in desk.plan.reporting_units]
        waiting = next(unit for unit in units if not desk.store.packages(year=YEAR, unit=unit))
        excuse(desk, waiting, YEAR, "今年没有要报的")
    return waiting


def test_a_day_is_collected_as_it_was_whatever_happened_later(office, tmp_path):
    before, _ = collected(office, tmp_path / "当时")
    waiting = act_later(office)
    after, changed = collected(office, tmp_path / "后来", days=3)
    again, seen = collected(office, tmp_path / "那天", as_of=TODAY, days=4)
    assert after.keys() != before.keys(), "another state has another code, and so other names"
    assert again == before
    assert (changed.pack.plan.version, changed.pack.digest != seen.pack.digest) == ("2026.9", True)
    excused = {one.unit for one in changed.filings if not one.is_missing} - {
        one.unit for one in seen.filings if not one.is_missing
    }
    assert waiting in excused


def test_a_day_to_come_shows_all_that_is_known(office, tmp_path):
    act_later(office)
    after, _ = collected(office, tmp_path / "后来", days=3)
    assert collected(office, tmp_path / "以后", as_of=TODAY + timedelta(days=30), days=3)[0] == after


def test_a_desk_that_looks_back_stores_nothing(office):
    held = office.read_bytes()
    with open_office_desk(office, "刘敏", as_of=TODAY) as desk, pytest.raises(StoreReadOnly):
        set_deadline(desk, YEAR, ALL, date(YEAR + 1, 2, 1))
    assert office.read_bytes() == held


def test_before_the_file_was_made_there_is_nothing_to_be_seen(office):
    with pytest.raises(UserInputError) as raised:
        open_office_desk(office, as_of=date(2001, 1, 1))
    assert raised.value.code == "E-COLLECT-003"
    with closing(open_office_desk(office)) as desk:
        assert not desk.is_read_only, "what was refused is closed"
