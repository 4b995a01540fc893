"""Opening a unit's store for a command."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.cautions import caution
from desktop.services.unit.desk import Desk
from desktop.services.unit.desk import open_desk as _open_desk


def open_desk(path: Path) -> Desk:
    """Open a store; what a person should know about its place goes to standard error."""
    desk = _open_desk(path)
    caution(desk.cautions)
    return desk
