"""Any path is read or written as a file, or named for what it is; nothing is waited for."""

import os
import sys
from pathlib import Path

import pytest

from desktop.services.files import make_folder, read_file, write_file
from forms.errors import EnvironmentFault, TianbaoError

IMPOSSIBLE = ["a" * 300, "名" * 100, "a\0b", "\ud800", "x/" * 3000 + "y", "/".join(["x" * 100] * 60)]


def code_of(action) -> str:
    with pytest.raises(TianbaoError) as caught:
        action()
    return caught.value.code


@pytest.mark.parametrize("name", IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_an_impossible_name_is_said_to_be_one(tmp_path, name):
    if sys.platform == "win32" and "x/" in name:
        pytest.skip("long paths differ there")
    path = tmp_path / name
    assert code_of(lambda: read_file(path, 10)) == "E-FILE-008"
    assert code_of(lambda: write_file(path, b"x")) == "E-FILE-008"


def test_a_name_that_is_no_utf8_is_a_name(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xbf\xd5"))
    try:
        write_file(path, b"x")
    except EnvironmentFault:
        pytest.skip("this file system takes no such name")
    assert read_file(path, 10) == b"x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes in folders here")
def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert code_of(lambda: read_file(path, 10)) == "E-FILE-007"
    assert code_of(lambda: write_file(path, b"x")) == "E-FILE-007"
    assert path.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices in folders there")
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_neither_read_nor_replaced(tmp_path, device):
    link = tmp_path / "link"
    link.symlink_to(device)
    for path in (Path(device), link):
        assert code_of(lambda path=path: read_file(path, 10)) == "E-FILE-007"
        assert code_of(lambda path=path: write_file(path, b"x")) == "E-FILE-007"
    assert Path(device).is_char_device()


def test_a_folder_is_no_file(tmp_path):
    assert code_of(lambda: read_file(tmp_path, 10)) == "E-FILE-006"
    assert code_of(lambda: write_file(tmp_path, b"x")) == "E-FILE-006"


def test_both_sides_of_the_limit(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 2000)
    assert len(read_file(path, 2000)) == 2000
    with pytest.raises(EnvironmentFault, match="1 KB") as caught:
        read_file(path, 1999)
    assert caught.value.code == "E-FILE-005"


def test_a_new_folder_has_no_name_that_reads_as_another(tmp_path):
    for name in ("坏\u202e字", "响\x07", "好/坏\u2066"):
        assert code_of(lambda name=name: make_folder(tmp_path / name)) == "E-FILE-011"
        assert list(tmp_path.iterdir()) == []
    standing = tmp_path / "原有\u202e的"
    standing.mkdir()
    make_folder(standing / "新的")  # what stands may be written into, whoever named it
