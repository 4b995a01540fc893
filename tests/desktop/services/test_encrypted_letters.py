"""Letters that are encrypted to a unit's own certificate, which stands on its stamped sheet."""

import json
import zipfile
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pypdf import PdfReader

from desktop.__main__ import main
from desktop.services.keys.key_files import certificate_path
from desktop.services.office.acceptance.accepting import accept, reopen
from desktop.services.office.letters.asking import recall, send_return
from desktop.services.office.letters.outgoing import encryption_caution, receiving_certificates
from desktop.services.office.letters.receipts import receipt
from desktop.services.office.registry.fingerprints import StampedPrint
from desktop.services.office.registry.register import RegisterOutcome, register
from desktop.services.office.registry.revoking import revoke
from desktop.services.packages.receiving_key import create_key_for_receiving, open_key_for_receiving
from desktop.services.unit.filing.key_sheets import registration_sheet
from desktop.services.unit.filing.signing import create_letter_key
from desktop.services.unit.letters.opening import letter_bytes, open_letter
from desktop.submission.errors import EnvelopeError
from desktop.submission.keys.certificate import fingerprint, to_pem
from forms.canonical import digest_of
from forms.errors import UserInputError
from forms.filing.state import YearState
from forms.letters.kind import OfficeLetter
from tests.desktop.public_tools import run
from tests.desktop.services.both import BIRTHS, YEAR
from tests.desktop.services.conftest import PASSPHRASE
from tests.desktop.services.forking import choose_own, fork


@pytest.fixture
def key_path(both, tmp_path):
    """The unit's key for letters, registered at the office from the stamped sheet."""
    path = tmp_path / "来件.p12"
    key = create_letter_key(both.desk, path, PASSPHRASE)
    stamped = [StampedPrint(unit="health", digits=key.fingerprint, place="登记表上")]
    (line,) = register(both.office, [certificate_path(path)], stamped)
    assert (line.outcome, line.certificate.purpose.value) == (RegisterOutcome.REGISTERED, "receiving")
    return path


def opened(key_path):
    return lambda: open_key_for_receiving(key_path, PASSPHRASE)


def every_letter(both):
    """The file of a letter of each kind that one unit's year can have."""
    told = ("health", YEAR)
    fork(both)
    yield choose_own(both)
    both.ask(BIRTHS, "与公安人口数不符，请核对")
    yield send_return(both.office, *told, both.office_key, both.folder)
    yield recall(both.office, *told, both.office_key, both.folder)
    yield receipt(both.office, *told, both.office_key, both.folder).path
    both.type_paper()
    yield accept(both.office, *told, both.office_key, both.folder)
    yield reopen(both.office, *told, "补报", both.office_key, both.folder)


def test_one_sheet_has_both_certificates(both, key_path, tmp_path):
    data = registration_sheet(both.desk, both.unit_key.certificate, tmp_path / "unit.p12", receiving=key_path)
    reader = PdfReader(BytesIO(data))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "").replace("\n", "")
    both_prints = [both.unit_key.fingerprint, opened(key_path)().fingerprint]
    assert len(reader.pages) == 1
    assert all(print_.upper() in text.upper() for print_ in both_prints)
    with pytest.raises(UserInputError, match="E-KEY-023"):
        registration_sheet(
            both.desk, both.unit_key.certificate, tmp_path / "unit.p12", receiving=other_key(both, tmp_path)
        )


def other_key(both, tmp_path):
    path = tmp_path / "office-receiving.p12"
    create_key_for_receiving(both.desk.plan, path, PASSPHRASE, both.desk.clock())
    return path


def test_every_letter_is_encrypted_and_opens_at_the_unit(both, key_path):
    typed, states = fingerprint(both.office_key.certificate), []
    for path in every_letter(both):
        assert path.name.endswith(".asice.cms")
        stored = both.office.store.letters("health", YEAR)[-1]
        data = letter_bytes(path, opened(key_path))
        assert (digest_of(data), data) == (stored.digest, stored.data)
        states.append(open_letter(both.desk, data, typed).state)
    assert states == [
        YearState.DELIVERED, YearState.RETURNED, YearState.DELIVERED, YearState.DELIVERED,
        YearState.ACCEPTED, YearState.RETURNED,
    ]  # fmt: skip
    assert not list(both.folder.glob("*return*.asice"))
    assert len({one.kind for one in both.office.store.letters("health", YEAR)}) == 6


def test_openssl_decrypts_and_verifies_every_letter(both, key_path, tmp_path):
    key = opened(key_path)()
    pem = key._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for name, data in (
        ("unit.key", pem), ("unit.pem", to_pem(key.certificate)),
        ("office.pem", to_pem(both.office_key.certificate)),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    kinds = set()
    for path in every_letter(both):
        (tmp_path / "p.cms").write_bytes(path.read_bytes())
        decrypt = "cms -decrypt -binary -inform DER -in p.cms -out p.asice -recip unit.pem -inkey unit.key"
        done = run(tmp_path, "openssl", *decrypt.split(), "-keyopt", "ecdh_kdf_md:sha256")
        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(tmp_path / "p.asice") as archive:
            kinds.add(OfficeLetter(json.loads(archive.read("letter.json"))["kind"]))
            for name, entry in (("m.xml", "META-INF/ASiCManifest.xml"), ("s.p7s", "META-INF/signature.p7s")):
                (tmp_path / name).write_bytes(archive.read(entry))
        verify = "cms -verify -binary -inform DER -in s.p7s -content m.xml -out out.xml -CAfile office.pem"
        done = run(tmp_path, "openssl", *verify.split(), "-purpose", "any", "-no_check_time")
        assert done.returncode == 0, done.stderr
    assert len(kinds) == 6


def test_on_the_command_line(both, key_path, tmp_path, capsys, monkeypatch):
    made = receipt(both.office, "health", YEAR, both.office_key, both.folder)
    store, typed = both.desk.path, fingerprint(both.office_key.certificate)
    both.desk.close()
    words = ["open", "--store", str(store), str(made.path), "--office-fingerprint", typed, "--json"]
    before = store.read_bytes()

    def opened_with(*more, expect):
        assert main([*words, *map(str, more)]) == expect
        return json.loads(capsys.readouterr().out)

    assert opened_with(expect=1)["code"] == "E-LETTER-006"
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[:1_000])
    assert opened_with(expect=1)["code"] == "E-ENV-004", "no key could open it, so none is asked for"
    made.path.write_bytes(whole)
    (tmp_path / "错.txt").write_text("not this one at all", encoding="utf-8")
    told = opened_with("--key", key_path, "--passphrase-file", tmp_path / "错.txt", expect=1)
    assert told["code"] == "E-KEY-002"
    (tmp_path / "对.txt").write_text(PASSPHRASE, encoding="utf-8")
    other = tmp_path / "unit.p12"
    told = opened_with("--key", other, "--passphrase-file", tmp_path / "对.txt", expect=1)
    assert told["code"].startswith("E-KEY-")
    assert store.read_bytes() == before
    found = opened_with("--key", key_path, "--passphrase-file", tmp_path / "对.txt", expect=0)
    assert (found["state"], found["receipt"]) == ("delivered", {"cells_agree": True, "code_agrees": True})


def test_another_key_opens_nothing(both, key_path, tmp_path):
    made = receipt(both.office, "health", YEAR, both.office_key, both.folder)
    with pytest.raises(EnvelopeError, match="E-ENV-003"):
        letter_bytes(made.path, opened(other_key(both, tmp_path)))


def test_a_certificate_that_ended_or_was_revoked_is_not_encrypted_to(both, key_path):
    office = both.office
    assert encryption_caution(office, "health") == ""
    clock = office.clock
    office.clock = lambda: clock().replace(year=2040)
    assert receiving_certificates(office, "health") == []
    assert "收件证书现在都不能用" in encryption_caution(office, "health")
    office.clock = clock
    revoke(
        office, fingerprint=opened(key_path)().fingerprint, unit=None, since=clock().date().isoformat(),
        reason="密钥的 U 盘丢失",
    )  # fmt: skip
    made = receipt(office, "health", YEAR, both.office_key, both.folder)
    assert made.path.suffix == ".asice"
    assert "文件没有加密" in encryption_caution(office, "health")
    assert encryption_caution(office, "education") == ""


def test_a_renewed_certificate_takes_the_place_of_the_former(both, key_path, tmp_path):
    new = tmp_path / "新.p12"
    key = create_letter_key(both.desk, new, PASSPHRASE)
    stamped = [StampedPrint(unit="health", digits=key.fingerprint, place="登记表上")]
    register(both.office, [certificate_path(new)], stamped, renews=opened(key_path)().fingerprint)
    made = receipt(both.office, "health", YEAR, both.office_key, both.folder)
    assert letter_bytes(made.path, opened(new))
    with pytest.raises(EnvelopeError):
        letter_bytes(made.path, opened(key_path))
