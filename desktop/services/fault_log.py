"""Logs the checks that the program failed in: rules, kind and place of the error, never a figure."""

from __future__ import annotations

import logging
from collections.abc import Container

from forms.findings import Report
from forms.findings.finding import Unmade
from forms.findings.unmade import UNMADE

_LOG = logging.getLogger(__name__)


def log_unmade(report: Report, known: Container[Unmade] = ()) -> None:
    """Log the checks that could not be made, without those that were logged before."""
    for unmade in report.unmade:
        if unmade not in known:
            codes, fault = ", ".join(unmade.codes), unmade.fault
            _LOG.error("%s: %s could not be made: %s at %s", UNMADE.code, codes, fault.kind, fault.place)
