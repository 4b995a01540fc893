"""Key files: a private key with its certificate as passphrase-protected PKCS#12."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Self

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from desktop.submission.errors import IdentityError, WrongPassphrase
from desktop.submission.keys.algorithm import PrivateKey
from desktop.submission.keys.certificate import PARSER_FAULTS, accepted_key, fingerprint, key_refused
from desktop.submission.keys.key_file_bounds import (
    KeyTooLarge,
    TooMuchWork,
    Unsupported,
    require_bounded,
    require_bounded_within,
    rounds_in_the_open,
)
from desktop.submission.keys.key_file_mac import with_stronger_mac
from desktop.submission.keys.key_file_parts import NotOpened
from desktop.submission.native import contained
from forms.codes.package import KeyCode

MIN_PASSPHRASE: Final = 8
"""Fewest characters of a passphrase for a key file that the program writes: NIST SP 800-63B, 5.1.1.2."""

KDF_ROUNDS: Final = 300_000
"""Rounds of each of the three key derivations (key, certificate, MAC) of a key file. Chosen by us: 0.1 s of
processor time each on the developers' machine, so that opening a key stays below a second on slower ones;
NIST SP 800-132, 5.2, asks for at least 1,000, and for as many as whoever waits can bear."""

MAX_PASSPHRASE: Final = 1_000
"""Most characters of a passphrase. Chosen by us."""

MAX_KEY_FILE_BYTES: Final = 100_000
"""Largest key file that is read. Chosen above ``MAX_PARTS`` keys and certificates of usual size."""
_MOST_ROUNDS_UNPROTECTED = 300_000
"""Of a file that is tried without a passphrase as well. Chosen above the 2,000 to 10,000 that OpenSSL and
Windows ask for, and below the 900,000 of a file of ours, which always has one."""
_NEVER_TYPED = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, repr=False)
class KeyPair:
    """A private key with its certificate; its text form shows the fingerprint only.

    Attributes:
        certificate: the public part.
    """

    _key: PrivateKey = field(compare=False)
    certificate: x509.Certificate

    def __repr__(self) -> str:
        """Show the certificate's fingerprint, never the key."""
        return f"{type(self).__name__}({self.fingerprint[:16]}…)"

    def __reduce__(self) -> str:
        """Refuse pickling and copying, which would spread the key."""
        raise TypeError(type(self).__name__)

    @classmethod
    def of(cls, pair: KeyPair) -> Self:
        """Give a key the purpose of this class; the caller has made sure that the certificate allows it."""
        return cls(pair._key, pair.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hexadecimal digits."""
        return fingerprint(self.certificate)


def to_pkcs12(pair: KeyPair, passphrase: str) -> bytes:
    """Protect a key for storage: PKCS#12 with PBES2, AES-256-CBC and HMAC-SHA-256.

    Args:
        pair: key and certificate.
        passphrase: one that :func:`require_passphrase` takes.

    Raises:
        IdentityError: the passphrase is refused, or the key is too large for a key file (RSA well
            above 4096 bits).
    """
    require_passphrase(passphrase)
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode("utf-8"))
    )
    key = pair._key  # noqa: SLF001 - the one place that stores the key
    data = pkcs12.serialize_key_and_certificates(b"tianbao", key, pair.certificate, None, protection)
    strengthened = with_stronger_mac(data, passphrase, KDF_ROUNDS)
    read_pkcs12(strengthened, passphrase)  # a key file nobody can open must never be stored
    return strengthened


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is hard to type again or easy to guess.

    Args:
        passphrase: as typed.

    Raises:
        IdentityError: longer than ``MAX_PASSPHRASE`` (E-KEY-029), with characters that are not seen
            (E-KEY-030), shorter than ``MIN_PASSPHRASE`` or one character repeated (E-KEY-001); with the rule
            in the sentence, without the passphrase.
    """
    if len(passphrase) > MAX_PASSPHRASE:
        raise IdentityError(
            KeyCode.PASSPHRASE_LONG, f"口令最多 {MAX_PASSPHRASE} 个字符，这个更长。请换一个短些的。"
        )
    if not passphrase.isprintable():
        raise IdentityError(
            KeyCode.PASSPHRASE_UNPRINTABLE,
            "口令里有看不见的字符（如控制字符、全角空格），以后很难再输入。请换成看得见的字。",
        )
    if len(passphrase) < MIN_PASSPHRASE or len(set(passphrase)) == 1:
        raise IdentityError(
            KeyCode.PASSPHRASE_WEAK,
            f"口令至少 {MIN_PASSPHRASE} 个字符，不能全是同一个字符。"
            "可以用一句只有自己知道的话；口令丢失后密钥不能恢复。",
        )


def read_pkcs12(data: bytes, passphrase: str) -> KeyPair:
    """Open a PKCS#12 file, whether written here or by an authority.

    What the key may be used for is not judged here.

    Args:
        data: the file.
        passphrase: its passphrase; an empty text for a file without one.

    Raises:
        WrongPassphrase: the file is sound but the passphrase does not open it.
        IdentityError: damaged, without key or certificate, of a refused kind, the key does not belong to
            the certificate, the file has no passphrase and one was given (E-KEY-031), or it is encrypted in
            a way that is not read (E-KEY-032).
    """
    pfx = _require_key_file(data)
    try:
        key, certificate = _opened(data, pfx, passphrase)
    except WrongPassphrase:
        if passphrase and _is_unprotected(data, pfx):
            raise IdentityError(
                KeyCode.WITHOUT_PASSPHRASE,
                "这个密钥文件没有设口令，所以您输入的口令对不上。请把口令留空再试（命令行里问口令时直接按回车）。"
                "没有口令的密钥文件谁拿到都能用来签名，最好请签发单位重新导出一份设了口令的。",
            ) from None
        raise
    if key is None or certificate is None:
        message = (
            "密钥文件不全，里面没有成对的密钥和证书。"
            "请给您这个文件的单位把两样导出在同一个文件里（PKCS#12，.p12、.pfx）。"
        )
        raise IdentityError(KeyCode.WITHOUT_CERTIFICATE, message)
    public, _ = accepted_key(certificate)
    if key.public_key() != public:
        message = "密钥文件里的私钥与证书不是一对，请重新导出。"
        raise IdentityError(KeyCode.WITHOUT_CERTIFICATE, message)
    return KeyPair(key, certificate)  # type: ignore[arg-type]  # equal to an accepted public key


def is_unprotected(data: bytes) -> bool:
    """Whether a file is a key file that opens without a passphrase; False for anything else."""
    try:
        return _is_unprotected(data, _require_key_file(data))
    except IdentityError:
        return False


def _is_unprotected(data: bytes, pfx: asn1_pkcs12.Pfx) -> bool:
    # Whoever left the passphrase out did not ask for many rounds either; so no refusal takes twice as long.
    if rounds_in_the_open(pfx) > _MOST_ROUNDS_UNPROTECTED:
        return False
    try:
        _opened(data, pfx, "")
    except IdentityError:
        return False
    return True


def _opened(
    data: bytes, pfx: asn1_pkcs12.Pfx, passphrase: str
) -> tuple[PrivateKeyTypes | None, x509.Certificate | None]:
    if len(passphrase) > MAX_PASSPHRASE or _NEVER_TYPED.search(passphrase):
        # No key has such a passphrase, and the library would quote it when it gives up on a NUL.
        raise WrongPassphrase
    with _told():
        was_opened = require_bounded_within(pfx, passphrase)
    try:
        with contained():
            key, certificate, _ = pkcs12.load_key_and_certificates(data, passphrase.encode("utf-8"))
    except UnsupportedAlgorithm as error:
        raise key_refused() from error  # a key on another curve, SM2 above all
    except PARSER_FAULTS as error:
        if was_opened:
            message = (
                "密钥文件的口令没有错，但里面的证书或私钥读不出来：写得不合规范，或者文件损坏了。"
                "请从备份取回，或请给您这个文件的单位重新导出；也可以在本程序中新建密钥。"
            )
            raise IdentityError(KeyCode.FILE_UNREADABLE, message) from error
        # Its structure was found sound by the caller, so what is left is taken for the passphrase.
        raise WrongPassphrase from error
    return key, certificate


def _require_key_file(data: bytes) -> asn1_pkcs12.Pfx:
    """Tell a damaged file from a wrong passphrase, and bound the work it may ask for."""
    with _told():
        if len(data) > MAX_KEY_FILE_BYTES:
            raise ValueError("size")
        pfx = asn1_pkcs12.Pfx.load(data, strict=True)
        _ = (pfx["version"].native, pfx.authenticated_safe)
        require_bounded(pfx)
    return pfx


@contextmanager
def _told() -> Iterator[None]:
    """Turn errors of the libraries within the block into the program's own errors."""
    try:
        yield
    except NotOpened as error:
        raise WrongPassphrase from error
    except TooMuchWork as error:
        message = (
            "密钥文件要求的计算量异常大（口令派生轮数或内容过多），不像正常的密钥文件，没有打开。"
            "请向签发单位核实，或请其重新导出。"
        )
        raise IdentityError(KeyCode.FILE_UNREADABLE, message) from error
    except KeyTooLarge as error:
        message = (
            "这个密钥的种类本程序用不了（太大）。"
            "请签发单位换一种（ECDSA P-256、P-384，或 2048 至 4096 位的 RSA）。"
        )
        raise IdentityError(KeyCode.TYPE_REFUSED, message) from error
    except Unsupported as error:
        raise _unsupported() from error
    except PARSER_FAULTS as error:
        message = (
            "密钥文件读不出：选错了文件，或已损坏。"
            "请选创建密钥时存下的文件，或从备份取回（PKCS#12，.p12、.pfx）。"
        )
        raise IdentityError(KeyCode.FILE_UNREADABLE, message) from error


def _unsupported() -> IdentityError:
    """Build the error for a file that is protected in a way that is not read."""
    message = (
        "密钥文件没有看出损坏，但它的加密方式太旧或不常见，本程序不读。"
        "请给您这个文件的单位用新的方式（AES-256）重新导出；也可以自己换：在 Windows 里双击它，"
        "导入时勾选“标志此密钥为可导出的密钥”，然后运行 certmgr.msc，在“个人”的“证书”里右击它，"
        "选“所有任务”里的“导出”，连私钥一起导出，加密选 AES256-SHA256，再用导出的文件。"
    )
    return IdentityError(KeyCode.FILE_PROTECTION, message)
