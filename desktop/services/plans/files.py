"""The compiled pack of a plan: one file with version, approval and signature.

    plan.json        canonical bytes of the pack
    approval.json    who approved it, when, for which office, and which version it replaces

The container is that of a submission package (contracts 7), so every changed byte is detected. A pack may be
unsigned, for trying it out; it is then shown as unsigned wherever it is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.kinds.doors import PLAN
from desktop.services.files import is_there
from desktop.services.incoming import read_incoming
from desktop.services.plans.packs import PlanPack, bundled_ids, load_bundled, read_pack, require_readable_size
from desktop.submission.facts import FactState
from desktop.submission.keys.identity import Identity
from desktop.submission.package import PayloadFile, build
from desktop.submission.verification import verify_container
from desktop.submission.verified import Verification
from forms.bounded_json import parse_json
from forms.canonical import canonical_json
from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, Problem
from forms.frozen import frozen
from forms.text.typed import REFUSED

PLAN_SUFFIX = ".wdpplan"
PLAN_NAME, APPROVAL_NAME = "plan.json", "approval.json"
APPROVAL_SCHEMA = "tianbao/plan-approval/1"
MAX_FILE_BYTES = 20_000_000
"""Larger files are not read at all; workbooks and packs of ours are at most a tenth of it."""
_JSON = "application/json"
_FACTS = {
    "container": PlanCode.CONTAINER_BAD,
    "digests": PlanCode.DIGESTS_BAD,
    "signature": PlanCode.SIGNATURE_BAD,
    "signer": PlanCode.SIGNER_BAD,
}


@frozen
class Approval:
    """The approval of a version of a pack.

    Attributes:
        approved_by: person who approved it; None where nobody has.
        approved_at: when it was compiled.
        office: the plan office.
        replaces: version that it replaces, None for the first.
    """

    approved_by: str | None
    approved_at: datetime
    office: str
    replaces: str | None = None


@frozen
class PlanFile:
    """A pack from a file.

    Attributes:
        pack: the plan, checked.
        approval: None for a bare JSON pack.
        verification: facts about the container; None for a bare JSON pack.
        is_bundled: whether it came with the program, and so needs no signature of its own.
        data: bytes of the container; None for a bare JSON pack.
    """

    pack: PlanPack
    approval: Approval | None = None
    verification: Verification | None = None
    is_bundled: bool = False
    data: bytes | None = None

    @property
    def is_signed(self) -> bool:
        """Whether a sound signature covers it; whose it is, the signer fact says."""
        fact = self.verification.fact("signature") if self.verification is not None else None
        return fact is not None and fact.state is FactState.OK

    @property
    def signer(self) -> str:
        """One sentence about the signature."""
        if self.is_bundled:
            return "随本程序发布的版本"
        if self.verification is None or not self.is_signed:
            return "没有签名：只能确认内容，不能确认由谁发布"
        fact = self.verification.fact("signer")
        return fact.sentence if fact is not None else ""


def file_name(pack: PlanPack) -> str:
    """Name of the compiled pack."""
    return f"{pack.plan.id}-{pack.plan.version}{PLAN_SUFFIX}"


def build_plan_file(pack: PlanPack, approval: Approval, identity: Identity | None) -> bytes:
    """Bytes of the compiled pack; signed where there is an identity.

    Raises:
        IdentityError: the key cannot sign now.
        CatalogueError: the pack is larger than what any reader takes.
    """
    require_readable_size(pack.data)
    document = {
        "schema": APPROVAL_SCHEMA,
        "plan": pack.plan.id,
        "version": pack.plan.version,
        "digest": pack.digest,
        "approved_by": approval.approved_by,
        "approved_at": approval.approved_at.isoformat(),
        "office": approval.office,
        "replaces": approval.replaces,
    }
    payload = [
        PayloadFile(PLAN_NAME, _JSON, pack.data),
        PayloadFile(APPROVAL_NAME, _JSON, canonical_json(document)),
    ]
    return build(payload, identity, approval.approved_at)


def open_plan_file(data: bytes, *, now: datetime, trusted: Sequence[bytes] = ()) -> PlanFile:
    """Open a compiled pack or a bare JSON pack; the bytes may be anything.

    Args:
        data: the whole file.
        now: the present time.
        trusted: certificates of plan offices; where there are any, the pack must be signed by one.

    Raises:
        CatalogueError: carries every reason; nothing is taken over.
    """
    if not is_container(data):
        if trusted:
            raise _refused("signature", "数据包没有签名，不能确认是不是由已登记的规划办公室发布的")
        return PlanFile(pack=read_pack(data))
    verification = verify_container(
        data, trusted, now=now, allow_unregistered=not trusted, signature_required=False
    )
    bad = [fact for fact in verification.facts if fact.state is FactState.BAD]
    if trusted and not bad:
        bad = [fact for fact in verification.facts if fact.state is FactState.UNKNOWN]
    if bad:
        raise CatalogueError([Problem(_FACTS[fact.name], "规划数据包", fact.sentence) for fact in bad])
    assert verification.package is not None
    payload = {file.name: file.data for file in verification.package.payload}
    if set(payload) != {PLAN_NAME, APPROVAL_NAME}:
        raise _refused("container", "这不是规划数据包：里面应当只有 plan.json 和 approval.json")
    pack = _stored_pack(payload[PLAN_NAME])
    return PlanFile(
        pack=pack,
        approval=_read_approval(payload[APPROVAL_NAME], pack),
        verification=verification,
        data=data,
    )


def is_container(data: bytes) -> bool:
    """Whether the bytes are a compiled pack rather than a workbook or JSON."""
    # The name of a zip's first entry stands at byte 30 (APPNOTE, 4.3.7); a workbook has another one there.
    return data.startswith(b"PK") and data[30:38] == b"mimetype"


def load_plan(source: str, *, now: datetime, trusted: Sequence[bytes] = ()) -> PlanFile:
    """A bundled plan by its id, or a pack by its file.

    Raises:
        UserInputError: there is neither such a plan nor such a file (E-PLAN-060), or the file is of another
            kind.
        CatalogueError: the pack has mistakes, or its signature is not sound.
        EnvironmentFault: the file cannot be read.
    """
    # The name of a bundled plan before a file of that name: it always means the same, in whatever folder.
    if source in bundled_ids() or not is_there(Path(source)):
        return PlanFile(pack=load_bundled(source), is_bundled=True)
    return read_plan_file(Path(source), now=now, trusted=trusted)


def read_plan_file(path: Path, *, now: datetime, trusted: Sequence[bytes] = ()) -> PlanFile:
    """A pack from its file.

    Raises:
        WrongKind: it is something else, such as a workbook that has not been compiled (E-PLAN-068).
        CatalogueError: the pack has mistakes, or its signature is not sound.
        EnvironmentFault: the file cannot be read.
    """
    data = read_incoming(path, PLAN, MAX_FILE_BYTES)
    return open_plan_file(data, now=now, trusted=trusted)


def _refused(fact: str, message: str) -> CatalogueError:
    return CatalogueError([Problem(_FACTS[fact], "规划数据包", message)])


def _stored_pack(data: bytes) -> PlanPack:
    """The pack with the very bytes that were signed."""
    pack = read_pack(data)
    if canonical_json(parse_json(data)) != data:
        raise _refused("container", "plan.json 不是规定的写法，可能被别的程序改写过，请重新编译")
    return PlanPack(pack.plan, data)


def _read_approval(data: bytes, pack: PlanPack) -> Approval:
    try:
        found: Any = parse_json(data)
        approval = Approval(
            approved_by=_text_or_none(found["approved_by"]),
            approved_at=datetime.fromisoformat(str(found["approved_at"])),
            office=str(found["office"]),
            replaces=_text_or_none(found["replaces"]),
        )
        named = (found["schema"], found["plan"], found["version"], found["digest"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _refused("container", "approval.json 读不出来，请重新编译数据包") from error
    if named != (APPROVAL_SCHEMA, pack.plan.id, pack.plan.version, pack.digest):
        raise _refused("digests", "approval.json 批准的不是包里的这份规划，请向规划办公室重新索取")
    return approval


def _text_or_none(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("not a text")
    if value is not None and REFUSED.search(value):
        raise ValueError("control characters")
    return value
