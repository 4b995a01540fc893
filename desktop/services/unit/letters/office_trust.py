"""Whom a unit takes for the office: a certificate that was compared with stamped paper, or brought by one.

Only a task gives first trust. One that replaces a lost or stolen key ends the trust in those before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from desktop.services.letters.reading import ReadLetter, read_letter
from desktop.services.unit.desk import Desk
from desktop.submission.keys.certificate import grouped_fingerprint, to_der
from forms.codes.code import ErrorCode
from forms.codes.letter import OpenCode
from forms.errors import UserInputError
from forms.filing.receipt_time import BEIJING
from forms.frozen import frozen
from forms.receiving.fingerprint import difference, differing_groups, read_fingerprint


class NotTrusted(UserInputError):
    """A task is sound, and its certificate not trusted yet: the fingerprint on paper decides.

    Attributes:
        read: the task.
        replaces: whether another certificate of the office is trusted so far.
    """

    def __init__(self, code: ErrorCode, message: str, read: ReadLetter, *, replaces: bool) -> None:
        """Keep the task, for a caller that asks for the fingerprint."""
        super().__init__(code, message)
        self.read = read
        self.replaces = replaces


@frozen
class Proof:
    """What a person says of the certificate that signed a task.

    Attributes:
        typed: fingerprint as on stamped paper; None where none was typed.
        distrust_from: first day from which the certificates before it are trusted no longer, for they were
            lost or stolen; None for now, where the fingerprint is typed.
    """

    typed: str | None = None
    distrust_from: date | None = None


@frozen
class Trust:
    """Whom the unit trusts from now on.

    Attributes:
        new: fingerprint that is trusted from now on; empty where it is already.
        ends: since when all others are trusted no longer; None where they stay as they are.
    """

    new: str = ""
    ends: datetime | None = None


def judge_trust(desk: Desk, read: ReadLetter, proof: Proof) -> Trust:
    """Whether a letter's certificate is the office's.

    Args:
        desk: the unit's desk.
        read: the letter.
        proof: what a person says.

    Raises:
        NotTrusted: it is a task, its certificate is not trusted yet, and none was typed (E-OPEN-010).
        UserInputError: another was typed (E-OPEN-011); it is no task and its certificate is not trusted
            (E-OPEN-018), or trusted no longer (E-OPEN-015); the day from which others are distrusted has not
            come, or it is no task (E-OPEN-019).
    """
    now = desk.clock()
    ends = _first_moment(read, proof.distrust_from, now)
    known = {one.fingerprint: one for one in desk.store.trusted_offices()}
    found = known.get(read.signer)
    if found is not None and found.distrusted is not None and found.distrusted <= now:
        raise UserInputError(OpenCode.DISTRUSTED, "签名的统计局证书已停止信任，没有采用，请向统计局核实")
    if found is not None:
        return Trust(ends=ends)
    if read.letter.task is None:
        changed = "统计局换了密钥的，要先打开它新发的布置任务" if known else "要先打开统计局的布置任务"
        raise UserInputError(
            OpenCode.TASK_FIRST,
            f"签名的统计局证书还没有信任，{read.letter.kind.label}没有采用：{changed}；没有收到任务的，请统计局发来",
        )
    _require_typed(read, proof.typed, replaces=bool(known))
    # Where another certificate was trusted before, the one on the stamped paper replaces all of them.
    return Trust(new=read.signer, ends=ends or (now if known else None))


def _first_moment(read: ReadLetter, day: date | None, now: datetime) -> datetime | None:
    if day is None:
        return None
    moment = datetime.combine(day, time(), BEIJING)
    if moment > now or read.letter.task is None:
        why = "还没有到" if moment > now else "只在打开布置任务时写"
        raise UserInputError(OpenCode.DISTRUST_DAY, f"停止信任的日期{why}，没有采用")
    return moment


def _require_typed(read: ReadLetter, typed: str | None, *, replaces: bool) -> None:
    if typed is None:
        shown = grouped_fingerprint(read.signer).replace("\n", " ")
        message = (
            f"这是{read.letter.office}签发的{read.letter.kind.label}，它的证书还没有信任，没有采用。"
            f"证书指纹是 {shown}。请与统计局盖章的纸逐组核对，一致的用 --office-fingerprint 照纸输入"
        )
        if replaces:
            message += "；原来的密钥丢失或被盗的，用 --distrust-from 写明从哪天起停止信任"
        raise NotTrusted(OpenCode.NOT_TRUSTED, message, read=read, replaces=replaces)
    groups = differing_groups(read_fingerprint(typed), read.signer)
    if groups:
        raise UserInputError(
            OpenCode.FINGERPRINT, f"输入的指纹与签名的证书{difference(groups)}，没有采用。请再看盖章的纸"
        )


def store_trust(desk: Desk, read: ReadLetter, trust: Trust) -> list[str]:
    """Store what was judged; runs in the caller's transaction.

    Returns:
        Fingerprints that are trusted no longer.
    """
    now, task = desk.clock(), read.letter.task
    kept = {read.signer, *(() if task is None else (task.signing,))}
    ended = []
    for one in desk.store.trusted_offices() if trust.ends is not None else ():
        if one.fingerprint not in kept:
            assert trust.ends is not None
            desk.store.distrust_office(one.fingerprint, trust.ends, actor=desk.actor, now=now)
            ended.append(one.fingerprint)
    if trust.new:
        desk.store.trust_office(to_der(read.certificate), now, actor=desk.actor, now=now)
    return ended


def signed_since(desk: Desk, signers: list[str], since: datetime) -> Iterator[str]:
    """Titles of the letters that were opened here since a time and that one of these certificates signed."""
    for year in desk.store.years():
        for one in desk.store.letters(year):
            if one.at >= since:
                read = read_letter(one.data, max(desk.clock(), one.at))
                if read.signer in signers:
                    yield f"{year} 年{read.letter.title}"
