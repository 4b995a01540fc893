"""The 校验码 of a stamped page: the mark that it was compared."""

from __future__ import annotations

from db.office.records import Decision
from desktop.services.office.deciding import Question, decide
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.ledger import ledger_of

_COMPARED = "照盖章纸质表输入校验码"
"""The reason that stands in the log; the deed says it all."""


def note_paper(desk: OfficeDesk, unit: str, year: int, code: str) -> Decision | None:
    """Note that the stamped paper of a unit's year has a 校验码; what that means follows by itself.

    Returns:
        What was noted; None where just that had been noted before.

    Raises:
        UserInputError: no such unit or year, or somebody who may not.
        EnvironmentFault: the store is read-only or could not be written.
    """
    if ledger_of(desk, year, unit).unit_year(unit).typed_code == code:
        return None
    return decide(
        desk, Question(unit=unit, year=year, fact="paper", subject="", answer=code, reason=_COMPARED)
    )
