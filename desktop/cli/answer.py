"""The answer of a command, and how it is printed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from desktop.cli.chinese import WrongUsage
from forms.canonical import pretty_json
from forms.errors import CatalogueError, EnvironmentFault, Problem, TianbaoError
from forms.frozen import frozen
from forms.turning import escaped_in_json, shown_plainly

FINE, NO, USAGE, ENVIRONMENT = 0, 1, 2, 3
"""Exit codes (contracts section 1)."""
_LINE_OF_ITS_OWN = re.compile("\n(?![0-9A-F]{4} )")
_FURTHER_LINE = "\n    "
"""A text from outside must not begin a line of the answer; the second line of a fingerprint may."""


@frozen
class Answer:
    """Result of a command.

    Attributes:
        command: name in the JSON schema, ``tianbao/<command>/1``.
        document: members of the JSON document besides ``schema``.
        lines: what a person reads instead.
        exit_code: 0 fine, 1 the answer is no.
    """

    command: str
    document: Mapping[str, Any]
    lines: list[str] = field(default_factory=list)
    exit_code: int = FINE


def show(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and return its exit code."""
    if as_json:
        _write_json({"schema": f"tianbao/{answer.command}/1", **answer.document})
    else:
        for line in answer.lines:
            print(_LINE_OF_ITS_OWN.sub(_FURTHER_LINE, shown_plainly(line)))
    return answer.exit_code


def show_error(error: TianbaoError, *, as_json: bool) -> int:
    """Print an error for a person, and with JSON also its code for programs; returns the exit code."""
    problems = error.problems if isinstance(error, CatalogueError) else ()
    print(error.sentence, file=sys.stderr)
    for problem in problems:
        print(f"  {problem}", file=sys.stderr)
    _write_error(error, problems, as_json=as_json)
    return ENVIRONMENT if isinstance(error, EnvironmentFault) else NO


def show_wrong_usage(error: WrongUsage, *, as_json: bool) -> int:
    """Print the mistake and the usage of the command; returns the exit code."""
    print(f"{error.usage}\n{error.message}（{error.code}）。加 --help 看详细写法。", file=sys.stderr)
    _write_error(error, (), as_json=as_json)
    return USAGE


def _write_error(error: TianbaoError, problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        listed = [{"code": p.code, "place": p.place, "message": p.message} for p in problems]
        document = {"code": str(error.code), "message": error.message, "problems": listed}
        _write_json({"schema": "tianbao/error/1", **document})


def _write_json(document: Mapping[str, Any]) -> None:
    """Write a document; a file name that is no UTF-8 is shown with marks in its place."""
    sys.stdout.write(escaped_in_json(pretty_json(_printable(document))))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {_printable(key): _printable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(entry) for entry in value]
    return value
