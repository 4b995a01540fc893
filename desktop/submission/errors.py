"""Errors of packages and signing keys; their codes are in ``forms.codes.package``.

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
            ├── NotACertificate  the bytes are no single certificate
            ├── NotForSigning    the certificate is one for another use
            └── WrongPassphrase  the passphrase does not open the key file

Whether an existing package is genuine is never an exception: see ``facts``.
"""

from __future__ import annotations

from collections.abc import Sequence

from forms.codes.package import KeyCode
from forms.errors import Problem, TianbaoError


class SubmissionError(TianbaoError):
    """Base of the errors about packages, envelopes and keys."""


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


class NotForThisKey(EnvelopeError):
    """An encrypted package is not for the key that was given."""


class IdentityError(SubmissionError):
    """A key, a certificate or a passphrase cannot be used."""


class NotACertificate(IdentityError):
    """The bytes hold no single certificate that can be read."""


class NotForSigning(IdentityError):
    """The certificate is sound, but not for signing; it may be one for receiving."""


class WrongPassphrase(IdentityError):
    """The passphrase does not open the key file."""

    def __init__(self) -> None:
        """Say it in one sentence; the passphrase itself is never kept."""
        super().__init__(
            KeyCode.PASSPHRASE_WRONG,
            "口令不正确，密钥没有打开。请检查大小写和中英文输入状态后重试。",
        )
