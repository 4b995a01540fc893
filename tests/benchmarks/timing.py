"""Timing pairs of work in turn, so that a drifting machine drifts for both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One line of the report.

    Attributes:
        what: what was measured.
        ours: median seconds of our work.
        bare: median seconds of the bare work, None where there is nothing to compare with.
        budget: the budget of the design, in words.
        within: whether the budget is kept; None where it is not a question of this measurement.
        is_beyond: whether a hard limit is exceeded, which is a defect and ends the run with 1.
    """

    what: str
    ours: float
    bare: float | None
    budget: str
    within: bool | None
    is_beyond: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours divided by bare."""
        return self.ours / self.bare if self.bare else None

    def line(self) -> str:
        """The line of the report."""
        ratio = f"{self.ratio:6.2f}x" if self.ratio is not None else "      –"
        bare = f"{self.bare * 1000:10.3f}" if self.bare is not None else "         –"
        mark = (
            "BEYOND THE LIMIT" if self.is_beyond else {True: "within", False: "OVER", None: ""}[self.within]
        )
        return f"{self.what:<58}{self.ours * 1000:10.3f} ms{bare} ms  {ratio}  {self.budget:<28}{mark}"


@dataclass(frozen=True)
class MemoryMeasurement:
    """One line about memory that must not grow with the work.

    Attributes:
        what: what was measured.
        few: highest resident memory with little work, in MB.
        whole: the same with all of it.
        limit: the hard limit of ``whole`` in times of ``few``.
    """

    what: str
    few: int
    whole: int
    limit: float

    @property
    def is_beyond(self) -> bool:
        """Whether the hard limit is exceeded."""
        return self.whole > self.limit * self.few

    def line(self) -> str:
        """The line of the report."""
        mark = "BEYOND THE LIMIT" if self.is_beyond else "within"
        ratio = f"{self.whole / self.few:6.2f}x"
        return f"{self.what:<58}{self.whole:10} MB{self.few:10} MB  {ratio}  {f'{self.limit}x':<28}{mark}"


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """Median of several runs after one that warms up."""
    work()
    return statistics.median(_once(work) for _ in range(runs))


def median_processor_seconds(work: Callable[[], object], runs: int) -> float:
    """The same in processor time: of work that neither waits nor writes, whatever else the machine does."""
    work()
    spent = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return statistics.median(spent)


def in_turn(ours: Callable[[], object], bare: Callable[[], object], runs: int) -> tuple[float, float]:
    """Medians of both kinds of work, run alternately after one warm-up each."""
    ours()
    bare()
    pairs = [(_once(ours), _once(bare)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
