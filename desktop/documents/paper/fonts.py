"""The embedded Chinese fonts: registered once, chosen character by character.

Characters of names beyond the common sets must not become boxes: a character that the wanted font lacks is
drawn from the other family. One that no font has was replaced by a low line before
(``typesetting.as_drawn``).
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby

from reportlab.pdfbase import pdfmetrics, ttfonts

from forms.canonical import digest_of
from forms.codes.document import DocumentCode
from forms.errors import EnvironmentFault
from resources import ResourceMissingError, read_bytes, read_text

SERIF = "TianbaoSerif"
"""Body of the form."""
SANS_BOLD = "TianbaoSansBold"
"""Titles and table heads."""
SANS = "TianbaoSans"
"""What is to be typed as it stands, in the manual."""
_FILES = {
    SERIF: "fonts/NotoSerifSC-Regular.ttf",
    SANS_BOLD: "fonts/NotoSansSC-Bold.ttf",
    SANS: "fonts/NotoSansSC-Regular.ttf",
}
_FALLBACKS = {SERIF: (SERIF, SANS), SANS_BOLD: (SANS_BOLD, SERIF), SANS: (SANS, SERIF)}
_BFCHAR_LIMIT = 100
"""Entries that one ``bfchar`` block may hold (PDF reference, CMap operators)."""


def to_unicode_cmap(font_name: str, subset: list[int]) -> str:
    """A ToUnicode map that also holds characters outside the Basic Multilingual Plane.

    ReportLab 5.1 writes them as five hexadecimal digits, which viewers cannot search or copy; a CMap is
    written in UTF-16BE (PDF reference 1.4, section 5.9.2).

    Args:
        font_name: name of the subset.
        subset: code points by their place in the subset, at most 256.
    """
    pairs = [(i, chr(c).encode("utf-16-be").hex().upper()) for i, c in enumerate(subset) if c >= 32]
    blocks = []
    for start in range(0, len(pairs), _BFCHAR_LIMIT):
        block = pairs[start : start + _BFCHAR_LIMIT]
        blocks += [f"{len(block)} beginbfchar", *(f"<{i:02X}> <{code}>" for i, code in block), "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


@cache
def load_font(name: str) -> ttfonts.TTFont:
    """Register a font with ReportLab on first use, which takes about 0.1 s.

    Raises:
        EnvironmentFault: E-DOC-043, the file is not the one that came with the program.
    """
    # ReportLab takes its function from its module at each call, so replacing it there is enough; there is no
    # other way to it.
    setattr(ttfonts, "makeToUnicodeCMap", to_unicode_cmap)  # noqa: B010 - replaces a function of the library
    font = ttfonts.TTFont(name, BytesIO(_sound(_FILES[name])))
    pdfmetrics.registerFont(font)
    return font


def _sound(name: str) -> bytes:
    """The bytes of a font, if they are those that came with the program.

    The digest is checked because ReportLab, given a damaged font, fills the whole memory.
    """
    folder, _, file = name.rpartition("/")
    listed = dict(line.split()[::-1] for line in read_text(f"{folder}/SHA256SUMS").splitlines())
    with suppress(ResourceMissingError):
        data = read_bytes(name)
        if digest_of(data) == listed[file]:
            return data
    raise EnvironmentFault(
        DocumentCode.FONT_DAMAGED,
        f"程序自带的字体文件“{file}”损坏了，不能排版打印；数据没有受影响。"
        "请重新安装本程序（数据文件不用动），再重做这一步。",
    )


def has_glyph(name: str, character: str) -> bool:
    """Whether a font can draw a character."""
    return ord(character) in load_font(name).face.charToGlyph


@lru_cache(maxsize=16384)
def _font_of(name: str, character: str) -> str | None:
    # Asked of the wanted font first: only what it lacks comes from the other family.
    return next((f for f in _FALLBACKS[name] if has_glyph(f, character)), None)


@lru_cache(maxsize=4096)
def font_runs(text: str, name: str) -> tuple[tuple[str, str], ...]:
    """Split printable text into runs of (font, text); every font can draw its run.

    Raises:
        ValueError: no font has a character; callers replace such characters before (``as_drawn``).
    """
    runs = []
    for font, run in groupby(text, key=lambda c: _font_of(name, c)):
        characters = "".join(run)
        if font is None:
            raise ValueError(f"no font has U+{ord(characters[0]):04X}")
        runs.append((font, characters))
    return tuple(runs)


@lru_cache(maxsize=16384)
def text_width(text: str, name: str, size: float) -> float:
    """Width of printable text in points, with the fonts that will draw it, fallbacks included."""
    # Character by character: ReportLab draws without kerning.
    return sum(character_width(c, name) for c in text) * size / 1000


@lru_cache(maxsize=16384)
def character_width(character: str, name: str) -> float:
    """Width of a character in thousandths of the font size."""
    font = load_font(_font_of(name, character) or name)
    return float(font.face.charWidths.get(ord(character), font.face.defaultWidth))
