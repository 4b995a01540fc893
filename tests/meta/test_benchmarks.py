"""A benchmark beyond a hard limit ends with 1; one over its budget is a matter for people."""

import pytest

from tests.benchmarks.__main__ import printed
from tests.benchmarks.timing import Measurement, MemoryMeasurement

OVER = Measurement(what="slow", ours=1.5, bare=1, budget="1.3x, at most 2x", within=False)
BEYOND = Measurement(what="too slow", ours=3, bare=1, budget="1.3x, at most 2x", within=False, is_beyond=True)


@pytest.mark.parametrize(
    ("measurements", "code", "mark"),
    [
        ([OVER], 0, "OVER"),
        ([BEYOND, OVER], 1, "BEYOND THE LIMIT"),
        ([MemoryMeasurement("memory", few=80, whole=96, limit=1.2)], 0, "within"),
        ([MemoryMeasurement("memory", few=80, whole=97, limit=1.2), OVER], 1, "BEYOND THE LIMIT"),
    ],
)
def test_what_is_beyond_a_hard_limit_ends_with_one(measurements, code, mark, capsys):
    assert printed(measurements) == code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(measurements)
    assert lines[0].endswith(mark)
