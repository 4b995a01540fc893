"""Derives keys from a passphrase as PKCS#12 does (RFC 7292, B.2).

The libraries in use do this only while they read or write a whole file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any, Final, Literal

ENCRYPTION_KEY, INITIAL_VALUE, MAC_KEY = 1, 2, 3
"""All three are the ID of what is derived (RFC 7292, B.3)."""

_HASHES: Final[dict[str, Callable[[bytes], Any]]] = {
    "sha1": partial(hashlib.sha1, usedforsecurity=False),
    "sha256": hashlib.sha256,
}
_BLOCK: Final = 64
"""Input block of SHA-1 and SHA-256 in bytes, "v" in RFC 7292, B.2."""


def derived(
    digest: Literal["sha1", "sha256"], passphrase: str, salt: bytes, rounds: int, purpose: int, length: int
) -> bytes:
    """Derive bytes from a passphrase.

    Args:
        digest: the hash; SHA-1 where a file has it, whose strength here is that of the rounds.
        passphrase: of any length; it is bounded where it comes in.
        salt: of the file; an empty one is taken, as other programs write it.
        rounds: at least 1; the time is in proportion to them, so that the caller bounds them.
        purpose: one of the IDs above.
        length: number of bytes.
    """
    hashed = _HASHES[digest]
    # BMPString with a terminating NUL (B.1); a character beyond the basic plane stands as its surrogates.
    given = bytearray(_filled(salt) + _filled(passphrase.encode("utf-16-be") + b"\0\0"))
    found: bytes = b""
    while True:
        block = hashed(bytes([purpose]) * _BLOCK + bytes(given)).digest()
        for _ in range(rounds - 1):
            block = hashed(block).digest()
        found += block
        if len(found) >= length:
            return found[:length]
        # Step 6 C: each block of the input grows by the result and 1, so that the next round differs.
        added = int.from_bytes((block * 4)[:_BLOCK], "big") + 1
        for at in range(0, len(given), _BLOCK):
            total = int.from_bytes(given[at : at + _BLOCK], "big") + added
            given[at : at + _BLOCK] = (total % (1 << 8 * _BLOCK)).to_bytes(_BLOCK, "big")


def _filled(text: bytes) -> bytes:
    """Text repeated up to a whole number of blocks (B.2, steps 2 and 3)."""
    length = -(-len(text) // _BLOCK) * _BLOCK
    return (text * (length // max(1, len(text)) + 1))[:length]
