"""Backups, restoring, files and the change log."""

import csv
import sqlite3
import subprocess
import sys

import pytest

from desktop.services.files import read_file, write_file
from desktop.services.keeping import back_up, back_up_daily, export_log, restore_backup
from forms.breakdown import SeriesKey
from forms.errors import EnvironmentFault

BIRTHS = SeriesKey("live-births")


def test_restoring_brings_back_the_figures_and_keeps_the_newer_ones(desk, store_path, reopen, tmp_path):
    desk.year(2025).enter({BIRTHS: "2036"})
    backup = back_up(desk, tmp_path / "backups", "test")
    desk.year(2025).enter({BIRTHS: "1"})
    desk.close()
    kept = restore_backup(backup, store_path)
    with reopen() as again:
        assert again.year(2025).reading(BIRTHS).text == "2036"
        assert again.store.verify_log().ok
    with sqlite3.connect(kept) as aside:
        assert aside.execute("SELECT text FROM observation").fetchall() == [("1",)]
    aside.close()


@pytest.mark.parametrize(("damaged", "who"), [(False, "王芳"), (True, "未署名")])
def test_restoring_is_signed_by_the_clerk_of_the_file_as_far_as_it_can_be_read(
    desk, store_path, tmp_path, damaged, who
):
    backup = back_up(desk, tmp_path / "backups", "test")
    desk.name_people(filler="王芳")
    desk.close()
    if damaged:
        store_path.write_bytes(b"not a database")
    restore_backup(backup, store_path)
    with sqlite3.connect(store_path) as restored:
        last = restored.execute("SELECT actor FROM change_log ORDER BY seq DESC LIMIT 1").fetchone()
    restored.close()
    assert last == (who,)


def test_the_daily_backup_is_made_once(desk):
    assert back_up_daily(desk) is not None
    assert back_up_daily(desk) is None


def test_the_exported_log_opens_in_a_spreadsheet(desk, tmp_path):
    desk.year(2025).enter({BIRTHS: "2036"})
    path = tmp_path / "log.csv"
    count = export_log(desk, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == count + 1
    assert any("live-births" in cell for row in rows for cell in row)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "报表.pdf"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["报表.pdf"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentFault) as caught:
        write_file(tmp_path / "file" / "报表.pdf", b"x")
    assert "报表.pdf" in caught.value.message


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let tests mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_file(small_disk):
    path = small_disk / "报表.pdf"
    write_file(path, b"old")
    with pytest.raises(EnvironmentFault) as caught:
        write_file(path, b"x" * 1_000_000)
    assert caught.value.code == "E-FILE-001"
    assert path.read_bytes() == b"old"
    assert [p.name for p in small_disk.iterdir()] == ["报表.pdf"]


def test_reading_is_bounded(tmp_path):
    path = tmp_path / "big"
    path.write_bytes(b"x" * 11)
    with pytest.raises(EnvironmentFault) as caught:
        read_file(path, 10)
    assert caught.value.code == "E-FILE-005"
    with pytest.raises(EnvironmentFault) as caught:
        read_file(tmp_path / "none", 10)
    assert caught.value.code == "E-FILE-004"
