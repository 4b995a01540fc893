"""How a fact about a package is stated."""

from __future__ import annotations

from desktop.submission.facts import Fact, FactState

_OPTIONAL = ("paper", "revision")


def ok(name: str, code: str, sentence: str) -> Fact:
    """A fact that holds."""
    return Fact(name, FactState.OK, code, sentence)


def bad(name: str, code: str, sentence: str) -> Fact:
    """A fact that does not hold."""
    return Fact(name, FactState.BAD, code, sentence)


def unknown(name: str, code: str, sentence: str) -> Fact:
    """A fact that could not be decided, without which nothing is accepted."""
    return Fact(name, FactState.UNKNOWN, code, sentence)


def unread(name: str) -> Fact:
    """A fact that could not be examined, because what it depends on is not sound."""
    return Fact(
        name,
        FactState.UNKNOWN,
        "E-VERIFY-001",
        "前面的项目没有通过，这一项没有检查",
        required=name not in _OPTIONAL,
    )
