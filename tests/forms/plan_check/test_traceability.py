"""What ``plan check`` finds: passing, failing and explained, for every code."""

import pytest

from forms.plan_check.finding import Severity
from forms.plan_check.traceability import trace
from tests.builders import form, indicator, item, plan, rate_plan, target

HEALTH = [{"unit": "health", "role": "lead"}]


def whole(**changes):
    """A plan with nothing to find: every goal has a target, every indicator an owner and a form."""
    start = {
        "domains": [{"no": 1, "title": "健康", "goals": [{"no": 1, "title": "目标一", "units": HEALTH}]}],
        "strategies": [],
        "owners_confirmed": {"by": "妇儿工委办公室", "date": "2026-11-29"},
        "items": [item("part"), item("whole")],
        "indicators": [made()],
        "targets": [target(">=", 90)],
        "forms": [form(["part", "whole", "=rate"])],
    }
    return plan(**(start | changes))


def made(code="rate", **changes):
    known = {"definition": "定义", "source": "年报", "better": "higher", "owner_is_default": False}
    return indicator(code, ["part"], ["whole"], **(known | changes))


def history(value, year=2020):
    return [{"indicator": "rate", "year": year, "value": value, "source": "规划前言"}]


def found(plan_, code):
    return [f for f in trace(plan_) if f.code == code]


def only(plan_, code):
    (finding,) = found(plan_, code)
    return finding


def explain(**about):
    return [{"code": "why", "text": "t", "reason": "r", **about}]


def test_a_plan_without_gaps_has_no_findings():
    assert trace(whole()) == ()


SURVEY = {"sample_size": 100, "date": "2025", "method": "抽样"}
TYPED = {"basis": "survey", "definition": "d", "source": "s", "owner_is_default": False}
GOALS = [{"no": n, "title": f"目标{n}", "units": HEALTH} for n in (1, 2)]
DOMAIN = {"no": 1, "title": "健康", "goals": GOALS}
GAPS = [
    ("TB-PLAN-001", {"domains": [DOMAIN]},
     "规划.domains[0].goals[1]", {"domain": 1, "goal": 2}),
    ("TB-PLAN-002", {"targets": [target(None)]}, "规划.domains[0].goals[0]", {"domain": 1, "goal": 1}),
    ("TB-PLAN-003", {"targets": [target(">=", 90), target(">=", 80, indicator=None)]},
     "规划.targets[1].indicator", {"domain": 1, "goal": 1}),
    ("TB-PLAN-010", {"indicators": [made(owner=None)]}, "规划.indicators[0].owner", {"indicator": "rate"}),
    ("TB-PLAN-011", {"items": [item("part", owner=None), item("whole")]}, "规划.items[0].owner",
     {"indicator": "rate"}),
    ("TB-PLAN-012", {"indicators": [made(), made("spare")]}, "规划.indicators[1].code",
     {"indicator": "spare"}),
    ("TB-PLAN-013", {"items": [item("part"), item("whole"), item("x")],
                     "indicators": [made(), indicator("lost", ["x"], definition="d", source="s",
                                                      owner_is_default=False)],
                     "targets": [target(">=", 90), target(">=", 1, indicator="lost")]},
     "规划.indicators[1].code", {"indicator": "lost"}),
    ("TB-PLAN-014", {"forms": [form(["part", "=rate"])]}, "规划.indicators[0].formula.numerator",
     {"indicator": "rate"}),
    ("TB-PLAN-016", {"indicators": [made(definition="")]}, "规划.indicators[0].definition",
     {"indicator": "rate"}),
    ("TB-PLAN-020", {"units": [{"code": "health", "name": "卫"}, {"code": "idle", "name": "闲"}]},
     "规划.units[1]", {"unit": "idle"}),
    ("TB-PLAN-030", {"targets": [target("relative_increase", 20,
                                        reference={"year": 2022, "measure": "relative"})]},
     "规划.targets[0]", {"indicator": "rate"}),
    ("TB-PLAN-031", {"history": history(95)}, "规划.targets[0].value", {"indicator": "rate"}),
    ("TB-PLAN-032", {"targets": [target(">=", 90), target(">=", 80)]}, "规划.targets[1].value",
     {"indicator": "rate"}),
    ("TB-PLAN-034", {"indicators": [made(better="lower")]}, "规划.targets[0].op", {"indicator": "rate"}),
    ("TB-PLAN-034", {"indicators": [made(better="zero")]}, "规划.targets[0].op", {"indicator": "rate"}),
    ("TB-PLAN-036", {"targets": [target(">=", 95, year=2025), target(">=", 90)]}, "规划.targets[1].value",
     {"indicator": "rate"}),
    ("TB-PLAN-040", {"indicators": [made(), made("other", proxy_for="rate")],
                     "targets": [target(">=", 90), target(">=", 90, indicator="other")]},
     "规划.indicators[1].proxy_reason", {"indicator": "other"}),
    ("TB-PLAN-042", {"indicators": [made(special_survey={"sample_size": 100})]},
     "规划.indicators[0].special_survey", {"indicator": "rate"}),
    ("TB-PLAN-044", {"items": [item("asked")], "indicators": [indicator("asked", ["asked"], **TYPED)],
                     "targets": [target(">=", 90, indicator="asked")], "forms": [form(["asked"])]},
     "规划.indicators[0].sample_item", {"indicator": "asked"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "place", "about"), GAPS, ids=[gap[0] for gap in GAPS])
def test_a_gap_blocks_until_an_assumption_names_it(code, changes, place, about):
    finding = only(whole(**changes), code)
    assert (finding.place, finding.severity, finding.blocks) == (place, Severity.GAP, True)
    assert finding.subject
    assert finding.message
    assert finding.mend
    explained = only(whole(**changes, assumptions=explain(**about)), code)
    assert (explained.explained_by, explained.blocks) == ("why", False)
    if about.get("indicator") not in (None, "rate"):
        about = {"indicator": "rate"}
        other = whole(**changes, assumptions=explain(**about) if code != "TB-PLAN-044" else [])
        assert only(other, code).blocks


ERRORS = [
    ("TB-PLAN-033", {"targets": [target(">=", 95, tier="floor"), target(">=", 90, tier="aspiration")]},
     "规划.targets[1].tier"),
    ("TB-PLAN-032", {"targets": [target(">=", 95), target("<=", 90)]}, "规划.targets[1].value"),
    ("TB-PLAN-035", {"targets": [target(">=", 101)]}, "规划.targets[0].value"),
    ("TB-PLAN-037", {"targets": [target(">=", 90, unit="‰")]}, "规划.targets[0].unit"),
    ("TB-PLAN-050", {"units": [{"code": "health", "name": "待定"}]}, "规划.units[0].name"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "place"), ERRORS, ids=[f"{e[0]}" for e in ERRORS])
def test_what_nobody_can_mean_blocks_whatever_is_assumed(code, changes, place):
    finding = only(whole(**changes, assumptions=explain(indicator="rate")), code)
    assert (finding.place, finding.severity, finding.blocks) == (place, Severity.ERROR, True)


NOTES = [
    ("TB-PLAN-002", {"targets": [target(None, note="由评估说明")]}),
    ("TB-PLAN-015", {"indicators": [made(owner_is_default=True)], "owners_confirmed": None}),
    ("TB-PLAN-015", {"owners_confirmed": None}),
    ("TB-PLAN-022", {"domains": [{"no": 1, "title": "健康", "goals": [{"no": 1, "title": "目标一"}]}]}),
    ("TB-PLAN-023", {"strategies": [{"domain": 1, "no": 1, "title": "措施一"}]}),
    ("TB-PLAN-030", {"targets": [target("increase")]}),
    ("TB-PLAN-041", {"indicators": [made(), made("other", proxy_for="rate", proxy_reason="没有登记")]}),
    ("TB-PLAN-043", {"indicators": [made(special_survey=SURVEY)]}),
    ("TB-PLAN-061", {"items": [item("part"), item("whole"), item("x")]}),
]


@pytest.mark.parametrize(("code", "changes"), NOTES, ids=[n[0] for n in NOTES])
def test_notes_block_nothing(code, changes):
    finding = only(whole(**changes), code)
    assert (finding.severity, finding.blocks) == (Severity.NOTE, False)


FINE = [
    {"targets": [target(">=", 90, tier="floor"), target(">=", 95, tier="aspiration")]},
    {"targets": [target(">=", 90, year=2025), target(">=", 95)]},
    {"targets": [target(">=", 90), target("<=", 95)], "indicators": [made(better=None)]},
    {"targets": [target(">=", 90), target(">=", 90)]},
    {"targets": [target(">=", 90, bodies=["甲"]), target(">=", 80, bodies=["乙"])]},
    {"targets": [target(">=", 90, hold=True)], "history": history(95)},
    {"history": history(95, 2024)},
    {"history": history(85)},
    {"targets": [target("increase")], "history": history(85)},
    {"targets": [target(">=", 120)], "indicators": [made(may_exceed_100=True)]},
    {"targets": [target("<=", 9)], "indicators": [made(better="lower")], "history": history(12)},
    {"targets": [target("<=", 12, tier="floor"), target("<=", 10, tier="aspiration")],
     "indicators": [made(better="lower")]},
    {"targets": [target("~", 40)], "indicators": [made(better=None)], "history": history(45)},
    {"targets": [target("decrease", order=2)], "history": history(45)},
]  # fmt: skip


@pytest.mark.parametrize("changes", FINE)
def test_what_is_in_order_is_not_questioned(changes):
    assert trace(whole(**changes)) == ()


def test_a_looser_target_names_both_figures():
    sample = whole(indicators=[made(better="lower")], targets=[target("<=", 8)], history=history(7))
    assert only(sample, "TB-PLAN-031").message == "目标值 8 比 2020 年的 7（规划前言）还宽松"


def test_an_indicator_that_others_are_compared_with_has_its_purpose():
    sample = rate_plan(
        target(">=", reference={"indicator": "base"}),
        indicators=[indicator("base", ["part"], ["whole"])],
    )
    assert not found(sample, "TB-PLAN-012")


def test_a_level_for_a_rule_that_does_not_exist_blocks():
    levels = {"TB-SUM-001": "query", "TB-SUM-999": "off", "tb-sum-001": "query"}
    wrong = found(whole(parameters={"enforcement": levels}), "TB-PLAN-070")
    assert [(w.subject, w.blocks) for w in wrong] == [("TB-SUM-999", True), ("tb-sum-001", True)]
    assert wrong[0].place == "规划.parameters.enforcement.TB-SUM-999"


@pytest.mark.parametrize("level", ["off", "advisory", "query", "mandatory"])
def test_a_rule_that_tells_of_failed_checks_keeps_its_level(level):
    levels = dict.fromkeys(("TB-CHECK-001", "TB-RATE-003", "TB-RATE-001"), level)
    wrong = found(whole(parameters={"enforcement": levels}), "TB-PLAN-071")
    assert [(w.subject, w.blocks) for w in wrong] == [("TB-CHECK-001", True), ("TB-RATE-003", True)]


TARGET_CODES = [f"TB-TARGET-00{number}" for number in range(1, 7)]


def test_a_plan_that_asks_about_no_target_is_told_what_that_hides():
    sample = whole(parameters={"enforcement": dict.fromkeys(TARGET_CODES, "off")})
    (told,) = found(sample, "TB-PLAN-072")
    assert not told.blocks
    assert "未达标" in told.message


@pytest.mark.parametrize("left", TARGET_CODES)
def test_one_rule_about_targets_is_enough(left):
    levels = dict.fromkeys(TARGET_CODES, "off") | {left: "advisory"}
    assert not found(whole(parameters={"enforcement": levels}), "TB-PLAN-072")
    del levels[left]
    assert not found(whole(parameters={"enforcement": levels}), "TB-PLAN-072")


@pytest.mark.parametrize("columns", [["_T"], ["_T", "RES=U"], ["_T", "RES=U", "RES=R"]])
def test_a_part_that_is_compared_must_be_asked_for(columns):
    """A gap between town and country needs both, each in a cell of its own."""
    asked = ["RES=U", "RES=R"]
    items = [item("part", breakdown=asked), item("whole", breakdown=asked)]
    gap = made()
    gap["formula"] |= {"compare": "gap", "parts": asked}
    forms = [form(["part", "whole", "=rate"], columns=columns)]
    findings = found(whole(items=items, indicators=[gap], forms=forms), "TB-PLAN-014")
    assert [f.message.count("农村") for f in findings] == ([] if len(columns) == 3 else [2])


# --- figures of several units ------------------------------------------------------------------------

_TWO = [
    {"code": "health", "name": "卫", "full_name": "测试区卫生健康局"},
    {"code": "statistics", "name": "统", "full_name": "测试区统计局"},
]


def shared(**changes):
    """``part`` is counted by one unit, ``whole`` given to it by the statistics office, which has a form."""
    start = {
        "units": _TWO,
        "items": [item("part"), item("whole", owner="statistics")],
        "forms": [form(["part", "whole", "=rate"]), form(["whole"], code="s", unit="statistics")],
    }
    return whole(**start | changes)


def of_county(above, below):
    words = {"name": "份额", "definition": "d", "source": "s", "owner": "statistics"}
    return indicator("share", above, below, owner_is_default=False, **words)


def test_what_the_statistics_office_gives_must_stand_on_a_form_of_its_own():
    assert not [f for f in trace(shared()) if f.code == "TB-PLAN-017"]
    lonely = {"forms": [form(["part", "whole", "=rate"])]}
    finding = only(shared(**lonely), "TB-PLAN-017")
    assert (finding.severity, finding.blocks, finding.indicator) == (Severity.GAP, True, "rate")
    assert not only(shared(**lonely, assumptions=explain(indicator="rate")), "TB-PLAN-017").blocks


def test_an_indicator_of_the_county_is_told_with_the_units_of_its_parts():
    county = shared(county_indicators=[of_county(["part"], ["whole"])])
    finding = only(county, "TB-PLAN-024")
    assert (finding.severity, finding.subject) == (Severity.NOTE, "份额")
    assert "测试区卫生健康局、测试区统计局" in finding.message
    codes = {f.code for f in trace(county)}
    assert not codes & {"TB-PLAN-013", "TB-PLAN-014", "TB-PLAN-018", "TB-PLAN-019"}


def test_a_part_that_nobody_types_is_a_gap_that_an_assumption_explains():
    changes = {
        "items": [item("part"), item("whole", owner="statistics"), item("lost", owner="statistics")],
        "county_indicators": [of_county(["lost"], ["whole"])],
    }
    finding = only(shared(**changes), "TB-PLAN-018")
    assert (finding.severity, finding.blocks, finding.indicator) == (Severity.GAP, True, "share")
    assert not only(shared(**changes, assumptions=explain(indicator="share")), "TB-PLAN-018").blocks


def test_what_one_unit_could_compute_alone_is_remarked():
    alone = {"items": [item("part"), item("whole")], "forms": [form(["part", "whole", "=rate"])]}
    finding = only(shared(**alone, county_indicators=[of_county(["part"], ["whole"])]), "TB-PLAN-019")
    assert finding.severity is Severity.NOTE


def test_a_target_of_the_county_is_bound_and_on_no_form():
    aimed = shared(
        county_indicators=[of_county(["part"], ["whole"])],
        targets=[target(">=", 90), target(">=", 5, indicator="share")],
    )
    assert not [f for f in trace(aimed) if f.blocks]
