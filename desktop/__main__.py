"""``python -m desktop`` and ``tianbao``: the window, or one command without a display."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path

_GARBAGE = 50_000
"""New objects after which a command looks for garbage. Chosen by us: a few megabytes."""


def main(arguments: list[str] | None = None) -> int:
    """Start the program.

    Args:
        arguments: command line without the program's name; None takes it from the process.

    Returns:
        Exit code: 0 fine, 1 the answer is no, 2 usage, 3 environment.
    """
    if not (sys.argv[1:] if arguments is None else arguments) and _has_display():
        return _open_window(None, None)  # the way most people start: no time for a command line
    from desktop.cli.streams import with_streams

    if arguments is None:
        # A command's process is short, and what its imports make stays: searching that for garbage every 700
        # objects takes a tenth of its time.
        gc.set_threshold(_GARBAGE)
    return with_streams(partial(_carry_out, arguments))


def _carry_out(arguments: list[str] | None) -> int:
    """Do what a command line says; help and version end as the commands do."""
    from desktop.cli.answer import show_wrong_usage
    from desktop.cli.chinese import WrongUsage
    from desktop.cli.main import run
    from desktop.cli.parser import build_parser

    try:
        options = build_parser().parse_args(arguments)
    except WrongUsage as error:
        return show_wrong_usage(error, as_json="--json" in (arguments or sys.argv[1:]))
    except SystemExit as ended:
        return int(ended.code or 0)
    if options.selftest:
        from desktop import selftest

        return selftest.run(as_json=options.json)
    if options.handler is not None:
        return run(options)
    if not _has_display():
        print("没有显示器，打不开窗口；命令行照常可用，见 tianbao --help", file=sys.stderr)
        return 3
    return _open_window(options.data_dir, options.open)


def _open_window(folder: Path | None, store: Path | None) -> int:
    gc.disable()  # what is made until the window is there stays: searching it takes 60 ms; run enables it
    from desktop.own_import import import_kept
    from desktop.services.places import data_folder

    with import_kept():
        from desktop.app.starting import run
    return run(data_folder(folder), store)


def _has_display() -> bool:
    """Whether a window can be shown; without one Qt would end the process with a message of its own."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())
