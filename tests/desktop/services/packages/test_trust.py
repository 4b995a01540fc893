"""A certificate speaks for one unit, as it says itself or as a person registered it."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from desktop.services.packages.trust import Registration, read_register
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.unit.filing.exporting import payload
from desktop.submission.keys.certificate import to_pem
from desktop.submission.keys.identity import Identity
from desktop.submission.package import build
from desktop.submission.signing.signer import Revocation
from forms.errors import EnvironmentFault, UserInputError
from forms.filing.receipt_time import read_receipt_time
from tests.desktop.services.conftest import START
from tests.desktop.submission.builders import certify, key_usage

SIGNED = START + timedelta(hours=1)


def identity_named(*common_names, end=START + timedelta(days=300), name="区卫生健康局"):
    """A key as an authority issues it: any common names, or none."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)]
    names += [x509.NameAttribute(NameOID.COMMON_NAME, name) for name in common_names]
    builder = x509.CertificateBuilder(x509.Name(names), x509.Name(names), key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(START - timedelta(days=9))
    return Identity(key, builder.not_valid_after(end).sign(key, hashes.SHA256()))


@pytest.fixture
def signed_by(final):
    """The unit's frozen year, signed with any key."""
    revision = final.desk.store.latest_revision(2025)
    files = payload(revision, final.desk.store.documents(2025, revision.number))
    return lambda identity: build(files, identity, SIGNED)


@pytest.fixture
def judge(pack):
    def run(data, trusted, **changes):
        known = Premises(**{"now": START + timedelta(days=30), "trusted": trusted, **changes})
        return verify_package(data, {pack.plan.id: pack}.get, known).verification

    return run


@pytest.fixture
def given(tmp_path, monkeypatch):
    """A certificate file as the office has it, and the register that an option gives."""
    monkeypatch.chdir(tmp_path)

    def write(identity, name="卫健局.cer.pem"):
        (tmp_path / name).write_bytes(to_pem(identity.certificate))
        return name

    return write


def test_an_imported_certificate_speaks_for_the_unit_it_was_registered_for(signed_by, judge, given):
    imported = identity_named()
    data, file = signed_by(imported), given(imported)

    def fact(*named):
        found = judge(data, read_register(named))
        return found.bottom_line.value, found.fact("signer").code

    assert fact(file) == ("unknown", "E-VERIFY-061")
    assert fact(f"health={file}") == ("ok", "TB-PKG-004")
    assert fact(f"health/210404={file}", file) == ("ok", "TB-PKG-004")
    assert fact(f"education={file}") == ("bad", "E-VERIFY-062")
    assert fact(f"health/350111={file}") == ("bad", "E-VERIFY-062")
    assert judge(data, [to_pem(imported.certificate)]).bottom_line == "unknown"
    assert "--trust 单位代码=" in judge(data, read_register([file])).sentence


@pytest.mark.parametrize(
    ("names", "bottom_line", "code"),
    [
        (["health/210404"], "ok", "TB-PKG-004"),
        ([" Health/210404"], "ok", "TB-PKG-004"),
        (["health/350111"], "bad", "E-VERIFY-060"),  # the same code in another region
        (["Education/210404"], "bad", "E-VERIFY-060"),
        (["ｅducation/210404"], "bad", "E-VERIFY-060"),
        (["office/210404"], "bad", "E-VERIFY-060"),
        (["health/210404", "education/210404"], "unknown", "E-VERIFY-061"),
        (["health"], "unknown", "E-VERIFY-061"),
        (["区卫生健康局"], "unknown", "E-VERIFY-061"),
    ],
)
def test_the_unit_in_the_common_name(signed_by, judge, names, bottom_line, code):
    signer = identity_named(*names)
    found = judge(signed_by(signer), [to_pem(signer.certificate)])
    assert (found.bottom_line, found.fact("signer").code) == (bottom_line, code)


def test_two_units_of_one_name_are_told_apart_by_their_codes(signed_by, judge):
    """The same name in another county: the sentence must not contradict itself."""
    same, other = (identity_named("health/350111", name=name) for name in ("区卫生健康局", "县卫生健康局"))
    told = judge(signed_by(same), [to_pem(same.certificate)]).fact("signer").sentence
    assert told.count("“区卫生健康局”") == 2
    assert "（代码 health/350111）" in told
    assert "（代码 health/210404）" in told
    assert "代码" not in judge(signed_by(other), [to_pem(other.certificate)]).fact("signer").sentence


def test_a_register_reads_paths_and_units(given, tmp_path):
    imported, own, other = identity_named(), identity_named("health/210404"), identity_named()
    file, named = given(imported), given(own, "own.pem")
    odd = given(other, "health=2026.pem")
    [one] = read_register([f"health={file}"])
    assert one == Registration(to_pem(imported.certificate), imported.fingerprint, "health")
    assert read_register([file])[0].unit is None
    assert read_register([f"./{odd}"])[0] == Registration(to_pem(other.certificate), other.fingerprint)
    assert read_register([str(tmp_path / odd)])[0].unit is None
    assert read_register([f"health={odd}"])[0].fingerprint == other.fingerprint
    assert read_register([f"health={named}"])[0].unit is None  # the certificate says more itself
    both = read_register([f"health={file}", f"health={odd}", named])
    assert [registered.unit for registered in both] == ["health", "health", None]


def refusal(*named):
    with pytest.raises((UserInputError, EnvironmentFault)) as caught:
        read_register(named)
    return caught.value.code


def test_what_a_register_refuses(given):
    file, named = given(identity_named()), given(identity_named("education/210404"), "edu.pem")
    assert refusal(f"health={named}") == "E-TRUST-003"
    assert refusal(f"health={file}", f"education={file}") == "E-TRUST-004"
    assert refusal(f"Health={file}") == "E-TRUST-002"
    assert refusal(f"卫健局={file}") == "E-TRUST-002"
    assert refusal("health=") == "E-TRUST-002"
    assert refusal("C:\\证书=2026\\a.pem") == "E-FILE-004"
    assert refusal(f"={file}x") == "E-FILE-004"


def sound_of_no_use():
    """Certificates that can be read, but say nothing about a signature."""
    p256, p521 = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP521R1())
    receiving, edwards = key_usage(key_agreement=True), ed25519.Ed25519PrivateKey.generate()
    return {
        "只用来加密的证书": to_pem(certify(p256, usage=receiving)),
        "这种密钥本程序用不了": to_pem(certify(p521)),
        "ECDSA P-256": to_pem(certify(edwards, digest=None)),
        "不止一张证书": to_pem(certify(p256)) * 2,
    }


@pytest.mark.parametrize("said", sound_of_no_use())
def test_a_sound_certificate_of_no_use_here_is_not_called_unreadable(tmp_path, said):
    path = tmp_path / "收件.cer.pem"
    path.write_bytes(sound_of_no_use()[said])
    with pytest.raises(UserInputError, match=said) as caught:
        read_register([str(path)])
    assert caught.value.code == "E-TRUST-001"
    assert "读不出证书" not in caught.value.message


def test_what_is_no_certificate_is_called_that(tmp_path):
    path = tmp_path / "a.cer.pem"
    path.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(UserInputError, match="读不出证书"):
        read_register([str(path)])


def test_validity_is_judged_when_the_package_was_received(signed_by, judge):
    signer = identity_named("health/210404")
    data, trusted = signed_by(signer), [to_pem(signer.certificate)]
    now = START + timedelta(days=700)  # the certificate ended 400 days ago

    def fact(day=None):
        received = read_receipt_time(day, now) if day else None
        return judge(data, trusted, now=now, received=received).fact("signer")

    today = fact()
    assert (today.status, today.code) == ("expired", "E-KEY-012")
    assert "今天（2028-02-24）" in today.sentence
    assert "--at 2026-03-26" in today.sentence
    then = fact("2026-03-28")
    assert (then.status, then.state) == ("registered", "ok")
    assert "收件日期（2026-03-28）" in then.sentence
    assert fact("2027-01-20").status == "registered"  # its last day, whatever the hour
    late = fact("2027-01-21")
    assert (late.status, "--at" in late.sentence) == ("expired", False)
    assert fact("2026-03-10").status == "not_yet_valid"


def test_a_signing_time_after_the_receipt_is_a_question(signed_by, judge):
    signer = identity_named("health/210404")
    received = read_receipt_time("2026-03-20", START)
    found = judge(signed_by(signer), [to_pem(signer.certificate)], received=received)
    assert (found.bottom_line, found.fact("signature").code) == ("unknown", "E-PKG-039")


def test_a_revocation_counts_from_its_date(signed_by, judge):
    signer = identity_named("health/210404")
    data, trusted = signed_by(signer), [to_pem(signer.certificate)]
    revoked = [Revocation(signer.fingerprint, START + timedelta(days=10))]

    def status(day):
        received = read_receipt_time(day, START + timedelta(days=30))
        return judge(data, trusted, revoked=revoked, received=received).fact("signer").status

    assert status("2026-04-01") == "registered"
    assert status("2026-04-05") == "revoked"
    assert status("2026-04-06") == "revoked"
    earlier = [*revoked, signer.fingerprint]
    assert judge(data, trusted, revoked=earlier).fact("signer").status == "revoked"
