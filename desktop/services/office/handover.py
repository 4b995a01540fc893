"""Handing the office's work over to another PC or another officer."""

from __future__ import annotations

from pathlib import Path

from desktop.documents.sheets.handed_over import OF_OFFICE, OfficeYear
from desktop.services.handover import Handover, make_handover
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.overview.board import board_of
from desktop.services.office.registry.keys import KeyUse, known_key
from forms.receiving.permission import Act
from forms.receiving.state import OfficeState

_WAITING = (OfficeState.QUARANTINED, OfficeState.CONFLICT)
_OPEN = (OfficeState.EXPECTED, OfficeState.EXCUSED)


def hand_over_office(desk: OfficeDesk, key: Path | None = None) -> Handover:
    """Make the copy and the sheet; the passphrase is not needed and not shown.

    Args:
        desk: the office's desk.
        key: the signing key file, beside which the certificate lies; None for the one that is remembered.

    Raises:
        UserInputError: whoever works at the desk may not write (E-OFFICE-002, E-OFFICE-003).
        EnvironmentFault: the copy cannot be made, or the certificate cannot be read.
        IdentityError: what lies beside the key is damaged, or no certificate for signing.
    """
    desk.acting(Act.HAND_OVER)
    people = [(role.label, name) for name, role in desk.officers.items()]
    return make_handover(desk, OF_OFFICE, people, _years(desk), key or known_key(desk, KeyUse.SIGNING))


def _years(desk: OfficeDesk) -> list[OfficeYear]:
    """The years of which anything came, oldest first."""
    return [_year(desk, year) for year in sorted({package.year for package in desk.store.packages()})]


def _year(desk: OfficeDesk, year: int) -> OfficeYear:
    board = board_of(desk, year)
    counts, expected = board.counts, len(board.expected)
    waiting = sum(counts[state] for state in _WAITING)
    still = sum(counts[state] for state in _OPEN)
    return OfficeYear(
        year=year, expected=expected, taken=expected - waiting - still, waiting=waiting, open=still
    )
