from __future__ import annotations

from typing import Any

import pytest

from desktop.documents.official.relations import column_texts
from desktop.documents.official.wording import formula_texts, relation_texts, target_lines, target_text
from forms.plan.pack import RelationKind
from forms.reporting.layout import lay_out
from tests.builders import counting_plan, form, indicator, item, plan, rate_plan, target


@pytest.mark.parametrize(
    ("op", "value", "changes", "text"),
    [
        (">=", 90, {"hold": True}, "保持≥90"),
        ("<=", "10.5", {"year": 2025}, "2025年 ≤10.5"),
        ("=", 100, {}, "=100"),
        ("~", 45, {}, "45左右"),
        (">=", 55, {"tier": "aspiration"}, "力争 ≥55"),
        (">=", 95, {"breakdown": "RES=R"}, "农村 ≥95"),
        ("exists", 1, {}, "≥1"),
        ("exists", None, {}, "建有"),
        ("exists", None, {"unit": "名"}, "配有"),
        (None, None, {"indicator": "rate"}, "参考"),
        ("balanced", None, {"words": "合理比例", "hold": True}, "保持合理比例"),
        ("increase", None, {}, "提高"),
        ("decrease", None, {}, "降低"),
        ("decrease", None, {"order": 2}, "增势减缓"),
        ("balanced", None, {}, "均衡"),
        ("relative_increase", 10, {"reference": {"year": 2019, "measure": "relative"}}, "较2019年+10%"),
        ("relative_increase", 10, {"reference": {"year": 2020, "measure": "points"}}, "较2020年+10个百分点"),
    ],
)
def test_targets_in_a_few_characters(op: str, value: object, changes: dict[str, Any], text: str) -> None:
    made = rate_plan(target(op, value, **changes))
    assert target_text(made, made.targets[0]) == text


def test_a_target_that_follows_another_indicator_names_it() -> None:
    other = indicator("members", ["whole"], name="女党员比例")
    made = rate_plan(target(">=", None, reference={"indicator": "members"}), indicators=[other])
    assert target_text(made, made.targets[0]) == "≥女党员比例"


def test_targets_are_listed_by_year_and_once() -> None:
    made = rate_plan(target(">=", 98), target(">=", 90, year=2025), target(">=", 98))
    row = lay_out(made, "health").forms[0].rows[2]
    assert target_lines(made, row) == ("①2025年 ≥90", "②≥98")


def test_a_reference_beside_a_target_says_nothing() -> None:
    made = rate_plan(target(None, indicator="rate"), target(">=", 98))
    assert target_lines(made, lay_out(made, "health").forms[0].rows[2]) == ("≥98",)


def test_relations_and_formulas_are_written_by_row_code() -> None:
    items = [item(c) for c in ("all", "women", "men", "tested", "elsewhere")]
    rate = indicator("share", ["women"], ["all", "tested"])
    made = plan(
        items=items, indicators=[rate],
        forms=[form(["all", {"item": "women", "part_of": "01"}, "men", "tested", "=share"])],
        relations=[
            {"kind": "sum", "items": ["all", "women", "men"]},
            {"kind": "chain", "items": ["all", "tested"]},
            {"kind": "chain", "items": ["all", "elsewhere"]},
        ],
    )  # fmt: skip
    layout = lay_out(made, "health").forms[0]
    assert relation_texts(made, layout) == ("01≥02", "01=02+03", "01≥04")
    assert formula_texts(layout) == ("05=02÷(01+04)×100",)


def test_a_figure_that_is_typed_in_the_row_of_its_indicator_has_a_row_code() -> None:
    made = plan(
        items=[item("all"), item("women")],
        indicators=[indicator("women", ["women"], unit="人"), indicator("share", ["women"], ["all"])],
        forms=[form(["all", {"indicator": "women", "part_of": "01"}, "=share"])],
        relations=[{"kind": "chain", "items": ["all", "women"]}],
    )
    layout = lay_out(made, "health").forms[0]
    assert formula_texts(layout) == ("03=02÷01×100",)
    assert relation_texts(made, layout)[-1] == "01≥02"


def test_a_relation_that_is_only_questioned_is_a_usual_one() -> None:
    made = plan(
        items=[item("all"), item("tested")],
        forms=[form(["all", "tested"])],
        relations=[{"kind": "chain", "items": ["all", "tested"], "enforcement": "query"}],
    )
    assert relation_texts(made, lay_out(made, "health").forms[0]) == ("一般 01≥02",)


def test_columns_are_related_as_they_are_checked() -> None:
    ages = ["AGE=0-17", "AGE=18-59", "AGE=60+"]
    made = plan(
        items=[
            item("people", breakdown=["SEX=F", "RES=U", "RES=R", *ages, *(f"SEX=F;{age}" for age in ages)]),
            item("women", breakdown=["SEX=F"]),
            item("plain"),
        ],
        forms=[
            form(
                ["people", "women", "plain"],
                columns=["_T", "SEX=F", "RES=U", "RES=R", *ages, *(f"SEX=F;{age}" for age in ages)],
            )
        ],
    )
    assert column_texts(made, lay_out(made, "health").forms[0]) == (
        "合计≥女", "01 行 合计=城市+农村", "01 行 合计=各年龄组之和", "01 行 女=女各年龄组之和",
        "01 行 各年龄组≥其中女",
    )  # fmt: skip


def test_relations_of_every_kind_have_words() -> None:
    told = {"sum": "01=02+03", "chain": "01≥02≥03", "equal": "01=02=03", "together": "01、02、03同填同空",
            "exclusive": "01、02、03互斥"}  # fmt: skip
    assert set(told) == set(RelationKind)
    for kind, text in told.items():
        relation = {"kind": kind, "items": ["a", "b", "c"]}
        made = counting_plan(item("a"), item("b"), item("c"), relations=[relation])
        assert relation_texts(made, lay_out(made, "health").forms[0]) == (text,)
