"""A MAC for a PKCS#12 file that is as expensive to attack as its encryption.

``cryptography`` encrypts with as many PBKDF2 rounds as asked but leaves the MAC of the file at
2 048 rounds, so a passphrase would be guessed against the MAC instead. Here the MAC is computed
again (RFC 7292 section 4) with a chosen number of rounds.
"""

from __future__ import annotations

import hmac
import secrets

from asn1crypto import pkcs12

from desktop.submission.keys.pkcs12_derivation import MAC_KEY, derived

_KEY_BYTES = 32
"""Length of the key: that of the hash, SHA-256 (RFC 7292, B.4)."""
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
    key = derived("sha256", passphrase, salt, rounds, MAC_KEY, _KEY_BYTES)
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
