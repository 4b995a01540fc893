"""META-INF/ASiCManifest.xml."""

import base64
import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.submission.container import manifest
from desktop.submission.container.layout import Entry
from desktop.submission.container.manifest import DataObjectReference, Manifest, compare, encode, parse, refer
from desktop.submission.errors import ManifestError
from forms.codes.code import ErrorCode
from forms.codes.package import PackageCode

A = Entry("submission.json", b"{}")
B = Entry("data/b.csv", b"1")
C = Entry("attachments/c.pdf", b"%PDF")
SAMPLE = Manifest((refer(A, "application/json"), refer(B, "text/csv"), refer(C, "application/pdf")))


def test_round_trip() -> None:
    assert parse(encode(SAMPLE)) == SAMPLE


def test_the_digest_is_sha256_of_the_file() -> None:
    value = base64.b64encode(hashlib.sha256(b"{}").digest())
    assert b"<ds:DigestValue>" + value + b"</ds:DigestValue>" in encode(SAMPLE)


@pytest.mark.parametrize(
    "change",
    [
        (b"?>\n", b"?>"),
        (b"  <asic:Data", b"\t<asic:Data"),
        (b"\n", b"\r\n"),
        (b"</asic:ASiCManifest>\n", b"</asic:ASiCManifest>"),
        (b"</asic:ASiCManifest>\n", b"<!-- x --></asic:ASiCManifest>\n"),
        (b'MimeType="text/csv"', b"MimeType='text/csv'"),
        (b"text/csv", b"text/&#99;sv"),
        (b"xmlenc#sha256", b"xmldsig-more#md5"),
        (b"<ds:DigestValue>", b"<ds:DigestValue> "),
        (base64.b64encode(hashlib.sha256(b"1").digest()), b"AAAA"),
        (b"data/b.csv", b"../b.csv"),
        (b"data/b.csv", b"submission.json"),
        (b"META-INF/signature.p7s", b"META-INF/other.p7s"),
        (b"<asic:ASiCManifest", b"<!DOCTYPE x><asic:ASiCManifest"),
    ],
)
def test_any_other_writing_is_refused(change: tuple[bytes, bytes]) -> None:
    altered = encode(SAMPLE).replace(*change)
    assert altered != encode(SAMPLE)
    with pytest.raises(ManifestError):
        parse(altered)


def test_entities_are_not_resolved() -> None:
    bomb = encode(SAMPLE).replace(b"<asic:SigReference", b'<!DOCTYPE a [<!ENTITY e "e">]><asic:SigReference')
    with pytest.raises(ManifestError) as caught:
        parse(bomb)
    assert caught.value.code == PackageCode.MANIFEST_UNREADABLE


@given(st.integers(0, len(encode(SAMPLE)) - 1), st.integers(1, 255))
def test_no_changed_byte_gives_the_same_manifest(position: int, change: int) -> None:
    data = bytearray(encode(SAMPLE))
    data[position] ^= change
    with contextlib.suppress(ManifestError):
        assert parse(bytes(data)) != SAMPLE


def test_an_empty_manifest_is_refused_both_ways() -> None:
    with pytest.raises(ManifestError):
        encode(Manifest(()))
    whole = encode(Manifest(SAMPLE.references[:1]))
    start = whole.index(b"  <asic:Data")
    end = whole.index(b"</asic:ASiCManifest>")
    with pytest.raises(ManifestError):
        parse(whole[:start] + whole[end:])


@pytest.mark.parametrize("media_type", ["", "text", "text/", "TEXT/CSV", 'a/b"', "a/b\n", "a/" + "b" * 100])
def test_a_media_type_that_xml_would_have_to_escape_is_refused(media_type: str) -> None:
    with pytest.raises(ManifestError) as caught:
        encode(Manifest((DataObjectReference("a", media_type, bytes(32)),)))
    assert caught.value.code == PackageCode.MEDIA_TYPE


def test_nothing_differs() -> None:
    assert compare(SAMPLE, [A, B, C]) == []


@pytest.mark.parametrize(
    ("payload", "code", "place"),
    [
        ([A, C], PackageCode.PAYLOAD_MISSING, "data/b.csv"),
        ([A, B, C, Entry("attachments/d.pdf", b"d")], PackageCode.PAYLOAD_ADDED, "attachments/d.pdf"),
        ([A, Entry("data/x.csv", b"1"), C], PackageCode.PAYLOAD_RENAMED, "data/b.csv"),
        ([A, Entry("data/b.csv", b"2"), C], PackageCode.PAYLOAD_CHANGED, "data/b.csv"),
        ([A, C, B], PackageCode.ENTRY_ORDER, ""),
        ([A, B, C, C], PackageCode.ENTRY_DUPLICATED, "attachments/c.pdf"),
    ],
)
def test_each_difference_is_named(payload: list[Entry], code: ErrorCode, place: str) -> None:
    (problem,) = compare(SAMPLE, payload)
    assert (problem.code, problem.place) == (code, place)
    assert place in problem.message


def test_several_differences_are_all_named() -> None:
    found = compare(SAMPLE, [Entry("submission.json", b"other"), Entry("new.pdf", b"n")])
    assert [p.code for p in found] == [
        PackageCode.PAYLOAD_CHANGED,
        PackageCode.PAYLOAD_MISSING,
        PackageCode.PAYLOAD_MISSING,
        PackageCode.PAYLOAD_ADDED,
    ]


def test_an_oversized_manifest_is_refused() -> None:
    with pytest.raises(ManifestError):
        parse(encode(SAMPLE) + b" " * manifest.MAX_MANIFEST_BYTES)


def test_a_hostile_name_in_the_container_is_escaped_in_the_sentence() -> None:
    for payload in ([A, B, C, Entry("x\x1b[2J", b"new")], [A, Entry("x\x1b[2J", b"1"), C]):
        (problem,) = compare(SAMPLE, payload)
        assert "x\\x1b[2J" in problem.message
        assert problem.message.isprintable()
