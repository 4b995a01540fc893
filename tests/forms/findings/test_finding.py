from dataclasses import replace

import pytest

from forms.findings import Explanation, Finding, Level, Report, Result
from tests.builders import check, checker, counting_plan, figures, item, observation, only

PLAN = counting_plan(item("births", "活产数"), item("deaths", "死亡数"))


def questioned(births: object = "-2") -> Report:
    return check(PLAN, {"births": births, "deaths": 3})


def explain(finding: Finding, text: str = "未立项", at: str = "2026-03-01T09:00:00+08:00") -> Explanation:
    return Explanation(
        code=finding.code, cell=finding.cells[0], digest=finding.digest, text=text, by="韩", at=at
    )


def test_levels() -> None:
    assert [(level.value, level.label, level.rank) for level in Level] == [
        ("mandatory", "强制", 0), ("query", "核实", 1), ("advisory", "提示", 2),
    ]  # fmt: skip
    assert [result.value for result in Result] == ["passes", "fails", "undecidable"]


def test_explanation_settles_a_question() -> None:
    report = questioned()
    finding = only(report, "TB-CELL-014")
    assert report.unexplained == (finding,)
    assert not report.is_clear
    explained = report.with_explanations([explain(finding)])
    assert explained.explanation(finding) == explain(finding)
    assert explained.unexplained == ()
    assert explained.is_clear
    assert explained.findings == report.findings
    assert (explained.passed, explained.undecidable) == (report.passed, report.undecidable)


def test_explanation_expires_when_the_value_changes() -> None:
    before, after = questioned("-2"), questioned("-1")
    old = explain(only(before, "TB-CELL-014"))
    finding = only(after, "TB-CELL-014")
    report = after.with_explanations([old])
    assert report.explanation(finding) is None
    assert report.unexplained == (finding,)
    assert report.expired_explanation(finding) == old


def test_an_explanation_stands_in_a_frozen_year_however_the_program_binds_it_now() -> None:
    finding = only(questioned(), "TB-CELL-014")
    report = questioned().with_explanations([replace(explain(finding), digest="0" * 64)])
    assert report.unexplained == (finding,)
    frozen = replace(report, is_frozen=True)
    assert frozen.unexplained == ()
    assert frozen.with_explanations([]).unexplained == (finding,)


def test_newest_expired_explanation_becomes_the_draft() -> None:
    finding = only(questioned(), "TB-CELL-014")
    one, two = (
        replace(explain(finding, text, at), digest=text) for text, at in (("a", "2025"), ("b", "2026"))
    )
    other = replace(one, cell="f/02/_T", at="2027")
    assert questioned().with_explanations([two, one, other]).expired_explanation(finding) == two
    assert questioned().expired_explanation(finding) is None


def test_explanation_of_another_rule_or_cell_counts_for_nothing() -> None:
    finding = only(questioned(), "TB-CELL-014")
    for change in ({"code": "TB-CELL-013"}, {"cell": "f/02/_T"}, {"digest": "0" * 64}):
        report = questioned().with_explanations([replace(explain(finding), **change)])
        assert report.unexplained == (finding,)


def test_digest_is_bound_to_the_values_and_the_year() -> None:
    p = counting_plan(item("a"), item("b"), relations=[{"kind": "chain", "items": ["a", "b"]}])

    def digest(a: str, b: str, year: int = 2025) -> str:
        return only(check(p, {"a": a, "b": b}, year=year), "TB-CHAIN-001").digest

    assert digest("5", "9") == digest("5.00", "9 人")
    assert len({digest("5", "9"), digest("6", "9"), digest("5", "10"), digest("5", "9", 2024)}) == 4


def test_note_and_author_do_not_expire_an_explanation() -> None:
    before = figures(PLAN, {"births": "-2", "deaths": 3})
    noted = before.with_observations([observation(PLAN, "births", "-2", note="x", entered_by="许")])
    one, two = (only(checker(PLAN).check(f), "TB-CELL-014") for f in (before, noted))
    assert one == two


def test_blocking_findings_cannot_be_explained() -> None:
    report = check(PLAN, {"births": "x", "deaths": 3})
    finding = only(report, "TB-CELL-001")
    explained = report.with_explanations([explain(finding)])
    assert explained.blocking == (finding,)
    assert not explained.is_clear


def test_advice_stands_in_nobody_s_way() -> None:
    p = counting_plan(item("births"), parameters={"enforcement": {"TB-CELL-014": "advisory"}})
    report = check(p, {"births": "-2"})
    assert [f.code for f in report.findings] == ["TB-CELL-014"]
    assert report.is_clear


def test_counts_by_enforcement() -> None:
    report = check(PLAN, {"births": "-2", "deaths": "x"})
    assert [report.count(level) for level in Level] == [1, 1, 0]


def test_finding_without_a_cell_has_an_identity() -> None:
    finding = only(questioned(), "TB-CELL-014")
    assert finding.identity == ("TB-CELL-014", "f/01/_T")
    assert replace(finding, cells=("f/01/_T", "f/02/_T")).identity == ("TB-CELL-014", "f/01/_T")
    assert replace(finding, cells=()).identity == ("TB-CELL-014", "")


@pytest.mark.parametrize("entry", ["甲", "乙"])
def test_digest_of_unreadable_text_is_bound_to_the_text(entry: str) -> None:
    one, two = (only(check(PLAN, {"births": t, "deaths": 3}), "TB-CELL-001") for t in (entry, entry + "丙"))
    assert one.digest != two.digest
