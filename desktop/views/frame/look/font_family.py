"""Which fonts the window is written in: the system's Chinese ones where they draw, else our own."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

import resources

_PREFERRED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
    "SimSun",
)
"""Asked for by name: listing all Chinese families costs eight times as much."""
_OWN_FILES = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")
_SAMPLE = "填"


def interface_family() -> str:
    """The system's Chinese interface font; our own where the system has none, or only a broken one."""
    family = next((name for name in _PREFERRED if QFontDatabase.hasFamily(name) and draws(name)), None)
    return family if family is not None else own_family()


def draws(family: str, text: str = _SAMPLE) -> bool:
    """Whether the fonts of a family themselves put ink on the paper for each character of a text."""
    font = QRawFont.fromFont(QFont(family))
    glyphs = font.glyphIndexesForString(text) if font.isValid() else []
    grey = QRawFont.AntialiasingType.PixelAntialiasing
    return bool(glyphs) and all(g and not font.alphaMapForGlyph(g, grey).isNull() for g in glyphs)


def own_family() -> str:
    """Load the fonts that came with the program and name their family; the system's where they are broken."""
    regular, _ = (_load(name) for name in _OWN_FILES)
    return regular


def _load(name: str) -> str:
    """Load a font by its path, which costs no memory, else by its bytes, which stay in memory.

    The bytes are needed only on Windows without a display (Qt's ``offscreen``): there FreeType opens no path
    with a character outside the code page, such as that of the user 张三 丰𬱖.
    """
    number = QFontDatabase.addApplicationFont(str(resources.path(name)))
    if number < 0:
        number = QFontDatabase.addApplicationFontFromData(resources.read_bytes(name))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QFont().family()
