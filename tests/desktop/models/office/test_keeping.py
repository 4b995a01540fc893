"""Keeping the office's file in words: is its log whole, what a backup would bring back, why it cannot."""

import re
import sqlite3
from contextlib import closing

import pytest

from desktop.models.keeping import kept_in_words, offered_backups
from desktop.models.office.keeping import office_log_in_words, office_restoring_in_words
from desktop.services.keeping import back_up, back_up_before
from desktop.services.office.keeping import restore_office
from desktop.services.office.people import set_person
from desktop.services.unit.desk import create_desk
from forms.receiving.role import OfficeRole


def test_a_whole_log_says_what_must_stand_on_paper(office):
    set_person(office, "李敏", OfficeRole.HEAD)
    sentence, end, is_whole = office_log_in_words(office)
    position = office.store.log_position()
    assert is_whole
    assert sentence == office.store.verify_log().sentence
    assert (
        end == f"共 {position.entries} 条，末条校验值 {position.hash}\n请与交接单上写的条数和末条校验值核对。"
    )


def test_a_log_that_was_tampered_with_says_where_and_no_more_than_can_be_read(
    office, office_path, as_officer
):
    for number in range(15):
        office.work_as("监测员0" if number else "李敏")
        set_person(office, f"监测员{number}", OfficeRole.OFFICER)
    office.close()
    with closing(sqlite3.connect(office_path)) as raw, raw:
        raw.execute("UPDATE officer SET role = 'head'")
    with as_officer("监测员1") as desk:
        sentence, _, is_whole = office_log_in_words(desk)
    first, *wrong = sentence.split("\n")
    assert not is_whole
    assert first
    assert len(wrong) == 11
    assert wrong[-1].startswith("等 15 处")


def test_a_backup_says_how_much_would_be_lost(office, tmp_path):
    set_person(office, "李敏", OfficeRole.HEAD)
    made = back_up(office, tmp_path / "备份", "plan")
    set_person(office, "王芳", OfficeRole.OFFICER)
    words, can_be = office_restoring_in_words(office, made)
    assert can_be
    lines = words.split("\n")
    assert lines[0].startswith("现有文件有 ")
    assert "备份是现有文件的早先状态" in lines[1]
    assert all(line.endswith("。") for line in lines)


def test_what_is_no_backup_of_an_office_cannot_be_restored_and_says_why(office, pack, tmp_path, clock):
    create_desk(tmp_path / "单位.db", pack, "health", clock).close()
    words, can_be = office_restoring_in_words(office, tmp_path / "单位.db")
    assert not can_be
    assert "“单位.db”是填报单位的数据文件" in words


@pytest.mark.parametrize(
    ("word", "occasion"), [("plan", "换规划版本前"), ("handover", "交接"), ("strange", "strange")]
)
def test_a_backup_is_offered_with_its_minute_and_occasion(office, clock, word, occasion):
    path = back_up_before(office, word)
    ((words, where),) = offered_backups(office)
    assert where == path
    assert words.endswith(f"　{occasion}")
    assert words.startswith(f"{clock.now:%Y-%m-%d %H:%M}")


def test_backups_are_offered_newest_first(office, clock):
    for word in ("plan", "handover"):
        back_up_before(office, word)
        clock.now = clock.now.replace(hour=clock.now.hour + 1)
    assert [words.partition("　")[2] for words, _ in offered_backups(office)] == ["交接", "换规划版本前"]


def test_what_a_restored_backup_replaced_is_kept_and_named(office, office_path, as_officer):
    made = back_up_before(office, "plan")
    office.close()
    kept = restore_office(made, office_path, "李敏", office.clock)
    with as_officer("李敏") as desk:
        (line,) = kept_in_words(desk)
    assert (line.what, line.path, line.is_store) == ("恢复备份以前的数据文件", kept, True)
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", line.taken)


def test_nothing_was_kept_aside_of_a_file_that_was_never_hurt(office):
    assert kept_in_words(office) == []
