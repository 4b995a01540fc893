"""Opening a store for a command, a unit's or the office's."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from desktop.services.office.desk import OfficeDesk
from desktop.services.office.desk import open_office_desk as _open_office_desk
from desktop.services.unit.desk import Desk
from desktop.services.unit.desk import open_desk as _open_desk
from forms.turning import shown_plainly


def open_desk(path: Path) -> Desk:
    """Open a store; what a person should know about its place goes to standard error."""
    desk = _open_desk(path)
    _caution(desk.cautions)
    return desk


def open_office_desk(options: Namespace) -> OfficeDesk:
    """Open the office's store for whom ``--by`` names; cautions as for a unit's."""
    is_confirmed = getattr(options, "clock_is_right", False)  # only what writes has the option
    desk = _open_office_desk(
        options.office, options.actor, clock_is_right=is_confirmed, as_of=getattr(options, "as_of", None)
    )
    _caution(desk.cautions)
    return desk


def _caution(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        print(f"注意：{shown_plainly(sentence)}", file=sys.stderr)
