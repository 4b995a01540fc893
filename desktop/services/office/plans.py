"""Versions of the plan at the office's desk: which is in force for which years, and a further one."""

from __future__ import annotations

from pathlib import Path

from desktop.services.keeping import back_up_before
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.facts.ledger import plan_finder
from desktop.services.office.intake.receiving import judge_waiting
from desktop.services.plans.files import PlanFile, load_plan
from desktop.services.plans.packs import PlanPack
from forms.codes.decide import DecideCode
from forms.codes.office import OfficeCode
from forms.errors import UserInputError
from forms.filing.receipt_time import BEIJING
from forms.frozen import frozen
from forms.receiving.permission import Act


@frozen
class AdoptedPlan:
    """A version of the plan that was handed over.

    Attributes:
        pack: it.
        year: first reporting year for which it is in force.
        before: version that was in force for that year.
        backup: the backup that was made first; None where the version was in force already.
    """

    pack: PlanPack
    year: int
    before: str
    backup: Path | None


@frozen
class VersionInForce:
    """A version of the plan and the reporting years for which it is in force.

    Attributes:
        pack: the version.
        first: first year.
        last: last year.
    """

    pack: PlanPack
    first: int
    last: int


@frozen
class OfferedPlan:
    """A plan pack that was handed over, before anything is done with it.

    Attributes:
        file: it.
        is_of_here: whether it is a version of the office's own plan.
        is_known: whether the office has this version already.
        in_force: for which years it is in force.
        waiting: packages of units that were filed under it and cannot be checked without it.
    """

    file: PlanFile
    is_of_here: bool
    is_known: bool
    in_force: tuple[VersionInForce, ...]
    waiting: int


def offered_plan(desk: OfficeDesk, path: Path) -> OfferedPlan:
    """Look at a plan pack; nothing is changed.

    Raises:
        TianbaoError: the file is no plan pack, damaged, or cannot be read.
    """
    file = load_plan(str(path), now=desk.clock())
    pack = file.pack
    return OfferedPlan(
        file=file,
        is_of_here=pack.plan.id == desk.plan.id and pack.plan.region_code == desk.region,
        is_known=any(digest == pack.digest for digest, _, _ in desk.store.plans()),
        in_force=tuple(one for one in versions_in_force(desk) if one.pack.digest == pack.digest),
        waiting=_waiting_for(desk, pack),
    )


def _waiting_for(desk: OfficeDesk, pack: PlanPack) -> int:
    """How many packages wait for a version of the plan."""
    waiting = (desk.store.package(digest) for digest in desk.store.undecided_judgements())
    return sum(1 for one in waiting if one is not None and one.plan_digest == pack.digest)


def look_at_plan(desk: OfficeDesk, pack: PlanPack) -> int:
    """Keep a version under which units filed, to check them by; which one is in force stays as it is.

    Returns:
        How many packages that were filed under it still wait.

    Raises:
        UserInputError: whoever works at the desk may not (E-OFFICE-002, E-OFFICE-003).
        EnvironmentFault: the store is read-only or could not be written.
    """
    desk.store.keep_plan(pack.data, actor=desk.acting(Act.TAKE_IN), now=desk.clock())
    judge_waiting(desk, plan_finder(desk), None)
    return _waiting_for(desk, pack)


def adopt_file(desk: OfficeDesk, file: PlanFile, year: int | None = None) -> AdoptedPlan:
    """Put a version in force from a year on, and keep it as it was handed over (:func:`adopt_version`)."""
    adopted = adopt_version(desk, file.pack, year)
    keep_plan_file(desk, file)
    return adopted


def versions_in_force(desk: OfficeDesk) -> list[VersionInForce]:
    """The versions of the plan by the years for which they are in force, within the plan's period."""
    first, last = desk.plan.period
    found: list[VersionInForce] = []
    for year in range(first, last + 1):
        pack = desk.pack_of(year)
        if found and found[-1].pack.digest == pack.digest:
            found[-1] = VersionInForce(pack, found[-1].first, year)
        else:
            found.append(VersionInForce(pack, year, year))
    return found


def adopt_version(desk: OfficeDesk, pack: PlanPack, year: int | None = None) -> AdoptedPlan:
    """Put a further version of the office's plan in force; the head does it where there is one.

    Versions under which units filed are kept, and for the years before another one stays in force. A checked
    backup is made first, and what waited for this version is judged again.

    Args:
        desk: the office's desk.
        pack: the version.
        year: first reporting year for which it is in force; None for the last one that has ended, which is
            being received.

    Raises:
        UserInputError: whoever works at the desk may not (E-OFFICE-002 to 004), or it is another plan's
            (E-OFFICE-025) or region's (E-OFFICE-012), or the year is none of the plan's (E-DECIDE-002).
        EnvironmentFault: the backup or the store could not be written; the old version stays in force.
    """
    # Asked before a backup is made, and once more when the version is put in force.
    desk.acting(Act.PLAN)
    before, after = desk.plan, pack.plan
    if after.id != before.id:
        raise UserInputError(
            OfficeCode.OTHER_PLAN, f"这是规划“{after.id}”的数据包，本局用的是“{before.id}”，没有导入"
        )
    if after.region_code != desk.region:
        raise UserInputError(
            OfficeCode.OTHER_REGION,
            f"这是行政区划 {after.region_code} 的数据包，本局是 {before.place}（{desk.region}），没有导入",
        )
    first, last = after.period
    since = desk.clock().astimezone(BEIJING).year - 1 if year is None else year
    if not first <= since <= last:
        raise UserInputError(DecideCode.NO_SUCH_YEAR, f"{since} 年不在规划期 {first}—{last} 年内")
    in_force = desk.pack_of(since)
    if in_force.digest == pack.digest:
        return AdoptedPlan(pack=pack, year=since, before=in_force.plan.version, backup=None)
    backup = back_up_before(desk, "plan")
    desk.adopt_plan_from(pack, since, f"导入规划数据包版本 {after.version}，{since} 年起用")
    judge_waiting(desk, plan_finder(desk), None)
    return AdoptedPlan(pack=pack, year=since, before=in_force.plan.version, backup=backup)


def keep_plan_file(desk: OfficeDesk, file: PlanFile) -> None:
    """Keep a compiled pack with its own signature and approval, which go out with the task.

    Args:
        desk: the office's desk, which has this version.
        file: as it was handed over; of a bare or bundled pack there is nothing to keep.

    Raises:
        EnvironmentFault: the store is read-only or could not be written.
    """
    if file.data is not None:
        desk.store.keep_plan_file(file.pack.digest, file.data, actor=desk.acting(Act.PLAN), now=desk.clock())
