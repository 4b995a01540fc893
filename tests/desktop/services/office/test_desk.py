"""The office's file: made, opened, never taken for a unit's, and who may write into it."""

from datetime import timedelta

import pytest

from db.errors import NotAStore
from desktop.services.clock import ClockBehind
from desktop.services.office.acceptance.accepting_all import without_doubt
from desktop.services.office.desk import init_office, open_office_desk
from desktop.services.office.letters.receipts import wanting_receipts
from desktop.services.office.letters.reminding import late_units, write_reminders
from desktop.services.office.overview.board import board_of
from desktop.services.unit.desk import create_desk, open_desk
from forms.codes.office import OfficeCode
from forms.errors import EnvironmentFault, UserInputError
from forms.receiving.permission import Act
from forms.receiving.role import OfficeRole


def everything_in(folder):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_a_new_file_has_the_plan_and_its_region(office, pack):
    assert office.plan.id == pack.plan.id
    assert office.region == pack.plan.region_code == "210404"
    first = office.store.log_entries()[0]
    assert (first.kind, first.actor) == ("create", "李敏")


def test_an_existing_file_is_not_made_anew(office, pack, office_path, clock):
    office.close()
    before = office_path.read_bytes()
    with pytest.raises(EnvironmentFault) as refused:
        init_office(office_path, pack, "", clock)
    assert refused.value.code == "E-DB-010"
    assert office_path.read_bytes() == before


@pytest.mark.parametrize("beside", [None, b"", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)])
def test_the_other_desks_file_is_named_and_not_touched(tmp_path, pack, clock, beside):
    init_office(tmp_path / "office.db", pack, "", clock).close()
    create_desk(tmp_path / "unit.db", pack, "health", clock).close()
    for name in ("office.db", "unit.db"):
        if beside is not None:
            (tmp_path / f"{name}-journal").write_bytes(beside)
    before = everything_in(tmp_path)
    with pytest.raises(NotAStore) as as_units:
        open_desk(tmp_path / "office.db", clock)
    with pytest.raises(NotAStore) as as_offices:
        open_office_desk(tmp_path / "unit.db", "", clock)
    assert as_units.value.code == as_offices.value.code == OfficeCode.OTHER_STORE
    assert "统计局的数据文件" in as_units.value.sentence
    assert "--store" in as_offices.value.sentence
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"SQLite format 3\x00" + bytes(84), b"\xff" * 50])
def test_what_is_no_store_at_all_is_said(tmp_path, content, clock):
    path = tmp_path / "office.db"
    path.write_bytes(content)
    with pytest.raises(NotAStore) as refused:
        open_office_desk(path, "", clock)
    assert refused.value.code == "E-DB-007"
    assert path.read_bytes() == content


def test_nothing_is_done_while_the_clock_is_behind_the_file(office, office_path, clock):
    office.close()
    clock.now -= timedelta(days=1)
    with open_office_desk(office_path, "李敏", clock) as desk:
        for asked in (lambda: desk.actor, lambda: desk.acting(Act.PEOPLE)):
            with pytest.raises(ClockBehind, match="校正电脑时间"):
                asked()
    with open_office_desk(office_path, "李敏", clock, clock_is_right=True) as desk:
        assert desk.actor == desk.acting(Act.PEOPLE) == "李敏"


def test_while_nobody_is_listed_anybody_may_write(as_officer):
    with as_officer() as desk:
        assert desk.actor == "未署名"
    with as_officer("王芳") as desk:
        assert desk.actor == desk.acting(Act.PEOPLE) == "王芳"


@pytest.fixture
def listed(office, clock):
    for name, role in (("王芳", OfficeRole.HEAD), ("李敏", OfficeRole.OFFICER), ("赵雷", OfficeRole.READER)):
        office.store.set_officer(name, role.value, actor="李敏", now=clock())


@pytest.mark.parametrize(
    ("name", "code"),
    [("", OfficeCode.NOT_AN_OFFICER), ("张三", OfficeCode.NOT_AN_OFFICER), ("赵雷", OfficeCode.READER)],
)
def test_once_people_are_listed_nobody_else_writes(listed, as_officer, name, code):
    with pytest.raises(UserInputError) as refused, as_officer(name) as desk:
        _ = desk.actor
    assert refused.value.code == code
    assert "王芳" in refused.value.sentence


def test_nobody_looks_under_a_name_that_is_not_listed(listed, as_officer, office_path):
    before = office_path.read_bytes()
    with pytest.raises(UserInputError, match="E-OFFICE-002"):
        as_officer("张三")
    with as_officer() as desk, pytest.raises(UserInputError, match="没有写明经办人"):
        _ = desk.actor
    with as_officer("赵雷") as desk:
        assert desk.store.packages() == []
    assert office_path.read_bytes() == before


def test_the_head_decides(listed, as_officer):
    with as_officer("李敏") as desk:
        assert desk.actor == "李敏"
        with pytest.raises(UserInputError) as refused:
            desk.acting(Act.PEOPLE)
        assert refused.value.code == OfficeCode.HEAD_WANTED
    with as_officer(" 王芳 ") as desk:
        assert desk.acting(Act.PEOPLE) == "王芳"


def test_without_a_head_any_officer_decides(office, as_officer, clock):
    office.store.set_officer("李敏", OfficeRole.OFFICER.value, actor="李敏", now=clock())
    with as_officer("李敏") as desk:
        assert desk.acting(Act.PEOPLE) == "李敏"


@pytest.mark.parametrize("year", [2020, 2031, 2999])
def test_nobody_is_due_in_a_year_that_the_plan_does_not_reach(office, tmp_path, year):
    """A mistyped year: a board of units that owe nothing, reminders to all of them."""
    for ask in (
        lambda: board_of(office, year),
        lambda: late_units(office, year, everyone=True),
        lambda: write_reminders(office, year, tmp_path / "催报", everyone=True),
        lambda: without_doubt(office, year),
        lambda: wanting_receipts(office, year),
    ):
        with pytest.raises(UserInputError, match=f"{year} 年不在规划期 2021—2030 年内"):
            ask()
    assert not (tmp_path / "催报").exists()
