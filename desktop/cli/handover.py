"""The command that prints the handover sheet."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.answer import Answer
from desktop.cli.both_desks import handed_over
from desktop.cli.office import keeping as office_keeping
from desktop.cli.opening import open_desk
from desktop.services.files import require_ending
from desktop.services.unit.handover import hand_over, handed_years


def handover(options: Namespace) -> Answer:
    """Write the handover sheet and the copy of the data file that goes with it."""
    require_ending(options.output, ".pdf")
    if options.office is not None:
        return office_keeping.handover(options)
    with open_desk(options.store) as desk:
        made, years = hand_over(desk, options.key), handed_years(desk)
    told = [
        {"year": year.year, "state": year.state, "revision": year.revision, "check_code": year.check_code}
        for year in years
    ]
    return handed_over("handover", options.output, made, told)
