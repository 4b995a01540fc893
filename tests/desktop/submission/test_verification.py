"""Facts about packages: sound ones, and ones wrong in exactly one way."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop.submission.container import manifest
from desktop.submission.container.layout import Entry
from desktop.submission.container.manifest import MANIFEST_NAME, SIGNATURE_NAME
from desktop.submission.encryption.envelope import encrypt
from desktop.submission.facts import Fact, FactState, SignerStatus
from desktop.submission.keys import certificate
from desktop.submission.package import PayloadFile, build
from desktop.submission.verification import verify_container
from desktop.submission.verified import Verification
from forms.codes.code import ErrorCode
from forms.codes.package import PackageCode
from tests.desktop.submission.builders import (
    NOW,
    PAYLOAD,
    education,
    entries_of,
    health,
    identity_with,
    pack,
    repacked,
    signature_with,
    sound_package,
)
from tests.desktop.submission.receivers import office

OK, BAD, UNKNOWN = FactState.OK, FactState.BAD, FactState.UNKNOWN
NAMES = ("container", "digests", "signature", "signer")


def verify(data: bytes, **options) -> Verification:
    options.setdefault("now", NOW)
    return verify_container(data, options.pop("trusted", [health().certificate]), **options)


def states(verification: Verification) -> tuple[FactState, ...]:
    assert tuple(fact.name for fact in verification.facts) == NAMES
    return tuple(fact.state for fact in verification.facts)


def test_a_sound_package_of_a_registered_unit() -> None:
    found = verify(sound_package())
    assert states(found) == (OK, OK, OK, OK)
    assert found.bottom_line is OK
    assert found.fact("signer").status is SignerStatus.REGISTERED
    assert found.package is not None
    assert found.package.payload == PAYLOAD
    assert "望花区卫生健康局" in found.fact("signer").sentence


def test_a_certificate_without_an_end_and_a_signing_time_at_the_end_of_time() -> None:
    """RFC 5280, 4.1.2.5: 31 December 9999, a day later in Beijing."""
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    signer = identity_with(NOW - timedelta(days=1), last)
    data = build(PAYLOAD, signer, NOW)
    found = verify(data, trusted=[signer.certificate])
    assert states(found) == (OK, OK, OK, OK)
    assert "9999-12-31" in found.fact("signer").sentence
    content = entries_of(data)[MANIFEST_NAME]
    late = repacked(data, signature=signature_with(content, signer, signing_time=last))
    assert verify(late, trusted=[signer.certificate]).fact("signature").code == PackageCode.SIGNED_IN_FUTURE


@pytest.mark.parametrize("form", [certificate.to_pem, certificate.to_der, lambda c: c])
def test_registered_certificates_in_any_form(form) -> None:
    trusted = [form(education().certificate), form(health().certificate)]
    assert verify(sound_package(), trusted=trusted).bottom_line is OK


def test_an_unknown_signer_is_undecided_unless_allowed() -> None:
    found = verify(sound_package(), trusted=[education().certificate])
    assert states(found) == (OK, OK, OK, UNKNOWN)
    assert found.fact("signer").status is SignerStatus.UNKNOWN
    assert found.bottom_line is UNKNOWN
    allowed = verify(sound_package(), trusted=[], allow_unregistered=True)
    assert allowed.bottom_line is OK
    assert allowed.fact("signer").state is UNKNOWN


def test_a_revoked_signer_is_bad_even_if_allowed_and_registered() -> None:
    printed = certificate.grouped_fingerprint(health().fingerprint)
    found = verify(sound_package(), revoked=[printed], allow_unregistered=True)
    assert states(found) == (OK, OK, OK, BAD)
    assert found.fact("signer").status is SignerStatus.REVOKED
    assert found.bottom_line is BAD
    assert verify(sound_package(), revoked=["nonsense"]).bottom_line is OK


def test_an_expired_signer() -> None:
    found = verify(sound_package(), now=NOW + timedelta(days=4000), allow_unregistered=True)
    assert found.fact("signer").status is SignerStatus.EXPIRED
    assert states(found) == (OK, OK, OK, BAD)
    assert found.bottom_line is BAD


def test_a_signer_not_yet_valid_on_this_computer() -> None:
    found = verify(sound_package(), now=NOW - timedelta(days=30))
    assert found.fact("signer").status is SignerStatus.NOT_YET_VALID
    assert found.fact("signature").code == PackageCode.SIGNED_IN_FUTURE
    assert found.bottom_line is BAD


def test_a_signing_time_ahead_of_this_clock_is_undecided() -> None:
    signer = identity_with(NOW - timedelta(days=100), NOW + timedelta(days=100))
    data = build(PAYLOAD, signer, NOW + timedelta(days=50))
    found = verify(data, trusted=[signer.certificate])
    assert states(found) == (OK, OK, UNKNOWN, OK)
    assert found.bottom_line is UNKNOWN
    soon = build(PAYLOAD, signer, NOW + timedelta(hours=20))
    assert verify(soon, trusted=[signer.certificate]).bottom_line is OK


@pytest.mark.parametrize("days", [-30, 4000])
def test_signed_outside_the_validity(days: int) -> None:
    signed = entries_of(sound_package())[MANIFEST_NAME]
    forged = signature_with(signed, health(), signing_time=NOW + timedelta(days=days))
    found = verify(repacked(sound_package(), signature=forged))
    assert states(found) == (OK, OK, BAD, UNKNOWN)
    assert found.fact("signature").code == PackageCode.SIGNED_OUTSIDE_VALIDITY


def test_a_signature_taken_from_another_package_of_the_same_unit() -> None:
    other = build([PayloadFile("submission.json", "application/json", b"[]")], health(), NOW)
    found = verify(repacked(sound_package(), signature=entries_of(other)[SIGNATURE_NAME]))
    assert states(found) == (OK, OK, BAD, UNKNOWN)
    assert found.fact("signature").code == PackageCode.MANIFEST_CHANGED


def test_a_manifest_rewritten_to_fit_changed_content() -> None:
    entries = entries_of(sound_package()) | {"submission.json": b"[]\n"}
    references = (manifest.refer(Entry(f.name, entries[f.name]), f.media_type) for f in PAYLOAD)
    rewritten = manifest.encode(manifest.Manifest(tuple(references)))
    found = verify(pack(entries | {MANIFEST_NAME: rewritten}))
    assert states(found) == (OK, OK, BAD, UNKNOWN)


def test_resigned_by_a_stranger() -> None:
    found = verify(build(PAYLOAD, education(), NOW))
    assert states(found) == (OK, OK, OK, UNKNOWN)
    assert found.bottom_line is UNKNOWN


def change(name: str, data: bytes) -> dict[str, bytes]:
    entries = entries_of(sound_package())
    entries[name] = data
    return entries


def missing(name: str) -> dict[str, bytes]:
    entries = entries_of(sound_package())
    del entries[name]
    return entries


def renamed(old: str, new: str) -> dict[str, bytes]:
    return {new if n == old else n: data for n, data in entries_of(sound_package()).items()}


@pytest.mark.parametrize(
    ("entries", "code", "place"),
    [
        (change("data/verdicts.csv", b"a,b\r\n1,3\r\n"), PackageCode.PAYLOAD_CHANGED, "data/verdicts.csv"),
        (missing("submission.json"), PackageCode.PAYLOAD_MISSING, "submission.json"),
        (missing("data/verdicts.csv"), PackageCode.PAYLOAD_MISSING, "data/verdicts.csv"),
        (change("zzz.txt", b"x"), PackageCode.PAYLOAD_ADDED, "zzz.txt"),
        (renamed("data/verdicts.csv", "data/x.csv"), PackageCode.PAYLOAD_RENAMED, "data/verdicts.csv"),
        (change("META-INF/other.p7s", b"x"), PackageCode.PAYLOAD_ADDED, "META-INF/other.p7s"),
    ],
)
def test_a_payload_difference_is_named(entries: dict[str, bytes], code: ErrorCode, place: str) -> None:
    found = verify(pack(entries))
    fact = found.fact("digests")
    assert fact.state is BAD
    assert (fact.code, fact.problems[0].place) == (code, place)
    assert place in fact.sentence
    assert found.bottom_line is BAD
    assert found.package is None
    assert found.fact("signature").state is OK


@pytest.mark.parametrize("name", list(entries_of(sound_package())))
def test_each_entry_repeated_is_named(name: str) -> None:
    pairs = list(entries_of(sound_package()).items())
    found = verify(pack([*pairs, (name, dict(pairs)[name])]))
    fact = found.fact("container")
    assert fact.state is BAD
    assert (fact.code, fact.problems[0].place) == (PackageCode.ENTRY_DUPLICATED, name)


@pytest.mark.parametrize("name", list(entries_of(sound_package())))
def test_each_entry_missing_is_named(name: str) -> None:
    found = verify(pack(missing(name)))
    assert found.bottom_line is BAD
    assert any(name in fact.sentence for fact in found.facts if fact.state is BAD)


@pytest.mark.parametrize("name", list(entries_of(sound_package())))
def test_each_entry_renamed_is_named(name: str) -> None:
    found = verify(pack(renamed(name, "renamed.bin")))
    assert found.bottom_line is BAD
    assert any(name in fact.sentence for fact in found.facts if fact.state is BAD)


@pytest.mark.parametrize("index", range(len(entries_of(sound_package())) - 1))
def test_two_entries_exchanged(index: int) -> None:
    pairs = list(entries_of(sound_package()).items())
    pairs[index], pairs[index + 1] = pairs[index + 1], pairs[index]
    found = verify(pack(pairs))
    assert found.fact("container").code == PackageCode.ENTRY_ORDER
    assert found.bottom_line is BAD


def test_a_package_saved_by_another_zip_program_says_so_and_that_the_content_is_intact() -> None:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries_of(sound_package()).items():
            archive.writestr(name, data)
    found = verify(buffer.getvalue())
    assert states(found) == (BAD, OK, OK, OK)
    told = found.fact("container").sentence
    assert "重新打包" in told
    assert "重新发送原文件" in told
    assert len(told) < 100
    assert found.bottom_line is BAD


def test_of_a_repacked_package_with_an_entry_twice_that_entry_is_told_first() -> None:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries_of(sound_package()).items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("data/verdicts.csv", b"x")
    for fact in (verify(buffer.getvalue()).fact("container"), verify(buffer.getvalue()).fact("digests")):
        assert fact.code == PackageCode.ENTRY_DUPLICATED
        assert fact.sentence.lstrip("条目 ").startswith("data/verdicts.csv 在包中有两份")


@pytest.mark.parametrize("lost", [1, 10, 30, 100, 400])
def test_a_package_cut_off_behind_a_workbook_in_it_is_incomplete_not_too_long(lost: int) -> None:
    import io
    import zipfile

    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/workbook.xml", b"x")
    inside = PayloadFile("zz.xlsx", "application/zip", workbook.getvalue())
    whole = build([*PAYLOAD, inside], health(), NOW)
    assert verify(whole[:-lost]).fact("container").code == PackageCode.TRUNCATED


@pytest.mark.parametrize("data", [b"", b"\0", b"PK\x03\x04", b"<html>", b"PK\x05\x06" + bytes(18)])
def test_anything_at_all_gets_four_facts(data: bytes) -> None:
    found = verify(data)
    assert len(states(found)) == 4
    assert found.fact("container").state is BAD or data.startswith(b"PK\x05")
    assert states(found)[1:] == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert found.bottom_line is not OK


def test_an_empty_container_is_not_sound() -> None:
    assert verify(pack([])).fact("container").state is BAD


def test_registered_certificates_that_cannot_be_read_are_mentioned() -> None:
    found = verify(sound_package(), trusted=[b"broken"])
    assert "1 份登记证书读不出" in found.fact("signer").sentence
    assert verify(sound_package(), trusted=[b"broken", health().certificate]).bottom_line is OK


def test_later_facts_take_part_in_the_bottom_line() -> None:
    found = verify(sound_package())
    assert (
        found.with_facts(Fact(name="plan", state=OK, code="TB-PKG-010", sentence="规划一致。")).bottom_line
        is OK
    )
    assert (
        found.with_facts(Fact(name="plan", state=BAD, code="E-PKG-050", sentence="规划不一致。")).bottom_line
        is BAD
    )
    undecided = Fact(name="revision", state=UNKNOWN, code="E-PKG-051", sentence="没有可比的版本。")
    assert found.with_facts(undecided).bottom_line is UNKNOWN
    optional = Fact(
        name="paper", state=UNKNOWN, code="E-PKG-052", sentence="没有给出校验码。", required=False
    )
    assert found.with_facts(optional).bottom_line is OK
    assert (
        found.with_facts(undecided, Fact(name="revision", state=OK, code="x", sentence="最新。")).bottom_line
        is OK
    )
    assert len(found.facts) == 4


def test_no_facts_are_no_approval() -> None:
    assert Verification(facts=()).bottom_line is UNKNOWN
    assert Verification(facts=()).sentence


def test_the_allowance_covers_the_unknown_signer_only() -> None:
    found = verify(repacked(sound_package(), signature=b"x"), allow_unregistered=True)
    assert found.fact("signer").state is UNKNOWN
    assert found.fact("signer").status is None
    assert found.bottom_line is BAD


def test_a_signer_not_examined_is_not_an_unregistered_signer() -> None:
    unexamined = Fact(name="signer", state=UNKNOWN, code=PackageCode.NOT_EXAMINED, sentence="签名不成立。")
    assert Verification(facts=(unexamined,), allow_unregistered=True).bottom_line is UNKNOWN


def test_everything_can_be_written_as_json() -> None:
    for data in (sound_package(), b"", pack(change("submission.json", b"!"))):
        found = verify(data)
        document = json.loads(json.dumps(found.to_dict(), ensure_ascii=False))
        assert list(document["facts"]) == list(NAMES)
        assert document["bottom_line"] == found.bottom_line.value
        for fact in document["facts"].values():
            assert fact["state"] in {"ok", "bad", "unknown"}
            assert fact["code"]
            assert fact["sentence"].endswith("。")
    assert document["facts"]["digests"]["problems"][0]["place"] == "submission.json"


def test_the_sentence_tells_the_decisive_fact() -> None:
    assert verify(sound_package()).sentence == "验证通过。"
    assert "submission.json" in verify(pack(change("submission.json", b"!"))).sentence
    assert "未登记" in verify(sound_package(), trusted=[]).sentence


@pytest.mark.parametrize("harm", [lambda data: data[:1_000], lambda data: data + b"\r\n"])
def test_an_encrypted_package_that_nobody_can_open_is_called_damaged(harm):
    sealed = encrypt(sound_package(), [office().certificate])
    assert states(verify(sealed)) == (UNKNOWN,) * 4
    container, *rest = verify(harm(sealed)).facts
    assert (container.state, container.code) == (BAD, "E-ENV-004")
    assert [fact.state for fact in rest] == [UNKNOWN] * 3
