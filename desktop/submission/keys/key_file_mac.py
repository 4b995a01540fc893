"""A MAC for a PKCS#12 file that is as expensive to attack as its encryption.

``cryptography`` encrypts with as many PBKDF2 rounds as asked but leaves the MAC of the file at
2 048 rounds, so a passphrase would be guessed against the MAC instead. Here the MAC is computed
again (RFC 7292 section 4 and appendix B.2) with a chosen number of rounds.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from asn1crypto import pkcs12

_BLOCK = 64
"""Input block of SHA-256 in bytes, "v" in RFC 7292, B.2."""
_MAC_PURPOSE = b"\x03"
_SALT_BYTES = 16
"""The least that NIST SP 800-132, 5.1, demands."""


def with_stronger_mac(data: bytes, passphrase: str, rounds: int) -> bytes:
    """Replace the MAC of a PKCS#12 file.

    Args:
        data: a DER file with an HMAC-SHA-256 MAC.
        passphrase: its passphrase, not empty.
        rounds: iterations of the key derivation, at least 1.

    Returns:
        The same content with a fresh salt and MAC.
    """
    pfx = pkcs12.Pfx.load(data, strict=True)
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _mac_key(passphrase, salt, rounds)
    content = pfx["auth_safe"]["content"].native
    pfx["mac_data"] = pkcs12.MacData(
        {
            "mac": {
                "digest_algorithm": {"algorithm": "sha256"},
                "digest": hmac.digest(key, content, "sha256"),
            },
            "mac_salt": salt,
            "iterations": rounds,
        }
    )
    strengthened: bytes = pfx.dump()
    return strengthened


def _mac_key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    """Derive the 32-byte MAC key: RFC 7292 B.2 with SHA-256, where one block is enough."""
    secret = passphrase.encode("utf-16-be") + b"\x00\x00"
    derived = _MAC_PURPOSE * _BLOCK + _fill(salt) + _fill(secret)
    for _ in range(rounds):
        derived = hashlib.sha256(derived).digest()
    return derived


def _fill(text: bytes) -> bytes:
    """Repeat text up to a whole number of blocks (RFC 7292 B.2 steps 2 and 3)."""
    length = -(-len(text) // _BLOCK) * _BLOCK
    return (text * (length // len(text) + 1))[:length]
