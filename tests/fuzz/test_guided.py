"""A second of coverage-guided fuzzing for each parser; the long run is ``bootstrap.py bench fuzz --long``."""

import importlib.util

import pytest

from tests.fuzz.driving import guide
from tests.fuzz.guided import parsers


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: it has a wheel for CPython 3.11 on Linux only",
)
@pytest.mark.slow
@pytest.mark.parametrize("parser", parsers())
def test_no_input_that_coverage_leads_to_is_a_fault(parser):
    found = guide(parser, seconds=1)
    assert not found.fault, found.fault
    assert found.inputs > 0
