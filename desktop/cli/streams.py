"""Standard input and output as a command finds them: closed, full, or with a reader that has gone."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from desktop.cli.answer import ENVIRONMENT, FINE
from forms.codes.program import FileCode

_READER_IS_GONE = {errno.EPIPE, errno.EINVAL}
"""Error numbers of a pipe without reader; the second is that of Windows."""


class _AnswerLost(Exception):
    """An answer could not be written; no OSError, which a command would take for one about its own files."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.error = error


class _Stream:
    """A stream that is otherwise what it was."""

    def __init__(self, stream: Any, failed: Callable[[OSError], None]) -> None:
        self._stream, self._failed = stream, failed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return int(self._stream.write(text))
        except OSError as error:
            self._failed(error)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._failed(error)


def _lose_answer(error: OSError) -> None:
    raise _AnswerLost(error)


def _say_nothing(error: OSError) -> None:
    """What is said beside the answer cannot be said; the answer and the exit code hold."""


def with_streams(work: Callable[[], int]) -> int:
    """Do what prints, and return its exit code.

    An answer that could not be written ends with 3 (environment), whatever it was: what was done is done, but
    whoever asked does not know it. A reader such as ``head`` that has seen enough is no fault.

    Args:
        work: the command; it returns its exit code, or raises SystemExit with it.
    """
    kept = sys.stdin, sys.stdout, sys.stderr
    with _missing_ones_opened():
        _use_utf8()
        sys.stdout = _Stream(sys.stdout, _lose_answer)
        sys.stderr = _Stream(sys.stderr, _say_nothing)
        try:
            code = work()
            sys.stdout.flush()
        except _AnswerLost as lost:
            code = _told(lost.error)
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept
    return code


def _told(error: OSError) -> int:
    _silence(1)
    if error.errno in _READER_IS_GONE:
        return FINE
    why = "磁盘已满" if error.errno == errno.ENOSPC else error.strerror or str(error)
    sentence = (
        f"命令执行完了，但结果写不出来：{why}。要改动的已经改动；请换个地方保存结果，或用查看的命令再看一次"
    )
    print(f"{sentence}（{FileCode.ANSWER_LOST}）", file=sys.stderr)
    return ENVIRONMENT


def _silence(descriptor: int) -> None:
    """What is left in a buffer goes nowhere; the interpreter would complain when it ends."""
    with suppress(OSError, ValueError):
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, descriptor)
        os.close(sink)


class _missing_ones_opened:  # noqa: N801 - reads as what it does
    """Gives streams that were closed before the start something to be read from and written to."""

    def __enter__(self) -> None:
        self._opened = []
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123 - open until the end
                self._opened.append(stream)
                setattr(sys, name, stream)

    def __exit__(self, *_: object) -> None:
        for stream in self._opened:
            stream.close()


def _use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is; a pipe on Windows would else get GBK."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
