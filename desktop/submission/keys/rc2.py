"""RC2 with short keys (RFC 2268), by which older Windows, Java and OpenSSL encrypt key files.

``cryptography`` has it for keys of 128 bits only. It serves to look into a file before the library opens it
(``key_file_parts``); nothing is encrypted with it.
"""

from __future__ import annotations

import struct
from typing import Final

BLOCK: Final = 8
"""Bytes of a block (RFC 2268, 1)."""

_PITABLE: Final = bytes.fromhex(
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82"
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626"
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7"
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec"
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731"
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9"
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad"
)
"""RFC 2268, 2."""
_BLOCK: Final = struct.Struct("<4H")
_WORD: Final = 0xFFFF
"""Mask of a word, 16 bits (RFC 2268, 1.1)."""
_ROTATIONS: Final = (1, 2, 3, 5)
"""Bits by which the four words are turned in a mixing round (RFC 2268, 3.1)."""
_MIXING: Final = (5, 6, 5)
"""Mixing rounds between the mashing rounds (RFC 2268, 3.3)."""


def decrypt_cbc(key: bytes, start: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks in CBC mode; the padding is left on.

    Args:
        key: 1 to 128 bytes, all of whose bits are effective.
        start: the block before the first.
        data: a multiple of ``BLOCK`` bytes; a thousand blocks take 0.1 s, so the caller bounds them.

    Raises:
        ValueError: of another length.
    """
    if len(data) % BLOCK or len(start) != BLOCK:
        raise ValueError("length")
    words, found, before = _expanded(key), bytearray(), start
    for place in range(0, len(data), BLOCK):
        block = data[place : place + BLOCK]
        plain = int.from_bytes(_decrypted(words, block), "big") ^ int.from_bytes(before, "big")
        found += plain.to_bytes(BLOCK, "big")
        before = block
    return bytes(found)


def _expanded(key: bytes) -> tuple[int, ...]:
    """The 64 words of a key (RFC 2268, 2)."""
    size = len(key)
    table = bytearray(key)
    for place in range(size, 128):
        table.append(_PITABLE[(table[place - 1] + table[place - size]) & 0xFF])
    table[128 - size] = _PITABLE[table[128 - size]]
    for place in range(127 - size, -1, -1):
        table[place] = _PITABLE[table[place + 1] ^ table[place + size]]
    return struct.unpack("<64H", table)


def _decrypted(words: tuple[int, ...], block: bytes) -> bytes:
    """One block (RFC 2268, 4)."""
    state, place = list(_BLOCK.unpack(block)), 63
    for number, rounds in enumerate(_MIXING):
        if number:
            for one in (3, 2, 1, 0):
                state[one] = (state[one] - words[state[one - 1] & 63]) & _WORD
        for _ in range(rounds):
            for one in (3, 2, 1, 0):
                turned, bits = state[one], _ROTATIONS[one]
                turned = (turned >> bits | turned << (16 - bits)) & _WORD
                mixed = (state[one - 1] & state[one - 2]) + (~state[one - 1] & state[one - 3])
                state[one] = (turned - words[place] - mixed) & _WORD
                place -= 1
    return _BLOCK.pack(*state)
