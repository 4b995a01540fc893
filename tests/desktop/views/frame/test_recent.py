"""Files opened lately, and where a unit's key and packages lie: what the settings of a PC may hold."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from desktop.services.unit.desk import open_desk
from desktop.views.beginning.recent_list import RecentList
from desktop.views.frame.file.recent import RecentFile, note, recent_files, remember, settings
from desktop.views.frame.file.sending_places import KEY_NAME, SendingPlaces, own_prints
from tests.desktop.models.desks import Clock

pytestmark = pytest.mark.gui
ODD_NAMES = [
    "区 卫生, 健康局.db",
    "a;b=c.db",
    "百分%20.db",
    "[general].db",
    "名“引号”.db",
    "'single'.db",
    "1.db",
]


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "数据, 年报"
    folder.mkdir()
    made = [folder / name for name in ODD_NAMES]
    for path in made:
        path.write_bytes(b"")
    return made


def fresh():
    """The settings as another start of the program finds them."""
    settings().sync()
    return QSettings(settings().fileName(), QSettings.Format.IniFormat)


def test_nothing_is_known_at_first():
    assert recent_files() == []


@pytest.mark.parametrize("place", range(len(ODD_NAMES)), ids=ODD_NAMES)
def test_any_name_is_found_again_alone_and_among_others(files, place):
    remember(files[place])
    assert recent_files() == [files[place]], "a single name is kept as a text, not as a list"
    remember(files[place - 1])
    assert recent_files() == [files[place - 1], files[place]]
    fresh()
    assert recent_files() == [files[place - 1], files[place]]


def test_the_newest_is_first_and_none_is_listed_twice(files):
    for path in (*files[:3], files[0]):
        remember(path)
    assert recent_files() == [files[0], files[2], files[1]]


def test_only_the_newest_few_are_kept(files):
    for path in files:
        remember(path)
    assert recent_files() == list(reversed(files))[:6]


def test_a_file_on_a_stick_is_passed_over_while_it_is_away_and_dropped_by_the_next_one(files):
    remember(files[0])
    remember(files[1])
    aside = files[1].rename(files[1].with_suffix(".away"))
    assert recent_files() == [files[0]]
    aside.rename(files[1])
    assert recent_files() == [files[1], files[0]]


def test_the_same_file_named_from_another_folder_is_the_same(files, monkeypatch):
    remember(files[0])
    monkeypatch.chdir(files[0].parent)
    remember(files[0].relative_to(files[0].parent))
    assert recent_files() == [files[0]]


@pytest.mark.parametrize(
    "kept",
    ["", 7, ["", "\0", "relative.db"], ["/no/such\0file"], {"a": 1}, ["x" * 5000] * 3],
    ids=["empty", "number", "odd", "nul", "table", "long"],
)
def test_whatever_else_wrote_the_settings_the_program_starts(kept):
    settings().setValue("recent", kept)
    assert recent_files() == []


def test_a_list_without_end_is_not_looked_through(files):
    settings().setValue("recent", ["/no/such/file"] * 100_000 + [str(files[0])])
    assert recent_files() == []


def test_a_damaged_file_of_settings_is_written_anew(files):
    remember(files[0])
    place = Path(settings().fileName())
    settings().sync()
    place.write_bytes(b"\xff\xfe[\0recent=@Invalid(\n\0")
    assert recent_files() == []
    remember(files[1])
    assert recent_files() == [files[1]]


# --- places of a unit ----------------------------------------------------------------------------


@pytest.fixture
def places(small_store):
    """Places of two units that share a PC."""
    desks = [open_desk(small_store("begun", unit), Clock()) for unit in ("health", "education")]
    yield [SendingPlaces(desk) for desk in desks]
    for desk in desks:
        desk.close()


def test_two_units_of_a_pc_have_places_of_their_own(places, tmp_path):
    health, education = places
    health.remember_key(str(tmp_path / "健康.p12"))
    health.remember_folder(tmp_path / "甲")
    assert education.key() == ""
    assert [folder.name for folder in education.folders()] == ["报送"]
    assert health.key().endswith("健康.p12")
    assert [folder.name for folder in health.folders()] == ["甲", "报送"]


def test_folders_are_remembered_newest_first_and_the_usual_one_stays_last(places, tmp_path):
    health, _ = places
    for name in ("甲", "乙, 丙", "甲", *"abcdefg"):
        health.remember_folder(tmp_path / name)
    names = [folder.name for folder in health.folders()]
    assert names == ["g", "f", "e", "d", "c", "b", "报送"]


def test_a_key_of_a_version_before_is_suggested_until_another_is_used(places, tmp_path):
    settings().setValue("key", str(tmp_path / "old.p12"))
    health, education = places
    assert health.key() == education.key() == str(tmp_path / "old.p12")
    health.remember_key(str(tmp_path / "new.p12"))
    assert health.key() == str(tmp_path / "new.p12")
    assert education.key() == str(tmp_path / "old.p12")


def test_a_key_beside_the_data_is_suggested_where_nothing_is_remembered(places):
    """On a PC to which the folder was copied, 创建密钥 stood in front: a second key, never registered."""
    health, education = places
    with_units_name = health._beside.with_name(f"{health._unit}{KEY_NAME}.p12")
    with_units_name.write_bytes(b"x")
    health._beside.with_name("别的密钥.p12").write_bytes(b"x")
    assert health.key() == str(with_units_name)
    assert education.key() == ""
    newer = with_units_name.with_name(f"{health._unit}{KEY_NAME}2.p12")
    newer.write_bytes(b"x")
    os.utime(newer, (2e9, 2e9))
    assert health.key() == str(newer)


def test_signers_are_known_again_by_their_unit(places):
    health, education = places
    health.remember_signer("AA")
    health.remember_signer("BB")
    education.remember_signer("CC")
    assert own_prints() == {"health/990100": {"AA", "BB"}, "education/990100": {"CC"}}


def test_a_key_whose_certificate_is_gone_is_nobodys_signer(places, tmp_path):
    health, _ = places
    health.remember_key(str(tmp_path / "gone.p12"))
    assert own_prints() == {"health/990100": set()}


def test_a_file_that_is_opened_again_writes_nothing(files):
    for path in (files[0], files[1], files[1]):
        remember(path)
        settings().sync()
        written = Path(settings().fileName()).stat()
    remember(files[1])
    settings().sync()
    now = Path(settings().fileName()).stat()
    assert (now.st_mtime_ns, now.st_ino) == (written.st_mtime_ns, written.st_ino)
    remember(files[0])
    assert recent_files() == [files[0], files[1]]


@pytest.mark.parametrize("width", [150, 182, 230])
def test_no_scroll_bar_lies_over_the_words_of_a_file(qtbot, files, width):
    remember(files[0])
    note(RecentFile(path=files[0], unit="大连市统计局", year=2025, state="统计局接收", opened="2026-12-01"))
    listed = RecentList()
    qtbot.addWidget(listed)
    listed.resize(width, listed.sizeHintForRow(0) + 6)
    listed.show()
    qtbot.waitExposed(listed)
    assert not listed.horizontalScrollBar().isVisible()
