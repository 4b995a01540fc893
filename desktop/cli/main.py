"""Running one command."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from desktop.cli.answer import Answer, show, show_error
from desktop.own_import import NAMED_ONLY, put_off
from desktop.services.files import require_possible, unforeseen
from desktop.services.places import data_folder, keep_everything_in, remove_what_was_left
from forms.errors import TianbaoError


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
    with put_off(*NAMED_ONLY):
        handler: Callable[[Namespace], Answer] = getattr(import_module(f"desktop.cli.{module}"), function)
    try:
        _require_possible_paths(options)
        answer = handler(options)
    except TianbaoError as error:
        return show_error(error, as_json=options.json)
    except OSError as error:  # from a path that no reader or writer of ours has met before
        return show_error(unforeseen(error), as_json=options.json)
    return show(answer, as_json=options.json)


def _require_possible_paths(options: Namespace) -> None:
    """Raise EnvironmentFault (E-FILE-008) before the command begins, whichever of its options it is."""
    for given in vars(options).values():
        for path in given if isinstance(given, list) else [given]:
            if isinstance(path, Path):
                require_possible(path)
