"""The remark about a text while it is typed: too long, refused, cleaned, or not in the fonts."""

from __future__ import annotations

from desktop.documents.paper.font_cover import named, undrawn
from forms.frozen import frozen
from forms.text.standard_characters import standard_character, standard_text
from forms.text.typed import LONGEST_TEXT, TypedText, cleaning, length_refusal, read_text, refusal


@frozen
class TextWord:
    """A remark about a text.

    Attributes:
        sentence: the remark in Chinese; empty without any.
        is_refused: whether the text cannot be stored as it is.
        offer: what one click does, empty where nothing is offered.
        replacement: the text after that click.
    """

    sentence: str = ""
    is_refused: bool = False
    offer: str = ""
    replacement: str = ""


def text_word(place: str, typed: str, *, lines: bool = False, longest: int = LONGEST_TEXT) -> TextWord:
    """Examine a text before it is stored, or a stored one.

    Args:
        place: what it is for, in the clerk's words, e.g. ``填表人``.
        typed: the text.
        lines: whether it may have several lines.
        longest: characters that it may have.
    """
    overlong = length_refusal(place, typed, longest)
    if overlong:
        return TextWord(f"{overlong}。", True)
    read = read_text(typed, lines=lines)
    if read.refused:
        return TextWord(f"{refusal(place, read)}。", True, "删去这些字符", read.text)
    replacement = standard_text(read.text)
    sentences = (cleaning(place, read), _older(place, read), _blank(place, replacement))
    sentence = "".join(f"{said}。" for said in sentences if said)
    offer = "换成标准字" if replacement != read.text else ""
    return TextWord(sentence, False, offer, replacement if offer else "")


def _older(place: str, read: TypedText) -> str:
    pairs = {c: new for c in read.text if (new := standard_character(c)) is not None}
    if not pairs:
        return ""
    listed = "、".join(f"U+{ord(old):04X} 换成 {new}（U+{ord(new):04X}）" for old, new in pairs.items())
    return f"{place}：有旧国标数据的私用代码，请换成现在的标准字：{listed}；不换的，纸上只能留空线"


def _blank(place: str, text: str) -> str:
    missing = undrawn(text)
    if not missing:
        return ""
    return (
        f"{place}：程序的字库里没有 {named(missing)}，数据照原样保存，纸上留空线，打印后请手写；"
        "有通用规范字的，也可以改用"
    )
