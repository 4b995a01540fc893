"""Which of the revisions of a unit's year is looked at, and why one is not used."""

from __future__ import annotations

from collections.abc import Sequence

from db.office.records import ReceivedPackage
from desktop.services.office.facts.fact import OfficeFact
from desktop.services.office.facts.revision_fact import REVISION, UNUSED
from desktop.services.office.facts.unit_year import UnitYear
from forms.codes.decide import DecideCode
from forms.errors import UserInputError
from forms.receiving.lineage import RevisionPlace


def package_mark(unit_year: UnitYear, package: ReceivedPackage, facts: Sequence[OfficeFact]) -> str:
    """Why a package is not used, as a person decided; a waiting one's digest, so that it can be put aside."""
    status = next(fact.status for fact in facts if fact.name == REVISION)
    if status in UNUSED:
        return f"（{UNUSED[status]}）"
    waits = any(one.digest == package.digest for one in unit_year.waiting)
    return f"（待处理，文件摘要 {package.digest[:16]}）" if waits else ""


def revision_before(unit_year: UnitYear, package: ReceivedPackage) -> ReceivedPackage | None:
    """The revision with which a package is compared: the one that it replaces, else the last before it.

    Where the one that it replaces never came, it is compared with the last one before it that did.

    Returns:
        The earlier revision; None for a first one, and where nothing before it came.
    """
    if package.replaces is None:
        return None
    replaced = unit_year.of_content(package.replaces)
    if replaced is not None:
        return None if replaced.content == package.content else replaced
    earlier = [
        one
        for one in unit_year.admitted
        if one.revision < package.revision
        and unit_year.lineage.places.get(one.content) is not RevisionPlace.PASSED_OVER
    ]
    return max(earlier, key=lambda one: (one.revision, one.at), default=None)


def chosen_revision(unit_year: UnitYear, revision: int | None, content: str = "") -> ReceivedPackage | None:
    """The package that is shown: of a content or a number, else the current one, else the newest.

    Two contradicting revisions have one number; their contents tell them apart.

    Returns:
        The package; None where nothing came.

    Raises:
        UserInputError: no such revision was received (E-DECIDE-012).
    """
    of_content = unit_year.of_content(content) if content else None
    if of_content is not None:
        return of_content
    if revision is None:
        newest = max(unit_year.packages, key=lambda one: (one.revision, one.at), default=None)
        return unit_year.current or newest
    found = [one for one in unit_year.packages if one.revision == revision]
    if not found:
        held = (
            "、".join(str(number) for number in sorted({one.revision for one in unit_year.packages}))
            or "没有"
        )
        raise UserInputError(DecideCode.NO_SUCH_REVISION, f"没有收到第 {revision} 版；收到的：{held}")
    return found[0]
