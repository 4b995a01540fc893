"""How a county writes its own plan: workbook out, check, compile to a pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop.documents.plan_book.workbook import read_plan_workbook, render_plan_workbook
from desktop.kinds.doors import PLAN_OR_WORKBOOK, PLAN_WORKBOOK
from desktop.services.clock import require_plausible
from desktop.services.files import is_folder, is_there, write_file
from desktop.services.incoming import read_incoming
from desktop.services.plans.characters import undrawn_texts
from desktop.services.plans.files import (
    MAX_FILE_BYTES,
    PLAN_SUFFIX,
    Approval,
    PlanFile,
    build_plan_file,
    file_name,
    is_container,
    load_plan,
    open_plan_file,
)
from desktop.services.plans.packs import PlanPack, bundled_ids
from desktop.submission.keys.identity import Identity
from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, Problem, UserInputError
from forms.frozen import frozen
from forms.plan.pack import Plan
from forms.plan_check.finding import Severity, TraceFinding
from forms.plan_check.traceability import trace
from forms.text.typed import require_text


@frozen
class PlanCheck:
    """What ``plan check`` found.

    Attributes:
        kind: ``plan``, ``pack`` or ``workbook``.
        plan: None where it has mistakes that keep it from being read.
        problems: these mistakes; of a workbook with sheet and cell.
        findings: gaps and contradictions; their places are cells where it is a workbook.
        file: the pack with its signature, None for a workbook.
    """

    kind: str
    plan: Plan | None
    problems: tuple[Problem, ...]
    findings: tuple[tuple[str, TraceFinding], ...]
    file: PlanFile | None = None

    @property
    def is_compilable(self) -> bool:
        """Whether nothing is wrong and every gap is explained."""
        return not self.problems and not any(found.blocks for _, found in self.findings)

    def count(self, severity: Severity) -> int:
        """Findings of a severity."""
        return sum(found.severity is severity for _, found in self.findings)


class PlanNotCompiled(CatalogueError):
    """A workbook with mistakes, or with gaps that no assumption explains."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all reasons."""
        super().__init__(problems)
        self.code = PlanCode.HAS_ERRORS
        self.message = f"有 {len(self.problems)} 处要先改正或说明，没有编译。第一处：{self.problems[0]}"


@frozen
class Compiled:
    """A pack that was written.

    Attributes:
        path: the pack file.
        size: its bytes.
        pack: the plan.
        approval: who approved it.
        is_signed: whether it is signed.
        check: what was found.
    """

    path: Path
    size: int
    pack: PlanPack
    approval: Approval
    is_signed: bool
    check: PlanCheck


@frozen
class Sanction:
    """By whose authority a pack is compiled.

    Attributes:
        approved_by: person who approved it.
        identity: key that signs it; None leaves it unsigned.
        replaces: version that it replaces.
    """

    approved_by: str | None = None
    identity: Identity | None = None
    replaces: str | None = None


def write_plan_workbook(plan: Plan, path: Path) -> int:
    """Write a plan as a workbook; returns how many bytes.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    data = render_plan_workbook(plan)
    write_file(path, data)
    return len(data)


def check_plan(source: str, *, now: datetime, trusted: Sequence[bytes] = ()) -> PlanCheck:
    """Check a bundled plan, a pack file or a workbook; mistakes of a pack file are its problems.

    Args:
        source: id of a bundled plan, or a file.
        now: the present time.
        trusted: certificates of plan offices; where there are any, a pack file must be signed by one.

    Raises:
        WorkbookRefused: not a plan workbook, dangerous or damaged.
        UserInputError: there is no such plan, or the file is of another kind.
        EnvironmentFault: the file cannot be read.
    """
    if source in bundled_ids() or not is_there(Path(source)):
        return _of_file("plan", load_plan(source, now=now))
    data = read_incoming(Path(source), PLAN_OR_WORKBOOK, MAX_FILE_BYTES)
    if data.startswith(b"PK") and not is_container(data):
        return check_workbook(data)
    try:
        return _of_file("pack", open_plan_file(data, now=now, trusted=trusted))
    except CatalogueError as error:
        return PlanCheck(kind="pack", plan=None, problems=error.problems, findings=())


def _of_file(kind: str, file: PlanFile) -> PlanCheck:
    return check_read(kind, file.pack.plan, file)


def check_read(kind: str, plan: Plan, file: PlanFile | None = None) -> PlanCheck:
    """Check a plan that was read without a mistake."""
    findings = (*trace(plan), *undrawn_texts(plan))
    return PlanCheck(
        kind=kind,
        plan=plan,
        problems=(),
        findings=tuple((found.place, found) for found in findings),
        file=file,
    )


def check_workbook(data: bytes) -> PlanCheck:
    """Check a workbook; every place is a cell.

    Raises:
        WorkbookRefused: not a plan workbook, dangerous or damaged.
    """
    reading = read_plan_workbook(data)
    if reading.plan is None:
        return PlanCheck(kind="workbook", plan=None, problems=reading.problems, findings=())
    found = (*trace(reading.plan), *undrawn_texts(reading.plan))
    findings = ((reading.locate(one.place, one.code), one) for one in found)
    return PlanCheck(kind="workbook", plan=reading.plan, problems=(), findings=tuple(findings))


def compile_workbook(workbook: Path, output: Path, sanction: Sanction, now: datetime) -> Compiled:
    """Compile a workbook to a pack file; nothing is written when anything is wrong with it.

    Args:
        workbook: the plan workbook.
        output: the pack file, or a folder in which it gets its own name.
        sanction: who approves and signs it.
        now: the present time.

    Raises:
        PlanNotCompiled: carries every mistake and every unexplained gap.
        WorkbookRefused: not a plan workbook, dangerous or damaged.
        UserInputError: signed but not approved (E-PLAN-085), an approver's name with control characters
            (E-TEXT-001), the pack is not named as one (E-PLAN-086), or the workbook is another kind of file.
        IdentityError: the key cannot sign at this time.
        EnvironmentFault: a file cannot be read or written, or signed with an absurd clock (E-CLOCK-001,
            E-CLOCK-003).
    """
    require_publishable(output, sanction, now)
    return publish(
        check_workbook(read_incoming(workbook, PLAN_WORKBOOK, MAX_FILE_BYTES)), output, sanction, now
    )


def require_publishable(output: Path, sanction: Sanction, now: datetime) -> None:
    """Refuse what would keep any pack from being written, before a file is read.

    Raises:
        UserInputError: signed but not approved (E-PLAN-085), or not named as a pack (E-PLAN-086).
        EnvironmentFault: signed with an absurd clock (E-CLOCK-001, E-CLOCK-003), or an impossible name
            (E-FILE-008).
    """
    if sanction.identity is not None and not (sanction.approved_by or "").strip():
        raise UserInputError(PlanCode.NOT_APPROVED, "签名的数据包必须写明由谁批准（--approved-by）")
    if sanction.identity is not None:
        require_plausible(now)
    if not is_folder(output) and output.suffix != PLAN_SUFFIX:
        raise UserInputError(
            PlanCode.PACK_NAME, f"数据包的文件名应以 {PLAN_SUFFIX} 结尾，或者给一个已有的文件夹"
        )


def publish(check: PlanCheck, output: Path, sanction: Sanction, now: datetime) -> Compiled:
    """Write a checked plan as a pack file; nothing is written when anything is wrong with it.

    Raises:
        PlanNotCompiled: carries every mistake and every unexplained gap.
        UserInputError: an approver's name with control characters (E-TEXT-001).
        IdentityError: the key cannot sign at this time.
        EnvironmentFault: the file cannot be written.
    """
    if check.plan is None or not check.is_compilable:
        raise PlanNotCompiled(reasons(check))
    pack = PlanPack(check.plan)
    approved_by = require_text(sanction.approved_by or "", "批准人") or None
    approval = Approval(approved_by, now, check.plan.office, sanction.replaces)
    data = build_plan_file(pack, approval, sanction.identity)
    path = output / file_name(pack) if is_folder(output) else output
    write_file(path, data)
    return Compiled(
        path=path,
        size=len(data),
        pack=pack,
        approval=approval,
        is_signed=sanction.identity is not None,
        check=check,
    )


def reasons(check: PlanCheck) -> list[Problem]:
    """Everything that keeps a plan from being compiled."""
    blocking = ((place, found) for place, found in check.findings if found.blocks)
    return [
        *check.problems,
        *(
            Problem(found.code, place, f"{found.subject}：{found.message}。{found.mend}")
            for place, found in blocking
        ),
    ]
