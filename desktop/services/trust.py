"""Certificates that a person names as registered; anything else that lies beside them is told by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop.services.files import read_file
from desktop.submission.certificate import load_certificate
from desktop.submission.errors import IdentityError
from forms.errors import UserInputError

_LIMIT = 100_000
"""Bytes; a certificate has about a thousand."""

_KINDS = (
    (b"%PDF", "是 PDF，可能是证书登记表"),
    (b"PK", "是报送包、Excel 或别的压缩文件"),
    (b"SQLite", "是数据文件"),
    (b"-----BEGIN CERTIFICATE REQ", "是证书申请，还不是证书"),
)


def read_certificates(paths: Iterable[Path]) -> list[bytes]:
    """The bytes of certificate files, each of which can be read as one certificate.

    Raises:
        UserInputError: a file holds something else (E-TRUST-001).
        EnvironmentFault: a file cannot be read.
    """
    return [_read(path) for path in paths]


def _read(path: Path) -> bytes:
    data = read_file(path, _LIMIT)
    try:
        load_certificate(data)
    except IdentityError as error:
        message = f"“{path.name}”{_kind(path, data)}，不是能用的证书。请给出单位交来的公开证书（.cer.pem）。"
        raise UserInputError("E-TRUST-001", message) from error
    return data


def _kind(path: Path, data: bytes) -> str:
    """What a file that is no certificate seems to be."""
    if path.suffix.lower() in {".p12", ".pfx"} or b"PRIVATE KEY-----" in data:
        return "是密钥文件（密钥只能留在本单位）"
    if data.count(b"-----BEGIN CERTIFICATE-----") > 1:
        return "里有不止一张证书"
    if not data:
        return "是空文件"
    return next((kind for start, kind in _KINDS if data.startswith(start)), "的内容读不出证书")
