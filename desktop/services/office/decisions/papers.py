"""The 校验码 of a stamped page: whose package it is, and the mark that it was compared."""

from __future__ import annotations

from db.office.records import Decision
from desktop.services.office.decisions.correcting import undo
from desktop.services.office.decisions.deciding import Question, decide
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import ledger_of
from forms.canonical import check_code
from forms.frozen import frozen
from forms.receiving.state import OfficeState

_COMPARED = "照盖章纸质表输入校验码"
"""The reason that stands in the log; the deed says it all."""


@frozen
class FoundPaper:
    """The package of which a stamped page is.

    Attributes:
        unit: code of the unit.
        unit_name: its name.
        year: reporting year.
        revision: number of the revision.
        counts: whether it is the one that counts; False also where a person must choose first.
        is_candidate: whether a person must choose between it and others.
        current: number of the revision that counts; None where there is none.
        state: of the unit's year.
    """

    unit: str
    unit_name: str
    year: int
    revision: int
    counts: bool
    is_candidate: bool
    current: int | None
    state: OfficeState


def paper_of_code(desk: OfficeDesk, code: str) -> FoundPaper | None:
    """Find the package of a 校验码 over all units and years; None where nothing of the kind was received.

    Args:
        desk: the office's desk.
        code: 16 characters, ungrouped.

    Raises:
        EnvironmentFault: the store cannot be read.
    """
    own = (one for one in desk.store.packages() if one.region == desk.region)
    package = next((one for one in own if check_code(one.content) == code), None)
    if package is None or package.unit not in desk.pack_of(package.year).plan.unit_by_code:
        return None
    unit_year = ledger_of(desk, package.year, package.unit).unit_year(package.unit)
    current = unit_year.current
    return FoundPaper(
        unit=package.unit,
        unit_name=desk.unit_name(package.unit),
        year=package.year,
        revision=package.revision,
        counts=current is not None and current.content == package.content,
        is_candidate=package.content in unit_year.lineage.candidates,
        current=None if current is None else current.revision,
        state=unit_year.state,
    )


@frozen
class ComparedPaper:
    """A stamped page that was compared.

    Attributes:
        found: the package of which it is.
        noted: the mark that was entered; None where just that had been entered before.
    """

    found: FoundPaper
    noted: Decision | None


def compare_paper(desk: OfficeDesk, code: str) -> ComparedPaper | None:
    """Find the package of a stamped page, and note its 校验码 for the unit's year.

    Args:
        desk: the office's desk.
        code: 16 characters, ungrouped.

    Returns:
        None where nothing of the kind was received; then nothing is noted.

    Raises:
        UserInputError: somebody who may not.
        EnvironmentFault: the store is read-only or could not be written.
    """
    found = paper_of_code(desk, code)
    return None if found is None else ComparedPaper(found, note_paper(desk, found.unit, found.year, code))


def note_paper(desk: OfficeDesk, unit: str, year: int, code: str) -> Decision | None:
    """Note that the stamped paper of a unit's year has a 校验码; what that means follows by itself.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        code: 16 characters, ungrouped; it may be that of no package.

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


def forget_paper(desk: OfficeDesk, noted: Decision) -> Decision:
    """Take back that a 校验码 was noted: it was typed for the wrong unit.

    Raises:
        UserInputError: it is not in force, or somebody who may not.
        StateError: the year was accepted with it (E-DECIDE-003).
        EnvironmentFault: the store is read-only or could not be written.
    """
    return undo(desk, noted.unit, noted.year, noted.id, "校验码输错了单位，撤回")
