"""Key files with a passphrase, and the public certificates beside them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.kinds.doors import KEY
from desktop.services.files import is_there, read_file, require_place_of_file, write_file
from desktop.services.incoming import read_incoming
from desktop.submission.encryption.envelope import ReceivingKey, open_receiving_key
from desktop.submission.errors import IdentityError, NotForSigning
from desktop.submission.keys.certificate import (
    MAX_CERTIFICATE_BYTES,
    fingerprint,
    grouped_fingerprint,
    parse_certificate,
    subject_of,
    to_pem,
)
from desktop.submission.keys.identity import Identity, open_identity
from desktop.submission.keys.key_file import (
    MAX_KEY_FILE_BYTES,
    MIN_PASSPHRASE,
    KeyPair,
    is_unprotected,
    to_pkcs12,
)
from desktop.submission.keys.validity import CertificateEnd, EndLevel, certificate_end
from forms.codes.package import KeyCode
from forms.errors import EnvironmentFault, TianbaoError, UserInputError
from forms.frozen import frozen

if TYPE_CHECKING:
    pass

from desktop.services.clock import require_plausible

CERTIFICATE_SUFFIX = ".cer.pem"


LEAST_PASSPHRASE = MIN_PASSPHRASE
"""Characters of the shortest passphrase for a new key."""


SigningKey = Identity
"""An opened key that signs, as commands hand it on."""
AnyKey = SigningKey | ReceivingKey


@frozen
class KeyFacts:
    """What may be shown of a key: never the key itself.

    Attributes:
        purpose: ``signing`` or ``receiving``.
        unit_name: whom the certificate names: O, else CN.
        fingerprint: SHA-256 of the certificate in groups for people.
        valid_from: first moment at which it may be used.
        valid_until: last moment.
        algorithm: name of the signature algorithm, or of the way a content key is enclosed.
    """

    purpose: str
    unit_name: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    algorithm: str


def import_key(source: Path, path: Path, passphrase: str, now: datetime) -> Identity:
    """Take over an existing PKCS#12 key file, re-encrypted under the same passphrase.

    The copy of a file without passphrase is protected with the one given.

    Raises:
        UserInputError: the file exists already (E-KEY-020), or the source is of another kind.
        IdentityError: wrong passphrase or one refused for a file of ours, a key that cannot be used for
            signing, or one that cannot sign now: expired (E-KEY-017) or not yet valid (E-KEY-018).
        EnvironmentFault: the clock is absurd (E-CLOCK-001, E-CLOCK-003), or a file cannot be read or written.
    """
    require_plausible(now)
    identity = open_key(source, passphrase_of_source(source, passphrase))
    end = certificate_end(identity.certificate, now)
    if not end.is_usable:
        is_over = end.level is EndLevel.EXPIRED
        code = KeyCode.IMPORTED_EXPIRED if is_over else KeyCode.IMPORTED_NOT_YET_VALID
        raise IdentityError(code, f"没有导入。{end.sentence}")
    require_new(path)
    keep_key(identity, path, passphrase)
    return identity


def open_key(path: Path, passphrase: str) -> Identity:
    """Open a key file for signing.

    Raises:
        WrongKind: the file is of another kind than a key file.
        EnvironmentFault: the file cannot be read.
        WrongPassphrase: the passphrase does not fit.
        IdentityError: not a key file of a usable kind.
    """
    return open_identity(read_key_file(path), passphrase)


def open_any_key(path: Path, passphrase: str) -> AnyKey:
    """Open a key file for what its certificate allows; for signing where it allows both.

    Raises:
        WrongKind: the file is of another kind than a key file.
        EnvironmentFault: the file cannot be read.
        WrongPassphrase: the passphrase does not fit.
        IdentityError: not a key file of a usable kind.
    """
    data = read_key_file(path)
    try:
        return open_identity(data, passphrase)
    except NotForSigning:
        return open_receiving_key(data, passphrase)


def require_new(path: Path) -> None:
    """Refuse to write a key over another file, which could be a key.

    Raises:
        UserInputError: something lies there (E-KEY-020).
        EnvironmentFault: the name is impossible (E-FILE-008).
    """
    if is_there(path):
        raise UserInputError(
            KeyCode.FILE_EXISTS,
            f"密钥文件“{path.name}”已经存在，没有覆盖。要新建，请换一个文件名；"
            "旁边的公开证书不见了的，命令行的 key show 会重新写出",
        )


def keep_key(pair: KeyPair, path: Path, passphrase: str) -> None:
    """Write a key file, and before it the public certificate beside it.

    Whoever is interrupted between the two has no key yet, and makes one again.

    Raises:
        IdentityError: the passphrase is refused, or the key is too large for a key file.
        EnvironmentFault: a file cannot be written.
    """
    data = to_pkcs12(pair, passphrase)
    write_file(certificate_path(path), to_pem(pair.certificate))
    write_file(path, data)


def keep_certificate(pair: KeyPair, path: Path) -> bool:
    """Write the public certificate beside a key file where none lies; returns whether it was written.

    Raises:
        EnvironmentFault: it cannot be written, or something else than a file is there.
    """
    place = certificate_path(path)
    if is_there(place):
        require_place_of_file(place)
        return False
    write_file(place, to_pem(pair.certificate))
    return True


def is_its_certificate(pair: KeyPair, path: Path) -> bool:
    """Whether the certificate beside a key file is that of the key."""
    return certificate_print(path) == pair.fingerprint


def read_key_file(path: Path) -> bytes:
    """Read a key file without opening it.

    Raises:
        WrongKind: the file is of another kind.
        EnvironmentFault: it cannot be read, or is larger than ``MAX_KEY_FILE_BYTES``.
    """
    return read_incoming(path, KEY, MAX_KEY_FILE_BYTES)


def opens_without_passphrase(path: Path) -> bool:
    """Whether a file is a key file without a passphrase; False as well where it cannot be read."""
    try:
        return is_unprotected(read_key_file(path))
    except TianbaoError:
        return False


def passphrase_of_source(source: Path, passphrase: str) -> str:
    """The passphrase that opens a file to be imported: the one given, or none where it has none."""
    return "" if opens_without_passphrase(source) else passphrase


def certificate_path(key: Path) -> Path:
    """Where the public certificate of a key file lies."""
    return key.with_name(f"{key.stem}{CERTIFICATE_SUFFIX}")


def key_facts(key: AnyKey) -> KeyFacts:
    """What may be shown of a key."""
    certificate = key.certificate
    is_signing = isinstance(key, Identity)
    return KeyFacts(
        purpose="signing" if is_signing else "receiving",
        unit_name=subject_of(certificate).shown,
        fingerprint=grouped_fingerprint(key.fingerprint),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        algorithm=key.default_algorithm().name if isinstance(key, Identity) else key.algorithm,
    )


def certificate_print(path: Path) -> str:
    """Fingerprint of the certificate beside a key file, without a passphrase; empty where none is read."""
    try:
        return fingerprint(parse_certificate(read_file(certificate_path(path), MAX_CERTIFICATE_BYTES)))
    except (EnvironmentFault, IdentityError, ValueError):
        return ""


def end_of_key(path: Path, now: datetime) -> CertificateEnd | None:
    """How near the end of the certificate beside a key file is, without a passphrase; None for none.

    What is beside it may be anything, and what cannot be read is none: this is a hint, and what the key
    really holds is told at export.
    """
    try:
        found = parse_certificate(read_file(certificate_path(path), MAX_CERTIFICATE_BYTES))
        return certificate_end(found, now)
    except (EnvironmentFault, IdentityError, ValueError):
        return None


def end_of(key: AnyKey, now: datetime) -> CertificateEnd:
    """How near the end of an opened key's certificate is."""
    return certificate_end(key.certificate, now, receiving=not isinstance(key, Identity))
