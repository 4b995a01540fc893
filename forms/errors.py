"""Errors that cross a public border of the program.

    TianbaoError                 what the program could not do; stable code, sentence for a clerk
    ├── UserInputError           something a person gave cannot be used as it is
    │   └── CatalogueError       a plan pack has mistakes; carries all of them
    ├── StateError               the year is not in a state that allows this
    └── EnvironmentFault         file, disk, permission, lock: neither the program nor the user is at fault

A *finding* about a figure is a value (``forms.findings``), never an exception.
"""

from __future__ import annotations

from collections.abc import Sequence

from forms.codes.code import ErrorCode
from forms.codes.plan import PlanCode
from forms.frozen import frozen
from forms.turning import shown_on_one_line


class TianbaoError(Exception):
    """Base of every error that leaves a public function.

    Attributes:
        code: stable code ``E-<AREA>-<nnn>``, never reused.
        message: what happened and what to do, in the clerk's words (Chinese). It never contains a
            reported figure, because errors are logged.
        details: facts for the log or for a caller that shows more than the sentence.
    """

    def __init__(self, code: ErrorCode, message: str, **details: object) -> None:
        """Keep the code, the sentence and the facts behind it; what it quotes is made visible."""
        self.code = code
        self.message = shown_on_one_line(message)
        super().__init__(f"{code} {self.message}")
        self.details = details

    @property
    def sentence(self) -> str:
        """The message with its code, by which a person may look it up or ask."""
        return self.message if str(self.code) in self.message else f"{self.message}（{self.code}）"


class UserInputError(TianbaoError):
    """A value, file or option that a person gave cannot be used as it is."""


class StateError(TianbaoError):
    """The reporting year is not in a state that allows the requested step."""


class EnvironmentFault(TianbaoError):
    """A file, disk, permission or lock prevents the step; nothing is lost and no input was wrong."""


@frozen
class Problem:
    """One mistake in a document that came from outside.

    Attributes:
        code: stable code ``E-PLAN-<nnn>`` or another ``E-`` area.
        place: where it stands, e.g. ``targets[12].year`` or ``指标!C14``.
        message: what is wrong and how to mend it, in Chinese.
    """

    code: ErrorCode
    place: str
    message: str

    def __str__(self) -> str:
        """Place, sentence and code on one line."""
        return shown_on_one_line(f"{self.place}：{self.message}（{self.code}）")


class CatalogueError(UserInputError):
    """A plan pack cannot be used; every mistake found is listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; the sentence names how many there are and shows the first."""
        self.problems = tuple(problems)
        super().__init__(
            PlanCode.UNSOUND,
            f"规划数据包有 {len(self.problems)} 处错误，未载入。第一处：{self.problems[0]}",
        )
