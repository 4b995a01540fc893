import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import Problem
from forms.plan.record import decode, encode
from forms.text.typed import REFUSED
from tests.strategies import json_values, quantities


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    name: str
    size: Decimal | None = None


@dataclass(frozen=True)
class Tree:
    name: str
    count: int
    tall: bool = False
    colour: Colour = Colour.RED
    span: tuple[int, int] = (0, 1)
    leaves: tuple[Leaf, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    best: Leaf | None = None


def _is_one_line(text: str) -> bool:
    is_broken = re.search(r"[\t-\r\x85\u2028\u2029]", text) or REFUSED.search(text)
    return text == text.strip() and not is_broken


lines = st.text(st.characters(exclude_categories=["Cs"])).filter(_is_one_line)
leaves = st.builds(Leaf, lines, st.none() | quantities())
trees = st.builds(
    Tree,
    lines, st.integers(), st.booleans(), st.sampled_from(Colour), st.tuples(st.integers(), st.integers()),
    st.lists(leaves, max_size=3).map(tuple), st.dictionaries(st.text(), lines, max_size=3),
    st.none() | leaves,
)  # fmt: skip


def read(document: object, cls: Any = Tree) -> tuple[Any, list[tuple[str, str, str]]]:
    problems: list[Problem] = []
    record = decode(cls, document, "树", problems)
    return record, [(p.code, p.place, p.message) for p in problems]


@given(trees)
def test_written_records_read_back(tree: Tree) -> None:
    assert read(encode(tree)) == (tree, [])


def test_every_field_is_written() -> None:
    document = encode(Tree(name="a", count=1, best=Leaf("b", Decimal("1.5"))))
    assert document == {
        "name": "a", "count": 1, "tall": False, "colour": "red", "span": [0, 1], "leaves": [], "words": {},
        "best": {"name": "b", "size": Decimal("1.5")},
    }  # fmt: skip
    assert type(document["colour"]) is str


def test_defaults_may_be_left_out() -> None:
    assert read({"name": "a", "count": 1}) == (Tree(name="a", count=1), [])


BASE = {"name": "a", "count": 1}


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ([], ("E-PLAN-002", "树", "这里应是一组“名称: 值”，却是[]")),
        (None, ("E-PLAN-002", "树", "这里应是一组“名称: 值”，却是空值")),
        ({"name": "a"}, ("E-PLAN-003", "树.count", "缺少这一项，请补上")),
        (BASE | {"colr": 1}, ("E-PLAN-004", "树.colr", "不认识这一项，请核对拼写")),
        (BASE | {"name": 1}, ("E-PLAN-002", "树.name", "这里应是文字，却是1")),
        (BASE | {"name": None}, ("E-PLAN-002", "树.name", "这里应是文字，却是空值")),
        (BASE | {"count": "1"}, ("E-PLAN-002", "树.count", "这里应是整数，却是'1'")),
        (BASE | {"count": True}, ("E-PLAN-002", "树.count", "这里应是整数，却是True")),
        (BASE | {"count": 1.0}, ("E-PLAN-002", "树.count", "这里应是整数，却是1.0")),
        (BASE | {"tall": 1}, ("E-PLAN-002", "树.tall", "这里应是true 或 false，却是1")),
        (BASE | {"colour": "green"}, ("E-PLAN-002", "树.colour", "这里只能是 red、blue，却是'green'")),
        (BASE | {"colour": []}, ("E-PLAN-002", "树.colour", "这里只能是 red、blue，却是[]")),
        (BASE | {"span": [1]}, ("E-PLAN-002", "树.span", "这里应是 2 个值的列表，却是[1]")),
        (BASE | {"span": [1, "x"]}, ("E-PLAN-002", "树.span[1]", "这里应是整数，却是'x'")),
        (BASE | {"leaves": {}}, ("E-PLAN-002", "树.leaves", "这里应是一个列表，却是{}")),
        (
            BASE | {"leaves": [{"name": "b"}, 7]},
            ("E-PLAN-002", "树.leaves[1]", "这里应是一组“名称: 值”，却是7"),
        ),
        (BASE | {"words": []}, ("E-PLAN-002", "树.words", "这里应是一组“名称: 值”，却是[]")),
        (BASE | {"words": {"k": 1}}, ("E-PLAN-002", "树.words.k", "这里应是文字，却是1")),
        (
            BASE | {"best": {"name": "b", "size": 1.5}},
            ("E-PLAN-002", "树.best.size", "这里应是数字，却是1.5"),
        ),
        (
            BASE | {"best": {"name": "b", "size": True}},
            ("E-PLAN-002", "树.best.size", "这里应是数字，却是True"),
        ),
    ],
)
def test_each_mistake_is_named_with_its_place(document: object, problem: tuple[str, str, str]) -> None:
    assert read(document) == (None, [problem])


def test_long_values_are_shortened() -> None:
    _, [(_, _, message)] = read(BASE | {"count": "9" * 1000})
    assert message == f"这里应是整数，却是'{'9' * 36}…"


@pytest.mark.parametrize("size", ["1E+31", "1E+999999999", "1E-31", "NaN", "sNaN", "Infinity"])
def test_numbers_that_cannot_be_written_out_are_refused(size: str) -> None:
    record, problems = read({"name": "b", "size": Decimal(size)}, Leaf)
    assert (record, problems) == (None, [("E-PLAN-002", "树.size", "这里应是大小合理的数字")])


@pytest.mark.parametrize(
    "name", [" a", "a\n", "a\u3000", "a\nb", "a\x00", "a\u2028b", "\ud800", "a\uffff", "x" * 2001]
)
def test_a_text_is_one_printable_line(name: str) -> None:
    record, [(code, place, _)] = read(BASE | {"name": name})
    assert (record, code, place) == (None, "E-PLAN-019", "树.name")


def test_all_mistakes_are_found_at_once() -> None:
    record, problems = read({"count": "x", "leaves": [{}, {"name": 1}], "what": 0})
    assert record is None
    assert sorted(p[1] for p in problems) == [
        "树.count", "树.leaves[0].name", "树.leaves[1].name", "树.name", "树.what",
    ]  # fmt: skip


@given(json_values | st.floats())
def test_no_document_makes_the_reader_stumble(document: object) -> None:
    for cls in (Tree, Leaf):
        record, problems = read(document, cls)
        assert (record is None) == bool(problems)


@given(trees, st.data())
def test_damage_anywhere_never_goes_unnoticed(tree: Tree, data: st.DataObject) -> None:
    document = encode(tree)
    name = data.draw(st.sampled_from(sorted(document)))
    document[name] = data.draw(st.floats() | st.just(object()))
    record, problems = read(document)
    assert record is None
    assert problems[0][1] == f"树.{name}"


def test_maps_of_other_kinds_are_read_too() -> None:
    class Odd(Mapping[str, object]):
        def __getitem__(self, name: str) -> object:
            return BASE[name]

        def __iter__(self) -> Any:
            return iter(BASE)

        def __len__(self) -> int:
            return len(BASE)

    assert read(Odd()) == (Tree(name="a", count=1), [])
