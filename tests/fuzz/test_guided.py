"""A second of coverage-guided fuzzing for each parser; the long run is ``bootstrap.py bench fuzz --long``."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fuzz.driving import guide
from tests.fuzz.guided import parsers

_AT_ONCE = 2
"""Processes: most of a second is their start."""


@pytest.fixture(scope="module")
def runs(request):
    """The run of each parser that is asked for, begun together."""
    asked = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    names = dict.fromkeys(params["parser"] for params in asked if "parser" in params)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield {name: pool.submit(guide, name, 1) for name in names}


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: it has a wheel for CPython 3.11 on Linux only",
)
@pytest.mark.slow
@pytest.mark.parametrize("parser", parsers())
def test_no_input_that_coverage_leads_to_is_a_fault(parser, runs):
    found = runs[parser].result()
    assert not found.fault, found.fault
    assert found.inputs > 0
