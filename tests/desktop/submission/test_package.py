"""Packages: building, opening, sizes, order."""

import random
import subprocess
import sys
from datetime import timedelta

import pytest

from desktop.submission import package
from desktop.submission.container import layout as container
from desktop.submission.container.manifest import MANIFEST_NAME, SIGNATURE_NAME
from desktop.submission.errors import ContainerError, IdentityError, ManifestError, PackageError
from desktop.submission.package import PayloadFile, build, canonical_order, size_warning
from forms.codes.package import PackageCode
from tests.desktop.submission.builders import (
    NOW,
    PAYLOAD,
    education,
    entries_of,
    health,
    open_package,
    pack,
    repacked,
    sound_package,
)

FULL = [
    "submission.json",
    "datapackage.json",
    "data/observations.csv",
    "data/indicators.csv",
    "data/findings.csv",
    "data/verdicts.csv",
    "forms/a.pdf",
    "forms/a.xlsx",
    "narrative.docx",
    "attachments/1.pdf",
    "attachments/2.pdf",
    "other.txt",
]


def test_the_container_begins_as_asic_demands() -> None:
    data = sound_package()
    assert data[30:38] == b"mimetype"
    assert data[38 : 38 + len(package.MEDIA_TYPE)] == package.MEDIA_TYPE.encode()
    assert list(entries_of(data))[:3] == ["mimetype", MANIFEST_NAME, SIGNATURE_NAME]


def test_what_was_packed_is_opened() -> None:
    opened = open_package(sound_package())
    assert opened.payload == PAYLOAD
    assert opened.data("submission.json") == PAYLOAD[0].data
    assert opened.size == len(sound_package())
    assert opened.warning is None
    with pytest.raises(PackageError) as caught:
        opened.data("absent")
    assert caught.value.code == PackageCode.PAYLOAD_MISSING


def test_the_same_files_signed_at_the_same_time_give_the_same_bytes() -> None:
    assert build(PAYLOAD, health(), NOW) == build(PAYLOAD, health(), NOW)
    later = build(PAYLOAD, health(), NOW + timedelta(seconds=1))
    first, second = entries_of(build(PAYLOAD, health(), NOW)), entries_of(later)
    assert first.pop(SIGNATURE_NAME) != second.pop(SIGNATURE_NAME)
    assert first == second


def test_the_order_is_fixed_whatever_order_was_given() -> None:
    files = [PayloadFile(name, "text/plain", name.encode()) for name in FULL]
    for seed in range(5):
        random.Random(seed).shuffle(files)
        assert list(entries_of(build(files, health(), NOW)))[3:] == FULL
    assert canonical_order(reversed(FULL)) == FULL


def test_another_order_is_refused_even_if_signed_in_that_order() -> None:
    from desktop.submission.container import manifest
    from desktop.submission.signing import cms

    order = [container.Entry(f.name, f.data) for f in reversed(PAYLOAD)]
    listed = manifest.encode(manifest.Manifest(tuple(manifest.refer(e, "text/plain") for e in order)))
    entries = [
        ("mimetype", package.MEDIA_TYPE.encode()),
        (MANIFEST_NAME, listed),
        (SIGNATURE_NAME, cms.sign(listed, health(), NOW)),
        *((e.name, e.data) for e in order),
    ]
    with pytest.raises(ContainerError) as caught:
        open_package(pack(entries))
    assert caught.value.code == PackageCode.ENTRY_ORDER


@pytest.mark.parametrize("name", ["mimetype", "META-INF/x", "meta-inf/x", "Mimetype", "../x", "数据.csv"])
def test_reserved_and_unusable_names_are_refused(name: str) -> None:
    with pytest.raises(ContainerError) as caught:
        build([PayloadFile(name, "text/plain", b"")], health(), NOW)
    assert caught.value.code == PackageCode.ENTRY_NAME
    assert "重新导出" in caught.value.message


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(ContainerError) as caught:
        build([PAYLOAD[0], PAYLOAD[0]], health(), NOW)
    assert caught.value.code == PackageCode.ENTRY_DUPLICATED


def test_nothing_to_send_is_refused() -> None:
    with pytest.raises(ManifestError):
        build([], health(), NOW)


def test_sizes() -> None:
    assert size_warning(package.WARN_PACKAGE_BYTES) is None
    assert "8 MB" in (size_warning(package.WARN_PACKAGE_BYTES + 1) or "")
    big = PayloadFile("attachments/a.pdf", "application/pdf", bytes(8_100_000))
    assert open_package(build([big], health(), NOW)).warning
    huge = PayloadFile("attachments/a.pdf", "application/pdf", bytes(10_000_000))
    with pytest.raises(ContainerError) as caught:
        build([huge], health(), NOW)
    assert caught.value.code == PackageCode.TOO_LARGE


def test_an_expired_key_builds_nothing() -> None:
    with pytest.raises(IdentityError):
        build(PAYLOAD, health(), NOW + timedelta(days=4000))


@pytest.mark.parametrize("name", ["mimetype", MANIFEST_NAME, SIGNATURE_NAME])
def test_a_package_without_its_own_entries_is_refused(name: str) -> None:
    entries = entries_of(sound_package())
    del entries[name]
    with pytest.raises(ContainerError) as caught:
        open_package(pack(entries))
    assert (caught.value.code, caught.value.problems[0].place) == (PackageCode.ENTRY_REQUIRED, name)


def test_a_wrong_mimetype_is_refused() -> None:
    entries = entries_of(sound_package()) | {"mimetype": b"application/zip"}
    with pytest.raises(ContainerError) as caught:
        open_package(pack(entries))
    assert caught.value.code == PackageCode.MEDIA_TYPE


def test_opening_does_not_judge_the_signature_and_says_so() -> None:
    foreign = entries_of(build(PAYLOAD, education(), NOW))[SIGNATURE_NAME]
    assert open_package(repacked(sound_package(), signature=foreign)).signature == foreign


def test_a_changed_payload_is_refused() -> None:
    entries = entries_of(sound_package()) | {"submission.json": b"[]\n"}
    with pytest.raises(ManifestError) as caught:
        open_package(pack(entries))
    assert caught.value.code == PackageCode.PAYLOAD_CHANGED


def test_looking_into_a_package_loads_no_cryptography() -> None:
    code = (
        "import sys; import desktop.submission.package, desktop.submission.facts,"
        " desktop.submission.profile.datapackage, desktop.submission.profile.tables;"
        " heavy = {'cryptography', 'asn1crypto', 'defusedxml', 'PySide6', 'sqlalchemy'};"
        " print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
