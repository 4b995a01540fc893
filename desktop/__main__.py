"""``python -m desktop`` and ``tianbao``: the window, or one command without a display."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Start the program.

    Args:
        arguments: command line without the program's name; None takes it from the process.

    Returns:
        Exit code: 0 fine, 1 the answer is no, 2 usage, 3 environment.
    """
    from desktop.cli.main import run, use_utf8
    from desktop.cli.parser import build_parser

    use_utf8()
    options = build_parser().parse_args(arguments)
    if options.selftest:
        from desktop import selftest

        return selftest.run(as_json=options.json)
    if options.handler is not None:
        return run(options)
    if not _has_display():
        print("没有显示器，打不开窗口；命令行照常可用，见 tianbao --help", file=sys.stderr)
        return 3
    from desktop import app
    from desktop.services.places import data_folder

    return app.run(data_folder(options.data_dir), options.open)


def _has_display() -> bool:
    """Whether a window can be shown; without one Qt would end the process with a message of its own."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())
