"""``python -m desktop`` and ``tianbao``: the window, or one command without a display."""

from __future__ import annotations

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
    from desktop import app
    from desktop.services.places import data_folder

    return app.run(data_folder(options.data_dir), options.open)


if __name__ == "__main__":
    sys.exit(main())
