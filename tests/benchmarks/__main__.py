"""Runs the benchmarks and prints ratios to the bare work: ``python3 bootstrap.py bench [NAME ...]``.

Figures of one machine in one run; only the ratios travel. Nothing here is asserted: a budget that is not
kept is marked OVER and is a matter for people.
"""

from __future__ import annotations

import sys
from importlib import import_module

_NAMES = ("checking", "storing", "submitting", "receiving", "boards", "opening", "acting", "starting")
_WITH_OPTIONS = ("durability", "fuzz", "mutations", "receiving-kills")
"""Those that read the rest of the command line themselves."""


def main(names: list[str]) -> int:
    """Run the named benchmarks, all by default."""
    if names[:1] in ([name] for name in _WITH_OPTIONS):
        return int(import_module(f"tests.benchmarks.{names[0].replace('-', '_')}").main(names[1:]))
    if names == ["receiving", "--long"]:
        receiving = import_module("tests.benchmarks.receiving")
        for measurement in receiving.run(receiving.LONG):
            print(measurement.line(), flush=True)
        return 0
    unknown = [name for name in names if name not in (*_NAMES, "slips", "limits")]
    if unknown:
        there_are = ", ".join((*_NAMES, "slips", "limits", *_WITH_OPTIONS))
        print(f"no such benchmark: {', '.join(unknown)}; there are {there_are}")
        return 2
    if names in (["slips"], ["limits"]):
        return int(import_module(f"tests.benchmarks.{names[0]}").main())
    print(f"{'what':<58}{'ours':>13}{'bare':>13}  {'ratio':>7}  budget")
    for name in [name for name in names if name in _NAMES] or _NAMES:
        for measurement in import_module(f"tests.benchmarks.{name}").run():
            print(measurement.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
