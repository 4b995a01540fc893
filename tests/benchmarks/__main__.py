"""Runs the benchmarks and prints ratios to the bare work: ``python3 bootstrap.py bench [NAME ...]``.

Figures of one machine in one run; only the ratios travel. A budget that is not kept is marked OVER and is a
matter for people; a hard limit that is exceeded ends the run with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module

from tests.benchmarks.timing import Measurement, MemoryMeasurement

_NAMES = ("checking", "storing", "submitting", "receiving", "boards", "opening", "acting", "starting")
_WITH_OPTIONS = ("durability", "fuzz", "mutations", "receiving-kills")
"""Those that read the rest of the command line themselves."""


def main(names: list[str]) -> int:
    """Run the named benchmarks, all by default."""
    if names[:1] in ([name] for name in _WITH_OPTIONS):
        return int(import_module(f"tests.benchmarks.{names[0].replace('-', '_')}").main(names[1:]))
    if names == ["receiving", "--long"]:
        receiving = import_module("tests.benchmarks.receiving")
        return printed(receiving.run(receiving.LONG))
    unknown = [name for name in names if name not in (*_NAMES, "slips", "limits")]
    if unknown:
        there_are = ", ".join((*_NAMES, "slips", "limits", *_WITH_OPTIONS))
        print(f"no such benchmark: {', '.join(unknown)}; there are {there_are}")
        return 2
    if names in (["slips"], ["limits"]):
        return int(import_module(f"tests.benchmarks.{names[0]}").main())
    print(f"{'what':<58}{'ours':>13}{'bare':>13}  {'ratio':>7}  budget")
    chosen = [name for name in names if name in _NAMES] or _NAMES
    return max(printed(import_module(f"tests.benchmarks.{name}").run()) for name in chosen)


def printed(measurements: Iterable[Measurement | MemoryMeasurement]) -> int:
    """Print each line as soon as it is measured; 1 where a hard limit was exceeded."""
    code = 0
    for measurement in measurements:
        print(measurement.line(), flush=True)
        code = max(code, int(measurement.is_beyond))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
