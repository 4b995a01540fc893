"""Names, who answers for what, and the county's indicators; and that older packs keep their bytes."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest

import resources
from forms.bounded_json import parse_json
from forms.canonical import canonical_json
from forms.errors import CatalogueError
from forms.plan.catalogue import plan_document, read_plan
from forms.plan.linking import link
from tests.builders import Document, form, indicator, item, pack, target

_UNITS = [
    {"code": "health", "name": "卫生健康局", "full_name": "测试区卫生健康局"},
    {"code": "school", "name": "教育局", "full_name": "测试区教育局"},
]


def _pack(**changes: Any) -> Document:
    basis = pack(
        items=[item("part"), item("whole")],
        indicators=[indicator("rate", ["part"], ["whole"])],
        forms=[form(["part", "whole", "=rate"])],
        units=[dict(unit) for unit in _UNITS],
    )
    return {**basis, **changes}


def _codes(document: Document) -> list[tuple[str, str]]:
    with pytest.raises(CatalogueError) as caught:
        read_plan(document)
    return [(problem.code, problem.place) for problem in caught.value.problems]


def _with_duties(*duties: tuple[str, str]) -> Document:
    document = _pack()
    document["domains"][0]["goals"][0]["units"] = [{"unit": u, "role": r} for u, r in duties]
    return document


def test_a_lead_and_those_who_take_part_are_read() -> None:
    plan = read_plan(_with_duties(("health", "lead"), ("school", "joint")))
    assert [(d.unit, d.role) for d in plan.domains[0].goals[0].units] == [
        ("health", "lead"),
        ("school", "joint"),
    ]


@pytest.mark.parametrize(
    ("duties", "code"),
    [
        ([("nobody", "lead")], "E-PLAN-024"),
        ([("health", "lead"), ("health", "joint")], "E-PLAN-037"),
        ([("health", "joint")], "E-PLAN-037"),
    ],
)
def test_duties_that_nobody_can_follow_are_named(duties: list[tuple[str, str]], code: str) -> None:
    assert _codes(_with_duties(*duties)) == [(code, "规划.domains[0].goals[0].units")]


def test_two_units_cannot_have_one_full_name() -> None:
    units = [dict(unit, full_name="测试区教育局") for unit in _UNITS]
    assert _codes(_pack(units=units)) == [
        ("E-PLAN-038", "规划.units[0].full_name"),
        ("E-PLAN-038", "规划.units[1].full_name"),
    ]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-11", "26-11-29", "20261129", "昨天"])
def test_a_confirmation_names_a_day(day: str) -> None:
    confirmed = {"by": "妇儿工委办公室", "date": day}
    document = _pack(owners_confirmed=confirmed)
    document["indicators"][0]["owner_is_default"] = False
    assert _codes(document) == [("E-PLAN-039", "规划.owners_confirmed.date")]


def test_nothing_stays_a_default_once_the_owners_are_confirmed() -> None:
    document = _pack(owners_confirmed={"by": "妇儿工委办公室", "date": "2026-11-29"})
    assert _codes(document) == [("E-PLAN-039", "规划.indicators.rate.owner_is_default")]


def _undefined(county: Document) -> None:
    county["formula"]["denominator"][0]["item"] = "nothing"


def _taken(county: Document) -> None:
    county["code"] = "rate"


def _unowned(county: Document) -> None:
    county["owner"] = "nobody"


@pytest.mark.parametrize(
    ("spoil", "code"), [(_undefined, "E-PLAN-021"), (_taken, "E-PLAN-014"), (_unowned, "E-PLAN-024")]
)
def test_county_indicators_are_checked_like_all_others(spoil: Callable[[Document], None], code: str) -> None:
    county = indicator("share", ["part"], ["whole"])
    assert read_plan(_pack(county_indicators=[dict(county)])).county_indicators[0].code == "share"
    spoil(county)
    assert code in [found for found, _ in _codes(_pack(county_indicators=[county]))]


def test_a_target_may_be_bound_to_an_indicator_of_the_county() -> None:
    county = indicator("share", ["part"], ["whole"])
    bound = dict(target(">=", 90), indicator="share")
    plan = read_plan(_pack(county_indicators=[county], targets=[bound]))
    assert plan.judged_by_code["share"].code == "share"


@pytest.mark.parametrize(
    ("bound", "proxy", "places"),
    [
        ("rate", {"stands_for": "防治意识", "reason": "没有统计"}, []),
        (None, {"stands_for": "防治意识", "reason": "没有统计"}, ["proxy"]),
        ("rate", {"stands_for": "", "reason": "没有统计"}, ["proxy.stands_for"]),
        ("rate", {"stands_for": "防治意识", "reason": ""}, ["proxy.reason"]),
    ],
)
def test_a_stand_in_says_by_which_figure_for_what_and_why(
    bound: str | None, proxy: Document, places: list[str]
) -> None:
    document = _pack(targets=[{**target("increase", kind="directional"), "indicator": bound, "proxy": proxy}])
    if not places:
        assert read_plan(document).targets[0].proxy is not None
        return
    assert _codes(document) == [("E-PLAN-027", f"规划.targets[0].{place}") for place in places]


def test_a_pack_names_county_indicators_of_the_library_by_their_code() -> None:
    library = {"items": [item("men"), item("women")], "indicators": [indicator("share", ["women"], ["men"])]}
    linked = link({**_pack(), "county_indicators": ["share"]}, [library])
    plan = read_plan(linked)
    assert [i.code for i in plan.county_indicators] == ["share"]
    assert {"men", "women"} <= plan.item_by_code.keys()
    assert "share" not in plan.indicator_by_code


@pytest.mark.parametrize("name", sorted(resources.names("plans/released")))
def test_released_packs_keep_their_bytes_when_they_are_written_again(name: str) -> None:
    """Their digest is what packages of that time name."""
    data = gzip.decompress(resources.read_bytes(name))
    assert canonical_json(plan_document(read_plan(parse_json(data)))) == data
