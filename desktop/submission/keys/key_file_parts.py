"""Opens the encrypted parts of a PKCS#12 file, to check their content before a library reads it.

RFC 8018 (PBES2 with PBKDF2) and RFC 7292 B (the derivation of PKCS#12, with SHA-1). The decrypted content is
used for these checks only, never as a key or a certificate.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from asn1crypto import pkcs12
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from desktop.submission.keys import rc2
from desktop.submission.keys.pkcs12_derivation import ENCRYPTION_KEY, INITIAL_VALUE, derived

_CIPHERS: Final[dict[str, type[AES | TripleDES]]] = {"aes": AES, "tripledes": TripleDES}


class NotOpened(ValueError):
    """The passphrase does not open the part."""


class UnknownCipher(ValueError):
    """The part is encrypted in a way that is not read."""


def work_here(part: Any) -> tuple[int, int]:
    """Rounds and bytes that opening a part computes in Python, where no library does it.

    Args:
        part: as for :func:`opened`.

    Raises:
        UnknownCipher: as there.
    """
    algorithm = part["content_encryption_algorithm"]
    name, _ = _cipher(algorithm)
    rounds = algorithm.kdf_iterations if algorithm.kdf == "pkcs12_kdf" else 0
    return rounds, len(part["encrypted_content"].native) if name == "rc2" else 0


def opened(part: Any, passphrase: str) -> Any:
    """The bags of an encrypted part.

    Args:
        part: ``EncryptedContentInfo``, with rounds and work that are bounded already.
        passphrase: of the file.

    Raises:
        NotOpened: the passphrase is another one, or the part is damaged.
        UnknownCipher: another derivation or cipher than files of today and of Windows have.
    """
    algorithm, data = part["content_encryption_algorithm"], part["encrypted_content"].native
    name, size = _cipher(algorithm)
    key, start = _secrets(algorithm, passphrase)
    try:
        unpadder = PKCS7(size * 8).unpadder()
        plain = unpadder.update(_decrypted(name, key, start, data)) + unpadder.finalize()
        bags = pkcs12.SafeContents.load(plain, strict=True)
        len(bags)
    except (ValueError, TypeError) as error:
        raise NotOpened from error
    return bags


def _cipher(algorithm: Any) -> tuple[str, int]:
    """Name and bytes of a block; raises for a cipher that is not read."""
    try:
        name, mode, size = (
            algorithm.encryption_cipher,
            algorithm.encryption_mode,
            algorithm.encryption_block_size,
        )
    except (ValueError, KeyError) as error:
        raise UnknownCipher from error  # SM4, Camellia, ARIA
    if mode != "cbc" or (name != "rc2" and name not in _CIPHERS):
        raise UnknownCipher
    return name, size


def _decrypted(name: str, key: bytes, start: bytes, data: bytes) -> bytes:
    if name == "rc2":
        return rc2.decrypt_cbc(key, start, data)
    decryptor = Cipher(_CIPHERS[name](key), CBC(start)).decryptor()
    return decryptor.update(data) + decryptor.finalize()


def _secrets(algorithm: Any, passphrase: str) -> tuple[bytes, bytes]:
    """Key and first block; RFC 8018 6.2 or RFC 7292 B."""
    salt, rounds, length = algorithm.kdf_salt, algorithm.kdf_iterations, algorithm.key_length
    if algorithm.kdf == "pbkdf2":
        key = hashlib.pbkdf2_hmac(algorithm.kdf_hmac, passphrase.encode("utf-8"), salt, rounds, length)
        return key, algorithm.encryption_iv
    if algorithm.kdf != "pkcs12_kdf" or algorithm.kdf_hmac != "sha1":
        raise UnknownCipher
    size = algorithm.encryption_block_size
    return (
        derived("sha1", passphrase, salt, rounds, ENCRYPTION_KEY, length),
        derived("sha1", passphrase, salt, rounds, INITIAL_VALUE, size),
    )
