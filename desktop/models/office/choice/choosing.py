"""What may be done on the page of a fork, and what a 校验码 from stamped paper says there."""

from __future__ import annotations

from desktop.models.office.choice.candidates import NAMES
from desktop.services.office.acceptance.choosing import why_no_choice
from desktop.services.office.acceptance.contending import Contention
from forms.frozen import frozen
from forms.receiving.paper_code import read_paper_code


@frozen
class PaperAnswer:
    """What a typed 校验码 says of the candidates.

    Attributes:
        sentence: whose paper it is (Chinese); empty while nothing was typed.
        advice: what that usually leads to, or what to do.
        tone: ``good``, ``bad`` or ``muted``.
        code: the 校验码, ungrouped; empty where none can be read.
        place: number of the candidate, from 0; None where it is that of none.
    """

    sentence: str
    advice: str = ""
    tone: str = "muted"
    code: str = ""
    place: int | None = None


def paper_answer(found: Contention, text: str) -> PaperAnswer:
    """Say whose paper a typed 校验码 is from."""
    typed = read_paper_code(text)
    if not typed.typed:
        return PaperAnswer(sentence="")
    if typed.flaw:
        return PaperAnswer(sentence=f"{typed.flaw}。", tone="bad")
    names = NAMES[: len(found.contenders)]
    place = next((n for n, one in enumerate(found.contenders) if one.check_code == typed.code), None)
    if place is None:
        return _of_none(found, typed.code, names)
    own, others = names[place], [name for name in names if name != names[place]]
    if not others:
        return PaperAnswer(sentence=f"与{own}相符。", tone="good", code=typed.code, place=place)
    return PaperAnswer(
        sentence=f"与{own}相符，与{'、'.join(others)}不符。",
        advice=f"盖章的是{own}。通常应选{own}；选{'、'.join(others)}须另收盖章表。",
        tone="good",
        code=typed.code,
        place=place,
    )


def _of_none(found: Contention, code: str, names: str) -> PaperAnswer:
    every = "、".join(names)
    older = next((one for one in found.chain if one.check_code == code), None)
    if older is not None:
        return PaperAnswer(
            sentence=f"是第 {older.revision} 版的纸质表，不是{every}。",
            advice="请单位补交所选那一份的盖章纸质表。",
            tone="bad",
            code=code,
        )
    return PaperAnswer(
        sentence=f"与{every}都不符，也不是这个单位这一年收到过的任何一版。",
        advice="先看是不是拿错了单位或年度的表；没有拿错的，请单位把这一版的文件发来。",
        tone="bad",
        code=code,
    )


def why_not(found: Contention, place: int, reason: str, barred: str) -> str:
    """Why a candidate cannot be chosen now, in words and numbers (Chinese); empty where it can.

    Args:
        found: the revisions between which a person chooses.
        place: number of the candidate, from 0.
        reason: as it is written so far.
        barred: why whoever works here may choose nothing at all; empty where they may.
    """
    if barred:
        return barred
    if found.contenders[place].content == found.chosen:
        return f"现在用的就是{NAMES[place]}"
    return why_no_choice(reason)
