"""What the office does by a signed letter about a unit's year, and what is said before and after."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from desktop.models.office.outcome import DeedOutcome
from desktop.models.office.review.review_buttons import to_look_at
from desktop.services.keys.key_files import SigningKey
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.desk import OfficeDesk
from desktop.services.office.letters.asking import recall, send_return
from desktop.services.office.letters.cautions import letter_cautions
from desktop.services.office.letters.outgoing import mail_of
from desktop.services.office.overview.reviewing import Review
from forms.receiving.permission import Act


class LetterDeed(StrEnum):
    """Something that is done by a letter."""

    RETURN = "return"
    RECALL = "recall"
    ACCEPT = "accept"
    REOPEN = "reopen"

    @property
    def heading(self) -> str:
        """Title of its dialog (Chinese)."""
        return _WORDS[self][0]

    @property
    def go(self) -> str:
        """Words of the button that does it."""
        return _WORDS[self][1]

    @property
    def act(self) -> Act:
        """For who may do it."""
        return _ACTS.get(self, Act.ASK)

    def needs_reason(self, review: Review) -> bool:
        """Whether a reason is asked for: to open a year again, or to accept what wants a look first."""
        return self is LetterDeed.REOPEN or (self is LetterDeed.ACCEPT and bool(to_look_at(review)))


_WORDS = {
    LetterDeed.RETURN: ("退回单位答复", "签名并写出退回单"),
    LetterDeed.RECALL: ("撤回退回单", "签名并写出撤回单"),
    LetterDeed.ACCEPT: ("验收", "签名并写出验收单"),
    LetterDeed.REOPEN: ("重开", "签名并写出重开单"),
}
_ACTS = {LetterDeed.ACCEPT: Act.ACCEPT, LetterDeed.REOPEN: Act.REOPEN}
_DONE = {
    LetterDeed.RETURN: "已退回",
    LetterDeed.RECALL: "已撤回退回单",
    LetterDeed.ACCEPT: "已验收",
    LetterDeed.REOPEN: "已重开",
}


def letter_words(deed: LetterDeed, review: Review) -> str:
    """What signing does, in a sentence or two."""
    revision = "" if review.package is None else f"第 {review.package.revision} 版"
    whose = f"{review.name} {review.unit_year.year} 年{revision}"
    if deed is LetterDeed.RETURN:
        again = len([one for one in review.unit_year.questions if one.state.is_open])
        new = len(review.to_send)
        told = f"把 {new} 个问题发给{whose}" if new else f"把 {again} 个已问的再发给{whose}"
        return f"{told}。退回单里没有数字；单位打开它，逐问答复，更正以后报下一版。"
    if deed is LetterDeed.RECALL:
        return f"撤回发给{whose}的最后一份退回单，随它第一次问的问题一并撤回。"
    if deed is LetterDeed.ACCEPT:
        named = to_look_at(review)
        first = f"先看过：{'，'.join(named)}，写明为什么可以验收，留在本局的记录里。" if named else ""
        return f"验收{whose}。{first}验收不改任何数；以后要更正的，写明原因重开。"
    return f"重开{whose}，让单位可以再报一版；在新的一版来到以前，仍按已验收的一版。"


def sign_letter(  # noqa: PLR0913, PLR0917 - what a letter is made of
    desk: OfficeDesk, unit: str, year: int, deed: LetterDeed, key: SigningKey, folder: Path, reason: str
) -> DeedOutcome:
    """Sign, store and write a letter; returns what was done, and which file is sent.

    Args:
        desk: the office's desk.
        unit: code of the unit.
        year: reporting year.
        deed: which letter.
        key: the office's signing key.
        folder: where it is written.
        reason: why a year is reopened, or accepted although something wants a look; of others not read.

    Raises:
        UserInputError: as of the deed: the key is not the office's, or the reason is missing.
        StateError: it cannot be done now.
        EnvironmentFault: the letter cannot be written, or the store fails.
    """
    if deed is LetterDeed.REOPEN:
        path = reopen(desk, unit, year, reason, key, folder)
    elif deed is LetterDeed.ACCEPT:
        path = accept(desk, unit, year, key, folder, reason=reason)
    else:
        does = {LetterDeed.RETURN: send_return, LetterDeed.RECALL: recall}[deed]
        path = does(desk, unit, year, key, folder)
    lines = [
        f"{_DONE[deed]}：{desk.unit_name(unit)}。",
        f"要发给单位的文件：{path.name}，在“{path.parent.name}”文件夹里",
        f"邮件草稿：{mail_of(path).name}（打开后核对收件人再发；正文没有数字）",
        *(f"注意：{caution}。" for caution in letter_cautions(desk, [unit], year)),
    ]
    return DeedOutcome("\n".join(lines), path)
