"""Backups, restoring, files and the change log."""

import csv
import io
import sqlite3
import subprocess
import sys

import openpyxl
import pytest

from db.unit.records import UnitProfile
from desktop.documents.log_book.log_sheet import LogSheet
from desktop.documents.log_book.workbook import render_log_workbook
from desktop.services.files import read_file, write_file
from desktop.services.keeping import back_up, back_up_daily, export_log
from desktop.services.unit.keeping import preview_with_open, restore_backup
from desktop.services.unit.year import open_year
from forms.errors import EnvironmentFault
from forms.figures.breakdown import SeriesKey
from forms.filing.state import YearState

BIRTHS = SeriesKey("live-births")


def test_restoring_brings_back_the_figures_and_keeps_the_newer_ones(desk, store_path, reopen, tmp_path):
    open_year(desk, 2025).enter({BIRTHS: "2036"})
    backup = back_up(desk, tmp_path / "backups", "test")
    open_year(desk, 2025).enter({BIRTHS: "1"})
    desk.close()
    kept = restore_backup(backup, store_path)
    with reopen() as again:
        assert open_year(again, 2025).reading(BIRTHS).text == "2036"
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


def test_what_is_no_backup_is_called_what_it_is_before_it_is_compared(desk, tmp_path):
    chosen = tmp_path / "报表.pdf"
    chosen.write_bytes(b"%PDF-1.4\n" + bytes(400))
    with pytest.raises(EnvironmentFault) as caught:
        preview_with_open(desk, chosen)
    assert "是 PDF" in caught.value.message


def test_the_daily_backup_is_made_once(desk):
    assert back_up_daily(desk) is not None
    assert back_up_daily(desk) is None


STARTS = set("=+-@\t\r\n＝＋－＠")
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("x")', "=cmd|' /C calc'!A0")


@pytest.fixture
def evil(desk):
    """A log in which every field that a person types would be a formula."""
    open_year(desk, 2025).enter({BIRTHS: "2036"})
    for text in EVIL:
        desk.store.set_people(UnitProfile(head=text), actor=text, now=desk.clock())
        desk.store.set_state(2025, YearState.DRAFT, 0, text, text, desk.clock())
    return desk


def test_the_exported_log_is_a_workbook_of_texts(evil, tmp_path):
    path = tmp_path / "log.xlsx"
    count = export_log(evil, path)
    workbook = openpyxl.load_workbook(path)
    notes, log = workbook["说明"], workbook["变更记录"]
    assert log.max_row == count + 1
    assert [cell.value for cell in log[1]][:3] == ["序号", "时间（UTC）", "操作人"]
    assert log.freeze_panes == "A2"
    assert log.column_dimensions["G"].width > 40
    kinds = {cell.data_type for row in log.iter_rows(min_row=2) for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    actors = {row[2] for row in log.iter_rows(values_only=True)}
    assert {"=1+1", "+1", "-1", "@SUM(A1)", "＝1"} <= actors
    assert log.cell(count + 1, 10).value == evil.store.log_head() == notes["B4"].value


def test_a_long_log_goes_on_on_a_further_sheet_and_long_text_is_cut_with_a_note(monkeypatch):
    monkeypatch.setattr("desktop.documents.log_book.sheets.MOST_ROWS", 2)
    row = (1, "t", "a", None, "set", "s", None, "文" * 40_000, "", "h")
    data = render_log_workbook(
        LogSheet(unit_name="局", store_name="a.db", entries=3, head="h", rows=[row, row, row])
    )
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    assert workbook.sheetnames == ["说明", "变更记录", "变更记录2"]
    assert [workbook[name].max_row for name in workbook.sheetnames[1:]] == [3, 2]
    assert workbook["变更记录"]["H2"].value.endswith("（共 40000 字，后面略去）")


def test_no_cell_of_a_log_exported_as_table_begins_a_formula(evil, tmp_path):
    path = tmp_path / "log.CSV"
    count = export_log(evil, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == count + 1
    assert any("live-births" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell[:1] in STARTS]
    assert "'=1+1" in {cell for row in rows for cell in row}


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
