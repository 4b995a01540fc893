"""All owners of a plan as one list: out, and back as a pack in which they are confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from desktop.documents.owner_list.reader import OwnerListReading, read_owner_list
from desktop.documents.owner_list.workbook import render_owner_list
from desktop.kinds.doors import OWNER_LIST
from desktop.services.files import require_ending, write_file
from desktop.services.incoming import read_incoming
from desktop.services.plans.authoring import Compiled, Sanction, check_read, publish, require_publishable
from desktop.services.plans.files import MAX_FILE_BYTES
from desktop.services.plans.packs import PlanPack
from desktop.submission.keys.identity import Identity
from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, Problem, UserInputError
from forms.frozen import frozen
from forms.plan.catalogue import plan_document, read_plan
from forms.plan.duties import OwnersConfirmed
from forms.plan.owner_list import Key, Owners, owner_entries, split_forms, with_owners
from forms.plan.pack import Plan
from forms.text.typed import require_text


class OwnersNotConfirmed(CatalogueError):
    """A list with mistakes."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep them all."""
        super().__init__(problems)
        self.code = PlanCode.OWNER_MISTAKES
        self.message = f"清单有 {len(self.problems)} 处要改正，没有写出数据包。第一处：{self.problems[0]}"


@frozen
class Confirmation:
    """How owners are confirmed.

    Attributes:
        by: person or office that confirms them; also approves the pack.
        date: day, ``YYYY-MM-DD``.
        version: of the new pack; None for the next one.
        identity: key that signs it; None leaves it unsigned.
    """

    by: str
    date: str
    version: str | None = None
    identity: Identity | None = None


@frozen
class Confirmed:
    """A pack whose owners are confirmed.

    Attributes:
        made: the pack that was written.
        entries: goals, measures and indicators on the list.
        changed: how many of them have other owners than before.
    """

    made: Compiled
    entries: int
    changed: int


def write_owner_list(pack: PlanPack, path: Path) -> int:
    """Write the list of a pack; returns its entries.

    Raises:
        UserInputError: the file is not named as a workbook (E-FILE-010).
        EnvironmentFault: it cannot be written.
    """
    require_ending(path, ".xlsx")
    write_file(path, render_owner_list(pack.plan, pack.digest))
    return len(owner_entries(pack.plan))


def confirm_owners(
    pack: PlanPack, path: Path, output: Path, confirmation: Confirmation, now: datetime
) -> Confirmed:
    """Read a list back and write the pack of a new version in which its owners are confirmed.

    Args:
        pack: the pack for which the list was written.
        path: the list.
        output: the pack file, or a folder in which it gets its own name.
        confirmation: by whom.
        now: the present time.

    Raises:
        OwnersNotConfirmed: mistakes of the list, each by its cell.
        WorkbookRefused: no list of this pack (E-PLAN-090), dangerous or damaged.
        CatalogueError: the day or the version is not written as one.
        PlanNotCompiled: something else of the plan is not in order.
        UserInputError: the version is the present one (E-PLAN-089); as of ``compile_workbook``.
        IdentityError: the key cannot sign at this time.
        EnvironmentFault: a file cannot be read or written.
    """
    by = require_text(confirmation.by, "确认人")
    sanction = Sanction(by, confirmation.identity, pack.plan.version)
    require_publishable(output, sanction, now)
    version = confirmation.version or next_version(pack.plan.version)
    if version == pack.plan.version:
        raise UserInputError(PlanCode.SAME_VERSION, f"版本 {version} 就是现在的版本，请换一个新的版本号")
    data = read_incoming(path, OWNER_LIST, MAX_FILE_BYTES)
    reading = read_owner_list(data, pack.plan, pack.digest)
    problems = [*reading.problems, *_split(pack.plan, reading)]
    if problems:
        raise OwnersNotConfirmed(problems)
    plan = with_owners(pack.plan, reading.owners, OwnersConfirmed(by, confirmation.date), version)
    made = publish(check_read("plan", read_plan(plan_document(plan))), output, sanction, now)
    return Confirmed(made, len(reading.owners), _changed(pack.plan, reading.owners))


def _split(plan: Plan, reading: OwnerListReading) -> list[Problem]:
    """Forms that would be parted, each at the cell of an indicator."""
    return [
        Problem(problem.code, reading.cells.get(key, problem.place), problem.message)
        for key, problem in split_forms(plan, reading.owners)
    ]


def _changed(plan: Plan, owners: Mapping[Key, Owners]) -> int:
    """How many entries have other owners than in the plan."""
    return sum(owners[entry.key] != entry.owners for entry in owner_entries(plan))


def next_version(version: str) -> str:
    """The county's next version of a pack: 2026.2-1 of 2026.2, then 2026.2-2; never the next one of ours."""
    found = re.fullmatch(r"(.+-)([0-9]+)", version)
    return f"{found[1]}{int(found[2]) + 1}" if found is not None else f"{version}-1"
