"""A 校验码 as somebody typed it from stamped paper, or a scanner read it there."""

from __future__ import annotations

import unicodedata

from forms.canonical import CHECK_CODE_LENGTH, check_code, is_digest, read_check_code
from forms.frozen import frozen

_LONGEST = 1000
"""Characters that are read; a code has 19, the QR code of a page 64. Chosen far above both."""
_BETWEEN = str.maketrans(dict.fromkeys("-—–−‐‑"))


@frozen
class TypedCode:
    """What was typed or scanned.

    Attributes:
        code: the 校验码, ungrouped; empty where it is none.
        flaw: why it is none and what to do, in Chinese; empty where it is one, or where nothing was typed.
        typed: whether anything was typed.
    """

    code: str
    flaw: str = ""
    typed: bool = True


def read_paper_code(text: str) -> TypedCode:
    """Read what was typed or scanned: the code in the foot of a page, or the digest in its QR code.

    Letter case, width, blanks and hyphens make no difference, O is read as 0, I and L as 1.
    """
    narrow = "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_BETWEEN).split())
    if not narrow:
        return TypedCode("", typed=False)
    if is_digest(narrow.lower()):
        return TypedCode(check_code(narrow.lower()))
    code = read_check_code(narrow)
    return TypedCode(code) if code is not None else TypedCode("", _flaw(narrow))


def _flaw(narrow: str) -> str:
    if len(narrow) != CHECK_CODE_LENGTH:
        return f"校验码是 {CHECK_CODE_LENGTH} 位，现在有 {len(narrow)} 位，请对照纸质表每页左下角再输"
    wrong = next((c for c in narrow.upper() if not c.isascii() or not c.isalnum() or c == "U"), "")
    if wrong:
        shown = wrong if wrong.isprintable() else "看不见的字符"
        return f"“{shown}”不会出现在校验码里，请对照纸质表再输"
    return "有一位输错了（末位用来查错），请对照纸质表逐组再看一遍"
