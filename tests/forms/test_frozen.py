"""Records behave as frozen dataclasses do; the dataclass of the standard library is the yardstick."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from inspect import signature
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.frozen import frozen


@frozen
class Ours:
    """A record with every kind of field that the program uses."""

    code: str
    value: int = 3
    notes: dict[str, int] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    hidden: str | None = field(default=None, repr=False)
    beside: str = field(default="", compare=False)


@dataclass(frozen=True)
class Theirs:
    """The same of the standard library."""

    code: str
    value: int = 3
    notes: dict[str, int] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    hidden: str | None = field(default=None, repr=False)
    beside: str = field(default="", compare=False)


given_fields = st.fixed_dictionaries(
    {"code": st.sampled_from("ab")},
    optional={
        "value": st.integers(0, 1),
        "notes": st.dictionaries(st.sampled_from("xy"), st.integers(0, 1), max_size=1),
        "hidden": st.sampled_from([None, "h"]),
        "beside": st.sampled_from(["", "b"]),
    },
)


@given(given_fields, given_fields)
def test_a_record_answers_as_a_frozen_dataclass(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert repr(Ours(**one)) == repr(Theirs(**one)).replace("Theirs", "Ours")
    assert asdict(Ours(**one)) == asdict(Theirs(**one))
    assert (Ours(**one) == Ours(**other)) is (Theirs(**one) == Theirs(**other))
    assert asdict(replace(Ours(**one), **other)) == asdict(replace(Theirs(**one), **other))
    assert [f.name for f in fields(Ours)] == [f.name for f in fields(Theirs)]


def test_a_record_is_asked_for_its_parameters_before_the_first_is_made() -> None:
    @frozen
    class Asked:
        """A record of which none is made yet."""

        code: str
        value: int = 3

    @frozen
    class Below(Asked):
        """A record of which one is made before one of the record that it is made of."""

        more: int = 0

        def __init__(self, code: str) -> None:
            super().__init__(code, 4)

    assert Below("a").value == 4
    assert list(signature(Asked).parameters) == ["code", "value"]
    assert "__init__" in vars(Asked)
    assert callable(vars(Asked)["__init__"])
    assert Asked("a") == Asked("a", 3)


def test_positions_and_missing_fields_are_as_in_a_dataclass() -> None:
    assert asdict(Ours("a", 1, {"x": 1})) == asdict(Theirs("a", 1, {"x": 1}))
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'code'"):
            kind()  # type: ignore[call-arg]


def test_defaults_are_made_anew_for_each_record() -> None:
    assert Ours("a").notes is not Ours("a").notes
    assert Ours("a").seen is not Ours("a").seen


@pytest.mark.parametrize("name", ["code", "seen", "no_field"])
def test_nothing_is_changed_or_removed(name: str) -> None:
    record = Ours("a")
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, "b")
    with pytest.raises(FrozenInstanceError):
        delattr(record, name)
    assert record == Ours("a")


@frozen
class Span:
    """A record that looks at its fields once they are set."""

    first: int
    last: int = 9

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("the first comes after the last")


def test_a_record_may_refuse_its_fields() -> None:
    assert Span(1).last == 9
    with pytest.raises(ValueError, match="after the last"):
        Span(3, 2)
    with pytest.raises(ValueError, match="after the last"):
        replace(Span(1), first=10)


@frozen
class Small:
    """A record that can be a key."""

    code: str
    beside: int = field(default=0, compare=False)


@frozen
class Larger(Small):
    """A record made of another."""

    more: int = 0

    def __repr__(self) -> str:
        return "own words"


def test_equal_records_are_one_key_and_kinds_are_told_apart() -> None:
    assert {Small("a", 1): "x"}[Small("a", 2)] == "x"
    assert Small("a") != Small("b")
    assert Small("a") != Larger("a")
    assert Small("a") != "a"
    assert hash(Larger("a", 1, 2)) != hash(Larger("a", 1, 3))


def test_a_method_of_its_own_stays_and_fields_are_inherited() -> None:
    assert repr(Larger("a")) == "own words"
    assert Larger("a", 1, 2).more == 2
    assert replace(Larger("a"), more=4) == Larger("a", more=4)
    match Larger("a", 1, 2):
        case Larger(code, _, more):
            assert (code, more) == ("a", 2)
