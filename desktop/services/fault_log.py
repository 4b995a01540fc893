"""What the program itself got wrong in checking, for its log: rules, kind and place, never a figure."""

from __future__ import annotations

import logging
from collections.abc import Container

from forms.findings import Report
from forms.findings.finding import Unmade
from forms.findings.unmade import UNMADE

_LOG = logging.getLogger(__name__)


def log_unmade(report: Report, known: Container[Unmade] = ()) -> None:
    """Log the checks that could not be made, but for those that are known already."""
    for unmade in report.unmade:
        if unmade not in known:
            codes, fault = ", ".join(unmade.codes), unmade.fault
            _LOG.error("%s: %s could not be made: %s at %s", UNMADE.code, codes, fault.kind, fault.place)
