"""Running one command."""

from __future__ import annotations

import errno
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from desktop.cli.answer import FINE, Answer, show, show_error
from desktop.services.files import require_possible, unforeseen
from desktop.services.places import data_folder, keep_everything_in, remove_what_was_left
from forms.errors import TianbaoError

_READER_IS_GONE = {errno.EPIPE, errno.EINVAL}
"""Error numbers of a pipe without reader; the second is that of Windows."""


def run(options: Namespace) -> int:
    """Run the command that the options name and print its answer.

    Returns:
        Exit code of contracts section 1.
    """
    portable = data_folder(None)
    if portable is not None:
        keep_everything_in(portable)
    remove_what_was_left()
    module, _, function = options.handler.partition(":")
    handler: Callable[[Namespace], Answer] = getattr(import_module(f"desktop.cli.{module}"), function)
    try:
        _require_possible_paths(options)
        answer = handler(options)
    except TianbaoError as error:
        return show_error(error, as_json=options.json)
    except OSError as error:  # from a path that no reader or writer of ours has met before
        return show_error(unforeseen(error), as_json=options.json)
    try:
        code = show(answer, as_json=options.json)
        sys.stdout.flush()
        return code
    except OSError as error:
        if error.errno not in _READER_IS_GONE:
            raise
        # A reader such as head has seen enough; the interpreter must not complain when it flushes.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open until the end
        return FINE


def _require_possible_paths(options: Namespace) -> None:
    """Raise EnvironmentFault (E-FILE-008) before the command begins, whichever of its options it is."""
    for given in vars(options).values():
        for path in given if isinstance(given, list) else [given]:
            if isinstance(path, Path):
                require_possible(path)


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is; a pipe on Windows would else get GBK."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
