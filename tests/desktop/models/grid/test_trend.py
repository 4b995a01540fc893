"""What the chart of a cell shows, and that there is none where nothing could be drawn."""

import json
from decimal import Decimal

import pytest

from desktop.models.grid.trend import Trend, trend_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import create_desk
from desktop.services.unit.year import open_year
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, ALIVE_URBAN, EARLY_RURAL, KNOWING, MORTALITY, PLACES
from tests.plans import small_file

pytestmark = pytest.mark.gui
RATE = "maternal/05/_T"
GAP = "maternal/08/_T"
ENROLMENT = "school/03/_T"


def chart(working, address):
    return trend_of(working, working.row(address), working.cell(address))


@pytest.fixture
def with_target(qapp, tmp_path):
    """Opens an empty year of the small plan whose 系统管理率 has another target."""
    del qapp
    desks = []

    def open_(**changes):
        plan = json.loads(small_file().read_text(encoding="utf-8"))
        (target,) = (t for t in plan["targets"] if t["indicator"] == "management")
        target |= changes
        pack = read_pack(json.dumps(plan).encode())
        desks.append(create_desk(tmp_path / f"{len(desks)}.db", pack, "health", Clock()))
        return WorkingYear(open_year(desks[-1], YEAR))

    yield open_
    for desk in desks:
        desk.close()


@pytest.mark.parametrize("op", [">=", "<="])
@pytest.mark.parametrize("hold", [True, False])
def test_a_target_of_nought_is_a_level_line_at_nought(with_target, op, hold):
    assert chart(with_target(op=op, value=0, hold=hold), RATE).path == ((2020, 0), (2030, 0))


def test_a_path_without_any_figure_is_a_level_line_at_the_target(with_target):
    trend = chart(with_target(hold=False), RATE)
    assert (trend.points, trend.outlook) == ((), ())
    assert trend.path == ((2020, Decimal(90)), (2030, Decimal(90)))
    assert trend.spoken == "没有历年数据；目标 ≥ 90"


def test_a_target_that_was_due_before_the_first_figure_is_drawn_forwards(with_target):
    working = with_target(hold=False, year=2023)
    assert working.put({ALIVE: "1000", "maternal/04/_T": "800"}, "paste")
    trend = chart(working, RATE)
    assert trend.points == ((2025, Decimal(80)),)
    assert trend.path == ((2023, Decimal(90)), (2025, Decimal(90)))


def test_what_a_plan_counts_from_long_ago_is_on_the_axis(qapp, tmp_path):
    del qapp
    plan = json.loads(small_file().read_text(encoding="utf-8"))
    plan["parameters"]["baseline_year"] = 2015
    pack = read_pack(json.dumps(plan).encode())
    with create_desk(tmp_path / "a.db", pack, "health", Clock()) as desk:
        trend = chart(WorkingYear(open_year(desk, YEAR)), RATE)
    assert trend.first_year == trend.path[0][0] == 2015


def test_a_chart_of_a_count_shows_every_known_year_and_no_target(small):
    trend = chart(small("filled"), ALIVE)
    assert [year for year, _ in trend.points] == list(range(2019, YEAR + 1))
    assert (trend.path, trend.outlook, trend.path_label) == ((), (), "")
    assert (trend.first_year, trend.last_year, trend.year) == (2019, 2030, YEAR)


def test_a_part_of_a_judged_rate_has_no_target_of_its_own(small):
    working = small("filled")
    assert chart(working, MORTALITY).path
    assert not chart(working, "maternal/03/RES=U").path


@pytest.mark.parametrize("address", [GAP, "survey/04/_T"])
def test_a_direction_without_a_figure_has_points_and_no_path(small, address):
    trend = chart(small("filled"), address)
    assert len(trend.points) > 2
    assert not trend.path


@pytest.mark.parametrize("behind", [True, False])
def test_the_outlook_goes_on_from_this_year_to_the_end_of_the_plan(small, behind):
    trend = chart(small("filled", behind=behind), KNOWING)
    (start, value), (end, expected) = trend.outlook
    assert (start, end) == (YEAR, 2030)
    assert value == trend.points[-1][1]
    assert expected != value


def test_there_is_no_outlook_without_this_years_figure(small):
    working = small("filled")
    assert working.clear([PLACES])
    trend = chart(working, PLACES)
    assert (trend.points[-1][0], trend.outlook) == (YEAR - 1, ())


@pytest.mark.parametrize(("address", "cleared"), [(EARLY_RURAL, []), (ALIVE_URBAN, [ALIVE_URBAN])])
def test_nothing_is_drawn_of_a_closed_cell_or_of_a_single_figure(with_target, address, cleared):
    working = with_target()
    assert working.enter(ALIVE_URBAN, "10")
    if cleared:
        assert len(working.year.figures.observations) == 1
    assert chart(working, address) is None


def test_a_line_is_cut_where_the_definition_changed_and_its_points_stay(small):
    path = small.path("filled")
    working = small.open(path)
    assert not working.redefine(ALIVE, 2023, "由户籍人口改为常住人口")
    before = chart(working, ALIVE)
    trend = chart(small.open(path), ALIVE)
    assert trend.points == before.points
    assert [len(part) for part in trend.segments] == [4, 3]
    assert trend.breaks == ((2023, "由户籍人口改为常住人口"),)
    assert trend.spoken.endswith("；2023 年起口径已变：由户籍人口改为常住人口")


def test_a_rate_is_cut_with_the_count_it_is_computed_from_and_judged_by_what_remains(small):
    path = small.path("filled")
    assert not small.open(path).redefine(ALIVE, YEAR, "由户籍人口改为常住人口")
    trend = chart(small.open(path), MORTALITY)
    assert [len(part) for part in trend.segments] == [6, 1]
    assert trend.outlook == ()


@pytest.mark.parametrize(
    ("breaks", "lengths"),
    [((), [4]), ((2021,), [1, 3]), ((2019,), [4]), ((2021, 2022), [1, 1, 2]), ((2030,), [4])],
)
def test_segments_begin_with_the_first_year_of_each_definition(breaks, lengths):
    points = tuple((year, Decimal(year)) for year in range(2020, 2024))
    trend = Trend(
        points=points, path=(), outlook=(), first_year=2020, last_year=2030, year=2023, path_label="",
        decimals=0, unit="人", breaks=tuple((year, "口径") for year in breaks),
    )  # fmt: skip
    assert [len(part) for part in trend.segments] == lengths
    assert [p for part in trend.segments for p in part] == list(points)


def test_of_several_targets_the_one_that_presses_is_drawn(small):
    trend = chart(small("filled", "education", behind=True), ENROLMENT)
    assert trend.path_label.startswith("目标 ")
    assert trend.path[-1][0] in (2025, 2030)
