"""From any bytes to the facts ``container``, ``digests``, ``signature`` and ``signer``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from desktop.submission.encryption.envelope_structure import decode, is_encrypted
from desktop.submission.errors import EnvelopeError
from desktop.submission.facts import SIGNER_FACT, Fact, FactState
from desktop.submission.package import Inspection, inspect, to_package
from desktop.submission.signing import cms
from desktop.submission.signing.signer import AnyCertificate, Revocation, signer_fact
from desktop.submission.verified import Verification
from forms.codes.code import CodeTrait, ErrorCode
from forms.codes.package import EnvelopeCode, PackageCode
from forms.errors import Problem
from forms.filing.receipt_time import ReceiptTime, day_in_beijing, minute_in_beijing

CLOCK_TOLERANCE: Final = timedelta(days=1)
"""How far a signing time may be ahead of this computer's clock. Chosen by us."""

_SHOWN = 2
"""Kinds of problems in the sentence of a fact, whose list has all of them. Chosen by us."""

_OF_REPACKING: Final = frozenset((CodeTrait.REPACKED, CodeTrait.BY_REPACKING))
_OF_BYTES: Final = ("container", "digests")
_SEND_AGAIN = "请让发送单位重新发送原文件，中途不要解压后重新压缩。"


def verify_container(  # noqa: PLR0913 - trust, times, and what the caller tolerates
    data: bytes,
    trusted: Sequence[AnyCertificate],
    revoked: Sequence[str | Revocation] = (),
    *,
    now: datetime,
    received: ReceiptTime | None = None,
    allow_unregistered: bool = False,
    signature_required: bool = True,
) -> Verification:
    """Examine a package.

    Args:
        data: the whole file; nothing about it is trusted.
        trusted: registered certificates, PEM, DER or parsed; a signer is registered only if its
            certificate is byte for byte one of them.
        revoked: certificates withdrawn from the register, by SHA-256 fingerprint.
        now: the present time, aware.
        received: when the package was received, at which validity is judged; None: now.
        allow_unregistered: whether an unknown signer is acceptable.
        signature_required: whether a package without any signature is broken, or only unsigned.

    Returns:
        Always the four facts, for any bytes; what depends on something unreadable is ``unknown``.
    """
    if is_encrypted(data):
        return Verification(facts=_encrypted_facts(data), allow_unregistered=allow_unregistered)
    received = received or ReceiptTime.at_examination(now)
    inspection = inspect(data, signature_required=signature_required)
    status = None
    if inspection.signature is not None and inspection.manifest_bytes is not None:
        status = cms.verify(inspection.signature, inspection.manifest_bytes)
    facts = (
        _container_fact(inspection),
        _digests_fact(inspection),
        _signature_fact(status, now, received),
        signer_fact(status, trusted, revoked, received),
    )
    return Verification(
        facts=facts,
        package=to_package(inspection, len(data)),
        signature=status,
        allow_unregistered=allow_unregistered,
    )


def _bad(name: str, problems: Sequence[Problem]) -> Fact:
    """Make a bad fact whose sentence tells each kind of problem once, the decisive one first."""
    kinds: dict[ErrorCode, list[Problem]] = {}
    # Packing again alters how every file is stored; anything else that is wrong is more, and told first.
    for problem in sorted(problems, key=lambda problem: not problem.code.traits.isdisjoint(_OF_REPACKING)):
        kinds.setdefault(problem.code, []).append(problem)
    if any(CodeTrait.REPACKED in code.traits for code in kinds):
        kinds = {code: same for code, same in kinds.items() if CodeTrait.BY_REPACKING not in code.traits}
    told = "".join(map(_sentence, list(kinds.values())[:_SHOWN]))
    first = next(iter(kinds))
    advice = _SEND_AGAIN if name in _OF_BYTES and CodeTrait.ADVISED not in first.traits else ""
    return Fact(name=name, state=FactState.BAD, code=first, sentence=told + advice, problems=tuple(problems))


def _sentence(same: Sequence[Problem]) -> str:
    """One sentence about problems of one kind."""
    if CodeTrait.REPACKED in same[0].code.traits:
        return f"报送包被别的软件解压后重新打包过（{same[0].place} 等 {len(same)} 个文件的存放方式变了）。"
    more = f"（这样的问题共 {len(same)} 处）" if len(same) > 1 else ""
    return same[0].message.removesuffix("。") + f"{more}。"


def _not_examined(name: str, reason: str) -> Fact:
    """Make an unknown fact that depends on something that could not be read."""
    return Fact(name=name, state=FactState.UNKNOWN, code=PackageCode.NOT_EXAMINED, sentence=reason)


def _encrypted_facts(data: bytes) -> tuple[Fact, ...]:
    """Say of an encrypted file that it has to be decrypted first, or why nobody can."""
    rest = tuple(
        _not_examined(name, "报送包是加密的，解密后才能核对。")
        for name in ("digests", "signature", SIGNER_FACT)
    )
    try:
        decode(data)
    except EnvelopeError as error:
        # How another program encrypts is no fault of the file.
        state = FactState.UNKNOWN if CodeTrait.FOREIGN in error.code.traits else FactState.BAD
        return (Fact(name="container", state=state, code=error.code, sentence=error.message), *rest)
    sentence = (
        "这是加密的报送包，要先解密才能验证：请持有收件密钥的统计局运行"
        " tianbao decrypt 文件 --key 收件密钥.p12 -o 文件夹，再验证解密得到的报送包。"
    )
    sealed = Fact(
        name="container", state=FactState.UNKNOWN, code=EnvelopeCode.IS_ENCRYPTED, sentence=sentence
    )
    return (sealed, *rest)


def _container_fact(inspection: Inspection) -> Fact:
    """Judge the container."""
    if inspection.container_problems:
        return _bad("container", inspection.container_problems)
    count = len(inspection.payload)
    sentence = f"容器完整，逐字节符合规定格式，内含 {count} 个文件。"
    return Fact(name="container", state=FactState.OK, code=PackageCode.CONTAINER_SOUND, sentence=sentence)


def _digests_fact(inspection: Inspection) -> Fact:
    """Judge the payload against the manifest."""
    if inspection.digest_problems is None:
        return _not_examined("digests", "读不到签名清单，无法核对各文件的摘要。")
    if inspection.digest_problems:
        return _bad("digests", inspection.digest_problems)
    sentence = f"{len(inspection.payload)} 个文件与签名清单逐一相符，没有增删改。"
    return Fact(name="digests", state=FactState.OK, code=PackageCode.DIGESTS_SOUND, sentence=sentence)


def _signature_fact(status: cms.SignatureStatus | None, now: datetime, received: ReceiptTime) -> Fact:
    """Judge the signature over the manifest; the signing time is told, and nothing follows from it."""
    if status is None:
        return _not_examined("signature", "读不到签名清单或签名文件，无法验证签名。")
    if not status.sound or status.signing_time is None:
        return _bad("signature", status.problems)
    moment = status.signing_time
    if moment > now + CLOCK_TOLERANCE:
        sentence = (
            f"签名时间 {minute_in_beijing(moment)} 晚于本机时间 {minute_in_beijing(now)}（北京时间），"
            "其中一台电脑的日期不对；请核对日期后再验证。"
        )
        return Fact(
            name="signature", state=FactState.UNKNOWN, code=PackageCode.SIGNED_IN_FUTURE, sentence=sentence
        )
    if moment > received.latest + CLOCK_TOLERANCE:
        sentence = (
            f"签名时间 {day_in_beijing(moment)} 晚于{received.text}：收件日期写错了，或签名的电脑日期不对；"
            "请核对后再验证。"
        )
        return Fact(
            name="signature",
            state=FactState.UNKNOWN,
            code=PackageCode.SIGNED_AFTER_RECEIPT,
            sentence=sentence,
        )
    sentence = f"签名有效（{status.algorithm}），写明的签名时间 {minute_in_beijing(moment)}（北京时间）。"
    return Fact(name="signature", state=FactState.OK, code=PackageCode.SIGNATURE_SOUND, sentence=sentence)
