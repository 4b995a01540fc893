"""One rule that fails takes one line, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from forms.fault import Fault, attempt
from forms.figures.breakdown import SeriesKey
from forms.findings import RULES, Checker, Level, Report, Result, Rule, slip, target
from forms.findings.finding import Explanation
from forms.findings.registry import Answer, Check, Scope
from forms.plan.pack import Plan
from forms.reporting.entry import Figures
from forms.reporting.layout import lay_out
from forms.reporting.measured import Gap
from forms.verdict import Outcome, assessment, judge
from tests.builders import counting_plan, figures, found, item, only, rate_plan
from tests.builders import target as aim

PLAN = rate_plan(aim(">=", 90), aim(">=", 95, item=2), indicator={"name": "管理率"})
ENTRIES = {"part": 95, "whole": 90}
SECRET = "4711"


def failing(code: str = "TB-TEST-001", level: Level = Level.MANDATORY, **changes: Any) -> Rule:
    """A rule that fails at every figure that is typed, with the figure in its words."""

    def ask(given: Figures) -> Answer:
        raise ZeroDivisionError(SECRET)

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        for cell in scope.layout.entry_cells:
            yield Check(rule=rule, keys=(cell.key,), inputs=(cell.key,), ask=ask)

    return replace(RULES[0], **{"code": code, "level": level, "make": make} | changes)


def checked(*rules: Rule, plan: Plan = PLAN, entries: dict[str, Any] = ENTRIES) -> Report:
    return Checker(plan, "health", lay_out(plan, "health"), rules).check(figures(plan, entries))


def test_it_takes_one_line_with_its_code_and_all_others_answer() -> None:
    report = checked(failing(), *RULES)
    line = only(report, "TB-CHECK-001")
    assert line.message == ("“part”、“whole”有 2 项审核没能做成（TB-TEST-001），程序出错，不是数据的问题")
    assert line.cells == ("f/01/_T", "f/02/_T")
    sound = checked(*RULES)
    assert [f for f in report.findings if f != line] == list(sound.findings)
    assert (report.passed, report.undecidable) == (sound.passed, sound.undecidable)


def test_it_must_be_explained_and_can_be() -> None:
    line = only(checked(failing()), "TB-CHECK-001")
    report = checked(failing())
    assert (line.enforcement, report.blocking, report.is_clear) == (Level.QUERY, (), False)
    code, cell = line.identity
    explained = Explanation(code=code, cell=cell, digest=line.digest, text="已对照台账核对")
    settled = report.with_explanations([explained])
    assert settled.is_clear
    assert settled.unmade == report.unmade


def test_what_would_only_have_been_a_hint_is_a_hint() -> None:
    assert only(checked(failing(level=Level.ADVISORY)), "TB-CHECK-001").enforcement is Level.ADVISORY
    both = checked(failing(level=Level.ADVISORY), failing("TB-TEST-002", Level.QUERY))
    assert only(both, "TB-CHECK-001").enforcement is Level.QUERY


def test_an_explanation_expires_with_the_figures_it_speaks_of() -> None:
    digests = {only(checked(failing(), entries=e), "TB-CHECK-001").digest for e in (ENTRIES, {"part": 1})}
    digests |= {only(checked(failing("TB-TEST-002")), "TB-CHECK-001").digest}
    assert len(digests) == 3


def test_the_log_gets_rules_kind_and_place_but_no_figure() -> None:
    report = checked(failing())
    (unmade,) = report.unmade
    assert unmade.codes == ("TB-TEST-001",)
    assert unmade.fault.kind == "ZeroDivisionError"
    assert unmade.fault.place.startswith("tests.forms.findings.test_unmade:")
    assert SECRET not in repr(report)


def test_two_faults_take_two_lines() -> None:
    def other(given: Figures) -> Answer:
        raise KeyError(SECRET)

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        yield Check(rule=rule, keys=(scope.layout.entry_cells[0].key,), inputs=(), ask=other)

    report = checked(failing(), replace(failing("TB-TEST-002"), make=make))
    assert [unmade.codes for unmade in report.unmade] == [("TB-TEST-001",), ("TB-TEST-002",)]
    assert len(found(report, "TB-CHECK-001")) == 2


def test_a_rule_that_fails_at_making_its_checks_is_named_at_the_first_cell() -> None:
    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        yield Check(rule=rule, keys=(), inputs=(), ask=lambda _: Fault("", ""))
        raise RuntimeError

    report = checked(failing(make=make), *RULES)
    assert only(report, "TB-CHECK-001").cells == ("f/01/_T",)
    assert found(report, "TB-RATE-001")


def test_rechecking_asks_it_again() -> None:
    def ask(given: Figures) -> Answer:
        return Result(_WORDS[given.value(SeriesKey("part"))])  # fails at a figure that is not there

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        yield Check(rule=rule, keys=(SeriesKey("part"),), inputs=(SeriesKey("part"),), ask=ask)

    desk = Checker(PLAN, "health", lay_out(PLAN, "health"), (replace(failing(), make=make),))
    sound, bad = figures(PLAN, {"part": 95}), figures(PLAN, {"part": 96})
    first = desk.check(sound)
    assert (first.findings, first.passed) == ((), 1)
    again = desk.recheck(bad, [SeriesKey("part")])
    assert (len(again.findings), again.passed) == (1, 0)
    assert desk.recheck(bad, [SeriesKey("whole")]) == again == desk.check(bad)
    assert desk.recheck(sound, [SeriesKey("part")]) == first


@pytest.mark.parametrize("level", ["off", "advisory"])
def test_no_pack_can_hide_a_failed_check(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = dict.fromkeys(("TB-CHECK-001", "TB-RATE-003"), level)
    plan = rate_plan(aim(">=", 90), parameters={"enforcement": levels})
    assert only(checked(failing(), plan=plan), "TB-CHECK-001").enforcement is Level.QUERY
    monkeypatch.setattr(Figures, "_sum", lambda *_: 1 // 0)
    line = only(checked(*RULES, plan=plan), "TB-CHECK-001")
    assert (line.enforcement, "TB-RATE-003" in line.message) == (Level.QUERY, True)


_WORDS: dict[Any, str] = {Decimal(95): "passes"}


@pytest.mark.parametrize("name", ["_judged", "assess"])
def test_a_verdict_that_cannot_be_worked_out_takes_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise OverflowError(SECRET)

    monkeypatch.setattr(target, name, fail)
    line = only(checked(*RULES), "TB-CHECK-001")
    codes = [f"TB-TARGET-00{n}" for n in range(1, 7)]
    assert f"6 项审核没能做成（{'、'.join(codes)}）" in line.message
    assert line.cells == ("f/03/_T",)


def test_where_a_verdict_fails_the_others_stand_and_it_is_left_to_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound = judge(PLAN.targets[1], figures(PLAN, ENTRIES))

    def fail(wanted: Any, *others: Any) -> Any:
        if wanted is PLAN.targets[0]:
            raise OverflowError(SECRET)
        return pace(wanted, *others)

    pace = assessment._pace
    monkeypatch.setattr(assessment, "_pace", fail)
    failed, stands = (judge(one, figures(PLAN, ENTRIES)) for one in PLAN.targets)
    assert (failed.outcome, failed.outlook, failed.is_alarm) == (Outcome.BY_HAND, None, False)
    assert (failed.summary, failed.arithmetic) == ("没能判定", "程序出错，没能作出判断，由人工评估")
    assert failed.fault is not None
    assert failed.fault.kind == "OverflowError"
    assert stands == sound


def test_words_that_cannot_be_written_do_not_take_the_verdict_along() -> None:
    def fail() -> str:
        raise OverflowError(SECRET)

    verdict = replace(judge(PLAN.targets[0], figures(PLAN, {"part": 1, "whole": 90})), tell=fail)
    assert verdict.outcome is Outcome.NOT_MET
    assert verdict.arithmetic == "程序出错，没能写出判断的过程，请人工核对"


def test_a_diagnosis_that_fails_takes_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise RecursionError

    monkeypatch.setattr(slip.Detective, "_diagnose", fail)
    p = counting_plan(item("births", "活产数"))
    report = checked(*RULES, plan=p, entries={"births": "7.5"})
    assert only(report, "TB-CHECK-001").message.startswith("“活产数”有 3 项审核没能做成（TB-SLIP-001、")
    assert found(report, "TB-CELL-010")


def test_a_derived_value_that_cannot_be_worked_out_takes_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise OverflowError(SECRET)

    monkeypatch.setattr(Figures, "_sum", fail)
    given = figures(PLAN, ENTRIES)
    measured = given.measured(SeriesKey("rate"))
    assert (measured.value, measured.gap) == (None, Gap.FAULTY)
    report = checked(*RULES)
    assert report.unmade[0].codes == ("TB-RATE-003",)
    assert only(report, "TB-CHECK-001").message.startswith("“管理率”有 1 项审核没能做成（TB-RATE-003）")


def test_a_figure_that_must_not_stand_blocks_though_its_suggestion_cannot_be_tried() -> None:
    """The suggestion is tried on the other checks; where one of them fails, nothing is suggested."""
    p = counting_plan(item("all"), item("one"), relations=[_equal("all", "one")])

    def ask(given: Figures) -> Answer:
        return Result({Decimal(7): "passes"}[given.value(SeriesKey("all")) or Decimal(0)])

    def make(scope: Scope, rule: Rule) -> Iterator[Check]:
        yield Check(
            rule=rule,
            keys=(scope.layout.entry_cells[0].key,),
            inputs=(scope.layout.entry_cells[0].key,),
            ask=ask,
        )

    report = checked(replace(failing(), make=make), *RULES, plan=p, entries={"all": 7, "one": 8})
    unequal = only(report, "TB-PAIR-003")
    assert unequal in report.blocking
    assert [str(s.key) for s in unequal.suggestions] == ["one/_T"]


def _equal(*items: str) -> dict[str, Any]:
    return {"kind": "equal", "items": items, "enforcement": "mandatory"}


def test_stopping_the_program_is_no_fault() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(stop)
