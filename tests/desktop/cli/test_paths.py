"""Whatever path is given to whatever command: one sentence with a code, and nothing is waited for."""

import json
import os
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main

IMPOSSIBLE = [
    "a" * 300,
    "名" * 100,
    "/".join(["x" * 100] * 60),
    "\0.db",
    "x/" * 1900 + "x.db",
    os.fsdecode(b"\xbf\xd5"),
]
READ = [
    "check --store P --year 2025", "get --store P --year 2025 a/b/_T", "log --store P --verify", "verify P",
    "verify P --trust P", "verify P --plan P", "plan check P", "plan show P", "plan compile P -o x.wdpplan",
    "plan import P --store P", "key show --key P", "key show --key P --passphrase-file P",
    "decrypt P --key P -o .",
    "restore --store y.db P", "restore --store P P", "history import --store P P",
    "fill --store P --year 2025 P", "handover --store P -o x.pdf", "past --store P --year 2025 --revision 1",
]  # fmt: skip
WRITTEN = [
    "plan workbook wanghua -o P",
    "init --store P --plan wanghua --unit health",
    "init --store s.db --plan P --unit health",
    "plan compile x.xlsx -o P",
    "key new --store s.db --key P",
    "template --store s.db --year 2025 -o P",
    "backup --store s.db -o P",
    "key sheet --plan wanghua --for receiving --key P -o P",
]
INTO_FOLDER = ["demo -o P"]
"""These take an empty folder, or make it."""


def run(capsys, command, path):
    words = [path if word == "P" else word for word in command.split()]
    code = main([*words, "--json"])
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert code in {1, 2, 3}
    assert document.get("code") != "E-FILE-009", document
    assert document["schema"] in {"tianbao/error/1", "tianbao/plan-check/1", "tianbao/verify/1"}
    return document


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch, tmp_path):
    monkeypatch.setenv("TIANBAO_PASSPHRASE", "只有我知道的话")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("path", IMPOSSIBLE, ids=["long", "chinese", "deep", "NUL", "folders", "no UTF-8"])
@pytest.mark.parametrize("command", READ)
def test_a_path_that_is_not_there(capsys, command, path):
    run(capsys, command, path)


@pytest.mark.parametrize("path", IMPOSSIBLE[:5], ids=["long", "chinese", "deep", "NUL", "folders"])
@pytest.mark.parametrize("command", WRITTEN + INTO_FOLDER)
def test_a_path_that_cannot_be(capsys, command, path):
    run(capsys, command, path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes in folders here")
@pytest.mark.parametrize("command", READ + WRITTEN + INTO_FOLDER)
def test_a_pipe_without_a_writer_is_not_waited_for(capsys, command, tmp_path):
    os.mkfifo("pipe")
    run(capsys, command, "pipe")
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices in folders there")
@pytest.mark.parametrize("command", READ + WRITTEN + INTO_FOLDER)
def test_a_device_is_left_alone(capsys, command):
    for device in ("/dev/null", "/dev/zero"):
        run(capsys, command, device)
        assert not Path(device).is_file()


@pytest.mark.parametrize("command", READ + WRITTEN)
def test_a_folder_is_no_file(capsys, command, tmp_path):
    (tmp_path / "folder").mkdir()
    run(capsys, command, "folder")
