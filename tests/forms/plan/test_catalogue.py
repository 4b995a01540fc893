import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import canonical_json
from forms.errors import CatalogueError, UserInputError
from forms.plan.catalogue import MOST_PROBLEMS, plan_document, read_plan
from forms.plan.linking import link
from forms.plan.targets import Op, Section, Tier
from tests.builders import Document, form, indicator, item, pack, target
from tests.strategies import json_values


def full_pack() -> Document:
    """A pack that uses every kind of record."""
    return pack(
        publisher="测试区人民政府", deadline="04-30",
        items=[item("part", breakdown=["SEX=F"]), item("whole"), item("asked", decimals=1, maximum=100)],
        indicators=[
            indicator("rate", ["part"], ["whole"], breakdown=["SEX=F"], better="higher"),
            indicator("asked", ["asked"], proxy_for="rate", sample_item="whole", basis="survey"),
        ],
        targets=[
            target(">=", 90, tier="floor", year=2025),
            target(">=", 95, tier="aspiration"),
            target("~", 10, hold=True, note="左右"),
            target("relative_increase", 20, reference={"year": 2020, "measure": "relative"}),
            target(">=", reference={"indicator": "asked"}, breakdown="SEX=F", bodies=["甲", "乙"]),
            target("increase"), target("decrease", order=2), target("balanced"), target("exists"),
            target(None), target("=", 100, section="strategy", item=2),
        ],
        forms=[form(["part", {"item": "whole", "part_of": "01", "label": "全部"}, "=rate", "=asked"],
                    columns=["_T", "SEX=F"], notes=["注"])],
        relations=[{"kind": "chain", "items": ["whole", "part"], "enforcement": "query"},
                   {"kind": "sum", "items": ["whole", "part", "asked"]}],
        history=[{"indicator": "rate", "year": 2020, "value": Decimal("12.9"), "source": "规划前言"}],
        parameters={"nearly_met_margin": Decimal("0.01"), "enforcement": {"TB-YEAR-001": "off"}},
        assumptions=[{"code": "a", "text": "t", "reason": "r", "indicator": "rate"}],
    )  # fmt: skip


def problems(document: object) -> list[tuple[str, str]]:
    with pytest.raises(CatalogueError) as refused:
        read_plan(document)
    return [(p.code, p.place) for p in refused.value.problems]


def test_published_document_reads_back_as_an_equal_plan() -> None:
    plan = read_plan(full_pack())
    document = plan_document(plan)
    assert read_plan(document) == plan
    again = json.loads(canonical_json(document), parse_float=Decimal)
    assert read_plan(again) == plan
    assert canonical_json(plan_document(read_plan(again))) == canonical_json(document)


def test_plan_is_indexed() -> None:
    plan = read_plan(full_pack())
    assert plan.item_by_code["part"].breakdown == ("SEX=F",)
    assert plan.indicator_by_code["asked"].proxy_for == "rate"
    assert plan.unit_by_code["health"].name == "区卫生健康局"
    assert next(form for form in plan.forms if form.code == "f").rows[1].label == "全部"
    assert plan.domain_by_no[1].goals[0].no == 1
    assert [t.tier for t in plan.targets_by_indicator["rate"]][:2] == [Tier.FLOOR, Tier.ASPIRATION]
    assert plan.targets[0].place == "目标（一）1"
    assert plan.targets[-1].place == "措施（一）2"
    assert (plan.targets[-1].section, plan.targets[-1].op) == (Section.STRATEGY, Op.EQUAL)
    assert plan.forms_of("health") == plan.forms
    assert plan.forms_of("education") == ()


def test_a_computed_event_rate_needs_a_denominator() -> None:
    """Only a rate typed as such may do without: it always counts as small numbers."""
    document = full_pack()
    document["indicators"][1] |= {"basis": "event_rate", "sample_item": None}
    document["indicators"][0] |= {"basis": "event_rate"}
    read_plan(document)
    document["indicators"][0]["formula"]["denominator"] = []
    assert problems(document) == [("E-PLAN-023", "规划.indicators.rate.basis")]


def test_published_keys() -> None:
    document = plan_document(read_plan(full_pack()))
    assert list(document) == [
        "id", "title", "place", "region_code", "period", "version", "publisher", "domains", "units", "items",
        "indicators", "targets", "strategies", "forms", "relations", "history", "parameters", "assumptions",
        "office", "deadline", "areas",
    ]  # fmt: skip
    assert list(document["targets"][0]) == [
        "section", "domain", "item", "kind", "op", "value", "unit", "year", "tier", "reference", "hold",
        "order", "breakdown", "bodies", "indicator", "note",
    ]  # fmt: skip


def changed(change: Callable[[Document], None]) -> Document:
    document = full_pack()
    change(document)
    return document


def put(path: str, value: object) -> Callable[[Document], None]:
    """Replace the value at ``a.0.b``."""
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))

    def change(document: Any) -> None:
        for step in way:
            document = document[step]
        document[last] = value

    return change


MISTAKES = [
    ("region_code", "21040", "E-PLAN-010", "规划.region_code"),
    ("region_code", "210404\n", "E-PLAN-019", "规划.region_code"),
    ("region_code", "２１０４０４", "E-PLAN-010", "规划.region_code"),
    ("period", [2030, 2030], "E-PLAN-011", "规划.period"),
    ("period", [1, 20300], "E-PLAN-011", "规划.period"),
    ("deadline", "4-30", "E-PLAN-012", "规划.deadline"),
    ("deadline", "02-29", "E-PLAN-012", "规划.deadline"),
    ("deadline", "04-31", "E-PLAN-012", "规划.deadline"),
    ("deadline", "W10-1", "E-PLAN-012", "规划.deadline"),
    ("deadline", "０４-３０", "E-PLAN-012", "规划.deadline"),
    ("deadline", "13-01", "E-PLAN-012", "规划.deadline"),
    ("items.0.code", "Part_1", "E-PLAN-013", "规划.items[0].code"),
    ("items.1.code", "part", "E-PLAN-014", "规划.items[1].code"),
    ("forms.0.rows.1.code", "01", "E-PLAN-014", "规划.forms.f.01"),
    ("domains.0.goals.1.no", 1, "E-PLAN-015", "规划.domains.1.goals.1"),
    ("strategies.1.no", 1, "E-PLAN-015", "规划.strategies.1.1"),
    ("domains.0.no", 11, "E-PLAN-018", "规划.domains.11"),
    ("items.0.breakdown", ["SEX=X"], "E-PLAN-016", "规划.items.part"),
    ("items.0.breakdown", ["RES=U;SEX=F"], "E-PLAN-016", "规划.items.part"),
    ("forms.0.columns", ["_T", "SEX"], "E-PLAN-016", "规划.forms.f"),
    ("targets.0.breakdown", "", "E-PLAN-016", "规划.targets[0]"),
    ("items.0.decimals", 9, "E-PLAN-017", "规划.items.part.decimals"),
    ("indicators.0.decimals", -1, "E-PLAN-017", "规划.indicators.rate.decimals"),
    ("indicators.0.formula.numerator", [], "E-PLAN-020", "规划.indicators.rate.formula"),
    (
        "indicators.0.formula.denominator.0.item",
        "x",
        "E-PLAN-021",
        "规划.indicators.rate.formula.denominator",
    ),
    ("indicators.1.proxy_for", "x", "E-PLAN-021", "规划.indicators.asked.proxy_for"),
    ("indicators.1.sample_item", "x", "E-PLAN-021", "规划.indicators.asked.sample_item"),
    ("indicators.0.formula.numerator.0.sign", 2, "E-PLAN-022", "规划.indicators.rate.formula.numerator"),
    ("indicators.1.formula.multiplier", 100, "E-PLAN-025", "规划.indicators.asked"),
    ("indicators.0.formula.years", 0, "E-PLAN-028", "规划.indicators.rate.formula.years"),
    ("indicators.0.formula.years", 11, "E-PLAN-028", "规划.indicators.rate.formula.years"),
    ("indicators.0.formula.compare", "gap", "E-PLAN-028", "规划.indicators.rate.formula.parts"),
    ("indicators.0.formula.parts", ["RES=U", "RES=R"], "E-PLAN-028", "规划.indicators.rate.formula.compare"),
    *(
        (
            f"indicators.0.formula.{part}.0.breakdown",
            "SEX=X",
            "E-PLAN-016",
            f"规划.indicators.rate.formula.{part}",
        )
        for part in ("numerator", "denominator")
    ),
    ("items.0.breakdown", ["AGE=45-54", "AGE=35-44"], "E-PLAN-029", "规划.items.part"),
    ("items.0.breakdown", ["SEX=F;AGE=35-64", "SEX=F;AGE=60+"], "E-PLAN-029", "规划.items.part"),
    ("forms.0.columns", ["_T", "AGE=35+", "AGE=65+"], "E-PLAN-029", "规划.forms.f"),
    ("items.0.owner", "x", "E-PLAN-024", "规划.items.part.owner"),
    ("indicators.0.owner", "x", "E-PLAN-024", "规划.indicators.rate.owner"),
    ("forms.0.unit", "x", "E-PLAN-024", "规划.forms.f"),
    ("targets.0.item", 12, "E-PLAN-030", "规划.targets[0]（目标（一）12）"),
    ("targets.0.domain", 12, "E-PLAN-030", "规划.targets[0]（12）"),
    ("targets.10.item", 9, "E-PLAN-030", "规划.targets[10]（措施（一）9）"),
    ("forms.0.domain", 2, "E-PLAN-030", "规划.forms.f"),
    ("targets.0.year", 2031, "E-PLAN-031", "规划.targets[0]（目标（一）1）"),
    ("targets.0.indicator", "x", "E-PLAN-021", "规划.targets[0]（目标（一）1）"),
    ("targets.0.kind", "qualitative", "E-PLAN-032", "规划.targets[0]（目标（一）1）"),
    ("targets.0.op", None, "E-PLAN-032", "规划.targets[0]（目标（一）1）"),
    ("targets.5.op", ">=", "E-PLAN-032", "规划.targets[5]（目标（一）1）"),
    ("targets.5.kind", "quantitative", "E-PLAN-032", "规划.targets[5]（目标（一）1）"),
    ("targets.7.op", "exists", "E-PLAN-032", "规划.targets[7]（目标（一）1）"),
    ("targets.7.kind", "quantitative", "E-PLAN-032", "规划.targets[7]（目标（一）1）"),
    ("targets.0.words", "合理比例", "E-PLAN-032", "规划.targets[0].words"),
    ("targets.0.value", None, "E-PLAN-033", "规划.targets[0]（目标（一）1）"),
    ("targets.4.value", 5, "E-PLAN-033", "规划.targets[4]（目标（一）1）"),
    ("targets.3.reference", {"year": 2020}, "E-PLAN-034", "规划.targets[3]（目标（一）1）"),
    ("targets.3.reference", {"year": 2020, "measure": "x"}, "E-PLAN-034", "规划.targets[3]（目标（一）1）"),
    ("targets.4.reference.indicator", "x", "E-PLAN-021", "规划.targets[4]（目标（一）1）.reference"),
    ("targets.0.order", 3, "E-PLAN-035", "规划.targets[0]（目标（一）1）"),
    ("targets.0.order", 2, "E-PLAN-035", "规划.targets[0]（目标（一）1）"),
    ("forms.0.rows", [], "E-PLAN-040", "规划.forms.f"),
    ("forms.0.rows.0.code", "1", "E-PLAN-041", "规划.forms.f.1"),
    ("forms.0.rows.0", {"code": "01"}, "E-PLAN-042", "规划.forms.f.01"),
    ("forms.0.rows.0.indicator", "rate", "E-PLAN-042", "规划.forms.f.01"),
    ("forms.0.rows.0.item", "x", "E-PLAN-021", "规划.forms.f.01.item"),
    ("forms.0.rows.2.indicator", "x", "E-PLAN-021", "规划.forms.f.03.indicator"),
    ("forms.0.rows.0.part_of", "02", "E-PLAN-043", "规划.forms.f.01"),
    ("forms.0.columns", ["SEX=F", "_T"], "E-PLAN-044", "规划.forms.f"),
    ("forms.0.columns", ["_T", "SEX=F", "SEX=F"], "E-PLAN-044", "规划.forms.f"),
    ("forms.0.columns", [], "E-PLAN-044", "规划.forms.f"),
    ("items.0.same_as", "x", "E-PLAN-021", "规划.items.part.same_as"),
    ("items.0.same_as", "part", "E-PLAN-058", "规划.items.part.same_as"),
    ("items.0.part_of", "x", "E-PLAN-021", "规划.items.part.part_of"),
    ("relations.0.items", ["part"], "E-PLAN-050", "规划.relations[0]"),
    ("relations.1.items", ["whole", "part"], "E-PLAN-050", "规划.relations[1]"),
    ("relations.0.items", ["part", "x"], "E-PLAN-021", "规划.relations[0]"),
    ("relations.0.enforcement", "off", "E-PLAN-051", "规划.relations[0]"),
    ("parameters.enforcement", {"TB-YEAR-001": "x"}, "E-PLAN-051", "规划.parameters.enforcement.TB-YEAR-001"),
    ("history.0.indicator", "x", "E-PLAN-021", "规划.history[0].indicator"),
    ("history.0.breakdown", "SEX", "E-PLAN-016", "规划.history[0]"),
    ("history.0.year", 1880, "E-PLAN-053", "规划.history[0].year"),
    ("id", "Test Plan", "E-PLAN-005", "规划.id"),
    ("version", "../1", "E-PLAN-005", "规划.version"),
    ("office", " 统计局", "E-PLAN-019", "规划.office"),
    ("items.0.name", "两\n行", "E-PLAN-019", "规划.items[0].name"),
    ("items.0.source", "长" * 2001, "E-PLAN-019", "规划.items[0].source"),
    ("publisher", "", "E-PLAN-019", "规划.publisher"),
    ("forms.0.notes", [""], "E-PLAN-019", "规划.forms[0].notes"),
    ("units.0.name", "", "E-PLAN-003", "规划.units[0].name"),
    ("indicators.1.proxy_for", "asked", "E-PLAN-026", "规划.indicators.asked.proxy_for"),
    ("indicators.0.proxy_reason", "没有", "E-PLAN-027", "规划.indicators.rate.proxy_reason"),
    (
        "indicators.1.special_survey",
        {"sample_size": 0},
        "E-PLAN-027",
        "规划.indicators.asked.special_survey.sample_size",
    ),
    (
        "indicators.1.special_survey",
        {"date": "明年"},
        "E-PLAN-027",
        "规划.indicators.asked.special_survey.date",
    ),
    ("targets.4.reference.indicator", "rate", "E-PLAN-036", "规划.targets[4].reference"),
    ("targets.0.reference", {}, "E-PLAN-034", "规划.targets[0].reference"),
    ("title", 7, "E-PLAN-002", "规划.title"),
    ("targets.0.value", Decimal("1E+999999999"), "E-PLAN-002", "规划.targets[0].value"),
    ("unknown", 7, "E-PLAN-004", "规划.unknown"),
]


@pytest.mark.parametrize(("path", "value", "code", "place"), MISTAKES)
def test_each_mistake_is_found_where_it_is(path: str, value: object, code: str, place: str) -> None:
    assert (code, place) in problems(changed(put(path, value)))


def test_doubled_domains_are_found() -> None:
    document = full_pack()
    document["domains"] = document["domains"] * 2
    assert ("E-PLAN-015", "规划.domains.1") in problems(document)


def test_missing_part_is_found() -> None:
    document = full_pack()
    del document["targets"]
    assert problems(document) == [("E-PLAN-003", "规划.targets")]


def test_pack_without_mistakes_has_none() -> None:
    read_plan(full_pack())


def test_all_mistakes_are_reported_at_once() -> None:
    document = changed(put("region_code", "x"))
    put("deadline", "x")(document)
    assert problems(document) == [
        ("E-PLAN-010", "规划.region_code"),
        ("E-PLAN-012", "规划.deadline"),
    ]
    with pytest.raises(UserInputError) as refused:
        read_plan(document)
    assert refused.value.code == "E-PLAN-001"
    assert refused.value.message == (
        "规划数据包有 2 处错误，未载入。第一处："
        "规划.region_code：行政区划代码应是 6 位数字（GB/T 2260）（E-PLAN-010）"
    )


@given(json_values)
def test_no_document_makes_the_reader_stumble(document: object) -> None:
    with pytest.raises(CatalogueError):
        read_plan(document)


ROOTS = sorted(full_pack())


def test_of_very_many_mistakes_the_first_are_listed_and_the_others_counted() -> None:
    units = [{"code": "health", "name": "区卫生健康局"}] * 5_000
    with pytest.raises(CatalogueError) as caught:
        read_plan(full_pack() | {"units": units})
    *listed, rest = caught.value.problems
    assert len(listed) == MOST_PROBLEMS
    assert {problem.code for problem in listed} == {"E-PLAN-014"}
    assert "出现了 5000 次" in listed[0].message
    assert rest.code == "E-PLAN-006"
    assert f" {len(units) - 1 - MOST_PROBLEMS} " in rest.message


@given(st.sampled_from(ROOTS), json_values)
def test_no_damaged_pack_makes_the_reader_stumble(name: str, value: object) -> None:
    try:
        plan = read_plan(full_pack() | {name: value})
    except CatalogueError:
        return
    assert read_plan(plan_document(plan)) == plan


# --- linking with the library ----------------------------------------------------------------------------

LIBRARY: list[Document] = [
    {
        "items": [item("part"), item("whole", "库中全部"), item("unused")],
        "indicators": [indicator("rate", ["part"], ["whole"]), indicator("other", ["unused"])],
    },
    {"items": [item("whole", "第二本库")], "indicators": []},
]


def test_link_takes_what_is_used_and_nothing_else() -> None:
    bare = pack(targets=[target(">=", 90)], forms=[form(["part"])])
    plan = read_plan(link(bare, LIBRARY))
    assert [i.code for i in plan.items] == ["part", "whole"]
    assert [i.code for i in plan.indicators] == ["rate"]
    assert plan.item_by_code["whole"].name == "库中全部"
    assert bare["items"] == []


def test_own_definition_wins_and_owner_is_replaced() -> None:
    units = [{"code": "health", "name": "区卫生健康局"}, {"code": "education", "name": "区教育局"}]
    bare = pack(
        targets=[target(">=", 90)], items=[item("whole", "自己的全部")], units=units,
        owners={"rate": "education", "part": "education"},
    )  # fmt: skip
    plan = read_plan(link(bare, LIBRARY))
    assert plan.item_by_code["whole"].name == "自己的全部"
    assert plan.indicator_by_code["rate"].owner == "education"
    assert plan.item_by_code["part"].owner == "education"
    assert plan.item_by_code["whole"].owner == "health"


def test_pack_asks_a_shared_figure_in_its_own_breakdowns() -> None:
    areas = ["AREA=210202", "AREA=210203"]
    bare = pack(targets=[target(">=", 90)], breakdowns={"part": areas, "rate": areas})
    plan = read_plan(link(bare, LIBRARY))
    assert plan.item_by_code["part"].breakdown == tuple(areas)
    assert plan.indicator_by_code["rate"].breakdown == tuple(areas)
    assert plan.item_by_code["whole"].breakdown == ()


def test_link_follows_a_reference() -> None:
    bare = pack(targets=[target(">=", reference={"indicator": "other"})])
    assert {i.code for i in read_plan(link(bare, LIBRARY)).indicators} == {"rate", "other"}


def test_what_the_library_lacks_is_reported() -> None:
    bare = pack(targets=[target(">=", 90, indicator="nowhere")], forms=[form(["nothing"])])
    assert {code for code, _ in problems(link(bare, LIBRARY))} == {"E-PLAN-021"}
