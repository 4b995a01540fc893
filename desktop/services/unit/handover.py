"""Handing a unit's work over to another PC or another clerk."""

from __future__ import annotations

from pathlib import Path

from desktop.documents.sheets.handed_over import OF_UNIT, HandedYear
from desktop.services.handover import Handover, make_handover
from desktop.services.unit.desk import Desk
from forms.canonical import check_code, format_check_code


def hand_over(desk: Desk, key: Path | None = None) -> Handover:
    """Make the copy and the sheet; the passphrase is not needed and not shown.

    Args:
        desk: the open desk.
        key: the key file, beside which the certificate lies; None where there is none.

    Raises:
        EnvironmentFault: the copy cannot be made, or the certificate cannot be read.
        IdentityError: what lies beside the key is damaged, or no certificate for signing.
    """
    people = [(role.label, text) for role, text in desk.people.by_role()]
    return make_handover(desk, OF_UNIT, people, handed_years(desk), key)


def handed_years(desk: Desk) -> list[HandedYear]:
    """How far each year is, oldest first."""
    zone = desk.clock().tzinfo
    years = []
    for record in desk.store.year_records():
        revision = desk.store.revision(record.year, record.revision) if record.revision else None
        code = format_check_code(check_code(revision.content_digest)) if revision is not None else ""
        changed = f"{record.changed_at.astimezone(zone):%Y-%m-%d %H:%M}" if record.changed_at else ""
        years.append(
            HandedYear(
                year=record.year,
                state=record.state.label,
                revision=record.revision,
                check_code=code,
                changed=changed,
            )
        )
    return years
