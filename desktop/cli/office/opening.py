"""Opening the office's store for a command."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.cautions import caution
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.desk import open_office_desk as _open_office_desk


def open_office_desk(options: Namespace) -> OfficeDesk:
    """Open the office's store for whom ``--by`` names; what to know of its place goes to standard error."""
    is_confirmed = getattr(options, "clock_is_right", False)  # only what writes has the option
    desk = _open_office_desk(
        options.office, options.actor, clock_is_right=is_confirmed, as_of=getattr(options, "as_of", None)
    )
    caution(desk.cautions)
    return desk
