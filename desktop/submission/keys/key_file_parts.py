"""Opens the encrypted parts of a PKCS#12 file, to check their content before a library reads it.

RFC 8018 (PBES2 with PBKDF2) and RFC 7292 B (the derivation of PKCS#12, with SHA-1). The decrypted content is
used for these checks only, never as a key or a certificate.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from asn1crypto import pkcs12
from cryptography.hazmat.decrepit.ciphers.algorithms import RC2, TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher, CipherAlgorithm
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from desktop.submission.keys.pkcs12_derivation import ENCRYPTION_KEY, INITIAL_VALUE, derived

MAX_OLD_ROUNDS: Final = 300_000
"""Of the derivation of PKCS#12 for one part, which is computed here in Python. Chosen above the 2,000 to
50,000 that files have."""

_CIPHERS: Final[dict[str, type[CipherAlgorithm]]] = {"aes": AES, "tripledes": TripleDES, "rc2": RC2}


class NotOpened(ValueError):
    """The passphrase does not open the part."""


class UnknownCipher(ValueError):
    """The part is encrypted in a way that is not read."""


class TooManyRounds(ValueError):
    """The part asks for more rounds than are computed here, ``MAX_OLD_ROUNDS``."""


def opened(part: Any, passphrase: str) -> Any:
    """The bags of an encrypted part.

    Args:
        part: ``EncryptedContentInfo``, with rounds that are bounded already.
        passphrase: of the file.

    Raises:
        NotOpened: the passphrase is another one, or the part is damaged.
        UnknownCipher: another derivation or cipher than files of today and of Windows have.
        TooManyRounds: of the derivation that is computed here.
    """
    algorithm, data = part["content_encryption_algorithm"], part["encrypted_content"].native
    kind = _CIPHERS.get(algorithm.encryption_cipher)
    if kind is None or algorithm.encryption_mode != "cbc":
        raise UnknownCipher
    key, start = _secrets(algorithm, passphrase)
    try:
        cipher = kind(key)  # type: ignore[call-arg]  # all three take the key alone
    except ValueError as error:
        raise UnknownCipher from error  # RC2 with a key of 40 bits
    assert isinstance(cipher, BlockCipherAlgorithm)
    try:
        decryptor, unpadder = Cipher(cipher, CBC(start)).decryptor(), PKCS7(cipher.block_size).unpadder()
        plain = unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()
        bags = pkcs12.SafeContents.load(plain, strict=True)
        len(bags)
    except (ValueError, TypeError) as error:
        raise NotOpened from error
    return bags


def _secrets(algorithm: Any, passphrase: str) -> tuple[bytes, bytes]:
    """Key and first block; RFC 8018 6.2 or RFC 7292 B."""
    salt, rounds, length = algorithm.kdf_salt, algorithm.kdf_iterations, algorithm.key_length
    if algorithm.kdf == "pbkdf2":
        key = hashlib.pbkdf2_hmac(algorithm.kdf_hmac, passphrase.encode("utf-8"), salt, rounds, length)
        return key, algorithm.encryption_iv
    if algorithm.kdf != "pkcs12_kdf" or algorithm.kdf_hmac != "sha1":
        raise UnknownCipher
    if rounds > MAX_OLD_ROUNDS:
        raise TooManyRounds
    size = algorithm.encryption_block_size
    return (
        derived("sha1", passphrase, salt, rounds, ENCRYPTION_KEY, length),
        derived("sha1", passphrase, salt, rounds, INITIAL_VALUE, size),
    )
