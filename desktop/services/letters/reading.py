"""A container in, a letter of the office out, sound in itself; whom to trust is the reader's matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from desktop.services.letters.base_table import BASE_NAME, read_base_table
from desktop.services.packages.descriptor import kind_named
from desktop.submission.encryption.envelope_structure import is_encrypted
from desktop.submission.errors import IdentityError, TableError
from desktop.submission.facts import FactState
from desktop.submission.keys.certificate import (
    OFFICE,
    fingerprint,
    named_unit,
    parse_certificate,
    require_receiving_certificate,
    require_signing_certificate,
)
from desktop.submission.package import Package
from desktop.submission.profile import json_schema
from desktop.submission.profile.published import (
    CERTIFICATES,
    LETTER_NAME,
    QUESTIONS_NAME,
    RECEIVING_NAME,
    SIGNING_NAME,
    SUBMISSION_NAME,
)
from desktop.submission.profile.tables import read_table
from desktop.submission.verification import verify_container
from forms.bounded_json import parse_json, told_of
from forms.canonical import digest_of
from forms.codes.letter import LetterCode, OpenCode
from forms.errors import UserInputError
from forms.frozen import frozen
from forms.letters.base_figure import BaseFigure
from forms.letters.kind import OfficeLetter
from forms.letters.letter import SentLetter, letter_of
from forms.letters.question import QUESTION_COLUMNS, AskedQuestion, questions_of
from forms.letters.task import YearTask

if TYPE_CHECKING:
    from cryptography import x509

    from desktop.submission.signing.cms import SignatureStatus

_LETTER_SCHEMA = "schemas/letter-1.json"
PLAN_NAME = "plan/pack.json"
PLAN_FILE_NAME = "plan/pack.wdpplan"
"""The same pack as the plan office handed it over, with its own signature and approval; not in every task."""


class EncryptedLetter(UserInputError):
    """What was read is encrypted; whoever holds the key opens it first."""


@frozen
class ReadLetter:
    """A letter whose container, signature and content are sound, and agree with each other.

    Attributes:
        letter: what it says.
        questions: all that are open, in its order.
        base: the base figures in it, of its year and of years before; empty where it brings none.
        files: every other file in it, by name.
        data: the signed container.
        digest: its SHA-256.
        signer: fingerprint of the certificate that signed; nothing says yet that it is the office's.
        certificate: that certificate.
        signed_at: signing time that the signature states.
    """

    letter: SentLetter
    questions: tuple[AskedQuestion, ...]
    base: tuple[BaseFigure, ...]
    files: Mapping[str, bytes]
    data: bytes
    digest: str
    signer: str
    certificate: x509.Certificate
    signed_at: datetime


def read_letter(data: bytes, now: datetime) -> ReadLetter:
    """Read a letter of the office.

    Args:
        data: the signed container, an envelope around it taken off; nothing of it is trusted.
        now: the present time.

    Raises:
        EncryptedLetter: it is encrypted (E-LETTER-006).
        UserInputError: it is damaged or not soundly signed (E-LETTER-001),
            signed outside the certificate's validity (E-OPEN-016), something else (E-LETTER-002), not as
            published (E-LETTER-003), signed with a certificate that
            names somebody else than the office of its region (E-LETTER-005), or it contradicts itself
            (E-LETTER-004, E-LETTER-007), or its base figures cannot be read (E-LETTER-008).
    """
    if is_encrypted(data):
        raise EncryptedLetter(LetterCode.ENCRYPTED, "文件是加密的，没有打开；请给出本单位的收件密钥")
    found = verify_container(data, (), now=now)
    if found.package is None:
        bad = next((fact for fact in found.facts if fact.state is FactState.BAD), None)
        why = "读不出统计局的文件" if bad is None else bad.sentence.rstrip("。")
        raise UserInputError(LetterCode.DAMAGED, f"{why}；没有采用")
    # What it is comes before who signed it, so that a file of another kind is told as that.
    letter = _letter(found.package)
    signature = _sound(found.signature)
    certificate, signed_at = signature.certificate, signature.signing_time
    assert certificate is not None
    assert signed_at is not None
    named = named_unit(certificate)
    if named not in {None, f"{OFFICE}/{letter.region}"}:
        raise UserInputError(
            LetterCode.NOT_THE_OFFICE, f"签名的证书写明是“{named}”，不是来件所写统计局的，没有采用"
        )
    files = {one.name: one.data for one in found.package.payload if one.name != LETTER_NAME}
    questions = _questions(letter, files.pop(QUESTIONS_NAME, None))
    _require_named_files(letter, files)
    _require_no_others(letter, files)
    return ReadLetter(
        letter=letter,
        questions=questions,
        base=_base(letter, files),
        files=files,
        data=data,
        digest=digest_of(data),
        signer=fingerprint(certificate),
        certificate=certificate,
        signed_at=signed_at,
    )


def _letter(package: Package) -> SentLetter:
    names = {file.name for file in package.payload}
    if LETTER_NAME not in names:
        other = "年度数据报送包" if SUBMISSION_NAME in names else "别的文件"
        raise UserInputError(LetterCode.OTHER_KIND, f"这是{other}，不是统计局发来的文件，没有采用")
    try:
        document = parse_json(package.data(LETTER_NAME))
    except (ValueError, RecursionError) as error:
        raise UserInputError(LetterCode.FORMAT, f"{LETTER_NAME} {told_of(error)}，没有采用") from error
    kind: object = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in set(OfficeLetter):
        raise UserInputError(
            LetterCode.OTHER_KIND, f"这是{kind_named(str(kind))}，不是统计局发来的文件，没有采用"
        )
    wrong = json_schema.fault(document, _schema())
    if wrong:
        raise UserInputError(LetterCode.FORMAT, f"{LETTER_NAME} 不符合公布的格式：{wrong}，没有采用")
    try:
        return letter_of(document)
    except ValueError as error:
        raise UserInputError(LetterCode.FORMAT, f"{LETTER_NAME} 自相矛盾：{error}，没有采用") from error


def _sound(signature: SignatureStatus | None) -> SignatureStatus:
    if signature is None or not signature.sound:
        if signature is not None and _is_only_untimely(signature):
            raise UserInputError(
                OpenCode.EXPIRED, "签名时统计局的证书不在有效期内，没有采用；请统计局用有效的证书重新签发"
            )
        raise UserInputError(LetterCode.DAMAGED, "签名不成立，没有采用；请统计局重新发来原文件")
    return signature


def _is_only_untimely(signature: SignatureStatus) -> bool:
    """Whether nothing is wrong with a signature but that its certificate was not valid at its time."""
    timely = replace(signature, within_validity=True, problems=())
    return signature.within_validity is False and timely.sound and len(signature.problems) == 1


def _questions(letter: SentLetter, table: bytes | None) -> tuple[AskedQuestion, ...]:
    if table is None:
        if letter.questions:
            raise UserInputError(LetterCode.QUESTIONS, f"缺少 {QUESTIONS_NAME}，没有采用")
        return ()
    try:
        questions = questions_of(read_table(table, QUESTION_COLUMNS, or_more=True))
    except (ValueError, TableError) as error:
        why = error.message if isinstance(error, TableError) else str(error)
        sentence = f"{QUESTIONS_NAME}：{why.rstrip('。')}，没有采用"
        raise UserInputError(LetterCode.QUESTIONS, sentence) from error
    if tuple(one.id for one in questions) != letter.questions:
        raise UserInputError(
            LetterCode.QUESTIONS, f"{LETTER_NAME} 所列的问题与 {QUESTIONS_NAME} 不符，没有采用"
        )
    return questions


def _require_named_files(letter: SentLetter, files: Mapping[str, bytes]) -> None:
    """Refuse a task whose pack, base figures or certificates are not those that it names by their digests."""
    wanted = {} if letter.task is None else {PLAN_NAME: letter.task.plan.digest}
    if letter.named_base is not None:
        wanted[BASE_NAME] = letter.named_base.digest
    for name, digest in wanted.items():
        if name not in files or digest_of(files[name]) != digest:
            raise UserInputError(
                LetterCode.PAYLOAD, f"{letter.kind.label}里的 {name} 与所记的摘要不符，没有采用"
            )
    if letter.task is not None:
        _require_certificates(letter, letter.task, files)


def _require_no_others(letter: SentLetter, files: Mapping[str, bytes]) -> None:
    """Refuse a file that no letter of this kind has, or that it does not name: nobody would look at it."""
    allowed = {f"forms/{letter.kind.value}-slip.pdf"} if letter.kind.is_to_one_unit else set()
    if letter.named_base is not None:
        allowed.add(BASE_NAME)
    if letter.task is not None:
        allowed |= {PLAN_NAME, PLAN_FILE_NAME, *_certificates(letter.task)}
    others = sorted(files.keys() - allowed)
    if others:
        raise UserInputError(
            LetterCode.PAYLOAD, f"{letter.kind.label}里有不该有的 {'、'.join(others)}，没有采用"
        )


def _certificates(task: YearTask) -> dict[str, str]:
    """Names of the certificates in a task, with the fingerprints that it states."""
    named = {SIGNING_NAME: task.signing}
    if task.receiving is not None:
        named[RECEIVING_NAME] = task.receiving
    return named | {former_name(place): print_ for place, print_ in enumerate(task.former, start=1)}


def _require_certificates(letter: SentLetter, task: YearTask, files: Mapping[str, bytes]) -> None:
    for name, print_ in _certificates(task).items():
        _require_certificate(letter, name, files.get(name, b""), print_)


def former_name(place: int) -> str:
    """Name of an earlier signing certificate of the office in a task, counted from 1."""
    return f"{CERTIFICATES}former-{place}.cer.pem"


def _require_certificate(letter: SentLetter, name: str, data: bytes, print_: str) -> None:
    """Refuse a certificate that is another than the task names, or none of the office's."""
    require = require_receiving_certificate if name == RECEIVING_NAME else require_signing_certificate
    try:
        certificate = parse_certificate(data)
        require(certificate)
        is_named = named_unit(certificate) in {None, f"{OFFICE}/{letter.region}"}
    except IdentityError as error:
        raise UserInputError(LetterCode.PAYLOAD, f"任务里没有可用的 {name}，没有采用") from error
    if fingerprint(certificate) != print_ or not is_named:
        raise UserInputError(LetterCode.PAYLOAD, f"任务里的 {name} 不是所记的统计局证书，没有采用")


def _base(letter: SentLetter, files: Mapping[str, bytes]) -> tuple[BaseFigure, ...]:
    if letter.named_base is None:
        return ()
    figures = read_base_table(files[BASE_NAME])
    if any(one.year > letter.year for one in figures):
        raise UserInputError(
            LetterCode.BASE, f"基础数据表 {BASE_NAME} 里有 {letter.year} 年以后的数，没有采用"
        )
    return figures


@cache
def _schema() -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(resources.read_text(_LETTER_SCHEMA))
    return schema
