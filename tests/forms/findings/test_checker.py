import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.findings import RULES, Checker, Level, Rule, Trait
from forms.findings.registry import Scope
from forms.plan.pack import Plan
from forms.reporting.entry import Figures, Observation
from forms.reporting.layout import lay_out
from tests.builders import (
    check,
    checker,
    counting_plan,
    figures,
    form,
    found,
    indicator,
    item,
    key,
    observation,
    plan,
    target,
)
from tests.strategies import entries

CHAIN = {"kind": "chain", "items": ["due", "seen", "ill"], "enforcement": "query"}


def rich_plan(**parameters: object) -> Plan:
    """A plan in which every family of rules has something to do."""
    sexes = ["SEX=F", "SEX=M"]
    return plan(
        items=[
            item("due", breakdown=sexes, zero_plausible=False), item("seen", breakdown=sexes), item("ill"),
            item("share", unit="%", decimals=2, maximum=100), item("asked"), item("sum"),
        ],
        indicators=[
            indicator("rate", ["seen"], ["due"], breakdown=sexes, better="higher"),
            indicator("ill-rate", ["ill"], ["seen"], basis="event_rate", better="lower"),
            indicator("share", ["share"], basis="survey", sample_item="asked", better="higher"),
        ],
        targets=[
            target(">=", 90, year=2025), target("=", 100), target(">=", 80, breakdown="SEX=F", hold=True),
            target("<=", 2, indicator="ill-rate"), target("decrease", indicator="ill-rate"),
            target(">=", 60, indicator="share"),
            target(">=", reference={"indicator": "rate"}, indicator="share", year=2025),
        ],
        relations=[CHAIN, {"kind": "sum", "items": ["sum", "seen", "ill"]}],
        forms=[
            form(["due", "seen", {"item": "ill", "part_of": "02"}, "=rate"], columns=["_T", *sexes]),
            form(["share", "asked", "sum", "=ill-rate", "due"], code="g"),
        ],
        parameters=parameters,
    )  # fmt: skip


PLAN = rich_plan()
PLACES = [cell.key for cell in lay_out(PLAN, "health").entry_cells]
HISTORY: dict[int, dict[str, object]] = {
    year: {"due": 100 + year % 7, "seen": 70 + year % 5, "ill": year % 3, "share": 50 + year % 4}
    for year in range(2019, 2025)
}
SPOILED = HISTORY | {2023: {"due": -3, "seen": 70, "share": 50}}
edits = st.lists(st.tuples(st.sampled_from(PLACES), entries), max_size=12)


def cell(place: tuple[str, str], text: str) -> Observation:
    return observation(PLAN, "/".join(place), text)


@settings(max_examples=120)
@given(st.lists(entries, min_size=len(PLACES), max_size=len(PLACES)), edits)
def test_rechecking_changed_cells_equals_checking_all(
    start: list[str], changes: list[tuple[tuple[str, str], str]]
) -> None:
    current: Figures = figures(PLAN, {}, HISTORY).with_observations(
        cell(place, text) for place, text in zip(PLACES, start, strict=True)
    )
    desk = checker(PLAN)
    desk.check(current)
    for place, text in changes:
        changed = cell(place, text)
        current = current.with_observations([changed])
        anew = Figures(plan=PLAN, year=2025, observations=dict(current.observations), history=current.history)
        assert desk.recheck(current, [changed.key]) == checker(PLAN).check(anew), (
            "a check does not name a figure that it reads, or its screen answers where it fails: "
            "step 1 of the recipe for a rule in CONTRIBUTING.md"
        )


@settings(max_examples=120)
@given(st.lists(entries, min_size=len(PLACES), max_size=len(PLACES)), st.sampled_from([{}, HISTORY, SPOILED]))
def test_a_screen_answers_as_each_of_its_checks_does(
    texts: list[str], history: dict[int, dict[str, object]]
) -> None:
    cells = [cell(place, text) for place, text in zip(PLACES, texts, strict=True)]
    current = figures(PLAN, {}, history).with_observations(cells)
    scope = Scope(PLAN, "health", lay_out(PLAN, "health"))
    screened = [c for rule in RULES for c in rule.make(scope, rule) if c.screen is not None]
    assert len({c.rule.code for c in screened}) > 15
    for asked in screened:
        assert asked.screen is not None
        answer = asked.screen(current)
        assert answer is None or asked.ask(current) is answer, (
            f"{asked.rule.code} asks about what its screen passes: let the screen answer None there"
        )


@given(st.lists(entries, min_size=len(PLACES), max_size=len(PLACES)), st.randoms())
def test_order_of_observations_does_not_matter(texts: list[str], random: object) -> None:
    cells = [cell(place, text) for place, text in zip(PLACES, texts, strict=True)]
    first = checker(PLAN).check(Figures(plan=PLAN, year=2025, observations={c.key: c for c in cells}))
    random.shuffle(cells)  # type: ignore[attr-defined]
    assert checker(PLAN).check(Figures(plan=PLAN, year=2025, observations={c.key: c for c in cells})) == first


@given(st.lists(entries, min_size=len(PLACES), max_size=len(PLACES)))
def test_every_check_gives_one_of_three_answers(texts: list[str]) -> None:
    cells = [cell(place, text) for place, text in zip(PLACES, texts, strict=True)]
    empty = checker(PLAN).check(Figures(plan=PLAN, year=2025))
    report = checker(PLAN).check(figures(PLAN, {}, HISTORY).with_observations(cells))
    assert len(report.findings) + report.passed + report.undecidable == (
        len(empty.findings) + empty.passed + empty.undecidable
    )
    ranks = [f.enforcement.rank for f in report.findings]
    assert ranks == sorted(ranks)
    for finding in report.findings:
        assert finding.cells
        assert finding.message
        assert finding.next_step
        assert len(finding.digest) == 64


def test_recheck_before_any_check_checks_all() -> None:
    all_ = figures(PLAN, {"due": 5})
    assert checker(PLAN).recheck(all_, []) == checker(PLAN).check(all_)


def test_untouched_checks_are_not_repeated() -> None:
    desk = checker(PLAN)
    before = figures(PLAN, {"due": 5, "seen": 9})
    first = desk.check(before)
    # a caller that names no changed cell gets the old answers, whatever the figures say now
    assert desk.recheck(figures(PLAN, {}), []) == first


def test_several_changes_at_once() -> None:
    desk = checker(PLAN)
    desk.check(figures(PLAN, {}))
    pasted = figures(PLAN, {"due": 5, "seen": 9, "share": "x"})
    assert desk.recheck(pasted, [key("due"), key("seen"), key("share")]) == checker(PLAN).check(pasted)


def test_findings_come_most_serious_first_then_as_the_forms_run() -> None:
    p = rich_plan()
    report = check(p, {"due": 0, "seen": "-2", "ill": 3, "share": "140", "sum": "zwei"})
    order = [(f.enforcement.value, f.cells[0], f.code) for f in report.findings]
    assert order == [
        ("mandatory", "f/01/SEX=F", "TB-FILL-001"),
        ("mandatory", "g/01/_T", "TB-CELL-012"),
        ("mandatory", "g/02/_T", "TB-FILL-001"),
        ("mandatory", "g/03/_T", "TB-CELL-001"),
        ("query", "f/01/_T", "TB-CELL-013"),
        ("query", "f/02/_T", "TB-CELL-014"),
        ("query", "f/03/_T", "TB-CHAIN-001"),
    ]


# --- enforcement -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["mandatory", "query", "advisory"])
def test_pack_sets_what_a_rule_means(level: str) -> None:
    report = check(rich_plan(enforcement={"TB-CHAIN-001": level}), {"due": 5, "seen": 9})
    (finding,) = found(report, "TB-CHAIN-001")
    assert (finding.level, finding.enforcement.value) == (Level.QUERY, level)


def test_pack_switches_a_rule_off() -> None:
    assert not found(
        check(rich_plan(enforcement={"TB-CHAIN-001": "off"}), {"due": 5, "seen": 9}), "TB-CHAIN-001"
    )


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if Trait.FIXED not in rule.traits], ids=lambda rule: rule.code
)
def test_every_rule_of_a_plan_can_be_switched_off(rule: Rule) -> None:
    off = rich_plan(enforcement={rule.code: "off"})
    report = Checker(off, "health", lay_out(off, "health"), [rule]).check(figures(off, {}))
    assert (report.findings, report.passed, report.undecidable) == ((), 0, 0)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if Trait.FIXED in rule.traits], ids=lambda rule: rule.code
)
def test_what_tells_of_the_programs_own_faults_stays_on(rule: Rule) -> None:
    off = rich_plan(enforcement={rule.code: "off"})
    nothing = figures(off, {})
    stays = Checker(off, "health", lay_out(off, "health"), [rule]).check(nothing)
    assert stays == Checker(PLAN, "health", lay_out(PLAN, "health"), [rule]).check(nothing)


def test_large_form() -> None:
    p = counting_plan(*(item(f"i{n}") for n in range(90)))
    same: dict[str, object] = {f"i{n}": n for n in range(90)}
    report = check(p, same, {2024: same})
    assert report.findings == ()
    assert report.passed > 90 * 5
    assert [f.code for f in check(p, {}).findings] == ["TB-FILL-001"]
