"""The strict zip profile."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.submission.container import layout as container
from desktop.submission.container import reader as container_reader
from desktop.submission.container.entry_name import MAX_NAME_LENGTH, clashes, name_fault
from desktop.submission.container.layout import Entry
from desktop.submission.errors import PayloadRefused
from forms.codes.code import ErrorCode
from forms.codes.package import PackageCode
from tests.desktop.submission.builders import entries_of, pack, sound_package

SAMPLE = [Entry("mimetype", b"x"), Entry("data/a.csv", b"1,2\r\n"), Entry("b.pdf", b"")]

segments = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,8}(\.[a-z]{1,4})?", fullmatch=True)
names = st.lists(segments, min_size=1, max_size=3).map("/".join).filter(lambda n: not name_fault(n))
entry_lists = (
    st.lists(st.builds(Entry, names, st.binary(max_size=40)), max_size=6)
    .filter(lambda entries: not clashes(entry.name for entry in entries))
)  # fmt: skip


def codes(data: bytes) -> set[str]:
    return {problem.code for problem in container_reader.read(data).problems}


@given(entry_lists)
def test_what_was_written_is_read_back(entries: list[Entry]) -> None:
    found = container_reader.read(container.write(entries))
    assert (list(found.entries), found.problems) == (entries, ())


@given(entry_lists)
def test_python_reads_it_too_and_the_predicted_size_is_right(entries: list[Entry]) -> None:
    data = container.write(entries)
    assert len(data) == container.container_size(entries)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert [(i.filename, archive.read(i)) for i in archive.infolist()] == [
            (entry.name, entry.data) for entry in entries
        ]
        assert {i.date_time for i in archive.infolist()} <= {(1980, 1, 1, 0, 0, 0)}


def test_the_same_entries_give_the_same_bytes() -> None:
    assert container.write(SAMPLE) == container.write(list(SAMPLE))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../x",
        "a//x",
        "a/",
        "./a",
        "C:/x",
        "c:x",
        "a\\b",
        "数据.csv",
        "a b",
        "-rf",
        "a.",
        "data/NUL",
        "con.txt",
        "LPT1",
        "com9.tar.gz",
        "CONIN$",
        "a:b",
        "a*",
        "a\n",
        "a\0",
        "~a",
        "x" * (MAX_NAME_LENGTH + 1),
        "a/b/c/d/e",
    ],
)
def test_a_dangerous_name_is_neither_written_nor_read(name: str) -> None:
    assert name_fault(name)
    with pytest.raises(PayloadRefused) as caught:
        container.write([Entry(name, b"x")])
    assert caught.value.code == PackageCode.ENTRY_NAME
    raw = name.encode("utf-8")
    data = pack([("q" * len(raw), b"x")]).replace(b"q" * len(raw), raw) if raw else pack([("", b"")])
    assert PackageCode.ENTRY_NAME in codes(data)


@pytest.mark.parametrize(
    ("first", "second"), [("a.csv", "a.csv"), ("a.csv", "A.CSV"), ("data", "data/x"), ("D/x", "d")]
)
def test_clashing_names_are_refused_both_ways(first: str, second: str) -> None:
    with pytest.raises(PayloadRefused) as caught:
        container.write([Entry(first, b""), Entry(second, b"")])
    assert caught.value.code == PackageCode.ENTRY_DUPLICATED
    found = container_reader.read(pack([(first, b""), (second, b"")])).problems
    assert [(p.code, p.place) for p in found] == [(PackageCode.ENTRY_DUPLICATED, second)]


def test_names_in_one_folder_do_not_clash() -> None:
    assert clashes(["data/a", "data/b", "data.csv"]) == []


def test_too_many_entries() -> None:
    many = [(f"a{i}", b"") for i in range(container.MAX_ENTRIES + 1)]
    with pytest.raises(PayloadRefused):
        container.write([Entry(*pair) for pair in many])
    contents = container_reader.read(pack(many))
    assert [p.code for p in contents.problems] == [PackageCode.TOO_MANY_ENTRIES]
    assert contents.entries == ()


def test_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(PayloadRefused) as caught:
        container.write([Entry("a", bytes(container.MAX_PACKAGE_BYTES))])
    assert caught.value.code == PackageCode.TOO_LARGE
    assert codes(pack([("a", bytes(container.MAX_PACKAGE_BYTES))])) == {PackageCode.TOO_LARGE}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", PackageCode.NOT_A_PACKAGE),
        (b"%PDF-1.4", PackageCode.NOT_A_PACKAGE),
        (container.write(SAMPLE)[:-1], PackageCode.TRUNCATED),
        (container.write(SAMPLE)[:40], PackageCode.TRUNCATED),
        (container.write(SAMPLE) + b"\0", PackageCode.TRAILING_BYTES),
        (b"\0" + container.write(SAMPLE), PackageCode.NOT_CANONICAL),
    ],
)
def test_whole_file_faults_are_named(data: bytes, code: ErrorCode) -> None:
    assert code in codes(data)


def test_a_zip_made_by_another_program_is_refused_with_the_reasons() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/a.csv", b"1" * 100)
    (problem, *_) = container_reader.read(buffer.getvalue()).problems
    assert (problem.code, problem.place) == (PackageCode.ENTRY_PROFILE, "data/a.csv")
    assert "压缩" in problem.message
    assert "日期" in problem.message


def test_a_compression_bomb_is_never_expanded() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(50_000_000))
    contents = container_reader.read(buffer.getvalue())
    assert sum(len(entry.data) for entry in contents.entries) <= len(buffer.getvalue())
    assert contents.problems


def test_overlapping_entries_cannot_multiply_the_file() -> None:
    inner = b"z" * 1000
    data = bytearray(pack([("a", inner), ("b", inner)]))
    record = data.index(container.CENTRAL_SIGNATURE)
    second = data.index(container.CENTRAL_SIGNATURE, record + 1)
    data[second + 42 : second + 46] = bytes(4)  # both point at the first entry
    assert codes(bytes(data)) >= {PackageCode.NOT_CANONICAL}
    struct.pack_into("<LL", data, record + 20, len(data), len(data))
    contents = container_reader.read(bytes(data))
    assert contents.entries == ()
    assert contents.problems


def test_a_gap_between_entries_is_noticed() -> None:
    data = pack([("a", b"1"), ("b", b"2")])
    middle = data.index(container.LOCAL_SIGNATURE, 1)
    end = len(data) - container.END.size
    fields = list(container.END.unpack_from(data, end))
    fields[6] += 3
    shifted = bytearray(data[:middle] + b"gap" + data[middle:end] + container.END.pack(*fields))
    second = shifted.index(container.CENTRAL_SIGNATURE, shifted.index(container.CENTRAL_SIGNATURE) + 1)
    struct.pack_into("<L", shifted, second + 42, middle + 3)
    (problem,) = container_reader.read(bytes(shifted)).problems
    assert problem.code == PackageCode.NOT_CANONICAL


def test_an_entry_renamed_in_its_local_header_only_is_named() -> None:
    data = pack([("aa", b"1"), ("bb", b"2")]).replace(b"bb", b"cc", 1)
    (problem, *_) = container_reader.read(data).problems
    assert problem.place == "bb"
    assert "cc" in problem.message


def test_changed_content_is_named_by_its_entry() -> None:
    data = pack([("a", b"1"), ("data/b.csv", b"hello")]).replace(b"hello", b"hallo")
    (problem,) = [p for p in container_reader.read(data).problems if p.code == PackageCode.ENTRY_DAMAGED]
    assert problem.place == "data/b.csv"
    assert zlib.crc32(b"hallo") != zlib.crc32(b"hello")


def test_every_problem_is_told() -> None:
    found = container_reader.read(pack([("a\\b", b""), ("/x", b"")]))
    assert [p.place for p in found.problems] == ["a\\b", "/x"]


def test_a_name_shown_to_people_has_no_control_characters() -> None:
    raw = b"a\x1b[31m\n"
    data = pack([("q" * len(raw), b"")]).replace(b"q" * len(raw), raw)
    messages = "".join(p.message for p in container_reader.read(data).problems)
    assert messages.isprintable()


@pytest.mark.parametrize(("field", "change"), [(3, 1), (4, 1), (5, 1), (6, 1), (6, -1)])
def test_a_wrong_end_record_is_called_a_wrong_directory(field: int, change: int) -> None:
    data = container.write(SAMPLE)
    end = len(data) - container.END.size
    fields = list(container.END.unpack_from(data, end))
    fields[field] += change
    problem = container_reader.read(data[:end] + container.END.pack(*fields)).problems[0]
    assert problem.code == PackageCode.NOT_CANONICAL
    assert "目录" in problem.message
    assert ("位置或长度" in problem.message) == (field in {5, 6})


def test_a_directory_that_lists_fewer_entries_than_it_says_is_told() -> None:
    data = container.write(SAMPLE)
    end = len(data) - container.END.size
    fields = list(container.END.unpack_from(data, end))
    fields[4] = 4
    (problem,) = container_reader.read(data[:end] + container.END.pack(*fields)).problems
    assert "4 个条目，实际读到 3 个" in problem.message


def test_a_package_packed_again_is_not_called_damaged() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries_of(sound_package()).items():
            archive.writestr(name, data)
    assert codes(target.getvalue()) == {PackageCode.ENTRY_PROFILE}


def test_a_file_that_was_sent_as_text_is_not_called_cut_off() -> None:
    """It is longer than what was sent: nothing of it is missing."""
    sound = pack([("a.pdf", bytes(range(256)) * 200)])
    for turned in (sound.decode("latin-1").encode("utf-8"), sound.decode("utf-8", "replace").encode("utf-8")):
        (problem, *_) = container_reader.read(turned).problems
        assert "当作文字转换过编码" in problem.message
    (problem, *_) = container_reader.read(sound[:-30]).problems
    assert "后面的一段没有收到" in problem.message
