"""What differs from last year: each thing once, what changes the figures first; and what was promised."""

import json
from datetime import UTC, datetime

import pytest

from desktop.models.unit.differing import KINDS, differences_of, promises_of
from desktop.models.unit.working_year import WorkingYear
from desktop.services.plans.packs import read_pack
from desktop.services.unit.desk import open_desk
from desktop.services.unit.looking_back import verdicts_until
from desktop.services.unit.past_correction import correct_past
from desktop.services.unit.year import open_year
from forms.findings import Level
from tests.desktop.models.desks import YEAR, Clock
from tests.desktop.models.small_desks import ALIVE, DEAD, KNOWING, MANAGED, PLACES
from tests.plans import small_file

pytestmark = pytest.mark.gui
RATE = "maternal/05/_T"
SAID = "编造的说明：今年起加强随访"


def told(working, kind=None):
    found = differences_of(working, verdicts_until(working.year))
    assert [d.kind for d in found] == sorted((d.kind for d in found), key=KINDS.index)
    return [(d.name, d.detail, d.address) for d in found if kind in (None, d.kind)]


@pytest.fixture
def changed(small, tmp_path):
    """Opens a year under a plan that was changed after the one before it."""

    def open_(change, unit="health"):
        path = small.path("begun", unit)
        document = json.loads(small_file().read_text(encoding="utf-8"))
        change(document)
        document["version"] = "2026.9"
        with open_desk(path, Clock()) as desk:
            desk.adopt_plan(read_pack(json.dumps(document).encode()), "换用新版")
        return small.open(path)

    return open_


def one(things, **wanted):
    (found,) = (t for t in things if all(t.get(name) == value for name, value in wanted.items()))
    return found


def test_nothing_differs_under_the_same_plan_with_all_of_last_year(small):
    assert told(small("filled")) == []


def test_a_target_is_due_in_its_own_year(small):
    assert told(small("begun", "education"), "本年到期") == [
        ("高中毛入学率", "2025 年 ≥95；≥97", "school/03/_T")
    ]


def test_at_the_end_of_the_plan_every_target_without_a_year_is_due(qapp, small):
    del qapp
    clock = Clock()
    clock.now = datetime(2031, 3, 1, tzinfo=UTC)
    path = small.path("begun", "education")
    with open_desk(path, clock) as desk:
        due = told(WorkingYear(open_year(desk, 2030)), "本年到期")
    assert [(name, detail) for name, detail, _ in due] == [
        ("在园女童比例", "2030 年 均衡"),
        ("高中毛入学率", "2030 年 =100"),
        ("女性科学素质比例", "2030 年 提高"),
        ("男女科学素质差距", "2030 年 降低"),
    ]


def test_a_target_of_one_column_says_which(changed):
    def of_the_country(plan):
        target = one(plan["targets"], indicator="management")
        target |= {"breakdown": "RES=R", "year": YEAR}

    assert told(changed(of_the_country), "本年到期") == [("系统管理率", "2025 年 农村 ≥90", RATE)]


def test_a_break_that_the_unit_recorded_comes_first_and_only_in_its_year(small):
    path = small.path("begun")
    working = small.open(path)
    assert not working.redefine(ALIVE, YEAR, "由户籍人口改为常住人口")
    assert not working.redefine(DEAD, YEAR - 1, "含外省死亡")
    working.year.desk.close()
    again = small.open(path)
    assert told(again, "口径变动") == [("活产数", "由户籍人口改为常住人口", ALIVE)]
    assert told(again)[0] == ("活产数", "由户籍人口改为常住人口", ALIVE)


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("definition", "活产数，另一种编造", "口径变动"),
        ("unit", "万人", "口径变动"),
        ("name", "活产儿数", "改名"),
        ("source", "另一本编造的年报", "变动"),
    ],
)
def test_what_the_plan_says_otherwise_is_told_as_what_it_is(changed, field, value, kind):
    working = changed(lambda plan: one(plan["items"], code="births").update({field: value}))
    found = told(working, kind)
    assert [(name, address) for name, _, address in found] == [
        (value if field == "name" else "活产数", ALIVE)
    ], told(working)


def test_a_new_target_and_a_new_row_are_told_and_a_dropped_one_too(changed):
    def change(plan):
        one(plan["targets"], indicator="management")["value"] = 95
        form = one(plan["forms"], code="maternal")
        form["rows"] = [row for row in form["rows"] if row.get("item") != "gap"]
        plan["indicators"] = [i for i in plan["indicators"] if i["code"] != "gap"]
        plan["targets"] = [t for t in plan["targets"] if t["indicator"] != "gap"]
        plan["items"] = [i for i in plan["items"] if i["code"] != "gap"]
        beds = {"code": "beds", "name": "产科床位数"}
        plan["items"].append({**one(plan["items"], code="institutions"), **beds})
        one(plan["forms"], code="survey")["rows"].append({"code": "06", "item": "beds"})

    working = changed(change)
    assert ("目标（一）2 系统管理率", "保持≥90 → 保持≥95", RATE) in told(working, "目标变动")
    assert told(working, "新增") == [("产科床位数", "", "survey/06/_T")]
    assert [name for name, _, _ in told(working, "停用")] == ["城乡死亡率差距"]
    assert [name for name, _, _ in told(working, "上年无数")] == ["产科床位数"]


def test_what_was_warned_of_last_year_is_recalled_most_urgent_first(small):
    working = small("filled", behind=True)
    before = verdicts_until(working.year)[YEAR - 1]
    assert "management" in before
    assert told(working, "上年预警")[0] == ("系统管理率", "上年未达标，本年仍是未达标", RATE)


def test_a_figure_without_last_year_is_told_only_where_anything_of_it_is_known(small):
    path = small.path("begun")
    working = small.open(path)
    desk = working.year.desk
    correct_past(desk, YEAR - 1, {working.cell(PLACES).key: ""}, "年报没有这个数")
    desk.close()
    again = small.open(path)
    assert told(again, "上年无数") == [("妇幼保健机构数", "本年要填", PLACES)]
    known = again.year.figures.history[YEAR - 1]
    correct_past(again.year.desk, YEAR - 1, dict.fromkeys(known, ""), "整年的数来源不明，先不用")
    again.year.desk.close()
    assert told(small.open(path), "上年无数") == []


@pytest.fixture
def promised(small):
    """Last year missed a target and explained it; opens this year, and enters figures."""
    path = small.path("begun")
    before = small.open(path, YEAR - 1)
    figures = {ALIVE: "30000", "maternal/01/RES=U": "20000", "maternal/01/RES=R": "10000", MANAGED: "26850"}
    assert before.paste(figures)
    (finding,) = (f for f in before.year.report.findings if f.code == "TB-TARGET-001")
    assert before.explain(finding, SAID)
    before.year.desk.close()

    def open_(texts=None):
        working = small.open(path)
        assert not texts or working.paste(texts)
        return working

    return open_


def stands(working):
    return [(p.name, p.words, p.stands, p.address) for p in promises_of(working)]


def test_what_was_said_of_a_target_waits_until_there_is_a_figure(promised):
    assert stands(promised()) == [("系统管理率", SAID, "未填", RATE)]


def test_a_target_missed_again_waits_for_an_answer_and_then_has_one(promised):
    working = promised({ALIVE: "30000", MANAGED: "26800"})
    assert [line[2] for line in stands(working)] == ["待回应"]
    (again,) = (f for f in working.findings_at(RATE) if f.code == "TB-TARGET-001")
    assert again.enforcement is Level.QUERY
    assert working.explain(again, "编造的说明：随访已经开始，明年见效")
    assert [line[2] for line in stands(working)] == ["已回应"]


def test_a_target_that_is_met_is_spoken_of_no_more(promised):
    working = promised({ALIVE: "30000", MANAGED: "27700"})
    assert [line[2] for line in stands(working)] == ["不再提示"]


def test_of_what_was_said_of_other_questions_nothing_is_recalled(small):
    path = small.path("begun")
    before = small.open(path, YEAR - 1)
    assert before.enter(PLACES, "0")
    for finding in before.year.report.unexplained:
        assert before.explain(finding, SAID)
    before.year.desk.close()
    assert all(address != KNOWING for *_, address in stands(small.open(path)))
    assert [line[2] for line in stands(small.open(path))] == ["未填"] * len(stands(small.open(path)))
