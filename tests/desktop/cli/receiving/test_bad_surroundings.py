"""A full disk, a second window and a newer file: what was taken in stays, and the rest is told of."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.services.office.desk import open_office_desk
from desktop.services.office.intake.handed import files_in
from forms.canonical import digest_of
from tests.desktop.cli.receiving.commands import run
from tests.meta.checkout import ROOT

LIMITED = """
import resource, signal, sys
from desktop.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file size")
def test_where_the_disk_is_full_the_packages_before_are_in_and_it_says_so(empty, county, opening, received):
    from tests.benchmarks.receiving_kills import end_of_file, rows_of_file

    limit = str(empty.stat().st_size + 900_000)
    words = ["receive", "--office", empty, county / "packages", *opening, "--json"]
    command = [sys.executable, "-c", LIMITED, limit, *map(str, words)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 3, ended.stderr
    told = json.loads(ended.stdout)["message"]
    said = re.match("前 ([0-9]+) 个文件已经收好，从“(.+?)”起没有收。", told)
    assert said, told
    assert told.endswith("处理好以后，把同样的文件再收一次。")
    # Exactly the files before the named one are in, and of that one and those after it nothing.
    whole_path, whole = received
    files = [
        (Path(file["path"]).name, {one["digest"] for one in file["packages"]}) for file in whole["files"]
    ]
    count = int(said[1])
    assert 1 < count < len(files) - 1
    assert files[count][0] == said[2]
    with open_office_desk(empty) as desk:
        held = {one.digest for one in desk.store.packages()}
        assert desk.store.verify_log().ok
    assert held == set().union(*(digests for _, digests in files[:count]))
    handed = rows_of_file(empty).arrivals.keys()
    assert handed == {digest_of(path.read_bytes()) for path in list(files_in([county / "packages"]))[:count]}
    after = run(*words, expect=1)
    assert after["counts"] == whole["counts"]
    assert rows_of_file(empty) == rows_of_file(whole_path)
    assert end_of_file(empty) == end_of_file(whole_path)


def test_a_second_window_looks_and_takes_nothing_in(empty, county):
    before = empty.read_bytes()
    with open_office_desk(empty):
        for words, code in (
            (("receive", "--office", empty, county / "packages/2025"), 3),
            (("board", "--office", empty, "--year", 2025), 0),
        ):
            command = [sys.executable, "-m", "desktop", *map(str, words), "--json"]
            ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
            assert ended.returncode == code, ended.stderr
            if code:
                assert json.loads(ended.stdout)["code"] == "E-DB-002"
    assert empty.read_bytes() == before


def test_a_file_of_a_newer_program_is_named_and_not_touched(empty, county):
    with closing(sqlite3.connect(empty)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    before = empty.read_bytes()
    found = run("receive", "--office", empty, county / "packages/2025", "--json", expect=3)
    assert found["code"].startswith("E-DB-")
    assert empty.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file size")
def test_where_the_disk_is_full_the_receipts_before_are_out_and_it_says_so(office, signing, tmp_path):
    limit, folder = str(office.stat().st_size + 450_000), tmp_path / "发出"
    words = ["receipt", "--office", office, "--year", "2025", "--all", *signing, "-o", folder, "--json"]
    command = [sys.executable, "-c", LIMITED, limit, *map(str, words)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 3, ended.stderr
    assert "个单位已有了回执，到" in json.loads(ended.stdout)["message"]
    board = run("board", "--office", office, "--year", "2025", "--json")
    taken = [row["unit"] for row in board["rows"] if row["expected"] and row["revision"] is not None]
    with open_office_desk(office) as desk:
        letters = [letter for unit in taken for letter in desk.store.letters(unit, 2025)]
        assert desk.store.verify_log().ok
    assert 0 < len(letters) < len(taken)
    assert {path.name for path in folder.glob("*.asice")} == {letter.name for letter in letters}
    assert not list(folder.glob(".tianbao*"))
    left = run(*words)["receipts"]
    assert [one["unit"] for one in left] == taken[len(letters) :]
