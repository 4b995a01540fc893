"""Reads the QR code of a page from its picture, without error correction: a damaged one reads as nonsense.

Only what the form has: version 5, level M, eight-bit characters (ISO/IEC 18004).
"""

from __future__ import annotations

import pypdfium2

_COUNT = 37
"""Modules on a side of version 5."""
_SCALE = 8
_SIZE, _RIGHT, _TOP = 40.0, 793.89, 66.0
"""Where the form has it, in points: side, right edge, upper edge."""
_FORMAT_MASK, _LEVEL_M = 0x5412, 0
_DATA_IN_BLOCK, _BLOCKS = 43, 2
_MASKS = (
    lambda r, c: (r + c) % 2,
    lambda r, c: r % 2,
    lambda r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


def read_qr(pdf: bytes, page: int) -> str | None:
    """Text of the code at the lower right of a page; None where there is none."""
    dark = _modules(pdf, page)
    if not _is_finder(dark, 0, 0):
        return None
    assert _is_finder(dark, 0, _COUNT - 7)
    assert _is_finder(dark, _COUNT - 7, 0)
    bits = [dark[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [dark[r][8] for r in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join(str(int(bit)) for bit in bits), 2) ^ _FORMAT_MASK
    assert told >> 13 == _LEVEL_M
    is_light = _MASKS[told >> 10 & 7]
    stream = "".join(str(int(dark[r][c] ^ (is_light(r, c) == 0))) for r, c in _path())
    words = [int(stream[at : at + 8], 2) for at in range(0, 8 * _DATA_IN_BLOCK * _BLOCKS, 8)]
    data = bytes(words[0::_BLOCKS] + words[1::_BLOCKS])
    whole = "".join(f"{byte:08b}" for byte in data)
    assert whole[:4] == "0100", "eight-bit characters"
    length = int(whole[4:12], 2)
    return bytes(int(whole[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode("ascii")


def _modules(pdf: bytes, page: int) -> list[list[bool]]:
    with pypdfium2.PdfDocument(pdf) as document:
        scale = _SCALE * _COUNT / _SIZE
        shown = document[page].render(scale=scale, grayscale=True).to_pil()
        height = document[page].get_height()
    left, top = (_RIGHT - _SIZE) * scale, (height - _TOP) * scale
    middles = [(n + 0.5) * _SCALE for n in range(_COUNT)]
    return [[shown.getpixel((int(left + x), int(top + y))) < 128 for x in middles] for y in middles]


def _is_finder(dark: list[list[bool]], row: int, column: int) -> bool:
    middle = [(r, c) for r in range(7) for c in range(7)]
    return all(dark[row + r][column + c] == (max(abs(r - 3), abs(c - 3)) != 2) for r, c in middle)


def _path() -> list[tuple[int, int]]:
    """Modules with data, in their order: up and down in pairs of columns from the right."""
    found = []
    columns = [c if c > 6 else c - 1 for c in range(_COUNT - 1, 0, -2)]
    for turn, right in enumerate(columns):
        rows = range(_COUNT) if turn % 2 else range(_COUNT - 1, -1, -1)
        found += [(r, c) for r in rows for c in (right, right - 1) if not _is_pattern(r, c)]
    return found


def _is_pattern(row: int, column: int) -> bool:
    far = _COUNT - 8
    finders = (row < 9 and column < 9) or (row < 9 and column >= far) or (row >= far and column < 9)
    alignment = abs(row - (_COUNT - 7)) <= 2 and abs(column - (_COUNT - 7)) <= 2
    return finders or alignment or 6 in (row, column)
