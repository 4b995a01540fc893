"""A further version of the plan at the office's desk; what waited for it is judged again."""

from __future__ import annotations

from pathlib import Path

from desktop.services.keeping import back_up_before
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.intake.receiving import judge_waiting
from desktop.services.office.ledger import plan_finder
from desktop.services.plans.packs import PlanPack
from forms.codes.office import OfficeCode
from forms.errors import UserInputError
from forms.frozen import frozen


@frozen
class AdoptedPlan:
    """A version of the plan that was handed over.

    Attributes:
        pack: it.
        before: version that was in force.
        backup: the backup that was made first; None where the version was in force already.
    """

    pack: PlanPack
    before: str
    backup: Path | None


def adopt_version(desk: OfficeDesk, pack: PlanPack) -> AdoptedPlan:
    """Put a further version of the office's plan in force; the head does it where there is one.

    Versions under which units filed are kept. A checked backup is made first, and what waited for this
    version is judged again.

    Raises:
        UserInputError: whoever works at the desk may not (E-OFFICE-002 to 004), or it is another plan's
            (E-OFFICE-025) or region's (E-OFFICE-012).
        EnvironmentFault: the backup or the store could not be written; the old version stays in force.
    """
    _ = desk.head
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
    if desk.pack.digest == pack.digest:
        return AdoptedPlan(pack=pack, before=before.version, backup=None)
    backup = back_up_before(desk, "plan")
    desk.adopt_plan(pack, f"导入规划数据包版本 {after.version}")
    judge_waiting(desk, plan_finder(desk), None)
    return AdoptedPlan(pack=pack, before=before.version, backup=backup)
