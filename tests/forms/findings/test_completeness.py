import pytest

from forms.findings import Level
from tests.builders import check, form, found, item, key, only, plan

PLAN = plan(
    items=[item("a", "甲", breakdown=["RES=U"]), item("b", "乙"), item("c", "丙"), item("d", "丁")],
    forms=[
        form(["a", "b", "c"], title="第一表", columns=["_T", "RES=U"]),
        form(["d", "a"], code="g", title="第二表"),
    ],
)
FULL = {"a": 5, "a/RES=U": 3, "b": "-2", "c": 0, "d": "不适用"}


def test_blank_cells_are_counted_and_the_first_named() -> None:
    report = check(PLAN, {"d": 1})
    first, second = found(report, "TB-FILL-001")
    assert first.message == "《第一表》还有 4 格未填：“甲”、“甲”（城市）、“乙” 等"
    assert second.message == "《第二表》还有 1 格未填：“甲”"
    assert first.level is Level.MANDATORY
    assert first.next_step == "补填；没有数据请填 -2（未开展）、-1（未收集）或“不适用”"
    assert first.keys == (key("a"), key("a/RES=U"), key("b"), key("c"))
    assert first.cells[0] == "f/01/_T"


@pytest.mark.parametrize("place", list(FULL))
def test_each_blank_is_found(place: str) -> None:
    assert found(check(PLAN, FULL | {place: " "}), "TB-FILL-001")


def test_three_blanks_are_all_named() -> None:
    report = check(PLAN, {"a": 1, "a/RES=U": 1, "d": 1, "b": "", "c": ""})
    assert only(report, "TB-FILL-001").message == "《第一表》还有 2 格未填：“乙”、“丙”"


@pytest.mark.parametrize("entry", ["0", "-1", "-2", "不适用", "看不懂"])
def test_anything_typed_is_not_blank(entry: str) -> None:
    assert not found(check(PLAN, FULL | {"b": entry}), "TB-FILL-001")


def test_form_without_cells_to_fill_is_complete() -> None:
    assert check(plan(), {}).findings == ()
