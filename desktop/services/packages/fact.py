"""Making facts about a package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.submission.facts import Fact, FactState
from forms.codes.code import ErrorCode
from forms.codes.verify import VerifyCode

_OPTIONAL = ("paper", "revision", "forms")


def shown(text: str, length: int = 600) -> str:
    """A text that may repeat what a package says: in one line, printable, and not longer than is read."""
    if len(text) <= length and text.isprintable():
        return text
    cut = text if len(text) <= length else f"{text[:length]}…"
    return "".join(c if c.isprintable() else "\ufffd" for c in cut)


def ok(name: str, code: ErrorCode, sentence: str, results: Mapping[str, Any] | None = None) -> Fact:
    """A fact that holds."""
    return Fact(name=name, state=FactState.OK, code=code, sentence=shown(sentence), results=results)


def bad(name: str, code: ErrorCode, sentence: str, results: Mapping[str, Any] | None = None) -> Fact:
    """A fact that does not hold."""
    return Fact(name=name, state=FactState.BAD, code=code, sentence=shown(sentence), results=results)


def unknown(name: str, code: ErrorCode, sentence: str) -> Fact:
    """A fact that could not be decided, without which nothing is accepted."""
    return Fact(name=name, state=FactState.UNKNOWN, code=code, sentence=shown(sentence))


def unread(name: str) -> Fact:
    """A fact that could not be examined, because what it depends on is not sound."""
    return Fact(
        name=name,
        state=FactState.UNKNOWN,
        code=VerifyCode.NOT_CHECKED,
        sentence="前面的项目没有通过，这一项没有检查",
        required=name not in _OPTIONAL,
    )


class Objection(Exception):
    """Why a fact does not hold: raised where reading cannot go on, else returned."""

    def __init__(self, code: ErrorCode, sentence: str, *, is_known: bool = True) -> None:
        """Keep the stable code and the Chinese sentence.

        Args:
            code: stable code.
            sentence: Chinese sentence.
            is_known: whether the fact is bad; else it cannot be decided, and nobody is to blame.
        """
        super().__init__(sentence)
        self.code, self.sentence, self.is_known = code, sentence, is_known

    def fact(self, name: str) -> Fact:
        """The fact that follows."""
        return (bad if self.is_known else unknown)(name, self.code, self.sentence)
