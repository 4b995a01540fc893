"""A mail draft that asks a unit which of its contradicting revisions counts; nothing is chosen by it."""

from __future__ import annotations

from pathlib import Path

from db.office.records import DecisionKind
from desktop.documents.sheets.office_mail import WhichCounts, which_mail
from desktop.services.files import write_file
from desktop.services.office.acceptance.contending import contention_of
from desktop.services.office.desk import OfficeDesk
from forms.canonical import format_check_code
from forms.codes.decide import DecideCode
from forms.errors import StateError
from forms.receiving.permission import Act


def ask_which(desk: OfficeDesk, unit: str, year: int, folder: Path, reason: str = "") -> Path:
    """Write the draft, and note that none was chosen; no figure stands in it.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        folder: where the draft is written.
        reason: why none was chosen, as far as somebody wrote it.

    Raises:
        UserInputError: no such unit or year, or somebody who may not.
        StateError: there is nothing to choose (E-DECIDE-003).
        EnvironmentFault: the draft cannot be written, or the store is read-only; then neither is done.
    """
    actor = desk.acting(Act.ASK)
    found = contention_of(desk, unit, year)
    if found is None:
        raise StateError(DecideCode.NOT_NOW, f"{desk.unit_name(unit)} {year} 年没有要选定的，没有写出")
    plan = desk.pack_of(year).plan
    draft = WhichCounts(
        plan_title=plan.shown_title,
        office=plan.office,
        unit_name=found.unit_name,
        year=year,
        codes=tuple((one.revision, format_check_code(one.check_code)) for one in found.contenders),
    )
    path = folder / f"wdp-{plan.region_code}-{unit}-{year}-which.eml"
    with desk.store.transaction():  # a draft of which the log knows nothing is worse than none
        desk.store.decide(
            DecisionKind.ASK_WHICH, unit, year, reason=reason.strip(), actor=actor, now=desk.clock()
        )
        write_file(path, which_mail(draft))
    return path
