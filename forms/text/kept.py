"""What a text must be to be kept: asked where it is typed, at 定稿, and by whoever verifies a package."""

from __future__ import annotations

from typing import NamedTuple

from forms.text.typed import LONGEST_TEXT, is_seen, length_refusal, read_text, refusal

MIN_REASON = 4
"""Fewest visible characters of a reason: 无、正常、已核 are no reasons. Chosen by us."""


def refusals(place: str, text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Every reason (Chinese sentences) why a stored text cannot be in a package; an empty text can.

    Args:
        place: what it is for, e.g. ``填表人``.
        text: the text as it is stored.
        longest: most characters that it may have.
    """
    said = (
        length_refusal(place, text, longest),
        refusal(place, read_text(text, lines=True)),
        unseen_refusal(place, text),
    )
    return [sentence for sentence in said if sentence]


def unseen_refusal(place: str, text: str) -> str:
    """Sentence that a text looks empty though it is not (Chinese); empty where it does not."""
    if not text or any(map(is_seen, text)):
        return ""
    return f"{place}里只有看不见的字符，等于没有填写；请重新填写"


class NoReason(NamedTuple):
    """Why a text gives no reason, as clauses in Chinese.

    Attributes:
        flaw: what is wrong with it.
        advice: what its writer does about it.
    """

    flaw: str
    advice: str


def why_no_reason(text: str, place: str = "原因说明") -> str:
    """Sentence why a text gives no reason (Chinese); empty where it can be one.

    Args:
        text: the text, typed or stored.
        place: what it is for.
    """
    return "，".join(no_reason(text, place) or ())


def no_reason(text: str, place: str = "原因说明") -> NoReason | None:
    """Why a text gives no reason; None where it can be one.

    Args:
        text: the text, typed or stored.
        place: what it is for.
    """
    words = [character for character in read_text(text).text if is_seen(character)]
    if len(words) < MIN_REASON:
        return NoReason(f"{place}太短", "请写明原因，例如数据来源、政策变化或采取的措施")
    if not any(character.isalpha() for character in words):
        return NoReason(f"{place}里{_only(words)}", "没有写出原因；要改数，请回到格里改（Esc）")
    return None


def _only(words: list[str]) -> str:
    """What a text without letters consists of."""
    digits = [character.isdigit() for character in words]
    if all(digits):
        return "只有数字"
    return "只有数字和符号" if any(digits) else "只有符号"
