"""One answer about a package, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from forms.codes.code import ErrorCode
from forms.errors import Problem
from forms.frozen import frozen


class FactState(StrEnum):
    """How one fact stands."""

    OK = "ok"
    BAD = "bad"
    UNKNOWN = "unknown"


class SignerStatus(StrEnum):
    """What is known about the certificate that signed."""

    REGISTERED = "registered"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"


SIGNER_FACT = "signer"
RECHECK_FACT = "recheck"


@frozen
class Fact:
    """One answer about a package.

    Attributes:
        name: stable name, e.g. ``digests``.
        state: ok, bad or unknown.
        code: stable code of what was found; ``TB-…`` where nothing is wrong, else ``E-…``.
        sentence: Chinese sentence that names the entry or bytes concerned.
        status: a finer state where the fact has one, see ``SignerStatus``.
        problems: every single problem behind a bad fact.
        required: whether the bottom line is not ``ok`` where this fact is ``unknown``; where it is ``bad``,
            it never is.
        results: the compared results as plain JSON types, where the fact compares results; else None.
    """

    name: str
    state: FactState
    code: ErrorCode
    sentence: str
    status: str | None = None
    problems: tuple[Problem, ...] = ()
    required: bool = True
    results: Mapping[str, Any] | None = None

    @property
    def stands_in_the_way(self) -> bool:
        """Whether the package cannot be called sound because of this: it is bad, or open and required."""
        return self.state is FactState.BAD or (self.state is FactState.UNKNOWN and self.required)

    def to_dict(self) -> dict[str, object]:
        """Give the fact as plain JSON types."""
        fact: dict[str, object] = {
            "state": self.state.value,
            "code": str(self.code),
            "sentence": self.sentence,
        }
        if self.status is not None:
            fact["status"] = str(self.status)
        if self.problems:
            fact["problems"] = [
                {"code": str(p.code), "place": p.place, "message": p.message} for p in self.problems
            ]
        if self.results is not None:
            fact["results"] = dict(self.results)
        return fact
