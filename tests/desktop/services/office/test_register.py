"""Certificates at the office: registered by stamped paper, renewed, revoked, with everything in the log."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from db.office.records import CertificatePurpose
from desktop.services.files import write_file
from desktop.services.office.registry.fingerprints import read_prints, typed_print
from desktop.services.office.registry.register import RegisterOutcome, certificate_files, register
from desktop.services.office.registry.register_book import entries
from desktop.services.office.registry.revoking import revoke
from desktop.submission.encryption.envelope import create_receiving_key
from desktop.submission.keys.certificate import fingerprint, grouped_fingerprint, to_der, to_pem
from desktop.submission.keys.identity import create_identity
from desktop.submission.keys.self_signed import UnitSubject
from forms.codes.office import OfficeCode
from forms.errors import TianbaoError, UserInputError
from tests.desktop.submission.builders import certify, rsa_key

MADE = datetime(2026, 1, 5, tzinfo=UTC)


def identity_of(unit, region="210404", made=MADE):
    return create_identity(UnitSubject("望花区某局", unit, region), made)


@pytest.fixture
def put(tmp_path):
    """Writes a certificate into a file."""

    def write(certificate, name="a.cer.pem"):
        path = tmp_path / "证书" / name
        write_file(path, to_pem(certificate))
        return path

    return write


def refused(lines):
    (line,) = lines
    assert line.outcome is RegisterOutcome.REFUSED
    assert line.certificate is None
    return line


def test_a_certificate_on_a_stamped_sheet_speaks_for_its_unit(office, put):
    key = identity_of("health")
    typed = typed_print(grouped_fingerprint(key.fingerprint))
    (line,) = register(office, [put(key.certificate)], typed)
    assert line.outcome is RegisterOutcome.REGISTERED
    (found,) = office.store.certificates()
    assert (found.unit, found.fingerprint, found.data) == (
        "health",
        key.fingerprint,
        to_der(key.certificate),
    )
    assert (found.actor, found.purpose) == ("李敏", CertificatePurpose.SIGNING)
    assert office.store.log_entries(kind="register")[-1].actor == "李敏"
    (again,) = register(office, [put(key.certificate)], typed)
    assert again.outcome is RegisterOutcome.KNOWN
    assert len({entry.at for entry in office.store.log_entries(kind="register")}) == 1


@pytest.mark.parametrize("at", [0, 31, 63])
def test_a_wrong_digit_is_named_by_its_group_and_nothing_is_written(office, put, at):
    key = identity_of("health")
    digits = key.fingerprint
    other = digits[:at] + ("0" if digits[at] != "0" else "1") + digits[at + 1 :]
    line = refused(register(office, [put(key.certificate)], typed_print(other)))
    assert line.code == OfficeCode.FINGERPRINT_DIFFERS
    assert f"第 {at // 4 + 1} 组" in line.sentence
    assert digits[at // 4 * 4 :][:4] not in line.sentence.lower()
    assert not office.store.certificates()


def test_of_a_list_everything_is_registered_but_what_is_not_on_it(office, put, tmp_path):
    keys = {unit: identity_of(unit) for unit in ("health", "education", "statistics")}
    forged = identity_of("education")
    files = [put(key.certificate, f"{unit}.cer.pem") for unit, key in keys.items()]
    files.append(put(forged.certificate, "education-2.cer.pem"))
    listed = tmp_path / "指纹.txt"
    wrong = keys["statistics"].fingerprint[:-1] + ("0" if keys["statistics"].fingerprint[-1] != "0" else "1")
    text = f"\ufeff# 登记表\n\nhealth\t{keys['health'].fingerprint}\n"
    text += f"education  {grouped_fingerprint(keys['education'].fingerprint)}\n".replace("\n", " ") + "\n"
    text += f"statistics {wrong}\ncourt 12 34\n"
    listed.write_text(text, encoding="utf-8")
    stamped, problems = read_prints(listed)
    assert [(one.code, one.place) for one in problems] == [(OfficeCode.LIST_LINE, "清单第 6 行")]
    found = register(office, files, stamped)
    assert [line.code for line in found] == [
        None,
        None,
        OfficeCode.FINGERPRINT_DIFFERS,
        OfficeCode.NOT_LISTED,
    ]
    assert "清单第 5 行" in found[2].sentence
    assert "第 16 组" in found[2].sentence
    assert "education-2.cer.pem" in found[3].sentence
    assert {one.unit for one in office.store.certificates()} == {"health", "education"}


def test_a_folder_stands_for_the_certificates_in_it(put):
    path = put(identity_of("health").certificate, "b.cer.pem")
    path.with_name("说明.txt").write_text("x", encoding="utf-8")
    put(identity_of("health").certificate, "a.CER.PEM")
    assert [one.name for one in certificate_files([path.parent])] == ["a.CER.PEM", "b.cer.pem"]
    (path.parent / "空").mkdir()
    with pytest.raises(UserInputError) as told:
        certificate_files([path.parent / "空"])
    assert told.value.code == OfficeCode.NO_CERTIFICATES


def test_a_receiving_certificate_is_registered_as_one(office, put):
    key = create_receiving_key(UnitSubject("望花区卫生健康局", "health", "210404"), MADE)
    register(office, [put(key.certificate)], typed_print(key.fingerprint))
    assert office.store.certificates()[0].purpose is CertificatePurpose.RECEIVING


@pytest.mark.parametrize(
    ("unit", "region", "given", "code"),
    [
        ("health", "210404", "education", OfficeCode.OTHER_UNIT),
        ("health", "350111", None, OfficeCode.OTHER_REGION),
        ("no-such-unit", "210404", None, OfficeCode.NO_SUCH_UNIT),
        ("office", "210404", None, OfficeCode.OWN_CERTIFICATE),
    ],
)
def test_a_certificate_of_others_is_refused(office, put, unit, region, given, code):
    key = identity_of(unit, region)
    line = refused(register(office, [put(key.certificate)], typed_print(key.fingerprint), unit=given))
    assert line.code == code
    assert not office.store.certificates()


def test_a_certificate_that_names_no_unit_needs_one_from_paper(office, put, tmp_path):
    found = certify(rsa_key(2048))
    path, digits = put(found), fingerprint(found)
    assert refused(register(office, [path], typed_print(digits))).code == OfficeCode.UNIT_WANTED
    listed = tmp_path / "指纹.txt"
    listed.write_text(f"education {digits}\n", encoding="utf-8")
    register(office, [path], read_prints(listed)[0])
    assert office.store.certificates()[0].unit == "education"
    line = refused(register(office, [path], typed_print(digits), unit="health"))
    assert line.code == OfficeCode.REGISTERED_FOR_OTHER


def test_a_fingerprint_that_stands_on_another_units_sheet_is_refused(office, put, tmp_path):
    key = identity_of("health")
    listed = tmp_path / "指纹.txt"
    listed.write_text(f"education {key.fingerprint}\n", encoding="utf-8")
    line = refused(register(office, [put(key.certificate)], read_prints(listed)[0]))
    assert line.code == OfficeCode.OTHER_UNIT
    assert "清单第 1 行" in line.sentence


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"\x30\x82" + b"\xff" * 3000, b"-----BEGIN CERTIFICATE-----\nAAAA\n", bytes(200_000)],
)
def test_whatever_is_no_certificate_is_one_refused_line(office, put, tmp_path, content):
    key = identity_of("health")
    bad, missing = tmp_path / "x.cer.pem", tmp_path / "none.cer.pem"
    bad.write_bytes(content)
    found = register(office, [bad, missing, put(key.certificate)], typed_print(key.fingerprint))
    assert [line.outcome for line in found] == [
        RegisterOutcome.REFUSED,
        RegisterOutcome.REFUSED,
        RegisterOutcome.REGISTERED,
    ]
    assert found[0].file in found[0].sentence


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", OfficeCode.LIST_LINE),
        (bytes(2_000_000), "E-KIND-032"),
        (b"# x\n" * 500_000, "E-FILE-005"),
    ],
)
def test_whatever_is_no_list_is_refused(tmp_path, content, code):
    path = tmp_path / "指纹.txt"
    path.write_bytes(content)
    with pytest.raises(TianbaoError) as told:
        read_prints(path)
    assert told.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read_as_windows_writes_it(tmp_path, encoding):
    path, print_ = tmp_path / "指纹.txt", identity_of("health").fingerprint
    path.write_text(f"# 登记表\nhealth {print_}\n", encoding=encoding)
    stamped, problems = read_prints(path)
    assert [(one.unit, one.digits) for one in stamped] == [("health", print_)]
    assert problems == []


def test_nothing_is_registered_without_paper(office, put):
    line = refused(register(office, [put(identity_of("health").certificate)], []))
    assert line.code == OfficeCode.FINGERPRINT_WANTED


def test_a_renewal_is_linked_to_the_former_certificate_of_the_same_unit(office, put):
    old, new, other = identity_of("health"), identity_of("health"), identity_of("education")
    for key in (old, other):
        register(office, [put(key.certificate)], typed_print(key.fingerprint))
    path, typed = put(new.certificate), typed_print(new.fingerprint)
    for wrong in (other, new, identity_of("health")):
        line = refused(register(office, [path], typed, renews=wrong.fingerprint))
        assert line.code == OfficeCode.NOT_RENEWED
    (line,) = register(office, [path], typed, renews=grouped_fingerprint(old.fingerprint))
    assert line.certificate.renews == old.fingerprint


def test_a_second_certificate_beside_a_valid_one_is_remarked(office, put):
    first, second, third = (identity_of("health") for _ in range(3))
    receiving = create_receiving_key(UnitSubject("区卫生健康局", "health", "210404"), MADE)
    (line,) = register(office, [put(first.certificate)], typed_print(first.fingerprint))
    assert "另有" not in line.sentence
    (line,) = register(office, [put(receiving.certificate, "r.cer.pem")], typed_print(receiving.fingerprint))
    assert "另有" not in line.sentence
    (line,) = register(office, [put(second.certificate, "b.cer.pem")], typed_print(second.fingerprint))
    assert line.outcome is RegisterOutcome.REGISTERED
    for told in (
        "另有有效的签名证书",
        grouped_fingerprint(first.fingerprint)[:9],
        "office revoke",
        "--renews",
    ):
        assert told in line.sentence
    for old in (first, second):
        revoke(
            office,
            fingerprint=old.fingerprint,
            unit=None,
            since=office.clock().date().isoformat(),
            reason="更换密钥",
        )
    (line,) = register(office, [put(third.certificate, "c.cer.pem")], typed_print(third.fingerprint))
    assert "另有" not in line.sentence


def test_a_certificate_signed_by_the_former_key_is_linked_to_it_and_needs_its_sheet(office, put):
    old, other = identity_of("health"), identity_of("education")
    for key in (old, other):
        register(office, [put(key.certificate)], typed_print(key.fingerprint))
    fresh = identity_of("health")
    template = fresh.certificate
    renewed = (
        x509.CertificateBuilder()
        .subject_name(template.subject)
        .issuer_name(old.certificate.subject)
        .public_key(template.public_key())
        .serial_number(7)
        .not_valid_before(template.not_valid_before_utc)
        .not_valid_after(template.not_valid_after_utc)
        .sign(old._key, hashes.SHA256())
    )
    path = put(renewed)
    assert refused(register(office, [path], [])).code == OfficeCode.FINGERPRINT_WANTED
    (line,) = register(office, [path], typed_print(fingerprint(renewed)))
    assert line.certificate.renews == old.fingerprint


def test_a_revocation_has_its_day_and_reason_and_is_in_the_log(office, put, clock):
    key = identity_of("health")
    register(office, [put(key.certificate)], typed_print(key.fingerprint))
    entry, is_new = revoke(
        office, fingerprint=None, unit="health", since="2026-03-02", reason="密钥丢失，来函注销"
    )
    assert is_new
    assert entry.since == datetime(2026, 3, 1, 16, tzinfo=UTC)  # the first moment of the day in Beijing
    logged = office.store.log_entries(kind="revoke")[-1]
    assert (logged.actor, logged.reason) == ("李敏", "密钥丢失，来函注销")
    again = revoke(
        office, fingerprint=key.fingerprint, unit=None, since="2026-03-02", reason="密钥丢失，来函注销"
    )
    assert not again[1]
    assert entries(office)[0].revoked == office.store.revocations()[0]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"since": "2026-02-30"}, OfficeCode.DATE),
        ({"since": "2062-03-02"}, OfficeCode.DATE),
        ({"since": "昨天"}, OfficeCode.DATE),
        ({"reason": " "}, OfficeCode.WITHOUT_REASON),
        ({"reason": "12345"}, OfficeCode.WITHOUT_REASON),
        ({"fingerprint": "f" * 64}, OfficeCode.NO_SUCH_CERTIFICATE),
        ({"fingerprint": "f" * 63}, OfficeCode.FINGERPRINT_WRITTEN),
        ({"unit": "education"}, OfficeCode.NO_SUCH_CERTIFICATE),
        ({"unit": "health"}, OfficeCode.SEVERAL_CERTIFICATES),
    ],
)
def test_a_revocation_that_is_not_clear_is_refused(office, put, changed, code):
    for key in (identity_of("health"), identity_of("health")):
        register(office, [put(key.certificate)], typed_print(key.fingerprint))
    given = {
        "fingerprint": None,
        "unit": None,
        "since": "2026-03-02",
        "reason": "密钥丢失，来函注销",
        **changed,
    }
    with pytest.raises(UserInputError) as told:
        revoke(office, **given)
    assert told.value.code == code
    assert not office.store.revocations()


def test_whoever_is_not_listed_registers_nothing(office, as_officer):
    office.store.set_officer("王芳", "head", actor="李敏", now=MADE + timedelta(days=70))
    with pytest.raises(UserInputError) as told, as_officer("张三"):
        pass
    assert told.value.code == OfficeCode.NOT_AN_OFFICER
