"""RC2 against the vectors of its standard whose whole key is effective, and against OpenSSL."""

from __future__ import annotations

from subprocess import run

import pytest

from desktop.submission.keys.rc2 import decrypt_cbc

VECTORS = [
    ("ffffffffffffffff", "ffffffffffffffff", "278b27e42e2f0d49"),
    ("3000000000000000", "1000000000000001", "30649edf9be7d2c2"),
    ("88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6"),
]


@pytest.mark.parametrize(("key", "plain", "cipher"), VECTORS)
def test_the_vectors_of_the_standard(key: str, plain: str, cipher: str) -> None:
    assert decrypt_cbc(bytes.fromhex(key), bytes(8), bytes.fromhex(cipher)).hex() == plain


def test_a_key_of_40_bits_and_several_blocks_as_openssl_encrypts_them() -> None:
    key, start, plain = b"12345", bytes(range(8)), bytes(range(64))
    options = ("-nopad", "-K", key.hex(), "-iv", start.hex(), "-provider", "legacy", "-provider", "default")
    made = run(["openssl", "enc", "-rc2-40-cbc", *options], input=plain, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this OpenSSL has no RC2")
    assert decrypt_cbc(key, start, made.stdout) == plain


@pytest.mark.parametrize("data", [b"1234567", b"123456789"])
def test_no_whole_blocks(data: bytes) -> None:
    with pytest.raises(ValueError, match="length"):
        decrypt_cbc(b"12345", bytes(8), data)
