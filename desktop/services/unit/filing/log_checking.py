"""Proving that the change log is whole, by itself, by the frozen content and by exported packages.

Whoever rewrites the log with all its hashes contradicts the frozen content, which states the old head and
whose digest is on stamped paper. Whoever rewrites the content as well contradicts the paper and each signed
package, of which the office has a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.log.records import LogHead, LogVerification
from db.unit.records import Revision
from desktop.kinds.doors import OWN_PACKAGE
from desktop.services.incoming import read_incoming
from desktop.services.packages.signer import unit_of_signer
from desktop.services.packages.trust import Registration
from desktop.services.packages.verification import MAX_PACKAGE_FILE
from desktop.services.unit.desk import Desk
from desktop.services.unit.filing.frozen_comparison import changed_since_frozen
from desktop.services.unit.filing.printed_again import PrintedAgain, print_frozen_again
from desktop.submission.facts import SIGNER_FACT, FactState
from desktop.submission.keys.certificate import fingerprint, subject_of
from desktop.submission.package import Package
from desktop.submission.profile.published import SUBMISSION_NAME
from desktop.submission.verification import verify_container
from desktop.submission.verified import Verification
from forms.bounded_json import parse_json
from forms.canonical import check_code, digest_of, document_digest, format_check_code, grouped_head
from forms.codes.desk import LogCode
from forms.errors import EnvironmentFault, UserInputError
from forms.filing.content import content_of
from forms.filing.receipt_time import ReceiptTime
from forms.frozen import frozen

_REMEDY = "请停止填写，恢复最近的备份并查明原因。"


@frozen
class FrozenHead:
    """What one frozen revision states of the change log, to be compared with stamped paper.

    Attributes:
        year: reporting year.
        revision: its number.
        check_code: 校验码 as printed.
        log_count: rows of the log at 定稿; None where an older program did not state it.
        log_head: hash of the last of them; empty where it is not stated.
    """

    year: int
    revision: int
    check_code: str
    log_count: int | None
    log_head: str


@frozen
class KnownPackage:
    """A package of this unit whose container and signature hold.

    Attributes:
        path: the file.
        digest: SHA-256 of the file.
        submission: what it says.
        files: entry name to digest of the files in it.
        signer: name in the certificate, with the start of its fingerprint.
    """

    path: Path
    digest: str
    submission: Mapping[str, Any]
    files: Mapping[str, str]
    signer: str


def verify_log(
    desk: Desk, packages: Sequence[Path] = (), register: Sequence[Registration] | None = None
) -> LogVerification:
    """Prove the change log, that finalised years are as frozen, and that packages are what was sent.

    Args:
        desk: the open desk; figures may be entered meanwhile.
        packages: packages of this unit, from the outbox, a mail or the office.
        register: registered certificates, one of which must have signed; None asks only that the
            signature holds.

    Raises:
        EnvironmentFault: a package cannot be read.
        UserInputError: a file is no package of this unit (E-LOG-001), its signature does not hold
            (E-LOG-002), or its signer is not the one that is expected (E-LOG-003).
    """
    known = [_known_package(desk, path, register) for path in packages]
    found = desk.store.verify_log([LogHead(None, one.submission["log_head"]) for one in known])
    if found.first_bad_seq is not None or not found.entries:
        return found
    differing = [what for one in known for what in _differences(desk, one)]
    # Printing takes longest; a file from outside that is refused anyway does not bring it about.
    printed = None if differing else print_frozen_again(desk)
    mismatches = [*changed_since_frozen(desk), *(printed.mismatches if printed else ()), *differing]
    if printed is None or mismatches:
        every = (*found.mismatches, *mismatches)
        unprinted = "定稿报表没有重新打印比对。" if printed is None else ""
        counted = f"有 {len(every)} 处与定稿或报送包不符。{unprinted}{_REMEDY}"
        sentence = found.sentence if found.subjects else counted
        return replace(found, ok=False, sentence=sentence, mismatches=every)
    more = _printed_in_words(printed) + (_agreement(desk, known, register) if known else "")
    return replace(found, sentence=found.sentence + more) if found.ok else found


def _printed_in_words(printed: PrintedAgain) -> str:
    """How many stored forms were compared with what their figures print."""
    same = f"{printed.same} 份定稿报表重新打印，内容逐字节一致。" if printed.same else ""
    if not printed.not_compared:
        return same
    return f"{same}{printed.not_compared} 份没有重新打印比对，本程序与当时的版本不同。"


def frozen_heads(desk: Desk) -> list[FrozenHead]:
    """What all frozen revisions state of the change log, oldest first; none of a year that is damaged."""
    found = []
    for year in desk.store.years():
        for revision in _readable_revisions(desk, year):
            content = parse_json(revision.content)
            code = format_check_code(check_code(revision.content_digest))
            count, head = content.get("log_count"), content.get("log_head", "")
            found.append(
                FrozenHead(
                    year=year, revision=revision.number, check_code=code, log_count=count, log_head=head
                )
            )
    return found


def paper_lines(desk: Desk) -> list[str]:
    """What must stand on paper: on the newest handover sheet, and on the form of each revision."""
    now = desk.store.log_position()
    lines = [f"现在变更记录共 {now.entries} 条，末条校验值 {grouped_head(now.hash)}"]
    for head in frozen_heads(desk):
        line = f"{head.year} 年第 {head.revision} 版：纸质表校验码应为 {head.check_code}"
        if head.log_count is not None:
            written = f"共 {head.log_count} 条，末条校验值 {grouped_head(head.log_head)}"
            line += f"，最后一页应写变更记录{written}"
        lines.append(line)
    return lines


def _readable_revisions(desk: Desk, year: int) -> list[Revision]:
    try:
        return desk.store.revisions(year)
    except EnvironmentFault:
        return []


def _known_package(desk: Desk, path: Path, register: Sequence[Registration] | None) -> KnownPackage:
    data = read_incoming(path, OWN_PACKAGE, MAX_PACKAGE_FILE)
    verification = _verified(data, register or (), desk)
    package, signature = verification.package, verification.signature
    bad = next((f for f in verification.facts if f.name != SIGNER_FACT and f.state is not FactState.OK), None)
    if bad is not None or package is None or signature is None or signature.certificate is None:
        why = bad.sentence if bad is not None else verification.sentence
        raise UserInputError(LogCode.UNSOUND, f"“{path.name}”不能用来核对：{why}")
    submission = _submission(desk, path, package)
    facts = unit_of_signer(verification, submission, register or ())
    fact = verification.with_facts(*facts).fact(SIGNER_FACT)
    if (
        fact is None
        or fact.state is FactState.BAD
        or (register is not None and fact.state is not FactState.OK)
    ):
        why = fact.sentence if fact is not None else verification.sentence
        raise UserInputError(LogCode.OTHER_SIGNER, f"“{path.name}”不能用来核对：{why}")
    subject = subject_of(signature.certificate)
    owner = subject.name
    signer = f"{owner}（指纹 {fingerprint(signature.certificate)[:16]}…）"
    files = {one.name: digest_of(one.data) for one in package.payload}
    return KnownPackage(path=path, digest=digest_of(data), submission=submission, files=files, signer=signer)


def _verified(data: bytes, register: Sequence[Registration], desk: Desk) -> Verification:
    """Facts about the bytes; the certificate is judged at the time at which it signed, long ago."""
    certificates, now = [one.certificate for one in register], desk.clock()
    verification = verify_container(data, certificates, now=now)
    signed = verification.signature.signing_time if verification.signature is not None else None
    if signed is None:
        return verification
    return verify_container(data, certificates, now=now, received=ReceiptTime.at_signing(signed))


def _submission(desk: Desk, path: Path, package: Package) -> Mapping[str, Any]:
    try:
        submission = parse_json(package.data(SUBMISSION_NAME))
        same = (submission["unit"]["code"], submission["region_code"]) == (
            desk.unit.code,
            desk.plan.region_code,
        )
        numbers = (submission["year"], submission["revision"])
        known = isinstance(submission["log_head"], str) and all(type(number) is int for number in numbers)
    except (KeyError, ValueError, TypeError, RecursionError):
        same, known, submission = False, False, {}
    if not same or not known:
        raise UserInputError(
            LogCode.NOT_OURS, f"“{path.name}”不是{desk.unit.official_name}的报送包，请选择本单位导出的报送包"
        )
    return dict(submission)


def _differences(desk: Desk, package: KnownPackage) -> list[str]:
    """What the package and the revision of which it speaks say differently."""
    name, submission = package.path.name, package.submission
    year, number = submission["year"], submission["revision"]
    revision = desk.store.revision(year, number)
    if revision is None:
        return [f"{year} 年第 {number} 版：报送包“{name}”在数据文件里没有对应的定稿"]
    where = f"{year} 年第 {number} 版：报送包“{name}”"
    if document_digest(content_of(submission)) != revision.content_digest:
        return [f"{where}的内容与数据文件里的定稿不同"]
    stored = {one.name: digest_of(one.data) for one in desk.store.documents(year, number)}
    return [
        f"{where}里的“{entry}”与数据文件里存的不同"
        for entry, digest in sorted(stored.items())
        if package.files.get(entry) != digest
    ]


def _agreement(desk: Desk, known: Sequence[KnownPackage], register: Sequence[Registration] | None) -> str:
    """What was found of packages that agree."""
    signers = "、".join(dict.fromkeys(one.signer for one in known))
    how = "已登记" if register is not None else "没有与登记证书核对"
    sentence = f"{len(known)} 个报送包的签名有效，与变更记录和定稿一致；签名人{signers}，{how}。"
    exported = {found.digest for year in desk.store.years() for found in desk.store.packages(year)}
    unknown = [one for one in known if one.digest not in exported]
    if unknown:
        sentence += f"其中 {len(unknown)} 个没有导出记录，可能是恢复备份之前导出的。"
    return sentence
