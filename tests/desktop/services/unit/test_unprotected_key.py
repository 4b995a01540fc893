"""A key file without a passphrase, as some authorities hand it out: imported, it gets one."""

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from desktop.services.keys.key_files import import_key, open_any_key, opens_without_passphrase
from desktop.services.packages.receiving_key import create_key_for_receiving, import_key_for_receiving
from desktop.services.unit.filing.signing import create_key
from desktop.submission.errors import IdentityError
from tests.desktop.services.conftest import PASSPHRASE, START


@pytest.fixture(params=["signing", "receiving"])
def source(request, desk, pack, tmp_path):
    """The file of another program, and what imports it."""
    path = tmp_path / "ca.pfx"
    if request.param == "signing":
        create_key(desk, path, PASSPHRASE)
    else:
        create_key_for_receiving(pack.plan, path, PASSPHRASE, START)
    key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption()))
    return path, import_key if request.param == "signing" else import_key_for_receiving


def test_the_copy_is_protected_with_the_passphrase_that_is_given(source, tmp_path):
    path, take = source
    taken = take(path, tmp_path / "a.p12", PASSPHRASE, START)
    assert open_any_key(tmp_path / "a.p12", PASSPHRASE).fingerprint == taken.fingerprint
    assert opens_without_passphrase(path)
    assert not opens_without_passphrase(tmp_path / "a.p12")


@pytest.mark.parametrize("passphrase", ["", "short", "aaaaaaaaaa"])
def test_no_copy_is_left_without_a_good_passphrase(source, tmp_path, passphrase):
    path, take = source
    with pytest.raises(IdentityError) as caught:
        take(path, tmp_path / "a.p12", passphrase, START)
    assert caught.value.code == "E-KEY-001"
    assert not (tmp_path / "a.p12").exists()


def test_what_cannot_be_read_has_no_passphrase_left_out(tmp_path):
    assert not opens_without_passphrase(tmp_path / "missing.p12")
    assert not opens_without_passphrase(tmp_path)
