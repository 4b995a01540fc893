"""A form packed by another zlib, or on another system, is the same form; anything else is another one."""

from __future__ import annotations

import re
import struct
import sys
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.documents.official.form import render_official_pdf
from desktop.documents.official.same_print import same_print
from desktop.documents.official.workbook import render_official_workbook
from tests.desktop.documents.builders import FIGURES, content, figures_of

RENDERERS = {"pdf": render_official_pdf, "xlsx": render_official_workbook}
PRINTS = {kind: render(content()) for kind, render in RENDERERS.items()}
STREAM = re.compile(rb"/Length (\d+)\n>>\nstream\n")


@pytest.fixture
def other_zlib(monkeypatch):
    """Everything is packed without finding repetitions, as another make of zlib would pack otherwise."""
    compress, compressobj = zlib.compress, zlib.compressobj
    monkeypatch.setattr(zlib, "compress", lambda data, *_: compress(data, 1))
    monkeypatch.setattr(zlib, "compressobj", lambda _level, method, bits: compressobj(1, method, bits))


@pytest.mark.parametrize("kind", RENDERERS)
def test_a_form_packed_by_another_zlib_is_the_same(other_zlib, kind) -> None:
    packed_otherwise = RENDERERS[kind](content())
    assert packed_otherwise != PRINTS[kind]
    assert same_print(PRINTS[kind], packed_otherwise)
    assert same_print(packed_otherwise, PRINTS[kind])


@pytest.mark.parametrize("kind", RENDERERS)
def test_a_form_of_another_figure_is_another_form(kind, other_zlib) -> None:
    other = RENDERERS[kind](content(figures_of(FIGURES | {"girls": "1"})))
    assert not same_print(PRINTS[kind], other)


def test_a_workbook_is_the_same_to_the_byte_on_every_system(monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32" if sys.platform != "win32" else "linux")
    assert render_official_workbook(content()) == PRINTS["xlsx"]


@pytest.mark.parametrize("kind", RENDERERS)
@given(data=st.data())
def test_a_changed_byte_makes_another_form(kind, data) -> None:
    sound = PRINTS[kind]
    place = data.draw(st.integers(0, len(sound) - 1))
    changed = bytearray(sound)
    changed[place] ^= data.draw(st.integers(1, 255))
    if same_print(sound, bytes(changed)):
        assert only_packing(kind, sound, place)


def test_every_byte_of_the_directory_counts() -> None:
    sound = PRINTS["xlsx"]
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        start = archive.start_dir
    for place in range(start, len(sound)):
        changed = bytearray(sound)
        changed[place] ^= 1
        assert not same_print(sound, bytes(changed)) or only_packing("xlsx", sound, place), place - start


def only_packing(kind: str, sound: bytes, place: int) -> bool:
    """Whether a byte tells only how something was packed: an unused bit, the document's id, the system."""
    if kind == "xlsx":
        return sound[place - 5 : place - 1] == b"PK\x01\x02" or in_packed_entry(sound, place)
    ends = [(m.end(), m.end() + int(m[1])) for m in STREAM.finditer(sound)]
    return any(start <= place < end for start, end in ends) or place >= sound.rindex(b"/ID")


def in_packed_entry(sound: bytes, place: int) -> bool:
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        starts = [(i.header_offset + 30 + len(i.filename), i.compress_size) for i in archive.infolist()]
    return any(start <= place < start + size for start, size in starts)


@given(data=st.binary(max_size=200))
@example(b"")
@example(b"PK\x05\x06" + bytes(18))
@example(b"startxref\n0\n%%EOF\n")
@pytest.mark.parametrize("kind", RENDERERS)
def test_what_is_no_form_is_another_form(kind, data) -> None:
    assert not same_print(PRINTS[kind], data)
    assert not same_print(PRINTS[kind], PRINTS[kind] + data + b".")
    assert not same_print(PRINTS[kind], b"." + data + PRINTS[kind])


def test_what_stands_between_objects_is_noticed() -> None:
    sound = PRINTS["pdf"]
    place = sound.index(b"\nxref\n") + 1
    longer = sound[:place] + b"% more\n" + sound[place:]
    longer = longer.replace(b"startxref\n%d\n" % place, b"startxref\n%d\n" % (place + 7))
    assert not same_print(sound, longer)


def test_what_stands_behind_packed_content_is_noticed() -> None:
    sound = PRINTS["pdf"]
    stream = list(STREAM.finditer(sound))[-1]
    size = int(stream[1])
    end, more = stream.end() + size, b"xxx"
    changed = sound[: stream.start(1)] + b"%d" % (size + 3) + sound[stream.end(1) : end] + more + sound[end:]
    assert len(b"%d" % (size + 3)) == len(stream[1])
    moved = re.sub(
        rb"(\d{10}) (00000 n)",
        lambda m: b"%010d %s" % (int(m[1]) + 3 * (int(m[1]) > end), m[2]),
        changed,
    )
    place = sound.index(b"\nxref\n") + 1
    moved = moved.replace(b"startxref\n%d\n" % place, b"startxref\n%d\n" % (place + 3))
    assert not same_print(sound, moved)


def test_a_stream_that_expands_beyond_ours_is_not_expanded() -> None:
    sound = PRINTS["pdf"]
    stream = next(STREAM.finditer(sound))
    bomb = zlib.compress(bytes(50_000_000))
    size = int(stream[1])
    changed = sound[: stream.start(1)] + b"%d" % len(bomb) + sound[stream.end(1) : stream.end()] + bomb
    assert not same_print(sound, changed + sound[stream.end() + size :])


def test_a_directory_of_another_size_is_not_read(monkeypatch) -> None:
    """One of 7 MB, with 150,000 entries, would take 100 MB."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 99, 99, 99 * len(entry), 0, 0)
    read: list[int] = []

    class Noting(zipfile.ZipFile):
        def __init__(self, file: BytesIO) -> None:
            read.append(len(file.getvalue()))
            super().__init__(file)

    monkeypatch.setattr(zipfile, "ZipFile", Noting)
    assert not same_print(PRINTS["xlsx"], 99 * entry + end)
    assert read == [len(PRINTS["xlsx"])]


def test_a_workbook_with_another_entry_is_another_form() -> None:
    target = BytesIO(PRINTS["xlsx"])
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("xl/more.xml", (1980, 1, 1, 0, 0, 0)), b"<more/>")
    assert not same_print(PRINTS["xlsx"], target.getvalue())
