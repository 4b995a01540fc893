"""Where the processor time of a run goes: one line, so that what has become dear is seen before it hurts.

``.ci/run`` is to stay under fifteen minutes on two processors, which is 1,700 s of processor time for the
tests (45 s of the minutes are the linters').
"""

import os
from collections import Counter

import pytest

_NAME = "processor seconds"
_WORTH_TELLING = 60
"""Seconds from which a run tells it; one of a few files is watched by a person anyway."""
_MOST = 10


def _seconds():
    """Processor time of this process and of the programs that it waited for."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


class Dearest:
    """A plugin: measures each test with its fixtures, also in workers of xdist, and adds up by file."""

    def __init__(self):
        self.by_file = Counter()
        self._since = 0.0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self):
        self._since = _seconds()
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        if call.when == "teardown":  # travels from a worker with the report
            item.user_properties.append((_NAME, _seconds() - self._since))

    def pytest_runtest_logreport(self, report):
        if report.when == "teardown":
            self.by_file[report.nodeid.partition("::")[0]] += dict(report.user_properties).get(_NAME, 0.0)

    def line(self):
        """The dearest files and the whole, or nothing for a small run."""
        whole = sum(self.by_file.values())
        if whole < _WORTH_TELLING:
            return ""
        told = [f"{name.removeprefix('tests/')} {seconds:.0f}" for name, seconds in self._first()]
        return f"processor time, {whole:,.0f} s, the dearest: {', '.join(told)}"

    def _first(self):
        return self.by_file.most_common(_MOST)
