"""The work that a PKCS#12 file asks for, added up before any of it is done.

The file itself states the rounds of key derivation for its MAC and for each encrypted part (RFC 7292 4, RFC
8018 A), and a library computes as many: two thousand million take half an hour. Checking a large RSA key
takes as long. A key may be inside an encrypted part, which is opened to find out what it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from asn1crypto import pkcs12

from desktop.submission.keys.key_file_parts import UnknownCipher, opened, work_here

MAX_ROUNDS: Final = 3_000_000
"""Of all derivations in one file together. Chosen so that checking a passphrase takes a second, three times
the 900,000 of a file of ours."""

MAX_OLD_ROUNDS: Final = 300_000
"""Of the derivation of PKCS#12 for all encrypted parts of a file, which is computed in Python, in 0.6 s.
Chosen above the 2,000 to 50,000 that files have."""

MAX_OLD_BYTES: Final = 20_000
"""Of all parts of a file encrypted with RC2, which are decrypted in Python, in 0.3 s. Chosen above a chain of
four certificates of usual size."""

MAX_PARTS: Final = 50
"""Keys and certificates in one file. Chosen by us: a file has one key and at most a few certificates."""

MAX_KEY_BYTES: Final = 3_000
"""Of one private key, encrypted or not. Chosen above RSA of 4096 bits, which has 2,400."""

_PBES1: Final = ("pbes1_", "pkcs12_sha1_")
_MAC_DIGESTS: Final = ("sha1", "sha224", "sha256", "sha384", "sha512")


class KeyTooLarge(ValueError):
    """A private key larger than is accepted."""


class TooMuchWork(ValueError):
    """More rounds or parts than the bounds allow."""


class Unsupported(ValueError):
    """A derivation or part whose work cannot be computed."""


def require_bounded(pfx: pkcs12.Pfx) -> None:
    """Refuse a file that asks for more work than is reasonable.

    Args:
        pfx: the file, parsed; nothing about it is trusted.

    Raises:
        TooMuchWork: too many rounds or parts.
        KeyTooLarge: a key above ``MAX_KEY_BYTES``.
        Unsupported: another derivation than PBKDF2 and those of PKCS#12, or a kind of part that is not used.
        ValueError, TypeError, KeyError: not as the standard has it.
    """
    _require_few([_mac_rounds(pfx)], _encryptions(pfx))


def require_bounded_within(pfx: pkcs12.Pfx, passphrase: str) -> bool:
    """Refuse a file whose encrypted parts ask for more work; call it after :func:`require_bounded`.

    Args:
        pfx: the file, parsed.
        passphrase: of the file, of bounded length.

    Returns:
        Whether there is such a part, so that the passphrase is known to be right.

    Raises:
        TooMuchWork, KeyTooLarge, Unsupported: as for what lies open.
        NotOpened: the passphrase is another one, or a part is damaged.
        ValueError, TypeError, KeyError: not as the standard has it.
    """
    seen = [_mac_rounds(pfx), *(_rounds(algorithm) for algorithm in _encryptions(pfx))]
    parts = [
        info["content"]["encrypted_content_info"]
        for info in pfx.authenticated_safe
        if info["content_type"].native == "encrypted_data"
    ]
    try:
        # Added up before the first part is opened: opening them is the work that is bounded here.
        here = [work_here(part) for part in parts]
        if sum(rounds for rounds, _ in here) > MAX_OLD_ROUNDS or sum(n for _, n in here) > MAX_OLD_BYTES:
            raise TooMuchWork
        for part in parts:
            _require_few(seen, _encryptions_of_bags(opened(part, passphrase)))
    except UnknownCipher as error:
        raise Unsupported from error
    return bool(parts)


def rounds_in_the_open(pfx: pkcs12.Pfx) -> int:
    """Rounds that a file asks for before any part of it is opened; call it after :func:`require_bounded`."""
    return _mac_rounds(pfx) + sum(_rounds(algorithm) for algorithm in _encryptions(pfx))


def _require_few(rounds: list[int], algorithms: Iterator[Any]) -> None:
    """Add the rounds of algorithms to those known, as long as they are few."""
    for algorithm in algorithms:
        rounds.append(_rounds(algorithm))
        if len(rounds) > MAX_PARTS:
            raise TooMuchWork
    if min(rounds) < 0 or sum(rounds) > MAX_ROUNDS:
        raise TooMuchWork


def _mac_rounds(pfx: pkcs12.Pfx) -> int:
    mac = pfx["mac_data"]
    if not mac:
        return 0
    if mac["mac"]["digest_algorithm"]["algorithm"].native not in _MAC_DIGESTS:
        raise Unsupported  # among them PBMAC1, whose rounds stand elsewhere
    return int(mac["iterations"].native)


def _encryptions(pfx: pkcs12.Pfx) -> Iterator[Any]:
    """The algorithm of every encrypted part; raises for a part that holds other parts."""
    safes = pfx.authenticated_safe
    if len(safes) > MAX_PARTS:
        raise TooMuchWork
    for info in safes:
        kind = info["content_type"].native
        if kind == "encrypted_data":
            yield info["content"]["encrypted_content_info"]["content_encryption_algorithm"]
        elif kind == "data":
            yield from _encryptions_of_bags(pkcs12.SafeContents.load(info["content"].native))
        else:
            raise Unsupported


def _encryptions_of_bags(bags: Any) -> Iterator[Any]:
    if len(bags) > MAX_PARTS:
        raise TooMuchWork
    for bag in bags:
        yield from _encryption_of_bag(bag)


def _encryption_of_bag(bag: Any) -> Iterator[Any]:
    kind, value = bag["bag_id"].native, bag["bag_value"]
    if kind == "safe_contents":
        raise Unsupported
    if kind in {"key_bag", "pkcs8_shrouded_key_bag"} and len(value.dump()) > MAX_KEY_BYTES:
        raise KeyTooLarge
    if kind == "pkcs8_shrouded_key_bag":
        yield value["encryption_algorithm"]


def _rounds(algorithm: Any) -> int:
    name, parameters = algorithm["algorithm"].native, algorithm["parameters"]
    if name == "pbes2":
        derivation = parameters["key_derivation_func"]
        if derivation["algorithm"].native != "pbkdf2":
            raise Unsupported  # scrypt may ask for any amount of memory as well
        parameters = derivation["parameters"]
        return int(parameters["iteration_count"].native)
    if name.startswith(_PBES1):
        return int(parameters["iterations"].native)
    raise Unsupported
