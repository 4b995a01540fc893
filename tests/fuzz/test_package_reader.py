"""Random and mutated bytes never bring the package reader to anything but facts or our own errors."""

import contextlib
import struct

from hypothesis import given
from hypothesis import strategies as st

from desktop.submission.container import layout as container
from desktop.submission.container import manifest
from desktop.submission.container import reader as container_reader
from desktop.submission.errors import IdentityError, PackageError
from desktop.submission.facts import FactState
from desktop.submission.keys.identity import open_identity
from desktop.submission.keys.key_file import to_pkcs12
from desktop.submission.signing import cms
from desktop.submission.verification import verify_container
from tests.desktop.submission.builders import (
    NOW,
    PASSPHRASE,
    entries_of,
    health,
    open_package,
    pack,
    repacked,
    sound_package,
)
from tests.examples import examples

KEY_FILE = to_pkcs12(health(), PASSPHRASE)
records = st.binary(max_size=80).map(bytes)
signatures = st.sampled_from(
    [container.LOCAL_SIGNATURE, container.CENTRAL_SIGNATURE, container.END_SIGNATURE, b"PK", b"META-INF/"]
)
zip_like = st.lists(st.one_of(records, signatures), max_size=12).map(b"".join)


def judge(data: bytes) -> None:
    """Run every reader over the bytes."""
    found = verify_container(data, [health().certificate], now=NOW)
    assert len(found.facts) == 4
    assert data == sound_package() or found.bottom_line is not FactState.OK
    assert all(fact.sentence.isprintable() for fact in found.facts)
    contents = container_reader.read(data)
    assert sum(len(entry.data) for entry in contents.entries) <= len(data)
    with contextlib.suppress(PackageError):
        open_package(data)


@st.composite
def mutated(draw: st.DrawFn, original: bytes) -> bytes:
    """Bytes with a few places overwritten, cut or doubled."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 8))
        data[start : start + length] = draw(st.binary(max_size=8))
    return bytes(data)


@given(
    st.one_of(st.binary(max_size=200), zip_like, zip_like.map(lambda d: b"PK\x03\x04" + d + b"PK\x05\x06"))
)
def test_random_bytes(data: bytes) -> None:
    judge(data)


@examples(750)
@given(mutated(sound_package()))
def test_mutated_packages(data: bytes) -> None:
    judge(data)


@given(
    st.integers(0, 2**16 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.binary(max_size=60)
)
def test_any_end_record(count: int, size: int, offset: int, body: bytes) -> None:
    head = container.END_SIGNATURE + struct.pack("<4H2LH", 0, 0, count, count, size, offset, 0)
    judge(body + head)
    judge(sound_package()[: -container.END.size] + head)


@given(
    st.lists(
        st.tuples(st.text(st.characters(max_codepoint=127), max_size=12), st.binary(max_size=9)), max_size=5
    )
)
def test_any_names(pairs: list[tuple[str, bytes]]) -> None:
    judge(pack(pairs))


@examples(750)
@given(mutated(entries_of(sound_package())["META-INF/signature.p7s"]))
def test_mutated_signatures(data: bytes) -> None:
    judge(repacked(sound_package(), signature=data))


@given(st.one_of(mutated(entries_of(sound_package())["META-INF/ASiCManifest.xml"]), st.binary(max_size=99)))
def test_mutated_manifests(data: bytes) -> None:
    judge(repacked(sound_package(), manifest=data))
    with contextlib.suppress(PackageError):
        assert manifest.encode(manifest.parse(data)) == data


@given(st.binary(max_size=120))
def test_random_signatures(data: bytes) -> None:
    for candidate in (data, b"\x30" + bytes([min(len(data), 127)]) + data):
        assert not cms.verify(candidate, b"content").sound


@examples(150)
@given(mutated(KEY_FILE))
def test_mutated_key_files(data: bytes) -> None:
    with contextlib.suppress(IdentityError):
        assert open_identity(data, PASSPHRASE) == health()
