"""Errors of packages and signing keys, and the catalogue of their codes.

    TianbaoError
    └── SubmissionError          anything below
        ├── PackageError         E-PKG: the package as a whole cannot be built or opened
        │   ├── ContainerError   the zip container departs from its profile
    │   │   └── PayloadRefused   the files to be sent cannot be packed as they are
        │   ├── ManifestError    META-INF/ASiCManifest.xml cannot be used
        │   ├── SignatureError   META-INF/signature.p7s cannot be read as CAdES-B-B
        │   └── TableError       a table or its descriptor is not as promised
        ├── EnvelopeError        E-ENV: an encrypted package cannot be made or opened
        └── IdentityError        E-KEY: key, certificate or passphrase
            └── WrongPassphrase  the passphrase does not open the key file

Whether an existing package is genuine is never an exception: see ``facts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, unique

from forms.errors import Problem, TianbaoError


@unique
class Code(StrEnum):
    """Stable codes of this room; never reused, never renumbered."""

    NOT_A_PACKAGE = "E-PKG-001"
    TOO_LARGE = "E-PKG-002"
    TRUNCATED = "E-PKG-003"
    TRAILING_BYTES = "E-PKG-004"
    TOO_MANY_ENTRIES = "E-PKG-005"
    ENTRY_NAME = "E-PKG-006"
    ENTRY_DUPLICATED = "E-PKG-007"
    ENTRY_PROFILE = "E-PKG-008"
    ENTRY_DAMAGED = "E-PKG-009"
    NOT_CANONICAL = "E-PKG-010"
    ENTRY_REQUIRED = "E-PKG-011"
    ENTRY_ORDER = "E-PKG-012"
    MEDIA_TYPE = "E-PKG-013"
    MANIFEST_UNREADABLE = "E-PKG-020"
    MANIFEST_NOT_CANONICAL = "E-PKG-021"
    PAYLOAD_MISSING = "E-PKG-022"
    PAYLOAD_ADDED = "E-PKG-023"
    PAYLOAD_RENAMED = "E-PKG-024"
    PAYLOAD_CHANGED = "E-PKG-025"
    SIGNATURE_UNREADABLE = "E-PKG-030"
    SIGNATURE_NOT_CANONICAL = "E-PKG-031"
    ALGORITHM_REFUSED = "E-PKG-032"
    MANIFEST_CHANGED = "E-PKG-033"
    SIGNATURE_FALSE = "E-PKG-034"
    CERTIFICATE_UNBOUND = "E-PKG-035"
    SIGNED_OUTSIDE_VALIDITY = "E-PKG-036"
    SIGNED_IN_FUTURE = "E-PKG-037"
    SIGNER_CERTIFICATE_REFUSED = "E-PKG-038"
    SIGNED_AFTER_RECEIPT = "E-PKG-039"
    TABLE_REFUSED = "E-PKG-040"
    NOT_EXAMINED = "E-PKG-090"
    PASSPHRASE_WEAK = "E-KEY-001"  # noqa: S105 - a code, not a passphrase
    PASSPHRASE_WRONG = "E-KEY-002"  # noqa: S105 - the same
    KEY_FILE_UNREADABLE = "E-KEY-003"
    KEY_TYPE_REFUSED = "E-KEY-004"
    KEY_WITHOUT_CERTIFICATE = "E-KEY-005"
    CERTIFICATE_UNREADABLE = "E-KEY-006"
    CERTIFICATE_NOT_FOR_SIGNING = "E-KEY-007"
    CLOCK_OUTSIDE_VALIDITY = "E-KEY-008"
    SUBJECT_REFUSED = "E-KEY-009"
    SIGNER_UNKNOWN = "E-KEY-010"
    SIGNER_REVOKED = "E-KEY-011"
    SIGNER_EXPIRED = "E-KEY-012"
    SIGNER_NOT_YET_VALID = "E-KEY-013"
    CERTIFICATE_NOT_FOR_RECEIVING = "E-KEY-014"
    RECEIVER_EXPIRED = "E-KEY-015"
    RECEIVER_NOT_YET_VALID = "E-KEY-016"
    IMPORTED_EXPIRED = "E-KEY-017"
    IMPORTED_NOT_YET_VALID = "E-KEY-018"
    NOT_AN_ENVELOPE = "E-ENV-001"
    ENVELOPE_TOO_LARGE = "E-ENV-002"
    NOT_FOR_THIS_KEY = "E-ENV-003"
    ENVELOPE_DAMAGED = "E-ENV-004"
    ENVELOPE_ALGORITHM = "E-ENV-005"
    RECEIVERS_REFUSED = "E-ENV-006"
    IS_ENCRYPTED = "E-ENV-007"


class SubmissionError(TianbaoError):
    """Base of everything this room raises."""

    @property
    def user_message(self) -> str:
        """What happened and what to do, in Chinese; the same text as ``message``."""
        return self.message


class PackageError(SubmissionError):
    """A package cannot be built or opened."""


class ContainerError(PackageError):
    """The zip container departs from its profile; every problem found is kept.

    Attributes:
        problems: each departure with the entry it stands in; at least one.
        advice: what to do about it.
    """

    advice = "请向发送单位重新索取原文件。"

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; the sentence shows the first and how many there are."""
        self.problems = tuple(problems)
        first = self.problems[0]
        more = f"（共 {len(self.problems)} 处）" if len(self.problems) > 1 else ""
        super().__init__(first.code, f"{first.message}{more}{self.advice}")


class PayloadRefused(ContainerError):
    """The files to be sent cannot be packed as they are."""

    advice = "请修改后重新导出。"


class ManifestError(PackageError):
    """The manifest cannot be read, is not canonical or does not fit the payload."""


class SignatureError(PackageError):
    """The signature file is not a CAdES-B-B signature of the accepted form."""


class TableError(PackageError):
    """A table cannot be written or read as promised."""


class EnvelopeError(SubmissionError):
    """An encrypted package cannot be made or opened."""


class IdentityError(SubmissionError):
    """A key, a certificate or a passphrase cannot be used."""


class WrongPassphrase(IdentityError):
    """The passphrase does not open the key file."""

    def __init__(self) -> None:
        """Say it in one sentence; the passphrase itself is never kept."""
        super().__init__(
            Code.PASSPHRASE_WRONG,
            "口令不正确，密钥没有打开。请检查大小写和中英文输入状态后重试。",
        )
