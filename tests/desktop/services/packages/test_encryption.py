"""A package that only the office can open: what is sent, what stays, and what the office gets out."""

import email
import email.policy
from datetime import timedelta

import pytest

from desktop.services.keys.key_files import certificate_path, key_facts, open_any_key, open_key
from desktop.services.packages.encryption import (
    decrypt_package,
    decrypted_name,
    read_receiver,
    who_can_open,
)
from desktop.services.packages.receiving_key import (
    create_key_for_receiving,
    import_key_for_receiving,
    open_key_for_receiving,
    publication_sheet,
)
from desktop.services.packages.verification import Premises, verify_package
from desktop.services.unit.filing.exporting import KEPT_FOLDER, export
from desktop.submission.keys.certificate import to_pem
from forms.errors import EnvironmentFault, TianbaoError, UserInputError
from tests.desktop.documents.builders import text_of
from tests.desktop.services.conftest import PASSPHRASE, START

NAME = "wdp-210404-health-2025-r1.asice"


@pytest.fixture
def office(pack, tmp_path):
    return create_key_for_receiving(pack.plan, tmp_path / "office.p12", PASSPHRASE, START)


@pytest.fixture
def receiver(office, tmp_path):
    return read_receiver(tmp_path / "office.cer.pem", START)


@pytest.fixture
def exported(final, identity, receiver, tmp_path):
    return export(final, identity, tmp_path / "out", [receiver])


def test_only_the_encrypted_file_and_the_mail_leave_the_unit(exported, store_path, tmp_path):
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{NAME}.cms",
        "wdp-210404-health-2025-r1.eml",
    }
    assert exported.path == store_path.parent / KEPT_FOLDER / NAME
    assert exported.path.read_bytes().startswith(b"PK")
    assert exported.sent == exported.encrypted.path == tmp_path / "out" / f"{NAME}.cms"
    assert exported.encrypted.size == exported.sent.stat().st_size
    assert exported.encrypted.warning is None


def test_the_mail_carries_the_encrypted_file_and_says_so(exported, receiver):
    draft = email.message_from_bytes(exported.mail_path.read_bytes(), policy=email.policy.default)
    [attachment] = draft.iter_attachments()
    assert attachment.get_filename() == f"{NAME}.cms"
    assert attachment.get_content_type() == "application/cms"
    assert attachment.get_content() == exported.sent.read_bytes()
    words = draft.get_body().get_content()
    assert "附件已加密" in words
    assert "望花区统计局" in words
    assert receiver.fingerprint[:16] in words


def test_without_a_receiver_nothing_is_encrypted(final, identity, tmp_path):
    made = export(final, identity, tmp_path / "out")
    assert made.encrypted is None
    assert made.sent == made.path == tmp_path / "out" / NAME
    assert (
        "加密"
        not in email.message_from_bytes(made.mail_path.read_bytes(), policy=email.policy.default)
        .get_body()
        .get_content()
    )


def test_an_unencrypted_package_left_beside_it_is_pointed_out(final, identity, receiver, tmp_path):
    export(final, identity, tmp_path / "out")
    made = export(final, identity, tmp_path / "out", [receiver])
    assert NAME in made.encrypted.warning


def test_the_office_gets_exactly_the_signed_package(exported, office, identity, pack, tmp_path):
    made = decrypt_package(exported.sent, office, tmp_path / "in")
    assert made.path == tmp_path / "in" / NAME
    assert made.path.read_bytes() == exported.path.read_bytes()
    assert (made.digest, made.size) == (exported.digest, exported.size)
    known = Premises(now=START, trusted=[to_pem(identity.certificate)], paper_code=exported.check_code)
    found = verify_package(made.path.read_bytes(), {pack.plan.id: pack}.get, known).verification
    assert found.bottom_line == "ok"


def test_decrypting_twice_is_fine_but_nothing_else_is_overwritten(exported, office, tmp_path):
    first = decrypt_package(exported.sent, office, tmp_path / "in")
    assert decrypt_package(exported.sent, office, tmp_path / "in") == first
    for other in (b"something else", first.path.read_bytes() + bytes(2_000)):
        first.path.write_bytes(other)
        with pytest.raises(UserInputError) as caught:
            decrypt_package(exported.sent, office, tmp_path / "in")
        assert caught.value.code == "E-ENV-020"
        assert first.path.read_bytes() == other


def test_an_altered_file_leaves_nothing_behind(exported, office, tmp_path):
    data = bytearray(exported.sent.read_bytes())
    data[-1] ^= 1
    exported.sent.write_bytes(data)
    with pytest.raises(TianbaoError) as caught:
        decrypt_package(exported.sent, office, tmp_path / "in")
    assert caught.value.code == "E-ENV-004"
    assert not (tmp_path / "in").exists()


def test_verifying_an_encrypted_file_says_what_to_do(exported, pack):
    found = verify_package(
        exported.sent.read_bytes(), {pack.plan.id: pack}.get, Premises(now=START)
    ).verification
    assert found.bottom_line == "unknown"
    assert found.fact("container").code == "E-ENV-007"
    assert "tianbao decrypt" in found.sentence
    assert "损坏" not in found.sentence


def test_an_encrypted_file_that_was_cut_off_is_not_to_be_decrypted_first(exported, pack):
    cut = exported.sent.read_bytes()[:-100]
    found = verify_package(cut, {pack.plan.id: pack}.get, Premises(now=START)).verification
    assert (found.bottom_line, found.fact("container").code) == ("bad", "E-ENV-004")
    assert "重新索取" in found.sentence
    assert "tianbao decrypt" not in found.sentence


def test_a_certificate_that_expired_since_it_was_read_is_refused(final, identity, pack, clock, tmp_path):
    early = START - timedelta(days=60)
    create_key_for_receiving(pack.plan, tmp_path / "office.p12", PASSPHRASE, early)
    receiver = read_receiver(tmp_path / "office.cer.pem", early)
    clock.now = receiver.valid_until
    with pytest.raises(TianbaoError) as caught:
        export(final, identity, tmp_path / "out", [receiver])
    assert caught.value.code == "E-KEY-015"
    assert not (tmp_path / "out").exists()


def test_who_can_open_a_file_is_told_without_a_key(exported):
    assert who_can_open(exported.sent) == ["望花区统计局"]


def test_a_receiver_is_shown_as_the_office_published_it(receiver, office):
    assert receiver.name == "望花区统计局"
    assert receiver.shown_fingerprint == key_facts(office).fingerprint


def test_the_unit_key_is_not_for_encryption_and_the_office_key_not_for_signing(identity, office, tmp_path):
    with pytest.raises(TianbaoError) as caught:
        read_receiver(certificate_path(tmp_path / "unit.p12"), START)
    assert caught.value.code == "E-KEY-014"
    with pytest.raises(TianbaoError) as caught:
        open_key(tmp_path / "office.p12", PASSPHRASE)
    assert caught.value.code == "E-KEY-007"
    assert key_facts(open_any_key(tmp_path / "office.p12", PASSPHRASE)).purpose == "receiving"
    assert key_facts(open_any_key(tmp_path / "unit.p12", PASSPHRASE)).purpose == "signing"


def test_a_receiving_key_is_imported_and_never_overwrites_a_file(office, tmp_path):
    taken = import_key_for_receiving(tmp_path / "office.p12", tmp_path / "copy.p12", PASSPHRASE, START)
    assert taken == office == open_key_for_receiving(tmp_path / "copy.p12", PASSPHRASE)
    with pytest.raises(UserInputError) as caught:
        import_key_for_receiving(tmp_path / "office.p12", tmp_path / "copy.p12", PASSPHRASE, START)
    assert caught.value.code == "E-KEY-020"


def test_the_publication_sheet_shows_the_fingerprint(pack, office, tmp_path):
    text = text_of(publication_sheet(pack.plan, office, tmp_path / "office.p12", START))
    assert "收件证书公布表" in text
    for group in key_facts(office).fingerprint.split():
        assert group in text


def test_a_certificate_file_that_is_missing_or_too_large_is_our_own_error(tmp_path):
    for place in (tmp_path / "none.pem", tmp_path):
        with pytest.raises(EnvironmentFault):
            read_receiver(place, START)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        (f"{NAME}.cms", NAME),
        ("wdp.asice(1).cms", "wdp.asice(1).asice"),
        ("wdp.asice.CMS", "wdp.asice"),
        ("wdp.bin", "wdp.asice"),
        (NAME, NAME),
        (".cms", ".cms.asice"),
    ],
)
def test_the_package_is_named_after_the_encrypted_file(name, plain):
    assert decrypted_name(name) == plain
