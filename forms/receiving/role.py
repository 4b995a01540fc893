"""What the people at the office's desk may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OfficeRole(StrEnum):
    """Role of a person at the desk; the values are stored and stand in JSON answers."""

    HEAD = "head"
    """Decides, and does everything that an officer does."""
    OFFICER = "officer"
    """Takes in, registers, asks."""
    READER = "reader"
    """Looks only."""

    @property
    def label(self) -> str:
        """Chinese word."""
        return _LABELS[self]


_LABELS: Mapping[OfficeRole, str] = {
    OfficeRole.HEAD: "组长",
    OfficeRole.OFFICER: "监测员",
    OfficeRole.READER: "只读",
}
