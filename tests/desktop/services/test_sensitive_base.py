"""A sensitive item of the statistics office goes to no unit as a base figure, whichever way it would take."""

import io

import openpyxl
import pytest

from desktop.services.office.desk import init_office
from desktop.services.office.task.base_figures import base_template, issue_base, read_base, write_base
from desktop.services.office.task.task_outlook import task_outlook
from desktop.services.plans.packs import PlanPack
from desktop.services.unit.filing.finalising import finalise
from desktop.submission.package import inspect
from forms.canonical import canonical_json
from forms.codes.base import BaseCode
from forms.errors import UserInputError
from forms.plan.catalogue import plan_document, read_plan
from tests.builders import form, item, pack
from tests.desktop.cli.receiving.commands import run
from tests.desktop.services.both import YEAR
from tests.desktop.services.giving import WOMEN, giving_office
from tests.desktop.services.tasks import confirmed, task
from tests.desktop.sourced import PEOPLE, PLACES


def with_sensitive(plan, code, version):
    """The plan with one item marked as sensitive."""
    document = plan_document(plan)
    for one in document["items"]:
        one["sensitive"] = one["sensitive"] or one["code"] == code
    document["version"] = version
    return PlanPack(read_plan(document), canonical_json(document))


@pytest.fixture
def hiding(tmp_path):
    """The population is the office's and sensitive."""
    with giving_office(tmp_path, sensitive=["people"]) as made:
        yield made


@pytest.mark.parametrize("value", ["7", "0", "90000", "未收集"])
def test_a_row_of_one_is_refused_and_nothing_is_signed(hiding, value):
    table = hiding.table(("_T", value))
    preview = read_base(hiding.office, table, YEAR)
    (problem,) = preview.reading.problems
    assert (problem.code, preview.reading.figures, preview.reading.refused) == (
        BaseCode.SENSITIVE_ITEM, (), 1,
    )  # fmt: skip
    assert "“常住人口数”是敏感项目" in problem.message
    assert "请从表里删去这一行，报表上有它的单位各自填报" in problem.message
    assert value not in problem.message
    before = hiding.office.store.log_position()
    with pytest.raises(UserInputError) as caught:
        hiding.issue(table=table)
    assert caught.value.code is BaseCode.TABLE
    assert hiding.office.store.bases(YEAR) == []
    assert hiding.office.store.log_position() == before
    assert not list(hiding.folder.glob("*"))


def test_one_is_known_by_its_name_and_in_every_year_and_part(hiding):
    table = "代码,项目,分组,2023,2024,2025,来源\n,常住人口数,女,5,6,7,年报\npeople,,SEX=F,5,6,7,年报".encode()
    reading = read_base(hiding.office, table, YEAR).reading
    assert [one.code for one in reading.problems] == [BaseCode.SENSITIVE_ITEM] * 2
    assert (reading.figures, reading.refused) == ((), 6)


def test_the_empty_table_leaves_it_out_and_it_is_not_called_lacking(hiding, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(base_template(hiding.office, YEAR)))
    assert "people" not in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    hiding.office.close()
    told = looked_at(hiding, tmp_path, hiding.table(("_T", 7)))
    assert ([one["code"] for one in told["refused"]], told["lacking"]) == (["E-BASE-012"], [])
    told = looked_at(hiding, tmp_path, hiding.table())
    assert (told["taken"], told["lacking"]) == (0, [])


def looked_at(hiding, folder, data):
    """What the command says of a table that it does not sign; none of these can be signed."""
    table = folder / "表.csv"
    table.write_bytes(data)
    where = ("--office", hiding.office.path, "--year", YEAR)
    return run("office", "base", *where, table, "--dry-run", "--json", expect=1)


def test_the_unit_fills_it_in_itself(hiding):
    hiding.year.enter(
        {PEOPLE: "9", WOMEN: "7", PLACES: "30"}, sources={PEOPLE: "统计局函", WOMEN: "统计局函"}
    )
    for finding in hiding.year.report.unexplained:
        hiding.year.explain(finding, "已与原始台账逐项核对，数据无误")
    assert finalise(hiding.year) == 1
    hiding.file()
    assert hiding.at_office.current is not None


def owned(**changes):
    """A plan whose statistics office files how many people reported and how many there are."""
    items = [
        item("victims", "受暴人数", owner="health", **changes.get("victims", {})),
        item("reported", "报案人数", owner="statistics", **changes.get("reported", {})),
        item("people", "常住人口数", owner="statistics"),
    ]
    units = [{"code": one, "name": one} for one in ("health", "statistics")]
    forms = [form(["victims"]), form(["reported", "people"], code="population", unit="statistics")]
    return read_plan(pack(units=units, items=items, forms=forms))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"people", "reported"}),
        ({"reported": {"sensitive": True}}, {"people"}),
        ({"victims": {"sensitive": True}}, {"people", "reported"}),
        ({"victims": {"sensitive": True}, "reported": {"same_as": "victims"}}, {"people"}),
        ({"victims": {"sensitive": True, "same_as": "reported"}}, {"people"}),
    ],
)
def test_what_is_the_same_figure_under_another_name_is_hidden_too(tmp_path, changes, expected):
    plan = owned(**changes)
    assert plan.given_out == expected
    made = PlanPack(plan, canonical_json(plan_document(plan)))
    with init_office(tmp_path / "统计局.db", made, "陈静") as office:
        book = openpyxl.load_workbook(io.BytesIO(base_template(office, YEAR)))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"people", "reported", "victims"} & cells == expected


def test_what_a_later_plan_marks_goes_out_no_more(giving, tmp_path):
    """Base figures were signed before the plan said that this item is sensitive."""
    giving.issue(("_T", 7777), ("女", 450))
    giving.office.adopt_plan_from(confirmed(giving.office.pack), 2021, "确认")
    first = task(giving.office, giving.office_key, giving.folder)
    assert "data/base.csv" in names_in(first)
    assert task_outlook(giving.office, YEAR).base_hidden == ()
    marked = with_sensitive(giving.office.plan, "people", "2099.1")
    giving.office.adopt_plan_from(marked, 2021, "标明敏感项目")
    with pytest.raises(UserInputError) as caught:
        write_base(giving.office, YEAR, tmp_path / "again.asice")
    assert caught.value.code is BaseCode.SENSITIVE_ITEM
    assert "“常住人口数”是敏感项目" in caught.value.message
    assert "请签发不含它的下一号" in caught.value.message
    assert not (tmp_path / "again.asice").exists()
    assert task_outlook(giving.office, YEAR).base_hidden == ("常住人口数",)
    second = task(giving.office, giving.office_key, giving.folder)
    assert (second.is_new, second.stored.task.base) == (True, None)
    assert "data/base.csv" not in names_in(second)
    assert b"7777" not in b"".join(one.data for one in inspect(second.stored.data).payload)
    (told,) = [one for one in second.cautions if "基础数据" in one]
    assert "“常住人口数”是敏感项目" in told
    assert "没有随任务发出，请签发不含它的下一号" in told


def test_the_next_number_without_it_goes_with_the_task_again(tmp_path):
    with giving_office(tmp_path) as giving:
        giving.office.adopt_plan_from(confirmed(_two_given(giving.office.plan)), 2021, "确认")
        both = giving.table(("_T", 7777)) + "\nplaces,_T,30,人口年报,正式数".encode()
        giving.issue(table=both)
        giving.office.adopt_plan_from(with_sensitive(giving.office.plan, "people", "2099.1"), 2021, "标明")
        assert read_base(giving.office, both, YEAR).reading.refused == 1
        left = "代码,分组,2025,来源,性质\nplaces,_T,30,人口年报,正式数".encode()
        issue_base(giving.office, read_base(giving.office, left, YEAR), giving.office_key, giving.folder)
        written = task(giving.office, giving.office_key, giving.folder)
        assert written.stored.task.base.version == "2"
        assert not [one for one in written.cautions if "基础数据" in one]
        assert b"7777" not in b"".join(one.data for one in inspect(written.stored.data).payload)


def _two_given(plan):
    """The plan, in which the office owns the places too."""
    document = plan_document(plan)
    for one in document["items"]:
        one["owner"] = "statistics"
    document["version"] = "2099.0"
    return PlanPack(read_plan(document), canonical_json(document))


def names_in(written):
    return {one.name for one in inspect(written.stored.data).payload}


@pytest.fixture
def giving(tmp_path):
    with giving_office(tmp_path) as made:
        yield made
