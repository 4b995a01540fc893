"""``receive`` killed at random points: a sample of ``bench receiving-kills``."""

import sys

import pytest

from tests.examples import share


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
def test_killed_anywhere_no_package_is_half_there_and_the_next_run_ends_it(county, tmp_path):
    from tests.benchmarks.receiving_kills import SHORT, killed

    line, fine = killed(county, tmp_path, share(SHORT))
    assert fine, line
