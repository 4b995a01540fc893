"""Text as people type or paste it: what is kept, what is cleaned, what is refused.

Names, remarks, sources, explanations and reasons from every input (window, command line, workbook, package)
are read here. Invisible characters on which nothing depends (a byte order mark, a zero width blank, a
no-break blank) are removed and named. Invisible characters that can change the meaning of their neighbours
are refused and named with their place: control characters, direction overrides, surrogates, hidden tags.

Joiners (U+200C, U+200D) decide how letters of some scripts are written and belong to names there; they are
kept behind letters of these scripts only. Characters that Unicode has not assigned yet, and private ones, are
kept: whether they can be printed depends on the fonts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from forms.codes.desk import TextCode
from forms.errors import UserInputError
from forms.frozen import frozen

LONGEST_TEXT = 10_000
LONGEST_NAME = 200
"""Both are of the package profile: most characters of a text and of a person's name
(``resources/schemas/submission-2.json``)."""

LOST_CHARACTER = "\ufffd"
"""Replacement character, for one that cannot be shown or was lost in a conversion."""

_RARE_LINE_ENDS = frozenset("\x0b\x0c\x85\u2028\u2029")
_LINE_ENDS = frozenset("\n\r") | _RARE_LINE_ENDS
_PLANES = range(0x10000, 0x110000, 0x10000)
_JOINERS = frozenset("\u200c\u200d\u180e")
"""Zero width non-joiner and joiner, and the Mongolian vowel separator."""
_JOINING_SCRIPTS = ((0x0600, 0x08FF), (0x0900, 0x109F), (0x1780, 0x18AF), (0xA840, 0xA8FF), (0xFB50, 0xFEFC))
"""Blocks of Unicode: Arabic to Syriac; India, Tibet and Burma; Khmer and Mongolian; 'Phags-pa; old Arabic
forms."""
REFUSED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in _PLANES)
    + "]"
)
"""Control characters without tab and line ends, direction overrides and isolates, surrogates, interlinear
annotations, tag characters, noncharacters."""
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
"""Letters and marks that are drawn blank: a name made of them would look empty."""
_UNSEEN_ALONE = re.compile(
    "[\u180b-\u180d\u180f\u2065\ufe00-\ufe0f\ufff0-\ufff8\ufffc\U00016fe4\U000e0080-\U000e0fff]"
)
"""Variation selectors, the fillers of Khitan and of a lost object, and codes that Unicode reserves for
what is not drawn: alone they say nothing."""
_SEEN_FORMATS = (
    *range(0x0600, 0x0606),
    0x06DD,
    0x070F,
    0x0890,
    0x0891,
    0x08E2,
    0x110BD,
    0x110CD,
    *range(0x13430, 0x13440),
)
"""Format characters of Unicode that are visible: Arabic signs around numbers, and those of hieroglyphs."""

_NAMES = {
    "\x0b": "竖向制表符",
    "\x0c": "换页符",
    "\x85": "换行符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u00a0": "不换行空格",
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "方向标记",
    "\u200f": "方向标记",
    "\u061c": "方向标记",
    "\u2060": "零宽不换行",
    "\ufeff": "字节顺序标记",
}
_KINDS = {"Cc": "控制字符", "Cs": "残缺的字", "Cn": "无效字符", "Zs": "特殊空格"}
_MOST_NAMED = 5
"""Characters named in a sentence; chosen by us."""


@frozen
class TypedText:
    """A text as it was read.

    Attributes:
        text: the text that is kept, without outer blanks and without refused characters.
        cleaned: characters that were removed or replaced by a common blank or line end, each once, in order;
            tabs and common line ends are not among them.
        refused: refused characters with the place of each in the text as typed, counted from 1, a carriage
            return with its line feed as one.
    """

    text: str
    cleaned: tuple[str, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()


def read_text(typed: str, *, lines: bool = False) -> TypedText:
    """Read a text: which characters are kept, cleaned and refused.

    Args:
        typed: any text, halves of surrogate pairs included.
        lines: whether line ends are kept, as line feeds; otherwise each becomes a blank.
    """
    if typed.isascii() and typed.isprintable():
        return TypedText(typed.strip())
    kept: list[str] = []
    cleaned: dict[str, None] = {}
    refused: list[tuple[int, str]] = []
    whole = typed.replace("\r\n", "\n")
    for place, character in enumerate(whole, start=1):
        if character in _LINE_ENDS:
            kept.append("\n" if lines else " ")
            if character in _RARE_LINE_ENDS:
                cleaned.setdefault(character)
        elif character in _JOINERS and _joins(whole, place - 1):
            kept.append(character)
        else:
            fate = _fate(character)
            if fate is None:
                refused.append((place, character))
                continue
            kept.append(fate)
            if character not in (fate, "\t"):
                cleaned.setdefault(character)
    text = "".join(kept).strip()
    if not any(map(is_seen, text)):
        cleaned.update(dict.fromkeys(text))
        text = ""
    return TypedText(text, tuple(cleaned), tuple(refused))


def require_text(typed: str, place: str, *, lines: bool = False, longest: int = LONGEST_TEXT) -> str:
    """The text as it is kept, if nothing in it is refused.

    Args:
        typed: the text as typed.
        place: what it is for, in the clerk's words, e.g. ``填表人``.
        lines: whether line ends are kept.
        longest: most characters that it may have before cleaning.

    Raises:
        UserInputError: it is too long (E-TEXT-002), or holds characters that are refused (E-TEXT-001); the
            sentence names them.
    """
    overlong = length_refusal(place, typed, longest)
    if overlong:
        raise UserInputError(TextCode.TOO_LONG, f"{overlong}，没有保存")
    read = read_text(typed, lines=lines)
    if read.refused:
        raise UserInputError(
            TextCode.REFUSED,
            refusal(place, read),
            characters=[f"U+{ord(c):04X}" for _, c in read.refused[:_MOST_NAMED]],
        )
    return read.text


def visible_text(typed: str) -> str:
    """The text of a cell: cleaned, with U+FFFD in place of each refused character.

    It raises nothing, because saving a figure is never blocked; U+FFFD makes the text unreadable as a figure,
    which TB-CELL-001 reports.
    """
    read = read_text(typed, lines=True)
    if not read.refused:
        return read.text
    whole = typed.replace("\r\n", "\n")
    for place, _ in read.refused:
        whole = f"{whole[: place - 1]}{LOST_CHARACTER}{whole[place:]}"
    return read_text(whole, lines=True).text


def shown_name(stored: str) -> str:
    """A name from a file as it is shown: one line, without what nobody sees and what turns a text.

    Older versions stored names as typed. What is stored stays; it is part of the log and of packages.
    """
    return read_text(stored).text


def refusal(place: str, read: TypedText) -> str:
    """Sentence why a text is refused and what to do (Chinese); empty where nothing is refused."""
    if not read.refused:
        return ""
    named = "、".join(f"第 {at} 个字符 {_named(c)}" for at, c in read.refused[:_MOST_NAMED])
    more = f"等 {len(read.refused)} 个" if len(read.refused) > _MOST_NAMED else ""
    turns = any(_turns(character) for _, character in read.refused)
    why = "它看不见，却会打乱别的字的次序" if turns else "它不是文字，打印不出来"
    return f"{place}里有不能保存的字符：{named}{more}。{why}，请删去后重新填写"


def length_refusal(place: str, text: str, longest: int = LONGEST_TEXT) -> str:
    """Sentence why a text is too long for a package and what to do (Chinese); empty where it is not."""
    if len(text) <= longest:
        return ""
    return f"{place}有 {len(text)} 个字，最多 {longest} 个，报送包里装不下；请写短些"


def cleaning(place: str, read: TypedText) -> str:
    """Sentence about the characters that were cleaned (Chinese); empty where none were."""
    if not read.cleaned:
        return ""
    named = "、".join(_named(character) for character in read.cleaned[:_MOST_NAMED])
    more = f"等 {len(read.cleaned)} 种" if len(read.cleaned) > _MOST_NAMED else ""
    return f"{place}里看不见的字符已去掉，或换成普通空格、换行：{named}{more}"


@lru_cache(maxsize=4096)
def is_seen(character: str) -> bool:
    """Whether a character is drawn when it stands alone; blanks are not."""
    if _UNSEEN_ALONE.match(character) or unicodedata.category(character)[0] == "Z":
        return False
    return bool((_fate(character) or "").strip())


def _joins(text: str, at: int) -> bool:
    """Whether the character before a joiner is a letter or mark of a script that needs it."""
    code = ord(text[at - 1]) if at else 0
    return any(first <= code <= last for first, last in _JOINING_SCRIPTS)


@lru_cache(maxsize=4096)
def _fate(character: str) -> str | None:
    """The text that replaces a character, empty where it is removed; None where it is refused."""
    if REFUSED.match(character):
        return None
    category = unicodedata.category(character)
    if category == "Zs":
        return character if character == "\u3000" else " "
    if character == "\t":
        return " "
    if character in _UNSEEN_LETTERS:
        return ""
    return "" if category == "Cf" and ord(character) not in _SEEN_FORMATS else character


def _named(character: str) -> str:
    """Code point and kind of an invisible character, in Chinese."""
    return f"U+{ord(character):04X}（{_NAMES.get(character) or _kind(character)}）"


def _turns(character: str) -> bool:
    """Whether a character sets the direction of those after it (UAX 9: embeddings, overrides, isolates)."""
    code = ord(character)
    return 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


def _kind(character: str) -> str:
    code = ord(character)
    if _turns(character):
        return "文字方向控制符"
    if 0xFFF9 <= code <= 0xFFFB or 0xE0000 <= code <= 0xE007F:
        return "隐藏标记"
    return _KINDS.get(unicodedata.category(character), "不可见字符")
